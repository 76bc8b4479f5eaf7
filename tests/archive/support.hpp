// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small models, a case and an archive of every kind made of them; and archives with a head put
// right after their payload was changed.

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/support.hpp"
#include "vaern/archive/models.hpp"
#include "vaern/archive/results.hpp"
#include "vaern/diagnostics/render.hpp"

namespace vaern::archive_tests {

using exchange_tests::changed;
using exchange_tests::text_of_file;

/// The example models of tests/golden/models, under names without folders.
const ModelStore& small_store();
const Library& small_library();

InstrumentPtr small_instrument();
Score small_score();
std::shared_ptr<const CaseFile> small_case();
CaseWork small_work();
DiagnosticList small_findings();

/// Every kind of archive, by the word for its kind.
const std::map<std::string, std::string>& small_archives();

/// Everything that the opened value says: references, fingerprints, canonical JSON, messages. The
/// codes of the findings where it does not open.
std::string said(std::string_view archive, std::string_view kind);

/// "E1310 E1311".
std::string codes_of(const DiagnosticList& findings);

std::string payload_of(const std::string& archive);
/// The archive with another payload, its length and its hash.
std::string with_payload(std::string_view kind, const std::string& payload);

}  // namespace vaern::archive_tests
