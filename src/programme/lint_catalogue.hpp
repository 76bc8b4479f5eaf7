// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a catalogue of either shape may say and hardly means. Its conditions are bound.

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/safety_plan/catalogue.hpp"
#include "vaern/safety_plan/zone_catalogue.hpp"

namespace vaern::programme::detail {

void lint_catalogue(const Catalogue& catalogue, DiagnosticList& findings);
void lint_zones(const ZoneCatalogue& catalogue, DiagnosticList& findings);

}  // namespace vaern::programme::detail
