// SPDX-License-Identifier: Apache-2.0
// What is different between two plans of zones, in words.
#include "vaern/exchange/zone_changes.hpp"

#include <utility>

#include "exchange/changes_words.hpp"
#include "exchange/plan_words.hpp"
#include "exchange/zone_changes_words.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

bool is_in(const PlannedZoneMeasure* planned) {
  return planned != nullptr && planned->state == MeasureState::included;
}

struct ZoneChanges {
  const ZonePlanDifference& difference;
  const ZoneSide& before;
  const ZoneSide& after;
  const Programme& programme;
  Language language;
  ZoneWords words{programme, language};

  std::string say(std::string_view en, std::string_view da) const { return tell(language, en, da); }
  std::string person() const { return person_words(*after.plan, language); }

  std::string before_now(const std::string& was, const std::string& now) const {
    return words.before_now(was, now);
  }
  Line staff(const ZoneText& text) const { return words.staff(text); }
  Line named(const ZoneMeasureDifference& one) const {
    return one.after != nullptr ? words.named(*one.after->measure, *after.plan)
                                : words.named(*one.before->measure, *before.plan);
  }

  static Part part(std::string heading, std::vector<Line> lines) {
    Part made;
    made.heading = std::move(heading);
    made.bullets(std::move(lines));
    return made;
  }

  template <class Test, class Say>
  Part measures(std::string_view en, std::string_view da, const Test& is_it,
                const Say& line_of) const {
    std::vector<Line> lines;
    for (const ZoneMeasureDifference& one : difference.measures) {
      if (is_it(one)) lines.push_back(line_of(one));
    }
    return part(say(en, da), std::move(lines));
  }

  Part dates() const {
    std::vector<Line> lines;
    for (const ZoneDateDifference& one : difference.dates) {
      if (!one.after) {
        lines.push_back(Line().strong(say("No longer open: ", "Ikke længere åbent: ")));
        lines.back().add(words.date(*one.before, *before.file) + ".");
        continue;
      }
      Line line;
      if (!one.before) line.strong(say("New: ", "Nyt: "));
      line.add(words.date(*one.after, *after.file));
      line.add(one.before ? "." + before_now(words.due(*one.before), words.due(*one.after))
                          : ": " + words.due(*one.after) + ".");
      lines.push_back(std::move(line));
    }
    return part(say("Dates", "Frister"), std::move(lines));
  }

  Part asked() const {
    std::vector<Line> lines;
    for (const ZoneQuestionDifference& one : difference.asked) {
      Line line;
      if (!one.after) line.strong(say("Not any more: ", "Ikke længere: "));
      if (!one.before) line.strong(say("New: ", "Nyt: "));
      const LocalizedText& text = one.after ? *one.after : *one.before;
      for (Run& run : zone_question_line(one.name, text, programme, language).runs) {
        line.runs.push_back(std::move(run));
      }
      lines.push_back(std::move(line));
    }
    return part(say("Ask first", "Spørg først"), std::move(lines));
  }

  Part traits(std::string heading, const std::vector<TraitDifference>& list, bool is_sign) const {
    std::vector<Line> lines;
    for (const TraitDifference& one : list) {
      const auto value = [&](const StatedTrait& trait) {
        return is_sign ? words.sign(trait.has, person()) : words.strain(trait.has);
      };
      if (one.after == nullptr) {
        lines.push_back(staff(*one.text_before));
        lines.back().add(
            say(" Not in the catalogue any more.", " Findes ikke længere i kataloget."));
      } else if (one.before == nullptr) {
        lines.push_back(staff(*one.text_after));
        lines.back().add(say(" New in the catalogue: ", " Nyt i kataloget: ") + value(*one.after) +
                         ".");
      } else if (one.has(ZoneChange::has)) {
        lines.push_back(staff(*one.text_after));
        lines.back().add(before_now(value(*one.before), value(*one.after) + decided(one)));
      }
    }
    return part(std::move(heading), std::move(lines));
  }

  // The plan that says so, or the one that said otherwise and was struck.
  std::string decided(const TraitDifference& one) const {
    for (const EntrySince& entry : difference.since) {
      if (entry.kind == EntrySince::Kind::struck && entry.id == one.before->plan) {
        return " (" + entry.id + say(" was struck)", " markeret som fejl)");
      }
    }
    return one.after->plan.empty() ? std::string() : " (" + one.after->plan + ")";
  }

  std::string because(const ZoneMeasureDifference& one) const {
    std::vector<std::string> reasons;
    for (const ReadingChange& sign : one.signs) {
      const ZonePlan& plan = sign.after.empty() ? *before.plan : *after.plan;
      const ZoneSign* what = plan.catalogue->find_sign(sign.name);
      reasons.push_back(say("the sign \u201C", "tegnet \u00BB") + what->text.staff.best(language) +
                        say("\u201D: ", "\u00AB: ") +
                        change_words(value_words(sign.before, language),
                                     value_words(sign.after, language), language));
    }
    for (std::string& fact :
         reading_changes(one.readings, difference.since, *after.file, programme, language)) {
      reasons.push_back(std::move(fact));
    }
    if (one.by_agreement) {
      reasons.push_back(is_agreed(*one.after)
                            ? say("it is agreed now", "det er aftalt nu")
                            : say("it is not agreed any more", "det er ikke aftalt længere"));
    }
    if (one.by_catalogue) {
      reasons.push_back(say("the catalogue asks for something else for it",
                            "kataloget har andre betingelser for det"));
    }
    return changed_because(reasons, language);
  }

  Part new_ones() const {
    return measures(
        "New in the plan", "Nyt i planen",
        [](const ZoneMeasureDifference& one) { return !is_in(one.before) && is_in(one.after); },
        [&](const ZoneMeasureDifference& one) {
          Line line = named(one);
          line.add(" [" + words.standing(*one.after, *after.plan) + "]");
          if (one.before == nullptr) {
            return std::move(line.add(say(" New in the catalogue.", " Nyt i kataloget.")));
          }
          return std::move(line.add(because(one)));
        });
  }

  Part gone() const {
    return measures(
        "No longer in the plan", "Ikke længere i planen",
        [](const ZoneMeasureDifference& one) { return is_in(one.before) && !is_in(one.after); },
        [&](const ZoneMeasureDifference& one) {
          Line line = named(one);
          if (one.after == nullptr) {
            if (one.before->measure->part != ZonePart::staff_avoid) {
              line.add(say(" Before: ", " Før: ") + status_words(one.before->status, language) +
                       ".");
            }
            return std::move(line.add(
                say(" Not in the catalogue any more.", " Findes ikke længere i kataloget.")));
          }
          line.add(" [" + words.state_and_status(*one.after) + "]");
          return std::move(line.add(because(one)));
        });
  }

  // What is in the plan or out of it on both sides, and rests on something else.
  Part otherwise(bool in_plan) const {
    const auto is_it = [&](const ZoneMeasureDifference& one) {
      if (is_in(one.before) != in_plan || is_in(one.after) != in_plan) return false;
      const bool is_outside_in_one = one.before == nullptr || one.after == nullptr;
      return is_outside_in_one || one.has(ZoneChange::state) || one.has(ZoneChange::reason);
    };
    const auto line_of = [&](const ZoneMeasureDifference& one) {
      const auto value = [&](const PlannedZoneMeasure* planned) {
        return planned == nullptr ? say("not in the catalogue", "ikke i kataloget")
                                  : words.state(*planned);
      };
      Line line = named(one);
      line.add(before_now(value(one.before), value(one.after)));
      return std::move(line.add(because(one)));
    };
    return in_plan ? measures("Otherwise in the plan", "Ændret i planen", is_it, line_of)
                   : measures("Outside the plan", "Uden for planen", is_it, line_of);
  }

  Part steps() const {
    return measures(
        "What became of the measures", "Hvad der er sket med tiltagene",
        [](const ZoneMeasureDifference& one) { return one.has(ZoneChange::status); },
        [&](const ZoneMeasureDifference& one) {
          Line line = named(one);
          line.add(status_change_words(one.before->status, one.after->status, one.after->history,
                                       language));
          return line;
        });
  }

  Part version() const {
    std::vector<Line> lines;
    for (const ZoneMeasureDifference& one : difference.measures) {
      const bool was = one.before != nullptr && is_in_person_version(*before.plan, *one.before);
      const bool is = one.after != nullptr && is_in_person_version(*after.plan, *one.after);
      if (was == is) continue;
      Line line;
      line.strong(is ? say("New: ", "Ny: ") : say("Not any more: ", "Ikke længere: "));
      line.add(is ? after.plan->own(one.after->measure->text)
                  : before.plan->own(one.before->measure->text),
               language);
      lines.push_back(std::move(line));
    }
    return part(say("On " + person() + "'s copy", "I " + person() + "s udgave"), std::move(lines));
  }

  Part own_words() const {
    std::vector<Line> lines;
    for (const std::vector<TraitDifference>* list : {&difference.strains, &difference.signs}) {
      for (const TraitDifference& one : *list) {
        if (!one.has(ZoneChange::words)) continue;
        lines.push_back(staff(one.text_after != nullptr ? *one.text_after : *one.text_before));
      }
    }
    for (const ZoneMeasureDifference& one : difference.measures) {
      if (one.has(ZoneChange::words)) lines.push_back(named(one));
    }
    return part(say("Own words", "Egne ord"), std::move(lines));
  }
};

}  // namespace
}  // namespace exchange::detail

std::string zone_changes_text(const ZonePlanDifference& difference, const ZoneSide& before,
                              const ZoneSide& after, const Programme& programme,
                              Language language) {
  using namespace exchange::detail;
  const ZoneChanges changes{difference, before, after, programme, language};
  Page page;
  page.heading =
      changes.say("What has changed in the plan of zones", "Hvad der er ændret i planen med zoner");
  page.under.push_back(sides_line(before, after, programme.policy().zone(), language));
  if (difference.empty()) page.under.push_back(nothing_changed(language));
  page.sections = {found_part(difference.found, language),
                   since_part(difference.since, *after.file, programme, language),
                   changes.dates(),
                   changes.asked(),
                   changes.traits(changes.say("Signs", "Tegn"), difference.signs, true),
                   changes.traits(changes.say("What makes a day harder", "Det gør dagen sværere"),
                                  difference.strains, false),
                   changes.new_ones(),
                   changes.gone(),
                   changes.otherwise(true),
                   changes.otherwise(false),
                   changes.steps(),
                   changes.version(),
                   changes.own_words()};
  for (Part& part : zone_catalogue_changes(difference, before, after, changes.words)) {
    page.sections.push_back(std::move(part));
  }
  page.small_print.heading = changes.say("About this page", "Om siden");
  page.small_print.paragraph(staff_line(language));
  return page_text(page);
}

}  // namespace v1
}  // namespace vaern
