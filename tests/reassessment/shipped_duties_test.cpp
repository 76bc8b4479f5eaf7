// SPDX-License-Identifier: Apache-2.0
// The policies that ship beside the programme's own, as literal dates with the reason beside each.
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "reassessment/support.hpp"
#include "vaern/diagnostics/render.hpp"

namespace vaern {
namespace {

using testing::assessment;
using testing::episode;
using testing::event;
using testing::moment;
using testing::offices;

Document document_of(const std::string& file) {
  DiagnosticList findings;
  const std::string path = std::string(VAERN_SOURCE_DIR) + "/instruments/" + file;
  auto document = read_document_file(path, findings, file);
  if (!document) throw std::runtime_error(render(findings));
  return *std::move(document);
}

Policy policy_of(const std::string& file) {
  DiagnosticList findings;
  auto policy = load_policy(document_of(file), findings);
  if (!policy || !findings.empty()) throw std::runtime_error(render(findings));
  return *std::move(policy);
}

std::shared_ptr<const Calendar> every_day() {
  DiagnosticList findings;
  auto calendar = load_calendar(document_of("calendars/every-day.yaml"), findings);
  if (calendar == nullptr) throw std::runtime_error(render(findings));
  return calendar;
}

History history_from(HistoryEvent entry) {
  History history;
  history.dyads.push_back({"o1", {}});
  history.episodes.push_back(episode(1, "2023-01-02T09:00+01:00"));
  history.events.push_back(std::move(entry));
  return history;
}

/// The due dates of a clock, as local texts by time.
std::vector<std::string> due_of(const Policy& policy, const History& history,
                                const std::string& clock) {
  const auto made = timeline(policy, offices(), history);
  if (!made) throw std::runtime_error(render(made.error()));
  std::vector<std::string> found;
  for (const Obligation& obligation : made->obligations) {
    if (obligation.clock == clock) found.push_back(obligation.due.local);
  }
  return found;
}

struct Duty {
  const char* policy;
  const char* event;
  const char* at;
  const char* clock;
  const char* due;
  const char* because;
};

void PrintTo(const Duty& duty, std::ostream* out) { *out << duty.clock << ": " << duty.because; }

class ShippedDuty : public ::testing::TestWithParam<Duty> {};

TEST_P(ShippedDuty, IsDueAsWritten) {
  const Duty& duty = GetParam();
  const History history = history_from(event("e1", duty.event, duty.at));
  EXPECT_EQ(due_of(policy_of(duty.policy), history, duty.clock),
            std::vector<std::string>{duty.due});
}

class ShippedDutyLearnedLater : public ::testing::TestWithParam<Duty> {};

TEST_P(ShippedDutyLearnedLater, IsDueAsWritten) {
  const Duty& duty = GetParam();
  HistoryEvent entry = event("e1", duty.event, "2026-11-02T08:00+01:00");
  entry.occurred = moment("2026-10-30T22:00+01:00");
  EXPECT_EQ(due_of(policy_of(duty.policy), history_from(entry), duty.clock),
            std::vector<std::string>{duty.due});
}

constexpr const char* denmark = "denmark/duties-2026.yaml";
constexpr const char* adults = "residential-adults/duties-2026.yaml";
constexpr const char* children = "placed-children/duties-2026.yaml";

INSTANTIATE_TEST_SUITE_P(
    Denmark, ShippedDuty,
    ::testing::Values(
        Duty{denmark, "child_concern", "2026-09-11T15:00+02:00", "child_notification",
             "2026-09-11T15:00:00+02:00", "a notification is made at once"},
        Duty{denmark, "child_told", "2026-09-12T08:30+02:00", "child_notification_told",
             "2026-09-12T08:30:00+02:00", "also on a Saturday"},
        Duty{denmark, "notification_received", "2026-04-01T12:00+02:00", "notification_assessment",
             "2026-04-02T12:00:00+02:00", "24 hours run into Maundy Thursday"},
        Duty{denmark, "notification_received", "2026-04-01T12:00+02:00", "notification_receipt",
             "2026-04-11", "six hverdage over Easter: Saturday 4, Tuesday 7 to Saturday 11 April"},
        Duty{denmark, "shelter_admitted", "2026-12-23T20:00+01:00", "shelter_admission_notice",
             "2026-12-29", "24, 28 and 29 December: Christmas Eve is a hverdag"},
        Duty{denmark, "shelter_discharged", "2026-05-13T10:00+02:00", "shelter_discharge_notice",
             "2026-05-18", "Friday, Saturday and Monday after Ascension Day"},
        Duty{denmark, "immediate_order_served", "2026-03-02T10:00+01:00",
             "immediate_order_decision", "2026-05-01", "29 days of March, 30 of April, one of May"},
        Duty{denmark, "eviction", "2026-12-07T10:00+01:00", "eviction_court_review", "2026-12-21",
             "two weeks later, a Monday again"},
        Duty{denmark, "eviction", "2026-12-07T10:00+01:00", "eviction_ends", "2027-01-04",
             "four weeks later, over the turn of the year"},
        Duty{denmark, "address_protected", "2028-02-29T10:00+01:00", "address_protection_lapses",
             "2029-02-28", "a year after a leap day"},
        Duty{denmark, "access_requested", "2026-04-01T12:00+02:00", "access_to_file", "2026-04-15",
             "seven arbejdsdage over Easter: 7 to 10 and 13 to 15 April"},
        Duty{denmark, "decision_received", "2026-12-04T12:00+01:00", "complaint", "2027-01-01",
             "four weeks; a day of the law is not moved, New Year's Day or not"}));

INSTANTIATE_TEST_SUITE_P(
    UseOfForce, ShippedDuty,
    ::testing::Values(
        Duty{adults, "force_used", "2026-10-24T23:30+02:00", "register_force", "2026-10-25",
             "the day after, a Sunday of 25 hours"},
        Duty{adults, "force_used", "2026-10-24T23:30+02:00", "report_force", "2026-10-31",
             "within the calendar month, which ends on a Saturday"},
        Duty{adults, "force_used", "2026-10-24T23:30+02:00", "debrief_staff",
             "2026-10-27T22:30:00+01:00", "72 hours over the night when clocks fall back"},
        Duty{adults, "force_acute_or_not_permitted", "2026-12-30T10:00+01:00", "report_acute_force",
             "2027-01-02", "three days, over New Year's Day"},
        Duty{children, "child_force_used", "2026-03-28T10:00+01:00", "register_child_force",
             "2026-03-29T11:00:00+02:00", "24 hours over the night when clocks jump ahead"},
        Duty{children, "child_force_used", "2026-02-28T10:00+01:00", "report_child_force",
             "2026-02-28", "on the last day of the month it is that day"},
        Duty{children, "child_force_registered", "2026-02-28T10:00+01:00", "send_child_force",
             "2026-03-01T10:00:00+01:00", "24 hours after it was registered"}));

// Each happened on Friday 30 October 2026 at 22:00 and was written down on Monday 2 November.
INSTANTIATE_TEST_SUITE_P(
    WrittenDownLater, ShippedDutyLearnedLater,
    ::testing::Values(
        Duty{denmark, "child_concern", "", "child_notification", "2026-11-02T08:00:00+01:00",
             "a concern counts from when it arose"},
        Duty{denmark, "notification_received", "", "notification_assessment",
             "2026-10-31T22:00:00+01:00", "24 hours from receipt, not from when somebody read it"},
        Duty{denmark, "notification_received", "", "notification_receipt", "2026-11-06",
             "six hverdage from receipt: 31 October, 2 to 6 November"},
        Duty{denmark, "shelter_discharged", "", "shelter_discharge_notice", "2026-11-03",
             "31 October, 2 and 3 November"},
        Duty{denmark, "eviction", "", "eviction_ends", "2026-11-27",
             "four weeks from the eviction: she is not safe three days longer"},
        Duty{denmark, "eviction", "", "eviction_court_review", "2026-11-13", "two weeks"},
        Duty{denmark, "address_protected", "", "address_protection_lapses", "2027-10-30",
             "a year from the registration"},
        Duty{adults, "force_used", "", "register_force", "2026-10-31", "the day after the force"},
        Duty{adults, "force_used", "", "report_force", "2026-10-31",
             "within the month in which it was used, not in which it was written down"},
        Duty{adults, "force_acute_or_not_permitted", "", "report_acute_force", "2026-11-02",
             "three days from the force"},
        Duty{children, "child_force_used", "", "register_child_force", "2026-10-31T22:00:00+01:00",
             "24 hours from the force"},
        Duty{children, "child_force_used", "", "report_child_force", "2026-10-31",
             "before the month of the force ends"}));

TEST(ShippedDuties, StayOpenWhenTheCaseIsClosed) {
  const std::vector<std::pair<const char*, const char*>> lasting{{denmark, "child_concern"},
                                                                 {denmark, "notification_received"},
                                                                 {denmark, "shelter_discharged"},
                                                                 {adults, "force_used"},
                                                                 {children, "child_force_used"}};
  for (const auto& [file, kind] : lasting) {
    History history = history_from(event("e1", kind, "2026-05-04T10:00+02:00"));
    history.episodes = {episode(1, "2026-03-02T09:00+01:00", "2026-05-05T09:00+02:00", "moved")};
    const auto made =
        timeline(policy_of(file), offices(), history, testing::at("2026-07-01T10:00:00Z"));
    ASSERT_TRUE(made) << render(made.error());
    for (const Obligation& obligation : made->obligations) {
      EXPECT_EQ(obligation.is_open(), obligation.clock != "debrief_resident") << obligation.clock;
    }
    EXPECT_FALSE(made->obligations.empty()) << kind;
  }
}

TEST(ShippedDuties, AskForTheNewProtectionWhereOneWasRenewed) {
  History history = history_from(event("e1", "police_order_renewed", "2026-05-04T10:00+02:00"));
  EXPECT_EQ(due_of(policy_of(denmark), history, "enter_renewed_order"),
            std::vector<std::string>{"2026-05-05"});
  history.events.push_back(event("e2", "police_order", "2026-05-04T10:00+02:00"));
  history.events.back().until = moment("2027-05-04");
  const auto made = timeline(policy_of(denmark), offices(), history);
  ASSERT_TRUE(made) << render(made.error());
  EXPECT_EQ(made->find("enter_renewed_order:o1:e1")->status, ObligationStatus::met);
  EXPECT_EQ(made->find("police_order_reminder:o1:e2.P30D")->due.local, "2027-04-02");
}

TEST(ShippedDuties, RemindOfTheEndOfAProtectionSixtyThirtyAndSevenDaysBefore) {
  HistoryEvent protection = event("e1", "address_protected", "2026-01-15T10:00+01:00");
  protection.until = moment("2027-01-15");
  EXPECT_EQ(due_of(policy_of(denmark), history_from(protection), "address_protection_reminder"),
            (std::vector<std::string>{"2026-11-16", "2026-12-16", "2027-01-08"}));
  HistoryEvent order = event("e1", "police_order", "2026-01-15T10:00+01:00");
  order.until = moment("2026-09-15");
  // 16 August 2026 is a Sunday: the Friday before. 8 September is a Tuesday.
  EXPECT_EQ(due_of(policy_of(denmark), history_from(order), "police_order_reminder"),
            (std::vector<std::string>{"2026-08-14", "2026-09-08"}));
}

TEST(ShippedDuties, AskNothingFromBeforeTheLawWasInForce) {
  const History before =
      history_from(event("e1", "notification_received", "2023-12-28T10:00+01:00"));
  EXPECT_TRUE(due_of(policy_of(denmark), before, "notification_receipt").empty());
  const History after =
      history_from(event("e1", "notification_received", "2024-01-02T10:00+01:00"));
  EXPECT_EQ(due_of(policy_of(denmark), after, "notification_receipt"),
            std::vector<std::string>{"2024-01-09"});
}

TEST(ShippedDuties, NameTheirSourceAndSayWhetherItWasRead) {
  for (const char* file : {denmark, adults, children}) {
    const Policy policy = policy_of(file);
    for (const Clock& clock : policy.clocks()) {
      std::vector<const PolicyInterval*> intervals{&clock.within};
      if (clock.kind == Clock::Kind::before_end) {
        intervals.clear();
        for (const PolicyInterval& interval : clock.remind) intervals.push_back(&interval);
      }
      for (const PolicyInterval* interval : intervals) {
        EXPECT_FALSE(interval->source.empty()) << clock.id;
        EXPECT_TRUE(interval->verified.has_value()) << clock.id;
        EXPECT_NE(interval->statutory, interval->proposed) << clock.id;
        EXPECT_EQ(interval->source == "local", interval->proposed) << clock.id;
        EXPECT_FALSE(interval->proposed && *interval->verified) << clock.id;
      }
      EXPECT_FALSE(clock.met_by.empty()) << clock.id;
      EXPECT_FALSE(clock.text.best(Language::da).empty()) << clock.id;
    }
  }
}

TEST(VioGenTable, IsSeventyTwoHoursSevenThirtyAndSixtyDays) {
  const Policy policy = policy_of("viogen/review-2019.yaml");
  const auto calendar = every_day();
  const struct {
    std::uint64_t level;
    const char* due;
    const char* because;
  } table[] = {
      {testing::low, "2019-07-05", "60 days: 25 of May, 30 of June, 5 of July"},
      {testing::medium, "2019-06-05", "30 days"},
      {testing::high, "2019-05-13", "7 days"},
      {testing::acute, "2019-05-09T10:00:00+02:00", "72 hours"},
      {testing::high | testing::acute, "2019-05-09T10:00:00+02:00", "the earliest of both"},
      {testing::any_level, "2019-05-09T10:00:00+02:00", "nothing known: the earliest of all"},
  };
  for (const auto& row : table) {
    History history;
    history.dyads.push_back({"o1", {}});
    history.episodes.push_back(episode(1, "2019-05-06T08:00+02:00"));
    history.assessments.push_back(assessment("a1", "2019-05-06T10:00+02:00", {row.level, true}));
    const auto made = timeline(policy, *calendar, history);
    ASSERT_TRUE(made) << render(made.error());
    EXPECT_EQ(testing::due(*made, "risk_assessment:o1:a1"), row.due) << row.because;
  }
}

}  // namespace
}  // namespace vaern
