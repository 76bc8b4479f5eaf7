// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The examples inside instruments, run and reported.

#include <string>
#include <vector>

#include "vaern/instrument/examples.hpp"
#include "vaern/service/models.hpp"

namespace vaern {
inline namespace v1 {

/// The examples of one instrument.
struct TestedModel {
  InstrumentPtr instrument;
  std::vector<ExampleResult> results;
  std::size_t passed() const;
};

struct Tested {
  std::vector<TestedModel> models;
  /// One finding an expectation that was not met, at its place, and every fault of an example.
  DiagnosticList findings;
};

Tested run_tests(const std::vector<InstrumentPtr>& instruments);

/// {"models":[{"instrument","examples":[{"name","passed","compared"}]}],"findings":[...]}; one
/// line, no final line feed.
std::string tests_json(const Tested& tested, Language language = Language::en);

/// A table: a line for every model.
std::string tests_text(const Tested& tested, Language language = Language::en);

}  // namespace v1
}  // namespace vaern
