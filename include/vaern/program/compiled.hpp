// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A program with its diagrams: everything that scoring needs, made once when a model is loaded.

#include <memory>
#include <optional>
#include <vector>

#include "vaern/program/diagram.hpp"
#include "vaern/program/program.hpp"

namespace vaern {
inline namespace v1 {

/// What the plain run knows of a target: its range of levels, or its set of classes.
enum class PlainRun : std::uint8_t {
  exact,               ///< Of every form.
  exact_when_decided,  ///< Where it is certain which inputs of the target's components are asked.
  sound,               ///< It may be too wide.
};

/// Immutable, safe to share between threads.
class CompiledProgram {
 public:
  explicit CompiledProgram(Program program, std::size_t cap = max_diagram_states);

  const Program& program() const { return program_; }
  Exactness exactness() const { return exactness_; }

  /// Null where there are no levels or the diagram did not fit.
  const Diagram* levels() const { return diagram({}); }
  /// Of any target, in the same way.
  const Diagram* diagram(Target target) const {
    const auto& list = target.kind == Target::Kind::classes ? classes_ : levels_;
    return target.index < list.size() && list[target.index] ? &*list[target.index] : nullptr;
  }
  /// Null where the plain run's bounds are exact, or the diagram did not fit.
  const Diagram* values(ScaleId scale) const { return values_[scale] ? &*values_[scale] : nullptr; }
  /// The plain run gives exact bounds of the scale.
  bool has_simple_bounds(ScaleId scale) const { return simple_[scale]; }
  /// Which answers can stand together; null where every answer can.
  const Diagram* applicability() const { return applicability_ ? &*applicability_ : nullptr; }

  /// Ends of a range (sets in between may have gaps), or a set of classes.
  PlainRun plain_run(Target target) const {
    return (target.kind == Target::Kind::classes ? plain_classes_ : plain_levels_)[target.index];
  }

  /// States that the walks of all targets may visit at most: the cost of an exact row.
  std::size_t worst_cost() const;
  /// States at which a diagram is given up.
  std::size_t cap() const { return cap_; }

 private:
  Program program_;
  std::size_t cap_;
  Exactness exactness_ = Exactness::e0;
  std::vector<std::optional<Diagram>> levels_;  ///< The outcome and the further ones.
  std::vector<std::optional<Diagram>> classes_;
  std::optional<Diagram> applicability_;
  std::vector<std::optional<Diagram>> values_;
  std::vector<bool> simple_;
  std::vector<PlainRun> plain_levels_;
  std::vector<PlainRun> plain_classes_;
};

}  // namespace v1
}  // namespace vaern
