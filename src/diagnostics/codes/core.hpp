// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace core {
#include "diagnostics/codes/core.inc"
}  // namespace core
}  // namespace vaern::codes
