// SPDX-License-Identifier: Apache-2.0
// An event from before the case was opened counts like any other, and that is said.

#include "reassessment/fold.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

void Fold::note_before_opening() {
  if (known_.episodes.empty()) return;
  const Instant first = known_.episodes.front().opened;  // by opening
  for (Opened& opened : opened_) {
    Obligation& obligation = opened.obligation;
    if (obligation.cause.kind == Cause::Kind::event && opened.known < first) {
      obligation.reasons.push_back({"before_opening", {{"opened", local_text(first)}}});
    }
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
