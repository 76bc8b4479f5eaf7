// SPDX-License-Identifier: Apache-2.0
#pragma once
// The axis of time under a picture of a case, and how lanes stand over it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/svg.hpp"
#include "exchange/svg_words.hpp"
#include "exchange/timeline_entries.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

constexpr double picture_width = 1000;
constexpr double plot_right = 985;

// "3 Nov 2026", "3. nov. 2026"; with the time of day where it is counted by the hour.
std::string short_date(Date date, Language language);
std::string short_moment(const DueDate& due, Language language);
std::string short_moment(Instant at, const Zone& zone, Language language);

struct TimeAxis {
  Instant from;
  Instant to;
  const Zone* zone = nullptr;
  double left = 92;  // Where the plot begins: the names of levels stand before it.

  double x(Instant at) const;  // Clamped to the plot.
};

// Over everything that a case shows.
TimeAxis axis_of(const CaseTimeline& made, const std::vector<TimelineEntry>& entries,
                 Language language);

// Rows under one heading; they are drawn from y = 0.
struct TimelineLane {
  struct Row {
    double height = 0;
    SvgDrawing drawing;
  };
  std::string heading;
  std::string rests_on;  // Policy and calendar, where lanes have several; may be empty.
  bool has_axis = true;  // Its rows stand over the axis; else its words have no lines behind them.
  std::vector<Row> rows;

  Row& row(double height) {
    rows.push_back({height, {}});
    return rows.back();
  }
};

// A word at a moment that must not touch its neighbours.
struct PlacedLabel {
  double left = 0;
  double right = 0;
  std::size_t index = 0;
};

// The labels in as few rows as they need, first come first served from the left.
std::vector<std::vector<PlacedLabel>> packed(std::vector<PlacedLabel> labels);

// SVG elements of at most that height, the first a little lower; a lane that goes on has its
// heading again. `name` begins the ids inside.
std::vector<std::string> sheets_of(const std::vector<TimelineLane>& lanes, const TimeAxis& axis,
                                   const CaseTimeline& made, double height, Language language,
                                   std::string_view in_words, bool is_file);

// Fills with lines, for what is late and what is not known; named by the sheet.
inline constexpr std::string_view late_fill = " fill=\"url(#vt-late)\"";
inline constexpr std::string_view unknown_fill = " fill=\"url(#vt-unknown)\"";

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
