// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// How long: elapsed time (PT24H) or civil days and months (P7D, P1M), never both.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vaern/core/date.hpp"

namespace vaern {
inline namespace v1 {

/// Why a text is no duration.
enum class DurationFault : std::uint8_t {
  none,
  not_a_duration,  ///< Does not have the form PnYnMnWnD or PTnHnMnS.
  empty,           ///< "P" or "PT" without a number.
  mixed,           ///< "P1DT2H": civil and elapsed in one.
  fraction,        ///< "P1.5D".
  negative,        ///< "-P1D".
  wrong_order,     ///< "P1D2M".
  too_long,        ///< More than 10,000 years.
};

/// Never negative. Exactly one of the two kinds; a zero keeps its kind (PT0H, P0D).
class Duration {
 public:
  enum class Kind : std::uint8_t { elapsed, civil };

  Duration() noexcept = default;  ///< PT0H.
  static Duration of_seconds(std::int64_t seconds);
  static Duration of_civil(std::int64_t months, std::int64_t days);

  /// ISO 8601, integers only: weeks are 7 days, years 12 months. `fault`, where given, says why
  /// not.
  static std::optional<Duration> parse(std::string_view text, DurationFault* fault = nullptr);

  Kind kind() const noexcept { return kind_; }
  bool is_elapsed() const noexcept { return kind_ == Kind::elapsed; }
  bool is_civil() const noexcept { return kind_ == Kind::civil; }
  bool is_zero() const noexcept { return seconds_ == 0 && months_ == 0 && days_ == 0; }

  std::int64_t seconds() const noexcept { return seconds_; }  ///< 0 when civil.
  std::int64_t months() const noexcept { return months_; }    ///< 0 when elapsed.
  std::int64_t days() const noexcept { return days_; }        ///< 0 when elapsed.

  /// The civil day this much later: months first, then days. Misuse (`std::logic_error`) when
  /// elapsed.
  Date after(Date start) const;

  /// Canonical and without loss: "PT24H", "PT1H30M", "PT0H", "P7D", "P1M", "P1M15D", "P2Y" ->
  /// "P24M"; equal durations have equal texts.
  std::string to_string() const;

  /// Equal kind and equal parts.
  friend bool operator==(const Duration&, const Duration&) noexcept = default;

  /// Decided only where it holds from every start, else unordered: P1M is longer than P27D and
  /// shorter than P32D, and neither to P30D. Civil days differ from as many times 24 hours by up
  /// to two hours (the clocks change), so PT24H and P1D are unordered.
  friend std::partial_ordering operator<=>(const Duration& a, const Duration& b) noexcept;

 private:
  Kind kind_ = Kind::elapsed;
  std::int64_t seconds_ = 0;
  std::int64_t months_ = 0;
  std::int64_t days_ = 0;
};

/// Whether `a`, counted from any start, ends no later than `b`: true of P28D and P1M.
bool never_longer(const Duration& a, const Duration& b) noexcept;

}  // namespace v1
}  // namespace vaern
