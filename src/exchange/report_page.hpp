// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parts of a report, made into sections of a page.

#include <string>
#include <string_view>
#include <vector>

#include "exchange/page.hpp"
#include "instrument/wording.hpp"
#include "vaern/exchange/plan_copy.hpp"
#include "vaern/programme/assess.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

using instrument::detail::capitalised;
using instrument::detail::join;
using instrument::detail::say;

inline std::string tell(Language language, std::string_view en, std::string_view da) {
  return std::string(say(language, en, da));
}

Page report_page(const CaseReport& report, Language language);

// One other party: the range first, then why, then what to ask.
Part dyad_section(const CaseReport& report, const Dyad& dyad, Language language);
// What of the assessments must be said at the top: flags, population, competences, judgements.
std::vector<Line> assessment_alarms(const CaseReport& report, Language language);

// The episode whose closing closed the case, as far as the report can see; null: it is open.
const Episode* closing(const CaseReport& report);
// It is closed and nothing is left open: nothing is urged any more.
bool is_over(const CaseReport& report);
// "death", "transfer" and other words of a closing.
std::string closing_words(std::string_view reason, Language language);
// No plan of the case counts yet.
bool has_no_plan(const CaseReport& report);

std::vector<Line> overdue_alarms(const Timeline& timeline, const Programme& programme,
                                 Language language);
Part due_section(const Timeline& timeline, const Programme& programme, Language language);

// That a plan was found, what is unsafe by it, and when it is reviewed.
Line found_line(const FoundPlan& found, Language language);
std::vector<Line> plan_alarms(const SafetyPlan& plan, const Programme& programme, Language language,
                              const NameTable* names = nullptr);
// `is_whole`: also what is blocked or does not apply, with reasons, and cautions. With `when` each
// measure has its deadline, with `names` people have names.
Part plan_section(const SafetyPlan& plan, const Programme& programme, Language language,
                  bool is_whole, const AsOf* when = nullptr, const NameTable* names = nullptr);
// What to ask.
Line question_words(const PlanQuestion& question, const Programme& programme, Language language,
                    const NameTable* names = nullptr);
// What to ask, how many measures wait for it and whether it is urgent.
Line question_line(const PlanQuestion& question, const Programme& programme, Language language,
                   const NameTable* names = nullptr);
// Who is around the person; empty where the case names nobody.
Part network_section(const SafetyPlan& plan, Language language);
// In place of the plan where the case is over: what was settled or agreed in the last one.
Part last_plan_section(const SafetyPlan& plan, const Programme& programme, Language language);

// "at least medium, may be acute", in the programme's words; 0: any level is possible.
std::string programme_range(const Programme& programme, std::uint64_t possible, Language language);
std::string relation_text(Relation relation, Language language);
// "o1 (former partner): high, assessed Wednesday 18 November 2026"; one line a dyad.
std::vector<std::string> level_lines(const CaseReport& report, Language language);
// "o1 (former partner)".
std::string party_words(const CaseFile& file, std::string_view id, Language language);
std::string moment_words(const Instant& instant, const Zone& zone, Language language);
std::string moment_words(const Moment& moment, const Zone& zone, Language language);
// Who a page is for, and the numbers to call: under every heading of a case.
std::string caseworker_line(Language language);
std::string danger_line(Language language);
// The programme, and when and with what knowledge.
std::string when_known(const Programme& programme, const AsOf& when, Language language);
std::string who_words(Who who, Language language);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
