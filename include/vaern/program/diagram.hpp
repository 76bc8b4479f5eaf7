// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A function of complete forms as a layered decision diagram: one layer an input, in the
/// program's order, and at the end a level or a value. Walking it with some answers missing gives
/// exact sets over the completions that agree with the answers, and nothing else (S1).

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "vaern/program/program.hpp"

namespace vaern {
inline namespace v1 {

/// States that may be built before a diagram is given up (S23).
inline constexpr std::size_t max_diagram_states = 100'000;

/// Immutable. A state is canonical in its layer: two that lead to the same ends everywhere are one.
class Diagram {
 public:
  static constexpr std::uint32_t no_result = 0xFFFFFFFFU;
  /// No complete form ends here: a consistent condition is false.
  static constexpr std::uint32_t excluded = 0xFFFFFFFEU;

  /// A layer's input. Inputs that can neither change the result nor exclude a completion have none.
  std::size_t depth() const { return layers_.size(); }
  InputId input(std::size_t layer) const { return layers_[layer].input; }
  std::size_t state_count() const;

  /// States of a layer; the layer after the last holds the results.
  std::size_t states(std::size_t layer) const {
    return layer < layers_.size() ? layers_[layer].starts.size() : results_.size();
  }
  /// The state is reached only where the input of the layer is not applicable.
  bool is_skipped(std::size_t layer, std::uint32_t state) const {
    return layers_[layer].skipped[state] != 0;
  }
  /// The state of the next layer after `code`; of a skipped state, after nothing.
  std::uint32_t child(std::size_t layer, std::uint32_t state, Code code) const {
    const Layer& l = layers_[layer];
    return l.children[l.starts[state] + (l.skipped[state] != 0 ? 0U : code)];
  }
  /// The result of a final state: a level or class, an index into `values()`, `no_result` or
  /// `excluded`.
  std::uint32_t result(std::uint32_t state) const { return results_[state]; }
  const std::vector<Rational>& values() const { return values_; }

 private:
  friend struct DiagramBuilder;
  struct Layer {
    InputId input = 0;
    std::vector<std::uint32_t> starts;  ///< By state: its first child.
    std::vector<std::uint8_t> skipped;
    std::vector<std::uint32_t> children;
  };
  std::vector<Layer> layers_;  ///< The only state of layer 0 is the root.
  std::vector<std::uint32_t> results_;
  std::vector<Rational> values_;  ///< Ascending.
};

/// The level of every complete form; nothing when it does not fit the cap.
std::optional<Diagram> build_level_diagram(const Program& program,
                                           std::size_t cap = max_diagram_states,
                                           std::uint32_t outcome = 0);
/// The class of every complete form; the number of classes where it has none.
std::optional<Diagram> build_class_diagram(const Program& program, const ClassSet& classes,
                                           std::size_t cap = max_diagram_states);
/// The complete value of a scale.
std::optional<Diagram> build_value_diagram(const Program& program, ScaleId scale,
                                           std::size_t cap = max_diagram_states);
/// Which answers can stand together at all: one result, reached where applicability and the
/// consistent conditions allow.
std::optional<Diagram> build_applicability_diagram(const Program& program,
                                                   std::size_t cap = max_diagram_states);

/// E0 when no input is mixed: one code best and one worst for every use, and inputs joined by
/// `asked_when` or a consistent condition feed one sum between them. Says nothing of the diagram.
/// `decided`: of forms on which it is certain what is asked, where nothing is joined.
bool has_unmixed_inputs(const Program& program, const Outcome& outcome, bool decided = false);

/// Strong Kleene leaves exactly the classes that completions have: every input stands once in all
/// conditions together (in each of them alone, where exactly one holds).
bool has_single_readings(const Program& program, const ClassSet& classes, bool decided = false);

}  // namespace v1
}  // namespace vaern
