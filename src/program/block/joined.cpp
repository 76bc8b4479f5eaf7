// SPDX-License-Identifier: Apache-2.0
// What inputs that are joined by `asked_when` add to a sum between them, and whether their answers
// can exclude each other.
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

/// What trying all forms of a component shows.
struct Tried {
  Rational gap;
  JoinedPart part;
  bool is_too_wide = false;  ///< Somewhere where no answer excludes completions.
  bool is_too_wide_constrained = false;
};

/// One component of a program. Of the others nothing is answered.
class Component {
 public:
  /// `id`: a scale that is what it adds.
  Component(const CompiledProgram& compiled, const std::vector<InputId>& inputs,
            std::optional<ScaleId> id)
      : program_(compiled.program()), id_(id), inputs_(inputs), run_(compiled) {
    forms_ = 1;
    for (const InputId input : inputs_) {
      if (forms_ <= most_forms) forms_ *= program_.inputs[input].size + 1;
    }
    if (forms_ > most_forms) return;
    for (std::size_t i = 0; i < forms_; ++i) {
      const std::vector<Code> form = form_of(i);
      const RowResult& made = run_.run(form);
      const bool is_complete = std::all_of(inputs_.begin(), inputs_.end(), [&](InputId input) {
        return made.applicable[input] == (form[input] == missing_code ? Truth::no : Truth::yes);
      });
      if (!made.faults.empty() || !is_complete) continue;
      complete_.push_back({form, id_ ? made.scales[*id_].lowest : Rational(0)});
    }
  }

  /// Whether a form that is not at fault may have no completion.
  bool can_exclude() {
    if (forms_ > most_forms) return true;
    for (std::size_t i = 0; i < forms_; ++i) {
      const std::vector<Code> form = form_of(i);
      if (run_.run(form).faults.empty() && added_by(form).empty()) return true;
    }
    return false;
  }

  /// Nothing where that is not shown.
  std::optional<Tried> try_all() {
    if (forms_ > most_forms) return std::nullopt;
    Tried tried;
    tried.part.inputs = inputs_;
    tried.part.below.resize(forms_);
    tried.part.above.resize(forms_);
    for (std::size_t i = 0; i < forms_; ++i) {
      const std::vector<Code> form = form_of(i);
      if (!run_.run(form).faults.empty()) continue;
      const bool constrained = is_constrained(form);
      const std::set<Rational> added = added_by(form);
      if (added.empty() && constrained) continue;  // the answers exclude each other
      const ScaleRow& plain = run_.run(form).scales[*id_];
      if (added.empty() || !plain.has_bounds || plain.may_be_none) return std::nullopt;
      tried.part.below[i] = *added.begin() - plain.lowest;
      tried.part.above[i] = plain.highest - *added.rbegin();
      if (tried.part.below[i].sign() != 0 || tried.part.above[i].sign() != 0) {
        (constrained ? tried.is_too_wide_constrained : tried.is_too_wide) = true;
      }
      if (constrained) continue;
      for (auto at = added.begin(); std::next(at) != added.end(); ++at) {
        tried.gap = std::max(tried.gap, *std::next(at) - *at);
      }
    }
    return tried;
  }

 private:
  struct Complete {
    std::vector<Code> form;  ///< Missing where not asked.
    Rational adds;
  };

  /// By key (`JoinedPart`).
  std::vector<Code> form_of(std::size_t key) const {
    std::vector<Code> form(program_.inputs.size(), missing_code);
    for (auto input = inputs_.rbegin(); input != inputs_.rend(); ++input) {
      const std::size_t size = program_.inputs[*input].size;
      const std::size_t code = key % (size + 1);
      if (code < size) form[*input] = static_cast<Code>(code);
      key /= size + 1;
    }
    return form;
  }

  /// What its completions add.
  std::set<Rational> added_by(const std::vector<Code>& form) const {
    std::set<Rational> added;
    for (const Complete& complete : complete_) {
      if (agrees(form, complete)) added.insert(complete.adds);
    }
    return added;
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
  std::optional<ScaleId> id_;
  const std::vector<InputId>& inputs_;
  RowRun run_;
  std::size_t forms_ = 1;
  std::vector<Complete> complete_;
};

}  // namespace

std::optional<JoinedTerms> joined_terms(const Program& program, ScaleId id) {
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
  JoinedTerms joined;
  if (added.empty()) return joined;
  const CompiledProgram plain(std::move(builder).finish(), 0);
  bool is_too_wide = false;
  for (const auto& [part, component] : added) {
    std::optional<Tried> tried = Component(plain, *component, part).try_all();
    if (!tried) return std::nullopt;
    joined.gap = std::max(joined.gap, tried->gap);
    is_too_wide = is_too_wide || tried->is_too_wide;
    if (tried->is_too_wide || tried->is_too_wide_constrained) {
      joined.parts.push_back(std::move(tried->part));
    }
  }
  joined.is_exact_constrained = is_too_wide || joined.parts.empty();
  if (!is_too_wide) joined.parts.clear();
  const bool has_keys = std::all_of(joined.parts.begin(), joined.parts.end(),
                                    [](const JoinedPart& part) { return part.has_keys(); });
  if (!has_keys) return std::nullopt;
  return joined;
}

bool answers_can_exclude(const Program& program) {
  const CompiledProgram plain(program, 0);
  return std::any_of(program.components.begin(), program.components.end(),
                     [&](const std::vector<InputId>& component) {
                       return Component(plain, component, std::nullopt).can_exclude();
                     });
}

}  // namespace block
}  // namespace v1
}  // namespace vaern
