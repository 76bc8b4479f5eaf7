// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Time zones from the data that ship with the library (T2); the machine's are never read.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/date.hpp"
#include "vaern/core/instant.hpp"

namespace vaern {
inline namespace v1 {

/// What clocks show in a zone at some moment.
struct LocalTime {
  Date date;
  std::int32_t second_of_day = 0;  ///< 0 to 86,399, as the clock shows it.
  std::int32_t utc_offset = 0;     ///< Seconds east of UTC.
  std::string abbreviation;        ///< "CEST".

  /// "2026-09-10T10:20:00+02:00".
  std::string to_string() const;
};

/// Immutable; safe to share between threads.
class Zone {
 public:
  /// The zone of that exact name ("Europe/Copenhagen"), or null: not among the shipped zones.
  static std::shared_ptr<const Zone> find(std::string_view name);

  /// All shipped names, sorted.
  static std::vector<std::string> names();

  /// Reads one TZif file (RFC 8536, version 2 or later). Null when the data are damaged; never
  /// reads outside `bytes`.
  static std::shared_ptr<const Zone> read_tzif(std::string name, std::string_view bytes);

  const std::string& name() const noexcept;

  /// Throws `std::out_of_range` outside the years 1 to 9999.
  LocalTime local(Instant instant) const;

  /// The moment at which local clocks show this. Where they show it twice (the clocks go back)
  /// the earlier moment: a deadline is never later than its reader may think. Where they never
  /// show it (the clocks go forward) the moment of the change. `second_of_day` may be 86,400: the
  /// midnight that ends the day, which is how a civil deadline is written (T3).
  Instant to_instant(Date date, std::int32_t second_of_day) const;

  /// The exclusive end of a civil day: the next local midnight.
  Instant end_of(Date date) const { return to_instant(date, 86'400); }

  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;
  ~Zone();

 private:
  struct Data;
  explicit Zone(std::unique_ptr<const Data> data);
  std::unique_ptr<const Data> data_;
};

/// Version of the shipped data, as "2026a". It stands in every due date.
std::string_view tz_version() noexcept;

}  // namespace v1
}  // namespace vaern
