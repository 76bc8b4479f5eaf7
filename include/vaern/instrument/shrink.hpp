// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The smallest form on which an example fails in the same way.

#include <optional>
#include <string>
#include <vector>

#include "vaern/instrument/example_form.hpp"

namespace vaern {
inline namespace v1 {

struct ShrunkExample {
  std::string what;  ///< The expectation that is not met: "total".
  std::string expected;
  std::string found;
  std::string responses;  ///< As they stand in an example: "{gun: yes}".
  std::string others;     ///< Empty: none.
  /// The lines of the explanation that are there because of one answer: of that answer without
  /// which the expectation is met, else of the first. Empty where no answer is left.
  std::vector<std::string> because;
};

/// Leaves out one answer at a time for as long as the first expectation that is not met stays unmet
/// with the same value, until every answer that is left is needed. Nothing where the example
/// passes, or fails by a fault of its answers. Work: answers squared, in scores.
std::optional<ShrunkExample> shrink(const InstrumentPtr& instrument, const Example& example,
                                    Language language);

}  // namespace v1
}  // namespace vaern
