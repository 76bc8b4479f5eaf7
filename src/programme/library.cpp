// SPDX-License-Identifier: Apache-2.0
#include "vaern/programme/library.hpp"

#include <set>

#include "programme/loader.hpp"

namespace vaern {
inline namespace v1 {
namespace {

/// The models of a kind stand by id, then version, so the last match is the latest.
template <class List>
typename List::value_type find(const List& list, std::string_view id, std::string_view version) {
  typename List::value_type found;
  for (const auto& model : list) {
    if (model->head().id == id && (version.empty() || model->head().version == version)) {
      found = model;
    }
  }
  return found;
}

}  // namespace

const CaseNames& population_names() {
  static const CaseNames names({}, {});
  return names;
}

Library Library::load(const ModelStore& store, DiagnosticList& findings) {
  Library library;
  for (const StoredModel* model : store.all(Kind::instrument)) {
    if (auto made = load_instrument(model->document, population_names(), findings)) {
      library.instruments_.push_back(std::move(made));
    }
  }
  for (const StoredModel* model : store.all(Kind::calendar)) {
    if (auto made = load_calendar(model->document, findings)) {
      library.calendars_.push_back(std::move(made));
    }
  }
  for (const StoredModel* model : store.all(Kind::policy)) {
    if (auto made = load_policy(model->document, findings)) {
      library.policies_.push_back(std::make_shared<const Policy>(*std::move(made)));
    }
  }
  std::set<std::string> used;
  for (const StoredModel* model : store.all(Kind::programme)) {
    ProgrammeLoader loader(library, store, used, findings);
    if (auto made = loader.load(model->document)) library.programmes_.push_back(std::move(made));
  }
  for (const StoredModel* model : store.all(Kind::catalogue)) {
    if (used.count(model->reference()) == 0) load_catalogue(model->document, findings);
  }
  findings.sort();
  return library;
}

Library Library::load(const std::vector<std::string>& directories, DiagnosticList& findings) {
  ModelStore store;
  for (const std::string& directory : directories) store.add_directory(directory, findings);
  return load(store, findings);
}

InstrumentPtr Library::find_instrument(std::string_view id, std::string_view version) const {
  return find(instruments_, id, version);
}

ProgrammePtr Library::find_programme(std::string_view id, std::string_view version) const {
  return find(programmes_, id, version);
}

std::shared_ptr<const Calendar> Library::find_calendar(std::string_view id,
                                                       std::string_view version) const {
  return find(calendars_, id, version);
}

}  // namespace v1
}  // namespace vaern
