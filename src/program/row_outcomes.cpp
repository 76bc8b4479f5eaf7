// SPDX-License-Identifier: Apache-2.0
// Levels and classes of a form: the plain run over completions (S7, S11.1), the diagram's exact
// sets where it leaves several, and what the form itself computes (S7.3).
#include <algorithm>
#include <bit>

#include "vaern/program/row.hpp"

namespace vaern {
inline namespace v1 {
namespace {

std::uint32_t band(const Outcome& outcome, const Rational& value) {
  std::uint32_t result = 0;
  for (std::uint32_t i = 0; i < outcome.cut_offs.size(); ++i) {
    if (outcome.falling ? value <= outcome.cut_offs[i] : value >= outcome.cut_offs[i]) {
      result = i + 1;
    }
  }
  return result;
}

std::uint32_t raised(const Outcome& outcome, const Raise& raise, std::uint32_t base) {
  if (raise.to) return *raise.to;
  return std::max(std::min(outcome.levels - 1, base + raise.by), raise.floor.value_or(0));
}

}  // namespace

/// Bands of the bounds, raised by what may be or is true over completions.
void RowRun::plain_range(const Outcome& outcome, LevelRow& level) const {
  level = LevelRow();
  std::uint32_t low_base = 0;
  std::uint32_t high_base = 0;
  if (outcome.from) {
    const ScaleRow& from = result_.scales[*outcome.from];
    if (from.has_bounds) {
      low_base = band(outcome, outcome.falling ? from.highest : from.lowest);
      high_base = band(outcome, outcome.falling ? from.lowest : from.highest);
      if (from.may_be_none) low_base = 0;
    }
  }
  level.low = low_base;
  level.high = high_base;
  for (const Raise& raise : outcome.raises) {
    const Truth when = result_.truths[raise.when];
    if (when == Truth::yes) level.low = std::max(level.low, raised(outcome, raise, low_base));
    if (when != Truth::no) level.high = std::max(level.high, raised(outcome, raise, high_base));
  }
  level.possible = 0;
  for (std::uint32_t l = level.low; l <= level.high; ++l) level.possible |= LevelSet{1} << l;
  level.is_exact = level.is_certain();
}

/// What the form itself says, imputed values included (S4, S7.3).
void RowRun::compute(const Outcome& outcome, LevelRow& level, std::vector<Truth>& raises) const {
  for (std::size_t i = 0; i < outcome.raises.size(); ++i) {
    raises[i] = result_.truths[outcome.raises[i].when];
  }
  if (!outcome.from || !result_.scales[*outcome.from].has_value) {
    if (level.is_certain()) level.computed = level.low;
    return;
  }
  const std::uint32_t base = band(outcome, result_.scales[*outcome.from].value);
  level.cut_off = base;
  std::uint32_t computed = base;
  for (std::size_t i = 0; i < outcome.raises.size(); ++i) {
    if (raises[i] != Truth::yes) continue;
    computed = std::max(computed, raised(outcome, outcome.raises[i], base));
  }
  level.computed = std::max(level.low, std::min(level.high, computed));
}

/// The classes that strong Kleene leaves (S11.1).
void RowRun::plain_classes(const ClassSet& classes, ClassRow& row) const {
  row = ClassRow();
  for (std::size_t i = 0; i < classes.when.size(); ++i) {
    const Truth when = result_.truths[classes.when[i]];
    if (when != Truth::no) row.possible |= LevelSet{1} << i;
    if (when == Truth::yes && !classes.exactly_one) break;
  }
  row.is_exact = row.is_certain();
}

void RowRun::outcomes() {
  const auto further = static_cast<std::uint32_t>(program_->further.size());
  const bool has_levels = program_->outcome.levels > 0;
  if (has_levels || further > 0 || !program_->classes.empty()) {
    evaluate_nodes(false);
    if (has_levels) plain_range(program_->outcome, result_.level);
    for (std::uint32_t i = 0; i < further; ++i) {
      plain_range(program_->further[i], result_.further[i].level);
    }
    for (std::uint32_t i = 0; i < program_->classes.size(); ++i) {
      ClassRow& row = result_.classes[i];
      plain_classes(program_->classes[i], row);
      if (row.is_exact || compiled_->diagram(Target::classes(i)) == nullptr) continue;
      const LevelSet all = (LevelSet{1} << program_->classes[i].when.size()) - 1;
      row.possible = walk(Target::classes(i)).possible() & all;
      row.is_exact = true;
    }
  }
  if (has_levels) sharpen(Target::outcome(0), result_.level);
  for (std::uint32_t i = 0; i < further; ++i) {
    sharpen(Target::outcome(i + 1), result_.further[i].level);
  }
  evaluate_nodes(true);
  if (has_levels) compute(program_->outcome, result_.level, result_.raises);
  for (std::uint32_t i = 0; i < further; ++i) {
    compute(program_->further[i], result_.further[i].level, result_.further[i].raises);
  }
}

/// Exactly the possible levels, where several remain and there is a diagram.
void RowRun::sharpen(Target target, LevelRow& level) {
  if (level.is_certain() || compiled_->diagram(target) == nullptr) return;
  level.possible = walk(target).possible();
  level.is_exact = true;
  if (level.possible == 0) return;
  level.low = static_cast<std::uint32_t>(std::countr_zero(level.possible));
  level.high = static_cast<std::uint32_t>(63 - std::countl_zero(level.possible));
}

}  // namespace v1
}  // namespace vaern
