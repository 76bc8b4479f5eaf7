// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace expression {
#include "diagnostics/codes/expression.inc"
}  // namespace expression
}  // namespace vaern::codes
