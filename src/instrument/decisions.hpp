// SPDX-License-Identifier: Apache-2.0
#pragma once
// Questions about every complete form of an instrument, answered on decision diagrams.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "vaern/program/diagram.hpp"
#include "vaern/program/program.hpp"

namespace vaern::instrument::detail {

/// What a condition is over all complete forms.
struct Truths {
  bool may_be_false = false;
  bool may_be_true = false;
};

/// Every answer is nothing where a diagram does not fit; `gave_up` then says so.
class Decisions {
 public:
  explicit Decisions(const Program& program) : builder_(program) {}

  /// New nodes may be added and asked about.
  ProgramBuilder& builder() { return builder_; }
  const Program& program() const { return builder_.program(); }

  std::optional<Truths> truths(NodeId node);
  /// Wherever `a` is true, `b` is.
  std::optional<bool> implies(NodeId a, NodeId b);

  /// The levels of complete forms by `outcome`, which may be another than the program's.
  const Diagram* levels(const Outcome& outcome);
  /// The pairs of results that one complete form can have.
  using Pairs = std::set<std::pair<std::uint32_t, std::uint32_t>>;
  std::optional<Pairs> together(const Diagram* a, const Diagram* b);

  bool gave_up() const { return gave_up_; }

 private:
  const Diagram* truth(NodeId node);

  ProgramBuilder builder_;
  std::map<NodeId, std::optional<Diagram>> truths_;
  std::vector<std::unique_ptr<Diagram>> outcomes_;
  bool gave_up_ = false;
};

}  // namespace vaern::instrument::detail
