// SPDX-License-Identifier: Apache-2.0
#pragma once
// Words shared by findings of every room: other places, and help that names a candidate.
#include "vaern/diagnostics/diagnostic.hpp"

namespace vaern::notes {

inline constexpr NoteInfo first_here{"first written here", "skrevet første gang her"};
inline constexpr NoteInfo declared_here{"declared here", "erklæret her"};
inline constexpr NoteInfo did_you_mean{"did you mean '{candidate}'?", "mente du '{candidate}'?"};
inline constexpr NoteInfo said_here{"it says so here", "det står her"};
inline constexpr NoteInfo published_here{"published here", "udgivet her"};
/// At `extends:` of a local file, of a finding that is in the published file as changed by it.
inline constexpr NoteInfo in_local_version{"in the local version {reference}",
                                           "i den lokale udgave {reference}"};
inline constexpr NoteInfo changes_there{"{local} changes {reference}",
                                        "{local} ændrer {reference}"};
/// One edge of a circle.
inline constexpr NoteInfo reads_there{"'{reader}' reads '{read}' here",
                                      "'{reader}' læser '{read}' her"};
inline constexpr NoteInfo allowed_are{"allowed: {allowed}", "tilladt: {allowed}"};

/// The author's reason for a consistent condition, in her or his own words.
inline constexpr NoteInfo one_is_wrong{"{because_en} One of the answers is wrong.",
                                       "{because_da} Mindst et af svarene er forkert."};

}  // namespace vaern::notes
