// SPDX-License-Identifier: Apache-2.0
// Steps that are to be done again, and what is late, as professionals read it.
#include <gmock/gmock.h>

#include "exchange/plan_copies.hpp"

namespace vaern::exchange_tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// The complete case with one more event, in front of the others.
std::string with_event(const std::string& kind) {
  return changed(text_of_case("complete"), "events:\n",
                 "events:\n  - {id: e9, kind: " + kind +
                     ", about: o1, occurred: 2026-11-20T20:00+01:00, known: "
                     "2026-11-20T21:00+01:00, recorded: 2026-11-20T21:05+01:00, by: w1}\n");
}

std::string copy_of(const Made& made, PlanCopy copy, Language language) {
  return flowing(copied(made, {.copy = copy, .language = language}, CopyFormat::text));
}

TEST(StepsAgain, TheAgencyAndTheHandoverReadWhenItWasDoneAndWhyItIsToBeDoneAgain) {
  const auto before = make(text_of_case("complete"));
  const auto after = make(with_event("new_violence"));
  for (const PlanCopy copy : {PlanCopy::agency, PlanCopy::handover}) {
    const std::string da = copy_of(*after, copy, Language::da);
    EXPECT_THAT(da, HasSubstr("foreslået; gjort 18. november 2026"));
    EXPECT_THAT(da, HasSubstr("; igen efter ny vold eller nye trusler 20. november 2026"));
    const std::string en = copy_of(*after, copy, Language::en);
    EXPECT_THAT(en, HasSubstr("proposed; done 18 November 2026"));
    EXPECT_THAT(en, HasSubstr("; again after new violence or threats 20 November 2026"));
    EXPECT_THAT(copy_of(*before, copy, Language::da), Not(HasSubstr("igen efter")));
  }
}

TEST(StepsAgain, TheShelterQuestionStandsAfterEveryAssessmentAndEventThatBringsOneForward) {
  const ProgrammePtr programme = shipped().find_programme("partner-violence");
  const Measure& question = *programme->catalogue().find("shelter_question");
  const auto is_named = [&](std::string_view event) {
    return std::any_of(question.again_after.begin(), question.again_after.end(),
                       [&](const Placed& each) { return each.text == event; });
  };
  EXPECT_TRUE(is_named("assessment"));
  const Clock* clock = programme->policy().find_clock("risk_assessment");
  ASSERT_NE(clock, nullptr);
  ASSERT_FALSE(clock->on_event.empty());
  for (const Clock::OnEvent& event : clock->on_event) EXPECT_TRUE(is_named(event.event));
}

TEST(Once, AStepOfThePersonIsLateAndAHabitAndAStandingRuleAreNot) {
  const auto made = make(text_of_case("complete"), "2027-03-01T09:00+01:00");
  const auto line_of = [&](const std::string& measure) {
    SafetyPlan plan = made->report.plan;
    std::string words;
    for (PlannedMeasure& planned : plan.measures) {
      if (planned.measure->id != measure) continue;
      planned.status = MeasureStatus::agreed;
      planned.state = MeasureState::included;
      planned.list = PlanList::later;
      planned.due = PlanDeadline{};
      planned.due->at = planned.due->from = *Instant::parse("2026-12-01T09:00+01:00");
      plan.now.clear();
      plan.ask_first.clear();
      plan.later = {static_cast<std::size_t>(&planned - plan.measures.data())};
    }
    const std::string text = copied(*made, {.copy = PlanCopy::agency, .language = Language::da},
                                    CopyFormat::text, &plan);
    return text.substr(text.find("\nSenere\n"));
  };
  EXPECT_THAT(line_of("new_lock"), HasSubstr("verskredet"));
  EXPECT_THAT(line_of("charged_phone"), Not(HasSubstr("verskredet")));
  EXPECT_THAT(line_of("neutral_calls"), Not(HasSubstr("verskredet")));
  EXPECT_THAT(line_of("device_check"), HasSubstr("verskredet"));
}

}  // namespace
}  // namespace vaern::exchange_tests
