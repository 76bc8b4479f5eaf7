// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace case_file {
#include "diagnostics/codes/case_file.inc"
}  // namespace case_file
}  // namespace vaern::codes
