// SPDX-License-Identifier: Apache-2.0
#include "timeline_pages.hpp"

#include <pybind11/stl.h>

#include <stdexcept>
#include <string>

#include "convert.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/exchange/calendar_file.hpp"
#include "vaern/exchange/timeline_changes.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

/// It was made before with the same arguments, so it can be made.
CaseTimeline whole(const TimelineView& view) {
  Result<CaseTimeline> made = case_timeline(view.file->file, *view.programme, view.when);
  if (!made) throw std::logic_error(vaern::render(made.error()));
  return *std::move(made);
}

std::string shown(const TimelineView& view, const std::string& format, const std::string& tag) {
  const Language language = language_of(tag);
  if (format == "json") return to_canonical_json(view.timeline);
  if (format != "text" && format != "html" && format != "svg" && format != "ics") {
    throw py::value_error("'" + format +
                          "' is not a format of a timeline: text, html, svg, ics, json");
  }
  const py::gil_scoped_release release;
  const CaseTimeline made = whole(view);
  if (format == "html") return case_timeline_html(made, language);
  if (format == "svg") return case_timeline_svg(made, language);
  return format == "ics" ? calendar_file(made, language) : case_timeline_text(made, language);
}

std::string changes(const TimelineView& after, const TimelineView& before,
                    const std::string& format, const std::string& tag) {
  const Language language = language_of(tag);
  if (format != "text" && format != "json" && format != "ics") {
    throw py::value_error("'" + format + "' is not a format of what has changed: text, json, ics");
  }
  const py::gil_scoped_release release;
  if (format == "json") return timeline_changes_json(before.timeline, after.timeline);
  if (format == "ics") return calendar_file(whole(before), whole(after), language);
  return timeline_changes_text(before.timeline, after.timeline, *after.programme, language);
}

}  // namespace

void bind_timeline_pages(py::class_<TimelineView, std::shared_ptr<TimelineView>>& bound) {
  bound
      .def("show", &shown, py::arg("format") = "text", py::kw_only(), py::arg("language") = "en",
           "All of the case over time, as `vaern timeline` prints it: 'text', 'html' (a page with "
           "the picture), 'svg' (the picture), 'ics' (open dates for a calendar) or 'json'.")
      .def("changes", &changes, py::arg("before"), py::kw_only(), py::arg("format") = "text",
           py::arg("language") = "en",
           "What has changed since an earlier timeline, in words ('text'), as data ('json'), or "
           "for a calendar that took the earlier one ('ics').");
}

}  // namespace vaern::python
