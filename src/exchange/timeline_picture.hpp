// SPDX-License-Identifier: Apache-2.0
#pragma once
// The picture of a case: a lane for each clock and other party, over one axis of time.

#include <string>
#include <string_view>
#include <vector>

#include "exchange/timeline_entries.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

struct TimelinePicture {
  std::vector<std::string> sheets;  // Finished SVG elements, none higher than a page.
  std::string in_words;             // What it shows.
};

// How its parts look; inside an SVG file or the head of a page.
extern const std::string_view timeline_picture_style;

// The sheets of a page; each has its own axis.
TimelinePicture timeline_picture(const CaseTimeline& made, Language language);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
