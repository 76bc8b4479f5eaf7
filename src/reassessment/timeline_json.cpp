// SPDX-License-Identifier: Apache-2.0
#include "vaern/model/canonical.hpp"
#include "vaern/reassessment/timeline.hpp"

namespace vaern {
inline namespace v1 {
namespace {

void write_due(CanonicalWriter& out, std::string_view key, const DueDate& due) {
  out.begin_map(key);
  out.text("at", due.at.to_string()).text("local", due.local).text("date", due.date.to_string());
  out.text("kind", due.civil ? "civil" : "elapsed");
  if (due.rolled_from) {
    out.text("rolled_from", due.rolled_from->to_string());
    out.localized("closed_day", due.closed_day);
  }
  out.end_map();
}

void write_clause(CanonicalWriter& out, const PolicyInterval& clause) {
  out.begin_map("clause");
  out.text("path", clause.path).text("interval", clause.length.to_string());
  if (clause.span.file) {
    out.text("file", clause.span.file->name()).integer("line", clause.span.line);
  }
  if (!clause.source.empty()) out.text("source", clause.source);
  if (clause.verified) out.yes_no("verified", *clause.verified);
  out.yes_no("proposed", clause.proposed).yes_no("statutory", clause.statutory);
  out.end_map();
}

void write_list(CanonicalWriter& out, std::string_view key, const std::vector<std::string>& list) {
  if (list.empty()) return;
  out.begin_list(key);
  for (const std::string& word : list) out.text(word);
  out.end_list();
}

// What a professional said of the date, beside the date itself (T7).
void write_set_date(CanonicalWriter& out, const Obligation& obligation) {
  if (obligation.policy_due) write_due(out, "policy_due", *obligation.policy_due);
  if (obligation.set) {
    const SetDate& set = *obligation.set;
    out.begin_map("set").text("id", set.id).text("recorded", set.recorded.to_string());
    write_list(out, "by", set.by);
    if (!set.reason.empty()) out.text("reason", set.reason);
    out.yes_no("confirmed", set.confirmed).end_map();
  }
  if (obligation.earliest || obligation.latest) {
    out.begin_map("window");
    if (obligation.earliest) write_due(out, "earliest", *obligation.earliest);
    if (obligation.latest) write_due(out, "latest", *obligation.latest);
    out.end_map();
  }
  if (obligation.suspensions.empty()) return;
  out.begin_list("suspensions");
  for (const ShownSuspension& each : obligation.suspensions) {
    out.begin_map().text("id", each.id).text("from", each.from).text("until", each.until);
    write_list(out, "by", each.by);
    out.text("reason", each.reason).yes_no("allowed", each.is_allowed).end_map();
  }
  out.end_list();
}

void write_reason(CanonicalWriter& out, const Reason& reason) {
  out.text("key", reason.key).begin_map("arguments");
  for (const Argument& argument : reason.arguments) out.text(argument.name, argument.value);
  out.end_map();
}

void write_obligation(CanonicalWriter& out, const Obligation& obligation,
                      const std::vector<std::string>& levels) {
  out.begin_map();
  out.text("id", obligation.id).text("policy", obligation.policy).text("clock", obligation.clock);
  if (!obligation.about.empty()) out.text("about", obligation.about);
  out.localized("what", obligation.what);
  write_due(out, "due", obligation.due);
  write_set_date(out, obligation);
  write_clause(out, obligation.clause);

  const Cause& cause = obligation.cause;
  out.begin_map("cause").text("kind", to_string(cause.kind)).text("id", cause.id);
  if (!cause.word.empty()) out.text("word", cause.word);
  out.text("at", cause.at.to_string()).end_map();

  if (obligation.possible != 0) {
    out.begin_list("levels");
    for (std::size_t i = 0; i < levels.size(); ++i) {
      if ((obligation.possible >> i & 1) != 0) out.text(levels[i]);
    }
    out.end_list();
  }
  out.text("status", to_string(obligation.status)).yes_no("holds", obligation.holds);
  if (obligation.closed) {
    out.begin_map("closed").text("id", obligation.closed->id);
    out.text("at", obligation.closed->at.to_string()).yes_no("late", obligation.closed->late);
    if (!obligation.closed->reason.empty()) out.text("reason", obligation.closed->reason);
    out.end_map();
  }
  write_list(out, "replaces", obligation.replaces);
  write_list(out, "tell", obligation.tell);
  write_list(out, "tell_by", obligation.tell_by);
  out.yes_no("outside_policy", obligation.outside_policy);
  out.begin_list("reasons");
  for (const Reason& reason : obligation.reasons) {
    out.begin_map();
    write_reason(out, reason);
    out.end_map();
  }
  out.end_list().end_map();
}

void write_moment(CanonicalWriter& out, std::string_view key, const std::optional<Instant>& at) {
  if (at) {
    out.text(key, at->to_string());
  } else {
    out.null(key);
  }
}

}  // namespace

std::string to_canonical_json(const Timeline& timeline) {
  CanonicalWriter out;
  out.begin_map().text("schema", "vaern/timeline/1");
  out.text("policy", timeline.policy).text("policy_meaning", timeline.policy_meaning.to_string());
  out.text("calendar", timeline.calendar);
  out.text("calendar_meaning", timeline.calendar_meaning.to_string());
  const auto write_policy = [&out](const TimelineDuties& other) {
    out.text("policy", other.policy).text("policy_meaning", other.policy_meaning.to_string());
    out.text("calendar", other.calendar);
    out.text("calendar_meaning", other.calendar_meaning.to_string()).end_map();
  };
  if (timeline.superseded) {
    out.begin_map("superseded");
    write_policy(*timeline.superseded);
  }
  if (!timeline.duties.empty()) {
    out.begin_list("duties");
    for (const TimelineDuties& duties : timeline.duties) {
      out.begin_map();
      write_policy(duties);
    }
    out.end_list();
  }
  out.text("zone", timeline.zone).text("tz", timeline.tz);
  write_moment(out, "as_of", timeline.as_of);
  write_moment(out, "known_by", timeline.known_by);
  out.begin_list("obligations");
  for (const Obligation& obligation : timeline.obligations) {
    write_obligation(out, obligation, timeline.levels);
  }
  out.end_list().begin_list("struck");
  for (const StruckEntry& entry : timeline.struck) {
    out.begin_map().text("id", entry.id).text("recorded", entry.recorded.to_string());
    write_list(out, "by", entry.by);
    out.text("reason", entry.reason).end_map();
  }
  out.end_list().begin_list("without_effect");
  for (const EntryWithoutEffect& entry : timeline.without_effect) {
    out.begin_map().text("id", entry.id);
    write_reason(out, entry.reason);
    out.end_map();
  }
  out.end_list().end_map();
  return out.finish();
}

}  // namespace v1
}  // namespace vaern
