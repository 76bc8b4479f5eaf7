// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/plan_copy.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "diagnostics/codes/exchange.hpp"
#include "exchange/plan_copy_words.hpp"
#include "exchange/report_page.hpp"
#include "safety_plan/seen.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {
namespace {

namespace detail = exchange::detail;

constexpr std::array<std::string_view, 6> copy_words{"person", "discreet",  "agency",
                                                     "card",   "recipient", "handover"};
constexpr std::array<std::string_view, 4> format_words{"text", "markdown", "json", "html"};

template <class T, std::size_t n>
std::optional<T> parsed(std::string_view word, const std::array<std::string_view, n>& words) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<T>(found - words.begin());
}

detail::CopyPage page_of(const PlanSource& source, const CopyOptions& options,
                         const CaseReport& report) {
  switch (options.copy) {
    case PlanCopy::person:
      return detail::person_page(source, options);
    case PlanCopy::discreet:
      return detail::discreet_page(source, options);
    case PlanCopy::card:
      return detail::card_page(source, options, report);
    case PlanCopy::recipient:
      return detail::recipient_page(source, options);
    case PlanCopy::handover:
      return detail::handover_page(source, options, report);
    case PlanCopy::agency:
      break;
  }
  return detail::agency_page(source, options, report);
}

bool leaves_the_office(PlanCopy copy) {
  return copy == PlanCopy::person || copy == PlanCopy::discreet || copy == PlanCopy::recipient;
}

/// What is said below stands apart, with a heading or without.
std::string text_of(detail::Page page) {
  const detail::Part below = std::move(page.small_print);
  page.small_print = {};
  const std::string under = detail::sections_text({below});
  return detail::page_text(page) + (under.empty() ? "" : "\n" + under);
}

bool is_for_the_person(PlanCopy copy) {
  return copy == PlanCopy::person || copy == PlanCopy::discreet;
}

/// Whatever moment is asked for, a paper is handed out with all that the case knows by now: a plan
/// of an earlier day that was found since is found. What answers it must be in the copy.
std::vector<FoundPlan> found_and_not_answered(const PlanSource& source) {
  const Zone* zone = &source.programme->policy().zone();
  const safety_plan::detail::Seen seen(*source.file, source.when.as_of, zone, source.when.known_by);
  std::vector<FoundPlan> open;
  for (FoundPlan& found : found_plans(*source.file, std::nullopt, zone)) {
    const auto& plans = source.file->plans;
    const bool is_answered = std::any_of(plans.begin(), plans.end(), [&](const PlanEntry& plan) {
      return seen.is_seen(plan) && Moment::surely_before(found.known, plan.made);
    });
    if (!is_answered) open.push_back(std::move(found));
  }
  return open;
}

/// Every sentence on a line of its own, and nothing in the margin of the page.
detail::Page easy_page(detail::Page page) {
  if (!page.small_print.is_empty()) page.sections.push_back(std::move(page.small_print));
  page.small_print = {};
  return detail::one_sentence_a_line(std::move(page));
}

/// Sections that are shared and that the catalogue does not have.
void check_sections(const PlanSource& source, const CopyOptions& options,
                    DiagnosticList& findings) {
  const Catalogue& catalogue = source.programme->catalogue();
  std::vector<std::string> known;
  for (const Section& section : catalogue.sections()) known.push_back(section.id);
  for (std::size_t i = 0; i < options.sections.size(); ++i) {
    const std::string& section = options.sections[i];
    if (std::find(known.begin(), known.end(), section) != known.end()) continue;
    Diagnostic& finding = findings.add_at_path(
        codes::copy_section_unknown, "/sections/" + std::to_string(i),
        {{"section", section}, {"catalogue", source.plan->catalogue.to_string()}});
    const std::string near = did_you_mean(section, known);
    finding.help = near.empty() ? &notes::allowed_are : &notes::did_you_mean;
    finding.help_arguments = {
        {near.empty() ? "allowed" : "candidate", near.empty() ? detail::join(known, ", ") : near}};
  }
}

}  // namespace

std::string_view to_string(PlanCopy copy) noexcept {
  return copy_words[static_cast<std::size_t>(copy)];
}
std::optional<PlanCopy> parse_plan_copy(std::string_view word) noexcept {
  return parsed<PlanCopy>(word, copy_words);
}
std::string_view to_string(CopyFormat format) noexcept {
  return format_words[static_cast<std::size_t>(format)];
}
std::optional<CopyFormat> parse_copy_format(std::string_view word) noexcept {
  return parsed<CopyFormat>(word, format_words);
}

std::optional<NameTable> load_names(const Document& document, const CaseFile& file,
                                    DiagnosticList& findings) {
  const std::size_t before = findings.error_count();
  NameTable names;
  if (!expect_map(document.root, findings)) return std::nullopt;
  for (const Entry& entry : document.root.entries()) {
    if (file.find_party(entry.key) == nullptr) {
      findings.add(codes::name_of_nobody, entry.key_span, {{"id", entry.key}, {"case", file.id}});
    }
    Fields fields(entry.value, findings);
    NamedPerson person;
    person.name = fields.required("name", read_text_scalar).value_or("");
    person.telephone = fields.optional("telephone", read_text_scalar).value_or("");
    fields.finish();
    names[entry.key] = std::move(person);
  }
  if (findings.error_count() > before) return std::nullopt;
  return names;
}

Result<std::string> plan_copy(const PlanSource& source, const CopyOptions& options,
                              CopyFormat format) {
  DiagnosticList findings;
  CopyOptions used = options;
  if (format == CopyFormat::json || options.copy == PlanCopy::discreet) used.names = nullptr;
  if (leaves_the_office(used.copy)) {
    for (const FoundPlan& found : found_and_not_answered(source)) {
      findings.add_at_path(codes::copy_of_found_plan, "",
                           {{"event", found.event}, {"review", found.review.to_string()}});
    }
  }
  if (used.copy == PlanCopy::recipient) {
    check_sections(source, used, findings);
    if (!findings.has_errors()) detail::settle_recipient(source, used, findings);
    if (!findings.has_errors()) check_sections(source, used, findings);
  }
  if (findings.has_errors()) return tl::unexpected(std::move(findings));
  // Those who stay can act on what is overdue; nobody else is told of it.
  CaseReport of_case;
  if (!leaves_the_office(used.copy)) {
    Result<CaseReport> made = report(*source.file, *source.programme, source.when);
    if (!made) return tl::unexpected(std::move(made.error()));
    of_case = std::move(*made);
  }
  const bool is_easy = used.is_easy && is_for_the_person(used.copy);
  detail::CopyPage copy = page_of(source, used, of_case);
  if (is_easy) copy.page = easy_page(std::move(copy.page));
  if (!copy.missing.empty()) {
    findings.add_at_path(codes::copy_line_missing, "",
                         {{"language", copy.tag}, {"lines", detail::join(copy.missing, ", ")}});
    return tl::unexpected(std::move(findings));
  }
  switch (format) {
    case CopyFormat::text:
      return text_of(copy.page);
    case CopyFormat::markdown:
      return detail::page_markdown(copy.page);
    case CopyFormat::json:
      return detail::copy_json(source, used, copy, of_case);
    case CopyFormat::html:
      break;
  }
  return detail::copy_html(copy, used.is_large, is_easy);
}

std::vector<std::string> measures_not_easy(const PlanSource& source, const CopyOptions& options) {
  std::vector<std::string> ids;
  if (!options.is_easy || !is_for_the_person(options.copy)) return ids;
  const detail::CopyWords words(options);
  for (const std::size_t place :
       options.copy == PlanCopy::person ? person_copy(*source.plan) : discreet_copy(*source.plan)) {
    const Measure& measure = *source.plan->measures[place].measure;
    if (options.copy == PlanCopy::discreet && measure.is_danger_line()) continue;
    const bool is_new = std::find(ids.begin(), ids.end(), measure.id) == ids.end();
    if (is_new && !words.is_easy(measure)) ids.push_back(measure.id);
  }
  return ids;
}

}  // namespace v1
}  // namespace vaern
