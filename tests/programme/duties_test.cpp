// SPDX-License-Identifier: Apache-2.0
// Policies of duties: their obligations stand in the same timeline, and each names its policy.
#include <gtest/gtest.h>

#include <algorithm>

#include "programme/support.hpp"

namespace vaern {
namespace {

using namespace testing_support;

const std::string duties_head =
    "vaern: 1\npolicy: duties\nversion: \"1\"\nstatus: draft\ntitle: {en: D, da: P}\n";
const std::string duties_rest = R"(time_zone: Europe/Copenhagen
calendar: days@1
clocks:
  notify: {from: concern, within: PT24H, met_by: notified, statutory: yes}
  receipt: {from: received, within: {hverdage: 6}, met_by: receipt_sent, statutory: yes}
)";

void add_duties(Texts& texts) {
  texts["duties.yaml"] = duties_head + duties_rest;
  texts["programme.yaml"] = replaced(texts["programme.yaml"], "policy: review@1\n",
                                     "policy: review@1\nduties: [duties@1]\n");
  texts["programme.yaml"] =
      replaced(texts["programme.yaml"], "events: [detected]",
               "events: [detected, concern, notified, received, receipt_sent]");
}

std::vector<std::string> found_of(const std::function<void(Texts&)>& change) {
  Texts texts = small_models();
  add_duties(texts);
  change(texts);
  DiagnosticList findings;
  load_models(texts, findings);
  std::vector<std::string> codes;
  for (const Diagnostic& finding : findings) {
    if (finding.severity() == Severity::error) codes.emplace_back(finding.code->id);
  }
  return codes;
}

using Codes = std::vector<std::string>;

constexpr const char* entries = R"(events:
  - {id: e1, kind: detected, about: o1, occurred: 2026-01-02T09:00+01:00, recorded: 2026-01-02T09:00+01:00, by: w1}
  - {id: e2, kind: concern, occurred: 2026-01-02T10:00+01:00, recorded: 2026-01-02T10:00+01:00, by: w1}
  - {id: e3, kind: received, occurred: 2026-01-05T10:00+01:00, recorded: 2026-01-05T10:00+01:00, by: w1}
)";

Timeline timeline_of(const CaseFile& file, const Programme& programme) {
  DiagnosticList findings;
  check_case(file, programme, findings);
  EXPECT_FALSE(findings.has_errors()) << render(findings);
  auto made = timeline(file, programme, {Instant::parse("2026-01-05T12:00+01:00"), {}});
  EXPECT_TRUE(made) << render(made.error());
  return *std::move(made);
}

TEST(Duties, StandInTheTimelineOfTheCaseAndNameTheirPolicy) {
  const ProgrammePtr programme = small_programme(add_duties);
  ASSERT_NE(programme, nullptr);
  ASSERT_EQ(programme->duties().size(), 1U);
  const Timeline made = timeline_of(small_case(entries), *programme);
  ASSERT_EQ(made.duties.size(), 1U);
  EXPECT_EQ(made.policy, "review@1");
  EXPECT_EQ(made.duties[0].policy, "duties@1");
  EXPECT_EQ(made.duties[0].calendar, "days@1");
  std::size_t of_duties = 0;
  for (const Obligation& obligation : made.obligations) {
    const bool is_duty = obligation.clock == "notify" || obligation.clock == "receipt";
    EXPECT_EQ(obligation.policy, is_duty ? "duties@1" : "review@1") << obligation.id;
    of_duties += is_duty ? 1 : 0;
  }
  EXPECT_EQ(of_duties, 2U);
  EXPECT_GT(made.obligations.size(), of_duties);
  EXPECT_TRUE(
      std::is_sorted(made.obligations.begin(), made.obligations.end(),
                     [](const Obligation& a, const Obligation& b) { return a.due.at < b.due.at; }));
  const std::string json = to_canonical_json(made);
  EXPECT_NE(json.find("\"policy\":\"duties@1\",\"clock\":\"receipt\""), std::string::npos);
  EXPECT_NE(json.find("\"duties\":[{\"policy\":\"duties@1\""), std::string::npos);
}

TEST(Duties, CountTheDaysOfTheirCalendar) {
  const ProgrammePtr programme = small_programme(add_duties);
  const Timeline made = timeline_of(small_case(entries), *programme);
  const auto receipt =
      std::find_if(made.obligations.begin(), made.obligations.end(),
                   [](const Obligation& obligation) { return obligation.clock == "receipt"; });
  ASSERT_NE(receipt, made.obligations.end());
  // Received on Monday 5 January: Tuesday to Saturday, and Monday.
  EXPECT_EQ(receipt->due.local, "2026-01-12");
  EXPECT_EQ(receipt->status, ObligationStatus::due);
}

TEST(Duties, AreMetByTheirOwnDeedsAndByNoAssessment) {
  const ProgrammePtr programme = small_programme(add_duties);
  const std::string met =
      "  - {id: e4, kind: notified, occurred: 2026-01-03T09:00+01:00, recorded: "
      "2026-01-03T09:00+01:00, by: w1}\n";
  const std::string assessed_then =
      "assessments:\n" + assessment("a1", "scale", "o1", "completed", "2026-01-05",
                                    "responses: {gun: yes, threat: yes, left: no}");
  const Timeline made = timeline_of(small_case(entries + met + assessed_then), *programme);
  const auto status = [&](const std::string& clock) {
    const auto found =
        std::find_if(made.obligations.begin(), made.obligations.end(),
                     [&](const Obligation& obligation) { return obligation.clock == clock; });
    return found == made.obligations.end() ? "none" : std::string(to_string(found->status));
  };
  EXPECT_EQ(status("notify"), "met");
  EXPECT_EQ(status("receipt"), "due");
  EXPECT_EQ(status("first"), "met");
}

TEST(Duties, ThatAreNoLongerInForceTakeNoOtherDateAway) {
  const ProgrammePtr programme = small_programme([](Texts& texts) {
    add_duties(texts);
    texts["duties.yaml"] =
        replaced(texts["duties.yaml"],
                 "clocks:", "in_force: {from: 2025-01-01, until: 2026-01-03}\nclocks:");
  });
  const Timeline made = timeline_of(small_case(entries), *programme);
  EXPECT_NE(made.find("first:o1:e1"), nullptr);
  EXPECT_NE(made.find("notify::e2"), nullptr);   // on the 2nd
  EXPECT_EQ(made.find("receipt::e3"), nullptr);  // on the 5th
  ASSERT_EQ(made.without_effect.size(), 1U);
  EXPECT_EQ(made.without_effect[0].id, "duties@1");
  EXPECT_EQ(made.without_effect[0].reason.key, "policy_no_longer_in_force");
}

// The small policy, and one in its place that asks half as often from 4 January on.
void migrate(Texts& texts) {
  std::string next = replaced(texts["policy.yaml"], "version: \"1\"", "version: \"2\"");
  next = replaced(next, "clocks:",
                  "supersedes: review@1\nmigrate: at_next_assessment\n"
                  "in_force: {from: 2026-01-04}\nclocks:");
  texts["next.yaml"] = replaced(next, "high: P7D", "high: P14D");
  texts["programme.yaml"] =
      replaced(texts["programme.yaml"], "policy: review@1", "policy: review@2");
}

TEST(Migration, KeepsTheDatesOfThePolicyBeforeUntilTheNextAssessment) {
  const ProgrammePtr programme = small_programme(migrate);
  ASSERT_NE(programme->superseded().policy, nullptr);
  const std::string high = "judgement: {level: high, by: w1, reason: He follows her.}";
  const std::string before =
      "assessments:\n" + assessment("a1", "", "o1", "completed", "2026-01-03", high);
  Timeline made = timeline_of(small_case(before), *programme);
  ASSERT_TRUE(made.superseded.has_value());
  EXPECT_EQ(made.superseded->policy, "review@1");
  const Obligation* kept = made.find("again:o1:a1");
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(kept->due.local, "2026-01-09");  // P7D is Saturday the 10th; not the 16th
  EXPECT_EQ(kept->policy, "review@1");
  made = timeline_of(
      small_case(before + assessment("a2", "", "o1", "completed", "2026-01-04", high)), *programme);
  EXPECT_EQ(made.find("again:o1:a1")->status, ObligationStatus::met);
  EXPECT_EQ(made.find("again:o1:a2")->due.local, "2026-01-16");  // P14D is Sunday the 18th
  EXPECT_EQ(made.find("again:o1:a2")->policy, "review@2");
}

TEST(Migration, NeedsThePolicyBefore) {
  Texts texts = small_models();
  migrate(texts);
  texts.erase("policy.yaml");
  DiagnosticList findings;
  load_models(texts, findings);
  EXPECT_TRUE(findings.has_errors());
  EXPECT_NE(render(findings).find("review@1"), std::string::npos) << render(findings);
}

TEST(Duties, MoveNoDateOfTheProgrammesOwnPolicy) {
  const ProgrammePtr with = small_programme(add_duties);
  const ProgrammePtr without = small_programme([](Texts& texts) {
    add_duties(texts);
    texts["programme.yaml"] = replaced(texts["programme.yaml"], "duties: [duties@1]\n", "");
  });
  const Timeline both = timeline_of(small_case(entries), *with);
  const Timeline own = timeline_of(small_case(entries), *without);
  EXPECT_TRUE(own.duties.empty());
  for (const Obligation& obligation : own.obligations) {
    const Obligation* same = both.find(obligation.id);
    ASSERT_NE(same, nullptr) << obligation.id;
    EXPECT_EQ(same->due.at, obligation.due.at);
    EXPECT_EQ(same->status, obligation.status);
    EXPECT_EQ(same->holds, obligation.holds);
  }
  EXPECT_EQ(both.obligations.size(), own.obligations.size() + 2);
}

TEST(Duties, AreRefusedWhereTheirObligationsCouldNotBeToldApart) {
  EXPECT_EQ(found_of([](Texts&) {}), Codes{});
  EXPECT_EQ(found_of([](Texts& texts) {
              texts["programme.yaml"] =
                  replaced(texts["programme.yaml"], "[duties@1]", "[duties@1, duties@1]");
            }),
            Codes{"E0925"});
  EXPECT_EQ(found_of([](Texts& texts) {
              texts["programme.yaml"] = replaced(texts["programme.yaml"], "[duties@1]", "review@1");
            }),
            Codes{"E0925"});
  EXPECT_EQ(found_of([](Texts& texts) {
              texts["duties.yaml"] = replaced(texts["duties.yaml"], "  notify:", "  first:");
            }),
            Codes{"E0926"});
  EXPECT_EQ(found_of([](Texts& texts) {
              texts["duties.yaml"] =
                  replaced(texts["duties.yaml"], "Europe/Copenhagen", "Europe/London");
            }),
            Codes{"E0927"});
  EXPECT_EQ(found_of([](Texts& texts) {
              texts["duties.yaml"] =
                  replaced(texts["duties.yaml"], "time_zone", "levels: [low, high]\ntime_zone");
              texts["duties.yaml"] = replaced(
                  texts["duties.yaml"], "clocks:\n",
                  "clocks:\n  other: {after_level: {high: P3D, low: P9D}, no_level: P1D}\n");
            }),
            Codes{"E0904"});
  EXPECT_EQ(found_of([](Texts& texts) {
              texts["programme.yaml"] =
                  replaced(texts["programme.yaml"], "receipt_sent]", "receipt]");
            }),
            Codes{"E0912"});
}

}  // namespace
}  // namespace vaern
