// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/interval.hpp"

#include <charconv>

namespace vaern {
inline namespace v1 {
namespace {

using Unit = IntervalLength::Unit;

constexpr std::string_view hverdage = "hverdage ";
constexpr std::string_view arbejdsdage = "arbejdsdage ";
constexpr std::string_view end_of_month = "end_of month";
constexpr std::string_view every_shift = "every shift";

bool is_counted(Unit unit) { return unit == Unit::hverdage || unit == Unit::arbejdsdage; }

std::optional<IntervalLength> parse_counted(Unit unit, std::string_view number) {
  int count = 0;
  const char* end = number.data() + number.size();
  const auto [last, error] = std::from_chars(number.data(), end, count);
  if (error != std::errc() || last != end || count < 1) return std::nullopt;
  return IntervalLength(unit, count);
}

// The most days that the end of a month is away, and the least that counted days are.
constexpr int longest_rest_of_month = 30;

bool never_later(const Duration& a, const Duration& b) {
  if (a.is_civil() && b.is_elapsed()) {
    return Duration::of_civil(a.months(), a.days() + 1) <= b;
  }
  return a <= b;
}

}  // namespace

std::string IntervalLength::to_string() const {
  switch (unit_) {
    case Unit::duration:
      break;
    case Unit::hverdage:
      return std::string(hverdage) + std::to_string(count_);
    case Unit::arbejdsdage:
      return std::string(arbejdsdage) + std::to_string(count_);
    case Unit::end_of_month:
      return std::string(end_of_month);
    case Unit::shift:
      return std::string(every_shift);
  }
  return duration_.to_string();
}

std::optional<IntervalLength> IntervalLength::parse(std::string_view text) {
  if (text == end_of_month) return IntervalLength(Unit::end_of_month, 0);
  if (text == every_shift) return IntervalLength(Unit::shift, 0);
  if (text.starts_with(hverdage)) {
    return parse_counted(Unit::hverdage, text.substr(hverdage.size()));
  }
  if (text.starts_with(arbejdsdage)) {
    return parse_counted(Unit::arbejdsdage, text.substr(arbejdsdage.size()));
  }
  if (const auto duration = Duration::parse(text)) return IntervalLength(*duration);
  return std::nullopt;
}

bool never_due_later(const IntervalLength& a, const IntervalLength& b) {
  if (a.is_duration() && b.is_duration()) return never_later(a.duration(), b.duration());
  if (a == b) return true;
  if (is_counted(b.unit())) {
    // n such days take n days at least, and an arbejdsdag is a hverdag.
    if (a.is_duration()) return never_later(a.duration(), Duration::of_civil(0, b.count()));
    if (a.unit() == Unit::end_of_month) return b.count() >= longest_rest_of_month;
    return a.count() <= b.count() && is_counted(a.unit()) &&
           (a.unit() == b.unit() || a.unit() == Unit::hverdage);
  }
  if (b.is_duration() && a.unit() == Unit::end_of_month) {
    return never_later(Duration::of_civil(0, longest_rest_of_month), b.duration());
  }
  return false;
}

}  // namespace v1
}  // namespace vaern
