// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <memory>

#include "vaern/calendar/calendar.hpp"

namespace vaern {
inline namespace v1 {

struct Calendar::Data {
  ModelHead head;
  int first_year = 0;
  int last_year = 0;
  std::array<bool, 8> is_weekend{};  ///< By weekday, Monday 1.
  std::vector<CalendarRule> rules;
  std::shared_ptr<const Calendar> extended;
  std::int64_t first_day = 0;       ///< 1 January of the first year, as a day number.
  std::vector<std::uint8_t> marks;  ///< The kinds of each day, from that one.
  Fingerprint meaning;
  Fingerprint text;
};

}  // namespace v1
}  // namespace vaern
