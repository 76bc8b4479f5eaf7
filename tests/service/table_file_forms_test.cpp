// SPDX-License-Identifier: Apache-2.0
// Thousands of made-up tables of every instrument that ships, written in every way that a table
// may be written: each row of the scored file is what `score` says of its form.
#include <gtest/gtest.h>

#include <bit>
#include <random>
#include <sstream>

#include "service/support.hpp"
#include "table/synthetic_support.hpp"
#include "vaern/exchange/csv_writer.hpp"
#include "vaern/instrument/columns.hpp"
#include "vaern/instrument/score.hpp"
#include "vaern/service/table_file.hpp"

namespace vaern {
namespace {

using Kind = TableColumn::Kind;

std::string truth_word(Truth truth) {
  return truth == Truth::yes ? "yes" : truth == Truth::no ? "no" : "open";
}

const LevelScore& outcome_of(const Score& score, std::uint32_t outcome) {
  if (outcome == 0) return score;
  return score.outcomes[outcome - 1];
}

std::string number_text(const Rational& number) {
  CsvWriter writer({';', '.', false});
  writer.number(number);
  return std::string(writer.bytes());
}

/// What a codebook says a column holds, of one score.
std::string expected(const TableColumn& column, const Score& score) {
  const Instrument& model = *score.instrument;
  const auto level = [&](std::uint32_t one) {
    return column.outcome == 0 ? model.levels().list[one].id
                               : model.outcomes()[column.outcome - 1].levels.list[one].id;
  };
  const auto missing_because = [&](std::uint32_t reason) {
    int sum = 0;
    const auto add = [&](InputId input, bool is_asked) {
      if (!is_asked || score.responses.is_answered(input)) return;
      if (static_cast<std::uint32_t>(score.responses.reasons()[input]) == reason) ++sum;
    };
    for (const Item& item : model.items()) {
      add(item.input, score.applicable[item.input] != Truth::no);
      if (item.within) add(*item.within, score.applicable[*item.within] == Truth::yes);
      if (item.habitual) add(*item.habitual, score.applicable[*item.habitual] == Truth::yes);
    }
    return sum;
  };
  switch (column.kind) {
    case Kind::scale:
      return score.scales[column.index].has_value ? number_text(score.scales[column.index].value)
                                                  : "";
    case Kind::scale_low:
      return number_text(score.scales[column.index].lowest);
    case Kind::scale_high:
      return number_text(score.scales[column.index].highest);
    case Kind::scale_missing:
      return std::to_string(score.scales[column.index].missing);
    case Kind::level: {
      const LevelScore& made = outcome_of(score, column.outcome);
      return made.low == made.high ? level(made.low) : "";
    }
    case Kind::level_low:
      return level(outcome_of(score, column.outcome).low);
    case Kind::level_high:
      return level(outcome_of(score, column.outcome).high);
    case Kind::level_certain: {
      const LevelScore& made = outcome_of(score, column.outcome);
      return made.low == made.high ? "yes" : "no";
    }
    case Kind::classes:
    case Kind::classes_possible: {
      const LevelSet set = score.classes[column.index].possible;
      if (column.kind == Kind::classes && !std::has_single_bit(set)) return "";
      std::string text;
      for (const std::uint32_t one : levels_of(set)) {
        text += (text.empty() ? "" : " ") + model.classes()[column.index].list[one].id;
      }
      return text;
    }
    case Kind::rule:
      return truth_word(outcome_of(score, column.outcome).rules[column.index].truth);
    case Kind::flag:
      return truth_word(score.flags[column.index].truth);
    case Kind::missing:
      return std::to_string(score.missing);
    case Kind::missing_reason:
      return std::to_string(missing_because(column.index));
    default:
      return "";
  }
}

/// Forms of an instrument, the texts that each answer may be written as, and what is expected.
struct Forms {
  InstrumentPtr model;
  SyntheticTable table;
  std::vector<std::string> names;  // Of the columns that answer, as in a codebook.
  std::vector<std::string> result_names;
  std::vector<std::vector<std::string>> rows;  // Of results.
  bool has_day = false;
};

Forms forms_of(const InstrumentPtr& model, std::uint64_t rows) {
  Forms forms;
  forms.model = model;
  SyntheticOptions options;
  options.rows = rows;
  options.seed = 7;
  options.missing.single = 60'000;
  options.missing.block = 20'000;
  options.missing.reasons = {4, 1, 2, 2, 1, 1};
  forms.table = make_synthetic(model, options);
  const std::vector<Input>& inputs = model->program().program().inputs;
  const std::vector<TableColumn> columns = table_columns(*model);
  for (const std::string& name : forms.table.names) {
    std::string of = name;
    for (const char* second : {"within", "habitual"}) {
      const auto at = of.rfind(std::string(".") + second);
      if (at != std::string::npos) of[at] = '_';
    }
    forms.names.push_back(of);
  }
  for (const TableColumn& column : columns) {
    forms.has_day = forms.has_day || column.kind == Kind::assessed;
    if (!column.is_input() && !column.is_further()) forms.result_names.push_back(column.name);
  }
  for (std::size_t row = 0; row < rows; ++row) {
    Responses responses(*model);
    for (std::size_t i = 0; i < forms.table.names.size(); ++i) {
      InputId input = 0;
      while (inputs[input].name != forms.table.names[i]) ++input;
      const Code code = forms.table.codes[i][row];
      if (code >= first_missing_code) {
        responses.leave_out(input, static_cast<MissingReason>(missing_code - code));
      } else {
        responses.answer(input, code);
      }
    }
    ScoreOptions plain;
    plain.with_witnesses = false;
    plain.with_sides = false;
    if (forms.has_day) plain.assessed = Date::from_day_number(forms.table.assessed[row]);
    const auto made = score(model, responses, plain);
    std::vector<std::string> cells;
    for (const TableColumn& column : columns) {
      if (column.is_input() || column.is_further()) continue;
      cells.push_back(made ? expected(column, *made) : "fault");
    }
    forms.rows.push_back(std::move(cells));
  }
  return forms;
}

/// The ways to write one answer.
std::vector<std::string> texts_of(const Instrument& model, const std::string& program_name,
                                  Code code) {
  if (code >= first_missing_code) {
    const auto reason = static_cast<std::size_t>(missing_code - code);
    std::vector<std::string> texts{std::string(missing_reason_words[reason]),
                                   std::to_string(-991 - static_cast<int>(reason))};
    if (reason == 0) texts.emplace_back("");
    return texts;
  }
  for (const Item& item : model.items()) {
    if (item.id != program_name) continue;
    if (item.type == ItemType::yes_no) break;
    std::vector<std::string> texts{model.code_text(item, code)};
    if (const auto numbers = table_numbers(model, item)) {
      texts.push_back(number_text((*numbers)[code]));
      std::string comma = texts.back();
      std::replace(comma.begin(), comma.end(), '.', ',');
      texts.push_back(comma);
    }
    return texts;
  }
  return code == 1 ? std::vector<std::string>{"yes", "ja", "1", "TRUE", "Ja", "1.0"}
                   : std::vector<std::string>{"no", "nej", "0", "false", "NEJ", "0,0"};
}

class Tables {
 public:
  explicit Tables(std::uint32_t seed) : random_(seed) {}

  /// Some rows of the forms as a file, and the file that must come out.
  void check(const Forms& forms) {
    CsvLayout layout;
    layout.separator = ",;\t"[below(3)];
    layout.decimal = layout.separator == ';' ? ',' : '.';
    layout.has_crlf = below(2) == 1;
    const std::string mark = below(3) == 0 ? "\xEF\xBB\xBF" : "";
    const std::size_t first = below(forms.rows.size());
    const std::size_t count = 1 + below(std::min<std::size_t>(forms.rows.size() - first, 12));
    CsvWriter file(layout);
    CsvWriter right(layout);
    file.text("person");
    right.text("person");
    for (const std::string& name : forms.names) file.text(name);
    for (const std::string& name : forms.result_names) right.text(name);
    if (forms.has_day) file.text("assessed");
    file.end_row();
    right.end_row();
    for (std::size_t row = first; row < first + count; ++row) {
      std::string key = "p" + std::to_string(row);
      if (below(4) == 0) key += "\"; ,\n\t";
      file_row(file, forms, row, key);
      write_right(right, forms, row, key, layout);
    }
    std::string text = mark + std::string(file.bytes());
    if (below(4) == 0) text.resize(text.size() - (layout.has_crlf ? 2 : 1));  // No last line end.
    compare(forms, text, mark + std::string(right.bytes()));
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }

  void file_row(CsvWriter& file, const Forms& forms, std::size_t row, const std::string& key) {
    file.text(key);
    for (std::size_t i = 0; i < forms.names.size(); ++i) {
      const std::string& name = forms.table.names[i];
      const auto texts = texts_of(*forms.model, name, forms.table.codes[i][row]);
      const std::string& cell = texts[below(texts.size())];
      const bool is_plain = cell.find_first_of(",;\t\"\n") == std::string::npos;
      if (is_plain && below(5) == 0) {
        file.as_written("\"" + cell + "\"");
      } else {
        file.text(cell);
      }
    }
    if (forms.has_day) file.text(Date::from_day_number(forms.table.assessed[row]).to_string());
    file.end_row();
  }

  static void write_right(CsvWriter& right, const Forms& forms, std::size_t row,
                          const std::string& key, const CsvLayout& layout) {
    right.text(key);
    for (std::string cell : forms.rows[row]) {
      if (layout.decimal == ',') std::replace(cell.begin(), cell.end(), '.', ',');
      right.text(cell);
    }
    right.end_row();
  }

  void compare(const Forms& forms, const std::string& text, const std::string& right) {
    TableFileOptions options;
    options.keys = {"person"};
    options.threads = 1 + static_cast<unsigned>(below(3));
    for (std::size_t reason = 0; reason < missing_reason_words.size(); ++reason) {
      options.missing.push_back(
          {std::to_string(-991 - static_cast<int>(reason)), static_cast<MissingReason>(reason)});
    }
    CsvStreamOptions stream_options;
    stream_options.chunk_bytes = text.size() / 2 + below(text.size());
    DiagnosticList findings;
    std::istringstream stream(text);
    auto csv = CsvStream::open("t.csv", bytes_of(stream), findings, stream_options);
    ASSERT_TRUE(csv) << render(findings) << text;
    auto file = TableFile::open(forms.model, "t.csv", *std::move(csv), options, findings);
    ASSERT_TRUE(file) << render(findings);
    std::string made;
    const TableFileDone done = file->run(
        {.write =
             [&](std::string_view bytes) {
               made += bytes;
               return true;
             },
         .fault = [&](const TableFileFault& fault) { ADD_FAILURE() << render(fault.finding); },
         .goes_on = nullptr});
    EXPECT_FALSE(done.is_refused);
    ASSERT_EQ(made, right) << text;
  }

  std::mt19937 random_;
};

TEST(TableFileForms, EveryRowOfEveryTableIsTheScoreOfItsForm) {
  Tables tables(23);
  std::size_t checked = 0;
  for (const InstrumentPtr& model : test::models().library().instruments()) {
    if (model->program().program().inputs.empty()) continue;
    SCOPED_TRACE(model->reference());
    const Forms forms = forms_of(model, 40);
    for (int i = 0; i < 50; ++i, ++checked) {
      tables.check(forms);
      if (testing::Test::HasFailure()) return;
    }
  }
  EXPECT_GT(checked, 1500U);
}

}  // namespace
}  // namespace vaern
