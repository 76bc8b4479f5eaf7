// SPDX-License-Identifier: Apache-2.0
#include "exchange/timeline_lanes.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

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
      text += " \xC2\xB7 " + (obligation.set->confirmed
                                  ? tell(language, "confirmed", "bekræftet")
                                  : tell(language, "set by a professional", "sat af en fagperson"));
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

  void draw(SvgDrawing& drawing, const Obligation& obligation) const {
    const double from = axis.x(obligation.cause.at);
    const double due = axis.x(obligation.due.at);
    const double closed = obligation.closed ? axis.x(obligation.closed->at) : due;
    const std::string late = " class=\"over\"" + std::string(late_fill);
    const std::string words = words_of(obligation);
    const double wide = words_width(words, 12);
    drawing.text(std::clamp(from, 8.0, std::max(picture_width - wide - 4, 8.0)), 13,
                 obligation.is_overdue() ? " class=\"s w\"" : " class=\"s\"", words);
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
  const auto& clocks = made.programme->policy().clocks();
  const auto place_of = [&](const std::string& clock) {
    return std::find_if(clocks.begin(), clocks.end(),
                        [&](const Clock& each) { return each.id == clock; }) -
           clocks.begin();
  };
  std::map<std::tuple<std::string, std::ptrdiff_t, std::string>, std::vector<const Obligation*>>
      groups;
  for (const Obligation& obligation : made.timeline.obligations) {
    groups[{obligation.about, place_of(obligation.clock), obligation.clock}].push_back(&obligation);
  }
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
    for (const Obligation* obligation : obligations) {
      lanes.draw(lane.row(38).drawing, *obligation);
    }
    list.push_back(std::move(lane));
  }
  return list;
}

TimelineLane signs(Language language) {
  TimelineLane lane;
  lane.heading = tell(language, "Signs", "Tegnforklaring");
  const auto text = [&](SvgDrawing& drawing, double left, std::string_view en,
                        std::string_view da) {
    drawing.text(left, middle + 4, " class=\"s\"", tell(language, en, da));
  };
  SvgDrawing& first = lane.row(36).drawing;
  draw_bar(first, 16, 46, " class=\"open\"");
  draw_due(first, 46);
  text(first, 56, "open: from the cause to the date", "åben: fra årsagen til fristen");
  draw_bar(first, 266, 296, " class=\"behind\"");
  draw_due(first, 296);
  text(first, 306, "an earlier date for the same holds", "en tidligere frist for det samme gælder");
  draw_bar(first, 566, 586, " class=\"open\"");
  draw_bar(first, 586, 606, " class=\"over\"" + std::string(late_fill));
  draw_due(first, 586);
  draw_overdue(first, 606);
  text(first, 622, "overdue", "overskredet");
  draw_bar(first, 716, 746, " class=\"done\"");
  draw_met(first, 746);
  text(first, 760, "met", "overholdt");
  draw_bar(first, 856, 886, " class=\"gone\"");
  draw_ended(first, 886);
  text(first, 900, "ended", "bortfaldet");
  SvgDrawing& second = lane.row(36).drawing;
  second.path("M24 " + svg_number(middle - 7) + "l7 7l-7 7l-7 -7z", " class=\"m\"");
  text(second, 38, "event, when it became known", "hændelse, da den blev kendt");
  second.line(266, middle, 290, middle, " class=\"d\"");
  second.circle(266, middle, 3, " class=\"o\"");
  text(second, 306, "from when it happened", "fra da den skete");
  second.rect(566, middle - 5, 10, 10, " class=\"m\"");
  text(second, 582, "plan", "plan");
  second.rect(636, middle - 6, 24, 12, " class=\"band\"");
  text(second, 666, "possible level", "muligt niveau");
  second.rect(786, middle - 6, 24, 12, " class=\"maybe\"" + std::string(unknown_fill));
  text(second, 816, "draft, or no level", "kladde, eller intet niveau");
  SvgDrawing& third = lane.row(36).drawing;
  third.line(16, middle, 46, middle, " class=\"p\"");
  text(third, 56, "the clock was said to rest", "uret holdt pause");
  third.path("M272 " + svg_number(middle - 6) + "l6 6l-6 6l-6 -6z", " class=\"o\"");
  text(third, 306, "the policy's own date, where a professional set another",
       "reglernes egen frist, hvor en fagperson har sat en anden");
  return lane;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
