// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace instrument {
#include "diagnostics/codes/instrument.inc"
}  // namespace instrument
}  // namespace vaern::codes
