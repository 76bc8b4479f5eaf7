// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// When something in a case was: an instant, or a date known to a day, a month or a year.

#include <optional>
#include <string>

#include "vaern/core/date.hpp"
#include "vaern/core/instant.hpp"
#include "vaern/core/zone.hpp"
#include "vaern/diagnostics/source.hpp"

namespace vaern {
inline namespace v1 {

struct Moment {
  std::optional<Instant> instant;  ///< Set when the time of day is written.
  PartialDate date;                ///< With an instant: the local date as written.
  std::string text;                ///< As written.
  SourceSpan span;

  bool is_instant() const noexcept { return instant.has_value(); }

  /// The first instant it may be. A date without a time begins at local midnight of `zone`.
  Instant earliest(const Zone& zone) const {
    return instant ? *instant : zone.to_instant(date.first, 0);
  }
  /// The last second it may be.
  Instant latest(const Zone& zone) const {
    return instant ? *instant : zone.end_of(date.last).add_seconds(-1);
  }

  /// True only when `a` is before `b` in every zone and for every day the two may be. Two
  /// instants compare as such, everything else by the local dates as written.
  static bool surely_before(const Moment& a, const Moment& b) noexcept {
    if (a.instant && b.instant) return *a.instant < *b.instant;
    return a.date.last < b.date.first;
  }
};

}  // namespace v1
}  // namespace vaern
