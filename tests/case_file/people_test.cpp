// SPDX-License-Identifier: Apache-2.0
// Revisions, priorities, disclosures and the network as a case writes them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "case_file/support.hpp"

namespace vaern::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* two_plans = R"(plans:
  - {id: s1, made: 2026-09-11, by: w3}
  - id: s2
    parent: s1
    made: 2026-09-18
    by: w3
    catalogue: example-measures@1
    priorities: {ticks: [people, digital]}
    measures:
      company: {status: agreed, by: p1, words: I call my sister.}
)";

constexpr const char* people_head = R"(vaern: 1
case: k-0417
programme: partner-violence@1
subject: p1
parties:
  - {id: p1, role: subject}
  - {id: o1, role: other_party}
  - {id: c1, role: child}
  - {id: n1, role: network}
  - {id: n2, role: network}
  - {id: w3, role: assessor}
)";

std::string codes_around(const std::string& text) {
  DiagnosticList findings;
  load_text(people_head + text, findings);
  return codes_of(findings);
}

CaseFile load_around(const std::string& text) {
  DiagnosticList findings;
  auto file = load_text(people_head + text, findings);
  if (!file) throw std::runtime_error(render(findings));
  return *file;
}

std::string plan_with(const std::string& priorities) {
  return "plans: [{id: s1, made: 2026-09-11, by: w3, priorities: " + priorities + "}]\n";
}

TEST(CasePeople, APlanNamesWhatItRevisesWithWhichCatalogueAndWhatMattersMost) {
  const CaseFile file = load_around(two_plans);
  const PlanEntry& plan = *file.find_plan("s2");
  EXPECT_EQ(plan.parent.text, "s1");
  ASSERT_TRUE(plan.catalogue.has_value());
  EXPECT_EQ(plan.catalogue->to_string(), "example-measures@1");
  ASSERT_TRUE(plan.priorities.has_value());
  ASSERT_EQ(plan.priorities->ticks.size(), 2U);
  EXPECT_EQ(plan.priorities->ticks[0].text, "people");
  EXPECT_THAT(plan.priorities->ranking, IsEmpty());
  EXPECT_EQ(plan.measures[0].words.text, "I call my sister.");
  EXPECT_TRUE(file.find_plan("s1")->parent.empty());
  EXPECT_FALSE(file.find_plan("s1")->priorities.has_value());
}

TEST(CasePeople, APlanRevisesOnlyOneThatWasMadeBeforeIt) {
  EXPECT_EQ(codes_around("plans: [{id: s1, parent: s1, made: 2026-09-11, by: w3}]\n"), "E0687");
  EXPECT_EQ(codes_around("plans: [{id: s1, parent: s2, made: 2026-09-11, by: w3},"
                         " {id: s2, parent: s1, made: 2026-09-11, by: w3}]\n"),
            "E0687 E0687");
  // With the time of day, twice on one day.
  EXPECT_EQ(codes_around("plans: [{id: s1, made: 2026-09-11T09:00+02:00, by: w3},"
                         " {id: s2, parent: s1, made: 2026-09-11T15:00+02:00, by: w3}]\n"),
            "");
  EXPECT_EQ(codes_around("plans: [{id: s1, parent: n1, made: 2026-09-11, by: w3}]\n"), "E0686");
}

TEST(CasePeople, PrioritiesAreWrittenInOneWayAndNameEachSectionOnce) {
  EXPECT_EQ(codes_around(plan_with("{ticks: [a, b, c]}")), "");
  EXPECT_EQ(codes_around(plan_with("{ticks: [a, b, c, d]}")), "E0688");
  EXPECT_EQ(codes_around(plan_with("{ranking: [a, b, c, d]}")), "");
  EXPECT_EQ(codes_around(plan_with("{ranking: [a, b, a]}")), "E0689");
  EXPECT_NE(codes_around(plan_with("{ranking: [a], ticks: [b]}")), "");
  EXPECT_NE(codes_around(plan_with("{}")), "");
}

TEST(CasePeople, EveryTwoOfTheSectionsAreComparedOnce) {
  EXPECT_EQ(codes_around(plan_with("{pairs: [{more: a, than: b, times: 3}]}")), "");
  EXPECT_EQ(codes_around(plan_with("{pairs: [{more: a, than: b, times: 3},"
                                   " {more: b, than: c, times: 2}]}")),
            "E0690");
  EXPECT_EQ(codes_around(plan_with("{pairs: [{more: a, than: b, times: 3},"
                                   " {more: b, than: a, times: 3}]}")),
            "E0691");
  EXPECT_EQ(codes_around(plan_with("{pairs: [{more: a, than: a, times: 3}]}")), "E0692");
  EXPECT_NE(codes_around(plan_with("{pairs: [{more: a, than: b, times: 10}]}")), "");
  EXPECT_NE(codes_around(plan_with("{pairs: [{more: a, than: b, times: 0}]}")), "");
}

TEST(CasePeople, ADisclosureSaysWhoGotWhatWhenAndOnWhatGround) {
  const CaseFile file = load_around(
      std::string(two_plans) +
      "disclosures: [{id: v1, plan: s2, sections: people, to: n1, at: 2026-09-19, agreed_by: p1,"
      " ground: Agreed at the meeting., by: w3}]\n"
      "corrections: [{of: v1, status: entered_in_error, recorded: 2026-09-20, by: w3,"
      " reason: never sent}]\n");
  ASSERT_EQ(file.disclosures.size(), 1U);
  const DisclosureEntry& given = file.disclosures[0];
  EXPECT_EQ(given.plan.text, "s2");
  EXPECT_EQ(given.sections[0].text, "people");
  EXPECT_EQ(given.to.text, "n1");
  EXPECT_EQ(given.recorded.text, "2026-09-19");
  EXPECT_EQ(given.agreed_by[0].text, "p1");
  EXPECT_NE(file.find_correction("v1"), nullptr);
}

TEST(CasePeople, NoPlanIsGivenToAnOtherParty) {
  const std::string before = std::string(two_plans) +
                             "disclosures: [{id: v1, plan: s2, sections: [people], at: 2026-09-19,"
                             " ground: x, by: w3, to: ";
  EXPECT_EQ(codes_around(before + "c1}]\n"), "");
  EXPECT_EQ(codes_around(before + "o1}]\n"), "E0694");
}

TEST(CasePeople, TheNetworkHoldsWhoIsSafeAndHowTheyAreTied) {
  const CaseFile file = load_around(R"(network:
  - party: n1
    kind: organisation
    safe: {missing: not_safe_to_ask}
    ties: [{to: p1, is: support, channel: [telephone, in_person]}, {to: o1, is: contact}]
    from: 2026-09-11
    until: 2026-10-01
    by: w3
  - {party: n2, safe: no}
)");
  ASSERT_EQ(file.network.size(), 2U);
  const NetworkEntry& first = file.network[0];
  EXPECT_EQ(first.kind, NetworkKind::organisation);
  EXPECT_FALSE(first.safe.value.has_value());
  EXPECT_EQ(first.safe.missing, MissingReason::not_safe_to_ask);
  ASSERT_EQ(first.ties.size(), 2U);
  EXPECT_EQ(first.ties[0].channels, (std::vector{Channel::telephone, Channel::in_person}));
  EXPECT_EQ(first.ties[1].kind, TieKind::contact);
  EXPECT_EQ(first.until->text, "2026-10-01");
  EXPECT_EQ(file.network[1].safe.value, false);
}

TEST(CasePeople, ThePersonAnOtherPartyAndChildrenAreNobodysNetwork) {
  for (const char* party : {"p1", "o1", "c1"}) {
    EXPECT_EQ(codes_around(std::string("network: [{party: ") + party + "}]\n"), "E0695") << party;
  }
  EXPECT_EQ(codes_around("network: [{party: w3}]\n"), "");
  EXPECT_EQ(codes_around("network: [{party: n1, ties: [{to: n1, is: contact}]}]\n"), "E0696");
  EXPECT_EQ(codes_around("network: [{party: n1, from: 2026-09-11, until: 2026-09-01}]\n"), "E0678");
}

TEST(CasePeople, SafeAndARiskIsSaidAndReadAllTheSame) {
  EXPECT_EQ(codes_around("network: [{party: n1, safe: yes, ties: [{to: p1, is: risk}]}]\n"),
            "E0697");
  EXPECT_EQ(codes_around("network: [{party: n1, safe: yes, ties: [{to: o1, is: risk}]}]\n"), "");
  EXPECT_EQ(codes_around("network: [{party: n1, safe: no, ties: [{to: p1, is: risk}]}]\n"), "");
}

}  // namespace
}  // namespace vaern::tests
