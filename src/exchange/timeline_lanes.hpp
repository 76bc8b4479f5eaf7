// SPDX-License-Identifier: Apache-2.0
#pragma once
// The lanes of obligations in the picture of a case, and what its signs mean.

#include <vector>

#include "exchange/timeline_axis.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

// One a clock and other party: by other party, then policy, then clock as it declares them.
std::vector<TimelineLane> obligation_lanes(const CaseTimeline& made, const TimeAxis& axis,
                                           Language language);

TimelineLane signs(Language language);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
