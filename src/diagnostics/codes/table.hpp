// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace table {
#include "diagnostics/codes/table.inc"
}  // namespace table
}  // namespace vaern::codes
