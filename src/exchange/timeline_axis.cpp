// SPDX-License-Identifier: Apache-2.0
#include "exchange/timeline_axis.hpp"

#include <algorithm>
#include <array>

#include "exchange/html.hpp"
#include "exchange/timeline_picture.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

const std::string_view timeline_picture_style = R"css(
.vt text{paint-order:stroke;stroke:#fff;stroke-width:3px;font:13px Arial,"Liberation Sans",Helvetica,sans-serif;fill:#1a1a1a}
.vt .h{font-weight:700}
.vt .s{font-size:12px}
.vt .w{font-weight:700;fill:#8f1010}
.vt .x{text-decoration:line-through}
.vt path{fill:none;stroke:#1a1a1a;stroke-width:1}
.vt .g{stroke:#c4cad1}
.vt .r{stroke:#767676}
.vt .n{stroke-width:1.5;stroke-dasharray:6 3}
.vt .u{stroke-width:2.5}
.vt .k{stroke-width:2}
.vt .p{stroke-width:3;stroke-dasharray:8 4}
.vt .d{stroke-dasharray:2 3}
.vt .m{fill:#1b3254;stroke:#1b3254}
.vt .o{fill:#fff;stroke:#1b3254;stroke-width:1.5}
.vt .done{fill:#b9c6d3;stroke:#1b3254}
.vt .open{fill:#fff;stroke:#1b3254;stroke-width:2}
.vt .behind{fill:#fff;stroke:#1b3254;stroke-width:1.5;stroke-dasharray:5 3}
.vt .over{stroke:#8f1010;stroke-width:2}
.vt .gone{fill:#eee;stroke:#595959;stroke-dasharray:2 2}
.vt .a{fill:#fff;stroke:#8f1010;stroke-width:2}
.vt .band{stroke:#1b3254;fill:#7c93ab}
.vt .maybe{stroke:#1b3254}
)css";

namespace {

std::string_view month_of(unsigned month, Language language) {
  static constexpr std::array<std::string_view, 12> english{
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  static constexpr std::array<std::string_view, 12> danish{"jan.", "feb.", "mar.", "apr.",
                                                           "maj",  "juni", "juli", "aug.",
                                                           "sep.", "okt.", "nov.", "dec."};
  return language == Language::da ? danish[month - 1] : english[month - 1];
}

/// The dates that the axis names: at most nine, at even steps.
std::vector<Date> ticks_of(const TimeAxis& axis) {
  constexpr std::size_t most = 9;
  const Date first = axis.zone->local(axis.from).date;
  const Date last = axis.zone->local(axis.to).date;
  std::vector<Date> ticks;
  for (const int days : {1, 2, 7, 14}) {
    ticks.clear();
    // From a Monday, and by even numbers of days: whatever is shown, the same days are named.
    Date at = days >= 7 ? first.add_days(-(first.weekday() - 1))
                        : first.add_days(-(first.day_number() % days));
    if (days == 14 && at.day_number() / 7 % 2 != 0) at = at.add_days(-7);
    for (; at <= last && ticks.size() <= most; at = at.add_days(days)) {
      if (at >= first) ticks.push_back(at);
    }
    if (ticks.size() <= most) return ticks;
  }
  for (const int months : {1, 2, 3, 6, 12, 24, 60, 120, 600}) {
    ticks.clear();
    const int month = first.year() * 12 + static_cast<int>(first.month()) - 1;
    const int begin = month / months * months;
    const auto start =
        Date::make(std::max(begin / 12, 1), static_cast<unsigned>(begin % 12) + 1, 1);
    for (Date at = *start; at <= last && ticks.size() <= most; at = at.add_months(months)) {
      if (at >= first) ticks.push_back(at);
      if (at.year() + months / 12 >= 9999) break;
    }
    if (ticks.size() <= most) return ticks;
  }
  return {first};
}

std::string patterns() {
  return "<defs><pattern id=\"vt-late\" width=\"6\" height=\"6\" "
         "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
         "<rect width=\"6\" height=\"6\" fill=\"#fff\"/><rect width=\"2.5\" height=\"6\" "
         "fill=\"#8f1010\"/></pattern><pattern id=\"vt-unknown\" width=\"5\" height=\"5\" "
         "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(-45)\">"
         "<rect width=\"5\" height=\"5\" fill=\"#fff\"/><rect width=\"1.2\" height=\"5\" "
         "fill=\"#1b3254\"/></pattern></defs>\n";
}

struct Mark {
  Instant at;
  std::string words;
};

std::vector<Mark> marks_of(const CaseTimeline& made, const Zone& zone, Language language) {
  std::vector<Mark> marks;
  const auto& timeline = made.timeline;
  if (timeline.as_of) {
    marks.push_back({*timeline.as_of, tell(language, "As of ", "Status ") +
                                          short_moment(*timeline.as_of, zone, language)});
  }
  if (timeline.known_by && timeline.known_by != timeline.as_of) {
    marks.push_back({*timeline.known_by, tell(language, "Written down by ", "Registreret ") +
                                             short_moment(*timeline.known_by, zone, language)});
  }
  return marks;
}

}  // namespace

double words_width(std::string_view words, double size) {
  return 0.56 * size * static_cast<double>(count_code_points(words));
}

std::string short_date(Date date, Language language) {
  return std::to_string(date.day()) + (language == Language::da ? ". " : " ") +
         std::string(month_of(date.month(), language)) + " " + std::to_string(date.year());
}

std::string short_moment(Instant at, const Zone& zone, Language language) {
  const LocalTime local = zone.local(at);
  std::string time = local.to_string().substr(11, 5);
  if (language == Language::da) std::replace(time.begin(), time.end(), ':', '.');
  return short_date(local.date, language) + tell(language, " ", " kl. ") + time;
}

std::string short_moment(const DueDate& due, Language language) {
  if (due.civil || due.local.size() < 16) return short_date(due.date, language);
  std::string time = due.local.substr(11, 5);
  if (language == Language::da) std::replace(time.begin(), time.end(), ':', '.');
  return short_date(due.date, language) + tell(language, " ", " kl. ") + time;
}

double TimeAxis::x(Instant at) const {
  const auto whole = static_cast<double>(to.seconds - from.seconds);
  const double part = static_cast<double>(at.seconds - from.seconds) / whole;
  return plot_left + std::clamp(part, 0.0, 1.0) * (plot_right - plot_left);
}

TimeAxis axis_of(const CaseTimeline& made, const std::vector<TimelineEntry>& entries) {
  std::vector<Instant> moments;
  for (const TimelineEntry& entry : entries) {
    // A date that a professional set is its obligation's, unless it changes nothing.
    if (entry.kind != TimelineEntry::Kind::date) moments.push_back(entry.at);
  }
  for (const Obligation& obligation : made.timeline.obligations) {
    moments.push_back(obligation.cause.at);
    moments.push_back(obligation.due.at);
    if (obligation.closed) moments.push_back(obligation.closed->at);
    if (obligation.policy_due) moments.push_back(obligation.policy_due->at);
  }
  if (made.timeline.as_of) moments.push_back(*made.timeline.as_of);
  if (moments.empty()) moments.push_back(Instant());
  const auto [low, high] = std::minmax_element(moments.begin(), moments.end());
  const std::int64_t pad = std::max<std::int64_t>((high->seconds - low->seconds) / 50, 21'600);
  // Not past the years that a calendar has.
  const Instant first{std::max<std::int64_t>(low->seconds - pad, -62'135'424'000), 0};
  const Instant last{std::min<std::int64_t>(high->seconds + pad, 253'402'128'000), 0};
  return {std::min(first, last.add_seconds(-1)), last, &made.programme->policy().zone()};
}

std::vector<std::vector<PlacedLabel>> packed(std::vector<PlacedLabel> labels) {
  std::stable_sort(labels.begin(), labels.end(),
                   [](const PlacedLabel& a, const PlacedLabel& b) { return a.left < b.left; });
  std::vector<std::vector<PlacedLabel>> rows;
  for (const PlacedLabel& label : labels) {
    auto row = std::find_if(rows.begin(), rows.end(), [&](const std::vector<PlacedLabel>& taken) {
      return taken.back().right + 6 <= label.left;
    });
    if (row == rows.end()) row = rows.insert(rows.end(), std::vector<PlacedLabel>());
    row->push_back(label);
  }
  return rows;
}

std::vector<std::string> sheets_of(const std::vector<TimelineLane>& lanes, const TimeAxis& axis,
                                   const CaseTimeline& made, double height, Language language,
                                   std::string_view in_words, bool is_file) {
  const std::vector<Mark> marks = marks_of(made, *axis.zone, language);
  const double top = 16.0 * static_cast<double>(marks.size()) + 24;
  const std::string title =
      tell(language, "Timeline of case ", "Tidslinje for sag ") + made.file->id;
  std::vector<std::string> sheets;
  std::string body;
  double y = top;
  const auto finish = [&] {
    const std::string number = std::to_string(sheets.size() + 1);
    SvgDrawing drawing;
    drawing.rect(0, 0, picture_width, y + 6, " fill=\"#fff\"");
    for (const Date& tick : ticks_of(axis)) {
      const double at = axis.x(axis.zone->to_instant(tick, 0));
      const std::string words = short_date(tick, language);
      drawing.line(at, top - 4, at, y, " class=\"g\"");
      drawing.text(std::min(at + 3, picture_width - words_width(words, 12)), top - 8,
                   " class=\"s\"", words);
    }
    drawing.line(plot_left, top - 4, plot_right, top - 4, "");
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const double at = axis.x(marks[i].at);
      const double base = 13 + 16 * static_cast<double>(i);
      const double wide = words_width(marks[i].words, 13);
      drawing.line(at, base + 3, at, y, " class=\"n\"");
      drawing.text(std::clamp(at - wide / 2, 4.0, picture_width - wide - 4), base, " class=\"h\"",
                   marks[i].words);
    }
    std::string name = "vt-" + number;
    std::string sheet = "<svg class=\"vt\" role=\"img\" lang=\"" +
                        std::string(language_tag(language)) + "\" aria-labelledby=\"" + name +
                        "-t " + name + "-d\" viewBox=\"0 0 1000 " + svg_number(y + 6) + "\"";
    if (is_file) {
      sheet += " xmlns=\"http://www.w3.org/2000/svg\" width=\"1000\" height=\"" +
               svg_number(y + 6) + "\"";
    }
    sheet += ">\n<title id=\"" + name + "-t\">" + escaped(title) +
             (sheets.empty() ? std::string() : ", " + number) + "</title>\n<desc id=\"" + name +
             "-d\">" + escaped(in_words) + "</desc>\n";
    if (is_file) sheet += "<style>" + std::string(timeline_picture_style) + "</style>\n";
    if (sheets.empty()) sheet += patterns();
    sheets.push_back(sheet + drawing.body + body + "</svg>\n");
    body.clear();
    y = top;
  };
  for (const TimelineLane& lane : lanes) {
    bool has_heading = false;
    for (const TimelineLane::Row& row : lane.rows) {
      const double needed = row.height + (has_heading ? 0 : 24);
      if (y > top && y + needed > height) {
        finish();
        has_heading = false;
      }
      SvgDrawing drawing;
      if (!has_heading) {
        drawing.line(0, y + 3, picture_width, y + 3, " class=\"r\"");
        drawing.text(8, y + 18, " class=\"h\"", lane.heading);
        y += 24;
        has_heading = true;
      }
      body += drawing.body + "<g transform=\"translate(0," + svg_number(y) + ")\">\n" +
              row.drawing.body + "</g>\n";
      y += row.height;
    }
  }
  finish();
  return sheets;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
