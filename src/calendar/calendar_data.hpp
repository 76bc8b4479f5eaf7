// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>

#include "vaern/calendar/calendar.hpp"

namespace vaern {
inline namespace v1 {

struct Calendar::Data {
  ModelHead head;
  int first_year = 0;
  int last_year = 0;
  std::array<bool, 8> is_weekend{};  ///< By weekday, Monday 1.
  std::vector<CalendarRule> rules;
  Fingerprint meaning;
  Fingerprint text;
};

}  // namespace v1
}  // namespace vaern
