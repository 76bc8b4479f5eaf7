// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What another policy would do to the dates of a case of a programme.

#include "vaern/programme/assess.hpp"
#include "vaern/reassessment/policy_change.hpp"

namespace vaern {
inline namespace v1 {

/// The dates that `other` moves in a case, in place of the programme's own policy. The case must
/// have passed `check_case`. Errors as of the room reassessment.
Result<PolicyChange> policy_change(const CaseFile& file, const Programme& programme,
                                   const Policy& other, const Calendar& other_calendar,
                                   const AsOf& when = {});

}  // namespace v1
}  // namespace vaern
