// SPDX-License-Identifier: Apache-2.0
#include "exchange/changes_words.hpp"

#include <algorithm>
#include <utility>

#include "exchange/plan_words.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

// The assessments that are new or struck, of those that say it: a level rests on all of them, a
// fact on those with the instruments it comes from.
std::string deciding_assessments(std::string_view name, const std::vector<EntrySince>& since,
                                 const CaseFile& file, const Programme& programme,
                                 Language language) {
  const ProgrammeFact* fact = programme.find_fact(name);
  const auto is_said_by = [&](const AssessmentEntry& entry) {
    if (name == builtin::level) return true;
    if (fact == nullptr || !entry.instrument) return false;
    return std::any_of(fact->from.begin(), fact->from.end(), [&](const ProgrammeFact::From& from) {
      return from.instrument == entry.instrument->id;
    });
  };
  std::vector<std::string> ids;
  for (const EntrySince& entry : since) {
    const AssessmentEntry* found = file.find_assessment(entry.id);
    if (found == nullptr || !is_said_by(*found)) continue;
    const bool is_struck = entry.kind == EntrySince::Kind::struck;
    ids.push_back(entry.id +
                  (is_struck ? tell(language, ", struck", ", markeret som fejl") : std::string()));
  }
  if (ids.empty()) return {};
  return tell(language, " (assessment ", " (vurdering ") + join(ids, "; ") + ")";
}

// ": A hard moment, Tuesday 17 November 2026 at 18:40"; empty: the case has no such event.
std::string event_words(const std::string& id, const CaseFile& file, const Programme& programme,
                        Language language) {
  const auto found = std::find_if(file.events.begin(), file.events.end(),
                                  [&](const EventEntry& each) { return each.id.text == id; });
  if (found == file.events.end()) return {};
  const ProgrammeEvent* event = programme.find_event(found->kind.text);
  const bool has_text = event != nullptr && !event->text.empty();
  return ": " + (has_text ? std::string(event->text.best(language)) : found->kind.text) + ", " +
         moment_words(found->occurred, programme.policy().zone(), language);
}

void write_instant(CanonicalWriter& out, std::string_view key, const std::optional<Instant>& at) {
  at ? out.text(key, at->to_string()) : out.null(key);
}

void write_or_null(CanonicalWriter& out, std::string_view key, const std::string& text) {
  text.empty() ? out.null(key) : out.text(key, text);
}

}  // namespace

std::string stop_after(const Line& line) {
  const std::string text = plain(line);
  return text.empty() || text.find_last_of(".?!") == text.size() - 1 ? "" : ".";
}

std::string moment_of_side(const std::string& entry, const std::optional<Instant>& as_of,
                           const std::optional<Instant>& known_by, const Zone& zone,
                           Language language) {
  std::string known;
  if (known_by && known_by != as_of) {
    known = tell(language, ", with what was known ", ", med det, man vidste ") +
            moment_words(*known_by, zone, language);
  }
  const std::string what = entry.empty() ? std::string() : "plan " + entry;
  if (!as_of) {
    return (what.empty() ? tell(language, "everything written down", "alt, der er registreret")
                         : what) +
           known;
  }
  const std::string moment = moment_words(*as_of, zone, language);
  return (what.empty() ? moment : what + " (" + moment + ")") + known;
}

Line nothing_changed(Language language) {
  return tell(language, "Nothing in the plan has changed.", "Intet i planen er ændret.");
}

Part found_part(const std::vector<FoundPlan>& found, Language language) {
  std::vector<Line> lines;
  for (const FoundPlan& each : found) lines.push_back(found_line(each, language));
  Part made;
  made.heading = tell(language, "THE PLAN WAS FOUND", "PLANEN ER FUNDET");
  made.bullets(std::move(lines));
  return made;
}

Part since_part(const std::vector<EntrySince>& since, const CaseFile& file,
                const Programme& programme, Language language) {
  std::vector<Line> lines;
  for (const EntrySince& entry : since) {
    std::string kind = tell(language, "Struck: ", "Markeret som fejl: ");
    std::string what;
    if (entry.kind == EntrySince::Kind::assessment) {
      kind = tell(language, "Assessment ", "Vurdering ");
    } else if (entry.kind == EntrySince::Kind::event) {
      kind = tell(language, "Event ", "Hændelse ");
      what = event_words(entry.id, file, programme, language);
    } else if (entry.kind == EntrySince::Kind::plan) {
      kind = "Plan ";
    }
    lines.emplace_back(kind + entry.id + what + ".");
  }
  Part made;
  made.heading = tell(language, "Written down since", "Registreret siden da");
  made.bullets(std::move(lines));
  return made;
}

std::string change_words(const std::string& before, const std::string& after, Language language) {
  if (after.empty()) return before + tell(language, " before", " før");
  if (before.empty()) return after;
  return before + tell(language, " before, now ", " før, nu ") + after;
}

std::vector<std::string> reading_changes(const std::vector<ReadingChange>& readings,
                                         const std::vector<EntrySince>& since, const CaseFile& file,
                                         const Programme& programme, Language language) {
  std::vector<std::string> parts;
  for (const ReadingChange& reading : readings) {
    std::string part = name_words(programme, reading.name, language) + ": " +
                       change_words(value_words(reading.before, language),
                                    value_words(reading.after, language), language);
    part += deciding_assessments(reading.name, since, file, programme, language);
    parts.push_back(std::move(part));
  }
  return parts;
}

std::string changed_because(const std::vector<std::string>& reasons, Language language) {
  if (reasons.empty()) return {};
  return tell(language, " Because: ", " Årsag: ") + join(reasons, "; ") + ".";
}

std::string status_change_words(MeasureStatus before, MeasureStatus after,
                                const std::optional<PlanHistory::Entry>& history,
                                Language language) {
  std::string text = tell(language, " Before: ", " Før: ") + status_words(before, language) +
                     tell(language, "; now: ", "; nu: ") + settled_words(after, history, language);
  if (history) text += " (" + history->plan + ", " + join(history->by, ", ") + ")";
  return text + ".";
}

std::string catalogue_change_words(const Reference& before, const Reference& after,
                                   Language language) {
  return tell(language, "Catalogue: ", "Katalog: ") + before.to_string() +
         tell(language, ", now ", ", nu ") + after.to_string() + ".";
}

void write_side(CanonicalWriter& out, const std::string& entry, const std::optional<Instant>& as_of,
                const std::optional<Instant>& known_by) {
  write_or_null(out, "plan", entry);
  write_instant(out, "as_of", as_of);
  write_instant(out, "known_by", known_by ? known_by : as_of);
}

void write_since(CanonicalWriter& out, const std::vector<EntrySince>& since,
                 const std::vector<FoundPlan>& found) {
  out.begin_list("since");
  for (const EntrySince& entry : since) {
    out.begin_map().text("kind", to_string(entry.kind)).text("id", entry.id).end_map();
  }
  out.end_list().begin_list("found");
  for (const FoundPlan& each : found) write_found(each, out);
  out.end_list();
}

void write_readings(CanonicalWriter& out, std::string_view key,
                    const std::vector<ReadingChange>& readings) {
  out.begin_list(key);
  for (const ReadingChange& reading : readings) {
    out.begin_map().text("name", reading.name);
    write_or_null(out, "before", reading.before);
    write_or_null(out, "after", reading.after);
    out.end_map();
  }
  out.end_list();
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
