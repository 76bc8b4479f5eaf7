// SPDX-License-Identifier: Apache-2.0
#include "vaern/expression/read.hpp"

#include <gmock/gmock.h>

#include "expression/sample.hpp"
#include "vaern/diagnostics/render.hpp"

namespace vaern::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Pair {
  std::string plain;
  std::string cel;   // in single quotes of YAML
  std::string text;  // canonical
};

TEST(Conditions, MeanTheSameInPlainFormsAndInCelText) {
  const std::vector<Pair> pairs{
      {"gun", "gun", "gun"},
      {"{gun: yes}", "gun == true", "gun"},
      {"{gun: no}", "!gun", "!gun"},
      {"{not: {not: gun}}", "!!gun", "gun"},
      {"{all: [gun, left]}", "gun && left", "gun && left"},
      {"{all: [gun, {all: [left, choked]}]}", "(gun && left) && choked", "gun && left && choked"},
      {"{any: [gun, {all: [left, choked]}]}", "gun || left && choked", "gun || left && choked"},
      {"{all: [gun, {any: [left, choked]}]}", "gun && (left || choked)", "gun && (left || choked)"},
      {"{not: {any: [gun, left]}}", "!(gun || left)", "!(gun || left)"},
      {"{all: [gun]}", "gun", "gun"},
      {"{at_least: {2: [gun, left, choked]}}", "at_least(2, [gun, left, choked])",
       "at_least(2, [gun, left, choked])"},
      {"{sleep: often}", "sleep == \"often\"", "sleep == \"often\""},
      {"{not: {sleep: often}}", "sleep != \"often\"", "sleep != \"often\""},
      {"{sleep: [often, never]}", "sleep in [\"often\", \"never\"]",
       "sleep in [\"never\", \"often\"]"},
      {"{sleep: {from: sometimes}}", "sleep >= \"sometimes\"",
       "sleep in [\"sometimes\", \"often\"]"},
      {"{sleep: {above: never, below: often}}", "sleep == \"sometimes\"", "sleep == \"sometimes\""},
      {"{sleep: {to: sometimes}}", "\"sometimes\" >= sleep", "sleep in [\"never\", \"sometimes\"]"},
      {"{age: {from: 18, to: 64}}", "age >= 18 && age <= 64", "age >= 18 && age <= 64"},
      {"{total: {above: 0.5, below: 8}}", "total > 0.5 && total < 8", "total > 0.5 && total < 8"},
      {"{total: 8}", "total == 8", "total == 8"},
      {"{total: {from: {value: 8, source: local}}}", "total >= 8.0", "total >= 8"},
      {"{total: [1, 2]}", "total in [1, 2]", "total == 1 || total == 2"},
      {"{choked: {within: P2W}}", "choked && choked.within", "choked && choked.within"},
      {"danger-assessment.weapon", "danger_assessment.weapon", "danger-assessment.weapon"},
      {"{danger-assessment.weapon: no}", "!danger_assessment.weapon", "!danger-assessment.weapon"},
      {"other_party.violent", "other_party.violent", "other_party.violent"},
  };
  for (const Pair& pair : pairs) {
    const Read plain = read(pair.plain);
    const Read cel = read("'" + pair.cel + "'");
    EXPECT_EQ(plain.text(), pair.text) << render(plain.findings);
    EXPECT_EQ(cel.text(), pair.text) << pair.cel << render(cel.findings);
    EXPECT_THAT(plain.found(), IsEmpty()) << pair.plain;
    EXPECT_THAT(cel.found(), IsEmpty()) << pair.cel;
  }
}

TEST(Conditions, ReadTheirOwnTextAgain) {
  for (const std::string text :
       {"count([gun, left]) * 2 + total / 4 >= 3", "(gun ? total : age) > 8", "-total < -(age - 3)",
        "gun ? left : choked", "!(gun ? left : choked)", "min(total, age, 3) == max(total, 4)",
        "applicable(weeks) && weeks > 3", "total - (age - 1) > 0", "total - age - 1 > 0",
        "(gun ? total : age) * (total + 1) != 2.5", "!(sleep in [\"never\", \"often\"])",
        "applicable(weeks) ? weeks > 3 : gun", "gun && left || !gun && !left"}) {
    const Read once = read("'" + text + "'");
    EXPECT_EQ(once.text(), text) << render(once.findings);
    EXPECT_EQ(read("'" + once.text() + "'").text(), text);
  }
}

TEST(Conditions, NameWhatTheyRead) {
  const Read condition = read("{any: [{choked: {within: P14D}}, {sleep: often}, 'total > age']}");
  EXPECT_THAT(names_read(*condition.condition),
              ElementsAre("choked", "choked.within", "sleep", "total", "age"));
}

struct Bad {
  std::string written;
  std::vector<std::string> found;
};

TEST(Conditions, PointAtEveryFault) {
  // Column 7 is where the condition begins behind "when: ".
  const std::vector<Bad> all{
      {"gin", {"unknown_name 1:7"}},
      {"'gun && lft'", {"unknown_name 1:15"}},
      {"{gin: yes}", {"unknown_name 1:8"}},
      {"danger-assessment.wepon", {"unknown_name 1:7"}},
      {"{all: [gin, lft]}", {"unknown_name 1:14", "unknown_name 1:19"}},
      {"'gin || lft && chokd'", {"unknown_name 1:8", "unknown_name 1:15", "unknown_name 1:22"}},
      {"total", {"not_a_truth 1:7"}},
      {"sleep", {"not_a_truth 1:7"}},
      {"'total && gun'", {"not_a_truth 1:8"}},
      {"'gun + 1 > 2'", {"not_a_number 1:8"}},
      {"'sleep > 2'", {"cannot_compare 1:8"}},
      {"'gun == 1'", {"cannot_compare 1:8"}},
      {"'gun < left'", {"cannot_compare 1:8"}},
      {"'sleep == sex'", {"cannot_compare 1:8"}},
      {"'sleep == \"oftn\"'", {"unknown_option 1:17"}},
      {"{sleep: [often, rarely]}", {"unknown_option 1:23"}},
      {"'sleep == often'", {"option_not_quoted 1:17"}},
      {"'sex > \"man\"'", {"options_not_ordered 1:8"}},
      {"{sex: {from: man}}", {"options_not_ordered 1:14"}},
      {"'sum(total) > 2'", {"unknown_function 1:8"}},
      {"'count(gun) > 2'", {"wrong_arguments 1:8"}},
      {"'unknown(gun)'", {"not_allowed_here 1:8"}},
      {"'has(gun)'", {"not_allowed_here 1:8"}},
      {"{unknown: gun}", {"not_allowed_here 1:17"}},
      {"{missing: gun, reason: refused}", {"reason_not_allowed_here 1:17"}},
      {"{missing: gun, reason: asleep}", {"unknown_reason 1:30"}},
      {"'gun && weeks > 12'", {"needs_guard 1:15"}},
      {"{choked: {within: P7D}}", {"other_time_known 1:25"}},
      {"{gun: {within: P14D}}", {"no_time_known 1:8"}},
      {"'gun.within'", {"no_time_known 1:8"}},
      {"", {"condition_is_empty 1:1"}},
      {"[gun, left]", {"list_as_condition 1:7"}},
      {"{gun: yes, left: yes}", {"several_conditions 1:18"}},
      {"{all: gun}", {"needs_a_list 1:13"}},
      {"{all: []}", {"empty_list 1:13"}},
      {"{at_least: {0: [gun]}}", {"bad_threshold 1:19"}},
      {"{at_least: [gun]}", {"bad_threshold 1:8"}},
      {"{at_least: {3: [gun, left]}}", {"threshold_too_large 1:19"}},
      {"{age: {since: 18}}", {"unknown_bound 1:14"}},
      {"{gun: {from: 1}}", {"unknown_bound 1:14"}},
      {"{age: {from: 18, above: 20}}", {"two_bounds 1:24"}},
      {"{age: {from: 18, to: 12}}", {"nothing_between 1:28"}},
      {"{sleep: {from: often, to: never}}", {"nothing_between 1:33"}},
      {"'total / age > 1'", {"divides_by_unknown 1:16"}},
      {"'total / 0 > 1'", {"divides_by_unknown 1:16"}},
      {"'total % 2 == 1'", {"not_in_conditions 1:8"}},
      {"'total == null'", {"not_in_conditions 1:17"}},
      {"'total >= 08'", {"malformed_number 1:17"}},
      {"'total >= 1e3'", {"malformed_number 1:17"}},
      {"'total > 999999999999999999 * 999999999999999999'", {"number_overflows 1:16"}},
      {"'gun & left'", {"unexpected_character 1:12"}},
      {"'gun and left'", {"cannot_stand_here 1:12"}},
      {"'gun &&'", {"ends_too_early 1:14"}},
      {"'(gun'", {"sign_missing_at_end 1:12"}},
      {"'count([gun left]) > 1'", {"sign_missing 1:19"}},
      {"'sleep == \"often'", {"unclosed_string 1:17"}},
      {"'sleep == {}'", {"outside_subset 1:17"}},
      {"'total >= 8u'", {"outside_subset 1:17"}},
      {"'if && gun'", {"reserved_word 1:8"}},
  };
  for (const Bad& bad : all) {
    const Read result = read(bad.written);
    EXPECT_EQ(result.found(), bad.found) << bad.written << "\n" << render(result.findings);
    EXPECT_EQ(result.condition, nullptr) << bad.written;
  }
}

TEST(Conditions, WarnOfWhatSaysNothing) {
  const std::vector<Bad> all{
      {"yes", {"always_yes 1:7"}},
      {"{all: [gun, no]}", {"always_no 1:19"}},
      {"'total >= 0 || gun'", {"always_yes 1:8"}},
      {"'total > 20 && gun'", {"always_no 1:8"}},
      {"'1 < 2'", {"always_yes 1:8"}},
      {"{sleep: [never, sometimes, often]}", {"always_yes 1:8"}},
      {"'sleep < \"never\" || gun'", {"always_no 1:8"}},
      {"applicable(gun)", {"always_yes 1:7"}},
      {"{any: [gun, left, gun]}", {"written_twice 1:25"}},
      {"{all: [gun, 'left && gun']}", {"written_twice 1:28"}},
      {"{sleep: [often, often]}", {"written_twice 1:23"}},
      {"{all: [gun, {not: gun}]}", {"contradiction 1:20"}},
      {"{any: [{sleep: often}, 'sleep != \"often\"']}", {"contradiction 1:31"}},
  };
  for (const Bad& bad : all) {
    const Read result = read(bad.written);
    EXPECT_EQ(result.found(), bad.found) << bad.written << "\n" << render(result.findings);
    EXPECT_NE(result.condition, nullptr) << bad.written;
  }
}

TEST(Conditions, NameTheNearestNameAndWhereItIsDeclared) {
  const Read result = read("'gun || chokd'");
  ASSERT_EQ(result.findings.size(), 1u);
  EXPECT_EQ(result.findings[0].help_text(), "did you mean 'choked'?");
  ASSERT_EQ(result.findings[0].notes.size(), 1u);
  EXPECT_EQ(result.findings[0].notes[0].span.line, 3u);
}

TEST(Conditions, ListTheOptionsThatThereAre) {
  const Read result = read("{sex: x}");
  ASSERT_EQ(result.findings.size(), 1u);
  EXPECT_EQ(result.findings[0].help_text(), "allowed: woman, man, other");
}

TEST(Conditions, PointIntoFoldedTextAtTheLineOfTheFault) {
  const Read result = read(">-\n  gun &&\n  lft");
  EXPECT_THAT(result.found(), ElementsAre("unknown_name 3:3"));
}

TEST(Conditions, OfFlagsMayReadReasonsAndThoseOfSituationsWhatIsUnanswered) {
  EXPECT_EQ(read("{missing: gun, reason: refused}", ConditionOptions::flag()).text(),
            "missing(gun, \"refused\")");
  EXPECT_EQ(read("'missing(gun)'", ConditionOptions::flag()).text(), "missing(gun)");
  EXPECT_EQ(read("{unknown: sleep}", ConditionOptions::flag()).text(), "unknown(sleep)");
  EXPECT_EQ(read("{any: [gun, {unknown: gun}]}", Profile::situation).text(), "gun || unknown(gun)");
  EXPECT_EQ(read("'has(gun)'", Profile::situation).text(), "answered(gun)");
  EXPECT_THAT(read("{missing: gun}", Profile::situation).found(),
              ElementsAre("reason_not_allowed_here 1:17"));
}

TEST(Conditions, OfPlainFormsNeedNoGuard) {
  for (const std::string text :
       {"{weeks: 12}", "{weeks: {from: 12}}", "{not: {weeks: {above: 3, below: 12}}}",
        "{weeks: [3, 4]}", "{all: [gun, {weeks: {to: 3}}]}"}) {
    EXPECT_THAT(read(text).found(), IsEmpty()) << text;
  }
  EXPECT_THAT(read("{any: [{weeks: 12}, 'weeks > 12']}").found(),
              ElementsAre(HasSubstr("needs_guard")));
}

TEST(Conditions, AcceptANumberThatIsGuarded) {
  for (const std::string text :
       {"applicable(weeks) && weeks > 12", "weeks > 12 && applicable(weeks)",
        "!applicable(weeks) || weeks > 12", "applicable(weeks) ? weeks > 12 : gun",
        "applicable(weeks) && (gun || weeks + 1 > 12)",
        "(applicable(weeks) && gun ? weeks : 0) > 12"}) {
    EXPECT_THAT(read("'" + text + "'").found(), IsEmpty()) << text;
  }
  for (const std::string text :
       {"applicable(weeks) || weeks > 12", "!applicable(weeks) && weeks > 12",
        "applicable(weeks) ? gun : weeks > 12"}) {
    EXPECT_THAT(read("'" + text + "'").found(), ElementsAre(HasSubstr("needs_guard"))) << text;
  }
}

TEST(Conditions, RefuseToNestWithoutEnd) {
  const std::string deep(200, '(');
  EXPECT_THAT(read("'" + deep + "gun" + std::string(200, ')') + "'").findings[0].code->name,
              HasSubstr("nested_too_deep"));
  std::string sum = "total";
  for (int i = 0; i < 300; ++i) sum += " + 1";
  EXPECT_THAT(read("'" + sum + " > 2'").findings[0].code->name, HasSubstr("nested_too_deep"));
  EXPECT_EQ(read("'" + std::string(200, '!') + "gun'").condition, nullptr);
  const SampleNames names;
  DiagnosticList findings;
  const std::string long_text = "gun" + std::string(20'000, ' ');
  EXPECT_EQ(read_condition(long_text, {}, names, Profile::exact, findings), nullptr);
  EXPECT_THAT(findings[0].code->name, HasSubstr("text_too_long"));
}

TEST(Conditions, ListTheNamesWhereThereAreFew) {
  EXPECT_THAT(read("nothing_like_it").findings[0].help_text(),
              HasSubstr("gun, left, choked, child"));
  EXPECT_THAT(read("lft").findings[0].help_text(), HasSubstr("'left'"));
}

TEST(Conditions, OfTextInNoFileReadTheSame) {
  const SampleNames names;
  DiagnosticList findings;
  const ConditionPtr condition =
      read_condition("gun && total >= 8", {}, names, Profile::exact, findings);
  ASSERT_NE(condition, nullptr) << render(findings);
  EXPECT_EQ(to_text(*condition), "gun && total >= 8");
  EXPECT_EQ(read_condition("gun && lft", {}, names, Profile::exact, findings), nullptr);
  EXPECT_EQ(findings.error_count(), 1u);
}

}  // namespace
}  // namespace vaern::test
