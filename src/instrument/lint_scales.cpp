// SPDX-License-Identifier: Apache-2.0
// Scales: what they count twice, means of unequal parts, limits that limit nothing; and what
// nothing reads.
#include <algorithm>

#include "instrument/linter.hpp"

namespace vaern::instrument::detail {
namespace {

using Ways = std::map<InputId, std::vector<ScaleId>>;

/// By which sub-scale each item reaches a sum; the scale itself where it stands there directly.
Ways ways_into(const Program& program, ScaleId top) {
  Ways ways;
  const std::function<void(ScaleId, ScaleId)> visit = [&](ScaleId scale, ScaleId by) {
    for (const Term& term : program.scales[scale].terms) {
      if (!term.is_scale) {
        ways[term.id].push_back(by);
      } else {
        visit(term.id, scale == top ? term.id : by);
      }
    }
  };
  visit(top, top);
  return ways;
}

bool adds_up(const Program& program, ScaleId scale) {
  const Aggregate aggregate = program.scales[scale].aggregate;
  return aggregate == Aggregate::sum || aggregate == Aggregate::mean;
}

}  // namespace

void Linter::check_counted_twice() {
  const Program& program = decisions.program();
  for (const InstrumentScale& scale : instrument.scales()) {
    if (!adds_up(program, scale.scale)) continue;
    // A difference of two scales that share an item is no sum of it.
    const auto& terms = program.scales[scale.scale].terms;
    if (std::any_of(terms.begin(), terms.end(),
                    [](const Term& term) { return term.weight.sign() < 0; })) {
      continue;
    }
    const bool all_add = std::all_of(terms.begin(), terms.end(), [&](const Term& term) {
      return !term.is_scale || adds_up(program, term.id);
    });
    if (!all_add) continue;
    for (const auto& [input, by] : ways_into(program, scale.scale)) {
      if (by.size() < 2 || by[0] == by[1]) continue;
      const auto name = [&](ScaleId id) {
        const InstrumentScale* made = scale_of(id);
        return made != nullptr ? made->id : program.scales[id].name;
      };
      Diagnostic& finding = findings.add(codes::counted_twice, scale.span,
                                         {{"item", program.inputs[input].name},
                                          {"scale", scale.id},
                                          {"first", name(by[0])},
                                          {"second", name(by[1])}});
      for (const ScaleId id : {by[0], by[1]}) {
        const InstrumentScale* made = scale_of(id);
        if (made != nullptr && id != scale.scale) {
          finding.notes.push_back({&notes::declared_here, made->span, {}});
        }
      }
      break;  // one item shows it
    }
  }
}

void Linter::check_means() {
  const Program& program = decisions.program();
  for (const InstrumentScale& made : instrument.scales()) {
    const Scale& scale = program.scales[made.scale];
    if (scale.aggregate != Aggregate::mean) continue;
    std::optional<std::pair<std::string, Interval>> first;
    for (const Term& term : scale.terms) {
      Interval range;
      std::string name;
      if (term.is_scale) {
        range = program.scales[term.id].range;
        name = program.scales[term.id].name;
      } else {
        const Input& input = program.inputs[term.id];
        const std::vector<Rational>& points = term.points.empty() ? input.values : term.points;
        if (points.empty()) continue;
        const auto [low, high] = std::minmax_element(points.begin(), points.end());
        range = Interval(*low, *high);
        name = input.name;
      }
      if (!first) {
        first.emplace(name, range);
        continue;
      }
      const Interval& other = first->second;
      if (range.lowest == other.lowest && range.highest == other.highest) continue;
      const auto text = [](const Interval& i) {
        return i.lowest.to_string() + "-" + i.highest.to_string();
      };
      findings.add(codes::mean_of_unequal, made.span,
                   {{"scale", made.id},
                    {"first", first->first},
                    {"first_range", text(other)},
                    {"second", name},
                    {"second_range", text(range)}});
      break;
    }
  }
}

void Linter::check_limits() {
  const Program& program = decisions.program();
  for (const InstrumentScale& made : instrument.scales()) {
    const Scale& scale = program.scales[made.scale];
    const auto& at_most = scale.missing.at_most;
    // A table needs its limit, whatever it is.
    if (scale.missing.kind == MissingPolicy::Kind::table) continue;
    // With none answered there is never a value (S5.3), so n - 1 limits nothing either.
    if (!at_most || *at_most + 1 < scale.terms.size() || !scale.missing.at_least.empty()) continue;
    findings.add(codes::limit_without_effect, made.span,
                 {{"scale", made.id},
                  {"limit", std::to_string(*at_most)},
                  {"count", std::to_string(scale.terms.size())}});
  }
}

void Linter::check_negative_weights() {
  const Program& program = decisions.program();
  for (const InstrumentScale& made : instrument.scales()) {
    const Scale& scale = program.scales[made.scale];
    if (scale.aggregate != Aggregate::sum) continue;
    const auto is_negative = [](const Term& t) { return !t.is_scale && t.weight.sign() < 0; };
    const auto negative = std::count_if(scale.terms.begin(), scale.terms.end(), is_negative);
    // Many of them are a design; one or two may be a slip of the pen.
    if (negative == 0 || 2 * static_cast<std::size_t>(negative) >= scale.terms.size()) continue;
    for (const Term& term : scale.terms) {
      if (!is_negative(term) || program.is_conditional(term.id)) continue;
      findings.add(codes::negative_weight, made.span,
                   {{"item", program.inputs[term.id].name},
                    {"weight", term.weight.to_string()},
                    {"scale", made.id}});
    }
  }
}

std::set<std::string, std::less<>> Linter::names_read_by_conditions() const {
  std::set<std::string, std::less<>> names;
  each_condition([&](const std::string&, const Condition& condition) {
    for (std::string& name : names_read(condition)) names.insert(std::move(name));
  });
  return names;
}

void Linter::check_unused() {
  const auto read = names_read_by_conditions();
  for (const Gate& gate : instrument.gates()) {
    if (read.count(gate.id) == 0) findings.add(codes::gate_unused, gate.span, {{"gate", gate.id}});
  }
  for (const AnswerSet& set : instrument.answer_sets()) {
    const auto has_it = [&](const auto& one) { return one.set == set.id; };
    if (std::none_of(instrument.items().begin(), instrument.items().end(), has_it) &&
        std::none_of(instrument.opinions().begin(), instrument.opinions().end(), has_it)) {
      findings.add(codes::answers_unused, set.span, {{"set", set.id}});
    }
  }
  const auto is_of_levels = [this](const std::string& scale) {
    const auto has = [&](const auto& one) { return one.of == scale; };
    return std::any_of(outcomes.begin(), outcomes.end(),
                       [&](const LintedOutcome& o) { return o.levels->from == scale; }) ||
           std::any_of(instrument.earlier().begin(), instrument.earlier().end(), has);
  };
  // A scale is reported anyhow; without a text nobody is told what it is.
  std::set<ScaleId> in_scales;
  for (const Scale& scale : decisions.program().scales) {
    for (const Term& term : scale.terms) {
      if (term.is_scale) in_scales.insert(term.id);
    }
  }
  for (const InstrumentScale& scale : instrument.scales()) {
    if (!scale.text.empty() || read.count(scale.id) != 0 || in_scales.count(scale.scale) != 0 ||
        is_of_levels(scale.id) || instrument.scales().size() == 1) {
      continue;
    }
    findings.add(codes::scale_unexplained, scale.span, {{"scale", scale.id}});
  }
}

}  // namespace vaern::instrument::detail
