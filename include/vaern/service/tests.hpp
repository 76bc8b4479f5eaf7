// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The examples inside instruments, run and reported; what they reach, and what they would notice.

#include <optional>
#include <string>
#include <vector>

#include "vaern/instrument/mutation.hpp"
#include "vaern/instrument/shrink.hpp"
#include "vaern/service/models.hpp"

namespace vaern {
inline namespace v1 {

struct TestOptions {
  bool has_coverage = false;
  /// Whole percent that the examples of every instrument must reach; implies coverage.
  std::optional<std::size_t> required;
  bool has_mutation = false;
};

/// An instrument with what it was loaded from (of a local version joined with what it extends).
struct TestSubject {
  InstrumentPtr instrument;
  Document document;
};

/// Every instrument of the models.
std::vector<TestSubject> test_subjects(const Models& models);
/// "danger-assessment@2009", or "danger-assessment" for the latest version.
Result<TestSubject> test_subject(const Models& models, std::string_view name);
/// Instruments in documents that need not be among the models. A local version may extend another
/// of these documents. Those with errors are left out; all findings are appended.
std::vector<TestSubject> test_subjects(const Models& models, const std::vector<Document>& documents,
                                       DiagnosticList& findings);

/// The examples of one instrument.
struct TestedModel {
  InstrumentPtr instrument;
  std::vector<ExampleResult> results;
  std::optional<Coverage> coverage;
  std::optional<Mutation> mutation;
  std::size_t passed() const;
};

struct Tested {
  std::vector<TestedModel> models;
  /// One finding an expectation that was not met, at its place, and every fault of an example;
  /// an instrument whose examples reach less than is required; every mutant that lives.
  DiagnosticList findings;
};

Tested run_tests(const std::vector<TestSubject>& subjects, const TestOptions& options = {});

/// {"models":[{"instrument","examples":[{"name","passed","compared","smallest"}],"coverage","mutation"}],
/// "findings":[...]}; one line, no final line feed. "smallest", of an example that fails:
/// {"what","expected","found","responses","others","because":[lines]}. "coverage", where it was
/// asked for:
/// {"kinds":[{"kind","covered","of","percent"}],"covered","of","percent","points":[{"kind",
/// "subject","side","state","text","file","line","column","example","proposal"}],
/// "proposals":[{"name","yaml","covers":[points]}]}. `state` is "covered", "missing",
/// "impossible" or "undecided"; an index counts from 0 and is left out where there is none.
/// "mutation", where it was asked for: {"kinds":[{"kind","mutants","killed","equivalent","alive"}],
/// "mutants","killed","equivalent","alive","list":[{"kind","fate","change","file","line","column",
/// "example","proposal"}],"proposals":[...as above, of mutants]}; `fate` is "killed", "refused" (it
/// does not load), "equivalent", "alive" or "not_decided".
std::string tests_json(const Tested& tested, Language language = Language::en);

/// A line for every model, and the smallest form of every example that fails; with coverage its
/// table, what no example tries, what cannot happen, and examples to paste.
std::string tests_text(const Tested& tested, Language language = Language::en);

}  // namespace v1
}  // namespace vaern
