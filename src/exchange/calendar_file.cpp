// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/calendar_file.hpp"

#include <algorithm>
#include <set>

#include "exchange/calendar_lines.hpp"
#include "exchange/timeline_entries.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// "20261119".
std::string basic(Date date) {
  std::string text = date.to_string();
  std::erase(text, '-');
  return text;
}

/// "20261119T091000Z": an entry of a calendar has whole seconds.
std::string basic(Instant at) {
  std::string text = Instant{at.seconds, 0}.to_string();
  std::erase(text, '-');
  std::erase(text, ':');
  return text;
}

/// The moment of what the file tells.
Instant stamp_of(const CaseTimeline& made) {
  if (made.timeline.known_by) return *made.timeline.known_by;
  Instant latest{0, 0};
  for (const TimelineEntry& entry : timeline_entries(made, Language::en)) {
    latest = std::max(latest, entry.recorded);
  }
  for (const StruckEntry& struck : made.timeline.struck) {
    latest = std::max(latest, struck.recorded);
  }
  return latest;
}

void add_entry(std::string& out, const CaseTimeline& made, const Obligation& obligation,
               Instant stamp, bool is_open, Language language) {
  const std::string uid = FingerprintBuilder()
                              .add("vaern-calendar/1")
                              .add(made.file->id)
                              .add(obligation.id)
                              .finish()
                              .to_string();
  add_line(out, "BEGIN:VEVENT");
  add_line(out, "UID:" + uid);
  add_line(out, "DTSTAMP:" + basic(stamp));
  // An INTEGER of the standard has 32 bits.
  const std::int64_t sequence = std::clamp<std::int64_t>(stamp.seconds / 60, 0, 2'147'483'647);
  add_line(out, "SEQUENCE:" + std::to_string(sequence));
  if (obligation.due.civil) {
    add_line(out, "DTSTART;VALUE=DATE:" + basic(obligation.due.date));
    // The end is the day after, which the last day of all does not have.
    if (obligation.due.date < Date(9999, 12, 31)) {
      add_line(out, "DTEND;VALUE=DATE:" + basic(obligation.due.date.add_days(1)));
    }
  } else {
    add_line(out, "DTSTART:" + basic(obligation.due.at));
  }
  add_line(out, "SUMMARY;LANGUAGE=" + std::string(language_tag(language)) + ":" +
                    escaped_text(tell(language, "Follow-up", "Opfølgning")));
  add_line(out, is_open ? "STATUS:CONFIRMED" : "STATUS:CANCELLED");
  add_line(out, "CLASS:PRIVATE");
  add_line(out, "TRANSP:TRANSPARENT");
  add_line(out, "END:VEVENT");
}

/// The product is not named after what it is for.
std::string begun() {
  std::string out;
  add_line(out, "BEGIN:VCALENDAR");
  add_line(out, "VERSION:2.0");
  add_line(out, "PRODID:-//Follow-up//Calendar 1//EN");
  add_line(out, "CALSCALE:GREGORIAN");
  return out;
}

}  // namespace
}  // namespace exchange::detail

std::string calendar_file(const CaseTimeline& made, Language language) {
  return calendar_file(made, made, language);
}

std::string calendar_file(const CaseTimeline& before, const CaseTimeline& after,
                          Language language) {
  using namespace exchange::detail;
  std::string out = begun();
  const Instant stamp = stamp_of(after);
  std::set<std::string> open;
  for (const Obligation& obligation : after.timeline.obligations) {
    if (!obligation.is_open()) continue;
    open.insert(obligation.id);
    add_entry(out, after, obligation, stamp, true, language);
  }
  for (const Obligation& obligation : before.timeline.obligations) {
    if (!obligation.is_open() || open.count(obligation.id) != 0) continue;
    add_entry(out, after, obligation, stamp, false, language);
  }
  add_line(out, "END:VCALENDAR");
  return out;
}

}  // namespace v1
}  // namespace vaern
