// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Past moments: instants in UTC (T2).

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vaern {
inline namespace v1 {

/// A moment, without leap seconds, in the years 1 to 9999 of UTC when read from text.
struct Instant {
  std::int64_t seconds = 0;      ///< Since 1970-01-01T00:00:00Z.
  std::int32_t nanoseconds = 0;  ///< 0 to 999,999,999, always forward in time.

  /// RFC 3339 with seconds optional: "2026-09-10T10:20+02:00", "2026-09-10T08:20:00.5Z". 'T' and
  /// 'Z' are capitals; an offset is required and at most 23:59; a leap second (:60) and more than
  /// nine decimals are refused.
  static std::optional<Instant> parse(std::string_view text) noexcept;

  /// In UTC: "2026-09-10T08:20:00Z", with as many decimals as needed where there are any.
  std::string to_string() const;

  /// Elapsed time. Throws `std::overflow_error` when the result does not fit.
  Instant add_seconds(std::int64_t seconds_later) const;

  friend bool operator==(const Instant&, const Instant&) noexcept = default;
  friend std::strong_ordering operator<=>(const Instant&, const Instant&) noexcept = default;
};

}  // namespace v1
}  // namespace vaern
