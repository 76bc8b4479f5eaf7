// SPDX-License-Identifier: Apache-2.0
#pragma once
// What an instrument asks of those who use it, and what they have.

#include <string>
#include <vector>

#include "vaern/case_file/case_file.hpp"
#include "vaern/instrument/instrument.hpp"

namespace vaern::programme::detail {

/// The competences that the instrument requires and none of those who made the assessment has.
std::vector<std::string> competences_missing(const CaseFile& file, const AssessmentEntry& entry,
                                             const Instrument& instrument);

}  // namespace vaern::programme::detail
