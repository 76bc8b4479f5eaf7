// SPDX-License-Identifier: Apache-2.0
#include "exchange/timeline_entries.hpp"

#include <algorithm>
#include <tuple>

#include "exchange/due_words.hpp"
#include "reassessment/known_entries.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

using Kind = TimelineEntry::Kind;

const StruckEntry* struck_as(const Timeline& timeline, const std::string& id) {
  for (const StruckEntry& struck : timeline.struck) {
    if (struck.id == id) return &struck;
  }
  return nullptr;
}

}  // namespace

std::vector<TimelineEntry> timeline_entries(const CaseTimeline& made, Language language) {
  const Zone& zone = made.programme->policy().zone();
  // Struck entries were known too: without the corrections all of them are there. What is known of
  // a case rests on no policy: events are not taken by other party, which a policy decides.
  History history = made.history;
  history.corrections.clear();
  const auto known = reassessment::detail::known_entries(
      history, made.programme->policy(), made.timeline.as_of, made.timeline.known_by);
  std::vector<TimelineEntry> entries;
  const auto add = [&](Kind kind, std::string id, const Moment& moment) -> TimelineEntry& {
    TimelineEntry entry;
    entry.kind = kind;
    entry.at = moment.earliest(zone);
    entry.recorded = entry.at;
    entry.at_words = moment_words(moment, zone, language);
    entry.id = std::move(id);
    entries.push_back(std::move(entry));
    return entries.back();
  };
  for (const auto& dyad : known.dyads) {
    for (const auto& assessment : dyad.assessments) {
      const HistoryAssessment& written = *assessment.entry;
      TimelineEntry& entry =
          add(written.completed ? Kind::assessment : Kind::draft, written.id, written.assessed);
      entry.at = assessment.at;
      entry.recorded = written.recorded.earliest(zone);
      entry.about = written.about;
      entry.word = written.instrument;
      entry.possible = assessment.level.possible;
      entry.struck = struck_as(made.timeline, written.id);
    }
  }
  for (const auto& event : known.events) {
    const HistoryEvent& written = *event.entry;
    TimelineEntry& entry = add(Kind::event, written.id, written.known);
    entry.at = event.from;
    entry.recorded = written.recorded.earliest(zone);
    entry.about = written.about;
    entry.word = written.kind;
    entry.struck = struck_as(made.timeline, written.id);
    if (Moment::surely_before(written.occurred, written.known)) {
      entry.happened = written.occurred.earliest(zone);
      entry.happened_words = moment_words(written.occurred, zone, language);
    }
  }
  for (const auto& plan : known.plans) {
    TimelineEntry& entry = add(Kind::plan, plan.entry->id, plan.entry->made);
    entry.struck = struck_as(made.timeline, plan.entry->id);
  }
  for (const auto& date : known.dates) {
    const HistoryDate& written = *date.entry;
    TimelineEntry& entry =
        add(Kind::date, written.id, written.set ? *written.set : written.recorded);
    if (!written.set) entry.at_words.clear();
    entry.recorded = date.recorded;
    entry.word = written.of;
    entry.struck = struck_as(made.timeline, written.id);
  }
  for (const auto& pause : known.suspensions) {
    const HistorySuspension& written = *pause.entry;
    TimelineEntry& entry = add(Kind::pause, written.id, written.from);
    entry.recorded = written.recorded.earliest(zone);
    entry.about = written.about;
    entry.word = written.clock;
    entry.until = pause.until;
    entry.until_words = moment_words(written.until, zone, language);
    entry.struck = struck_as(made.timeline, written.id);
  }
  for (const auto& episode : known.episodes) {
    const HistoryEpisode& written = *episode.entry;
    add(Kind::opening, std::to_string(written.number), written.opened);
    if (!episode.is_closed) continue;
    add(Kind::closing, std::to_string(written.number), *written.closed).word = written.reason;
  }
  std::sort(entries.begin(), entries.end(), [](const TimelineEntry& a, const TimelineEntry& b) {
    return std::tie(a.recorded, a.kind, a.id) < std::tie(b.recorded, b.kind, b.id);
  });
  return entries;
}

std::string event_words(const Programme& programme, const std::string& kind, Language language) {
  const ProgrammeEvent* event = programme.find_event(kind);
  return event == nullptr || event->text.empty() ? kind : event->text.best(language);
}

std::string entry_words(const TimelineEntry& entry, const Programme& programme, Language language) {
  std::string text;
  switch (entry.kind) {
    case Kind::opening:
      return cause_words(Cause::Kind::episode, entry.id, language) +
             tell(language, " opened", " åbnet");
    case Kind::closing:
      text = cause_words(Cause::Kind::episode, entry.id, language) +
             tell(language, " closed", " lukket");
      if (entry.word.empty()) return text;
      return text + ": " +
             (entry.word == "death" || entry.word == "transfer"
                  ? closing_words(entry.word, language)
                  : entry.word);
    case Kind::plan:
      return cause_words(Cause::Kind::plan, entry.id, language) + tell(language, " made", " lagt");
    case Kind::date:
      return tell(language, "date ", "dato ") + entry.id + tell(language, " for ", " for ") +
             entry.word;
    case Kind::pause:
      text = "pause " + entry.id + tell(language, " of ", " i ") + entry.word;
      break;
    case Kind::event:
      text = cause_words(Cause::Kind::event, entry.id, language) + " (" +
             event_words(programme, entry.word, language) + ")";
      break;
    case Kind::assessment:
    case Kind::draft:
      text = cause_words(entry.kind == Kind::draft ? Cause::Kind::draft : Cause::Kind::assessment,
                         entry.id, language);
      if (!entry.word.empty()) text += " (" + entry.word + ")";
      break;
  }
  if (!entry.about.empty()) text += tell(language, " about ", " vedrørende ") + entry.about;
  return text;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
