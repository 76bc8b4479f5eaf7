// SPDX-License-Identifier: Apache-2.0
#include "vaern/core/duration.hpp"

#include <algorithm>
#include <stdexcept>

#include "core/civil.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr std::int64_t max_days = 3'660'000;
constexpr std::int64_t max_months = 120'000;
constexpr std::int64_t max_seconds = max_days * detail::seconds_per_day;
constexpr std::int64_t clock_change = 2 * 3600;

/// By how much one duration may end after another, over every start; days or seconds.
struct Span {
  std::int64_t least;
  std::int64_t most;
};

/// Days from start + `b` to start + `a`. The Gregorian calendar repeats after 400 years; within a
/// month only the days 28 to 31 are cut differently.
Span civil_difference(const Duration& a, const Duration& b) {
  const std::int64_t days = a.days() - b.days();
  const std::int64_t months = a.months() - b.months();
  if (months == 0) return {days, days};
  // A step of one month is 28 to 31 days from every start; often that is enough.
  const Span rough{(months > 0 ? 28 : 31) * months + days, (months > 0 ? 31 : 28) * months + days};
  if (rough.least > 0 || rough.most < 0) return rough;
  constexpr std::int64_t cycle_months = 4800;
  constexpr std::int64_t cycle_days = 146'097;
  const auto moved = [](std::int64_t start_month, unsigned day, std::int64_t by) {
    const std::int64_t index = start_month + by;
    const std::int64_t cycles = detail::floor_div(index, cycle_months);
    const std::int64_t rest = index - cycles * cycle_months;
    const Date first(2000 + static_cast<int>(rest / 12), static_cast<unsigned>(rest % 12) + 1, 1);
    const std::int64_t length = days_between(first, first.add_months(1));
    return cycles * cycle_days + first.day_number() + std::min<std::int64_t>(day, length) - 1;
  };
  Span span{rough.most, rough.least};
  for (std::int64_t start = 0; start < cycle_months; ++start) {
    for (unsigned day = 28; day <= 31; ++day) {
      const std::int64_t difference =
          moved(start, day, a.months()) - moved(start, day, b.months()) + days;
      span.least = std::min(span.least, difference);
      span.most = std::max(span.most, difference);
    }
  }
  return span;
}

Span difference(const Duration& a, const Duration& b) {
  if (a.is_elapsed() && b.is_elapsed()) {
    return {a.seconds() - b.seconds(), a.seconds() - b.seconds()};
  }
  if (a.is_civil() && b.is_civil()) return civil_difference(a, b);
  if (a.is_elapsed()) {
    const Span other = difference(b, a);
    return {-other.most, -other.least};
  }
  // `a` is civil, `b` elapsed.
  Span span{0, 0};
  if (!a.is_zero()) {
    const Span days = civil_difference(a, Duration::of_civil(0, 0));
    span = {days.least * detail::seconds_per_day - clock_change,
            days.most * detail::seconds_per_day + clock_change};
  }
  return {span.least - b.seconds(), span.most - b.seconds()};
}

struct Fields {
  std::int64_t months = 0;
  std::int64_t days = 0;
  std::int64_t seconds = 0;
  bool has_civil = false;
  bool has_elapsed = false;
};

/// Adds `count` units of `unit` to the fields; false when there is no such unit in this part.
bool add_unit(Fields& fields, bool in_time, char unit, std::int64_t count) {
  if (in_time) {
    fields.has_elapsed = true;
    switch (unit) {
      case 'H':
        fields.seconds += count * 3600;
        return true;
      case 'M':
        fields.seconds += count * 60;
        return true;
      case 'S':
        fields.seconds += count;
        return true;
      default:
        return false;
    }
  }
  fields.has_civil = true;
  switch (unit) {
    case 'Y':
      fields.months += count * 12;
      return true;
    case 'M':
      fields.months += count;
      return true;
    case 'W':
      fields.days += count * 7;
      return true;
    case 'D':
      fields.days += count;
      return true;
    default:
      return false;
  }
}

DurationFault read(std::string_view text, Fields& fields) {
  if (!text.empty() && text.front() == '-') {
    return text.size() > 1 && text[1] == 'P' ? DurationFault::negative
                                             : DurationFault::not_a_duration;
  }
  if (text.empty() || text.front() != 'P') return DurationFault::not_a_duration;
  text.remove_prefix(1);
  bool in_time = false;
  std::string_view order = "YMWD";
  bool wrong_order = false;
  bool fraction = false;
  bool too_long = false;
  while (!text.empty()) {
    if (text.front() == 'T') {
      if (in_time) return DurationFault::not_a_duration;
      in_time = true;
      order = "HMS";
      text.remove_prefix(1);
      if (text.empty()) return fields.has_civil ? DurationFault::mixed : DurationFault::empty;
      continue;
    }
    std::int64_t count = 0;
    std::size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
      count = std::min<std::int64_t>(count * 10 + (text[digits] - '0'), 10'000'000'000'000);
      ++digits;
    }
    if (digits == 0) {
      return text.front() == '-' ? DurationFault::negative : DurationFault::not_a_duration;
    }
    text.remove_prefix(digits);
    if (!text.empty() && (text.front() == '.' || text.front() == ',')) {
      fraction = true;
      text.remove_prefix(1);
      while (!text.empty() && text.front() >= '0' && text.front() <= '9') text.remove_prefix(1);
    }
    if (text.empty()) return DurationFault::not_a_duration;
    const char unit = text.front();
    text.remove_prefix(1);
    if (count > 1'000'000'000'000) too_long = true;
    if (!add_unit(fields, in_time, unit, too_long ? 0 : count)) {
      return DurationFault::not_a_duration;
    }
    const auto place = order.find(unit);
    if (place == std::string_view::npos) {
      wrong_order = true;
    } else {
      order.remove_prefix(place + 1);
    }
  }
  if (!fields.has_civil && !fields.has_elapsed) return DurationFault::empty;
  if (fields.has_civil && fields.has_elapsed) return DurationFault::mixed;
  if (fraction) return DurationFault::fraction;
  if (wrong_order) return DurationFault::wrong_order;
  if (too_long || fields.months > max_months || fields.days > max_days ||
      fields.seconds > max_seconds) {
    return DurationFault::too_long;
  }
  return DurationFault::none;
}

void append_part(std::string& text, std::int64_t count, char unit) {
  if (count != 0) text += std::to_string(count) + unit;
}

}  // namespace

Duration Duration::of_seconds(std::int64_t seconds) {
  if (seconds < 0 || seconds > max_seconds) {
    throw std::out_of_range("a duration below 0 or above 10,000 years");
  }
  Duration duration;
  duration.seconds_ = seconds;
  return duration;
}

Duration Duration::of_civil(std::int64_t months, std::int64_t days) {
  if (months < 0 || months > max_months || days < 0 || days > max_days) {
    throw std::out_of_range("a duration below 0 or above 10,000 years");
  }
  Duration duration;
  duration.kind_ = Kind::civil;
  duration.months_ = months;
  duration.days_ = days;
  return duration;
}

std::optional<Duration> Duration::parse(std::string_view text, DurationFault* fault) {
  Fields fields;
  const DurationFault found = read(text, fields);
  if (fault != nullptr) *fault = found;
  if (found != DurationFault::none) return std::nullopt;
  return fields.has_elapsed ? of_seconds(fields.seconds) : of_civil(fields.months, fields.days);
}

Date Duration::after(Date start) const {
  if (is_elapsed()) throw std::logic_error("an elapsed duration has no civil day");
  return start.add_months(months_).add_days(days_);
}

std::string Duration::to_string() const {
  if (is_elapsed()) {
    if (seconds_ == 0) return "PT0H";
    std::string text = "PT";
    append_part(text, seconds_ / 3600, 'H');
    append_part(text, seconds_ / 60 % 60, 'M');
    append_part(text, seconds_ % 60, 'S');
    return text;
  }
  if (is_zero()) return "P0D";
  std::string text = "P";
  append_part(text, months_, 'M');
  append_part(text, days_, 'D');
  return text;
}

std::partial_ordering operator<=>(const Duration& a, const Duration& b) noexcept {
  const Span span = difference(a, b);
  if (span.least > 0) return std::partial_ordering::greater;
  if (span.most < 0) return std::partial_ordering::less;
  return span.least == 0 && span.most == 0 ? std::partial_ordering::equivalent
                                           : std::partial_ordering::unordered;
}

bool never_longer(const Duration& a, const Duration& b) noexcept {
  return difference(a, b).most <= 0;
}

}  // namespace v1
}  // namespace vaern
