// SPDX-License-Identifier: Apache-2.0
#include "vaern/programme/library.hpp"

#include <set>

#include "diagnostics/codes/instrument.hpp"
#include "programme/load_calendars.hpp"
#include "programme/load_instruments.hpp"
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

WordingPtr load_wording(const Library& library, const ModelStore& store, const Document& document,
                        DiagnosticList& findings) {
  DiagnosticList told_elsewhere;
  const Node* node = document.root.find("for");
  const auto reference = node ? read_reference(*node, told_elsewhere) : std::nullopt;
  InstrumentPtr instrument;
  if (reference) {
    instrument = library.find_instrument(reference->id, reference->version);
    if (instrument == nullptr && store.resolve(Kind::instrument, *reference, findings) != nullptr) {
      const Node* id = document.root.find(to_string(Kind::wording));
      findings.add(codes::wording_of_broken, reference->span,
                   {{"wording", id ? id->text() : ""}, {"reference", reference->to_string()}});
    }
  }
  auto made = load_wording(document, instrument, findings);
  return instrument == nullptr ? nullptr : made;
}

Library Library::load(const ModelStore& store, DiagnosticList& findings, const Wanted& wanted) {
  const auto each = [&](Kind kind, const auto& load_one) {
    for (const StoredModel* model : store.all(kind)) {
      if (!wanted || wanted(*model)) load_one(*model);
    }
  };
  Library library;
  programme::detail::InstrumentsLoader instruments(store);
  each(Kind::instrument, [&](const StoredModel& model) {
    if (auto made = instruments.load(model, findings)) {
      library.instruments_.push_back(std::move(made));
    }
  });
  each(Kind::wording, [&](const StoredModel& model) {
    if (auto made = load_wording(library, store, model.document, findings)) {
      library.wordings_.push_back(std::move(made));
    }
  });
  programme::detail::CalendarsLoader calendars(store);
  each(Kind::calendar, [&](const StoredModel& model) {
    if (auto made = calendars.load(model, findings)) {
      library.calendars_.push_back(std::move(made));
    }
  });
  each(Kind::policy, [&](const StoredModel& model) {
    if (auto made = load_policy(model.document, findings)) {
      library.policies_.push_back(std::make_shared<const Policy>(*std::move(made)));
    }
  });
  std::set<std::string> used;
  each(Kind::programme, [&](const StoredModel& model) {
    ProgrammeLoader loader(library, store, used, findings);
    if (auto made = loader.load(model.document)) library.programmes_.push_back(std::move(made));
  });
  each(Kind::catalogue, [&](const StoredModel& model) {
    if (used.count(model.reference()) == 0) check_catalogue(model.document, findings);
  });
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

WordingPtr Library::find_wording(const Reference& instrument, std::string_view language) const {
  WordingPtr found;
  for (const WordingPtr& wording : wordings_) {
    if (wording->instrument == instrument && wording->language == language) found = wording;
  }
  return found;
}

WordingPtr Library::find_wording(const Instrument& instrument, std::string_view language) const {
  auto found = find_wording(instrument.head().reference(), language);
  if (found == nullptr && instrument.published() != nullptr) {
    found = find_wording(*instrument.published(), language);
  }
  return found;
}

}  // namespace v1
}  // namespace vaern
