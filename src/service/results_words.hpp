// SPDX-License-Identifier: Apache-2.0
#pragma once
// Results in words and in JSON, for a person and for a program.

#include <string>
#include <vector>

#include "vaern/instrument/results.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern::service::detail {

/// "severe", "severe–extreme", or a dash. Labels of the model, else ids; the ids where it is null.
std::string range_words(const std::vector<std::string>& levels, const Levels* labels,
                        Language language);

/// What counts after the judgement: "extreme (judged)".
std::string standing_words(const Results& results, const Levels* labels, Language language);

/// Every part of a change in a line: "increased → severe; total 12 → 14".
std::string change_words(const Results& before, const Results& after, const ResultsChange& change,
                         const Instrument& model, Language language);

void write_results(CanonicalWriter& json, std::string_view key, const Results& results);
void write_change(CanonicalWriter& json, const ResultsChange& change);

/// "raised", "hævet".
std::string_view shift_words(Shift shift, Language language);

}  // namespace vaern::service::detail
