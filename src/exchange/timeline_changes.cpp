// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/timeline_changes.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "exchange/due_words.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// Of one clock and other party the obligation that holds; null: nothing is open.
struct Holding {
  const Obligation* before = nullptr;
  const Obligation* after = nullptr;
};
using Key = std::tuple<std::string, std::string>;  // about, clock

std::map<Key, Holding> holdings(const Timeline& before, const Timeline& after) {
  std::map<Key, Holding> found;
  for (const Obligation& obligation : before.obligations) {
    if (obligation.holds) found[{obligation.about, obligation.clock}].before = &obligation;
  }
  for (const Obligation& obligation : after.obligations) {
    if (obligation.holds) found[{obligation.about, obligation.clock}].after = &obligation;
  }
  std::erase_if(found, [](const auto& pair) {
    const Holding& holding = pair.second;
    return holding.before != nullptr && holding.after != nullptr &&
           holding.before->due.at == holding.after->due.at;
  });
  return found;
}

std::vector<const StruckEntry*> newly_struck(const Timeline& before, const Timeline& after) {
  std::vector<const StruckEntry*> list;
  for (const StruckEntry& entry : after.struck) {
    if (std::none_of(before.struck.begin(), before.struck.end(),
                     [&](const StruckEntry& old) { return old.id == entry.id; })) {
      list.push_back(&entry);
    }
  }
  return list;
}

struct ChangeList {
  std::string_view key;
  std::string_view en;
  std::string_view da;
  const std::vector<std::string>& ids;
};

std::array<ChangeList, 7> sections_of(const TimelineDifference& found) {
  return {{{"opened", "New", "Nye frister", found.opened},
           {"gone", "Gone", "Frister, der ikke gælder længere", found.gone},
           {"met", "Met", "Overholdt", found.met},
           {"ended", "Ended", "Bortfaldet", found.ended},
           {"reopened", "Open again", "Åbne igen", found.reopened},
           {"earlier", "Earlier than before", "Tidligere end før", found.earlier},
           {"later", "Later than before", "Senere end før", found.later}}};
}

struct Changes {
  const Timeline& before;
  const Timeline& after;
  const Programme& programme;
  Language language;
  const Zone& zone = programme.policy().zone();

  std::string say(std::string_view en, std::string_view da) const { return tell(language, en, da); }

  /// Why an obligation is gone: the entry that opened it does not count any more.
  std::string why_gone(const Obligation& obligation) const {
    for (const StruckEntry& struck : after.struck) {
      if (struck.id == obligation.cause.id) return struck_words(struck, zone, language);
    }
    return say("What opened it does not count any more.",
               "Det, der udløste den, tæller ikke længere med.");
  }

  Line line_of(const Obligation& obligation, const Obligation* old) const {
    Line line;
    line.strong(what_words(obligation, language) + ", " + when_words(obligation, language) + ".");
    std::string text;
    if (old != nullptr && old->due.at != obligation.due.at) {
      text += say(" Before: ", " Før: ") + when_words(*old, language) + ".";
    }
    if (old != nullptr && old->status != obligation.status && obligation.is_open() &&
        !old->is_open()) {
      text += say(" Before: ", " Før: ") + status_words(*old, language) + ".";
    }
    if (obligation.closed) {
      const std::string at = moment_words(obligation.closed->at, zone, language);
      text += " " + status_words(obligation, language);
      if (obligation.status == ObligationStatus::met) {
        text += say(" by ", " ved ") + obligation.closed->id + ", " + at + ".";
      } else {
        text += " " + at + ", " + closing_words(obligation.closed->reason, language) + ".";
      }
    }
    if (obligation.is_overdue()) text += " " + status_words(obligation, language) + ".";
    for (const Reason& reason : obligation.reasons) {
      text += " " + reason_words(reason, programme, language);
    }
    line.add(std::move(text));
    return line;
  }

  Part section(const ChangeList& of) const {
    std::vector<Line> lines;
    for (const std::string& id : of.ids) {
      const Obligation* old = before.find(id);
      const Obligation* now = after.find(id);
      if (now != nullptr) {
        lines.push_back(line_of(*now, old));
      } else if (old != nullptr) {
        Line line;
        line.strong(what_words(*old, language) + ", " + when_words(*old, language) + ".");
        line.add(" " + why_gone(*old));
        lines.push_back(std::move(line));
      }
    }
    Part part;
    part.heading = say(of.en, of.da);
    part.bullets(std::move(lines));
    return part;
  }

  std::string when_of(const Obligation* obligation) const {
    return obligation == nullptr ? say("nothing open", "ingen åben frist")
                                 : when_words(*obligation, language);
  }

  Part holding() const {
    std::vector<Line> lines;
    for (const auto& [key, holding] : holdings(before, after)) {
      const Obligation& named = holding.after != nullptr ? *holding.after : *holding.before;
      Line line;
      line.strong(what_words(named, language) + ".");
      line.add(say(" Before: ", " Før: ") + when_of(holding.before) + say("; now: ", "; nu: ") +
               when_of(holding.after) + ".");
      lines.push_back(std::move(line));
    }
    Part part;
    part.heading = say("The next date", "Næste frist");
    part.bullets(std::move(lines));
    return part;
  }

  Part struck() const {
    std::vector<Line> lines;
    for (const StruckEntry* entry : newly_struck(before, after)) {
      lines.push_back(Line(struck_words(*entry, zone, language)));
    }
    Part part;
    part.heading = say("Struck since", "Markeret som fejl siden da");
    part.bullets(std::move(lines));
    return part;
  }

  std::string side(const Timeline& timeline) const {
    if (!timeline.known_by) return say("everything written down", "alt, der er registreret");
    return say("what was written down by ", "det, der var registreret ") +
           moment_words(*timeline.known_by, zone, language);
  }
};

void write_moment(CanonicalWriter& out, std::string_view key, const std::optional<Instant>& at) {
  at ? out.text(key, at->to_string()) : out.null(key);
}

void write_side(CanonicalWriter& out, std::string_view key, const Timeline& timeline) {
  out.begin_map(key);
  write_moment(out, "as_of", timeline.as_of);
  write_moment(out, "known_by", timeline.known_by);
  out.end_map();
}

void write_state(CanonicalWriter& out, std::string_view key, const Obligation* obligation) {
  if (obligation == nullptr) {
    out.null(key);
    return;
  }
  out.begin_map(key).text("id", obligation->id).text("at", obligation->due.at.to_string());
  out.text("local", obligation->due.local).text("status", to_string(obligation->status));
  if (obligation->closed) {
    out.begin_map("closed").text("id", obligation->closed->id);
    out.text("at", obligation->closed->at.to_string()).yes_no("late", obligation->closed->late);
    if (!obligation->closed->reason.empty()) out.text("reason", obligation->closed->reason);
    out.end_map();
  }
  out.end_map();
}

void write_change(CanonicalWriter& out, const Obligation* old, const Obligation* now) {
  const Obligation& named = now != nullptr ? *now : *old;
  out.begin_map().text("id", named.id).text("clock", named.clock);
  if (!named.about.empty()) out.text("about", named.about);
  out.localized("what", named.what);
  write_state(out, "before", old);
  write_state(out, "after", now);
  out.begin_list("reasons");
  for (const Reason& reason : named.reasons) {
    out.begin_map().text("key", reason.key).begin_map("arguments");
    for (const Argument& argument : reason.arguments) out.text(argument.name, argument.value);
    out.end_map().end_map();
  }
  out.end_list().end_map();
}

}  // namespace
}  // namespace exchange::detail

std::string timeline_changes_text(const Timeline& before, const Timeline& after,
                                  const Programme& programme, Language language) {
  using namespace exchange::detail;
  const Changes changes{before, after, programme, language};
  Page page;
  page.heading = tell(language, "What has changed", "Hvad der er ændret");
  page.under.push_back(Line(changes.say("Before: ", "Før: ") + changes.side(before) +
                            changes.say(". Now: ", ". Nu: ") + changes.side(after) + "."));
  page.sections.push_back(changes.struck());
  page.sections.push_back(changes.holding());
  const TimelineDifference found = difference(before, after);
  for (const ChangeList& section : sections_of(found)) {
    page.sections.push_back(changes.section(section));
  }
  const bool is_same = std::all_of(page.sections.begin(), page.sections.end(),
                                   [](const Part& part) { return part.is_empty(); });
  if (is_same)
    page.under.push_back(changes.say("Nothing has changed.", "Der er ikke sket ændringer."));
  page.small_print.heading = changes.say("About this page", "Om siden");
  page.small_print.paragraph(counted_with(after, language));
  return page_text(page);
}

std::string timeline_changes_json(const Timeline& before, const Timeline& after) {
  using namespace exchange::detail;
  CanonicalWriter out;
  out.begin_map().text("schema", timeline_changes_schema);
  write_side(out, "before", before);
  write_side(out, "after", after);
  out.begin_list("struck");
  for (const StruckEntry* entry : newly_struck(before, after)) {
    out.begin_map().text("id", entry->id).text("recorded", entry->recorded.to_string());
    out.begin_list("by");
    for (const std::string& who : entry->by) out.text(who);
    out.end_list().text("reason", entry->reason).end_map();
  }
  out.end_list().begin_list("holds");
  for (const auto& [key, holding] : holdings(before, after)) {
    out.begin_map().text("clock", std::get<1>(key));
    if (!std::get<0>(key).empty()) out.text("about", std::get<0>(key));
    write_state(out, "before", holding.before);
    write_state(out, "after", holding.after);
    out.end_map();
  }
  out.end_list();
  const TimelineDifference found = difference(before, after);
  for (const ChangeList& section : sections_of(found)) {
    out.begin_list(section.key);
    for (const std::string& id : section.ids) {
      write_change(out, before.find(id), after.find(id));
    }
    out.end_list();
  }
  return out.end_map().finish();
}

}  // namespace v1
}  // namespace vaern
