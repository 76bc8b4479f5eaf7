// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the plans of a case say and what counts for nothing.

#include "vaern/programme/programme.hpp"

namespace vaern::programme::detail {

/// Catalogues that are none of the programme's, waivers without a reason of what guards another
/// measure, and what each professional decides said of somebody who is none.
void check_plan_entries(const CaseFile& file, const Programme& programme, DiagnosticList& findings);

}  // namespace vaern::programme::detail
