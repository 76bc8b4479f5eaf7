// SPDX-License-Identifier: Apache-2.0
#include "cli/context.hpp"
#include "vaern/exchange/calendar_year.hpp"

namespace vaern::cli {
namespace {

Result<std::shared_ptr<const Calendar>> open_calendar(const Context& context, const Models& models,
                                                      const std::string& name) {
  if (!looks_like_file(name)) return models.find_calendar(name);
  DiagnosticList findings;
  std::shared_ptr<const Calendar> calendar;
  if (const auto document = context.read(name, findings)) {
    calendar = load_calendar_file(models, *document, name, findings);
  }
  findings.sort();
  if (calendar == nullptr || findings.has_errors()) return failure(std::move(findings));
  context.tell(findings);
  return calendar;
}

}  // namespace

int calendar(const Context& context) {
  const Options& options = context.options();
  const Models models = context.open_models();
  const auto opened = open_calendar(context, models, options.model);
  if (!opened) return context.fail(opened.error());
  const Result<std::string> text =
      options.format == Format::json ? calendar_year_json(**opened, options.year)
                                     : calendar_year_text(**opened, options.year, options.language);
  return text ? context.answer(*text) : context.fail(text.error());
}

}  // namespace vaern::cli
