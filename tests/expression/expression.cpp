// SPDX-License-Identifier: Apache-2.0
#include "vaern/expression/expression.hpp"

#include <gmock/gmock.h>

#include "vaern/diagnostics/render.hpp"

namespace vaern {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const CelBindings bindings{{"yes", CelValue::of(true)},
                           {"no", CelValue::of(false)},
                           {"n", CelValue::of(std::int64_t{3})},
                           {"d", CelValue::of(2.5)},
                           {"s", CelValue::of("æble")},
                           {"other_party.sex", CelValue::of("man")},
                           {"list", CelValue::of(CelValue::List{CelValue::of(std::int64_t{1}),
                                                                CelValue::of(std::int64_t{2})})}};

std::string run(const std::string& text) {
  const auto expression = Expression::parse(text);
  if (!expression) return "refused: " + std::string(expression.error()[0].code->name);
  const CelOutcome outcome = expression->evaluate(bindings);
  if (outcome.is_error()) return "error: " + outcome.message;
  if (outcome.is_value()) return outcome.value.to_string();
  std::string names;
  for (const std::string& name : outcome.names) names += " " + name;
  return "unknown:" + names;
}

TEST(Expression, AbsorbsUnknownAndErrorWhereTheOtherSideDecides) {
  EXPECT_EQ(run("missing && no"), "false");
  EXPECT_EQ(run("no && missing"), "false");
  EXPECT_EQ(run("missing || yes"), "true");
  EXPECT_EQ(run("missing && yes"), "unknown: missing");
  EXPECT_EQ(run("missing || no"), "unknown: missing");
  EXPECT_EQ(run("1 / 0 > 1 && no"), "false");
  EXPECT_EQ(run("1 / 0 > 1 || yes"), "true");
}

TEST(Expression, LetsUnknownBeatError) {
  EXPECT_EQ(run("missing && 1 / 0 > 1"), "unknown: missing");
  EXPECT_EQ(run("1 / 0 > 1 || missing"), "unknown: missing");
  EXPECT_EQ(run("1 / 0 + missing"), "unknown: missing");
  EXPECT_EQ(run("[1 / 0, missing]"), "unknown: missing");
  EXPECT_EQ(run("[1, 0].map(x, 1 / x + missing)"), "unknown: missing");
  EXPECT_EQ(run("[0, 1].all(x, 1 / x > 0 || b) && a"), "unknown: a b");
  EXPECT_EQ(run("1 / 0 > 1 && yes"), "error: division by zero");
}

TEST(Expression, SaysWhichMissingNamesItRestsOn) {
  EXPECT_EQ(run("b + a + b > n"), "unknown: a b");
  EXPECT_EQ(run("c.d.e ? 1 : 2"), "unknown: c.d.e");
  EXPECT_EQ(run("missing ? yes : yes"), "unknown: missing");
}

TEST(Expression, FindsDottedNames) {
  EXPECT_EQ(run("other_party.sex == 'man'"), "true");
  EXPECT_EQ(run("n.field"), "error: no such field: field");
  EXPECT_EQ(run("has(other_party.sex) && !has(other_party.age)"), "true");
  EXPECT_EQ(run("has(n) && !has(m)"), "true");
}

TEST(Expression, AnErrorForAMissingNameCanBeAskedFor) {
  const auto expression = Expression::parse("missing");
  EXPECT_TRUE(expression->evaluate({}, {.missing_is_error = true}).is_error());
  EXPECT_TRUE(expression->evaluate({}).is_unknown());
}

TEST(Expression, ListsItsFreeNames) {
  const auto expression =
      Expression::parse("[a, b.c].exists(x, x > y && x.z == 1) || has(d) && 'e' == a");
  ASSERT_TRUE(expression.has_value());
  EXPECT_THAT(expression->names(), ElementsAre("a", "b.c", "d", "y"));
  EXPECT_EQ(expression->type(), CelType::boolean);
}

TEST(Expression, HidesANameByTheVariableOfAMacro) {
  EXPECT_EQ(run("list.map(n, n * 2)"), "[2, 4]");
  EXPECT_EQ(run("list.map(x, list.map(x, x + 1))"), "[[2, 3], [2, 3]]");
  EXPECT_EQ(run("list.filter(x, x > 1).map(y, [x])"), "unknown: x");
  EXPECT_EQ(run("list.map(x, x > 1, x * 10)"), "[20]");
}

struct Refused {
  std::string text;
  std::string code;
};

TEST(Expression, RefusesTypesThatCannotWork) {
  const std::vector<Refused> all{
      {"1 + 'a'", "no_overload"},
      {"!1", "no_overload"},
      {"-true", "no_overload"},
      {"1 && true", "no_overload"},
      {"1 == 'a'", "no_overload"},
      {"[1] < [2]", "no_overload"},
      {"1 ? 2 : 3", "no_overload"},
      {"true ? 1 : 'a'", "no_overload"},
      {"1 in 2", "no_overload"},
      {"'a' in [1]", "no_overload"},
      {"size(1)", "no_overload"},
      {"'a'.size(1)", "no_overload"},
      {"1.5 % 2.0", "no_overload"},
      {"'a'.getHours()", "no_overload"},
      {"duration('1s').getDate()", "no_overload"},
      {"timestamp('x') * 2", "no_overload"},
      {"[1].all(x, x)", "no_overload"},
      {"'a'.all(x, true)", "no_overload"},
      {"[1].all(1, true)", "bad_macro"},
      {"[1].map(x)", "bad_macro"},
      {"foo(1)", "unknown_function"},
      {"n.foo()", "unknown_function"},
      {"9223372036854775808", "number_out_of_range"},
      {"1e999", "number_out_of_range"},
      {"0x", "malformed_number"},
      {"1a", "malformed_number"},
      {"b'a'", "outside_subset"},
      {"{'a': 1}", "outside_subset"},
      {"a.b{c: 1}", "outside_subset"},
      {"'\\q'", "bad_escape"},
      {"'\\ud800'", "bad_escape"},
      {"'a\nb'", "unclosed_string"},
      {"a b", "cannot_stand_here"},
      {"[1, 2", "sign_missing_at_end"},
      {"", "ends_too_early"},
      {"a ? b", "sign_missing_at_end"},
      {"while", "reserved_word"},
  };
  for (const Refused& each : all) EXPECT_EQ(run(each.text), "refused: " + each.code) << each.text;
}

TEST(Expression, ReportsEveryFaultOfTypesAtItsPlace) {
  const auto expression = Expression::parse("!1 || foo(2) || 'æ' + 3 == 4");
  ASSERT_FALSE(expression.has_value());
  std::vector<std::string> places;
  for (const Diagnostic& each : expression.error()) {
    places.push_back(std::string(each.code->name) + " " + std::to_string(each.span.column));
  }
  EXPECT_THAT(places, ElementsAre("no_overload 1", "unknown_function 7", "no_overload 17"));
  EXPECT_THAT(render(expression.error()), HasSubstr("'+' cannot be used on string, int"));
}

TEST(Expression, ComparesIntsAndDoublesExactly) {
  EXPECT_EQ(run("9007199254740993 < 9007199254740992.0"), "false");
  EXPECT_EQ(run("dyn(9007199254740993) == 9007199254740992.0"), "false");
  EXPECT_EQ(run("9223372036854775807 < 9223372036854775808.0"), "true");
  EXPECT_EQ(run("-1 < -0.5"), "true");
  EXPECT_EQ(run("0.1 + 0.2 == 0.3"), "false");  // int64 and IEEE 754, as the specification says
  EXPECT_EQ(run("double('nan') == double('nan')"), "false");
  EXPECT_EQ(run("1.0 / 0.0 > 1e300 && -1.0 / 0.0 < -1e300"), "true");
}

TEST(Expression, Converts) {
  EXPECT_EQ(run("int('-42') + int(2.9) + int(-2.9)"), "-42");
  EXPECT_EQ(run("int('4 2')"), "error: not an integer: \"4 2\"");
  EXPECT_EQ(run("int(1e19)"), "error: integer overflow");
  EXPECT_EQ(run("string(1.5) + string(2.0) + string(true) + string(n)"), "\"1.52true3\"");
  EXPECT_EQ(run("double('0.25') + double(n)"), "3.25");
  EXPECT_EQ(run("bool('true') && !bool('0')"), "true");
  EXPECT_EQ(run("bool('yes')"), "error: not a bool: \"yes\"");
  EXPECT_EQ(run("size(s) + s.size() + size(list)"), "10");
}

TEST(Expression, ReadsAndWritesDurations) {
  EXPECT_EQ(run("string(duration('1h30m'))"), "\"5400s\"");
  EXPECT_EQ(run("string(duration('-1.5s'))"), "\"-1.5s\"");
  EXPECT_EQ(run("string(duration('-0.5s'))"), "\"-0.5s\"");
  EXPECT_EQ(run("string(duration('1.000000001s'))"), "\"1.000000001s\"");
  EXPECT_EQ(run("string(duration('0.5h') - duration('10ms'))"), "\"1799.99s\"");
  EXPECT_EQ(run("string(duration('0'))"), "\"0s\"");
  EXPECT_EQ(run("duration('1.5us') == duration('1500ns')"), "true");
  for (const std::string text : {"", "1", "s", "1x", "1 s", "--1s", "."}) {
    EXPECT_EQ(run("duration('" + text + "')"), "error: not a duration: \"" + text + "\"");
  }
  EXPECT_EQ(run("duration('9223372037s')"), "error: duration out of range");
  EXPECT_EQ(run("duration('99999999999999999999h')"), "error: duration out of range");
}

TEST(Expression, KnowsLocalTimeOnBothSidesOfAClockChange) {
  // Copenhagen went from CET to CEST on 2026-03-29 at 01:00 UTC.
  EXPECT_EQ(run("timestamp('2026-03-29T00:59:59Z').getHours('Europe/Copenhagen')"), "1");
  EXPECT_EQ(run("timestamp('2026-03-29T01:00:00Z').getHours('Europe/Copenhagen')"), "3");
  EXPECT_EQ(run("timestamp('2026-03-29T01:00:00Z').getHours('Europe/Atlantis')"),
            "error: no such time zone: Europe/Atlantis");
  EXPECT_EQ(run("timestamp('0001-01-01T00:00:00Z').getDate('-01:00')"),
            "error: timestamp out of range");
  EXPECT_EQ(run("timestamp('2026-02-30T00:00:00Z')"),
            "error: not a timestamp: \"2026-02-30T00:00:00Z\"");
}

TEST(Expression, MatchesPatterns) {
  EXPECT_EQ(run("'2026-09'.matches('^\\\\d{4}-(0[1-9]|1[0-2])$')"), "true");
  EXPECT_EQ(run("'2026-13'.matches('^\\\\d{4}-(0[1-9]|1[0-2])$')"), "false");
  EXPECT_EQ(run("matches(s, '^.b[^x-z]e$')"), "true");
  EXPECT_EQ(run("'abab'.matches('^(ab|c){2,3}$') && !'ab'.matches('^(ab|c){2,3}$')"), "true");
  EXPECT_EQ(run("'aaa'.matches('^a{2,}$') && 'a'.matches('^(?:b?a+)+$')"), "true");
  EXPECT_EQ(run("'x'.matches('[\\\\w]') && 'a|b'.matches('a\\\\|b')"), "true");
  EXPECT_EQ(run("'ab'.matches('^(|b|ab)$') && ''.matches('^$')"), "true");
  for (const std::string pattern : {"(", "a)", "[a", "*a", "a**", "a{3,1}", "a{999}", "(?=a)",
                                    "((((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}){9})"}) {
    EXPECT_EQ(run("'a'.matches('" + pattern + "')"), "error: not a pattern: \"" + pattern + "\"");
  }
}

TEST(Expression, MatchesHardPatternsInLinearTime) {
  const std::string text(2'000, 'a');
  EXPECT_EQ(run("'" + text + "'.matches('^(a|a)*(a*)*b$')"), "false");
}

TEST(Expression, StopsWorkThatWouldNotEnd) {
  const auto expression = Expression::parse("l.all(a, l.all(b, l.all(c, a + b + c >= 0)))");
  CelValue::List items(200, CelValue::of(std::int64_t{1}));
  const CelBindings large{{"l", CelValue::of(std::move(items))}};
  const CelOutcome outcome = expression->evaluate(large, {.max_work = 50'000});
  EXPECT_TRUE(outcome.is_error());
  EXPECT_EQ(outcome.message, "the expression takes too long");
}

TEST(Expression, RefusesToNestWithoutEnd) {
  EXPECT_EQ(run(std::string(500, '[') + std::string(500, ']')), "refused: nested_too_deep");
  EXPECT_EQ(run(std::string(500, '!') + "yes"), "refused: nested_too_deep");
  EXPECT_EQ(run(std::string(500, '-') + "1"), "refused: nested_too_deep");
  EXPECT_EQ(run("1" + std::string(20'000, ' ')), "refused: text_too_long");
  std::string many = "yes";
  for (int i = 0; i < 1'000; ++i) many += " && yes";
  EXPECT_EQ(run(many), "true");
}

TEST(Expression, WithoutACheckFailsOnlyWhenItRuns) {
  const auto expression = Expression::parse("foo(1) || true", {false});
  ASSERT_TRUE(expression.has_value());
  EXPECT_TRUE(expression->evaluate({}).value.boolean());
  EXPECT_EQ(expression->type(), CelType::dynamic);
}

TEST(CelValue, WritesItselfAsTheLanguageDoes) {
  EXPECT_EQ(CelValue().to_string(), "null");
  EXPECT_EQ(CelValue::of(CelValue::List{CelValue::of(1.0), CelValue::of("a\"b\\\n")}).to_string(),
            "[1.0, \"a\\\"b\\\\\\n\"]");
  EXPECT_EQ(run("[timestamp(0), null]"), "[timestamp(\"1970-01-01T00:00:00Z\"), null]");
  EXPECT_EQ(run("duration('90s')"), "duration(\"90s\")");
  EXPECT_THROW(CelValue::of(true).integer(), std::bad_variant_access);
}

}  // namespace
}  // namespace vaern
