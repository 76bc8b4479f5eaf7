// SPDX-License-Identifier: Apache-2.0
#include "vaern/archive/models.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "archive/sources.hpp"
#include "diagnostics/codes/archive.hpp"

namespace vaern {
namespace archive::detail {
namespace {

template <class Model>
void add_print(std::vector<SavedPrint>& prints, const Model& model) {
  prints.push_back({model.head().reference().to_string(), model.meaning().to_string(),
                    model.text().to_string()});
}

void add_texts(std::vector<SavedText>& texts, const Instrument& instrument) {
  for (const Instrument* each = &instrument; each != nullptr; each = each->extended().get()) {
    add_text(texts, each->head().span.file);
  }
}

void add_texts(std::vector<SavedText>& texts, const Calendar& calendar) {
  for (const Calendar* each = &calendar; each != nullptr; each = each->extended().get()) {
    add_text(texts, each->head().span.file);
  }
}

/// A model of one file.
template <class Model>
Content content_of_file(const Model& model) {
  Content content;
  content.reference = model.head().reference().to_string();
  add_text(content.models, model.head().span.file);
  return content;
}

template <class Model>
Content content_of_printed(const Model& model) {
  Content content = content_of_file(model);
  add_print(content.prints, model);
  return content;
}

/// The finding that the model does not load, and why.
Failure refused(const Content& content, const std::string& name, DiagnosticList why) {
  DiagnosticList findings;
  findings.add(codes::archive_model_refused, whole(name), {{"reference", content.reference}});
  why.sort();
  findings.append(std::move(why));
  return failure(std::move(findings));
}

/// What a loader gave, in an optional or as the pointer that it is.
template <class Model>
Model taken(std::optional<Model> made) {
  return *std::move(made);
}
template <class Model>
std::shared_ptr<const Model> taken(std::shared_ptr<const Model> made) {
  return made;
}

/// Loads by `load_one(store, model, findings)` the model that the content says it is, and holds
/// it to `prints_of(model)`.
template <class LoadOne, class PrintsOf>
auto open_model(const Content& content, const std::string& name, Kind kind, LoadOne load_one,
                PrintsOf prints_of)
    -> Result<decltype(taken(load_one(std::declval<const ModelStore&>(),
                                      std::declval<const StoredModel&>(),
                                      std::declval<DiagnosticList&>())))> {
  const auto store = store_of(content, name);
  if (!store) return failure(store.error());
  const std::size_t at = std::min(content.reference.find('@'), content.reference.size());
  const StoredModel* model =
      store->find(kind, content.reference.substr(0, at),
                  content.reference.substr(std::min(at + 1, content.reference.size())));
  DiagnosticList findings;
  if (model == nullptr) return refused(content, name, {});
  auto made = load_one(*store, *model, findings);
  if (!made) return refused(content, name, std::move(findings));
  const std::vector<SavedPrint> prints = prints_of(*made);
  for (std::size_t i = 0; i < std::max(prints.size(), content.prints.size()); ++i) {
    if (i < prints.size() && i < content.prints.size() &&
        prints[i].reference == content.prints[i].reference &&
        prints[i].meaning == content.prints[i].meaning &&
        prints[i].text == content.prints[i].text) {
      continue;
    }
    return failure(codes::archive_fingerprint_differs, whole(name),
                   {{"reference", i < prints.size() ? prints[i].reference : content.reference}});
  }
  return taken(std::move(made));
}

/// The same of a model that `load(document, findings)` makes of one file.
template <class Load, class PrintsOf>
auto open_model_of_file(const Content& content, const std::string& name, Kind kind, Load load,
                        PrintsOf prints_of) {
  return open_model(
      content, name, kind,
      [&](const ModelStore&, const StoredModel& model, DiagnosticList& findings) {
        return load(model.document, findings);
      },
      prints_of);
}

constexpr auto prints_of_one = [](const auto& model) {
  std::vector<SavedPrint> prints;
  add_print(prints, model);
  return prints;
};

}  // namespace

void add_text(std::vector<SavedText>& texts, const std::shared_ptr<const SourceFile>& file) {
  if (file == nullptr) {
    throw std::invalid_argument("vaern: only what was read from a document can be saved");
  }
  const bool is_there = std::any_of(texts.begin(), texts.end(), [&](const SavedText& text) {
    return text.name == file->name() && text.text == file->text();
  });
  if (!is_there) texts.push_back({file->name(), file->text(), ""});
}

Content content_of(const Instrument& instrument) {
  Content content;
  content.reference = instrument.reference();
  add_texts(content.models, instrument);
  add_print(content.prints, instrument);
  return content;
}

namespace {

std::vector<SavedPrint> prints_of_programme(const Programme& programme) {
  std::vector<SavedPrint> prints;
  add_print(prints, programme.policy());
  add_print(prints, programme.calendar());
  for (const ProgrammeDuties& duties : programme.duties()) {
    add_print(prints, *duties.policy);
    add_print(prints, *duties.calendar);
  }
  for (const auto& [reference, instrument] : programme.instruments()) {
    add_print(prints, *instrument);
  }
  return prints;
}

}  // namespace

Content content_of(const Programme& programme) {
  Content content = content_of_file(programme);
  add_text(content.models, programme.policy().head().span.file);
  add_texts(content.models, programme.calendar());
  for (const ProgrammeDuties& duties : programme.duties()) {
    add_text(content.models, duties.policy->head().span.file);
    add_texts(content.models, *duties.calendar);
  }
  add_text(content.models, programme.catalogue().head().span.file);
  for (const auto& [reference, instrument] : programme.instruments()) {
    add_texts(content.models, *instrument);
  }
  content.prints = prints_of_programme(programme);
  return content;
}

Result<ModelStore> store_of(const Content& content, const std::string& name) {
  ModelStore store;
  DiagnosticList findings;
  for (const SavedText& text : content.models) {
    auto document = read_document(text.name, text.text, findings);
    if (document && store.add(*std::move(document), findings) != nullptr) continue;
    DiagnosticList all;
    all.add(codes::archive_text_refused, whole(name), {{"file", text.name}});
    all.append(std::move(findings));
    return failure(std::move(all));
  }
  return store;
}

Result<InstrumentPtr> instrument_of(const Content& content, const std::string& name) {
  return open_model(
      content, name, Kind::instrument,
      [](const ModelStore& store, const StoredModel& model, DiagnosticList& findings) {
        return load_instrument(store, model, findings);
      },
      prints_of_one);
}

Result<ProgrammePtr> programme_of(const Content& content, const std::string& name) {
  return open_model(
      content, name, Kind::programme,
      [](const ModelStore& store, const StoredModel& model, DiagnosticList& findings) {
        return Library::load(store, findings).find_programme(model.id, model.version);
      },
      prints_of_programme);
}

}  // namespace archive::detail

inline namespace v1 {

using namespace archive::detail;

std::string save(const Instrument& instrument) {
  return write(ArchiveKind::instrument, content_of(instrument));
}
std::string save(const Calendar& calendar) {
  Content content = content_of_printed(calendar);
  if (calendar.extended() != nullptr) add_texts(content.models, *calendar.extended());
  return write(ArchiveKind::calendar, std::move(content));
}
std::string save(const Policy& policy) {
  return write(ArchiveKind::policy, content_of_printed(policy));
}
std::string save(const Catalogue& catalogue) {
  return write(ArchiveKind::catalogue, content_of_file(catalogue));
}
std::string save(const Programme& programme) {
  return write(ArchiveKind::programme, content_of(programme));
}
std::string save(const ModelStore& store) {
  Content content;
  for (const StoredModel* model : store.all()) add_text(content.models, model->document.file);
  return write(ArchiveKind::models, std::move(content));
}

Result<InstrumentPtr> open_instrument(std::string_view archive, const std::string& name) {
  const auto content = read(archive, ArchiveKind::instrument, name);
  return content ? instrument_of(*content, name) : failure(content.error());
}

Result<std::shared_ptr<const Calendar>> open_calendar(std::string_view archive,
                                                      const std::string& name) {
  const auto content = read(archive, ArchiveKind::calendar, name);
  if (!content) return failure(content.error());
  return open_model(
      *content, name, Kind::calendar,
      [](const ModelStore& store, const StoredModel& model, DiagnosticList& findings) {
        return load_calendar(store, model, findings);
      },
      prints_of_one);
}

Result<Policy> open_policy(std::string_view archive, const std::string& name) {
  const auto content = read(archive, ArchiveKind::policy, name);
  return content ? open_model_of_file(*content, name, Kind::policy, load_policy, prints_of_one)
                 : failure(content.error());
}

Result<Catalogue> open_catalogue(std::string_view archive, const std::string& name) {
  const auto content = read(archive, ArchiveKind::catalogue, name);
  const auto no_prints = [](const Catalogue&) { return std::vector<SavedPrint>(); };
  return content ? open_model_of_file(*content, name, Kind::catalogue, load_catalogue, no_prints)
                 : failure(content.error());
}

Result<ProgrammePtr> open_programme(std::string_view archive, const std::string& name) {
  const auto content = read(archive, ArchiveKind::programme, name);
  return content ? programme_of(*content, name) : failure(content.error());
}

Result<ModelStore> open_models(std::string_view archive, const std::string& name) {
  const auto content = read(archive, ArchiveKind::models, name);
  return content ? store_of(*content, name) : failure(content.error());
}

}  // namespace v1
}  // namespace vaern
