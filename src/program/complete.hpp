// SPDX-License-Identifier: Apache-2.0
#pragma once
// Evaluation over complete forms (S5.1, S4.3), one input at a time: the state after some inputs
// is only what the rest of the formula still needs (partial sums, counts, codes read directly).

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "vaern/program/program.hpp"

namespace vaern::detail {

/// What each code of an input adds to a scale, over the scale's common denominator.
struct ScaleTable {
  std::int64_t denominator = 1;
  std::vector<InputId> inputs;                     ///< Direct inputs of the scale.
  std::vector<std::vector<std::int64_t>> by_code;  ///< One table an input.
  std::vector<Rational> scale_weights;             ///< Of its scale terms, in order.
  std::vector<ScaleId> scale_terms;
};

ScaleTable make_table(const Program& program, const Scale& scale);

/// A truth or number node as a function of complete forms.
class Evaluand {
 public:
  using State = std::vector<std::int64_t>;

  Evaluand(const Program& program, NodeId root);
  /// The complete value of a scale.
  static Evaluand of_scale(const Program& program, ScaleId scale);

  bool reads(InputId input) const { return reads_[input]; }
  const State& initial() const { return initial_; }
  /// `code` is a code or `not_applicable_code`.
  void advance(State& state, InputId input, Code code) const;
  bool truth(const State& state) const;
  /// Nothing where there is no value (S5.6, S2.5).
  std::optional<Rational> number(const State& state) const;

 private:
  struct Slot {
    bool is_scale = false;
    std::uint32_t id = 0;
    std::size_t offset = 0;
  };
  explicit Evaluand(const Program& program);
  void visit_node(NodeId node);
  void visit_scale(ScaleId scale);
  void visit_input(InputId input);
  bool truth_of(NodeId node, const State& state) const;
  std::optional<Rational> number_of(NodeId node, const State& state) const;
  std::optional<Rational> scale_of(ScaleId scale, const State& state) const;
  std::optional<Rational> lookup_of(const Scale& scale, const State& state) const;

  const Program* program_;
  NodeId root_ = no_node;
  std::optional<ScaleId> root_scale_;
  std::vector<bool> reads_;
  std::vector<std::optional<std::size_t>> input_slot_;
  std::vector<std::optional<std::size_t>> scale_slot_;
  std::vector<ScaleTable> tables_;  ///< By scale; empty where not read.
  std::vector<std::vector<std::pair<ScaleId, std::size_t>>> feeds_;  ///< Input -> scale, position.
  State initial_;
};

/// Of one complete form: one code an input, or `not_applicable_code`.
std::optional<Rational> complete_value(const Program& program, ScaleId scale,
                                       std::span<const Code> completion);

}  // namespace vaern::detail
