// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What a policy would have asked for over histories as they were: from each event to the
/// reassessment it asked for, what was overdue when it fell, and what each assessment asked for.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "vaern/reassessment/caseload.hpp"

namespace vaern {
inline namespace v1 {

/// A cell for each event, or nothing: not wanted.
struct BacktestEvents {
  std::span<std::uint8_t> asked;          ///< 1: its kind asks for something and it counts.
  std::span<Microseconds> known;          ///< When it counts from; `no_moment`.
  std::span<Microseconds> due;            ///< The first thing it asked for; `no_moment`.
  std::span<Microseconds> met;            ///< The assessment that met it; `no_moment`: none yet.
  std::span<std::uint64_t> levels;        ///< In force when it was known; 0: nothing said which.
  std::span<std::int8_t> was_overdue;     ///< 1: something was, without it; 0; -1: does not count.
  std::span<std::int32_t> overdue_hours;  ///< By then, of what was overdue longest; -1.
};

/// A cell for each assessment, or nothing: not wanted.
struct BacktestAssessments {
  std::span<Microseconds> start;  ///< When it counts from; `no_moment`: it does not.
  std::span<Microseconds> due;    ///< What it asked for by its levels alone; `no_moment`.
  std::span<Microseconds> next;   ///< The one after it that met that; `no_moment`: none yet.
  std::span<Microseconds> until;  ///< When it stopped counting: next, closing or `as_of`.
};

/// Entries count as in `schedule_table`, by `options.as_of`; each event is looked at by what was
/// known when it became known. Only an assessment that meets a clock after levels has a `due`.
/// `threads` of the options is not used. Throws as `schedule_table`.
Schedule backtest(const Policy& policy, const Calendar& calendar, const Caseload& caseload,
                  const ScheduleOptions& options, const BacktestEvents& events,
                  const BacktestAssessments& assessments);

}  // namespace v1
}  // namespace vaern
