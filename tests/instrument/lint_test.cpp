// SPDX-License-Identifier: Apache-2.0
// What lint() finds, and beside each finding a model of which it must say nothing.
#include "lint_support.hpp"

namespace vaern {
namespace {

using namespace testing_support;

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(Lint, SaysNothingOfAGoodModel) {
  const Linted found = linted(head + items + scales + levels + examples);
  EXPECT_THAT(found.warnings, IsEmpty()) << found.text;
  EXPECT_THAT(found.hints, IsEmpty()) << found.text;
}

TEST(Lint, SaysNothingWorseThanAHintOfAShippedModel) {
  for (const InstrumentPtr& model : testing_support::all_shipped()) {
    DiagnosticList findings;
    lint(*model, findings);
    EXPECT_EQ(findings.size(), findings.count(Severity::hint)) << render(findings);
  }
}

TEST(Lint, DecidesAskedWhenWithTheConditionsOfItsParents) {
  const std::string chain = with(with(items, "left: {", "left: {asked_when: gun, "), "threats: {",
                                 "threats: {asked_when: left, ");
  EXPECT_THAT(linted(head + chain + scales + levels + examples).warnings, IsEmpty());
  const std::string closed =
      with(chain, "asked_when: left", "asked_when: {all: [left, {not: gun}]}");
  EXPECT_THAT(linted(head + closed + scales + levels + examples).warnings, Contains("E1100"));
  const std::string open = with(chain, "asked_when: left", "asked_when: {any: [gun, {left: no}]}");
  EXPECT_THAT(linted(head + open + scales + levels + examples).warnings, Contains("E1101"));
}

TEST(Lint, CallsARuleDecidedOnlyWhereEveryCompleteFormAgrees) {
  const auto of = [](const std::string& when) {
    return linted(head + items + scales + with(levels, "high: 2", "high: 3") +
                  "rules:\n  first: {when: " + when + ", raise_to: high, " + because + examples);
  };
  EXPECT_THAT(of("gun").warnings, IsEmpty());
  EXPECT_THAT(of("{total: {from: 1}}").warnings, IsEmpty());
  EXPECT_THAT(of("{all: [gun, {total: {below: 1}}]}").warnings, ElementsAre("E1102"));
  EXPECT_THAT(of("{any: [gun, {total: {below: 3}}]}").warnings, ElementsAre("E1103"));
}

TEST(Lint, LeavesToTheReaderWhatTheReaderHasSaid) {
  const auto of = [](const std::string& when) {
    return linted(head + items + scales + with(levels, "high: 2", "high: 3") +
                  "rules:\n  first: {when: " + when + ", raise_to: high, " + because + examples);
  };
  EXPECT_THAT(of("\"gun || total >= 0\"").warnings, ElementsAre("E0350"));
  EXPECT_THAT(of("{all: [gun, {not: gun}]}").warnings, ElementsAre("E0353"));
  EXPECT_THAT(of("{all: [gun, left, gun]}").warnings, ElementsAre("E0352"));
}

TEST(Lint, TellsARuleThatOthersMakeIdle) {
  const auto of = [](const std::string& rules) {
    return linted(head + items + scales + with(levels, "high: 2", "medium: 2, high: 3") +
                  "rules:\n" + rules + with(examples, "{total: 2, level: high}", "{total: 2}"));
  };
  const std::string armed = "  armed: {when: gun, raise_to: high, " + because;
  EXPECT_THAT(of(armed).warnings, IsEmpty());
  // Raises some forms of two signs, and others not.
  EXPECT_THAT(
      of(armed + "  leaving: {when: {all: [left, threats]}, raise_to: high, " + because).warnings,
      ElementsAre("E1113"));
  EXPECT_THAT(of(armed + "  both: {when: {all: [gun, left]}, raise_to: high, " + because).warnings,
              ElementsAre("E1104"));
  EXPECT_THAT(of("  two: {when: {all: [left, threats]}, raise_to: medium, " + because).warnings,
              ElementsAre("E1104"));
}

TEST(Lint, SaysOfAlikeRulesOnlyThatTheyAreAlike) {
  const std::string two = "rules:\n  armed: {when: gun, raise_to: high, " + because +
                          "  has_gun: {when: {gun: yes}, raise_to: high, " + because;
  EXPECT_THAT(linted(head + items + scales + levels + two + examples).warnings,
              ElementsAre("E1108"));
}

TEST(Lint, TellsAStepThatAlwaysEndsAtOneLevel) {
  const std::string four = with(levels, "high: 2", "medium: 1, high: 2, acute: 3");
  const auto of = [&](const std::string& raise) {
    return linted(head + items + scales + four + "rules:\n  armed: {when: gun, " + raise + ", " +
                  because + with(examples, "total: 2, level: high", "total: 2"));
  };
  EXPECT_THAT(of("raise_by: 1").warnings, IsEmpty());
  EXPECT_THAT(of("raise_by: 1, floor: high").warnings, IsEmpty());
  EXPECT_THAT(of("raise_by: 1, floor: acute").warnings, Contains("E1107"));
  EXPECT_THAT(of("raise_by: 2").warnings, Contains("E1107"));
}

TEST(Lint, TellsGatesAndFlagsThatAreDecided) {
  const auto flag = [](const std::string& when) {
    return linted(head + items + scales + levels + "flags:\n  look: {when: " + when +
                  ", because: {en: Look., da: Se efter.}}\n" + examples);
  };
  EXPECT_THAT(flag("gun").warnings, IsEmpty());
  EXPECT_THAT(flag("{unknown: gun}").warnings, IsEmpty()) << "of no complete form, and right";
  EXPECT_THAT(flag("{level: high}").warnings, IsEmpty());
  EXPECT_THAT(flag("{all: [gun, {total: {below: 1}}]}").warnings, ElementsAre("E1105"));
  EXPECT_THAT(flag("{any: [gun, {total: {below: 3}}]}").warnings, ElementsAre("E1106"));
}

TEST(Lint, KeepsPartsThatSayMore) {
  const auto of = [](const std::string& when) {
    return linted(head + items + scales + with(levels, "high: 2", "high: 3") +
                  "rules:\n  first: {when: " + when + ", raise_to: high, " + because + examples);
  };
  EXPECT_THAT(of("{all: [gun, {total: {from: 2}}]}").warnings, IsEmpty());
  EXPECT_THAT(of("{all: [gun, {total: {from: 1}}]}").warnings, ElementsAre("E1109"));
  EXPECT_THAT(of("{any: [gun, {all: [gun, left]}]}").warnings, ElementsAre("E1109"));
  EXPECT_THAT(of("{any: [gun, {all: [threats, left]}]}").warnings, IsEmpty());
}

TEST(Lint, CallsAGuardNotNeededWithoutBlamingIt) {
  const std::string chain = with(items, "left: {", "left: {asked_when: gun, ");
  const Linted found =
      linted(head + chain + scales + levels +
             "flags:\n  look: {when: {all: [gun, left]}, because: {en: Look., da: Se efter.}}\n" +
             examples);
  EXPECT_THAT(found.warnings, IsEmpty()) << found.text;
  EXPECT_THAT(found.hints, ElementsAre("E1110")) << found.text;
}

TEST(Lint, SeesAnItemThatRulesReadInVain) {
  const std::string two = with(scales, "[gun, left, threats]", "[gun, left]");
  const auto of = [&](const std::string& when) {
    return linted(head + items + two + levels + "rules:\n  first: {when: " + when +
                  ", raise_to: high, " + because + examples);
  };
  EXPECT_THAT(of("{all: [gun, threats]}").warnings, IsEmpty());
  EXPECT_THAT(
      of("{any: [{all: [gun, left, threats]}, {all: [gun, threats, {left: no}]}]}").warnings,
      IsEmpty());
  EXPECT_THAT(of("{any: [{all: [gun, threats]}, {all: [gun, {threats: no}]}]}").warnings,
              Contains("E1111"));
}

TEST(Lint, NamesTheValuesAroundALevelOfNoForm) {
  const std::string by_three = with(scales, "missing:", "then: [{times: 3}], missing:");
  const auto of = [&](const std::string& cut_offs) {
    return linted(head + items + by_three + with(levels, "high: 2", cut_offs) +
                  with(examples, "total: 2", "total: 6"));
  };
  EXPECT_THAT(of("medium: 3, high: 6").warnings, IsEmpty());
  const Linted found = of("medium: 4, high: 5");
  EXPECT_THAT(found.warnings, ElementsAre("E1112"));
  EXPECT_THAT(found.text, HasSubstr("the values of 'total' go 0, 3, 6, 9"));
  EXPECT_THAT(of("medium: 0, high: 6").warnings, ElementsAre("E0463"))
      << "nothing is below 0, and the loader says it";
}

TEST(Lint, ReadsFallingLevelsFromTheOtherEnd) {
  const std::string by_three = with(scales, "missing:", "then: [{times: 3}], missing:");
  const auto of = [&](const std::string& cut_offs) {
    return linted(head + items + by_three +
                  with(with(levels, "high: 2", cut_offs), "  texts:", "  falling: yes\n  texts:") +
                  with(examples, "total: 2, level: high", "total: 6"));
  };
  EXPECT_THAT(of("medium: 6, high: 3").warnings, IsEmpty());
  EXPECT_THAT(of("medium: 5, high: 4").warnings, ElementsAre("E1112"));
  EXPECT_THAT(of("medium: 9, high: 3").warnings, ElementsAre("E0463"))
      << "nothing is above 9, and the loader says it";
  EXPECT_THAT(of("medium: 6, high: 4").hints, Contains("E1115"));
}

TEST(Lint, LeavesACutOffBeyondTheScaleToTheReader) {
  EXPECT_THAT(
      linted(head + items + scales + with(levels, "high: 2", "high: 2, acute: 4") + examples)
          .warnings,
      ElementsAre("E0434"));
}

TEST(Lint, HintsAtACutOffThatIsNoValue) {
  const std::string by_four = with(scales, "missing:", "then: [{times: 4}], missing:");
  const auto of = [&](const std::string& cut_off) {
    return linted(head + items + by_four + with(levels, "high: 2", "high: " + cut_off) +
                  with(examples, "total: 2", "total: 8"));
  };
  EXPECT_THAT(of("8").hints, IsEmpty());
  EXPECT_THAT(of("6").hints, ElementsAre("E1115"));
}

TEST(Lint, SeesALevelThatNoRuleEndsAt) {
  const std::string order = with(
      with(levels, "from: total\n  cut_offs: {low: lowest, high: 2}", "order: [low, medium, high]"),
      "  source: local\n", "");
  const auto of = [&](const std::string& rules) {
    return linted(head + items + scales + order + "rules:\n" + rules +
                  with(examples, ", level: high}}\n", "}}\n"));
  };
  const std::string armed = "  armed: {when: gun, raise_to: high, " + because;
  EXPECT_THAT(of(armed).warnings, ElementsAre("E1114"));
  EXPECT_THAT(of(armed + "  left_him: {when: left, raise_to: medium, " + because).warnings,
              IsEmpty());
}

TEST(Lint, CountsAnItemTwiceOnlyWhereTwoSumsMeet) {
  const auto of = [](const std::string& last) {
    return linted(
        head + items +
        "scales:\n  home: {sum: [gun, left], missing: bounds_only, source: local}\n"
        "  danger: {sum: [gun, threats], missing: bounds_only, source: local}\n" +
        "  total: {" + last + ", missing: bounds_only, source: local}\n" + levels +
        with(with(examples, "total: 2, level: high", "home: 2"), "{level: high}", "{home: 2}"));
  };
  EXPECT_THAT(of("sum: [home, danger]").warnings, ElementsAre("E1118"));
  EXPECT_THAT(of("max: [home, danger]").warnings, Not(Contains("E1118")));
  EXPECT_THAT(of("sum: {home: 1, danger: -1}").warnings, Not(Contains("E1118")));
}

TEST(Lint, AllowsMeansOfEqualRanges) {
  const auto of = [](const std::string& type) {
    return linted(head +
                  "answers:\n  often: {never: 0, often: 2}\n  seldom: {never: 0, seldom: 1}\n"
                  "items:\n  a: {type: often, text: {en: A, da: B}}\n  b: {type: " +
                  type +
                  ", text: {en: C, da: D}}\n  c: {type: seldom, text: {en: E, da: F}}\n"
                  "scales:\n  total: {mean: [a, b], missing: bounds_only, source: local}\n"
                  "  other: {sum: [c], missing: bounds_only, source: local, text: {en: G, da: H}}\n"
                  "examples:\n  - {name: nothing, responses: {}, expect: {total: none}}\n");
  };
  EXPECT_THAT(of("often").warnings, IsEmpty());
  EXPECT_THAT(of("seldom").warnings, ElementsAre("E1119"));
}

TEST(Lint, TellsALimitThatLimitsNothing) {
  const auto of = [](const std::string& missing) {
    return linted(head + items + with(scales, "bounds_only", missing) + levels + examples).warnings;
  };
  EXPECT_THAT(of("{at_most: 1, count_as: no}"), IsEmpty());
  EXPECT_THAT(of("{at_most: 2, count_as: no}"), ElementsAre("E1120"));
}

TEST(Lint, HintsAtOneWeightAgainstTheOthers) {
  const auto of = [](const std::string& sum) {
    return linted(head + items + with(scales, "[gun, left, threats]", sum) + levels +
                  with(examples, "{total: 2, level: high}", "{certain: yes}"));
  };
  EXPECT_THAT(of("{gun: 4, left: 1, threats: -1}").hints, Contains("E1121"));
  EXPECT_THAT(of("{gun: 4, left: -1, threats: -1}").hints, Not(Contains("E1121"))) << "a design";
}

TEST(Lint, FindsWhatNothingReads) {
  const std::string gate = "gates:\n  armed: {any: [gun, threats]}\n";
  EXPECT_THAT(linted(head + items + scales + gate + levels + examples).warnings,
              ElementsAre("E1122"));
  const std::string flag = "flags:\n  look: {when: armed, because: {en: Look., da: Se efter.}}\n";
  EXPECT_THAT(linted(head + items + scales + gate + levels + flag + examples).warnings, IsEmpty());
  EXPECT_THAT(linted(head + "answers:\n  often: {never: 0, often: 1}\n" + items + scales + levels +
                     examples)
                  .warnings,
              ElementsAre("E1123"));
}

TEST(Lint, SeesAClassThatEarlierOnesLeaveNothing) {
  const auto of = [](const std::string& first) {
    return linted(head + items + scales + levels +
                  "classes:\n  pattern:\n    text: {en: Pattern, da: Mønster}\n    first_match:\n"
                  "      first: {when: " +
                  first +
                  ", label: {en: first, da: første}}\n"
                  "      armed: {when: gun, label: {en: armed, da: bevæbnet}}\n"
                  "      rest: {when: otherwise, label: {en: rest, da: resten}}\n" +
                  examples)
        .warnings;
  };
  EXPECT_THAT(of("left"), IsEmpty());
  EXPECT_THAT(of("{total: {from: 1}}"), ElementsAre("E1139"));
}

TEST(Lint, LooksAtFurtherOutcomesToo) {
  const auto of = [](const std::string& cut_off, const std::string& when) {
    return linted(head + items + scales + levels +
                  "outcomes:\n  lethality:\n    text: {en: Lethality, da: Livsfare}\n"
                  "    from: total\n    cut_offs: {lower: lowest, higher: " +
                  cut_off +
                  "}\n    texts: {lower: {en: Not safe., da: Ikke sikker.}}\n    source: local\n"
                  "    rules:\n      armed: {when: " +
                  when + ", raise_to: higher, " + because + examples)
        .warnings;
  };
  EXPECT_THAT(of("3", "gun"), IsEmpty());
  EXPECT_THAT(of("3", "{all: [gun, {total: {below: 1}}]}"), ElementsAre("E1102"));
  EXPECT_THAT(of("1", "gun"), ElementsAre("E1104"));
}

TEST(Lint, TakesConsistentFormsOnly) {
  const std::string rule =
      "rules:\n  first: {when: {all: [left, {not: gun}]}, raise_to: high, " + because + examples;
  const std::string three = with(levels, "high: 2", "high: 3");
  EXPECT_THAT(linted(head + items + scales + three + rule).warnings, IsEmpty());
  const std::string consistent =
      "consistent:\n  armed: {must: {any: [gun, {not: left}]}, "
      "because: {en: It is so., da: Sådan er det.}}\n";
  EXPECT_THAT(linted(head + items + consistent + scales + three + rule).warnings,
              ElementsAre("E1102"));
}

TEST(Lint, GivesTheSameFindingsTwice) {
  const std::string model = head + items + scales + levels;
  EXPECT_EQ(linted(model).text, linted(model).text);
}

}  // namespace
}  // namespace vaern
