// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What new entries changed in a timeline (T6), in words and as JSON.

#include <string>
#include <string_view>

#include "vaern/core/localized_text.hpp"
#include "vaern/programme/programme.hpp"
#include "vaern/reassessment/timeline.hpp"

namespace vaern {
inline namespace v1 {

inline constexpr std::string_view timeline_changes_schema = "vaern/timeline-changes/1";

/// Entries that were struck since, by whom and why; by clock and other party the date that held
/// before and the one that holds now; then each obligation that opened, is gone, was met, ended or
/// opened again, or is due earlier or later, with its reasons. Lines of at most 100 code points.
std::string timeline_changes_text(const Timeline& before, const Timeline& after,
                                  const Programme& programme, Language language);

/// Canonical JSON, in no language. Keys, in this order: schema; before, after {as_of, known_by};
/// struck [{id, recorded, by, reason}]: those of `after` alone; holds [{clock, about, before,
/// after}]: where the date that holds is another, null where none; then opened, gone, met, ended,
/// reopened, earlier, later, each a list of {id, clock, about, what, before, after, reasons}, of
/// which before and after are {at, local, status, closed} or null.
std::string timeline_changes_json(const Timeline& before, const Timeline& after);

}  // namespace v1
}  // namespace vaern
