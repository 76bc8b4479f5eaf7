// SPDX-License-Identifier: Apache-2.0
// The conditions of a catalogue, read with the names of a programme, and E1.
#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "diagnostics/codes/safety_plan.hpp"
#include "vaern/case_file/words.hpp"
#include "vaern/expression/read.hpp"
#include "vaern/safety_plan/catalogue.hpp"

namespace vaern {
inline namespace v1 {
namespace {

// In which direction a part of a condition drives the whole.
enum class Sense : std::uint8_t { raises, lowers, either };

Sense flipped(Sense sense) {
  if (sense == Sense::either) return sense;
  return sense == Sense::raises ? Sense::lowers : Sense::raises;
}

// How the truth of "the level is one of these" moves when the level rises.
enum class Shape : std::uint8_t { constant, opens, closes, mixed };

Shape shape_of(std::uint64_t mask, std::size_t levels) {
  int changes = 0;
  bool last = (mask & 1U) != 0;
  const bool first = last;
  for (std::size_t i = 1; i < levels; ++i) {
    const bool here = ((mask >> i) & 1U) != 0;
    if (here != last) ++changes;
    last = here;
  }
  if (changes == 0) return Shape::constant;
  if (changes > 1) return Shape::mixed;
  return first ? Shape::closes : Shape::opens;
}

bool reads_level(const Condition& condition) {
  const auto names = names_read(condition);
  return std::find(names.begin(), names.end(), builtin::level) != names.end();
}

// Collects the parts through which a higher level could make the whole false.
class LevelCheck {
 public:
  explicit LevelCheck(std::size_t levels) : levels_(levels) {}

  std::vector<SourceSpan> closing;

  void check(const Condition& condition, Sense sense) {
    if (!reads_level(condition)) return;
    const auto& args = condition.arguments;
    switch (condition.op) {
      case Op::in_set: {
        const Shape shape = shape_of(condition.mask, levels_);
        const bool is_fine = shape == Shape::constant ||
                             (shape == Shape::opens && sense == Sense::raises) ||
                             (shape == Shape::closes && sense == Sense::lowers);
        if (!is_fine) closing.push_back(condition.span);
        return;
      }
      case Op::not_:
      case Op::negate:
        return all(args, flipped(sense));
      case Op::all_of:
      case Op::any_of:
      case Op::at_least:
      case Op::count:
      case Op::minimum:
      case Op::maximum:
      case Op::add:
        return all(args, sense);
      case Op::subtract:
        check(*args[0], sense);
        return check(*args[1], flipped(sense));
      case Op::compare:
        return check_comparison(condition, sense);
      case Op::choose:
        check(*args[0], Sense::either);
        check(*args[1], sense);
        return check(*args[2], sense);
      default:  // Whether the level is known at all, products: no direction.
        closing.push_back(condition.span);
    }
  }

 private:
  void all(const std::vector<ConditionPtr>& arguments, Sense sense) {
    for (const ConditionPtr& argument : arguments) check(*argument, sense);
  }

  void check_comparison(const Condition& condition, Sense sense) {
    Sense first = Sense::either;
    if (condition.comparison == Comparison::greater ||
        condition.comparison == Comparison::greater_equal) {
      first = sense;
    } else if (condition.comparison == Comparison::less ||
               condition.comparison == Comparison::less_equal) {
      first = flipped(sense);
    }
    check(*condition.arguments[0], first);
    check(*condition.arguments[1], flipped(first));
  }

  std::size_t levels_;
};

// The first use of a fact that an event can make yes, where that yes could make the whole false: an
// event ends no block. Null: there is none.
const Condition* lowered_by_event(const Condition& condition, const CaseNames& names, Sense sense) {
  const auto is_from_event = [&](const std::string& name) {
    return std::any_of(names.facts().begin(), names.facts().end(), [&](const FactDeclaration& f) {
      return f.id == name && !f.from_events.empty();
    });
  };
  Sense inner = sense;
  switch (condition.op) {
    case Op::not_:
      inner = flipped(sense);
      break;
    case Op::name:
    case Op::all_of:
    case Op::any_of:
    case Op::at_least:
      break;
    default:  // whether it is known at all, counts: no direction
      inner = Sense::either;
  }
  if (!condition.name.empty() && inner != Sense::raises && is_from_event(condition.name)) {
    return &condition;
  }
  for (const ConditionPtr& argument : condition.arguments) {
    if (const Condition* found = lowered_by_event(*argument, names, inner)) return found;
  }
  return nullptr;
}

SourceSpan first_reading(const Condition& condition, std::string_view name) {
  if (condition.name == name) return condition.span;
  for (const ConditionPtr& argument : condition.arguments) {
    const auto names = names_read(*argument);
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      return first_reading(*argument, name);
    }
  }
  return condition.span;
}

// Conditions of one catalogue, read one after another and checked as they are read.
class ConditionBinder {
 public:
  ConditionBinder(const CaseNames& names, DiagnosticList& findings)
      : names_(names), findings_(findings) {
    if (const Declaration* level = names.find(builtin::level)) levels_ = level->codes.size();
    form_ = fmt::format("{{level: {{from: {}}}}}",
                        levels_ > 0 ? names.find(builtin::level)->codes.back() : "high");
  }

  std::map<std::string, Declaration, std::less<>> declarations;

  ConditionPtr read(const Node& node) {
    ConditionPtr condition = read_condition(node, names_, Profile::situation, findings_);
    if (condition == nullptr) return condition;
    for (const std::string& name : names_read(*condition)) {
      if (const Declaration* found = names_.find(name)) declarations.emplace(name, *found);
    }
    return condition;
  }

  /// A higher level never makes it false (E1).
  void check_opens(const ConditionPtr& condition) {
    if (condition == nullptr) return;
    LevelCheck check(levels_);
    check.check(*condition, Sense::raises);
    for (const SourceSpan& span : check.closing) {
      findings_.add(codes::level_closes, span, {{"form", form_}});
    }
  }

  void check_reads_no_level(const ConditionPtr& condition) {
    if (condition == nullptr || !reads_level(*condition)) return;
    findings_.add(codes::level_blocks, first_reading(*condition, builtin::level));
  }

  void check_event_ends_none(const ConditionPtr& block) {
    if (block == nullptr) return;
    const Condition* found = lowered_by_event(*block, names_, Sense::raises);
    if (found == nullptr) return;
    findings_.add(codes::event_ends_block, found->span, {{"fact", found->name}});
  }

  /// `of` is about the whole case.
  void check_reads_no_child(const ConditionPtr& condition, const std::string& of) {
    if (condition == nullptr) return;
    const auto names = names_read(*condition);
    if (std::find(names.begin(), names.end(), builtin::child_age) == names.end()) return;
    findings_.add(codes::child_name_without_child, first_reading(*condition, builtin::child_age),
                  {{"name", std::string(builtin::child_age)}, {"measure", of}});
  }

 private:
  const CaseNames& names_;
  DiagnosticList& findings_;
  std::size_t levels_ = 0;
  std::string form_;
};

// One of the conditions holds.
ConditionPtr any_of(const std::vector<ConditionPtr>& conditions, const SourceSpan& span) {
  if (conditions.size() == 1) return conditions.front();
  auto joined = std::make_shared<Condition>();
  joined->op = Op::any_of;
  joined->span = span;
  for (const ConditionPtr& condition : conditions) {
    if (condition->op == Op::any_of) {
      joined->arguments.insert(joined->arguments.end(), condition->arguments.begin(),
                               condition->arguments.end());
    } else {
      joined->arguments.push_back(condition);
    }
  }
  return joined;
}

}  // namespace

bool bind_catalogue(Catalogue& catalogue, const CaseNames& names, DiagnosticList& findings) {
  DiagnosticList own;
  catalogue.child_names_.emplace(builtin::child_age);
  for (const FactDeclaration& fact : names.facts()) {
    if (fact.about == FactAbout::child) catalogue.child_names_.insert(fact.id);
  }
  const Declaration* level = names.find(builtin::level);
  if (level != nullptr && level->codes != catalogue.levels_) {
    auto& finding = own.add(codes::levels_differ, catalogue.levels_span_,
                            {{"own", fmt::format("{}", fmt::join(catalogue.levels_, ", "))},
                             {"programme", fmt::format("{}", fmt::join(level->codes, ", "))}});
    if (level->declared_at.file != nullptr) {
      finding.notes.push_back({&notes::declared_here, level->declared_at, {}});
    }
  }
  ConditionBinder binder(names, own);
  if (catalogue.childless_written_) {
    catalogue.childless_when_ = binder.read(*catalogue.childless_written_);
    binder.check_reads_no_level(catalogue.childless_when_);
    binder.check_reads_no_child(catalogue.childless_when_, "childless_when");
  }
  for (std::size_t i = 0; i < catalogue.phases_.size(); ++i) {
    Phase& phase = catalogue.phases_[i];
    phase.when = binder.read(catalogue.phases_written_[i]);
    binder.check_opens(phase.when);
    binder.check_reads_no_child(phase.when, phase.id);
  }
  for (std::size_t i = 0; i < catalogue.measures_.size(); ++i) {
    Measure& measure = catalogue.measures_[i];
    const auto& written = catalogue.written_[i];
    if (written.when) measure.when = binder.read(*written.when);
    if (written.blocked_when) measure.blocked_when = binder.read(*written.blocked_when);
    binder.check_opens(measure.when);
    binder.check_reads_no_level(measure.blocked_when);
    binder.check_event_ends_none(measure.blocked_when);
    for (std::size_t k = 0; k < written.urgency.size(); ++k) {
      ConditionPtr& when = measure.urgency_cases[k].when;
      when = binder.read(written.urgency[k]);
      binder.check_opens(when);
      if (!measure.about_child) binder.check_reads_no_child(when, measure.id);
    }
    if (!measure.about_child) {
      binder.check_reads_no_child(measure.when, measure.id);
      binder.check_reads_no_child(measure.blocked_when, measure.id);
    }
    std::vector<ConditionPtr> phases;
    for (const Phase& phase : catalogue.phases_) {
      const auto& ids = measure.phases;
      const bool is_in = std::find(ids.begin(), ids.end(), phase.id) != ids.end();
      if (is_in && phase.when != nullptr) phases.push_back(phase.when);
    }
    measure.in_phases = phases.empty() ? nullptr : any_of(phases, written.phases);
  }
  catalogue.declarations_ = std::move(binder.declarations);
  catalogue.condition_names_.clear();
  const auto remember = [&](const ConditionPtr& condition) {
    if (condition == nullptr) return;
    catalogue.condition_names_[condition.get()] = {to_text(*condition), names_read(*condition)};
  };
  remember(catalogue.childless_when_);
  for (const Measure& measure : catalogue.measures_) {
    for (const ConditionPtr& each : {measure.when, measure.in_phases, measure.blocked_when}) {
      remember(each);
    }
  }
  const bool is_good = !own.has_errors();
  catalogue.bound_ = is_good;
  own.sort();
  findings.append(std::move(own));
  return is_good;
}

}  // namespace v1
}  // namespace vaern
