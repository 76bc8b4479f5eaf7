// SPDX-License-Identifier: Apache-2.0
#pragma once
// From a compiled program to a plan: conditions and numbers, then scales, outcomes and flags.

#include <map>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "program/block/kernels.hpp"
#include "program/block/plan.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

/// Something that blocks do not do: every row is run singly.
class NotInBlocks : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Throws `NotInBlocks` where it does not fit.
std::int64_t common_multiple(std::int64_t a, std::int64_t b);
/// The narrowest integers that hold both, and what lies between.
Lane narrowest_lane(std::int64_t least, std::int64_t most);

/// An interval of every row, as numerators over one denominator.
struct NumberRegs {
  ScaleFormat format;
  Interval range;  ///< Of every row.
  Reg lowest;
  Reg highest;
  Reg may_be_none;  ///< No register: never.
  Reg is_none;
};

/// A band between two others, and the inputs of which one answer, moved to the next better one, can
/// add more to the scale than the band is wide.
struct BandGap {
  std::uint8_t band = 0;
  std::vector<InputId> inputs;
  /// What those inputs move the scale by between them, at most; nothing where that is not known.
  std::optional<Rational> span;
};

/// Every band that an answer can pass over; nothing where that is not known. Where all of its
/// inputs are answered, what is open can be moved one answer at a time from all at their least to
/// all at their greatest, and the band is met on the way: it is no gap where nothing else joins
/// answers. `joined`: as of `detail::moves_of`.
std::optional<std::vector<BandGap>> gaps_of_bands(const Program& program, const Outcome& outcome,
                                                  const Rational& joined = 0);

/// What one component of a sum adds less than its plain bounds say, by the key of its answers: the
/// first input's code, then the next one's, each below its size + 1, the size where it is missing.
struct JoinedPart {
  std::vector<InputId> inputs;
  std::vector<Rational> below;  ///< Added to the lowest: never negative.
  std::vector<Rational> above;  ///< Taken from the highest: never negative.

  /// Keys are codes that are not missing.
  bool has_keys() const { return below.size() <= first_missing_code; }
};

/// A sum or count of joined inputs whose bounds are exact once its parts are put right.
struct JoinedTerms {
  /// The greatest gap between neighbours of what a component can add, where no answer excludes
  /// completions (`constrained`).
  Rational gap;
  std::vector<JoinedPart> parts;     ///< None where the plain bounds are exact.
  bool is_exact_constrained = true;  ///< Also where answers exclude completions.
};

/// Found by trying every form of each component (inputs joined by `asked_when`); nothing where it
/// is not shown.
std::optional<JoinedTerms> joined_terms(const Program& program, ScaleId scale);

/// Whether a form without an answer at fault can be without a completion, by the same means; yes
/// where it is not shown.
bool answers_can_exclude(const Program& program);

/// What an input adds where it is missing.
using WeightsOfMissing = std::vector<std::pair<InputId, std::uint8_t>>;

class Builder;
void build_lookup(Builder& b, ScaleId id);

class Builder {
 public:
  Builder(const CompiledProgram& compiled, Plan& plan);

  /// Everything but flags.
  void build();
  /// Every register that a result needs, and nothing that fills it.
  void lay_out_row_by_row();
  /// Of all flags before the first is added.
  void prepare_flag(const FlagCondition& flag);
  void add_flag(const FlagCondition& flag);
  Reg reg(std::size_t bytes_a_row);

 private:
  friend class ScaleBuilder;
  friend class FlagBuilder;
  friend void build_lookup(Builder& b, ScaleId id);
  /// Conditions over completions see the bounds of scales, those of the form what it reports (S4).
  enum class Read : std::uint8_t { bounds, reported };

  Reg mask() { return reg(sizeof(Mask)); }
  Reg number(Lane lane);
  SetReg set_of(std::size_t members) { return {reg(bytes_of_set(members)), bytes_of_set(members)}; }
  void add(Operation operation) { operations_->push_back(std::move(operation)); }

  // Masks.
  using MaskKernel = void (*Kernels::*)(Mask* out, const Mask* a, const Mask* b, std::size_t n);
  Reg combined(MaskKernel kernel, Reg a, Reg b);
  Reg both(Reg a, Reg b);
  Reg either(Reg a, Reg b);
  Reg without(Reg a, Reg b);
  Reg invert(Reg a);

  // Inputs.
  bool is_conditional(InputId input) const { return program_.is_conditional(input); }
  void applicability(InputId input);
  Reg missing(InputId input);
  /// Fills a register with the weights of what is missing; what is not asked is missing.
  void add_missing(Reg out, const WeightsOfMissing& weights);
  /// Codes of the set, or also missing ones.
  Reg in_set(InputId input, const CodeSet& codes, bool or_missing = false);
  /// Of the input's code, or missing where it is not asked.
  template <class Do>
  void add_on_codes(InputId input, const Do& what) {
    const Reg hidden = hidden_[input];
    add([=](const Space& space) {
      what(space, hidden ? space.at<Code>(hidden) : space.inputs[input]);
    });
  }
  /// Rows where it cannot yet be said whether something of these is asked, or which of their
  /// answers can stand together.
  Reg undecided(const std::vector<bool>& inputs);
  void find_faults();

  // Conditions.
  TruthRegs truth(NodeId node, Read read);
  TruthRegs make_truth(NodeId node, Read read);
  TruthRegs code_in(InputId input, const CodeSet& codes, bool when_missing_yes,
                    bool when_missing_maybe);
  TruthRegs all_of(const std::vector<TruthRegs>& truths);
  TruthRegs any_of(const std::vector<TruthRegs>& truths);
  TruthRegs negation(const TruthRegs& truth) { return {invert(truth.maybe), invert(truth.yes)}; }
  TruthRegs at_least(std::uint32_t threshold, const std::vector<TruthRegs>& truths);
  TruthRegs compare(NodeOp op, NodeId a, NodeId b, Read read);
  TruthRegs compare_scale(NodeOp op, ScaleId scale, const Rational& number, bool scale_first,
                          Read read);
  TruthRegs compare_input(NodeOp op, InputId input, const Rational& number, bool input_first);
  TruthRegs compare_numbers(NodeOp op, const NumberRegs& a, const NumberRegs& b);
  /// Without a value a comparison is false, with perhaps none it is not certain (S2.5, S3.3).
  TruthRegs where_there(TruthRegs truth, Reg may_be_none, Reg is_none);
  std::vector<TruthRegs> truths_of(NodeId node, Read read);
  bool reads_reported(NodeId node);

  // Numbers.
  NumberRegs number_of(NodeId node, Read read);
  NumberRegs constant(const Rational& value);
  NumberRegs input_value(InputId input);
  NumberRegs scale_value(ScaleId scale, Read read);
  NumberRegs count(const std::vector<TruthRegs>& truths);
  NumberRegs as(const NumberRegs& numbers, const ScaleFormat& format);
  static ScaleFormat common_format(const NumberRegs& a, const NumberRegs& b, const Interval& made,
                                   bool multiplies);
  NumberRegs combine(NodeOp op, const NumberRegs& a, const NumberRegs& b, const Interval& range);
  NumberRegs choose(const TruthRegs& condition, const NumberRegs& a, const NumberRegs& b,
                    const Interval& range);
  Reg none_of(Reg a, Reg b);  ///< Either; no register where neither has one.

  // Scales and outcomes.
  void scale(ScaleId scale);
  void sharpen_bounds(ScaleId scale);
  /// As the function of that name, found once, and nothing where the parts cannot be put right.
  std::optional<JoinedTerms>& joined_terms(ScaleId scale);
  std::optional<Rational> gap_of_joined_terms(ScaleId scale);
  Reg band(const Outcome& outcome, Reg numbers);
  void plain_range(std::uint32_t index);
  void computed(std::uint32_t index);
  void classes(std::uint32_t index);
  void sharpen_level(std::uint32_t index);
  Reg are_apart(const LevelRegs& level, std::uint8_t least);
  Reg gaps_between(std::uint32_t index, const std::vector<bool>& reads);
  Reg too_wide(PlainRun plain, Reg is_open, const std::vector<bool>& reads);
  Reg too_wide(std::uint32_t index, PlainRun plain, const std::vector<bool>& reads);
  bool is_joined(InputId input) const;
  Reg is_number_at_least(const ScaleFormat& format, Reg numbers, const Rational& least);
  Reg can_pass_over(const Outcome& outcome, const LevelRegs& level, const BandGap& gap);
  Reg can_leave_a_gap(const Outcome& outcome, const LevelRegs& level);
  /// Calls `each(space, row, end)` for every row where it holds.
  template <class Each>
  void add_walk(const Diagram& diagram, Reg where, Each each) {
    if (where == never_) return;
    const std::size_t index = plan_.walks.size();
    plan_.walks.push_back(shape_of(program_, diagram, hidden_));
    add([=](const Space& s) {
      s.walks[index].walk(s, s.mask(where),
                          [&](std::size_t row, const WalkEnd& end) { each(s, row, end); });
    });
  }

  const CompiledProgram& compiled_;
  const Program& program_;
  Plan& plan_;
  std::vector<Operation>* operations_;
  Reg always_;
  Reg never_;
  Reg faulty_;
  Reg constrained_;  ///< Answers that some completions do not go with.
  std::vector<std::optional<TruthRegs>> applicable_;
  std::vector<Reg> hidden_;  ///< By input: its codes where it is asked, if it may not be.
  std::vector<Reg> missing_;
  std::map<std::pair<NodeId, Read>, TruthRegs> truths_;
  std::vector<std::optional<bool>> reads_reported_;
  std::map<ScaleId, std::optional<JoinedTerms>> joined_;
};

}  // namespace block
}  // namespace v1
}  // namespace vaern
