// SPDX-License-Identifier: Apache-2.0
// A scored table says of every row what scoring its form says (invariant 1), of every published
// instrument, for any number of threads.
#include "vaern/table/score_table.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <string>

#include "table/synthetic_support.hpp"
#include "vaern/instrument/score.hpp"

namespace vaern {
namespace {

using Kind = OutputColumn::Kind;

/// A result in memory: cells as doubles, absent ones as NaN.
struct Scored {
  std::vector<OutputColumn> columns;
  std::vector<std::vector<std::byte>> cells;
  std::vector<std::vector<std::uint8_t>> absent;
  TableScorer::Done done;

  std::vector<OutputBuffer> buffers() {
    std::vector<OutputBuffer> list;
    for (std::size_t i = 0; i < cells.size(); ++i)
      list.push_back({cells[i].data(), absent[i].data()});
    return list;
  }

  double at(std::size_t column, std::size_t row) const {
    if (absent[column][row] != 0) return std::nan("");
    const std::byte* from = cells[column].data();
    switch (columns[column].type) {
      case ColumnType::int8:
        return reinterpret_cast<const std::int8_t*>(from)[row];
      case ColumnType::uint8:
        return reinterpret_cast<const std::uint8_t*>(from)[row];
      case ColumnType::int16:
        return reinterpret_cast<const std::int16_t*>(from)[row];
      case ColumnType::int32:
        return reinterpret_cast<const std::int32_t*>(from)[row];
      case ColumnType::uint32:
        return reinterpret_cast<const std::uint32_t*>(from)[row];
      case ColumnType::int64:
        return static_cast<double>(reinterpret_cast<const std::int64_t*>(from)[row]);
      default:
        return reinterpret_cast<const double*>(from)[row];
    }
  }
};

Scored run(const TableScorer& scorer) {
  Scored scored;
  scored.columns = scorer.outputs();
  for (const OutputColumn& column : scored.columns) {
    scored.cells.emplace_back(width_of(column.type) * scorer.rows());
    scored.absent.emplace_back(scorer.rows(), std::uint8_t{2});
  }
  scored.done = scorer.run(scored.buffers());
  return scored;
}

ColumnView bytes(const std::vector<std::uint8_t>& cells) {
  ColumnView view;
  view.type = ColumnType::codes;
  view.rows = cells.size();
  view.values = cells.data();
  return view;
}

std::vector<InputColumn> columns_of(const SyntheticTable& table) {
  std::vector<InputColumn> columns;
  for (std::size_t i = 0; i < table.names.size(); ++i) {
    columns.push_back({table.names[i], bytes(table.codes[i]), {}});
  }
  return columns;
}

std::vector<std::string> all_names(const InstrumentPtr& instrument) {
  const auto scorer = TableScorer::make(instrument, {});
  std::vector<std::string> names;
  for (const OutputColumn& output : scorer->outputs()) {
    names.push_back(output.name);
  }
  // Those that are made only where they are asked for.
  for (const char* group : {"possible", "contributions", "witnesses"}) {
    TableOptions options;
    options.outputs = {group};
    if (TableScorer::make(instrument, {}, options)) names.emplace_back(group);
  }
  return names;
}

double number(Truth truth) {
  return truth == Truth::unknown ? std::nan("") : truth == Truth::yes ? 1 : 0;
}

const LevelScore& outcome_of(const Score& score, std::uint32_t outcome) {
  if (outcome == 0) return score;
  return score.outcomes[outcome - 1];
}

double single(LevelSet set) {
  const std::vector<std::uint32_t> list = levels_of(set);
  return list.size() == 1 ? list.front() : std::nan("");
}

std::size_t scale_at(const Instrument& model, ScaleId id) {
  std::size_t i = 0;
  while (model.scales()[i].scale != id) ++i;
  return i;
}

/// What a score says of one column.
double expected(const OutputColumn& column, const Score& score) {
  const Instrument& model = *score.instrument;
  const auto scale = [&]() -> const ScaleRow& {
    return score.scales[scale_at(model, column.index)];
  };
  const auto counted = [&](auto counts) {
    double sum = 0;
    const auto add = [&](InputId input, bool is_asked) {
      if (is_asked && counts(input)) ++sum;
    };
    for (const Item& item : model.items()) {
      add(item.input, score.applicable[item.input] != Truth::no);
      if (item.within) add(*item.within, score.applicable[*item.within] == Truth::yes);
      if (item.habitual) add(*item.habitual, score.applicable[*item.habitual] == Truth::yes);
    }
    return sum;
  };
  const auto level = [](const std::optional<std::uint32_t>& one) {
    return one ? static_cast<double>(*one) : std::nan("");
  };
  switch (column.kind) {
    case Kind::value:
      return scale().has_value ? scale().value.to_double() : std::nan("");
    case Kind::lowest:
      return scale().lowest.to_double();
    case Kind::highest:
      return scale().highest.to_double();
    case Kind::missing:
      return scale().missing;
    case Kind::imputed:
      return scale().has_value && scale().is_imputed ? 1 : 0;
    case Kind::level: {
      const LevelScore& made = outcome_of(score, column.index);
      return made.low == made.high ? made.low : std::nan("");
    }
    case Kind::low:
      return outcome_of(score, column.index).low;
    case Kind::high:
      return outcome_of(score, column.index).high;
    case Kind::certain:
      return outcome_of(score, column.index).low == outcome_of(score, column.index).high ? 1 : 0;
    case Kind::computed:
      return level(outcome_of(score, column.index).computed);
    case Kind::possible:
      return static_cast<double>(outcome_of(score, column.index).possible);
    case Kind::one_class:
      return single(score.classes[column.index].possible);
    case Kind::classes:
      return static_cast<double>(score.classes[column.index].possible);
    case Kind::gate:
      return number(score.gates[column.index].truth);
    case Kind::rule:
      return number(outcome_of(score, column.outcome).rules[column.index].truth);
    case Kind::flag:
      return number(score.flags[column.index].truth);
    case Kind::asked:
      return score.asked;
    case Kind::open:
      return score.missing;
    case Kind::reason:
      return counted([&](InputId input) {
        return !score.responses.is_answered(input) &&
               static_cast<std::uint32_t>(score.responses.reasons()[input]) == column.index;
      });
    case Kind::contribution: {
      const std::size_t at = scale_at(model, column.outcome);
      const TermRow& term = score.scales[at].terms[column.index];
      const MissingPolicy& policy = model.program().program().scales[column.outcome].missing;
      const bool is_counted = score.scales[at].has_value &&
                              policy.kind == MissingPolicy::Kind::count_as &&
                              term.state == TermRow::State::missing;
      const bool is_there = term.state == TermRow::State::answered || is_counted;
      return is_there ? term.contribution.to_double() : std::nan("");
    }
    case Kind::low_form:
    case Kind::high_form: {
      const LevelScore& made = outcome_of(score, column.outcome);
      const auto& form = column.kind == Kind::low_form ? made.lowest_witness : made.highest_witness;
      const bool is_there = form && (*form)[column.index] < first_missing_code;
      return is_there ? (*form)[column.index] : std::nan("");
    }
    case Kind::rejected:
      return 0;
  }
  return -1;
}

Responses form_at(const InstrumentPtr& model, const SyntheticTable& table, std::size_t row) {
  Responses responses(*model);
  const std::vector<Input>& inputs = model->program().program().inputs;
  for (std::size_t i = 0; i < table.names.size(); ++i) {
    InputId input = 0;
    while (inputs[input].name != table.names[i]) ++input;
    const Code code = table.codes[i][row];
    if (code >= first_missing_code) {
      responses.leave_out(input, static_cast<MissingReason>(missing_code - code));
    } else {
      responses.answer(input, code);
    }
  }
  return responses;
}

std::vector<InstrumentPtr> published() {
  std::vector<InstrumentPtr> models;
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(VAERN_SOURCE_DIR "/instruments/published")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    models.push_back(testing_support::load_shipped(file.filename().string()));
  }
  return models;
}

SyntheticTable some_forms(const InstrumentPtr& model, std::uint64_t rows) {
  SyntheticOptions options;
  options.rows = rows;
  options.seed = 11;
  options.missing.single = 60'000;
  options.missing.block = 20'000;
  options.missing.reasons = {4, 1, 2, 2, 1, 1};
  return make_synthetic(model, options);
}

TEST(ScoreTable, EveryRowOfEveryPublishedInstrumentIsItsScore) {
  for (const InstrumentPtr& model : published()) {
    SCOPED_TRACE(model->reference());
    const SyntheticTable table = some_forms(model, 150);
    TableOptions options;
    options.outputs = all_names(model);
    options.collect_faults = true;
    const auto scorer = TableScorer::make(model, columns_of(table), options);
    ASSERT_TRUE(scorer) << render(scorer.error());
    EXPECT_EQ(scorer->why_row_by_row(), "");
    const Scored scored = run(*scorer);
    EXPECT_EQ(scored.done.rejected_rows, 0U);
    for (std::size_t row = 0; row < scorer->rows(); ++row) {
      ScoreOptions plain;
      plain.with_sides = false;
      const auto score = vaern::score(model, form_at(model, table, row), plain);
      ASSERT_TRUE(score);
      for (std::size_t i = 0; i < scored.columns.size(); ++i) {
        const double made = scored.at(i, row);
        const double wanted = expected(scored.columns[i], *score);
        EXPECT_TRUE(made == wanted || (std::isnan(made) && std::isnan(wanted)))
            << "row " << row << ", " << scored.columns[i].name << ": " << made << " and not "
            << wanted;
      }
      if (HasFailure()) return;
    }
  }
}

TEST(ScoreTable, ThreadsChangeNothing) {
  const InstrumentPtr model = published().front();
  const SyntheticTable table = some_forms(model, 40'000);
  std::vector<std::vector<std::byte>> first;
  for (const unsigned threads : {1U, 2U, 5U}) {
    TableOptions options;
    options.threads = threads;
    const Scored scored = run(*TableScorer::make(model, columns_of(table), options));
    if (first.empty()) first = scored.cells;
    EXPECT_EQ(scored.cells, first) << threads << " threads";
  }
}

TEST(ScoreTable, NumbersAreWiderWhereACallerAsksForThat) {
  std::size_t widened = 0;
  for (const InstrumentPtr& model : published()) {
    SCOPED_TRACE(model->reference());
    SyntheticTable table = some_forms(model, 150);
    table.codes.front()[70] = 240;  // no answer: the row is rejected
    TableOptions options;
    options.collect_faults = true;
    const Scored narrow = run(*TableScorer::make(model, columns_of(table), options));
    options.least_number_bytes = 2;
    const Scored wide = run(*TableScorer::make(model, columns_of(table), options));
    EXPECT_EQ(wide.done.rejected_rows, 1U);
    for (std::size_t i = 0; i < wide.columns.size(); ++i) {
      const OutputColumn& column = narrow.columns[i];
      SCOPED_TRACE(column.name);
      const bool is_widened = column.is_number() && column.type == ColumnType::int8;
      EXPECT_EQ(wide.columns[i].type, is_widened ? ColumnType::int16 : column.type);
      EXPECT_EQ(wide.absent[i], narrow.absent[i]);
      for (std::size_t row = 0; row < 150; ++row) {
        const double number = narrow.at(i, row);
        EXPECT_TRUE(wide.at(i, row) == number || std::isnan(number)) << row;
      }
      if (!is_widened) continue;
      ++widened;
      options.narrowest = {column.name};
      const auto named = TableScorer::make(model, columns_of(table), options);
      for (const OutputColumn& each : named->outputs()) {
        EXPECT_EQ(each.is_number() && each.type == ColumnType::int8, each.name == column.name);
      }
      options.narrowest.clear();
    }
  }
  EXPECT_GT(widened, 50U);
}

/// Rows of a table, in a table of their own.
SyntheticTable stretch_of(const SyntheticTable& table, std::size_t first, std::size_t rows) {
  SyntheticTable made;
  made.names = table.names;
  for (const auto& codes : table.codes) {
    const auto begin = codes.begin() + static_cast<std::ptrdiff_t>(first);
    made.codes.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(rows));
  }
  return made;
}

// Results of 8 MiB and more are written past the caches.
TEST(ScoreTable, ALargeTableSaysWhatItsPartsSay) {
  const InstrumentPtr model = published().front();
  constexpr std::size_t part = 30'001;
  constexpr std::size_t parts = 20;
  const SyntheticTable table = some_forms(model, part * parts);
  const Scored whole = run(*TableScorer::make(model, columns_of(table)));
  std::size_t bytes = 0;
  for (const auto& cells : whole.cells) bytes += cells.size();
  ASSERT_GE(bytes, std::size_t{8} << 20U);
  for (std::size_t i = 0; i < parts; ++i) {
    const SyntheticTable some = stretch_of(table, i * part, part);
    const Scored alone = run(*TableScorer::make(model, columns_of(some)));
    for (std::size_t c = 0; c < whole.cells.size(); ++c) {
      const std::size_t size = part * width_of(whole.columns[c].type);
      const std::byte* from = whole.cells[c].data() + i * size;
      EXPECT_TRUE(std::equal(from, from + size, alone.cells[c].begin(), alone.cells[c].end()));
      const std::uint8_t* absent = whole.absent[c].data() + i * part;
      EXPECT_TRUE(std::equal(absent, absent + part, alone.absent[c].begin()));
    }
  }
}

/// So many questions, each asked where the first is answered yes; none where there are two.
InstrumentPtr many_questions(std::size_t count) {
  std::string text = R"(vaern: 1
instrument: many
version: "1"
status: draft
title: {en: Many, da: Mange}
items:
  first: {type: yes_no, text: {en: First, da: Først}}
)";
  std::string sum = "first";
  for (std::size_t i = 1; i < count; ++i) {
    const std::string id = "item_" + std::to_string(i);
    text += "  " + id + ": {type: yes_no, asked_when: first, text: {en: E" + std::to_string(i) +
            ", da: D" + std::to_string(i) + "}}\n";
    sum += ", " + id;
  }
  return testing_support::load_text(text + "scales:\n  total: {sum: [" + sum +
                                    "], missing: forbid}\n");
}

TEST(ScoreTable, CountsMoreQuestionsThanAByteHolds) {
  for (const std::size_t count : {80U, 90U, 255U, 256U, 700U}) {
    const InstrumentPtr model = many_questions(count);
    // All open for two reasons, nothing asked further, and everything answered.
    const std::vector<std::uint8_t> first{1, 0, 1, missing_code};
    const std::vector<std::uint8_t> other{missing_code, missing_code, 0,
                                          code_for(MissingReason::refused)};
    std::vector<InputColumn> columns{{"first", bytes(first), {}}};
    for (std::size_t i = 1; i < count; ++i) {
      columns.push_back({"item_" + std::to_string(i), bytes(other), {}});
    }
    const auto scorer = TableScorer::make(model, columns);
    ASSERT_TRUE(scorer) << render(scorer.error());
    const Scored scored = run(*scorer);
    const auto all = static_cast<double>(count);
    const std::map<Kind, std::vector<double>> wanted{{Kind::asked, {all, 1, all, all}},
                                                     {Kind::open, {all - 1, 0, 0, all}}};
    for (std::size_t i = 0; i < scored.columns.size(); ++i) {
      const OutputColumn& column = scored.columns[i];
      std::vector<double> cells;
      for (std::size_t row = 0; row < 4; ++row) cells.push_back(scored.at(i, row));
      if (const auto found = wanted.find(column.kind); found != wanted.end()) {
        EXPECT_EQ(cells, found->second) << count << " " << column.name;
      } else if (column.name.ends_with("refused")) {
        EXPECT_EQ(cells, (std::vector<double>{0, 0, 0, all - 1})) << count;
      } else if (column.name.ends_with("not_asked")) {
        EXPECT_EQ(cells, (std::vector<double>{all - 1, 0, 0, 1})) << count;
      }
    }
  }
}

}  // namespace
}  // namespace vaern
