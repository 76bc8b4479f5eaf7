// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a catalogue may say and hardly means. Its conditions are bound.

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/safety_plan/catalogue.hpp"

namespace vaern::programme::detail {

void lint_catalogue(const Catalogue& catalogue, DiagnosticList& findings);

}  // namespace vaern::programme::detail
