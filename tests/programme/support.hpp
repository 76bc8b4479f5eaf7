// SPDX-License-Identifier: Apache-2.0
#pragma once
// A small library: an instrument for women with three items, a second one, one that a judgement
// decides; a policy, a catalogue, a programme; and cases written as text.
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>

#include "vaern/case_file/load.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/document/document.hpp"
#include "vaern/programme/assess.hpp"
#include "vaern/programme/library.hpp"

namespace vaern::testing_support {

/// Model texts by name; a test changes one of them before they are loaded.
using Texts = std::map<std::string, std::string>;
Texts small_models();

/// The text with its first `from` as `to`, which must be there.
std::string replaced(std::string text, const std::string& from, const std::string& to);

Library load_models(const Texts& texts, DiagnosticList& findings);

/// The programme of the small models, which must load.
ProgrammePtr small_programme(const std::function<void(Texts&)>& change = {});

/// "E0920 programme.yaml:21:9" for each finding.
std::vector<std::string> places(const DiagnosticList& findings);

/// A case of the woman p1 with the men o1 and o2; `rest` is what follows the parties.
CaseFile small_case(const std::string& rest, const std::string& subject = "sex: woman, born: 1990");

/// One assessment: "a1, scale, o1, completed, 2026-01-10" and its answers or judgement.
std::string assessment(const std::string& id, const std::string& instrument,
                       const std::string& about, const std::string& status, const std::string& day,
                       const std::string& rest);

CaseAssessment assessed(const CaseFile& file, const Programme& programme, const AsOf& when = {});

/// "low medium": the programme's levels of a set.
std::string levels(const Programme& programme, std::uint64_t possible);

}  // namespace vaern::testing_support
