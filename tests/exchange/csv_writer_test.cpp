// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/csv_writer.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <limits>
#include <random>

#include "vaern/exchange/csv.hpp"

namespace vaern {
namespace {

TEST(CsvWriter, QuotesWhatMustBeAndNothingElse) {
  CsvWriter writer;
  for (const char* cell :
       {"plain", "a b", "semi;colon", "com,ma", "quo\"te", "line\nfeed", "cr\r"}) {
    writer.text(cell);
  }
  writer.end_row();
  EXPECT_EQ(writer.bytes(),
            "plain,a b,semi;colon,\"com,ma\",\"quo\"\"te\",\"line\nfeed\",\"cr\r\"\n");
  writer.clear();
  CsvWriter danish({';', ',', true});
  danish.text("com,ma");
  danish.text("semi;colon");
  danish.number(2.5);
  danish.empty();
  danish.end_row();
  EXPECT_EQ(danish.bytes(), "com,ma;\"semi;colon\";2,5;\r\n");
}

TEST(CsvWriter, KeepsWhatLooksLikeAFormula) {
  CsvWriter writer;
  for (const char* cell : {"=1+1", "+45", "-3", "@x"}) writer.text(cell);
  writer.end_row();
  EXPECT_EQ(writer.bytes(), "=1+1,+45,-3,@x\n");
}

TEST(CsvWriter, PutsCellsBehindThoseOfTheInputAsTheyWereWritten) {
  CsvWriter writer({',', '.', false});
  writer.as_written("\"a\",\"b \"\"c\"\"\",");
  writer.whole(-7);
  writer.number(Rational(1, 2));
  writer.end_row();
  EXPECT_EQ(writer.bytes(), "\"a\",\"b \"\"c\"\"\",,-7,0.5\n");
}

TEST(CsvWriter, WritesTheShortestNumberThatReadsBack) {
  CsvWriter writer;
  writer.number(0.1);
  writer.number(1.0 / 3);
  writer.number(-0.25);
  writer.number(3.0);
  writer.number(std::numeric_limits<double>::quiet_NaN());
  writer.number(std::numeric_limits<double>::infinity());
  writer.whole(std::numeric_limits<std::int64_t>::min());
  writer.number(Rational(12));
  writer.number(Rational(1, 3));
  writer.end_row();
  EXPECT_EQ(writer.bytes(),
            "0.1,0.3333333333333333,-0.25,3,,,-9223372036854775808,12,0.3333333333333333\n");
  CsvWriter quoted({',', ',', false});
  quoted.number(2.5);
  quoted.number(2.0);
  quoted.end_row();
  EXPECT_EQ(quoted.bytes(), "\"2,5\",2\n");
  std::mt19937_64 random(3);
  for (int i = 0; i < 1000; ++i) {
    const double number = std::uniform_real_distribution<>(-1e6, 1e6)(random);
    CsvWriter one;
    one.number(number);
    double back = 0;
    std::from_chars(one.bytes().data(), one.bytes().data() + one.bytes().size(), back);
    EXPECT_EQ(back, number);
  }
}

TEST(CsvWriter, WritesWhatTheStrictReaderReads) {
  std::mt19937 random(5);
  const std::string alphabet = "a,;\"\n\r =";
  for (int i = 0; i < 300; ++i) {
    CsvWriter writer({i % 2 == 0 ? ',' : ';', '.', i % 3 == 0});
    writer.text("one");
    writer.text("two");
    writer.end_row();
    std::vector<std::string> cells;
    for (int k = 0; k < 2; ++k) {
      std::string cell = k == 0 ? "x" : "";
      const int length = std::uniform_int_distribution<>(0, 6)(random);
      for (int c = 0; c < length; ++c) {
        cell +=
            alphabet[std::uniform_int_distribution<std::size_t>(0, alphabet.size() - 1)(random)];
      }
      writer.text(cell);
      cells.push_back(std::move(cell));
    }
    writer.end_row();
    DiagnosticList findings;
    const auto table = read_csv("t.csv", std::string(writer.bytes()), findings);
    ASSERT_TRUE(table && table->rows.size() == 1);
    EXPECT_EQ(table->rows[0][0].text, cells[0]);
    EXPECT_EQ(table->rows[0][1].text, cells[1]);
  }
}

}  // namespace
}  // namespace vaern
