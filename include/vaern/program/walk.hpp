// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Walking a diagram with the answers of one form: exact sets, witnesses, and the missing inputs
/// that decide (S6, S7, S13).

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "vaern/program/compiled.hpp"

namespace vaern {
inline namespace v1 {

/// A complete form: one code an input, `not_applicable_code` where it is not asked.
using Witness = std::vector<Code>;

/// A missing input that decides, and what its answers do (S13.3; of classes S11.1).
struct DecisiveInput {
  InputId input = 0;
  bool settles_alone = false;
  bool moves_an_end = false;      ///< Of classes: excludes one.
  std::uint32_t spanned = 0;      ///< Of classes: how many its answers exclude, added up.
  std::vector<LevelSet> by_code;  ///< Possible levels with each answer; 0: no completion has it.
};

/// One form in the diagram of an outcome (or of classes, which take the place of levels). Work is
/// done when it is made: linear in the states it reaches.
class LevelWalk {
 public:
  /// Needs a program that has the diagram.
  LevelWalk(const CompiledProgram& program, std::span<const Code> codes, Target target = {});

  /// Exactly the levels that completions have. Empty: the answers exclude each other.
  LevelSet possible() const { return possible_; }

  /// A completion with that level, which must be possible.
  Witness witness(std::uint32_t level) const;

  /// In the order of S13.3; empty where the level is certain. `applicable` by input and
  /// `truths` by node are those of the run of the same form.
  std::vector<DecisiveInput> decisive(std::span<const Truth> applicable,
                                      std::span<const Truth> truths) const;

 private:
  friend struct PairSearch;
  /// Two completions of different levels agree but in these (S13.1, S13.2).
  bool decides(const std::vector<InputId>& inputs) const;
  std::vector<std::vector<InputId>> tied_groups(std::span<const Truth> truths) const;
  bool is_open(InputId input) const;
  void exclude_classes(DecisiveInput& effect, bool is_applicable) const;
  DecisiveInput effect_of(InputId input, bool is_applicable) const;
  LevelSet& set(std::size_t layer, std::uint32_t state) { return sets_[offsets_[layer] + state]; }
  LevelSet set(std::size_t layer, std::uint32_t state) const {
    return sets_[offsets_[layer] + state];
  }
  bool reached(std::size_t layer, std::uint32_t state) const {
    return reached_[offsets_[layer] + state] != 0;
  }

  const CompiledProgram* compiled_;
  Target target_;
  const Diagram* diagram_;
  std::vector<Code> codes_;
  std::vector<std::size_t> offsets_;  ///< By layer, into the two below.
  std::vector<LevelSet> sets_;
  std::vector<std::uint8_t> reached_;
  std::vector<std::size_t> layer_of_;  ///< By input; the depth where it has no layer.
  bool has_dead_ = false;
  LevelSet possible_ = 0;
};

/// The least and greatest value of a scale over completions, with a completion that has each.
struct ValueBounds {
  bool has_value = false;    ///< Some completion has a value.
  bool may_be_none = false;  ///< Some completion has none.
  bool has_completion = false;
  Rational lowest;
  Rational highest;
};
ValueBounds walk_values(const Program& program, const Diagram& diagram,
                        std::span<const Code> codes);

/// A completion in which the scale has its lowest (or highest) value; nothing where that cannot
/// be shown (no diagram fits and the inputs are entangled).
std::optional<Witness> bound_witness(const CompiledProgram& program, ScaleId scale,
                                     std::span<const Code> codes, bool highest);

/// Some completion of the form; nothing where there is none.
std::optional<Witness> any_completion(const CompiledProgram& program, std::span<const Code> codes);

}  // namespace v1
}  // namespace vaern
