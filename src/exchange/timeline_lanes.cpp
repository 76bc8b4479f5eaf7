// SPDX-License-Identifier: Apache-2.0
#include "exchange/timeline_lanes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "exchange/due_words.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

// Of a bar, from the top of its row.
constexpr double bar_top = 18;
constexpr double bar_high = 12;
constexpr double middle = bar_top + bar_high / 2;

void draw_met(SvgDrawing& drawing, double x) {
  drawing.circle(x, middle, 7.5, " class=\"o\"");
  drawing.path("M" + svg_number(x - 4) + " " + svg_number(middle) + "l3 3.5l5.5 -6.5",
               " class=\"k\"");
}

void draw_ended(SvgDrawing& drawing, double x) {
  drawing.circle(x, middle, 7.5, " class=\"o\"");
  drawing.path("M" + svg_number(x - 3.5) + " " + svg_number(middle - 3.5) + "l7 7m0 -7l-7 7",
               " class=\"k\"");
}

void draw_overdue(SvgDrawing& drawing, double x) {
  drawing.path("M" + svg_number(x) + " " + svg_number(middle - 9) + "l9.5 17h-19z", " class=\"a\"");
  drawing.text(x - 2.2, middle + 6, " class=\"w\"", "!");
}

void draw_due(SvgDrawing& drawing, double x) {
  drawing.line(x, bar_top - 3, x, bar_top + bar_high + 3, " class=\"u\"");
}

void draw_bar(SvgDrawing& drawing, double from, double to, std::string_view style) {
  drawing.rect(std::min(from, to), bar_top, std::max(std::abs(to - from), 2.0), bar_high, style);
}

struct Lanes {
  const CaseTimeline& made;
  const TimeAxis& axis;
  Language language;
  std::vector<TimelineEntry> entries = timeline_entries(made, language);

  std::string words_of(const Obligation& obligation) const {
    std::string text =
        status_words(obligation, language) + ": " + short_moment(obligation.due, language);
    const std::string cause =
        obligation.cause.kind == Cause::Kind::event && !obligation.cause.word.empty()
            ? obligation.cause.id + " " +
                  event_words(*made.programme, obligation.cause.word, language)
            : cause_words(obligation.cause.kind, obligation.cause.id, language);
    text += " \xC2\xB7 " + tell(language, "because of ", "på grund af ") + cause;
    if (obligation.set) {
      text += " \xC2\xB7 " + (obligation.set->confirmed ? tell(language, "confirmed", "bekræftet")
                                                        : tell(language, "set by a professional",
                                                               "fastsat af en fagperson"));
    }
    if (!obligation.suspensions.empty()) text += " \xC2\xB7 pause";
    if (obligation.closed && obligation.status == ObligationStatus::met) {
      text += " \xC2\xB7 " + tell(language, "met by ", "overholdt ved ") + obligation.closed->id +
              ", " + short_moment(obligation.closed->at, *axis.zone, language);
    }
    if (obligation.closed && obligation.status == ObligationStatus::ended) {
      text += " \xC2\xB7 " + closing_words(obligation.closed->reason, language);
    }
    return text;
  }

  /// A line under the bar while the clock was said to rest; the policy's own date where a
  /// professional set another.
  void draw_professional(SvgDrawing& drawing, const Obligation& obligation) const {
    for (const ShownSuspension& pause : obligation.suspensions) {
      for (const TimelineEntry& entry : entries) {
        if (entry.kind != TimelineEntry::Kind::pause || entry.id != pause.id) continue;
        const double from = axis.x(entry.at);
        const double until = axis.x(*entry.until);
        drawing.line(from, bar_top + bar_high + 4, until, bar_top + bar_high + 4, " class=\"p\"");
      }
    }
    if (!obligation.policy_due) return;
    const double at = axis.x(obligation.policy_due->at);
    drawing.path("M" + svg_number(at) + " " + svg_number(middle - 6) + "l6 6l-6 6l-6 -6z",
                 " class=\"o\"");
  }

  /// What is said of it over its bar: in as many lines as it needs.
  void draw(TimelineLane& lane, const Obligation& obligation) const {
    const std::vector<std::string> lines = wrapped(words_of(obligation), picture_width - 16, 12);
    const double more = 15 * static_cast<double>(lines.size() - 1);
    SvgDrawing& drawing = lane.row(38 + more).drawing;
    const std::string_view style =
        obligation.is_overdue() ? std::string_view(" class=\"s w\"") : " class=\"s\"";
    const double wide = words_width(lines.front(), 12);
    const double left =
        lines.size() > 1 ? 8
                         : std::clamp(axis.x(obligation.cause.at), 8.0, picture_width - wide - 4);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      drawing.text(left, 13 + 15 * static_cast<double>(i), style, lines[i]);
    }
    if (lines.size() > 1)
      drawing.body += "<g transform=\"translate(0," + svg_number(more) + ")\">\n";
    draw_bars(drawing, obligation);
    if (lines.size() > 1) drawing.body += "</g>\n";
  }

 private:
  void draw_bars(SvgDrawing& drawing, const Obligation& obligation) const {
    const double from = axis.x(obligation.cause.at);
    const double due = axis.x(obligation.due.at);
    const double closed = obligation.closed ? axis.x(obligation.closed->at) : due;
    const std::string late = " class=\"over\"" + std::string(late_fill);
    switch (obligation.status) {
      case ObligationStatus::met: {
        const bool is_late = obligation.closed && obligation.closed->late;
        if (is_late) {
          draw_bar(drawing, from, due, " class=\"done\"");
          draw_bar(drawing, due, closed, late);
        } else {
          draw_bar(drawing, from, closed, " class=\"done\"");
          drawing.line(closed, middle, due, middle, " class=\"d\"");
        }
        draw_due(drawing, due);
        draw_met(drawing, closed);
        break;
      }
      case ObligationStatus::ended:
        draw_bar(drawing, from, closed, " class=\"gone\"");
        draw_ended(drawing, closed);
        break;
      case ObligationStatus::overdue: {
        const double now = made.timeline.as_of ? axis.x(*made.timeline.as_of) : due;
        draw_bar(drawing, from, due, obligation.holds ? " class=\"open\"" : " class=\"behind\"");
        draw_bar(drawing, due, now, late);
        draw_due(drawing, due);
        draw_overdue(drawing, std::max(now, due + 12));
        break;
      }
      case ObligationStatus::due:
      case ObligationStatus::not_judged:
        draw_bar(drawing, from, due, obligation.holds ? " class=\"open\"" : " class=\"behind\"");
        draw_due(drawing, due);
        break;
    }
    draw_professional(drawing, obligation);
  }
};

}  // namespace

std::vector<TimelineLane> obligation_lanes(const CaseTimeline& made, const TimeAxis& axis,
                                           Language language) {
  std::map<std::pair<std::string, std::string>, std::size_t> places;  // by policy and clock
  const auto place = [&](const Policy& policy) {
    const std::string reference = policy.head().reference().to_string();
    for (const Clock& clock : policy.clocks()) {
      places.emplace(std::pair(reference, clock.id), places.size());
    }
  };
  place(made.programme->policy());
  if (made.programme->superseded().policy != nullptr) place(*made.programme->superseded().policy);
  for (const ProgrammeDuties& duties : made.programme->duties()) place(*duties.policy);
  std::map<std::tuple<std::string, std::size_t>, std::vector<const Obligation*>> groups;
  for (const Obligation& obligation : made.timeline.obligations) {
    groups[{obligation.about, places.at({obligation.policy, obligation.clock})}].push_back(
        &obligation);
  }
  const bool names_policies = has_several_policies(made.timeline);
  const Lanes lanes{made, axis, language};
  std::vector<TimelineLane> list;
  for (auto& [key, obligations] : groups) {
    std::stable_sort(
        obligations.begin(), obligations.end(), [](const Obligation* a, const Obligation* b) {
          return std::tie(a->cause.at, a->due.at, a->id) < std::tie(b->cause.at, b->due.at, b->id);
        });
    TimelineLane lane;
    lane.heading = obligations.front()->what.best(language);
    const std::string& about = std::get<0>(key);
    if (!about.empty()) {
      lane.heading +=
          tell(language, " about ", " vedrørende ") + party_words(*made.file, about, language);
    }
    if (names_policies) {
      lane.rests_on = rests_on(made.timeline, obligations.front()->policy, language);
    }
    for (const Obligation* obligation : obligations) lanes.draw(lane, *obligation);
    list.push_back(std::move(lane));
  }
  return list;
}

TimelineLane signs(Language language) {
  TimelineLane lane;
  lane.heading = tell(language, "Signs", "Tegnforklaring");
  using Draw = void (*)(SvgDrawing&);
  struct Sign {
    Draw draw;  // Between 0 and 40 from the left, at the height of a bar.
    std::string_view en;
    std::string_view da;
  };
  // Three columns, row by row.
  static constexpr std::array<Sign, 12> list{{
      {[](SvgDrawing& d) {
         draw_bar(d, 0, 32, " class=\"open\"");
         draw_due(d, 32);
       },
       "open: from the cause to the date", "åben: fra årsagen til fristen"},
      {[](SvgDrawing& d) {
         draw_bar(d, 0, 16, " class=\"open\"");
         draw_bar(d, 16, 30, " class=\"over\"" + std::string(late_fill));
         draw_due(d, 16);
         draw_overdue(d, 30);
       },
       "overdue", "overskredet"},
      {[](SvgDrawing& d) {
         d.path("M16 " + svg_number(middle - 7) + "l7 7l-7 7l-7 -7z", " class=\"m\"");
       },
       "event, when it became known", "hændelse, da den blev kendt"},
      {[](SvgDrawing& d) {
         draw_bar(d, 0, 32, " class=\"behind\"");
         draw_due(d, 32);
       },
       "an earlier date for the same holds", "en tidligere frist for det samme gælder"},
      {[](SvgDrawing& d) {
         draw_bar(d, 0, 30, " class=\"done\"");
         draw_met(d, 30);
       },
       "met", "overholdt"},
      {[](SvgDrawing& d) {
         d.line(3, middle, 32, middle, " class=\"d\"");
         d.circle(3, middle, 3, " class=\"o\"");
       },
       "from when it happened", "fra den skete"},
      {[](SvgDrawing& d) {
         d.path("M16 " + svg_number(middle - 6) + "l6 6l-6 6l-6 -6z", " class=\"o\"");
       },
       "the policy's own date; another was set", "reglernes egen frist; en anden er fastsat"},
      {[](SvgDrawing& d) {
         draw_bar(d, 0, 30, " class=\"gone\"");
         draw_ended(d, 30);
       },
       "ended", "bortfaldet"},
      {[](SvgDrawing& d) { d.rect(11, middle - 5, 10, 10, " class=\"m\""); }, "plan", "plan"},
      {[](SvgDrawing& d) { d.line(0, middle, 32, middle, " class=\"p\""); },
       "pause: the date stays as it is", "pause: fristen er uændret"},
      {[](SvgDrawing& d) { d.rect(4, middle - 6, 24, 12, " class=\"band\""); }, "possible level",
       "muligt niveau"},
      {[](SvgDrawing& d) {
         d.rect(4, middle - 6, 24, 12, " class=\"maybe\"" + std::string(unknown_fill));
       },
       "draft, or no level", "kladde eller intet niveau"},
  }};
  constexpr std::array<double, 3> columns{16, 400, 690};
  constexpr double high = 26;
  // One row for all of them: they stay together on a sheet.
  constexpr std::size_t lines = list.size() / columns.size();
  SvgDrawing& drawing = lane.row(high * static_cast<double>(lines)).drawing;
  lane.has_axis = false;
  for (std::size_t line = 0; line < lines; ++line) {
    const std::size_t i = line * columns.size();
    const double top = high * static_cast<double>(line);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      drawing.body += "<g transform=\"translate(" + svg_number(columns[c]) + "," +
                      svg_number(top + high / 2 - middle) + ")\">\n";
      list[i + c].draw(drawing);
      drawing.text(50, middle + 4, " class=\"s\"", tell(language, list[i + c].en, list[i + c].da));
      drawing.body += "</g>\n";
    }
  }
  return lane;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
