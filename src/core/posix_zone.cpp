// SPDX-License-Identifier: Apache-2.0
#include "core/posix_zone.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

#include "core/civil.hpp"

namespace vaern::detail {
namespace {

using Rule = PosixZone::Rule;

constexpr std::int32_t max_offset = 25 * 3600 - 1;
constexpr std::int32_t max_rule_time = 167 * 3600 + 3599;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads a text from its start; each function takes what it reads, or says no.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// "CET" or "<-02>": three characters or more.
  bool name(std::string& out) {
    const bool quoted = take('<');
    std::size_t size = 0;
    while (size < rest_.size() &&
           (is_letter(rest_[size]) ||
            (quoted && (is_digit(rest_[size]) || rest_[size] == '+' || rest_[size] == '-')))) {
      ++size;
    }
    if (size < 3) return false;
    out = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return !quoted || take('>');
  }

  bool number(int& out, int lowest, int highest) {
    std::size_t size = 0;
    int value = 0;
    while (size < rest_.size() && size < 4 && is_digit(rest_[size])) {
      value = value * 10 + (rest_[size++] - '0');
    }
    if (size == 0 || value < lowest || value > highest) return false;
    rest_.remove_prefix(size);
    out = value;
    return true;
  }

  /// "[+-]h[:mm[:ss]]" in seconds.
  bool time(std::int32_t& out, std::int32_t most) {
    const bool negative = take('-');
    if (!negative) take('+');
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    if (!number(hours, 0, 167)) return false;
    if (take(':') && (!number(minutes, 0, 59) || (take(':') && !number(seconds, 0, 59)))) {
      return false;
    }
    out = hours * 3600 + minutes * 60 + seconds;
    if (out > most) return false;
    if (negative) out = -out;
    return true;
  }

  bool rule(Rule& out) {
    if (take('M')) {
      out.form = Rule::Form::month_week_day;
      if (!number(out.month, 1, 12) || !take('.') || !number(out.week, 1, 5) || !take('.') ||
          !number(out.day, 0, 6)) {
        return false;
      }
    } else if (take('J')) {
      out.form = Rule::Form::day_without_february;
      if (!number(out.day, 1, 365)) return false;
    } else {
      out.form = Rule::Form::day_of_year;
      if (!number(out.day, 0, 365)) return false;
    }
    return !take('/') || time(out.time, max_rule_time);
  }

 private:
  std::string_view rest_;
};

namespace chrono = std::chrono;

std::int64_t day_number(chrono::sys_days day) { return day.time_since_epoch().count(); }

/// Seconds of local time since 1970 at which the rule strikes.
std::int64_t strikes(const Rule& rule, int year) {
  const chrono::year y(year);
  std::int64_t day = 0;
  switch (rule.form) {
    case Rule::Form::month_week_day: {
      const chrono::month month(static_cast<unsigned>(rule.month));
      const chrono::weekday weekday(static_cast<unsigned>(rule.day));
      day =
          rule.week == 5
              ? day_number(chrono::sys_days(y / month / weekday[chrono::last]))
              : day_number(chrono::sys_days(y / month / weekday[static_cast<unsigned>(rule.week)]));
      break;
    }
    case Rule::Form::day_without_february:
      day = day_number(chrono::sys_days(y / 1 / 1)) + rule.day - 1;
      if (y.is_leap() && rule.day >= 60) ++day;
      break;
    case Rule::Form::day_of_year:
      day = day_number(chrono::sys_days(y / 1 / 1)) + rule.day;
      break;
  }
  return day * seconds_per_day + rule.time;
}

/// The year of UTC, held inside what the calendar types can count.
int year_of(std::int64_t instant) {
  const std::int64_t day =
      std::clamp<std::int64_t>(floor_div(instant, seconds_per_day), -10'000'000, 10'000'000);
  return static_cast<int>(chrono::year_month_day(chrono::sys_days(chrono::days(day))).year());
}

}  // namespace

std::optional<PosixZone> PosixZone::parse(std::string_view text) {
  PosixZone zone;
  Reader reader(text);
  // POSIX counts west of Greenwich as positive.
  if (!reader.name(zone.standard_.abbreviation) ||
      !reader.time(zone.standard_.seconds_east, max_offset)) {
    return std::nullopt;
  }
  zone.standard_.seconds_east = -zone.standard_.seconds_east;
  if (reader.at_end()) return zone;
  ZoneOffset daylight{zone.standard_.seconds_east + 3600, {}};
  if (!reader.name(daylight.abbreviation)) return std::nullopt;
  if (!reader.take(',')) {
    if (!reader.time(daylight.seconds_east, max_offset) || !reader.take(',')) return std::nullopt;
    daylight.seconds_east = -daylight.seconds_east;
  }
  if (!reader.rule(zone.begins_) || !reader.take(',') || !reader.rule(zone.ends_) ||
      !reader.at_end()) {
    return std::nullopt;
  }
  zone.daylight_ = daylight;
  return zone;
}

std::vector<ZoneChange> PosixZone::changes(std::int64_t from, std::int64_t to) const {
  std::vector<ZoneChange> changes;
  if (!daylight_) return changes;
  // Rules reach up to a week into the neighbouring year.
  for (int year = year_of(from) - 1; year <= year_of(to) + 1; ++year) {
    changes.push_back({strikes(begins_, year) - standard_.seconds_east, &*daylight_});
    changes.push_back({strikes(ends_, year) - daylight_->seconds_east, &standard_});
  }
  // Daylight saving time all year ends and begins in the same moment: its beginning counts.
  std::sort(changes.begin(), changes.end(), [this](const ZoneChange& a, const ZoneChange& b) {
    return a.at != b.at ? a.at < b.at : a.to == &standard_ && b.to != &standard_;
  });
  return changes;
}

const ZoneOffset& PosixZone::at(std::int64_t instant) const {
  if (!daylight_) return standard_;
  // The latest change that has happened; of two in one moment daylight saving time counts.
  const ZoneOffset* latest = &standard_;
  std::int64_t latest_at = std::numeric_limits<std::int64_t>::min();
  const int middle = year_of(instant);
  for (int year = middle - 1; year <= middle + 1; ++year) {
    const std::int64_t ends = strikes(ends_, year) - daylight_->seconds_east;
    if (ends <= instant && ends > latest_at) {
      latest = &standard_;
      latest_at = ends;
    }
    const std::int64_t begins = strikes(begins_, year) - standard_.seconds_east;
    if (begins <= instant && begins >= latest_at) {
      latest = &*daylight_;
      latest_at = begins;
    }
  }
  return *latest;
}

}  // namespace vaern::detail
