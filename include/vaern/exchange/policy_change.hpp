// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The dates that another policy moves, as text for people.

#include <string>

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/reassessment/policy_change.hpp"

namespace vaern {
inline namespace v1 {

/// As `vaern due CASE --policy FILE` prints it: what would be later first, then earlier, new and
/// gone, each with both dates.
std::string policy_change_text(const PolicyChange& change, Language language);

}  // namespace v1
}  // namespace vaern
