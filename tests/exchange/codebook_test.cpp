// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/codebook.hpp"

#include <gmock/gmock.h>

#include <map>
#include <set>

#include "exchange/codebook_scripts.hpp"
#include "exchange/models.hpp"
#include "vaern/exchange/csv.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

/// A codebook as a table, cells by the names of their columns.
struct Table {
  std::vector<std::map<std::string, std::string>> rows;

  std::vector<std::map<std::string, std::string>> of(const std::string& column,
                                                     const std::string& entry) const {
    std::vector<std::map<std::string, std::string>> found;
    for (const auto& row : rows) {
      if (row.at("column") == column && row.at("entry") == entry) found.push_back(row);
    }
    return found;
  }
  std::string cell(const std::string& column, const std::string& name) const {
    const auto found = of(column, "column");
    EXPECT_EQ(found.size(), 1U) << column;
    return found.empty() ? "" : found.front().at(name);
  }
  std::vector<std::string> numbers(const std::string& column) const {
    std::vector<std::string> found;
    for (const auto& row : of(column, "value")) found.push_back(row.at("number"));
    return found;
  }
};

Table table_of(const Instrument& model) {
  DiagnosticList findings;
  const auto read =
      read_csv("codebook.csv", codebook(model, CodebookFormat::csv, Language::en), findings);
  EXPECT_TRUE(read.has_value()) << render(findings);
  Table table;
  if (!read) return table;
  for (const auto& cells : read->rows) {
    auto& row = table.rows.emplace_back();
    for (std::size_t i = 0; i < cells.size(); ++i) row[read->header[i].text] = cells[i].text;
  }
  return table;
}

/// What Stata, R and CSV could trip over.
constexpr std::string_view hostile = R"yaml(vaern: 1
instrument: hostile
version: "1"
status: draft
title: {en: "A `title' with \"quotes\"", da: "En `titel' */ med // $alt"}
answers:
  rated: {a: 0.5, b: 1.5, c: 3}
  whole: {a: 1, b: 2}
  alike: [x, y]
items:
  if: {type: yes_no, text: {en: "Says \"no\"'", da: "Siger `nej' til $HOME, 100 % \\ ja\\"}}
  str12: {type: rated, text: {en: "/* not a comment */", da: "#; , ' // *"}}
  a_name_that_is_longer_than_stata_takes_one: {type: whole, text: {en: "Newline\nin it", da: "\"citat\""}}
  a_name_that_is_longer_than_stata_takes_two: {type: alike, scored: no, text: {en: One, da: En}}
  codes: {type: number, from: -1000, to: -900, scored: no, text: {en: Codes, da: Koder}}
  halves: {type: number, from: -1, to: 1, step: 0.5, scored: no, text: {en: Halves, da: Halve}}
scales:
  total: {sum: [if, str12, a_name_that_is_longer_than_stata_takes_one], missing: forbid, text: {en: "A label of more than eighty characters, which Stata would cut where it does not suit anybody", da: "Sum"}}
)yaml";

TEST(Codebook, OfEveryShippedInstrumentSaysSomethingOfEveryColumnInBothLanguages) {
  ASSERT_FALSE(shipped().instruments().empty());
  for (const InstrumentPtr& model : shipped().instruments()) {
    SCOPED_TRACE(model->reference());
    const Table table = table_of(*model);
    std::set<std::string> short_names;
    for (const TableColumn& column : table_columns(*model)) {
      SCOPED_TRACE(column.name);
      EXPECT_FALSE(table.cell(column.name, "label_en").empty());
      EXPECT_FALSE(table.cell(column.name, "label_da").empty());
      EXPECT_EQ(table.cell(column.name, "direction"), column.is_input() ? "in" : "out");
      const std::string short_name = table.cell(column.name, "stata");
      EXPECT_LE(short_name.size(), 32U);
      EXPECT_TRUE(short_names.insert(short_name).second);
      if (column.kind == TableColumn::Kind::scale) {
        EXPECT_FALSE(table.cell(column.name, "formula").empty());
        EXPECT_FALSE(table.cell(column.name, "formula_da").empty());
      }
    }
    for (const Item& item : model->items()) {
      const auto values = table.of(item.id, "value");
      if (item.type == ItemType::number) {
        EXPECT_THAT(values, IsEmpty());
        EXPECT_EQ(table.cell(item.id, "missing"), "words or numbers");
        continue;
      }
      EXPECT_EQ(values.size(), model->program().program().inputs[item.input].size);
      const auto known = table_numbers(*model, item);
      EXPECT_EQ(table.cell(item.id, "note_en").find("own, in the order") != std::string::npos,
                !known.has_value());
      for (std::size_t i = 0; i < values.size(); ++i) {
        EXPECT_EQ(values[i].at("code"), model->code_text(item, static_cast<Code>(i)));
        EXPECT_EQ(values[i].at("label_da"),
                  model->answer_text(item, static_cast<Code>(i), Language::da));
      }
    }
  }
}

TEST(Codebook, ScriptsOfEveryShippedInstrumentAreWellFormed) {
  for (const InstrumentPtr& model : shipped().instruments()) {
    SCOPED_TRACE(model->reference());
    for (const Language language : {Language::da, Language::en}) {
      EXPECT_THAT(read_stata(codebook(*model, CodebookFormat::stata, language)).faults, IsEmpty());
      EXPECT_THAT(read_r(codebook(*model, CodebookFormat::r, language)).faults, IsEmpty());
    }
  }
}

TEST(Codebook, SaysThatLabelsAreNotTheWording) {
  const InstrumentPtr model = shipped().find_instrument("phq-9");
  ASSERT_NE(model, nullptr);
  EXPECT_THAT(table_of(*model).rows.front().at("note_en"), HasSubstr("Not for hand-out"));
  EXPECT_THAT(codebook(*model, CodebookFormat::stata, Language::en),
              HasSubstr("* Not for hand-out"));
  EXPECT_THAT(codebook(*model, CodebookFormat::r, Language::da),
              HasSubstr("# Ikke til udlevering"));
}

TEST(Codebook, KeepsItsMissingNumbersForEver) {
  EXPECT_EQ(missing_number(MissingReason::not_asked), -991);
  EXPECT_EQ(missing_number(MissingReason::not_safe_to_ask), -992);
  EXPECT_EQ(missing_number(MissingReason::unknown), -993);
  EXPECT_EQ(missing_number(MissingReason::refused), -994);
  EXPECT_EQ(missing_number(MissingReason::withdrawn), -995);
  EXPECT_EQ(missing_number(MissingReason::omitted), -996);
}

TEST(Codebook, WritesAScaleAsAFormulaOverItsColumns) {
  const InstrumentPtr model = load(whole_language);
  ASSERT_NE(model, nullptr);
  const Table whole = table_of(*model);
  EXPECT_EQ(whole.cell("total", "formula"),
            "shouts - shouts_habitual + hits - hits_habitual + (3 - calm) + sad + hurt");
  EXPECT_EQ(whole.cell("rate", "formula"), "lookup(total, rates)");
  EXPECT_EQ(whole.cell("change", "formula"), "total - before");
  EXPECT_EQ(whole.cell("level", "formula"), "total: low, high >= 4; raised by rule_escalates");
  EXPECT_EQ(whole.cell("lethality_rule_hit", "formula"), "hits && !hits.habitual");
  EXPECT_EQ(whole.cell("hurt", "asked_when"), "children >= 1");
  EXPECT_EQ(whole.cell("assessed", "type"), "date");
  EXPECT_THAT(whole.cell("before", "formula_da"), StartsWith("Gennemsnittet af »total«"));
  const InstrumentPtr other = load(every_mechanism);
  ASSERT_NE(other, nullptr);
  const Table every = table_of(*other);
  EXPECT_EQ(every.cell("weighted", "formula"), "2 * gun - left");
  EXPECT_EQ(every.cell("mean", "formula"),
            "min(max(round(mean(sleep, fear) * 4 + 1, floor), 0), 12)");
  EXPECT_EQ(every.cell("number", "formula"), "count(sleep, fear; >= 1)");
}

TEST(Codebook, TakesPointsForNumbersAndSaysWhereTheNumbersAreItsOwn) {
  const InstrumentPtr model = load(hostile);
  ASSERT_NE(model, nullptr);
  const Table table = table_of(*model);
  EXPECT_THAT(table.numbers("if"), ElementsAre("0", "1"));
  EXPECT_THAT(table.numbers("str12"), ElementsAre("0.5", "1.5", "3"));
  const std::string own = "a_name_that_is_longer_than_stata_takes_two";
  EXPECT_THAT(table.numbers(own), ElementsAre("1", "2"));
  EXPECT_THAT(table.cell(own, "note_en"), HasSubstr("answers="));
  EXPECT_THAT(table.cell(own, "note_da"), HasSubstr("answers="));
  EXPECT_THAT(table.cell("str12", "note_en"), Not(HasSubstr("answers=")));
}

TEST(Codebook, GivesReasonsNoNumbersWhereTheColumnHasThemItself) {
  const InstrumentPtr model = load(hostile);
  ASSERT_NE(model, nullptr);
  const Table table = table_of(*model);
  EXPECT_EQ(table.cell("codes", "missing"), "words");
  EXPECT_EQ(table.cell("halves", "missing"), "words or numbers");
  const std::string script = codebook(*model, CodebookFormat::stata, Language::en);
  EXPECT_THAT(script, Not(HasSubstr("recode codes")));
  EXPECT_THAT(script, HasSubstr("recode halves (-991 = .a)"));
}

TEST(Codebook, GivesStataNamesThatItTakes) {
  const InstrumentPtr model = load(hostile);
  ASSERT_NE(model, nullptr);
  const Table table = table_of(*model);
  EXPECT_EQ(table.cell("if", "stata"), "if_");
  EXPECT_EQ(table.cell("str12", "stata"), "str12_");
  EXPECT_EQ(table.cell("a_name_that_is_longer_than_stata_takes_one", "stata"),
            "a_name_that_is_longer_than_stata");
  EXPECT_EQ(table.cell("a_name_that_is_longer_than_stata_takes_two", "stata"),
            "a_name_that_is_longer_than_sta_2");
}

TEST(Codebook, ScriptsKeepHostileLabelsInTheirStrings) {
  const InstrumentPtr model = load(hostile);
  ASSERT_NE(model, nullptr);
  for (const Language language : {Language::da, Language::en}) {
    const std::string stata = codebook(*model, CodebookFormat::stata, language);
    EXPECT_THAT(read_stata(stata).faults, IsEmpty());
    EXPECT_THAT(read_r(codebook(*model, CodebookFormat::r, language)).faults, IsEmpty());
  }
  const auto stata = read_stata(codebook(*model, CodebookFormat::stata, Language::da)).strings;
  EXPECT_THAT(stata, Contains("Siger `nej' til $HOME, 100 % \\ ja\\"));
  EXPECT_THAT(stata, Contains("#; , ' / / *"));
  EXPECT_THAT(stata, Contains("”citat”"));
  EXPECT_THAT(read_stata(codebook(*model, CodebookFormat::stata, Language::en)).strings,
              Contains("Says ”no”'"));
  const auto r = read_r(codebook(*model, CodebookFormat::r, Language::da)).strings;
  EXPECT_THAT(r, Contains("Siger `nej' til $HOME, 100 % \\ ja\\"));
  EXPECT_THAT(r, Contains("\"citat\""));
  EXPECT_THAT(read_r(codebook(*model, CodebookFormat::r, Language::en)).strings,
              Contains("Newline in it"));
}

TEST(Codebook, LabelsWholeNumbersAloneInStataAndChecksTheRest) {
  const InstrumentPtr model = load(hostile);
  ASSERT_NE(model, nullptr);
  const std::string script = codebook(*model, CodebookFormat::stata, Language::en);
  EXPECT_THAT(script, HasSubstr("assert abs(str12_ - 0.5) < 1e-6 | abs(str12_ - 1.5) < 1e-6"));
  EXPECT_THAT(script, HasSubstr("assert if_ == 0 | if_ == 1 | missing(if_)"));
  EXPECT_THAT(script, HasSubstr("assert inrange(codes, -1000, -900) | missing(codes)"));
  EXPECT_THAT(script, HasSubstr("label variable total `\"A label of more than eighty characters, "
                                "which Stata would cut where it does not…\"'"));
  EXPECT_THAT(script, HasSubstr("char total[label] `\"A label of more than eighty"));
}

TEST(Codebook, ScannersOfScriptsFindWhatIsWrong) {
  EXPECT_THAT(read_stata("label variable a `\"b\"\n").faults, Not(IsEmpty()));
  EXPECT_THAT(read_stata("label variable a `\"b $c\"'\n").faults, Not(IsEmpty()));
  EXPECT_THAT(read_stata("label variable a `\"b `c\"'\n").faults, Not(IsEmpty()));
  EXPECT_THAT(read_stata("label variable a `\"b // c\"'\n").faults, Not(IsEmpty()));
  EXPECT_THAT(read_stata("if !_rc {\n").faults, Not(IsEmpty()));
  EXPECT_THAT(read_stata("if !_rc {\n}\n").faults, IsEmpty());
  EXPECT_THAT(read_r("c(\"a\"b\")\n").faults, Not(IsEmpty()));
  EXPECT_THAT(read_r("c(\"a\"\n").faults, Not(IsEmpty()));
  EXPECT_THAT(read_r("c(\"a\\\"b\") # it's\n").faults, IsEmpty());
}

TEST(Codebook, IsTheSameBytesEveryTime) {
  const InstrumentPtr model = load(every_mechanism);
  ASSERT_NE(model, nullptr);
  for (const CodebookFormat format :
       {CodebookFormat::csv, CodebookFormat::stata, CodebookFormat::r}) {
    EXPECT_EQ(codebook(*model, format, Language::da),
              codebook(*load(every_mechanism), format, Language::da));
  }
  EXPECT_EQ(codebook(*model, CodebookFormat::csv, Language::da),
            codebook(*model, CodebookFormat::csv, Language::en));
  EXPECT_THAT(codebook(*model, CodebookFormat::csv, Language::da), HasSubstr("\r\n"));
}

TEST(CodebookFormat, IsOneOfThreeWords) {
  EXPECT_EQ(parse_codebook_format("csv"), CodebookFormat::csv);
  EXPECT_EQ(parse_codebook_format("stata"), CodebookFormat::stata);
  EXPECT_EQ(parse_codebook_format("r"), CodebookFormat::r);
  EXPECT_FALSE(parse_codebook_format("spss"));
}

}  // namespace
}  // namespace vaern
