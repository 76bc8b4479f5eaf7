// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// One form through a program: values, bounds, truths, and the levels that are still possible.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "vaern/program/compiled.hpp"
#include "vaern/program/walk.hpp"

namespace vaern {
inline namespace v1 {

/// A number on a form: an interval, and whether it may or must have no value (S3.3).
struct MaybeNumber {
  Interval range;
  bool may_be_none = false;
  bool is_none = false;
};

/// What became of one input of a scale.
struct TermRow {
  enum class State : std::uint8_t { answered, missing, not_applicable } state = State::missing;
  Rational contribution;  ///< Weighted points; of a missing term what the policy put in its place.
};

/// A scale on a form, with every step on the way to its value (the trace).
struct ScaleRow {
  std::vector<TermRow> terms;  ///< As `Scale.terms`; of a lookup with a selector also that.
  std::uint32_t answered = 0;
  std::uint32_t missing = 0;  ///< Those with unknown applicability included (S2.2).
  Rational raw;               ///< Aggregate of the answered terms.
  bool has_value = false;
  bool is_imputed = false;  ///< The value rests on the missing policy.
  Rational aggregate;       ///< After the policy, before the steps.
  Rational stepped;         ///< After the steps, before the clamp into the bounds (S5.8).
  Rational value;
  bool has_bounds = false;   ///< Some completion has a value.
  bool may_be_none = false;  ///< Some completion has none.
  Rational lowest;
  Rational highest;
  bool lowest_attained = false;  ///< Shown by a completion.
  bool highest_attained = false;
};

struct LevelRow {
  std::optional<std::uint32_t> cut_off;   ///< Band of the value.
  std::optional<std::uint32_t> computed;  ///< S7.3.
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  LevelSet possible = 0;
  bool is_exact = false;  ///< `possible` is attained, not only sound.
  bool is_certain() const { return low == high; }
};

/// A further outcome on a form.
struct OutcomeRow {
  LevelRow level;
  std::vector<Truth> raises;  ///< By rule of that outcome.
};

/// A nominal outcome on a form (S11.1).
struct ClassRow {
  LevelSet possible = 0;  ///< Bit i is class i.
  bool is_exact = false;  ///< `possible` is attained, not only sound.
  bool is_certain() const { return possible != 0 && (possible & (possible - 1)) == 0; }
};

/// A fault of the form. Where there is one, nothing else of the result may be used.
struct RowFault {
  enum class Kind : std::uint8_t {
    not_applicable,  ///< Answered although `asked_when` is false.
    no_completion,   ///< The answers exclude each other: every such input is named (S1.3, S1.4).
    inconsistent,    ///< A consistent condition is certainly false (S1.4).
  } kind = Kind::not_applicable;
  InputId input = 0;                 ///< Not of `inconsistent`.
  std::uint32_t condition = 0;       ///< Of `inconsistent`: index in `Program.consistent`,
  std::vector<InputId> inputs = {};  ///< and the answered inputs that it reads (S1.4).
};

struct RowResult {
  std::vector<RowFault> faults;
  std::vector<Truth> applicable;  ///< By input.
  std::vector<ScaleRow> scales;
  std::vector<Truth> truths;        ///< By node; of number nodes unknown.
  std::vector<Truth> raises;        ///< By rule of the outcome.
  LevelRow level;                   ///< Only where the outcome has levels.
  std::vector<OutcomeRow> further;  ///< As `Program.further`.
  std::vector<ClassRow> classes;    ///< As `Program.classes`.
  bool is_complete = false;         ///< Nothing that may apply is missing.
};

/// Runs forms through one compiled program. Holds work space: one a thread.
class RowRun {
 public:
  explicit RowRun(const CompiledProgram& program);

  /// `codes`: one an input, `missing_code` where there is no answer. The result lives until the
  /// next run. Cost: linear in the program; with missing answers also the walk of its diagram.
  const RowResult& run(std::span<const Code> codes);

  /// What applies on a form, and nothing else of a run (S2.1): by input. Lives until the next run.
  const std::vector<Truth>& applicable(std::span<const Code> codes);

  /// The last form in the diagram of a target, walked at most once. Needs a program that has that
  /// diagram, and a run without faults.
  const LevelWalk& walk(Target target = {});

 private:
  void begin(std::span<const Code> codes);
  void applicability();
  /// What an input of a scale is on the form; its range is over completions.
  struct TermState {
    Truth applicable = Truth::no;
    bool is_answered = false;
    Rational answer;
    Interval range;
    bool is_never = false;  ///< No completion gives it a value: missing, and in no bound.
  };
  TermState state_of(const Term& term) const;
  void bounds(ScaleId scale);
  void report(ScaleId scale);
  bool may_impute(const Scale& scale, const ScaleRow& row) const;
  bool impute(const Scale& scale, ScaleRow& row) const;
  void lookup(ScaleId scale);
  void close_bounds(ScaleId scale, const std::optional<Interval>& aggregate, bool may_be_none);
  void outcomes();
  void plain_range(const Outcome& outcome, LevelRow& level) const;
  void plain_classes(const ClassSet& classes, ClassRow& row) const;
  void sharpen(Target target, LevelRow& level);
  void compute(const Outcome& outcome, LevelRow& level, std::vector<Truth>& raises) const;
  /// Faults of S1.4; whether a consistent condition is still unknown.
  bool find_inconsistent();
  void add_excluding_inputs();
  void add_read_answers(NodeId root, std::vector<bool>& inputs) const;
  Truth evaluate(NodeId root);
  Truth truth(NodeId node) const;
  MaybeNumber number(NodeId node) const;
  void evaluate_nodes(bool reported);

  const CompiledProgram* compiled_;
  const Program* program_;
  std::vector<Code> codes_;
  std::vector<MaybeNumber> numbers_;
  std::vector<MaybeNumber> scale_numbers_;
  RowResult result_;
  std::vector<std::optional<LevelWalk>> walks_;  ///< Outcomes, then classes.
};

}  // namespace v1
}  // namespace vaern
