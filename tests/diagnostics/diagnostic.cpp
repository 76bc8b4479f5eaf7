// SPDX-License-Identifier: Apache-2.0
#include "vaern/diagnostics/diagnostic.hpp"

#include <gtest/gtest.h>

namespace vaern {
namespace {

constexpr CodeInfo error_code{"E0002", Severity::error, "b", "b", "b", "", ""};
constexpr CodeInfo warning_code{"E0001", Severity::warning, "a", "a", "a", "", ""};

TEST(Fill, ReplacesNamedArguments) {
  EXPECT_EQ(fill("item '{item}' of {scale}", {{"item", "gun"}, {"scale", "total"}}),
            "item 'gun' of total");
  EXPECT_EQ(fill("", {{"item", "gun"}}), "");
}

TEST(Fill, LeavesAnAbsentArgumentVisible) {
  EXPECT_EQ(fill("{item} and {other}", {{"item", "gun"}}), "gun and {other}");
}

TEST(Fill, KeepsBracesThatAreNoArguments) {
  EXPECT_EQ(fill("write {en: Gun, da: {word}}", {{"word", "Våben"}}), "write {en: Gun, da: Våben}");
  EXPECT_EQ(fill("an open { brace", {}), "an open { brace");
}

TEST(Fill, DoesNotFillWhatAnArgumentHolds) {
  EXPECT_EQ(fill("{a}{b}", {{"a", "{b}"}, {"b", "x"}}), "{b}x");
}

TEST(DidYouMean, FindsTheNearestWord) {
  EXPECT_EQ(did_you_mean("q9_slep", {"q8_mood", "q9_sleep", "q9"}), "q9_sleep");
  EXPECT_EQ(did_you_mean("raise_too", {"raise_by", "raise_to"}), "raise_to");
}

TEST(DidYouMean, CountsASwapOfNeighboursOnce) {
  EXPECT_EQ(did_you_mean("gnu", {"gun"}), "gun");
  EXPECT_EQ(did_you_mean("fales", {"false"}), "false");
}

TEST(DidYouMean, AllowsAThirdOfTheWordAndNoMore) {
  EXPECT_EQ(did_you_mean("abcdef", {"abcdxy"}), "abcdxy");  // Two edits of six letters.
  EXPECT_EQ(did_you_mean("abcde", {"abcxy"}), "");          // Two edits of five.
  EXPECT_EQ(did_you_mean("ab", {"axb"}), "axb");            // At least one edit.
  EXPECT_EQ(did_you_mean("a", {"b"}), "");                  // Nothing is left of it.
}

TEST(DidYouMean, PrefersTheEarlierOfTwoThatAreEquallyNear) {
  EXPECT_EQ(did_you_mean("item_x", {"item_a", "item_b"}), "item_a");
  EXPECT_EQ(did_you_mean("items", {"itemx", "item"}), "itemx");
}

TEST(DidYouMean, CountsLettersAndNotBytes) {
  EXPECT_EQ(did_you_mean("værn", {"vårn"}), "vårn");  // One edit of four; four bytes of six.
}

TEST(DidYouMean, IsSilentWithoutCandidates) { EXPECT_EQ(did_you_mean("gun", {}), ""); }

TEST(DiagnosticList, KnowsErrorsFromWarnings) {
  DiagnosticList list;
  EXPECT_FALSE(list.has_errors());
  list.add(warning_code, {});
  EXPECT_FALSE(list.has_errors());
  list.add(error_code, {});
  EXPECT_TRUE(list.has_errors());
  EXPECT_EQ(list.size(), 2U);
  EXPECT_EQ(list.error_count(), 1U);
}

TEST(DiagnosticList, SortsByFileThenPlaceThenCodeAndKeepsTheRest) {
  const auto a = std::make_shared<const SourceFile>("a", "x\ny\n");
  const auto b = std::make_shared<const SourceFile>("b", "x\n");
  DiagnosticList list;
  list.add(error_code, {b, 1, 1, 1});
  list.add(error_code, {a, 2, 1, 1});
  list.add(error_code, {a, 1, 2, 1}, {{"n", "1"}});
  list.add(warning_code, {a, 1, 2, 1});
  list.add(error_code, {a, 1, 2, 1}, {{"n", "2"}});
  list.add(error_code, {a, 0, 0, 1});
  list.sort();
  EXPECT_EQ(list[0].span.line, 0U);
  EXPECT_EQ(list[1].code, &warning_code);
  EXPECT_EQ(list[2].arguments[0].value, "1");
  EXPECT_EQ(list[3].arguments[0].value, "2");
  EXPECT_EQ(list[4].span.line, 2U);
  EXPECT_EQ(list[5].span.file, b);
}

TEST(DiagnosticList, AppendsAnother) {
  DiagnosticList first;
  first.add(error_code, {});
  DiagnosticList second;
  second.add(warning_code, {});
  first.append(second);
  EXPECT_EQ(first.size(), 2U);
  EXPECT_EQ(first[1].code, &warning_code);
}

}  // namespace
}  // namespace vaern
