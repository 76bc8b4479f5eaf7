// SPDX-License-Identifier: Apache-2.0
// Blocks say of every row what the row run says (invariant 1).
#include "vaern/program/block.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "program/random_program.hpp"
#include "vaern/program/row.hpp"

namespace vaern {
namespace {

using testing_support::Dice;
using testing_support::random_form;
using testing_support::random_program;

/// Policies beside those that a random program has.
void change_policies(Dice& dice, Program& program) {
  using Kind = MissingPolicy::Kind;
  for (Scale& scale : program.scales) {
    if (scale.aggregate == Aggregate::lookup || dice.one_in(3)) continue;
    const bool has_scales = std::any_of(scale.terms.begin(), scale.terms.end(),
                                        [](const Term& term) { return term.is_scale; });
    const Kind kind =
        dice.pick(has_scales ? std::vector<Kind>{Kind::forbid, Kind::prorate_by_count}
                             : std::vector<Kind>{Kind::count_as, Kind::prorate_by_range,
                                                 Kind::prorate_by_count, Kind::forbid});
    if (scale.missing.kind == Kind::table && dice.one_in(2)) continue;
    scale.missing = MissingPolicy();
    scale.missing.kind = kind;
    const auto terms = static_cast<std::uint32_t>(scale.terms.size());
    if (kind == Kind::count_as) {
      for (const Term& term : scale.terms) {
        const auto size = static_cast<std::uint32_t>(
            term.points.empty() ? program.inputs[term.id].size : term.points.size());
        scale.missing.counted.push_back(static_cast<Code>(dice.below(size)));
      }
    }
    if (dice.one_in(2)) scale.missing.at_most = dice.below(terms + 1);
    if (dice.one_in(3)) {
      MissingPolicy::AtLeast limit;
      for (std::uint32_t i = 0; i < terms; ++i) {
        if (dice.one_in(2)) limit.terms.push_back(i);
      }
      limit.n = dice.below(static_cast<std::uint32_t>(limit.terms.size()) + 1);
      if (!limit.terms.empty()) scale.missing.at_least.push_back(limit);
    }
  }
}

struct Table {
  Table(Dice& dice, const Program& program, std::size_t count)
      : rows(count), columns(program.inputs.size(), std::vector<Code>(count)) {
    for (std::size_t r = 0; r < rows; ++r) {
      // Most forms are nearly complete, so that few rows have faults.
      const std::vector<Code> form = random_form(dice, program, dice.below(4));
      for (std::size_t i = 0; i < form.size(); ++i) {
        const bool is_missing = form[i] == missing_code;
        columns[i][r] = is_missing ? static_cast<Code>(250 + dice.below(6)) : form[i];
      }
    }
  }

  std::vector<const Code*> pointers(std::size_t from = 0) const {
    std::vector<const Code*> list;
    for (const auto& column : columns) list.push_back(column.data() + from);
    return list;
  }
  std::vector<Code> form(std::size_t r) const {
    std::vector<Code> list;
    for (const auto& column : columns) {
      list.push_back(column[r] >= first_missing_code ? missing_code : column[r]);
    }
    return list;
  }

  std::size_t rows;
  std::vector<std::vector<Code>> columns;
};

Rational number_at(const ScaleFormat& format, const void* lane, std::size_t r) {
  switch (format.lane) {
    case Lane::int8:
      return format.at(static_cast<const std::int8_t*>(lane)[r]);
    case Lane::int16:
      return format.at(static_cast<const std::int16_t*>(lane)[r]);
    case Lane::int32:
      return format.at(static_cast<const std::int32_t*>(lane)[r]);
    case Lane::int64:
      return format.at(static_cast<const std::int64_t*>(lane)[r]);
    case Lane::rational:
      break;
  }
  return static_cast<const Rational*>(lane)[r];
}

Truth truth_at(const TruthBlock& block, std::size_t r) {
  if (block.yes[r] != 0) return Truth::yes;
  return block.maybe[r] != 0 ? Truth::unknown : Truth::no;
}

bool at(const Mask* mask, std::size_t r) { return mask != nullptr && mask[r] != 0; }

void expect_scale(const BlockPlan& plan, const BlockRun& run, ScaleId id, std::size_t r,
                  const ScaleRow& scale) {
  SCOPED_TRACE("scale " + std::to_string(id));
  const ScaleBlock made = run.scale(id);
  const ScaleFormat format = plan.scale(id);
  EXPECT_EQ(at(made.has_value, r), scale.has_value);
  EXPECT_EQ(!at(made.no_bounds, r), scale.has_bounds);
  EXPECT_EQ(made.missing[r], scale.missing);
  if (scale.has_value) {
    EXPECT_EQ(number_at(format, made.value, r), scale.value);
    EXPECT_EQ(at(made.is_imputed, r), scale.is_imputed);
  }
  if (!scale.has_bounds) return;
  EXPECT_EQ(number_at(format, made.lowest, r), scale.lowest);
  EXPECT_EQ(number_at(format, made.highest, r), scale.highest);
  EXPECT_EQ(at(made.may_be_none, r), scale.may_be_none);
}

void expect_level(const LevelBlock& made, std::size_t r, const LevelRow& level) {
  EXPECT_EQ(made.low[r], level.low);
  EXPECT_EQ(made.high[r], level.high);
  EXPECT_EQ(made.computed[r], level.computed.value_or(LevelBlock::none));
  EXPECT_EQ(made.cut_off[r], level.cut_off.value_or(LevelBlock::none));
  if (made.possible) {
    EXPECT_EQ(made.possible.at(r), level.possible);
  }
}

void expect_row(const BlockPlan& plan, const BlockRun& run, std::size_t r, const RowResult& row) {
  EXPECT_EQ(at(run.faulty(), r), !row.faults.empty());
  if (!row.faults.empty()) return;
  const Program& program = plan.program().program();
  for (InputId input = 0; input < program.inputs.size(); ++input) {
    EXPECT_EQ(truth_at(run.applicable(input), r), row.applicable[input]) << "input " << input;
  }
  for (ScaleId id = 0; id < program.scales.size(); ++id) {
    expect_scale(plan, run, id, r, row.scales[id]);
  }
  if (program.outcome.levels > 0) expect_level(run.level(0), r, row.level);
  for (std::uint32_t i = 0; i < program.further.size(); ++i) {
    SCOPED_TRACE("further " + std::to_string(i));
    expect_level(run.level(i + 1), r, row.further[i].level);
  }
  for (std::uint32_t i = 0; i < program.classes.size(); ++i) {
    EXPECT_EQ(run.classes(i).possible.at(r), row.classes[i].possible) << "classes " << i;
  }
}

std::vector<NodeId> conditions_of(const Program& program) {
  std::vector<NodeId> nodes;
  for (NodeId id = 0; id < program.nodes.size(); ++id) {
    if (program.nodes[id].op < NodeOp::number) nodes.push_back(id);
  }
  return nodes;
}

/// Every kind of code that this processor runs.
std::vector<BlockKernels> all_kernels() {
  std::vector<BlockKernels> list;
  for (const BlockKernels which :
       {BlockKernels::baseline, BlockKernels::avx2, BlockKernels::avx512}) {
    if (BlockRun::has(which)) list.push_back(which);
  }
  return list;
}

struct Counts {
  std::size_t in_blocks = 0;
  std::size_t singly = 0;
  std::size_t rows = 0;
};

/// One random program on one random table, in pieces of one size, through each kind of code.
void check_program(std::uint64_t seed, std::size_t most_rows, Counts& counts) {
  Dice dice(seed);
  Program program = random_program(dice);
  change_policies(dice, program);
  const CompiledProgram compiled(std::move(program));
  BlockWanted wanted;
  wanted.truths = conditions_of(compiled.program());
  wanted.possible = dice.one_in(2);
  const BlockPlan plan(compiled, wanted);
  const bool in_blocks = plan.why_row_by_row().empty();
  const auto most = static_cast<std::uint32_t>(most_rows);
  const Table table(dice, compiled.program(), 1 + dice.below(most));
  const std::size_t piece = 1 + dice.below(most);
  std::vector<BlockRun> runs;
  for (const BlockKernels which : all_kernels()) runs.emplace_back(plan, which);
  RowRun single(compiled);
  for (std::size_t from = 0; from < table.rows; from += piece) {
    const std::size_t n = std::min(piece, table.rows - from);
    for (BlockRun& run : runs) run.run(table.pointers(from), n);
    for (std::size_t r = 0; r < n; ++r) {
      SCOPED_TRACE("row " + std::to_string(from + r));
      const RowResult& row = single.run(table.form(from + r));
      for (std::size_t k = 0; k < runs.size(); ++k) {
        SCOPED_TRACE("kernels " + std::to_string(k));
        expect_row(plan, runs[k], r, row);
        if (!row.faults.empty()) continue;
        for (std::size_t i = 0; i < wanted.truths.size(); ++i) {
          EXPECT_EQ(truth_at(runs[k].truth(i), r), row.truths[wanted.truths[i]])
              << "node " << wanted.truths[i];
        }
      }
      if (::testing::Test::HasFailure()) return;
    }
    if (in_blocks) counts.singly += runs.front().rows_run_singly();
  }
  counts.in_blocks += in_blocks ? 1 : 0;
  counts.rows += table.rows;
}

TEST(Block, EveryRowIsWhatTheRowRunSays) {
  Counts counts;
  for (std::uint64_t seed = 1; seed <= 400 && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    check_program(seed, 200, counts);
  }
  std::printf("%zu of 400 programs run in blocks; %zu of %zu rows singly in them\n",
              counts.in_blocks, counts.singly, counts.rows);
  EXPECT_GT(counts.in_blocks, 150U);
}

TEST(Block, EveryRowOfManySmallTablesIsWhatTheRowRunSays) {
  Counts counts;
  for (std::uint64_t seed = 1001; seed <= 4000 && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    check_program(seed, 20, counts);
  }
}

}  // namespace
}  // namespace vaern
