// SPDX-License-Identifier: Apache-2.0
#include "exchange/timeline_axis.hpp"

#include <algorithm>
#include <array>

#include "exchange/html.hpp"
#include "exchange/timeline_picture.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

const std::string_view timeline_picture_style = R"css(
.vt text{paint-order:stroke;stroke:#fff;stroke-width:4px;font:13px Arial,"Liberation Sans",Helvetica,sans-serif;fill:#1a1a1a}
.vt .h{font-weight:700}
.vt .s{font-size:12px}
.vt .q{text-anchor:end}
.vt .w{font-weight:700;fill:#8f1010}
.vt .x{font-style:italic;fill:#595959}
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

/// The dates that the axis names: at most eight, at even steps.
std::vector<Date> dates_of(const TimeAxis& axis) {
  constexpr std::size_t most = 8;
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

/// A moment that has a name at the top.
struct Mark {
  Instant at;
  std::string words;
};

/// Where all is within hours, hours; else dates at their midnight.
std::vector<Mark> ticks_of(const TimeAxis& axis, Language language) {
  constexpr std::size_t most = 6;
  constexpr int day = 86'400;
  std::vector<Mark> ticks;
  if (axis.to.seconds - axis.from.seconds <= 3 * day) {
    const Date last = axis.zone->local(axis.to).date;
    for (const int hours : {1, 2, 3, 6, 12}) {
      ticks.clear();
      for (Date date = axis.zone->local(axis.from).date; date <= last; date = date.add_days(1)) {
        for (int second = 0; second < day; second += hours * 3'600) {
          const Instant at = axis.zone->to_instant(date, second);
          if (at < axis.from || at > axis.to) continue;
          ticks.push_back({at, short_moment(at, *axis.zone, language)});
        }
        if (date == Date(9999, 12, 31)) break;
      }
      if (ticks.size() <= most) return ticks;
    }
  }
  ticks.clear();
  for (const Date& date : dates_of(axis)) {
    const Instant at = axis.zone->to_instant(date, 0);
    if (at >= axis.from && at <= axis.to) ticks.push_back({at, short_date(date, language)});
  }
  return ticks;
}

/// The name of a lane; what it rests on stands at its right, or under it where it is too long.
struct Heading {
  std::vector<std::string> lines;
  std::string rests_on;
  double wide = 0;
  bool is_beside = false;

  explicit Heading(const TimelineLane& lane)
      : lines(wrapped(lane.heading, picture_width - 16, 13)),
        rests_on(shortened(lane.rests_on, picture_width - 16, 12)),
        wide(words_width(rests_on, 12)),
        is_beside(words_width(lines.back(), 13) + wide + 32 < picture_width) {}

  double height() const {
    const bool is_under = !rests_on.empty() && !is_beside;
    return 8 + 16 * static_cast<double>(lines.size() + (is_under ? 1 : 0));
  }

  void draw(SvgDrawing& drawing, double y) const {
    for (const std::string& line : lines) drawing.text(8, (y += 16) + 2, " class=\"h\"", line);
    if (rests_on.empty()) return;
    if (!is_beside) y += 16;
    drawing.text(is_beside ? plot_right : 8, y + 2, is_beside ? " class=\"s q\"" : " class=\"s\"",
                 rests_on);
  }
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

/// The axis at the top, and its lines down to `bottom`.
void draw_axis(SvgDrawing& drawing, const TimeAxis& axis, const std::vector<Mark>& marks,
               double top, double bottom, Language language) {
  const std::vector<Mark> ticks = ticks_of(axis, language);
  for (const Mark& tick : ticks) {
    drawing.line(axis.x(tick.at), top - 4, axis.x(tick.at), bottom, " class=\"g\"");
  }
  drawing.line(axis.left, top - 4, plot_right, top - 4, "");
  const auto base_of = [](std::size_t mark) { return 13 + 16 * static_cast<double>(mark); };
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const double at = axis.x(marks[i].at);
    drawing.line(at, base_of(i) + 3, at, bottom, " class=\"n\"");
  }
  // Words over lines. A tick whose words would stand on those before it has its line alone.
  double taken = 0;
  for (const Mark& tick : ticks) {
    const double wide = words_width(tick.words, 12);
    const double left = std::min(axis.x(tick.at) + 3, picture_width - wide);
    if (left < taken) continue;
    taken = left + wide + 4;
    drawing.text(left, top - 8, " class=\"s\"", tick.words);
  }
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const double wide = words_width(marks[i].words, 13);
    drawing.text(std::clamp(axis.x(marks[i].at) - wide / 2, 4.0, picture_width - wide - 4),
                 base_of(i), " class=\"h\"", marks[i].words);
  }
}

}  // namespace

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
  return left + std::clamp(part, 0.0, 1.0) * (plot_right - left);
}

TimeAxis axis_of(const CaseTimeline& made, const std::vector<TimelineEntry>& entries,
                 Language language) {
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
  TimeAxis axis{std::min(first, last.add_seconds(-1)), last, &made.programme->policy().zone()};
  constexpr double widest = 300;
  for (std::uint32_t level = 0; level < made.programme->levels().size(); ++level) {
    const double wide = words_width(made.programme->level_text(level, language), 12);
    axis.left = std::max(axis.left, std::min(wide + 16, widest));
  }
  return axis;
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
  double plot_end = top;
  const auto finish = [&] {
    const std::string number = std::to_string(sheets.size() + 1);
    SvgDrawing drawing;
    drawing.rect(0, 0, picture_width, y + 6, " fill=\"#fff\"");
    if (plot_end > top || sheets.empty()) draw_axis(drawing, axis, marks, top, plot_end, language);
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
    plot_end = top;
  };
  for (const TimelineLane& lane : lanes) {
    bool has_heading = false;
    const Heading heading(lane);
    for (const TimelineLane::Row& row : lane.rows) {
      const double needed = row.height + (has_heading ? 0 : heading.height());
      // On paper the first one stands under the head of the page.
      constexpr double head = 110;
      if (y > top && y + needed > (sheets.empty() ? height - head : height)) {
        finish();
        has_heading = false;
      }
      SvgDrawing drawing;
      if (!has_heading) {
        drawing.line(0, y + 3, picture_width, y + 3, " class=\"r\"");
        heading.draw(drawing, y);
        y += heading.height();
        has_heading = true;
      }
      body += drawing.body + "<g transform=\"translate(0," + svg_number(y) + ")\">\n" +
              row.drawing.body + "</g>\n";
      y += row.height;
      if (lane.has_axis) plot_end = y;
    }
  }
  finish();
  return sheets;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
