// SPDX-License-Identifier: Apache-2.0
// Conditions that are decided before anybody answers, and parts of them that change nothing.
#include <algorithm>
#include <utility>

#include "instrument/linter.hpp"
#include "vaern/program/condition.hpp"

namespace vaern::instrument::detail {
namespace {

/// Of a partial form only, or of the level itself: no complete form answers it.
bool is_of_forms(const Condition& condition) {
  if (condition.op == Op::unknown || condition.op == Op::missing || condition.op == Op::answered ||
      condition.name == "level") {
    return true;
  }
  return std::any_of(condition.arguments.begin(), condition.arguments.end(),
                     [](const ConditionPtr& argument) { return is_of_forms(*argument); });
}

template <class List>
const typename List::value_type* find_in(const List& list, std::string_view id) {
  const auto found =
      std::find_if(list.begin(), list.end(), [id](const auto& entry) { return entry.id == id; });
  return found == list.end() ? nullptr : &*found;
}

/// What a name that is not known here is: the condition is then not asked about.
struct UnknownName {};

}  // namespace

std::optional<NodeId> Linter::node_of(const Condition& condition, Decisions& in) {
  if (is_of_forms(condition)) return std::nullopt;
  const Binder bind = [this, &in](std::string_view name) -> Binding {
    if (const Gate* gate = find_in(instrument.gates(), name)) {
      return {Binding::Kind::node, gate->node};
    }
    for (const LintedOutcome& outcome : outcomes) {
      const Rule* rule = find_in(*outcome.rules, name);
      if (rule == nullptr) continue;
      if (const auto node = node_of(*rule->when, in)) return {Binding::Kind::node, *node};
      throw UnknownName();
    }
    if (const Flag* flag = find_in(instrument.flags(), name)) {
      if (const auto node = node_of(*flag->when, in)) return {Binding::Kind::node, *node};
      throw UnknownName();
    }
    if (const InstrumentScale* scale = find_in(instrument.scales(), name)) {
      return {Binding::Kind::scale, scale->scale};
    }
    const std::vector<Input>& inputs = in.program().inputs;
    for (InputId id = 0; id < inputs.size(); ++id) {
      if (inputs[id].name == name) return {Binding::Kind::input, id};
    }
    throw UnknownName();
  };
  try {
    return compile_condition(condition, in.builder(), bind);
  } catch (const UnknownName&) {
    return std::nullopt;
  } catch (const Overflow&) {
    return std::nullopt;
  }
}

bool Linter::say_if_decided(const std::string& name, NodeId node, const SourceSpan& span,
                            const CodeInfo& never, const CodeInfo& always) {
  if (reported.count(name) != 0) return true;
  const auto truths = decisions.truths(node);
  if (!truths || (truths->may_be_true && truths->may_be_false)) return false;
  // No complete form at all: said where it arises.
  if (!truths->may_be_true && !truths->may_be_false) return false;
  findings.add(truths->may_be_true ? always : never, span, {{"name", name}, {"item", name}});
  reported.insert(name);
  return true;
}

void Linter::check_asked_when() {
  for (const Item& item : instrument.items()) {
    if (item.asked_when == nullptr) continue;
    // The reader has said it of what is decided without looking at other conditions.
    const auto node = node_of(*item.asked_when, decisions);
    if (node) {
      say_if_decided(item.id, *node, item.asked_when->span, codes::item_never_asked,
                     codes::item_always_asked);
    }
  }
}

void Linter::check_classes() {
  for (std::uint32_t n = 0; n < instrument.classes().size(); ++n) {
    const InstrumentClasses& classes = instrument.classes()[n];
    const Diagram* diagram = instrument.program().diagram(Target::classes(n));
    if (diagram == nullptr) continue;
    for (std::uint32_t c = 0; c < classes.list.size(); ++c) {
      const NominalClass& one = classes.list[c];
      bool occurs = reported.count(classes.id + "." + one.id) != 0;
      for (std::uint32_t s = 0; s < diagram->states(diagram->depth()); ++s) {
        occurs = occurs || diagram->result(s) == c;
      }
      if (!occurs) findings.add(codes::class_of_no_form, one.span, {{"class", one.id}});
    }
  }
}

void Linter::check_gates() {
  for (const Gate& gate : instrument.gates()) {
    say_if_decided(gate.id, gate.node, gate.when->span, codes::condition_never,
                   codes::condition_always);
  }
}

void Linter::check_flags() {
  for (const Flag& flag : instrument.flags()) {
    // A flag that follows a gate or rule which is decided follows from it.
    const std::vector<std::string> names = names_read(*flag.when);
    if (std::any_of(names.begin(), names.end(),
                    [this](const std::string& name) { return reported.count(name) != 0; })) {
      continue;
    }
    const auto node = node_of(*flag.when, decisions);
    if (node) {
      say_if_decided(flag.id, *node, flag.when->span, codes::condition_never,
                     codes::condition_always);
    }
  }
}

void Linter::check_rules(const LintedOutcome& linted) {
  const Outcome& outcome = decisions.program().outcome_at(linted.index);
  const std::vector<Rule>& rules = *linted.rules;
  if (outcome.raises.size() != rules.size()) return;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Rule& rule = rules[i];
    const std::vector<std::string> names = names_read(*rule.when);
    const bool follows = std::any_of(names.begin(), names.end(), [this](const std::string& name) {
      return reported.count(name) != 0;
    });
    if (follows) {
      const auto truths = decisions.truths(outcome.raises[i].when);
      if (truths && !(truths->may_be_true && truths->may_be_false)) reported.insert(rule.id);
      continue;
    }
    say_if_decided(rule.id, outcome.raises[i].when, rule.when->span, codes::rule_never,
                   codes::rule_always);
  }
}

void Linter::check_same_rules(const LintedOutcome& linted) {
  const Outcome& outcome = decisions.program().outcome_at(linted.index);
  const std::vector<Rule>& rules = *linted.rules;
  if (outcome.raises.size() != rules.size()) return;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (reported.count(rules[i].id) != 0) continue;
    for (std::size_t j = 0; j < i; ++j) {
      if (outcome.raises[i].when != outcome.raises[j].when) {
        continue;
      }
      findings
          .add(codes::rules_alike, rules[i].span, {{"name", rules[i].id}, {"other", rules[j].id}})
          .notes.push_back({&notes::first_here, rules[j].span, {}});
      reported.insert(rules[i].id);
      reported.insert(rules[j].id);
      break;
    }
  }
}

void Linter::check_raises(const LintedOutcome& linted) {
  const Outcome& outcome = decisions.program().outcome_at(linted.index);
  const std::vector<Rule>& rules = *linted.rules;
  if (outcome.raises.size() != rules.size()) return;
  const Diagram* all = instrument.program().diagram(Target::outcome(linted.index));
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Rule& rule = rules[i];
    if (reported.count(rule.id) != 0) continue;
    // Without this rule: is the level of some form lower?
    if (all != nullptr) {
      Outcome without = outcome;
      without.raises.erase(without.raises.begin() + static_cast<std::ptrdiff_t>(i));
      const auto pairs = decisions.together(all, decisions.levels(without));
      const auto differs = [](const auto& pair) { return pair.first != pair.second; };
      if (pairs && !pairs->empty() && std::none_of(pairs->begin(), pairs->end(), differs)) {
        findings.add(codes::rule_changes_nothing, rule.span, {{"name", rule.id}});
        reported.insert(rule.id);
        continue;
      }
    }
    if (rule.raise_by == 0) continue;
    // To which levels does it raise, over all the forms in which it is true?
    Outcome base = outcome;
    base.raises.clear();
    Outcome truth = Outcome();
    truth.levels = 2;
    truth.raises = {outcome.raises[i]};
    truth.raises[0].by = 0;
    truth.raises[0].floor.reset();
    truth.raises[0].to = 1;
    const auto pairs = decisions.together(decisions.levels(base), decisions.levels(truth));
    if (!pairs) continue;
    std::set<std::uint32_t> raised;
    for (const auto& [band, is_true] : *pairs) {
      if (is_true == 0) continue;
      raised.insert(
          std::max(std::min(band + rule.raise_by, outcome.levels - 1), rule.floor.value_or(0)));
    }
    if (raised.size() == 1) {
      findings.add(codes::raise_by_is_raise_to, rule.span,
                   {{"name", rule.id}, {"level", linted.levels->list[*raised.begin()].id}});
    }
  }
}

/// Of the arguments of `all` and `any`, those that another makes superfluous. What follows only
/// from `asked_when` is a guard: right, and not needed.
void Linter::check_parts_of(const Condition& condition) {
  for (const ConditionPtr& argument : condition.arguments) check_parts_of(*argument);
  if (condition.op != Op::all_of && condition.op != Op::any_of) return;
  const bool is_all = condition.op == Op::all_of;
  struct Part {
    const Condition* condition;
    NodeId node;
    NodeId always_asked;
  };
  std::vector<Part> parts;
  for (const ConditionPtr& argument : condition.arguments) {
    const auto node = node_of(*argument, decisions);
    const auto asked = node_of(*argument, always_asked);
    if (!node || !asked) continue;
    const auto truths = decisions.truths(*node);
    if (truths && truths->may_be_true && truths->may_be_false) {
      parts.push_back({argument.get(), *node, *asked});
    }
  }
  // Whether `part` may go because of `other`.
  const auto goes = [is_all](Decisions& in, NodeId part, NodeId other) {
    return (is_all ? in.implies(other, part) : in.implies(part, other)).value_or(false);
  };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t j = 0; j < parts.size(); ++j) {
      // Of the same text written twice the reader has told.
      if (i == j || parts[i].node == parts[j].node) continue;
      // `{choked: {within: P14D}}` is both in one.
      if (parts[j].condition->name == parts[i].condition->name + ".within") continue;
      if (!goes(decisions, parts[i].node, parts[j].node)) continue;
      // Of two that say the same the later one goes.
      if (j > i && goes(decisions, parts[j].node, parts[i].node)) continue;
      const bool is_guard = !goes(always_asked, parts[i].always_asked, parts[j].always_asked);
      if (is_guard && !is_all) break;
      findings.add(
          is_guard ? codes::guard_not_needed : codes::part_changes_nothing,
          parts[i].condition->span,
          {{"part", to_text(*parts[i].condition)}, {"other", to_text(*parts[j].condition)}});
      break;
    }
  }
}

void Linter::check_parts() {
  each_condition([this](const std::string& id, const Condition& condition) {
    if (reported.count(id) == 0) check_parts_of(condition);
  });
}

namespace {

/// "choked" of "choked.within".
std::string item_of(std::string name) {
  if (const auto dot = name.rfind('.'); dot != std::string::npos) name.resize(dot);
  return name;
}

}  // namespace

/// An item that rules read in vain. What scales, flags and other questions read matters anyhow.
void Linter::check_items_that_never_matter() {
  if (outcomes.empty()) return;
  std::set<std::string, std::less<>> by_rules;
  std::set<std::string, std::less<>> elsewhere;
  const std::function<void(const Condition&, std::set<std::string, std::less<>>&)> read =
      [&](const Condition& condition, std::set<std::string, std::less<>>& into) {
        for (const std::string& name : names_read(condition)) {
          into.insert(item_of(name));
          if (const Gate* gate = find_in(instrument.gates(), name)) read(*gate->when, into);
        }
      };
  const auto is_rule = [this](const std::string& id) {
    return std::any_of(outcomes.begin(), outcomes.end(), [&](const LintedOutcome& outcome) {
      return find_in(*outcome.rules, id) != nullptr;
    });
  };
  each_condition([&](const std::string& id, const Condition& condition) {
    if (find_in(instrument.gates(), id) != nullptr) return;  // counts where it is read
    read(condition, is_rule(id) && reported.count(id) == 0 ? by_rules : elsewhere);
  });
  for (const Table& table : instrument.tables()) elsewhere.insert(table.item);
  for (const Scale& scale : decisions.program().scales) {
    for (const Term& term : scale.terms) {
      if (!term.is_scale) elsewhere.insert(item_of(decisions.program().inputs[term.id].name));
    }
  }
  std::vector<const Diagram*> diagrams;
  for (const LintedOutcome& outcome : outcomes) {
    diagrams.push_back(instrument.program().diagram(Target::outcome(outcome.index)));
    if (diagrams.back() == nullptr) return;
  }
  const auto matters_in = [&](const Diagram& all, InputId input) {
    for (std::size_t layer = 0; layer < all.depth(); ++layer) {
      if (all.input(layer) != input) continue;
      for (std::uint32_t state = 0; state < all.states(layer); ++state) {
        if (all.is_skipped(layer, state)) continue;
        for (std::uint32_t code = 1; code < decisions.program().inputs[input].size; ++code) {
          if (all.child(layer, state, static_cast<Code>(code)) !=
              all.child(layer, state, Code{0})) {
            return true;
          }
        }
      }
    }
    return false;
  };
  const auto matters = [&](const std::optional<InputId>& input) {
    return input && std::any_of(diagrams.begin(), diagrams.end(), [&](const Diagram* diagram) {
             return matters_in(*diagram, *input);
           });
  };
  for (const Item& item : instrument.items()) {
    if (by_rules.count(item.id) == 0 || elsewhere.count(item.id) != 0) continue;
    if (matters(item.input) || matters(item.within) || matters(item.habitual)) continue;
    findings.add(codes::item_changes_nothing, item.span, {{"item", item.id}});
  }
}

}  // namespace vaern::instrument::detail
