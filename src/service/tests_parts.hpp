// SPDX-License-Identifier: Apache-2.0
#pragma once
// Parts of what `vaern test` says.

#include <string>
#include <vector>

#include "service/words.hpp"
#include "vaern/model/canonical.hpp"
#include "vaern/service/tests.hpp"

namespace vaern::service::detail {

/// "instruments/scale.yaml:14:3".
std::string place(const SourceSpan& span);

/// A name to the left and numbers to the right, indented by two; every row has as many.
std::string table(const std::vector<std::vector<std::string>>& rows);

/// A file, line and column in JSON, where there is a file.
void write_place(CanonicalWriter& json, const SourceSpan& span);
void write_proposals(CanonicalWriter& json, const InstrumentPtr& instrument,
                     const std::vector<ProposedExample>& proposals, Language language);

std::string coverage_text(const Coverage& coverage, Language language);
void write_coverage(CanonicalWriter& json, const Coverage& coverage, Language language);

std::string mutation_text(const Mutation& mutation, Language language);
void write_mutation(CanonicalWriter& json, const Mutation& mutation, Language language);
/// A finding at an instrument of which mutants live.
void add_mutants(const Mutation& mutation, DiagnosticList& findings);

}  // namespace vaern::service::detail
