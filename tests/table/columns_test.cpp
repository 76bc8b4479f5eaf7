// SPDX-License-Identifier: Apache-2.0
// Cells of every type as answers, and every fault a table can have.
#include "vaern/table/columns.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <deque>
#include <string>

#include "table/synthetic_support.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/table/score_table.hpp"

namespace vaern {
namespace {

const char* const model_text = R"(vaern: 1
instrument: columns
version: "1"
status: draft
title: {en: Columns, da: Kolonner}
answers:
  often: {never: 0, now_and_then: 2, daily: 5}
  same: {one: 1, other: 1}
items:
  gun: {type: yes_no, text: {en: Gun, da: Skydevåben}}
  nights: {type: number, from: 0, to: 2, step: 0.5, text: {en: Nights, da: Nætter}}
  hits: {type: often, text: {en: Hits, da: Slag}}
  side: {type: same, text: {en: Side, da: Side}}
  more: {type: yes_no, asked_when: gun, text: {en: More, da: Flere}}
scales:
  total: {sum: [gun, hits], missing: forbid}
)";

InstrumentPtr model() { return testing_support::load_text(model_text); }

/// Columns and what they are read from.
struct Cells {
  std::deque<std::vector<double>> doubles;
  std::deque<std::vector<std::int64_t>> integers;
  std::deque<std::vector<std::int32_t>> offsets;
  std::deque<std::string> letters;

  ColumnView numbers(std::vector<double> cells) {
    ColumnView view;
    view.type = ColumnType::float64;
    view.rows = cells.size();
    view.values = doubles.emplace_back(std::move(cells)).data();
    return view;
  }
  ColumnView whole(std::vector<std::int64_t> cells) {
    ColumnView view;
    view.type = ColumnType::int64;
    view.rows = cells.size();
    view.values = integers.emplace_back(std::move(cells)).data();
    return view;
  }
  ColumnView text(const std::vector<std::string>& cells) {
    std::string& all = letters.emplace_back();
    std::vector<std::int32_t>& ends = offsets.emplace_back(1, 0);
    for (const std::string& cell : cells) {
      all += cell;
      ends.push_back(static_cast<std::int32_t>(all.size()));
    }
    ColumnView view;
    view.type = ColumnType::text;
    view.rows = cells.size();
    view.values = all.data();
    view.offsets = ends.data();
    return view;
  }
};

constexpr int fault = -1;

/// The codes of a column, and `fault` for cells that are none.
std::vector<int> codes_of(const std::string& item, const ColumnView& view,
                          const std::vector<MissingCode>& missing = {},
                          const std::vector<AnswerCode>& answers = {}) {
  const InstrumentPtr instrument = model();
  DiagnosticList findings;
  const AnswerMap map(*instrument, instrument->find_item(item)->input, missing, answers, findings);
  const CellReader reader(map, view, findings);
  EXPECT_FALSE(findings.has_errors()) << render(findings);
  std::vector<Code> space(view.rows);
  std::vector<Mask> faulty(view.rows);
  bool has_faults = false;
  const Code* read = reader.read(0, view.rows, space.data(), faulty.data(), has_faults);
  std::vector<int> codes;
  for (std::size_t r = 0; r < view.rows; ++r) {
    EXPECT_EQ(faulty[r] != 0, reader.is_faulty(r));
    codes.push_back(faulty[r] != 0 ? fault : read[r]);
  }
  return codes;
}

TEST(Columns, AYesNoQuestionIsReadHoweverItIsWritten) {
  Cells cells;
  EXPECT_EQ(
      codes_of("gun", cells.text({"ja", "Nej", "YES", "no", "True", "0", "1", "", "må", "2"})),
      (std::vector<int>{1, 0, 1, 0, 1, 0, 1, 255, fault, fault}));
  EXPECT_EQ(codes_of("gun", cells.numbers({0, 1, std::nan(""), 2, 0.5})),
            (std::vector<int>{0, 1, 255, fault, fault}));
  EXPECT_EQ(codes_of("gun", cells.whole({1, 0, -9, 7}), {{"-9", MissingReason::unknown}}),
            (std::vector<int>{1, 0, 253, fault}));
}

TEST(Columns, ANumberIsItsValueWithPointOrComma) {
  Cells cells;
  EXPECT_EQ(codes_of("nights", cells.text({"0", "0,5", "1.0", "2", "2.5", "0,25", "1e0"})),
            (std::vector<int>{0, 1, 2, 4, fault, fault, fault}));
  EXPECT_EQ(codes_of("nights", cells.numbers({0.5, 1.5, 0.25})), (std::vector<int>{1, 3, fault}));
}

TEST(Columns, AnOptionIsItsCodeOrItsPoints) {
  Cells cells;
  EXPECT_EQ(codes_of("hits", cells.text({"daily", "5", "now_and_then", "1", "Daily"})),
            (std::vector<int>{2, 2, 1, fault, fault}));
  EXPECT_EQ(codes_of("hits", cells.whole({0, 2, 5, 1})), (std::vector<int>{0, 1, 2, fault}));
  EXPECT_EQ(codes_of("hits", cells.whole({1, 2, 3, 0}), {}, {{"1", 0}, {"2", 1}, {"3", 2}}),
            (std::vector<int>{0, 1, 2, fault}));
}

TEST(Columns, WordsOfADictionaryAreReadOnce) {
  Cells cells;
  ColumnView words = cells.whole({0, 1, 2, -1, 5});
  words.index_type = ColumnType::int64;
  words.type = ColumnType::indices;
  words.dictionary = std::make_shared<const ColumnView>(cells.text({"nej", "ja", "måske"}));
  EXPECT_EQ(codes_of("gun", words), (std::vector<int>{0, 1, fault, 255, fault}));
}

TEST(Columns, BytesThatAreCodesAreNotCopied) {
  const InstrumentPtr instrument = model();
  const std::vector<std::uint8_t> bytes{0, 1, 255, 250};
  ColumnView view;
  view.type = ColumnType::uint8;
  view.rows = bytes.size();
  view.values = bytes.data();
  DiagnosticList findings;
  const CellReader reader(
      AnswerMap(*instrument, instrument->find_item("gun")->input, {}, {}, findings), view,
      findings);
  std::vector<Code> space(bytes.size());
  std::vector<Mask> faulty(bytes.size());
  bool has_faults = false;
  EXPECT_EQ(reader.read(0, bytes.size(), space.data(), faulty.data(), has_faults), bytes.data());
  EXPECT_FALSE(has_faults);
}

/// The codes of the findings of a table that cannot be scored.
std::vector<std::string> refused(std::vector<InputColumn> columns, TableOptions options = {}) {
  const auto scorer = TableScorer::make(model(), std::move(columns), std::move(options));
  std::vector<std::string> codes;
  if (scorer) return codes;
  for (const Diagnostic& finding : scorer.error()) codes.emplace_back(finding.code->id);
  return codes;
}

using Codes = std::vector<std::string>;

TEST(Columns, EveryFaultOfATableIsToldAtOnce) {
  Cells cells;
  EXPECT_EQ(refused({{"gum", cells.whole({1}), {}},
                     {"gun", cells.whole({1}), {}},
                     {"gun", cells.whole({0}), {}},
                     {"side", cells.whole({1}), {}},
                     {"hits", cells.whole({1, 2}), {}}}),
            (Codes{"E1201", "E1202", "E1203", "E1205"}));
  ColumnView days = cells.whole({1});
  days.type = ColumnType::days;
  EXPECT_EQ(refused({{"gun", days, {}}}), Codes{"E1209"});
  ColumnView truths = cells.whole({1});
  truths.type = ColumnType::truths;
  EXPECT_EQ(refused({{"hits", truths, {}}}), Codes{"E1204"});
  EXPECT_EQ(refused({{"hits", cells.whole({1}), {}}}, {.missing = {{"5", MissingReason::refused}}}),
            Codes{"E1206"});
  EXPECT_EQ(refused({{"hits", cells.whole({1}), {{"1", 0}, {"1", 2}}}}), Codes{"E1207"});
  EXPECT_EQ(refused({}, {.outputs = {"totl"}}), Codes{"E1208"});
  EXPECT_EQ(refused({{"gun", cells.whole({1}), {}}}), Codes{});
}

TEST(Columns, RowsWithFaultsHaveNoResultAndSayWhy) {
  Cells cells;
  TableOptions options;
  options.collect_faults = true;
  options.outputs = {"total", "rejected"};
  const auto scorer = TableScorer::make(model(),
                                        {{"gun", cells.text({"ja", "måske", "nej", "nej"}), {}},
                                         {"hits", cells.whole({5, 0, 3, 2}), {}},
                                         {"more", cells.whole({0, 0, 0, 1}), {}}},
                                        options);
  ASSERT_TRUE(scorer);
  EXPECT_EQ(scorer->absent_inputs(), (Codes{"nights", "side"}));
  std::vector<std::int16_t> total(4);
  std::vector<std::uint8_t> absent(4);
  std::vector<std::uint8_t> rejected(4);
  const auto done = scorer->run({{total.data(), absent.data()}, {rejected.data(), nullptr}});
  EXPECT_EQ(done.rejected_rows, 3U);
  EXPECT_EQ(rejected, (std::vector<std::uint8_t>{0, 1, 1, 1}));
  EXPECT_EQ(absent, (std::vector<std::uint8_t>{0, 1, 1, 1}));
  EXPECT_EQ(total[0], 6);
  ASSERT_EQ(done.rejected.size(), 3U);
  EXPECT_EQ(done.rejected[0].item, "gun");
  EXPECT_EQ(done.rejected[0].value, "måske");
  EXPECT_EQ(done.rejected[1].row, 2U);
  EXPECT_EQ(done.rejected[1].value, "3");
  EXPECT_EQ(done.rejected[1].finding.help_text(),
            "allowed: never (0), now_and_then (2), daily (5)");
  EXPECT_EQ(done.rejected[2].finding.code->id, "E0504");
  EXPECT_EQ(done.rejected[2].finding.path, "/rows/3/more");
}

}  // namespace
}  // namespace vaern
