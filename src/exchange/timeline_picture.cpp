// SPDX-License-Identifier: Apache-2.0
#include "exchange/timeline_picture.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "exchange/due_words.hpp"
#include "exchange/timeline_lanes.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

using Kind = TimelineEntry::Kind;

struct Picture {
  const CaseTimeline& made;
  Language language;
  std::vector<TimelineEntry> entries = timeline_entries(made, language);
  TimeAxis axis = axis_of(made, entries, language);
  const Programme& programme = *made.programme;

  std::string say(std::string_view en, std::string_view da) const { return tell(language, en, da); }

  /// Where what is going on ends on the picture.
  double now() const { return made.timeline.as_of ? axis.x(*made.timeline.as_of) : plot_right; }

  TimelineLane episodes() const {
    TimelineLane lane;
    lane.heading = say("Episodes", "Forløb");
    for (const TimelineEntry& entry : entries) {
      if (entry.kind != Kind::opening) continue;
      const auto closing = std::find_if(entries.begin(), entries.end(), [&](const auto& other) {
        return other.kind == Kind::closing && other.id == entry.id;
      });
      const double left = axis.x(entry.at);
      const double right = closing == entries.end() ? now() : axis.x(closing->at);
      SvgDrawing& drawing = lane.row(24).drawing;
      std::string words = capitalised(cause_words(Cause::Kind::episode, entry.id, language));
      if (closing != entries.end()) {
        const std::string reason = closing->word.empty() ? "" : ": " + closing->word;
        words += say(", closed", ", lukket") + reason;
      }
      const double wide = std::max(right - left, 3.0);
      drawing.rect(left, 3, wide, 16, " class=\"o\"");
      // Inside the box, else beside it where there is more room.
      words = shortened(words, std::max({wide - 10, picture_width - right - 16, left - 12}), 12);
      const double needed = words_width(words, 12);
      const bool is_inside = needed + 10 <= wide;
      const bool is_right = right + 12 + needed <= picture_width - 4;
      drawing.text(is_inside  ? left + 5
                   : is_right ? right + 12
                              : left - 8 - needed,
                   15, " class=\"s\"", words);
      if (closing == entries.end()) {
        drawing.path("M" + svg_number(right) + " 5l6 6l-6 6", " class=\"k\"");
      }
    }
    return lane;
  }

  std::string mark_words(const TimelineEntry& entry) const {
    std::string words = entry.id;
    words += entry.kind == Kind::plan ? std::string(" plan")
                                      : " " + event_words(programme, entry.word, language);
    // On one side of its mark there is always that much room; the tables have all of it.
    constexpr double room = 440;
    if (entry.struck == nullptr) return shortened(words, room, 12);
    const std::string struck = struck_badge();
    return shortened(words, room - words_width(struck, 12), 12) + struck;
  }

  std::string struck_badge() const { return say(" (struck)", " (markeret som fejl)"); }

  /// Events as diamonds at the moment they became known, with a line from when they happened;
  /// plans as squares.
  TimelineLane events() const {
    TimelineLane lane;
    lane.heading = say("Events and plans", "Hændelser og planer");
    std::vector<PlacedLabel> labels;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const TimelineEntry& entry = entries[i];
      if (entry.kind != Kind::event && entry.kind != Kind::plan) continue;
      const double at = axis.x(entry.at);
      const double begin = entry.happened ? axis.x(*entry.happened) : at;
      const double wide = words_width(mark_words(entry), 12) + 12;
      const bool is_left = at + wide > picture_width;
      labels.push_back(
          {std::min(begin, is_left ? at - wide : at) - 8, is_left ? at + 8 : at + wide, i});
    }
    for (const auto& row : packed(std::move(labels))) {
      SvgDrawing& drawing = lane.row(20).drawing;
      for (const PlacedLabel& label : row) draw_mark(drawing, entries[label.index]);
    }
    return lane;
  }

  void draw_mark(SvgDrawing& drawing, const TimelineEntry& entry) const {
    const double at = axis.x(entry.at);
    const std::string x = svg_number(at);
    if (entry.happened) {
      const double begin = axis.x(*entry.happened);
      drawing.line(begin, 10, at, 10, " class=\"d\"");
      drawing.circle(begin, 10, 3, " class=\"o\"");
    }
    if (entry.kind == Kind::plan && entry.struck == nullptr) {
      drawing.rect(at - 5, 5, 10, 10, " class=\"m\"");
    } else if (entry.struck == nullptr) {
      drawing.path("M" + x + " 3l7 7l-7 7l-7 -7z", " class=\"m\"");
    } else {
      drawing.path("M" + svg_number(at - 5) + " 5l10 10m0 -10l-10 10", " class=\"k\"");
    }
    const std::string words = mark_words(entry);
    const double wide = words_width(words, 12);
    const bool is_left = at + wide + 12 > picture_width;
    drawing.text(is_left ? at - 10 - wide : at + 10, 14,
                 entry.struck ? " class=\"s x\"" : " class=\"s\"", words);
  }

  /// The assessments of one other party with one instrument: the levels that each leaves possible,
  /// until the next.
  TimelineLane levels(const std::string& about, const std::string& instrument,
                      const std::vector<std::size_t>& those) const {
    TimelineLane lane;
    lane.heading = say("Possible levels", "Mulige niveauer");
    if (!about.empty()) {
      lane.heading += say(" about ", " vedrørende ") + party_words(*made.file, about, language);
    }
    lane.heading += ": " + (instrument.empty() ? say("judgement", "faglig vurdering") : instrument);
    std::vector<PlacedLabel> labels;
    std::vector<std::string> words;
    for (std::size_t n = 0; n < those.size(); ++n) {
      const TimelineEntry& entry = entries[those[n]];
      std::string text = entry.id;
      if (entry.kind == Kind::draft) text += say(" (draft)", " (kladde)");
      text += ": " + (entry.possible == 0 ? say("no level", "intet niveau")
                                          : programme_range(programme, entry.possible, language));
      if (entry.struck != nullptr) text += struck_badge();
      text = shortened(text, picture_width - 8, 12);
      const double wide = words_width(text, 12);
      const double left = std::clamp(axis.x(entry.at) - 4, 4.0, picture_width - wide - 4);
      labels.push_back({left, left + wide, n});
      words.push_back(std::move(text));
    }
    const auto rows = packed(std::move(labels));
    const double first = 16.0 * static_cast<double>(rows.size()) + 2;
    const std::size_t count = programme.levels().size();
    const double high = 13;
    SvgDrawing& drawing = lane.row(first + high * static_cast<double>(count) + 8).drawing;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (const PlacedLabel& label : rows[r]) {
        const bool is_struck = entries[those[label.index]].struck != nullptr;
        drawing.text(label.left, 12 + 16 * static_cast<double>(r),
                     is_struck ? " class=\"s x\"" : " class=\"s\"", words[label.index]);
      }
    }
    const auto top_of = [&](std::size_t level) {
      return first + high * static_cast<double>(count - 1 - level);
    };
    for (std::size_t level = 0; level < count; ++level) {
      const std::string name = programme.level_text(static_cast<std::uint32_t>(level), language);
      drawing.text(8, top_of(level) + 11, " class=\"s\"", shortened(name, axis.left - 16, 12));
      drawing.line(axis.left, top_of(level) + high, plot_right, top_of(level) + high,
                   " class=\"g\"");
    }
    for (std::size_t n = 0; n < those.size(); ++n) {
      const TimelineEntry& entry = entries[those[n]];
      if (entry.struck != nullptr) continue;
      double right = now();
      for (std::size_t next = n + 1; next < those.size(); ++next) {
        if (entries[those[next]].struck != nullptr) continue;
        right = axis.x(entries[those[next]].at);
        break;
      }
      const double left = axis.x(entry.at);
      const double wide = std::max(right - left, 4.0);
      for (std::size_t level = 0; level < count; ++level) {
        const bool is_possible = (entry.possible >> level & 1U) != 0;
        if (!is_possible && entry.possible != 0) continue;
        const bool is_sure = entry.kind == Kind::assessment && entry.possible != 0;
        drawing.rect(left, top_of(level) + 1, wide, high - 1,
                     is_sure ? std::string(" class=\"band\"")
                             : " class=\"maybe\"" + std::string(unknown_fill));
      }
    }
    return lane;
  }

  /// Under everything: policies, calendars, zone.
  TimelineLane counted() const {
    TimelineLane lane;
    lane.has_axis = false;
    lane.heading = say("The dates rest on", "Fristerne bygger på");
    const auto lines = wrapped(counted_with(made.timeline, language), picture_width - 16, 12);
    SvgDrawing& drawing = lane.row(8 + 16 * static_cast<double>(lines.size())).drawing;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      drawing.text(8, 12 + 16 * static_cast<double>(i), " class=\"s\"", lines[i]);
    }
    return lane;
  }

  std::vector<TimelineLane> lanes() const {
    std::vector<TimelineLane> list{episodes(), events()};
    std::map<std::tuple<std::string, std::string>, std::vector<std::size_t>> assessed;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (entries[i].kind == Kind::assessment || entries[i].kind == Kind::draft) {
        assessed[{entries[i].about, entries[i].word}].push_back(i);
      }
    }
    for (auto& [key, those] : assessed) {
      std::stable_sort(those.begin(), those.end(),
                       [&](std::size_t a, std::size_t b) { return entries[a].at < entries[b].at; });
      list.push_back(levels(std::get<0>(key), std::get<1>(key), those));
    }
    for (TimelineLane& lane : obligation_lanes(made, axis, language)) {
      list.push_back(std::move(lane));
    }
    list.push_back(signs(language));
    list.push_back(counted());
    std::erase_if(list, [](const TimelineLane& lane) { return lane.rows.empty(); });
    return list;
  }

  std::string in_words() const {
    std::map<ObligationStatus, std::size_t> counts;
    for (const Obligation& obligation : made.timeline.obligations) ++counts[obligation.status];
    std::string text = say("From ", "Fra ") + moment_words(axis.from, *axis.zone, language) +
                       say(" to ", " til ") + moment_words(axis.to, *axis.zone, language) + ". ";
    std::vector<std::string> parts;
    const auto count = [&](ObligationStatus status, std::string_view en, std::string_view da) {
      if (counts[status] > 0) parts.push_back(say(en, da) + std::to_string(counts[status]));
    };
    count(ObligationStatus::overdue, "overdue: ", "overskredne frister: ");
    count(ObligationStatus::due, "due: ", "åbne frister: ");
    count(ObligationStatus::not_judged, "open, not judged whether overdue: ",
          "åbne frister, ikke vurderet, om de er overskredet: ");
    count(ObligationStatus::met, "met: ", "overholdte: ");
    count(ObligationStatus::ended, "ended: ", "bortfaldne: ");
    return text +
           capitalised(parts.empty() ? say("no dates", "ingen frister") : join(parts, ", ")) + ".";
  }

  /// Of the picture alone: every obligation too.
  std::string all_in_words() const {
    std::string text = in_words();
    for (const Obligation& obligation : made.timeline.obligations) {
      text += " " + status_words(obligation, language) + ": " + what_words(obligation, language) +
              ", " + when_words(obligation, language) + " (" +
              rests_on(made.timeline, obligation.policy, language) + ").";
    }
    for (const StruckEntry& struck : made.timeline.struck) {
      text += " " + struck_words(struck, *axis.zone, language);
    }
    return text;
  }
};

}  // namespace

TimelinePicture timeline_picture(const CaseTimeline& made, Language language) {
  const Picture picture{made, language};
  TimelinePicture result;
  result.in_words = picture.in_words();
  constexpr double page = 600;
  result.sheets =
      sheets_of(picture.lanes(), picture.axis, made, page, language, result.in_words, false);
  return result;
}

}  // namespace exchange::detail

std::string case_timeline_svg(const CaseTimeline& made, Language language) {
  using namespace exchange::detail;
  const Picture picture{made, language};
  constexpr double endless = 1e9;
  return sheets_of(picture.lanes(), picture.axis, made, endless, language, picture.all_in_words(),
                   true)
      .front();
}

}  // namespace v1
}  // namespace vaern
