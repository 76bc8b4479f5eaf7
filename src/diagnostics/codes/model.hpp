// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace model {
#include "diagnostics/codes/model.inc"
}  // namespace model
}  // namespace vaern::codes
