// SPDX-License-Identifier: Apache-2.0
#include "instrument/decisions.hpp"

#include <algorithm>

namespace vaern::instrument::detail {
namespace {

// Far below what scoring may build: asking many questions must not make checking slow.
constexpr std::size_t diagram_cap = 20'000;
constexpr std::size_t pair_cap = 100'000;

}  // namespace

const Diagram* Decisions::levels(const Outcome& outcome) {
  Program asked = program();
  asked.outcome = outcome;
  std::optional<Diagram> diagram = build_level_diagram(asked, diagram_cap);
  if (!diagram) {
    gave_up_ = true;
    return nullptr;
  }
  outcomes_.push_back(std::make_unique<Diagram>(*std::move(diagram)));
  return outcomes_.back().get();
}

const Diagram* Decisions::truth(NodeId node) {
  const auto [known, is_new] = truths_.try_emplace(node);
  if (is_new) {
    Raise raise;
    raise.when = node;
    raise.to = 1;
    Program asked = program();
    asked.outcome = Outcome();
    asked.outcome.levels = 2;
    asked.outcome.raises.push_back(raise);
    known->second = build_level_diagram(asked, diagram_cap);
  }
  if (!known->second) gave_up_ = true;
  return known->second ? &*known->second : nullptr;
}

std::optional<Truths> Decisions::truths(NodeId node) {
  const Diagram* diagram = truth(node);
  if (diagram == nullptr) return std::nullopt;
  Truths result;
  for (std::uint32_t s = 0; s < diagram->states(diagram->depth()); ++s) {
    result.may_be_false = result.may_be_false || diagram->result(s) == 0;
    result.may_be_true = result.may_be_true || diagram->result(s) == 1;
  }
  return result;
}

std::optional<bool> Decisions::implies(NodeId a, NodeId b) {
  const auto pairs = together(truth(a), truth(b));
  if (!pairs) return std::nullopt;
  return pairs->count({1, 0}) == 0;
}

std::optional<Decisions::Pairs> Decisions::together(const Diagram* a, const Diagram* b) {
  if (a == nullptr || b == nullptr) return std::nullopt;
  using States = std::set<std::pair<std::uint32_t, std::uint32_t>>;
  States now{{0, 0}};
  std::size_t la = 0;
  std::size_t lb = 0;
  std::size_t total = 0;
  for (const InputId input : program().order) {
    const bool in_a = la < a->depth() && a->input(la) == input;
    const bool in_b = lb < b->depth() && b->input(lb) == input;
    if (!in_a && !in_b) continue;
    States next;
    for (const auto& [sa, sb] : now) {
      // Conditional inputs are in every diagram, so both skip one or neither does.
      const bool skipped = (in_a && a->is_skipped(la, sa)) || (in_b && b->is_skipped(lb, sb));
      const std::uint32_t edges = skipped ? 1 : program().inputs[input].size;
      for (std::uint32_t code = 0; code < edges; ++code) {
        const auto c = static_cast<Code>(code);
        next.emplace(in_a ? a->child(la, sa, c) : sa, in_b ? b->child(lb, sb, c) : sb);
      }
    }
    total += next.size();
    if (total > pair_cap) {
      gave_up_ = true;
      return std::nullopt;
    }
    now = std::move(next);
    la += in_a ? 1 : 0;
    lb += in_b ? 1 : 0;
  }
  Pairs pairs;
  for (const auto& [sa, sb] : now) {
    const std::uint32_t ra = a->result(sa);
    const std::uint32_t rb = b->result(sb);
    if (ra < Diagram::excluded && rb < Diagram::excluded) pairs.emplace(ra, rb);
  }
  return pairs;
}

}  // namespace vaern::instrument::detail
