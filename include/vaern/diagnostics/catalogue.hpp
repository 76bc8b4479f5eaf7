// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Every code the engine can print, in order of its id.

#include <span>
#include <string_view>

#include "vaern/diagnostics/diagnostic.hpp"

namespace vaern {
inline namespace v1 {

/// All codes of all rooms, ordered by id. Ids are unique.
std::span<const CodeInfo* const> all_codes();

/// The code with this id ("E0203"), or null.
const CodeInfo* find_code(std::string_view id);

/// The words of other places and of help that names a candidate.
std::span<const NoteInfo* const> all_notes();

}  // namespace v1
}  // namespace vaern
