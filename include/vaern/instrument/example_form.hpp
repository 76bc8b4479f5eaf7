// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// An example as what scoring takes: the form that it stands for.

#include <optional>
#include <vector>

#include "vaern/instrument/examples.hpp"

namespace vaern {
inline namespace v1 {

/// What an example is scored from.
struct ExampleForm {
  Responses responses;
  std::optional<Judgement> judgement = std::nullopt;
  std::optional<Date> assessed = std::nullopt;
  std::optional<std::vector<EarlierAssessment>> earlier = std::nullopt;
};

/// The answers of an example, `others` included. Its faults are those of the answers.
Result<ExampleForm> example_form(const Instrument& instrument, const Example& example);

/// `with_witnesses`: also the dear half of a score, its witnesses and decisive items.
Result<Score> score_example(const InstrumentPtr& instrument, const ExampleForm& form,
                            bool with_witnesses = true);

}  // namespace v1
}  // namespace vaern
