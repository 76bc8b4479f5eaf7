// SPDX-License-Identifier: Apache-2.0
// What inputs that are joined by `asked_when` add to a sum between them.
#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "program/block/builder.hpp"
#include "vaern/program/row.hpp"

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

/// Forms of one component that are tried at most.
constexpr std::size_t most_forms = 512;

/// One component of a program whose scale `id` is what it adds. Of the others nothing is answered.
class Component {
 public:
  Component(const CompiledProgram& compiled, ScaleId id, const std::vector<InputId>& inputs)
      : program_(compiled.program()), id_(id), inputs_(inputs), run_(compiled) {}

  /// The greatest gap, where the plain bounds are exact.
  std::optional<Rational> gap() {
    std::size_t forms = 1;
    for (const InputId input : inputs_) {
      forms *= program_.inputs[input].size + 1;
      if (forms > most_forms) return std::nullopt;
    }
    collect(forms);
    Rational widest;
    for (std::size_t i = 0; i < forms; ++i) {
      const std::vector<Code> form = form_of(i);
      if (!run_.run(form).faults.empty() || is_constrained(form)) continue;
      const ScaleRow& plain = run_.run(form).scales[id_];
      std::set<Rational> added;
      for (const Complete& complete : complete_) {
        if (agrees(form, complete)) added.insert(complete.adds);
      }
      if (added.empty() || !plain.has_bounds || plain.may_be_none) return std::nullopt;
      if (plain.lowest != *added.begin() || plain.highest != *added.rbegin()) return std::nullopt;
      for (auto at = added.begin(); std::next(at) != added.end(); ++at) {
        widest = std::max(widest, *std::next(at) - *at);
      }
    }
    return widest;
  }

 private:
  struct Complete {
    std::vector<Code> form;  ///< Missing where not asked.
    Rational adds;
  };

  std::vector<Code> form_of(std::size_t number) const {
    std::vector<Code> form(program_.inputs.size(), missing_code);
    for (const InputId input : inputs_) {
      const std::size_t size = program_.inputs[input].size;
      const std::size_t code = number % (size + 1);
      if (code < size) form[input] = static_cast<Code>(code);
      number /= size + 1;
    }
    return form;
  }

  void collect(std::size_t forms) {
    for (std::size_t i = 0; i < forms; ++i) {
      const std::vector<Code> form = form_of(i);
      const RowResult& made = run_.run(form);
      const bool is_complete = std::all_of(inputs_.begin(), inputs_.end(), [&](InputId input) {
        return made.applicable[input] == (form[input] == missing_code ? Truth::no : Truth::yes);
      });
      if (made.faults.empty() && is_complete) complete_.push_back({form, made.scales[id_].lowest});
    }
  }

  /// An answer that may not have been asked for: it excludes completions.
  bool is_constrained(std::vector<Code> form) {
    for (const InputId input : inputs_) {
      const Code code = form[input];
      if (!program_.is_conditional(input) || code == missing_code) continue;
      if (program_.inputs[input].neutral == code) continue;
      form[input] = missing_code;
      const bool is_open = run_.run(form).applicable[input] == Truth::unknown;
      form[input] = code;
      if (is_open) return true;
    }
    return false;
  }

  bool agrees(const std::vector<Code>& form, const Complete& complete) const {
    return std::all_of(inputs_.begin(), inputs_.end(), [&](InputId input) {
      const Code code = form[input];
      const Code there = complete.form[input];
      if (code == missing_code || code == there) return true;
      return there == missing_code && program_.inputs[input].neutral == code;
    });
  }

  const Program& program_;
  ScaleId id_;
  const std::vector<InputId>& inputs_;
  RowRun run_;
  std::vector<Complete> complete_;
};

}  // namespace

std::optional<Rational> gap_of_joined_terms(const Program& program, ScaleId id) {
  const Scale& scale = program.scales[id];
  if (scale.aggregate != Aggregate::sum && scale.aggregate != Aggregate::count) return std::nullopt;
  std::vector<bool> seen(program.inputs.size());
  for (const Term& term : scale.terms) {
    if (term.is_scale || seen[term.id]) return std::nullopt;
    seen[term.id] = true;
  }
  ProgramBuilder builder(program);
  std::vector<std::pair<ScaleId, const std::vector<InputId>*>> added;
  std::vector<bool> is_joined(program.inputs.size());
  for (const std::vector<InputId>& component : program.components) {
    std::vector<bool> inside(program.inputs.size());
    for (const InputId input : component) inside[input] = true;
    Scale part;
    part.name = scale.name;
    part.aggregate = scale.aggregate;
    part.at_or_above = scale.at_or_above;
    part.missing.kind = MissingPolicy::Kind::bounds_only;
    for (const Term& term : scale.terms) {
      if (inside[term.id]) part.terms.push_back(term);
    }
    if (part.terms.empty()) continue;
    for (const InputId input : component) is_joined[input] = true;
    added.emplace_back(builder.add_scale(std::move(part)), &component);
  }
  for (const NodeId condition : program.consistent) {
    const std::vector<bool> reads = support(program, condition);
    for (InputId input = 0; input < reads.size(); ++input) {
      if (reads[input] && is_joined[input]) return std::nullopt;
    }
  }
  if (added.empty()) return Rational(0);
  const CompiledProgram plain(std::move(builder).finish(), 0);
  Rational widest;
  for (const auto& [part, component] : added) {
    const std::optional<Rational> gap = Component(plain, part, *component).gap();
    if (!gap) return std::nullopt;
    widest = std::max(widest, *gap);
  }
  return widest;
}

}  // namespace block
}  // namespace v1
}  // namespace vaern
