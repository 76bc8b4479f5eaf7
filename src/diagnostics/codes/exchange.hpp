// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace exchange {
#include "diagnostics/codes/exchange.inc"
}  // namespace exchange
}  // namespace vaern::codes
