// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The arithmetic of one deadline (T2, T3).

#include <optional>

#include "vaern/core/duration.hpp"
#include "vaern/core/result.hpp"
#include "vaern/core/zone.hpp"
#include "vaern/reassessment/interval.hpp"
#include "vaern/reassessment/obligation.hpp"

namespace vaern {
inline namespace v1 {

class Calendar;

/// The deadline `interval` after `from`.
///
/// Elapsed: that many seconds later in UTC, on whatever day that is. Civil: the end of the local
/// day that many days or months after the local day of `from`; on a closed day it moves once to
/// the earlier open day, but not before the local day of `known` (then: that day), and never to a
/// later day than it had. A statutory one does not move. Counted days: the end of the n-th one
/// after the local day of `from`; `end_of: month`: the end of the month's last day; else as civil.
///
/// Errors: a day outside the years of the calendar, or outside the years 1 to 9999. Not for the
/// unit `shift` (`std::logic_error`).
Result<DueDate> due_date(Instant from, Instant known, const IntervalLength& interval,
                         bool statutory, const Zone& zone, const Calendar& calendar);

/// A reminder `before` the local day `end`, to the end of its day; rolled as above, and not before
/// the local day of `known`. `before` is civil.
Result<DueDate> due_before(Date end, Instant known, const Duration& before, bool statutory,
                           const Zone& zone, const Calendar& calendar);

/// The moment `after` an overdue deadline, for the overdue ladder: elapsed from the moment itself,
/// civil days from its local day, to the end of that day. Never rolls. Nothing after the year 9999.
std::optional<Instant> overdue_moment(const DueDate& due, const Duration& after, const Zone& zone);

}  // namespace v1
}  // namespace vaern
