// SPDX-License-Identifier: Apache-2.0
#pragma once
// A copy of a plan for one reader, as the command line asks for it.

#include <string>

#include "cli/context.hpp"
#include "vaern/case_file/case_file.hpp"
#include "vaern/core/result.hpp"
#include "vaern/programme/programme.hpp"

namespace vaern::cli {

/// The case must have passed `check_case`.
Result<std::string> copy_of_plan(const Context& context, const CaseFile& file,
                                 const Programme& programme);

}  // namespace vaern::cli
