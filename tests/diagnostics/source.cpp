// SPDX-License-Identifier: Apache-2.0
#include "vaern/diagnostics/source.hpp"

#include <gtest/gtest.h>

#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
namespace {

std::shared_ptr<const SourceFile> file_of(std::string text) {
  return std::make_shared<const SourceFile>("f", std::move(text));
}

TEST(SourceFile, CountsLinesAsEditorsDo) {
  EXPECT_EQ(file_of("")->line_count(), 0U);
  EXPECT_EQ(file_of("a")->line_count(), 1U);
  EXPECT_EQ(file_of("a\n")->line_count(), 1U);
  EXPECT_EQ(file_of("a\n\n")->line_count(), 2U);
  EXPECT_EQ(file_of("a\nb")->line_count(), 2U);
}

TEST(SourceFile, GivesLinesWithoutTheirEnd) {
  const auto file = file_of("a\r\n\nlast");
  EXPECT_EQ(file->line(1), "a");
  EXPECT_EQ(file->line(2), "");
  EXPECT_EQ(file->line(3), "last");
  EXPECT_EQ(file->line(0), "");
  EXPECT_EQ(file->line(4), "");
  EXPECT_EQ(file->line_offset(3), 4U);
}

TEST(SpanAt, CountsColumnsInCodePoints) {
  const auto file = file_of("a\nblå: gun\n");
  const SourceSpan span = span_at(file, 8, 3);
  EXPECT_EQ(span.line, 2U);
  EXPECT_EQ(span.column, 6U);
  EXPECT_EQ(span.length, 3U);
}

TEST(SpanAt, EndsWithItsFirstLine) {
  const SourceSpan span = span_at(file_of("abc\ndef\n"), 1, 6);
  EXPECT_EQ(span.line, 1U);
  EXPECT_EQ(span.column, 2U);
  EXPECT_EQ(span.length, 2U);
}

TEST(SpanAt, StandsAtTheEndForWhatIsBehindTheFile) {
  const SourceSpan span = span_at(file_of("abc\nde"), 100, 5);
  EXPECT_EQ(span.line, 2U);
  EXPECT_EQ(span.column, 3U);
  EXPECT_EQ(span.length, 1U);
  EXPECT_EQ(span_at(file_of(""), 0, 1).line, 1U);
}

TEST(Utf8, RefusesOverlongFormsSurrogatesAndHalves) {
  EXPECT_FALSE(find_invalid_utf8("æ€😀\xEF\xBF\xBF").has_value());
  EXPECT_EQ(find_invalid_utf8("a\xC0\x80"), 1U);         // Overlong.
  EXPECT_EQ(find_invalid_utf8("\xE0\x9F\xBF"), 0U);      // Overlong.
  EXPECT_EQ(find_invalid_utf8("ab\xED\xA0\x80"), 2U);    // A surrogate.
  EXPECT_EQ(find_invalid_utf8("\xF4\x90\x80\x80"), 0U);  // Above U+10FFFF.
  EXPECT_EQ(find_invalid_utf8("a\xE2\x82"), 1U);         // Cut short.
  EXPECT_EQ(find_invalid_utf8("\x80"), 0U);
}

TEST(Utf8, WritesWhatItReads) {
  for (const char32_t c : {U'a', U'\u00E6', U'\u20AC', U'\U0001F600', U'\U0010FFFF'}) {
    std::string text;
    append_utf8(text, c);
    const CodePoint point = code_point_at(text, 0);
    EXPECT_TRUE(point.is_valid);
    EXPECT_EQ(point.value, c);
    EXPECT_EQ(point.bytes, text.size());
  }
  std::string surrogate;
  append_utf8(surrogate, 0xD800);
  EXPECT_EQ(surrogate, "\uFFFD");
}

}  // namespace
}  // namespace vaern
