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
};

}  // namespace v1
}  // namespace vaern
