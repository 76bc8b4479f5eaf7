// SPDX-License-Identifier: Apache-2.0
#include "exchange/csv_reading.hpp"

#include <gmock/gmock.h>

#include <cstdio>
#include <random>
#include <sstream>

#include "vaern/diagnostics/render.hpp"
#include "vaern/exchange/csv.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using testing::ElementsAre;
using testing::StartsWith;

/// Codes and places, sorted.
std::vector<std::string> shown(const DiagnosticList& findings) {
  std::vector<std::string> list;
  for (const Diagnostic& finding : findings) {
    list.push_back(std::string(finding.code->id) + " " + std::to_string(finding.span.line) + ":" +
                   std::to_string(finding.span.column));
  }
  std::sort(list.begin(), list.end());
  return list;
}

/// The table as `read_csv` reads it, or its faults.
struct Strict {
  std::optional<CsvTable> table;
  std::vector<std::string> faults;
  bool has_header_faults = false;
};

Strict strict(const std::string& text) {
  Strict result;
  DiagnosticList findings;
  result.table = read_csv("table.csv", text, findings);
  for (const Diagnostic& finding : findings) {
    const std::string_view code = finding.code->id;
    result.has_header_faults =
        result.has_header_faults || code == "E1031" || code == "E1035" || code == "E1036";
  }
  result.faults = shown(findings);
  return result;
}

/// The same cells and the same faults as the strict reader, whatever way it is read.
void expect_same(const std::string& text, const Read& read) {
  const Strict known = strict(text);
  DiagnosticList faults;
  for (const CsvFault& fault : read.faults) add_finding(fault, "table.csv", faults);
  EXPECT_EQ(shown(faults), known.faults) << testing::PrintToString(text);
  const std::string header = text.substr(0, text.find('\n') + 1);
  for (const Row& row : read.rows) {
    // A row alone is the same row, whatever is wrong with others.
    DiagnosticList findings;
    const auto alone = read_csv("row.csv", header + row.text, findings);
    ASSERT_TRUE(alone && alone->rows.size() == 1) << testing::PrintToString(row.text);
    for (std::size_t k = 0; k < row.cells.size(); ++k) {
      EXPECT_EQ(alone->rows[0][k].text, row.cells[k]);
    }
  }
  if (!known.table) return;
  ASSERT_EQ(read.rows.size(), known.table->rows.size()) << testing::PrintToString(text);
  for (std::size_t i = 0; i < read.rows.size(); ++i) {
    EXPECT_EQ(read.rows[i].line, known.table->rows[i].front().span.line);
    for (std::size_t k = 0; k < read.header.size(); ++k) {
      EXPECT_EQ(read.rows[i].cells[k], known.table->rows[i][k].text)
          << testing::PrintToString(text);
    }
  }
}

/// Texts full of what a reader can stumble over; `tame` ones have no stray quotes.
std::string random_text(std::mt19937& random, bool is_tame) {
  static const std::vector<std::string> wild{"a",  "1",  ",",  ",",    ",",  ";", "\t", "\"",
                                             "\"", "\n", "\n", "\r\n", "\r", "æ", " ",  "\"\""};
  std::string text = "x,y,z";
  text += std::uniform_int_distribution<>(0, 1)(random) == 0 ? "\n" : "\r\n";
  const int length = std::uniform_int_distribution<>(0, 120)(random);
  if (!is_tame) {
    for (int i = 0; i < length; ++i) {
      text += wild[std::uniform_int_distribution<std::size_t>(0, wild.size() - 1)(random)];
    }
    return text;
  }
  static const std::vector<std::string> cells{
      "",
      "1",
      "12",
      "-3;5",
      "\"\"",
      "\"a\"",
      "\"a,b\"",
      "\"line\nbreak\"",
      "\"cr\r\nlf\"",
      "\"say \"\"hi\"\"\"",
      "æøå",
      "\"\"\"\"",
      "a long cell that takes more than a block of bytes",
      "\"a long quoted cell, with\n\na few \"\"lines\"\" in it, and more than a block of bytes\""};
  const int rows = length / 6;
  for (int i = 0; i < rows; ++i) {
    for (int k = 0; k < 3; ++k) {
      text += (k == 0 ? "" : ",") +
              cells[std::uniform_int_distribution<std::size_t>(0, cells.size() - 1)(random)];
    }
    if (i + 1 < rows || length % 2 == 0) text += length % 3 == 0 ? "\r\n" : "\n";
  }
  return text;
}

TEST(CsvStream, ReadsWhatTheStrictReaderReadsInChunksOfEverySize) {
  std::mt19937 random(7);
  std::size_t whole = 0;
  for (int i = 0; i < 400; ++i) {
    const std::string text = random_text(random, i % 2 == 0);
    const Strict known = strict(text);
    if (known.has_header_faults) continue;
    whole += known.table ? 1U : 0U;
    const Read read = read_all(over(text));
    expect_same(text, read);
    for (std::size_t chunk = 1; chunk < text.size() + 2; chunk += i < 40 ? 1 : 13) {
      EXPECT_EQ(read_all(over(text, chunk)), read) << chunk << testing::PrintToString(text);
      EXPECT_EQ(read_all(dripping(text, chunk, 1 + chunk % 7)), read)
          << chunk << testing::PrintToString(text);
    }
    EXPECT_EQ(read_all(over(text), true, 1), read);
    if (HasFailure()) return;
  }
  EXPECT_GT(whole, 150U);
}

TEST(CsvStream, ReadsEveryShortTextAsTheStrictReaderDoes) {
  const std::vector<std::string> alphabet{"a", ",", "\"", "\n", "\r"};
  std::size_t seen = 0;
  for (std::size_t number = 0; number < 5 * 5 * 5 * 5 * 5 * 5; ++number) {
    std::string text = "x,y\n";
    std::size_t rest = number;
    for (int i = 0; i < 6; ++i, rest /= 5) text += alphabet[rest % 5];
    const Read read = read_all(over(text));
    expect_same(text, read);
    EXPECT_EQ(read_all(dripping(text, 1, 1)), read) << testing::PrintToString(text);
    ++seen;
    if (HasFailure()) return;
  }
  EXPECT_EQ(seen, 15625U);
}

TEST(CsvStream, KnowsTheSeparatorTheMarkAndTheLineEnd) {
  const auto stream = over("\xEF\xBB\xBF\r\nid;tekst\r\n1;2\r\n");
  ASSERT_TRUE(stream);
  EXPECT_EQ(stream->separator(), ',') << "the first line is empty, as for read_csv";
  const auto marked = over("\xEF\xBB\xBFid;\"tekst;her\"\r\n1;2\r\n");
  ASSERT_TRUE(marked);
  EXPECT_EQ(marked->separator(), ';');
  EXPECT_THAT(marked->header(), ElementsAre("id", "tekst;her"));
  EXPECT_EQ(marked->header_text(), "id;\"tekst;her\"");
  EXPECT_TRUE(marked->has_crlf());
  EXPECT_EQ(marked->column("tekst;her"), 1U);
  EXPECT_FALSE(marked->column("tekst"));
  EXPECT_FALSE(over("a\tb\n1\t2\n")->has_crlf());
}

TEST(CsvStream, GivesTheFaultsOfTheHeaderAsTheStrictReaderDoes) {
  for (const std::string text :
       {"", "\n\n", "a,,a\n1,2,3\n", "\"a\n", "a,b\"\n1,2\n", "\xFF,b\n"}) {
    DiagnosticList findings;
    EXPECT_FALSE(CsvStream::open("table.csv", std::string_view(text), findings));
    EXPECT_EQ(shown(findings), strict(text).faults);
  }
}

TEST(CsvStream, GivesTheColumnsAskedForInTheirOrderAndCountsTheOthers) {
  std::string text = "a,b,c,d\n";
  for (int i = 0; i < 50; ++i) text += "1,\"2\n\"\"\",3,\"4,4\"\n,,,\n";
  text += "1,2,3\n1,2,3,4,5\n";
  const auto read = [&](const std::vector<std::size_t>& columns, std::size_t chunk_bytes) {
    auto stream = over(text, chunk_bytes);
    CsvParser parser(*stream, columns, true);
    CsvChunk chunk;
    Read result;
    while (stream->next(chunk)) {
      parser.start(chunk);
      take(parser, columns.size(), result, 7);
    }
    return result;
  };
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{64}, std::size_t{1} << 20}) {
    const Read last_first = read({3, 1}, chunk);
    ASSERT_EQ(last_first.rows.size(), 100U);
    EXPECT_THAT(last_first.rows[0].cells, ElementsAre("4,4", "2\n\""));
    EXPECT_THAT(last_first.rows[99].cells, ElementsAre("", ""));
    EXPECT_EQ(last_first.rows[0].text, "1,\"2\n\"\"\",3,\"4,4\"");
    EXPECT_EQ(last_first.rows[2].line, 5U) << "a row of two lines and one of one before it";
    ASSERT_EQ(last_first.faults.size(), 2U);
    EXPECT_EQ(last_first.faults[0].found, 3U);
    EXPECT_EQ(last_first.faults[1].found, 5U);
    EXPECT_EQ(read({0}, chunk).faults, last_first.faults);
    EXPECT_EQ(read({}, chunk).faults, last_first.faults);
    EXPECT_EQ(read({}, chunk).rows.size(), 100U);
  }
}

TEST(CsvStream, StopsAtTheFirstFaultUnlessItCollects) {
  const std::string text = "a,b\n1,2\n3\n4,5\n6\n7,8\n";
  const Read stopped = read_all(over(text), false);
  EXPECT_EQ(stopped.rows.size(), 1U);
  ASSERT_EQ(stopped.faults.size(), 1U);
  EXPECT_EQ(stopped.faults[0].line, 3U);
  const Read collected = read_all(over(text), true);
  EXPECT_EQ(collected.rows.size(), 3U);
  EXPECT_EQ(collected.rows[2].line, 6U);
  EXPECT_EQ(collected.faults.size(), 2U);
}

TEST(CsvStream, LeavesOutTheRowThatIsNotUtf8) {
  const std::string text = "a,b\næ,2\n3,\xFF\n\"x\n\xC3\",1\n4,å\n";
  for (std::size_t chunk = 1; chunk < 40; ++chunk) {
    const Read read = read_all(over(text, chunk));
    ASSERT_EQ(read.rows.size(), 2U);
    EXPECT_THAT(read.rows[1].cells, ElementsAre("4", "å"));
    ASSERT_EQ(read.faults.size(), 2U);
    EXPECT_EQ(read.faults[0], (CsvFault{CsvFault::Kind::not_utf8, 3, 3, 0, 0}));
    EXPECT_EQ(read.faults[1], (CsvFault{CsvFault::Kind::not_utf8, 5, 1, 0, 0}));
  }
}

TEST(CsvStream, EndsAtARowThatIsTooLong) {
  DiagnosticList findings;
  const CsvStreamOptions options{16, 100};
  const std::string plain = "a,b\n1,2\n" + std::string(200, 'x') + ",2\n3,4\n";
  const Read read = read_all(CsvStream::open("t.csv", std::string_view(plain), findings, options));
  EXPECT_EQ(read.rows.size(), 1U);
  EXPECT_THAT(read.faults, ElementsAre(CsvFault{CsvFault::Kind::too_long, 3, 1, 0, 0}));
  const std::string open = "a,b\n1,2\n1,\"" + std::string(200, 'x') + "\n3,4\n";
  const Read quoted = read_all(CsvStream::open("t.csv", std::string_view(open), findings, options));
  EXPECT_THAT(quoted.faults, ElementsAre(CsvFault{CsvFault::Kind::quote_open, 3, 3, 0, 0}));
  const std::string header = std::string(200, 'x') + ",b\n1,2\n";
  EXPECT_TRUE(findings.empty());
  EXPECT_FALSE(CsvStream::open("t.csv", std::string_view(header), findings, options));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.begin()->code->id, "E1037");
}

TEST(CsvStream, ReadsFilesAndStreams) {
  const std::string text = "a,b\n1,2\n\n\"3\n\",4";
  const Read known = read_all(over(text));
  ASSERT_EQ(known.rows.size(), 2U);
  DiagnosticList findings;
  std::istringstream stream(text);
  EXPECT_EQ(read_all(CsvStream::open("t.csv", bytes_of(stream), findings)), known);
  std::FILE* file = std::tmpfile();
  ASSERT_NE(file, nullptr);
  std::fputs(text.c_str(), file);
  std::fflush(file);
  ASSERT_EQ(std::fseek(file, 0, SEEK_SET), 0);
  EXPECT_EQ(read_all(CsvStream::open("t.csv", bytes_of(fileno(file)), findings)), known);
  std::fclose(file);
  EXPECT_THROW(CsvStream::open("t.csv", bytes_of(-1), findings), std::system_error);
}

TEST(CsvStream, FaultsAreFindingsThatDoNotSayWhatACellHolds) {
  DiagnosticList findings;
  for (const CsvFault& fault : read_all(over("a,b\nsecret\nse\"cret,\"x\n")).faults) {
    add_finding(fault, "table.csv", findings);
  }
  add_finding({CsvFault::Kind::not_utf8, 7, 2, 0, 0}, "table.csv", findings);
  add_finding({CsvFault::Kind::too_long, 8, 1, 0, 0}, "table.csv", findings);
  const std::string text = render(findings);
  EXPECT_EQ(findings.size(), 5U);
  EXPECT_THAT(text, StartsWith("table.csv:2:1: error[E1034]"));
  EXPECT_EQ(text.find("secret"), std::string::npos);
  EXPECT_EQ(text.find("se\"cret"), std::string::npos);
}

}  // namespace
}  // namespace vaern
