// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The examples inside an instrument, run.

#include <string>
#include <vector>

#include "vaern/instrument/score.hpp"

namespace vaern {
inline namespace v1 {

/// One expectation that was not met.
struct ExampleMismatch {
  std::string what;  ///< "level", "flags.strangulation", "total"
  std::string expected;
  std::string found;
  SourceSpan span;  ///< Of the expectation.
};

struct ExampleResult {
  std::string name;
  SourceSpan span;
  std::size_t compared = 0;  ///< Expectations that were compared.
  std::vector<ExampleMismatch> mismatches;
  DiagnosticList faults;  ///< Of a form that could not be scored and should.
  bool has_passed() const { return mismatches.empty() && !faults.has_errors(); }
};

/// The answers of an example: its responses, and `others` for every other item that applies once
/// those before it are answered and whose answers include that code.
Result<Responses> example_responses(const Instrument& instrument, const Example& example);

ExampleResult run_example(const InstrumentPtr& instrument, const Example& example);

/// All examples, in the order written.
std::vector<ExampleResult> run_examples(const InstrumentPtr& instrument);

}  // namespace v1
}  // namespace vaern
