// SPDX-License-Identifier: Apache-2.0
// Timestamps and durations of the cel profile. Zones come from the shipped data (T2).
#include <algorithm>
#include <array>
#include <stdexcept>

#include "expression/cel_runtime.hpp"
#include "vaern/core/zone.hpp"

namespace vaern::expression::detail {
namespace {

constexpr std::int64_t per_second = 1'000'000'000;
constexpr std::int64_t first_second = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t last_second = 253'402'300'799;   // 9999-12-31T23:59:59Z

constexpr std::array<std::string_view, 10> getters{
    "getDate",  "getDayOfMonth",   "getDayOfWeek", "getDayOfYear", "getFullYear",
    "getHours", "getMilliseconds", "getMinutes",   "getMonth",     "getSeconds"};

CelResult checked(Instant instant) {
  if (instant.seconds < first_second || instant.seconds > last_second) {
    return cel_error("timestamp out of range");
  }
  return CelValue::of(instant);
}

CelResult shift(Instant instant, std::int64_t nanoseconds) {
  std::int64_t seconds = nanoseconds / per_second;
  std::int64_t rest = instant.nanoseconds + nanoseconds % per_second;
  if (rest < 0) {
    rest += per_second;
    --seconds;
  } else if (rest >= per_second) {
    rest -= per_second;
    ++seconds;
  }
  return checked({instant.seconds + seconds, static_cast<std::int32_t>(rest)});
}

struct Unit {
  std::string_view name;
  std::int64_t nanoseconds;
};
// Longer names first: "ms" is no "m".
constexpr std::array<Unit, 6> units{{{"ns", 1},
                                     {"us", 1'000},
                                     {"ms", 1'000'000},
                                     {"s", per_second},
                                     {"m", 60 * per_second},
                                     {"h", 3600 * per_second}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

enum class Reading : std::uint8_t { good, malformed, too_long };

// "1h30m", "-1.5s", "999999999ns": negative throughout, so that the lowest value can be read.
Reading read_duration_text(std::string_view text, std::int64_t& nanoseconds) {
  nanoseconds = 0;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return Reading::good;
  if (text.empty()) return Reading::malformed;
  while (!text.empty()) {
    std::int64_t whole = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && is_digit(text[digits]); ++digits) {
      if (__builtin_mul_overflow(whole, 10, &whole) ||
          __builtin_sub_overflow(whole, text[digits] - '0', &whole)) {
        return Reading::too_long;
      }
    }
    text.remove_prefix(digits);
    std::int64_t fraction = 0;
    std::int64_t scale = per_second;  // of nine decimals; more are cut off
    if (text.starts_with('.')) {
      text.remove_prefix(1);
      std::size_t decimals = 0;
      for (; decimals < text.size() && is_digit(text[decimals]); ++decimals) {
        if (decimals < 9) {
          scale /= 10;
          fraction += (text[decimals] - '0') * scale;
        }
      }
      text.remove_prefix(decimals);
      digits += decimals;
    }
    const auto* const unit = std::find_if(
        units.begin(), units.end(), [&](const Unit& each) { return text.starts_with(each.name); });
    if (digits == 0 || unit == units.end()) return Reading::malformed;
    text.remove_prefix(unit->name.size());
    // fraction < 1e9 in billionths of the unit: whole seconds and the rest apart, to fit.
    const std::int64_t part = unit->nanoseconds >= per_second
                                  ? fraction * (unit->nanoseconds / per_second)
                                  : fraction / (per_second / unit->nanoseconds);
    if (__builtin_mul_overflow(whole, unit->nanoseconds, &whole) ||
        __builtin_sub_overflow(whole, part, &whole) ||
        __builtin_add_overflow(nanoseconds, whole, &nanoseconds)) {
      return Reading::too_long;
    }
  }
  if (negative) return Reading::good;
  return __builtin_sub_overflow(std::int64_t{0}, nanoseconds, &nanoseconds) ? Reading::too_long
                                                                            : Reading::good;
}

// "+11:00", "-02:30", "02:00": seconds east of UTC.
std::optional<std::int32_t> fixed_offset(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0, 1, 3, 4}) {
    if (!is_digit(text[i])) return std::nullopt;
  }
  const int hours = (text[0] - '0') * 10 + text[1] - '0';
  const int minutes = (text[3] - '0') * 10 + text[4] - '0';
  if (hours > 23 || minutes > 59) return std::nullopt;
  const std::int32_t seconds = hours * 3600 + minutes * 60;
  return negative ? -seconds : seconds;
}

struct Local {
  Date date;
  std::int32_t second_of_day = 0;
};

Local at_offset(Instant instant, std::int32_t offset) {
  const std::int64_t seconds = instant.seconds + offset;
  std::int64_t day = seconds / 86'400;
  std::int64_t rest = seconds % 86'400;
  if (rest < 0) {
    rest += 86'400;
    --day;
  }
  return {Date::from_day_number(day), static_cast<std::int32_t>(rest)};
}

tl::expected<Local, std::string> local_time(Instant instant, const std::string& zone) {
  try {
    if (zone == "UTC" || zone.empty()) return at_offset(instant, 0);
    if (const auto offset = fixed_offset(zone)) return at_offset(instant, *offset);
    const auto found = Zone::find(zone);
    if (!found) return tl::unexpected("no such time zone: " + zone);
    const LocalTime local = found->local(instant);
    return Local{local.date, local.second_of_day};
  } catch (const std::out_of_range&) {
    return tl::unexpected(std::string("timestamp out of range"));
  }
}

std::int64_t part_of(const std::string& name, Instant instant, const Local& local) {
  const Date& date = local.date;
  if (name == "getDate") return date.day();
  if (name == "getDayOfMonth") return date.day() - 1;
  if (name == "getDayOfWeek") return date.weekday() % 7;  // Sunday is 0
  if (name == "getDayOfYear") return days_between(Date(date.year(), 1, 1), date);
  if (name == "getFullYear") return date.year();
  if (name == "getMonth") return date.month() - 1;
  if (name == "getHours") return local.second_of_day / 3600;
  if (name == "getMinutes") return local.second_of_day / 60 % 60;
  if (name == "getSeconds") return local.second_of_day % 60;
  return instant.nanoseconds / 1'000'000;
}

}  // namespace

CelResult cel_timestamp(const CelValue& value) {
  if (value.is(CelType::timestamp)) return value;
  if (value.is(CelType::integer)) return checked({value.integer(), 0});
  if (!value.is(CelType::string)) return no_overload("timestamp", {value});
  const auto instant = Instant::parse(value.string());
  if (!instant) return cel_error("not a timestamp: " + value.to_string());
  return checked(*instant);
}

CelResult cel_duration(const CelValue& value) {
  if (value.is(CelType::duration)) return value;
  if (!value.is(CelType::string)) return no_overload("duration", {value});
  CelDuration duration;
  switch (read_duration_text(value.string(), duration.nanoseconds)) {
    case Reading::good:
      return CelValue::of(duration);
    case Reading::too_long:
      return cel_error("duration out of range");
    case Reading::malformed:
      break;
  }
  return cel_error("not a duration: " + value.to_string());
}

std::string cel_to_string(CelDuration duration) {
  const std::int64_t seconds = duration.nanoseconds / per_second;
  const std::int64_t rest = duration.nanoseconds % per_second;
  std::string text = rest < 0 && seconds == 0 ? "-0" : std::to_string(seconds);
  if (rest != 0) {
    const std::string digits = std::to_string(rest < 0 ? -rest : rest);
    std::string fraction = std::string(9 - digits.size(), '0') + digits;
    fraction.erase(fraction.find_last_not_of('0') + 1);
    text += "." + fraction;
  }
  return text + "s";
}

bool is_time_getter(std::string_view name) {
  return std::find(getters.begin(), getters.end(), name) != getters.end();
}

CelResult cel_time_getter(const std::string& name, const std::vector<CelValue>& arguments) {
  const CelValue& target = arguments[0];
  if (target.is(CelType::duration) && arguments.size() == 1) {
    const std::int64_t nanoseconds = target.duration().nanoseconds;
    if (name == "getHours") return CelValue::of(nanoseconds / (3600 * per_second));
    if (name == "getMinutes") return CelValue::of(nanoseconds / (60 * per_second));
    if (name == "getSeconds") return CelValue::of(nanoseconds / per_second);
    if (name == "getMilliseconds") return CelValue::of(nanoseconds / 1'000'000 % 1000);
  }
  const bool zone_given = arguments.size() == 2 && arguments[1].is(CelType::string);
  if (!target.is(CelType::timestamp) || (arguments.size() != 1 && !zone_given)) {
    return no_overload(name, arguments);
  }
  const auto local = local_time(target.timestamp(), zone_given ? arguments[1].string() : "");
  if (!local) return cel_error(local.error());
  return CelValue::of(part_of(name, target.timestamp(), *local));
}

CelResult cel_time_arithmetic(Operator op, const CelValue& left, const CelValue& right) {
  const bool adds = op == Operator::add;
  std::int64_t nanoseconds = 0;
  if (left.is(CelType::duration) && right.is(CelType::duration)) {
    const std::int64_t a = left.duration().nanoseconds;
    const std::int64_t b = right.duration().nanoseconds;
    const bool overflows = adds ? __builtin_add_overflow(a, b, &nanoseconds)
                                : __builtin_sub_overflow(a, b, &nanoseconds);
    if (overflows) return cel_error("duration out of range");
    return CelValue::of(CelDuration{nanoseconds});
  }
  if (left.is(CelType::timestamp) && right.is(CelType::duration)) {
    const std::int64_t by = right.duration().nanoseconds;
    if (!adds && by == INT64_MIN) return cel_error("duration out of range");
    return shift(left.timestamp(), adds ? by : -by);
  }
  if (adds && left.is(CelType::duration) && right.is(CelType::timestamp)) {
    return shift(right.timestamp(), left.duration().nanoseconds);
  }
  if (!adds && left.is(CelType::timestamp) && right.is(CelType::timestamp)) {
    const std::int64_t seconds = left.timestamp().seconds - right.timestamp().seconds;
    if (__builtin_mul_overflow(seconds, per_second, &nanoseconds) ||
        __builtin_add_overflow(nanoseconds,
                               left.timestamp().nanoseconds - right.timestamp().nanoseconds,
                               &nanoseconds)) {
      return cel_error("duration out of range");
    }
    return CelValue::of(CelDuration{nanoseconds});
  }
  return no_overload("_" + std::string(to_string(op)) + "_", {left, right});
}

}  // namespace vaern::expression::detail
