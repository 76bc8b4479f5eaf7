// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace archive {
#include "diagnostics/codes/archive.inc"
}  // namespace archive
}  // namespace vaern::codes
