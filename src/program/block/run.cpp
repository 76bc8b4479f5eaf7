// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <new>
#include <utility>

#include "program/block/builder.hpp"
#include "program/block/fetcher.hpp"
#include "program/block/kernels.hpp"
#include "vaern/program/row.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

/// Everything is set by the row run.
void Builder::lay_out_row_by_row() {
  for (InputId input = 0; input < program_.inputs.size(); ++input) {
    applicable_[input] =
        is_conditional(input) ? TruthRegs{mask(), mask()} : TruthRegs{always_, always_};
    plan_.applicable.push_back(*applicable_[input]);
  }
  for (ScaleRegs& regs : plan_.scales) {
    regs.format = {Lane::rational, 1, nullptr};
    regs.has_own_value = true;
    for (Reg* each : {&regs.value, &regs.lowest, &regs.highest}) *each = number(Lane::rational);
    for (Reg* each : {&regs.has_value, &regs.no_bounds, &regs.may_be_none, &regs.is_imputed}) {
      *each = mask();
    }
    regs.missing = reg(1);
  }
  for (std::uint32_t i = 0; i < plan_.levels.size(); ++i) {
    LevelRegs& regs = plan_.levels[i];
    for (Reg* each : {&regs.low, &regs.high, &regs.computed, &regs.cut_off}) *each = reg(1);
    if (plan_.possible_wanted) regs.possible = set_of(program_.outcome_at(i).levels);
    for (std::size_t r = 0; r < program_.outcome_at(i).raises.size(); ++r) {
      regs.raises.push_back({mask(), mask()});
    }
  }
  for (std::size_t i = 0; i < plan_.classes.size(); ++i) {
    plan_.classes[i] = set_of(program_.classes[i].when.size());
  }
  for (std::size_t i = 0; i < plan_.wanted.size(); ++i) plan_.truths.push_back({mask(), mask()});
}

namespace {

Plan make_plan(const CompiledProgram& compiled, const BlockWanted& wanted,
               const std::string& why_row_by_row) {
  Plan plan;
  plan.compiled = &compiled;
  plan.wanted = wanted.truths;
  plan.possible_wanted = wanted.possible;
  plan.is_judged = wanted.is_judged;
  plan.why_row_by_row = why_row_by_row;
  Builder builder(compiled, plan);
  if (why_row_by_row.empty()) {
    builder.build();
  } else {
    builder.lay_out_row_by_row();
  }
  for (const FlagCondition& flag : wanted.flags) builder.prepare_flag(flag);
  for (const FlagCondition& flag : wanted.flags) builder.add_flag(flag);
  return plan;
}

}  // namespace
}  // namespace block

BlockPlan::BlockPlan(const CompiledProgram& program, BlockWanted wanted) {
  const auto make = [&](const std::string& why) {
    plan_ = std::make_unique<const block::Plan>(block::make_plan(program, wanted, why));
  };
  try {
    make("");
  } catch (const block::NotInBlocks& reason) {
    make(reason.what());
  } catch (const Overflow&) {
    make("a number has no common denominator that fits");
  }
}

BlockPlan::~BlockPlan() = default;
BlockPlan::BlockPlan(BlockPlan&&) noexcept = default;
BlockPlan& BlockPlan::operator=(BlockPlan&&) noexcept = default;

const CompiledProgram& BlockPlan::program() const { return *plan_->compiled; }
std::string_view BlockPlan::why_row_by_row() const { return plan_->why_row_by_row; }
ScaleFormat BlockPlan::scale(ScaleId scale) const { return plan_->scales[scale].format; }

// --- The run ---------------------------------------------------------------------------------

namespace {

struct Aligned {
  void operator()(std::byte* bytes) const { ::operator delete[](bytes, std::align_val_t{64}); }
};
using Arena = std::unique_ptr<std::byte[], Aligned>;

Arena make_arena(std::size_t bytes) {
  Arena arena(static_cast<std::byte*>(::operator new[](bytes, std::align_val_t{64})));
  std::fill_n(arena.get(), bytes, std::byte{0});
  return arena;
}

template <class T>
T lane_number(const Rational& value, const ScaleFormat& format) {
  if constexpr (std::is_same_v<T, Rational>) {
    return value;
  } else {
    return static_cast<T>(block::number_for(format, value));
  }
}

}  // namespace

struct BlockRun::State {
  State(const block::Plan& of, const block::Kernels& kernels)
      : plan(&of),
        arena(make_arena(std::size_t{of.bytes_a_row} * block_rows)),
        row(*of.compiled),
        codes(of.compiled->program().inputs.size()),
        columns(codes.size()),
        nobody(block_rows, missing_code),
        faulty(block_rows) {
    space.k = &kernels;
    space.base = arena.get();
    space.rows = block_rows;
    walks.reserve(of.walks.size());
    for (const block::WalkShape& shape : of.walks) walks.emplace_back(shape);
    space.walks = walks.data();
    for (const auto& [reg, value] : of.constants) space.k->fill(space.mask(reg), value, block_rows);
    for (const block::ScaleRegs& scale : of.scales) {
      if (scale.format.lane != Lane::rational) continue;
      for (const block::Reg reg : {scale.value, scale.lowest, scale.highest}) {
        std::uninitialized_fill_n(space.at<Rational>(reg), block_rows, Rational());
      }
    }
  }

  void set_row(std::size_t r);
  void set_scales(std::size_t r, const RowResult& made);
  void set_level(std::size_t r, const block::LevelRegs& regs, const LevelRow& level,
                 const std::vector<Truth>& raises);
  void set_truth(std::size_t r, const block::TruthRegs& regs, Truth truth);
  void run_singly();
  void set_possible(const block::LevelRegs& level);
  void leave_open();

  const block::Plan* plan;
  Arena arena;
  block::Space space;
  RowRun row;
  std::vector<Code> codes;
  std::vector<const Code*> columns;
  std::vector<Code> nobody;
  std::vector<block::BlockWalk> walks;
  std::vector<Mask> faulty;  ///< Where every row goes through the row run.
  bool has_faults = false;
  std::size_t singly = 0;
};

void BlockRun::State::set_truth(std::size_t r, const block::TruthRegs& regs, Truth truth) {
  // A truth that is the same in every row stands in a constant.
  const auto set = [&](block::Reg reg, bool holds) {
    const Mask value = holds ? 0xFF : 0x00;
    Mask& at = space.mask(reg)[r];
    if (at != value) at = value;
  };
  set(regs.yes, truth == Truth::yes);
  set(regs.maybe, truth != Truth::no);
}

void BlockRun::State::set_scales(std::size_t r, const RowResult& made) {
  for (ScaleId id = 0; id < plan->scales.size(); ++id) {
    const block::ScaleRegs& regs = plan->scales[id];
    const ScaleRow& scale = made.scales[id];
    block::in_lane(regs.format.lane, [&](auto lane) {
      using T = decltype(lane);
      const auto set = [&](block::Reg reg, const Rational& value) {
        space.at<T>(reg)[r] = lane_number<T>(value, regs.format);
      };
      if (scale.has_bounds) {
        set(regs.lowest, scale.lowest);
        set(regs.highest, scale.highest);
      }
      if (regs.has_own_value && scale.has_value) set(regs.value, scale.value);
    });
    const auto set = [&](block::Reg reg, bool holds) {
      if (reg) space.mask(reg)[r] = holds ? 0xFF : 0x00;
    };
    set(regs.has_value, scale.has_value);
    set(regs.no_bounds, !scale.has_bounds);
    set(regs.may_be_none, scale.may_be_none);
    set(regs.is_imputed, scale.is_imputed);
    space.at<std::uint8_t>(regs.missing)[r] =
        static_cast<std::uint8_t>(std::min<std::uint32_t>(scale.missing, 255));
  }
}

void BlockRun::State::set_level(std::size_t r, const block::LevelRegs& regs, const LevelRow& level,
                                const std::vector<Truth>& raises) {
  const auto set = [&](block::Reg reg, std::optional<std::uint32_t> value) {
    space.at<std::uint8_t>(reg)[r] = static_cast<std::uint8_t>(value.value_or(LevelBlock::none));
  };
  set(regs.low, level.low);
  set(regs.high, level.high);
  set(regs.computed, level.computed);
  set(regs.cut_off, level.cut_off);
  if (regs.possible) put(space, regs.possible, r, level.possible);
  for (std::size_t i = 0; i < raises.size(); ++i) set_truth(r, regs.raises[i], raises[i]);
}

/// One row as the row run has it.
void BlockRun::State::set_row(std::size_t r) {
  for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = without_reason(space.inputs[i][r]);
  const RowResult& made = row.run(codes);
  const Program& program = plan->compiled->program();
  if (!made.faults.empty()) {
    faulty[r] = 0xFF;
    has_faults = true;
    return;
  }
  for (InputId input = 0; input < codes.size(); ++input) {
    if (program.is_conditional(input)) {
      set_truth(r, plan->applicable[input], made.applicable[input]);
    }
  }
  set_scales(r, made);
  if (program.outcome.levels > 0) set_level(r, plan->levels[0], made.level, made.raises);
  for (std::size_t i = 0; i < program.further.size(); ++i) {
    set_level(r, plan->levels[i + 1], made.further[i].level, made.further[i].raises);
  }
  for (std::size_t i = 0; i < program.classes.size(); ++i) {
    put(space, plan->classes[i], r, made.classes[i].possible);
  }
  for (std::size_t i = 0; i < plan->truths.size(); ++i) {
    set_truth(r, plan->truths[i], made.truths[plan->wanted[i]]);
  }
  for (const auto& [node, regs] : plan->read_by_flags) set_truth(r, regs, made.truths[node]);
}

/// Every level of the range.
void BlockRun::State::set_possible(const block::LevelRegs& level) {
  if (!level.possible || !level.low) return;
  block::in_set_bytes(level.possible.bytes, [&](auto type) {
    using S = decltype(type);
    space.k->sets<S>().between(space.at<S>(level.possible.reg), space.at<std::uint8_t>(level.low),
                               space.at<std::uint8_t>(level.high),
                               plan->compiled->program().outcome.levels, space.rows);
  });
}

void BlockRun::State::leave_open() {
  const block::LevelRegs& level = plan->levels[0];
  const auto top = static_cast<Mask>(plan->compiled->program().outcome.levels - 1);
  space.k->fill(space.mask(level.high), top, space.rows);
  space.k->fill(space.mask(level.computed), LevelBlock::none, space.rows);
  space.k->fill(space.mask(level.cut_off), LevelBlock::none, space.rows);
  set_possible(level);
}

void BlockRun::State::run_singly() {
  if (has_faults) std::fill(faulty.begin(), faulty.end(), Mask{0});
  has_faults = false;
  for (std::size_t r = 0; r < space.rows; ++r) set_row(r);
  singly = space.rows;
}

BlockRun::BlockRun(const BlockPlan& plan, BlockKernels which) {
  const block::Kernels* kernels = block::kernels_for(which);
  if (kernels == nullptr) throw std::invalid_argument("this processor has no such kernels");
  state_ = std::make_unique<State>(*plan.plan_, *kernels);
}
bool BlockRun::has(BlockKernels which) { return block::kernels_for(which) != nullptr; }
BlockRun::~BlockRun() = default;
BlockRun::BlockRun(BlockRun&&) noexcept = default;
BlockRun& BlockRun::operator=(BlockRun&&) noexcept = default;

void BlockRun::run(std::span<const Code* const> inputs, std::size_t rows,
                   std::span<const std::span<const std::byte>> ahead) {
  State& state = *state_;
  if (rows > block_rows || inputs.size() != state.columns.size()) {
    throw std::invalid_argument("a block has other columns or more rows");
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    state.columns[i] = inputs[i] != nullptr ? inputs[i] : state.nobody.data();
  }
  state.space.inputs = state.columns.data();
  state.space.rows = rows;
  block::Fetcher fetcher(ahead, state.plan->operations.size());
  for (const block::Operation& operation : state.plan->operations) {
    fetcher.step();
    operation(state.space);
  }
  if (!state.plan->why_row_by_row.empty()) {
    state.run_singly();
  } else if (state.plan->faulty) {
    state.has_faults = state.space.k->any(state.space.mask(state.plan->faulty), rows);
  }
  if (state.plan->is_judged) state.leave_open();
  for (const block::Operation& operation : state.plan->flag_operations) operation(state.space);
}

// --- What came of it -------------------------------------------------------------------------

const Mask* BlockRun::faulty() const {
  if (!state_->has_faults) return nullptr;
  const block::Reg faulty = state_->plan->faulty;
  return faulty ? state_->space.mask(faulty) : state_->faulty.data();
}

namespace {

TruthBlock truth_of(const block::Space& space, const block::TruthRegs& regs) {
  return {space.mask(regs.yes), space.mask(regs.maybe)};
}

const Mask* mask_of(const block::Space& space, block::Reg reg) {
  return reg ? space.mask(reg) : nullptr;
}

SetBlock set_block(const block::Space& space, const block::SetReg& set) {
  return {set ? space.at<std::byte>(set.reg) : nullptr, set.bytes};
}

}  // namespace

TruthBlock BlockRun::applicable(InputId input) const {
  return truth_of(state_->space, state_->plan->applicable[input]);
}

ScaleBlock BlockRun::scale(ScaleId scale) const {
  const block::Space& space = state_->space;
  const block::ScaleRegs& regs = state_->plan->scales[scale];
  ScaleBlock made;
  made.value = space.at<std::byte>(regs.value);
  made.lowest = space.at<std::byte>(regs.lowest);
  made.highest = space.at<std::byte>(regs.highest);
  made.has_value = mask_of(space, regs.has_value);
  made.no_bounds = mask_of(space, regs.no_bounds);
  made.may_be_none = mask_of(space, regs.may_be_none);
  made.is_imputed = mask_of(space, regs.is_imputed);
  made.missing = space.at<std::uint8_t>(regs.missing);
  return made;
}

LevelBlock BlockRun::level(std::uint32_t outcome) const {
  const block::Space& space = state_->space;
  const block::LevelRegs& regs = state_->plan->levels[outcome];
  return {space.at<std::uint8_t>(regs.low), space.at<std::uint8_t>(regs.high),
          space.at<std::uint8_t>(regs.computed), space.at<std::uint8_t>(regs.cut_off),
          set_block(space, regs.possible)};
}

TruthBlock BlockRun::raise(std::uint32_t outcome, std::size_t rule) const {
  return truth_of(state_->space, state_->plan->levels[outcome].raises[rule]);
}

ClassBlock BlockRun::classes(std::uint32_t index) const {
  return {set_block(state_->space, state_->plan->classes[index])};
}

TruthBlock BlockRun::truth(std::size_t index) const {
  return truth_of(state_->space, state_->plan->truths[index]);
}

TruthBlock BlockRun::flag(std::size_t index) const {
  return truth_of(state_->space, state_->plan->flags[index]);
}

std::size_t BlockRun::rows_run_singly() const { return state_->singly; }

}  // namespace v1
}  // namespace vaern
