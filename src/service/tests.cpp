// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/tests.hpp"

#include <algorithm>

#include "diagnostics/codes/service.hpp"
#include "service/words.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/diagnostics/utf8.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern {
inline namespace v1 {

std::size_t TestedModel::passed() const {
  return static_cast<std::size_t>(std::count_if(
      results.begin(), results.end(), [](const ExampleResult& r) { return r.has_passed(); }));
}

Tested run_tests(const std::vector<InstrumentPtr>& instruments) {
  Tested tested;
  for (const InstrumentPtr& instrument : instruments) {
    TestedModel model{instrument, run_examples(instrument)};
    for (const ExampleResult& result : model.results) {
      for (const ExampleMismatch& mismatch : result.mismatches) {
        tested.findings.add(codes::example_differs, mismatch.span,
                            {{"example", result.name},
                             {"what", mismatch.what},
                             {"expected", mismatch.expected},
                             {"found", mismatch.found}});
      }
      for (const Diagnostic& fault : result.faults) {
        Diagnostic& copy = tested.findings.add(*fault.code, fault.span);
        copy = fault;
        if (copy.span.file == nullptr) copy.span = result.span;
      }
    }
    tested.models.push_back(std::move(model));
  }
  tested.findings.sort();
  return tested;
}

std::string tests_json(const Tested& tested, Language language) {
  CanonicalWriter json;
  json.begin_list();
  for (const TestedModel& model : tested.models) {
    json.begin_map().text("instrument", model.instrument->reference()).begin_list("examples");
    for (const ExampleResult& result : model.results) {
      json.begin_map().text("name", result.name).boolean("passed", result.has_passed());
      json.integer("compared", static_cast<std::int64_t>(result.compared)).end_map();
    }
    json.end_list().end_map();
  }
  json.end_list();
  const std::string models = json.finish();
  return "{\"models\":" + std::string(service::detail::without_line_feed(models)) +
         ",\"findings\":" +
         std::string(service::detail::without_line_feed(render_json(tested.findings, language))) +
         "}";
}

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
      continue;
    }
    std::size_t compared = 0;
    for (const ExampleResult& result : model.results) compared += result.compared;
    const std::size_t failed = model.results.size() - model.passed();
    text += std::to_string(model.passed()) + (da ? " bestået, " : " passed, ");
    text += std::to_string(failed) + (da ? " fejlet, " : " failed, ");
    text += std::to_string(compared) + (da ? " forventninger" : " expectations");
    text += "\n";
  }
  return text;
}

}  // namespace v1
}  // namespace vaern
