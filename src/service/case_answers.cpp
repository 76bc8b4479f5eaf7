// SPDX-License-Identifier: Apache-2.0
#include "service/case_answers.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "diagnostics/codes/service.hpp"
#include "vaern/exchange/calendar_file.hpp"
#include "vaern/exchange/report.hpp"
#include "vaern/exchange/timeline_changes.hpp"
#include "vaern/exchange/zone_copy.hpp"

namespace vaern::service::detail {
namespace {

std::string all_of(const CaseTimeline& made, const CaseQuestion& question) {
  switch (question.format) {
    case AnswerFormat::json:
      return to_canonical_json(made.timeline);
    case AnswerFormat::html:
      return case_timeline_html(made, question.language);
    case AnswerFormat::svg:
      return case_timeline_svg(made, question.language);
    case AnswerFormat::ics:
      return calendar_file(made, question.language);
    case AnswerFormat::text:
      break;
  }
  return case_timeline_text(made, question.language);
}

Result<std::string> timeline_answer(const CaseFile& file, const Programme& programme,
                                    const CaseQuestion& question) {
  if (question.since) {
    const auto before = case_timeline(file, programme, {question.when.as_of, question.since});
    if (!before) return tl::unexpected(before.error());
    return changes_answer(*before, file, programme, question);
  }
  return case_timeline(file, programme, question.when).map([&](const CaseTimeline& made) {
    return all_of(made, question);
  });
}

// Of all that the case tells, the earliest.
const Moment* first_entry(const CaseFile& file, const Zone& zone) {
  std::vector<const Moment*> moments;
  for (const Episode& each : file.episodes) moments.push_back(&each.opened);
  for (const AssessmentEntry& each : file.assessments) moments.push_back(&each.assessed);
  for (const EventEntry& each : file.events) moments.push_back(&each.occurred);
  for (const PlanEntry& each : file.plans) moments.push_back(&each.made);
  for (const DisclosureEntry& each : file.disclosures) moments.push_back(&each.at);
  for (const FactEntry& each : file.facts) {
    // Without a day a fact holds at any time.
    if (!each.from && !each.recorded) return nullptr;
    moments.push_back(each.from ? &*each.from : &*each.recorded);
  }
  const auto first = std::min_element(
      moments.begin(), moments.end(),
      [&](const Moment* a, const Moment* b) { return a->earliest(zone) < b->earliest(zone); });
  return first == moments.end() ? nullptr : *first;
}

}  // namespace

void check_moment(const CaseFile& file, const Programme& programme, const AsOf& when,
                  DiagnosticList& findings) {
  const Zone& zone = programme.policy().zone();
  const Moment* first = first_entry(file, zone);
  if (first == nullptr) return;
  for (const std::optional<Instant>& asked : {when.as_of, when.known_by}) {
    if (!asked || !(*asked < first->earliest(zone))) continue;
    findings
        .add(codes::moment_before_case, file.span,
             {{"moment", zone.local(*asked).date.to_string()}, {"first", first->text}})
        .notes.push_back({&notes::said_here, first->span, {}});
    return;
  }
}

std::optional<AnswerFormat> parse_answer_format(std::string_view word) noexcept {
  constexpr std::array<std::pair<std::string_view, AnswerFormat>, 5> formats{
      {{"text", AnswerFormat::text},
       {"html", AnswerFormat::html},
       {"json", AnswerFormat::json},
       {"svg", AnswerFormat::svg},
       {"ics", AnswerFormat::ics}}};
  for (const auto& [name, format] : formats) {
    if (name == word) return format;
  }
  return std::nullopt;
}

Result<std::string> changes_answer(const CaseTimeline& before, const CaseFile& file,
                                   const Programme& programme, const CaseQuestion& question) {
  const auto after = case_timeline(file, programme, question.when);
  if (!after) return tl::unexpected(after.error());
  if (question.format == AnswerFormat::json) {
    return timeline_changes_json(before.timeline, after->timeline);
  }
  if (question.format == AnswerFormat::ics) {
    return calendar_file(before, *after, question.language);
  }
  return timeline_changes_text(before.timeline, after->timeline, programme, question.language);
}

Result<std::string> case_answer(const CaseFile& file, const Programme& programme,
                                const CaseQuestion& question) {
  const Language language = question.language;
  const bool is_json = question.format == AnswerFormat::json;
  if (question.command == "timeline") return timeline_answer(file, programme, question);
  if (question.command == "due") {
    return timeline(file, programme, question.when).map([&](const Timeline& made) {
      return is_json ? to_canonical_json(made) : timeline_text(made, programme, language);
    });
  }
  if (question.command == "plan" && programme.zones() != nullptr) {
    return zone_plan(file, programme, question.when).map([&](const ZonePlan& made) {
      const ZoneSource source{&file, &programme, &made, question.when};
      return is_json ? zone_plan_json(made) : zone_copy_text(source, ZoneCopy::agency, language);
    });
  }
  if (question.command == "plan") {
    return plan(file, programme, question.when).map([&](const SafetyPlan& made) {
      return is_json ? plan_json(made) : plan_text(made, programme, language);
    });
  }
  return report(file, programme, question.when).map([&](const CaseReport& made) {
    if (is_json) return report_json(made);
    return question.format == AnswerFormat::html ? report_html(made, language)
                                                 : report_text(made, language);
  });
}

}  // namespace vaern::service::detail
