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
  const Diagram* levels() const { return levels_ ? &*levels_ : nullptr; }
  /// Null where the plain run's bounds are exact, or the diagram did not fit.
  const Diagram* values(ScaleId scale) const { return values_[scale] ? &*values_[scale] : nullptr; }
  /// The plain run gives exact bounds of the scale.
  bool has_simple_bounds(ScaleId scale) const { return simple_[scale]; }
  /// Which answers can stand together; null where every answer can.
  const Diagram* applicability() const { return applicability_ ? &*applicability_ : nullptr; }

  /// States a walk may visit at most: the cost of an exact row.
  std::size_t worst_cost() const { return levels_ ? levels_->state_count() : 0; }

 private:
  Program program_;
  Exactness exactness_ = Exactness::e0;
  std::optional<Diagram> levels_;
  std::optional<Diagram> applicability_;
  std::vector<std::optional<Diagram>> values_;
  std::vector<bool> simple_;
};

}  // namespace v1
}  // namespace vaern
