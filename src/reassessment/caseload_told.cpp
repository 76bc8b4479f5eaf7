// SPDX-License-Identifier: Apache-2.0
#include "reassessment/caseload_told.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include "reassessment/fold.hpp"
#include "vaern/calendar/calendar.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

std::int16_t CaseloadTold::place_of(std::uint64_t possible, const NextDue& next,
                                    std::int32_t last_day, Microseconds as_of) {
  const auto level = static_cast<std::size_t>(std::bit_width(possible | 1)) - 1;
  const std::vector<CaseloadRung>& ladder = rules_.ladder(level);
  if (ladder.empty()) return -1;
  if (!rules_.is_short(level)) return sort_and_keep(ladder, next, last_day, as_of);
  // The level and the rungs reached are all that decides, where they are reached in the order of
  // the ladder.
  const RollTable& days = rules_.days();
  std::uint64_t code = 0x80 | level;
  std::uint64_t number = 0;
  Microseconds previous = no_moment;
  bool is_in_order = true;
  for (const CaseloadRung& rung : ladder) {
    const std::int64_t day = std::min<std::int64_t>(last_day + rung.days, days.last_day());
    const Microseconds at =
        rung.is_elapsed ? next.due + rung.elapsed : days.end_of(static_cast<std::int32_t>(day));
    const bool is_reached = at <= as_of;
    ++number;
    is_in_order &= !is_reached | (at >= previous);
    code = is_reached ? code << 8 | number : code;
    previous = is_reached ? at : previous;
  }
  if (!is_in_order) return sort_and_keep(ladder, next, last_day, as_of);
  ShortList& last = last_of_level_[level];
  if (last.code == code) return last.place;
  const auto known = std::find_if(short_lists_.begin(), short_lists_.end(),
                                  [code](const ShortList& list) { return list.code == code; });
  last = known != short_lists_.end()
             ? *known
             : ShortList{code, sort_and_keep(ladder, next, last_day, as_of)};
  if (known == short_lists_.end()) short_lists_.push_back(last);
  return last.place;
}

std::int16_t CaseloadTold::sort_and_keep(const std::vector<CaseloadRung>& ladder,
                                         const NextDue& next, std::int32_t last_day,
                                         Microseconds as_of) {
  reached_.clear();
  for (std::size_t i = 0; i < ladder.size(); ++i) {
    const Microseconds at = moment_of(ladder[i], next, last_day);
    if (at != no_moment && at <= as_of) reached_.emplace_back(at, i);
  }
  std::sort(reached_.begin(), reached_.end());  // at one moment in the order of the ladder
  return reached_.empty() ? std::int16_t{-1} : keep(ladder);
}

std::int16_t CaseloadTold::keep(const std::vector<CaseloadRung>& ladder) {
  key_.clear();
  bool is_duty_told = rules_.policy().on_duty().empty();
  for (const auto& [at, i] : reached_) {
    key_.push_back(ladder[i].rung);
    if (is_duty_told ||
        !is_outside_hours(rules_.policy(), rules_.calendar(), vaern::instant_of(at))) {
      continue;
    }
    key_.push_back(nullptr);
    is_duty_told = true;
  }
  const auto found = std::find(keys_.begin(), keys_.end(), key_);
  if (found != keys_.end()) return static_cast<std::int16_t>(found - keys_.begin());
  if (keys_.size() > 32'000) throw std::length_error("too many ladders for one caseload");
  keys_.push_back(key_);
  return static_cast<std::int16_t>(keys_.size() - 1);
}

// As `overdue_moment`; `no_moment` where it is after the years of the calendar.
Microseconds CaseloadTold::moment_of(const CaseloadRung& rung, const NextDue& next,
                                     std::int32_t last_day) const {
  if (rung.is_elapsed) return next.due + rung.elapsed;
  std::int64_t day = last_day + rung.days;
  if (rung.has_months) {
    try {
      day = rung.civil.after(Date::from_day_number(last_day)).day_number();
    } catch (const std::out_of_range&) {
      return no_moment;
    }
  }
  const RollTable& days = rules_.days();
  return day <= days.last_day() ? days.end_of(static_cast<std::int32_t>(day)) : no_moment;
}

std::vector<std::vector<std::string>> CaseloadTold::lists() const {
  std::vector<std::vector<std::string>> lists;
  for (const auto& key : keys_) {
    std::vector<std::string> roles;
    for (const OverdueRung* rung : key) {
      for (const std::string& role : rung != nullptr ? rung->tell : rules_.policy().on_duty()) {
        if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
      }
    }
    lists.push_back(std::move(roles));
  }
  return lists;
}

std::vector<std::int16_t> CaseloadTold::into(std::vector<std::vector<std::string>>& all) const {
  std::vector<std::int16_t> places;
  for (std::vector<std::string>& list : lists()) {
    auto found = std::find(all.begin(), all.end(), list);
    if (found == all.end()) found = all.insert(all.end(), std::move(list));
    places.push_back(static_cast<std::int16_t>(found - all.begin()));
  }
  return places;
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
