// SPDX-License-Identifier: Apache-2.0
// Levels that no complete form has, and cut-offs that stand between the values that occur.
#include <algorithm>

#include "instrument/linter.hpp"

namespace vaern::instrument::detail {
namespace {

LevelSet levels_of(const Diagram& diagram) {
  LevelSet set = 0;
  for (std::uint32_t s = 0; s < diagram.states(diagram.depth()); ++s) {
    if (diagram.result(s) < max_levels) set |= LevelSet{1} << diagram.result(s);
  }
  return set;
}

bool holds(LevelSet set, std::size_t level) { return (set >> level & 1U) != 0; }

/// Where the cut-off of a level stands among the values: before the first that has it, or with
/// falling levels after the last.
std::size_t place_of(const Level& level, bool is_falling, const std::vector<Rational>& values) {
  if (!level.cut_off) return is_falling ? values.size() : 0;
  const Rational& cut_off = level.cut_off->value;
  const auto place = is_falling ? std::upper_bound(values.begin(), values.end(), cut_off)
                                : std::lower_bound(values.begin(), values.end(), cut_off);
  return static_cast<std::size_t>(place - values.begin());
}

/// The values around a place in the list, as in "..., 6, 9, 12, ...".
std::string around(const std::vector<Rational>& values, std::size_t place) {
  const std::size_t from = place < 2 ? 0 : place - 2;
  const std::size_t to = std::min(values.size(), place + 2);
  std::string text = from > 0 ? "…, " : "";
  for (std::size_t i = from; i < to; ++i) {
    text += (i > from ? ", " : "") + values[i].to_string();
  }
  return text + (to < values.size() ? ", …" : "");
}

}  // namespace

void Linter::check_level_without_rule(const LintedOutcome& linted, LevelSet attained) {
  const Levels& levels = *linted.levels;
  if (linted.index == 0 && instrument.judgement() == JudgementPolicy::decides) return;
  // Where a rule is always true, that has been said, and the lower levels follow.
  if (!reported.empty()) return;
  for (std::size_t i = 0; i < levels.list.size(); ++i) {
    if (holds(attained, i)) continue;
    findings.add(codes::level_without_rule, levels.list[i].span, {{"level", levels.list[i].id}});
  }
}

void Linter::check_cut_off(const LintedOutcome& linted, std::size_t index,
                           const std::vector<Rational>& values, bool has_gap) {
  const bool is_falling = linted.levels->is_falling;
  const Level& level = linted.levels->list[index];
  const std::size_t place = place_of(level, is_falling, values);
  if (place == 0 || place >= values.size()) return;
  // Falling levels hold at or below their number: the list is read from the other end.
  const Rational& counts = is_falling ? values[place - 1] : values[place];
  const Rational& beside = is_falling ? values[place] : values[place - 1];
  if (linted.index == 0) first_values[index] = counts;
  // Several cut-offs between the same two values leave a level empty, which is said of it.
  if (counts == level.cut_off->value || has_gap) return;
  findings.add(codes::cut_off_between_values, level.cut_off->span,
               {{"level", level.id},
                {"value", level.cut_off->value.to_string()},
                {"below", beside.to_string()},
                {"above", counts.to_string()}});
}

void Linter::check_bands(const LintedOutcome& linted, LevelSet attained) {
  const Levels& levels = *linted.levels;
  const Outcome& outcome = decisions.program().outcome_at(linted.index);
  const std::optional<Diagram> diagram = build_value_diagram(decisions.program(), *outcome.from);
  if (!diagram || diagram->values().size() < 2) return;  // of one value it is said of the scale
  const std::vector<Rational>& values = diagram->values();
  Outcome by_cut_offs = outcome;
  by_cut_offs.raises.clear();
  const Diagram* bands = decisions.levels(by_cut_offs);
  if (bands == nullptr) return;
  const LevelSet band_set = levels_of(*bands);
  bool has_gap = false;
  bool is_told = false;  // by the loader, of a cut-off outside the scale
  for (std::size_t i = 0; i < levels.list.size(); ++i) {
    has_gap = has_gap || !(holds(attained, i) || holds(band_set, i));
    const auto& cut_off = levels.list[i].cut_off;
    is_told = is_told || (cut_off && said_of_cut_offs.count(cut_off->span.line) != 0);
  }
  for (std::size_t i = 0; i < levels.list.size(); ++i) {
    const Level& level = levels.list[i];
    if (level.cut_off) check_cut_off(linted, i, values, has_gap);
    if (holds(attained, i)) continue;
    if (!holds(band_set, i)) {
      if (is_told) continue;
      findings.add(codes::level_of_no_form, level.cut_off ? level.cut_off->span : level.span,
                   {{"level", level.id},
                    {"scale", levels.from},
                    {"values", around(values, place_of(level, levels.is_falling, values))}});
    } else if (reported.empty()) {  // else a rule is always true, and that has been said
      findings.add(codes::band_swallowed, level.span, {{"level", level.id}});
    }
  }
}

void Linter::check_levels(const LintedOutcome& linted) {
  const Diagram* all = instrument.program().diagram(Target::outcome(linted.index));
  if (all == nullptr) return;
  if (linted.levels->from.empty()) {
    check_level_without_rule(linted, levels_of(*all));
  } else {
    check_bands(linted, levels_of(*all));
  }
}

void Linter::check_scale_values() {
  for (const InstrumentScale& scale : instrument.scales()) {
    const std::optional<Diagram> diagram = build_value_diagram(decisions.program(), scale.scale);
    if (!diagram || diagram->values().size() != 1) continue;
    findings.add(codes::scale_is_constant, scale.span,
                 {{"scale", scale.id}, {"value", diagram->values().front().to_string()}});
  }
}

}  // namespace vaern::instrument::detail
