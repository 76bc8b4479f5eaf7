// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/plan_changes.hpp"

#include <algorithm>

#include "exchange/changes_words.hpp"
#include "exchange/plan_words.hpp"
#include "exchange/report_page.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

bool is_listed(const PlannedMeasure* planned) {
  return planned != nullptr && planned->list != PlanList::none;
}

struct PlanChanges {
  const PlanDifference& difference;
  const PlanSide& before;
  const PlanSide& after;
  const Programme& programme;
  Language language;

  std::string say(std::string_view en, std::string_view da) const { return tell(language, en, da); }

  Line named(const PlannedMeasure& planned) const {
    Line line;
    line.add(planned.measure->text, language);
    return line.add(instance_words(planned, language) + stop_after(line));
  }

  std::string list_words(PlanList list) const {
    switch (list) {
      case PlanList::now:
        return say("now", "nu");
      case PlanList::ask_first:
        return say("ask first", "spørg først");
      case PlanList::later:
        return say("later", "senere");
      case PlanList::none:
        break;
    }
    return say("not in the plan", "ikke i planen");
  }

  std::string state_words(const PlannedMeasure& planned) const {
    if (planned.state == MeasureState::blocked) return say("blocked", "spærret");
    if (planned.state == MeasureState::not_applicable) {
      return say("does not apply", "ikke relevant");
    }
    return list_words(planned.list);
  }

  std::string because(const MeasureDifference& one) const {
    return changed_because(
        reading_changes(one.readings, difference.since, *after.file, programme, language),
        language);
  }

  using Test = bool (*)(const MeasureDifference&);

  template <class Say>
  Part part(std::string_view en, std::string_view da, Test is_it, const Say& line_of) const {
    std::vector<Line> lines;
    for (const MeasureDifference& one : difference.measures) {
      if (is_it(one)) lines.push_back(line_of(one));
    }
    Part made;
    made.heading = say(en, da);
    made.bullets(std::move(lines));
    return made;
  }

  Part new_ones() const {
    return part(
        "New in the plan", "Nyt i planen",
        [](const MeasureDifference& one) { return !is_listed(one.before) && is_listed(one.after); },
        [&](const MeasureDifference& one) {
          Line line = named(*one.after);
          line.add(" [" + list_words(one.after->list) + "; " +
                   status_words(one.after->status, language) + "]");
          if (one.before == nullptr &&
              !(difference.catalogue_before == difference.catalogue_after)) {
            line.add(say(" New in the catalogue.", " Nyt i kataloget."));
          }
          return std::move(line.add(because(one)));
        });
  }

  Part gone() const {
    return part(
        "No longer in the plan", "Ikke længere i planen",
        [](const MeasureDifference& one) { return is_listed(one.before) && !is_listed(one.after); },
        [&](const MeasureDifference& one) {
          Line line = named(*one.before);
          if (one.after == nullptr) {
            return std::move(
                line.add(say(" Not in the catalogue any more, or for nobody who is there.",
                             " Findes ikke længere i kataloget eller for nogen i sagen.")));
          }
          line.add(" [" + state_words(*one.after) + "; " +
                   status_words(one.after->status, language) + "]");
          return std::move(line.add(because(one)));
        });
  }

  Part moved() const {
    return part(
        "Moved in the plan", "Flyttet i planen",
        [](const MeasureDifference& one) {
          return is_listed(one.before) && is_listed(one.after) &&
                 (one.has(PlanChange::list) || one.has(PlanChange::urgency) ||
                  one.has(PlanChange::state));
        },
        [&](const MeasureDifference& one) {
          const auto where = [&](const PlannedMeasure& planned) {
            return list_words(planned.list) + ", " + urgency_words(planned.urgency, language);
          };
          Line line = named(*one.after);
          line.add(say(" Before: ", " Før: ") + where(*one.before) + say("; now: ", "; nu: ") +
                   where(*one.after) + ".");
          return std::move(line.add(because(one)));
        });
  }

  Part steps() const {
    return part(
        "What became of the measures", "Hvad der er sket med tiltagene",
        [](const MeasureDifference& one) { return one.has(PlanChange::status); },
        [&](const MeasureDifference& one) {
          Line line = named(*one.after);
          line.add(status_change_words(one.before->status, one.after->status, one.after->history,
                                       language));
          if (one.after->is_to_do_again()) {
            line.add(" " + capitalised(detail::standing_words(*one.after, programme, language)) +
                     ".");
          }
          return line;
        });
  }

  Part words() const {
    return part(
        "Own words", "Egne ord",
        [](const MeasureDifference& one) { return one.has(PlanChange::words); },
        [&](const MeasureDifference& one) { return named(*one.after); });
  }

  Part catalogue() const {
    Part made = part(
        "Said in other words", "Formuleret på en ny måde",
        [](const MeasureDifference& one) { return one.has(PlanChange::text); },
        [&](const MeasureDifference& one) {
          Line line = named(*one.after);
          line.add(say(" Before: ", " Før: "));
          return std::move(line.add(one.before->measure->text, language));
        });
    return made;
  }

  Part others() const {
    std::vector<Line> lines;
    if (!(difference.catalogue_before == difference.catalogue_after)) {
      lines.emplace_back(catalogue_change_words(difference.catalogue_before,
                                                difference.catalogue_after, language));
    }
    if (difference.priorities_before != difference.priorities_after) {
      const auto listed = [&](const std::vector<std::string>& sections) {
        std::vector<std::string> texts;
        for (const std::string& id : sections) texts.push_back(section_words(id));
        return texts.empty() ? say("nothing said", "intet sagt") : join(texts, ", ");
      };
      lines.emplace_back(say("What matters most: ", "Det, der betyder mest: ") +
                         listed(difference.priorities_before) + say("; now: ", "; nu: ") +
                         listed(difference.priorities_after) + ".");
    }
    for (const MemberDifference& member : difference.network) {
      Line line;
      line.strong(member.party);
      lines.push_back(line.add(": " + standing_words(member.before) + say("; now: ", "; nu: ") +
                               standing_words(member.after) + "."));
    }
    Part made;
    made.heading = say("Around the plan", "Omkring planen");
    made.bullets(std::move(lines));
    return made;
  }

  std::string section_words(const std::string& id) const {
    for (const Section& each : programme.catalogue().sections()) {
      if (each.id == id) return each.text.best(language);
    }
    return id;
  }

  std::string standing_words(const std::optional<NetworkStanding>& standing) const {
    if (!standing) return say("not in the network", "ikke i netværket");
    switch (*standing) {
      case NetworkStanding::suggested:
        return say("can be asked", "kan spørges");
      case NetworkStanding::ask_safe:
        return say("ask whether it is safe", "spørg, om det er sikkert");
      case NetworkStanding::ask_way:
        return say("ask how to reach them", "spørg, hvordan man får fat i dem");
      case NetworkStanding::ask_through:
        return say("ask whether the way is safe", "spørg, om vejen er sikker");
      default:
        break;
    }
    return say("not to be involved", "inddrages ikke");
  }
};

void write_planned(CanonicalWriter& out, std::string_view key, const PlannedMeasure* planned) {
  if (planned == nullptr) {
    out.null(key);
    return;
  }
  out.begin_map(key).text("state", to_string(planned->state));
  out.text("list", to_string(planned->list)).text("urgency", to_string(planned->urgency));
  out.text("status", to_string(planned->status));
  if (planned->history) out.text("plan", planned->history->plan);
  out.localized("text", planned->measure->text).end_map();
}

void write_sections(CanonicalWriter& out, std::string_view key,
                    const std::vector<std::string>& sections) {
  out.begin_list(key);
  for (const std::string& section : sections) out.text(section);
  out.end_list();
}

void write_standing(CanonicalWriter& out, std::string_view key,
                    const std::optional<NetworkStanding>& standing) {
  standing ? out.text(key, to_string(*standing)) : out.null(key);
}

}  // namespace
}  // namespace exchange::detail

std::string plan_changes_text(const PlanDifference& difference, const PlanSide& before,
                              const PlanSide& after, const Programme& programme,
                              Language language) {
  using namespace exchange::detail;
  const PlanChanges changes{difference, before, after, programme, language};
  Page page;
  page.heading =
      changes.say("What has changed in the safety plan", "Hvad der er ændret i sikkerhedsplanen");
  const Zone& zone = programme.policy().zone();
  page.under.push_back(sides_line(before, after, zone, language));
  if (difference.empty()) page.under.push_back(nothing_changed(language));
  page.sections.push_back(found_part(difference.found, language));
  page.sections.push_back(since_part(difference.since, *after.file, programme, language));
  page.sections.push_back(changes.new_ones());
  page.sections.push_back(changes.gone());
  page.sections.push_back(changes.moved());
  page.sections.push_back(changes.steps());
  page.sections.push_back(changes.words());
  page.sections.push_back(changes.catalogue());
  page.sections.push_back(changes.others());
  page.small_print.heading = changes.say("About this page", "Om siden");
  page.small_print.paragraph(caseworker_line(language));
  return page_text(page);
}

std::string plan_changes_json(const PlanDifference& difference, const PlanSide& before,
                              const PlanSide& after) {
  using namespace exchange::detail;
  CanonicalWriter out;
  out.begin_map().text("schema", plan_changes_schema);
  for (const PlanSide* side : {&before, &after}) {
    out.begin_map(side == &before ? "before" : "after");
    write_side(out, *side);
    out.text("catalogue", side->plan->catalogue.to_string()).end_map();
  }
  write_since(out, difference.since, difference.found);
  out.begin_list("measures");
  for (const MeasureDifference& one : difference.measures) {
    out.begin_map().text("id", one.id).begin_list("changes");
    for (const PlanChange change : one.changes) out.text(to_string(change));
    out.end_list();
    write_planned(out, "before", one.before);
    write_planned(out, "after", one.after);
    write_readings(out, "reasons", one.readings);
    out.end_map();
  }
  out.end_list().begin_map("priorities");
  write_sections(out, "before", difference.priorities_before);
  write_sections(out, "after", difference.priorities_after);
  out.end_map().begin_list("network");
  for (const MemberDifference& member : difference.network) {
    out.begin_map().text("party", member.party);
    write_standing(out, "before", member.before);
    write_standing(out, "after", member.after);
    out.end_map();
  }
  return out.end_list().end_map().finish();
}

}  // namespace v1
}  // namespace vaern
