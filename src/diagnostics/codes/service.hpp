// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace service {
#include "diagnostics/codes/service.inc"
}  // namespace service
}  // namespace vaern::codes
