// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A step that is to be done again: what was done counts until an assessment or an event that its
/// measure names (`again_after`).

#include <string>
#include <string_view>

#include "vaern/case_file/case_file.hpp"

namespace vaern {
inline namespace v1 {

/// In `again_after`: every assessment, of any instrument and about any other party. The other words
/// are kinds of events.
inline constexpr std::string_view again_after_assessment = "assessment";

/// The first entry after which a step that was done is open again.
struct DoneAgain {
  std::string after;  ///< "assessment", or the kind of the event.
  std::string entry;  ///< Its id in the case.
  std::string at;     ///< As written: when it was assessed, or when the event became known.
  Instant from;       ///< The first instant that may be; deadlines count from here.
  MeasureStatus was = MeasureStatus::done;  ///< What the step was before: done or already_does.
  std::string last;                         ///< When that was said, as written.
};

}  // namespace v1
}  // namespace vaern
