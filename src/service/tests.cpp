// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/tests.hpp"

#include <algorithm>

#include "diagnostics/codes/service.hpp"
#include "service/tests_parts.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/diagnostics/utf8.hpp"
#include "vaern/model/extends.hpp"
#include "vaern/programme/library.hpp"

namespace vaern {
inline namespace v1 {

std::size_t TestedModel::passed() const {
  return static_cast<std::size_t>(std::count_if(
      results.begin(), results.end(), [](const ExampleResult& r) { return r.has_passed(); }));
}

namespace {

TestSubject subject_of(const ModelStore& store, const InstrumentPtr& instrument) {
  const StoredModel* model =
      store.find(Kind::instrument, instrument->head().id, instrument->head().version);
  DiagnosticList ignored;  // were said when the models were loaded
  const auto joined = join_all(store, *model, ignored);
  return {instrument, joined ? joined->document : model->document};
}

void add_failures(const ExampleResult& result, DiagnosticList& findings) {
  for (const ExampleMismatch& mismatch : result.mismatches) {
    findings.add(codes::example_differs, mismatch.span,
                 {{"example", result.name},
                  {"what", mismatch.what},
                  {"expected", mismatch.expected},
                  {"found", mismatch.found}});
  }
  for (const Diagnostic& fault : result.faults) {
    Diagnostic& copy = findings.add(*fault.code, fault.span);
    copy = fault;
    if (copy.span.file == nullptr) copy.span = result.span;
  }
}

}  // namespace

std::vector<TestSubject> test_subjects(const Models& models) {
  std::vector<TestSubject> subjects;
  for (const InstrumentPtr& instrument : models.library().instruments()) {
    subjects.push_back(subject_of(models.store(), instrument));
  }
  return subjects;
}

Result<TestSubject> test_subject(const Models& models, std::string_view name) {
  Result<InstrumentPtr> instrument = models.find_instrument(name);
  if (!instrument) return tl::unexpected(std::move(instrument.error()));
  return subject_of(models.store(), *instrument);
}

std::vector<TestSubject> test_subjects(const Models& models, const std::vector<Document>& documents,
                                       DiagnosticList& findings) {
  // Of one id@version the document given counts and not the one among the models.
  ModelStore together;
  DiagnosticList told_elsewhere;
  for (const Document& document : documents) together.add(document, told_elsewhere);
  for (const StoredModel* model : models.store().all()) {
    together.add(model->document, told_elsewhere);
  }
  for (const Document& document : documents) {
    add_neighbours(together, document, document.file->name());
  }
  const std::vector<const StoredModel*> known = together.all(Kind::instrument);
  std::vector<TestSubject> subjects;
  for (const Document& document : documents) {
    const auto model = std::find_if(known.begin(), known.end(), [&](const StoredModel* m) {
      return m->document.file == document.file;
    });
    if (model != known.end()) {
      const InstrumentPtr instrument = load_instrument(together, **model, findings);
      if (instrument != nullptr) subjects.push_back(subject_of(together, instrument));
      continue;
    }
    // What is no instrument, or has no head, says so by itself.
    const InstrumentPtr instrument = load_instrument(document, population_names(), findings);
    if (instrument != nullptr) subjects.push_back({instrument, document});
  }
  return subjects;
}

Tested run_tests(const std::vector<TestSubject>& subjects, const TestOptions& options) {
  Tested tested;
  for (const auto& [instrument, document] : subjects) {
    TestedModel model{instrument, run_examples(instrument), std::nullopt, std::nullopt};
    for (const ExampleResult& result : model.results) add_failures(result, tested.findings);
    if (options.has_coverage || options.required) model.coverage = cover(instrument);
    if (options.required) {
      const std::size_t percent = Coverage::percent(model.coverage->count());
      if (percent < *options.required) {
        tested.findings.add(codes::coverage_too_low, instrument->head().span,
                            {{"instrument", instrument->reference()},
                             {"percent", std::to_string(percent)},
                             {"required", std::to_string(*options.required)}});
      }
    }
    if (options.has_mutation) {
      const InstrumentPtr extended = instrument->extended();
      model.mutation =
          mutate(instrument, document, [&](const Document& changed, DiagnosticList& findings) {
            return load_instrument(changed, population_names(), findings, extended);
          });
      service::detail::add_mutants(*model.mutation, tested.findings);
    }
    tested.models.push_back(std::move(model));
  }
  tested.findings.sort();
  return tested;
}

namespace {

/// Of an example that fails; nothing where there is no smaller question to ask.
std::optional<ShrunkExample> smallest(const TestedModel& model, const ExampleResult& result,
                                      Language language) {
  if (result.has_passed()) return std::nullopt;
  const auto index = static_cast<std::size_t>(&result - model.results.data());
  return shrink(model.instrument, model.instrument->examples()[index], language);
}

void write_smallest(CanonicalWriter& json, const TestedModel& model, const ExampleResult& result,
                    Language language) {
  const auto shrunk = smallest(model, result, language);
  if (!shrunk) return;
  json.begin_map("smallest").text("what", shrunk->what).text("expected", shrunk->expected);
  json.text("found", shrunk->found).text("responses", shrunk->responses);
  if (!shrunk->others.empty()) json.text("others", shrunk->others);
  json.begin_list("because");
  for (const std::string& line : shrunk->because) json.text(line);
  json.end_list().end_map();
}

std::string smallest_text(const TestedModel& model, Language language) {
  const bool da = language == Language::da;
  std::string text;
  for (const ExampleResult& result : model.results) {
    const auto shrunk = smallest(model, result, language);
    if (!shrunk) continue;
    text += "  " + result.name +
            (da ? "\n    den mindste besvarelse, der viser det: "
                : "\n    the smallest form that shows it: ");
    text += shrunk->responses;
    if (!shrunk->others.empty()) text += ", others: " + shrunk->others;
    text += "\n    " + shrunk->what + (da ? " skal være " : " should be ") + shrunk->expected +
            (da ? ", men er " : " and is ") + shrunk->found + "\n";
    if (!shrunk->because.empty()) text += da ? "    på grund af:\n" : "    because of:\n";
    for (const std::string& line : shrunk->because) text += "      " + line + "\n";
  }
  return text;
}

}  // namespace

std::string tests_json(const Tested& tested, Language language) {
  CanonicalWriter json;
  json.begin_list();
  for (const TestedModel& model : tested.models) {
    json.begin_map().text("instrument", model.instrument->reference()).begin_list("examples");
    for (const ExampleResult& result : model.results) {
      json.begin_map().text("name", result.name).boolean("passed", result.has_passed());
      json.integer("compared", static_cast<std::int64_t>(result.compared));
      write_smallest(json, model, result, language);
      json.end_map();
    }
    json.end_list();
    if (model.coverage) service::detail::write_coverage(json, *model.coverage, language);
    if (model.mutation) service::detail::write_mutation(json, *model.mutation, language);
    json.end_map();
  }
  json.end_list();
  const std::string models = json.finish();
  return "{\"models\":" + std::string(service::detail::without_line_feed(models)) +
         ",\"findings\":" +
         std::string(service::detail::without_line_feed(render_json(tested.findings, language))) +
         "}";
}

namespace {

std::string counts_text(const TestedModel& model, bool da) {
  std::string text;
  std::size_t compared = 0;
  for (const ExampleResult& result : model.results) compared += result.compared;
  const std::size_t failed = model.results.size() - model.passed();
  text += std::to_string(model.passed()) + (da ? " bestået, " : " passed, ");
  text += std::to_string(failed) + (da ? " fejlet, " : " failed, ");
  text += std::to_string(compared) + (da ? " forventninger" : " expectations");
  return text + "\n";
}

}  // namespace

std::string tests_text(const Tested& tested, Language language) {
  const bool da = language == Language::da;
  std::size_t width = 0;
  for (const TestedModel& model : tested.models) {
    width = std::max(width, count_code_points(model.instrument->reference()));
  }
  std::string text;
  for (const TestedModel& model : tested.models) {
    const std::string name = model.instrument->reference();
    text += name + std::string(width - count_code_points(name) + 2, ' ');
    if (model.results.empty()) {
      text += da ? "ingen eksempler\n" : "no examples\n";
    } else {
      text += counts_text(model, da);
    }
    text += smallest_text(model, language);
    if (model.coverage) text += service::detail::coverage_text(*model.coverage, language);
    if (model.mutation) text += service::detail::mutation_text(*model.mutation, language);
  }
  return text;
}

}  // namespace v1
}  // namespace vaern
