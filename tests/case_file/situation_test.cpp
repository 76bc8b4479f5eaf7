// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "case_file/support.hpp"
#include "vaern/case_file/situation.hpp"
#include "vaern/expression/read.hpp"

namespace vaern::tests {
namespace {

CaseNames example_names() {
  return CaseNames({{"device_monitored", FactAbout::subject, {}},
                    {"weapon_access", FactAbout::other_party, {}},
                    {"in_school", FactAbout::child, {}},
                    {"reported", FactAbout::any_case, {}}},
                   {"low", "medium", "high", "acute"});
}

Instant at(const char* text) { return *Instant::parse(text); }

constexpr const char* two_others =
    "  - {id: o2, role: other_party, sex: woman, relation: sibling, "
    "living_together: yes}\n";

TEST(Situation, AnswersTheBuiltInNames) {
  const CaseNames names = example_names();
  const CaseFile file = load_good("");
  SituationOptions options;
  options.as_of = at("2026-11-15T09:00+01:00");
  const CaseSituation situation(file, names, options);
  EXPECT_EQ(situation.options("sex"), OptionSet::of(0));
  EXPECT_EQ(situation.options("other_party.sex"), OptionSet::of(1));
  EXPECT_EQ(situation.options("relation"), OptionSet::of(1));
  EXPECT_EQ(situation.truth("living_together"), Truth::no);
  EXPECT_TRUE(situation.is_unknown("other_party.age"));
  EXPECT_EQ(situation.options("level"), OptionSet::any(4));
  EXPECT_TRUE(situation.is_unknown("level"));
}

TEST(Situation, AgeIsAnIntervalWhereTheBirthIsImprecise) {
  const CaseNames names = example_names();
  const CaseFile file = load_good("");
  SituationOptions options;
  options.as_of = at("2026-11-15T09:00+01:00");
  const CaseSituation situation(file, names, options);
  EXPECT_EQ(situation.number("age"), Interval(Rational(36), Rational(37)));
  // Born in November 2016: turned ten on the 15th, or will later in the month.
  EXPECT_EQ(situation.number("child.age"), Interval(Rational(9), Rational(10)));
  EXPECT_EQ(age_between(*PartialDate::parse("2008-02-29"), Date(2026, 2, 28)), Interval(17));
  EXPECT_EQ(age_between(*PartialDate::parse("2008-02-29"), Date(2026, 3, 1)), Interval(18));
  EXPECT_EQ(age_between(*PartialDate::parse("2026-12"), Date(2026, 3, 1)), Interval(0));
}

TEST(Situation, AFactAboutSeveralIsTrueForAnyElseUnknownForAny) {
  const CaseNames names = example_names();
  const auto truth = [&](const std::string& facts) {
    const CaseFile file = load_good(std::string(two_others) + "facts: [" + facts + "]\n");
    return CaseSituation(file, names, {}).truth("weapon_access");
  };
  EXPECT_EQ(truth("{fact: weapon_access, about: o1, value: no}"), Truth::unknown);
  EXPECT_EQ(truth("{fact: weapon_access, about: o1, value: no}, "
                  "{fact: weapon_access, about: o2, value: no}"),
            Truth::no);
  EXPECT_EQ(truth("{fact: weapon_access, about: o2, value: yes}"), Truth::yes);
  EXPECT_EQ(truth("{fact: weapon_access, about: o1, value: no}, "
                  "{fact: weapon_access, about: o2, missing: refused}"),
            Truth::unknown);
  EXPECT_EQ(truth(""), Truth::unknown);
}

TEST(Situation, OfACaseThatNamesNoChildSaysNoOfChildrenOnlyWhereThereAreNone) {
  const CaseNames names = example_names();
  std::string text = case_head;
  const std::size_t child = text.find("  - {id: c1");
  text.erase(child, text.find('\n', child) + 1 - child);
  const auto truth = [&](const std::string& facts, Truth childless) {
    DiagnosticList findings;
    const auto file = load_text(text + facts, findings);
    SituationOptions options;
    options.childless = childless;
    return CaseSituation(file.value(), names, options).truth("in_school");
  };
  EXPECT_EQ(truth("", Truth::yes), Truth::no);
  EXPECT_EQ(truth("", Truth::unknown), Truth::unknown);
  EXPECT_EQ(truth("", Truth::no), Truth::unknown);
  const std::string of_nobody = "facts: [{fact: in_school, value: yes}]\n";
  EXPECT_EQ(truth(of_nobody, Truth::no), Truth::yes);
  EXPECT_EQ(truth(of_nobody, Truth::yes), Truth::no);
}

TEST(Situation, OfOneDyadSeesThatPartyAlone) {
  const CaseNames names = example_names();
  const CaseFile file = load_good(std::string(two_others) +
                                  "facts: [{fact: weapon_access, about: o1, value: yes}]\n");
  SituationOptions options;
  options.other_party = "o2";
  const CaseSituation situation(file, names, options);
  EXPECT_EQ(situation.truth("weapon_access"), Truth::unknown);
  EXPECT_EQ(situation.truth("living_together"), Truth::yes);
  EXPECT_EQ(situation.options("other_party.sex"), OptionSet::of(0));
  const CaseSituation all(file, names, {});
  EXPECT_EQ(all.options("other_party.sex").possible, 3U);
  EXPECT_EQ(all.truth("living_together"), Truth::yes);
}

TEST(Situation, TheLatestStatementCountsAndTheOrderOfTheFileDoesNot) {
  const CaseNames names = example_names();
  const std::string early =
      "{id: f1, fact: device_monitored, about: p1, value: yes, from: 2026-01-01}";
  const std::string late =
      "{id: f2, fact: device_monitored, about: p1, value: no, from: 2026-06-01}";
  for (const std::string& list : {early + ", " + late, late + ", " + early}) {
    const CaseFile file = load_good("facts: [" + list + "]\n");
    SituationOptions options;
    EXPECT_EQ(CaseSituation(file, names, options).truth("device_monitored"), Truth::no);
    options.as_of = at("2026-03-01T00:00Z");
    EXPECT_EQ(CaseSituation(file, names, options).truth("device_monitored"), Truth::yes);
    options.as_of = at("2025-03-01T00:00Z");
    EXPECT_EQ(CaseSituation(file, names, options).truth("device_monitored"), Truth::unknown);
  }
}

TEST(Situation, AStruckFactIsNotSeenOnceTheCorrectionIsRecorded) {
  const CaseNames names = example_names();
  const CaseFile file = load_good(
      "facts: [{id: f1, fact: device_monitored, about: p1, value: yes, from: 2026-01-01}]\n"
      "corrections: [{of: f1, status: entered_in_error, recorded: 2026-02-01T09:00Z, by: w3, "
      "reason: wrong person}]\n");
  SituationOptions options;
  options.as_of = at("2026-03-01T00:00Z");
  EXPECT_EQ(CaseSituation(file, names, options).truth("device_monitored"), Truth::unknown);
  options.as_of = at("2026-01-15T00:00Z");
  EXPECT_EQ(CaseSituation(file, names, options).truth("device_monitored"), Truth::yes);
}

TEST(Situation, AnswersOfAnInstrumentCountBesideFacts) {
  const CaseNames names = example_names();
  const auto truth = [&](const std::string& facts, Truth derived) {
    const CaseFile file = load_good("facts: [" + facts + "]\n");
    SituationOptions options;
    options.derived = {{"weapon_access", "o1", derived}};
    return CaseSituation(file, names, options).truth("weapon_access");
  };
  EXPECT_EQ(truth("", Truth::no), Truth::no);
  EXPECT_EQ(truth("", Truth::unknown), Truth::unknown);
  EXPECT_EQ(truth("{fact: weapon_access, about: o1, value: no}", Truth::yes), Truth::yes);
  EXPECT_EQ(truth("{fact: weapon_access, about: o1, value: no}", Truth::unknown), Truth::no);
  EXPECT_EQ(truth("{fact: weapon_access, about: o1, missing: refused}", Truth::no), Truth::no);
}

TEST(Situation, WithoutAChildAFactAboutChildrenIsNo) {
  const CaseNames names = example_names();
  DiagnosticList findings;
  const auto file = load_text(
      "vaern: 1\ncase: k-1\nprogramme: x@1\nsubject: p1\nparties:\n"
      "  - {id: p1, role: subject}\n",
      findings);
  ASSERT_TRUE(file.has_value()) << render(findings);
  const CaseSituation situation(*file, names, {});
  EXPECT_EQ(situation.truth("in_school"), Truth::no);
  EXPECT_EQ(situation.truth("weapon_access"), Truth::unknown);
  EXPECT_EQ(situation.truth("living_together"), Truth::unknown);
  EXPECT_EQ(situation.options("relation"), OptionSet::any(7));
  EXPECT_TRUE(situation.is_unknown("age"));
}

TEST(Situation, ReadsConditionsOfACatalogue) {
  const CaseNames names = example_names();
  const CaseFile file = load_good("");
  SituationOptions options;
  options.as_of = at("2026-11-15T09:00+01:00");
  options.possible_levels = 0b0110;  // medium or high
  const CaseSituation situation(file, names, options);
  const auto truth = [&](const char* cel) {
    DiagnosticList findings;
    const auto condition = read_condition(cel, SourceSpan{}, names, Profile::situation, findings);
    EXPECT_NE(condition, nullptr) << render(findings);
    return evaluate(*condition, situation);
  };
  EXPECT_EQ(truth("sex == 'woman' && age >= 18"), Truth::yes);
  EXPECT_EQ(truth("level == 'high'"), Truth::unknown);
  EXPECT_EQ(truth("level in ['medium', 'high']"), Truth::yes);
  EXPECT_EQ(truth("level == 'low'"), Truth::no);
  EXPECT_EQ(truth("device_monitored"), Truth::unknown);
}

}  // namespace
}  // namespace vaern::tests
