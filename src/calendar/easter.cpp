// SPDX-License-Identifier: Apache-2.0
#include <stdexcept>

#include "vaern/calendar/calendar.hpp"

namespace vaern {
inline namespace v1 {

// The anonymous Gregorian computus (Nature, 20 April 1876; Meeus, Astronomical Algorithms,
// chapter 8), with its letters.
Date easter_sunday(int year) {
  if (year < 1583 || year > 9999) {
    throw std::out_of_range("Easter is computed for the years 1583 to 9999");
  }
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = b / 4;
  const int e = b % 4;
  const int f = (b + 8) / 25;
  const int g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4;
  const int k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return Date(year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1));
}

}  // namespace v1
}  // namespace vaern
