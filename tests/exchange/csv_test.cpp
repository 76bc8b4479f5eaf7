// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/csv.hpp"

#include <gtest/gtest.h>

namespace vaern {
namespace {

std::vector<std::string> codes_of(const std::string& text) {
  DiagnosticList findings;
  EXPECT_FALSE(read_csv("table.csv", text, findings).has_value());
  std::vector<std::string> codes;
  for (const Diagnostic& finding : findings) codes.emplace_back(finding.code->id);
  return codes;
}

CsvTable table_of(const std::string& text) {
  DiagnosticList findings;
  std::optional<CsvTable> table = read_csv("table.csv", text, findings);
  EXPECT_TRUE(findings.empty());
  EXPECT_TRUE(table.has_value());
  return table ? *table : CsvTable();
}

TEST(Csv, ReadsCellsAsTheyAreWritten) {
  const CsvTable table = table_of("id,text\ngun, has a gun \nleft,\n");
  EXPECT_EQ(table.separator, ',');
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0][1].text, " has a gun ");
  EXPECT_EQ(table.rows[1][1].text, "");
  EXPECT_EQ(table.column("text"), 1U);
  EXPECT_FALSE(table.column("texts"));
}

TEST(Csv, ReadsWhatSpreadsheetsWrite) {
  const CsvTable table = table_of(
      "\xEF\xBB\xBFid;tekst\r\na;\"en; to\"\r\n\r\nb;\"s\u00e6rligt "
      "\"\"n\u00e6r\"\"\r\nlinje\"\r\n");
  EXPECT_EQ(table.separator, ';');
  EXPECT_EQ(table.header[0].text, "id");
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0][1].text, "en; to");
  EXPECT_EQ(table.rows[1][1].text, "s\u00e6rligt \"n\u00e6r\"\r\nlinje");
}

TEST(Csv, KnowsTheSeparatorByTheFirstLineAlone) {
  EXPECT_EQ(table_of("\"a,b\"\tc\n1\t2;3\n").separator, '\t');
  EXPECT_EQ(table_of("only\none\n").rows[0][0].text, "one");
}

TEST(Csv, TellsWhereThingsStandInCodePoints) {
  const CsvTable table = table_of("\u00e6\u00f8\u00e5,b\n\u00e6\u00f8,x\n");
  EXPECT_EQ(table.header[1].span.column, 5U);
  EXPECT_EQ(table.rows[0][1].span.line, 2U);
  EXPECT_EQ(table.rows[0][1].span.column, 4U);
}

TEST(Csv, FindsEveryFaultAtOnce) {
  EXPECT_EQ(codes_of("a,,a\n1,2\n1,2,3,4\n\"x\"y,2,3\n"),
            (std::vector<std::string>{"E1035", "E1036", "E1034", "E1034", "E1033"}));
  EXPECT_EQ(codes_of("a,b\n1,\"2\n3,4\n"), (std::vector<std::string>{"E1032"}));
  EXPECT_EQ(codes_of(""), (std::vector<std::string>{"E1031"}));
  EXPECT_EQ(codes_of("\n\n"), (std::vector<std::string>{"E1031"}));
  EXPECT_EQ(codes_of("a,b\n\xE6,2\n"), (std::vector<std::string>{"E1030"}));
}

TEST(Csv, ALastLineNeedsNoLineEnd) {
  EXPECT_EQ(table_of("a,b\n1,2").rows.size(), 1U);
  EXPECT_EQ(table_of("a,b\n1,").rows[0][1].text, "");
}

}  // namespace
}  // namespace vaern
