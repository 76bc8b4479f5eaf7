// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Obligations as entries of a calendar (RFC 5545), for a professional's own calendar program.
///
/// A calendar is seen on screens and telephones by others than its owner. So an entry says that
/// something is to be followed up and when, and nothing else: no case, no person, no kind of
/// obligation, not whether it is overdue.

#include <string>

#include "vaern/core/localized_text.hpp"
#include "vaern/exchange/case_timeline.hpp"

namespace vaern {
inline namespace v1 {

/// A calendar of the open obligations, lines ended by CRLF and folded at 75 octets.
///
/// A deadline in days is the whole day on which it is last in time (DATE), one in elapsed time a
/// moment in UTC. UID is SHA-256 of the case's and the obligation's id: the same obligation keeps
/// it, whatever happens to its date. It is a name and no secret: who knows a case's id can work it
/// out. DTSTAMP is `known_by`, else `as_of`, else the latest moment at which an entry was written
/// down; SEQUENCE is its whole minutes since 1970, so that a later file is the newer one.
std::string calendar_file(const CaseTimeline& made, Language language);

/// What brings a calendar that took the entries of `before` up to date: what is open now, and
/// what was open then and is not any more, as cancelled.
std::string calendar_file(const CaseTimeline& before, const CaseTimeline& after, Language language);

}  // namespace v1
}  // namespace vaern
