// SPDX-License-Identifier: Apache-2.0
// What another catalogue changes in a plan of zones.
#include <algorithm>
#include <utility>

#include "exchange/changes_words.hpp"
#include "exchange/zone_changes_words.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

struct CatalogueChanges {
  const ZonePlanDifference& difference;
  const ZonePlan& before;
  const ZonePlan& after;
  const ZoneWords& words;
  std::vector<Line> texts{};
  std::vector<Line> places{};

  std::string say(std::string_view en, std::string_view da) const {
    return tell(words.language, en, da);
  }

  std::string both(const ZoneText& text, const ZonePlan& plan) const {
    return std::string(plan.own(text).best(words.language)) + " \u2013 " +
           std::string(text.staff.best(words.language));
  }

  void add_text(const ZoneText& was, const ZoneText& now) {
    Line line = both(now, after);
    line.add(stop_after(line));
    texts.push_back(std::move(line.add(say(" Before: ", " Før: ") + both(was, before))));
  }

  void add_place(Line line, const std::string& was, const std::string& now) {
    places.push_back(std::move(line.add(words.before_now(was, now))));
  }

  void add_zones() {
    for (const ZoneHeadingDifference& one : difference.zones) {
      for (const ZoneChange change : one.changes) {
        if (change == ZoneChange::text) {
          add_text(one.before->text, one.after->text);
        } else {
          add_place(words.staff((one.after != nullptr ? one.after : one.before)->text),
                    words.zone(one.before), words.zone(one.after));
        }
      }
    }
  }

  template <class Place>
  void add_traits(const std::vector<TraitDifference>& traits, const Place& place) {
    for (const TraitDifference& one : traits) {
      if (one.has(ZoneChange::text)) add_text(*one.text_before, *one.text_after);
      if (!one.has(ZoneChange::place)) continue;
      add_place(words.staff(*one.text_after), place(one.id, before), place(one.id, after));
    }
  }

  void add_all() {
    add_zones();
    add_traits(difference.strains, [&](const std::string& id, const ZonePlan& plan) {
      return words.place(*plan.catalogue->find_strain(id));
    });
    add_traits(difference.signs, [&](const std::string& id, const ZonePlan& plan) {
      return words.place(*plan.catalogue->find_sign(id), plan);
    });
    for (const ZoneMeasureDifference& one : difference.measures) {
      if (one.has(ZoneChange::text)) add_text(one.before->measure->text, one.after->measure->text);
      if (!one.has(ZoneChange::place)) continue;
      add_place(words.named(*one.after->measure, after), words.place(*one.before->measure, before),
                words.place(*one.after->measure, after));
    }
  }

  std::vector<Line> around() const {
    std::vector<Line> lines;
    if (!(difference.catalogue_before == difference.catalogue_after)) {
      lines.emplace_back(catalogue_change_words(difference.catalogue_before,
                                                difference.catalogue_after, words.language));
    }
    if (!(difference.age_before == difference.age_after)) {
      const std::string whose = capitalised(person_words(after, words.language));
      lines.emplace_back(
          say(whose + "'s words.", whose + "s ord.") +
          words.before_now(words.age(difference.age_before), words.age(difference.age_after)));
    }
    return lines;
  }
};

Part part(std::string heading, std::vector<Line> lines) {
  Part made;
  made.heading = std::move(heading);
  made.bullets(std::move(lines));
  return made;
}

}  // namespace

std::vector<Part> zone_catalogue_changes(const ZonePlanDifference& difference,
                                         const ZoneSide& before, const ZoneSide& after,
                                         const ZoneWords& words) {
  CatalogueChanges changes{difference, *before.plan, *after.plan, words};
  changes.add_all();
  return {part(changes.say("Said in other words", "Formuleret på en ny måde"),
               std::move(changes.texts)),
          part(changes.say("Changed in the catalogue", "Ændret i kataloget"),
               std::move(changes.places)),
          part(changes.say("Around the plan", "Omkring planen"), changes.around())};
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
