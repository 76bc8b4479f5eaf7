// SPDX-License-Identifier: Apache-2.0
#pragma once
// A professional's level beside the answers (S12).

#include "vaern/instrument/score.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

/// Whether the instrument can be judged like that: level, reason and opinions.
void check_judgement(const Instrument& model, const Judgement& judgement, DiagnosticList& findings);

/// What is in force afterwards, and the opinions. A judgement has been checked.
void apply_judgement(Score& score, const std::optional<Judgement>& judgement);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
