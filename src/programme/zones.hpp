// SPDX-License-Identifier: Apache-2.0
#pragma once
// Cases of programmes whose catalogue is one of zones.

#include "vaern/programme/assess.hpp"

namespace vaern::programme::detail {

/// Measures, signs and strains in the plans of a case, against the catalogue of zones.
void check_zone_case(const CaseFile& file, const Programme& programme, DiagnosticList& findings);

/// In a case of another programme no plan has signs or strains.
void check_no_traits(const CaseFile& file, const Programme& programme, DiagnosticList& findings);

}  // namespace vaern::programme::detail
