// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a room's list of codes (`<room>.inc`) becomes constants. A line of a list is
//   VAERN_CODE(E0203, error, undefined_item, "en", "da", "help en", "help da")
// Each room has an inline namespace of its own: `codes::undefined_item` finds it, and two rooms may
// use the same name.
#include "vaern/diagnostics/diagnostic.hpp"

#define VAERN_CODE(ID, SEVERITY, NAME, EN, DA, HELP_EN, HELP_DA) \
  inline constexpr ::vaern::CodeInfo NAME{                       \
      #ID, ::vaern::Severity::SEVERITY, #NAME, EN, DA, HELP_EN, HELP_DA};
