// SPDX-License-Identifier: Apache-2.0
// What is different between two plans of zones.
#include "vaern/safety_plan/zone_difference.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "safety_plan/since.hpp"
#include "safety_plan/zone_differ.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using safety_plan::detail::entries_since;
using safety_plan::detail::found_since;
using safety_plan::detail::is_same_text;
using safety_plan::detail::is_same_words;
using safety_plan::detail::pair_up;
using safety_plan::detail::Seen;
using safety_plan::detail::seen_of;
using safety_plan::detail::zone_id;
using safety_plan::detail::zone_measure_differences;

constexpr std::array<std::string_view, 10> change_words{
    "added", "removed", "text", "place", "has", "state", "reason", "version", "status", "words"};

bool has_change(const std::vector<ZoneChange>& changes, ZoneChange change) {
  return std::find(changes.begin(), changes.end(), change) != changes.end();
}

struct Differ {
  const ZonePlan& before;
  const ZonePlan& after;

  std::vector<ZoneHeadingDifference> zones() const {
    std::vector<ZoneHeadingDifference> result;
    pair_up(before.catalogue->zones(), after.catalogue->zones(), std::mem_fn(&PlanZone::id),
            [&](const PlanZone* was, const PlanZone* now) {
              ZoneHeadingDifference one{(now != nullptr ? now : was)->id, was, now, {}};
              if (was == nullptr) {
                one.changes.push_back(ZoneChange::added);
              } else if (now == nullptr) {
                one.changes.push_back(ZoneChange::removed);
              } else {
                if (!is_same_words(was->text, now->text)) one.changes.push_back(ZoneChange::text);
                if (was->is_danger != now->is_danger || was->is_afterwards != now->is_afterwards) {
                  one.changes.push_back(ZoneChange::place);
                }
              }
              if (!one.changes.empty()) result.push_back(std::move(one));
            });
    return result;
  }

  // `list` and `said` are of one length: what the catalogue has, and what the plans say of it.
  template <class Trait, class IsSamePlace>
  static std::vector<TraitDifference> traits(const std::vector<Trait>& old_list,
                                             const std::vector<StatedTrait>& old_said,
                                             const std::vector<Trait>& list,
                                             const std::vector<StatedTrait>& said,
                                             const IsSamePlace& is_same_place) {
    std::vector<TraitDifference> result;
    pair_up(old_list, list, std::mem_fn(&Trait::id), [&](const Trait* was, const Trait* now) {
      TraitDifference one;
      one.id = (now != nullptr ? now : was)->id;
      if (was != nullptr) {
        one.text_before = &was->text;
        one.before = &old_said[static_cast<std::size_t>(was - old_list.data())];
      } else {
        one.changes.push_back(ZoneChange::added);
      }
      if (now != nullptr) {
        one.text_after = &now->text;
        one.after = &said[static_cast<std::size_t>(now - list.data())];
      } else {
        one.changes.push_back(ZoneChange::removed);
      }
      if (was != nullptr && now != nullptr) {
        if (!is_same_words(was->text, now->text)) one.changes.push_back(ZoneChange::text);
        if (!is_same_place(*was, *now)) one.changes.push_back(ZoneChange::place);
        if (one.before->has != one.after->has) one.changes.push_back(ZoneChange::has);
      }
      const auto words = [](const StatedTrait* trait) {
        return trait == nullptr ? std::string_view() : std::string_view(trait->own_words);
      };
      if (words(one.before) != words(one.after)) one.changes.push_back(ZoneChange::words);
      if (!one.changes.empty()) result.push_back(std::move(one));
    });
    return result;
  }

  std::vector<TraitDifference> strains() const {
    return traits(before.catalogue->strains(), before.strains, after.catalogue->strains(),
                  after.strains, [](const ZoneStrain& was, const ZoneStrain& now) {
                    return was.health_first == now.health_first;
                  });
  }

  std::vector<TraitDifference> signs() const {
    return traits(before.catalogue->signs(), before.signs, after.catalogue->signs(), after.signs,
                  [&](const ZoneSign& was, const ZoneSign& now) {
                    return zone_id(before, was.zone) == zone_id(after, now.zone) &&
                           was.seen == now.seen;
                  });
  }

  static std::vector<std::pair<std::string, ZoneDate>> dates_of(const ZonePlan& plan) {
    std::vector<std::pair<std::string, ZoneDate>> dates;
    for (const ZoneReview& review : plan.reviews) {
      dates.push_back(
          {review.obligation,
           {true, review.event, review.kind, {}, review.due, review.is_overdue, review.proposed}});
    }
    for (const ZoneDuty& duty : plan.duties) {
      dates.push_back(
          {duty.obligation,
           {false, duty.event, {}, duty.text, duty.due, duty.is_overdue, duty.proposed}});
    }
    return dates;
  }

  std::vector<ZoneDateDifference> dates() const {
    using Dated = std::pair<std::string, ZoneDate>;
    const auto is_same = [](const ZoneDate& a, const ZoneDate& b) {
      return a.is_review == b.is_review && a.event == b.event && a.kind == b.kind &&
             is_same_text(a.text, b.text) && a.due == b.due && a.is_overdue == b.is_overdue &&
             a.proposed == b.proposed;
    };
    std::vector<ZoneDateDifference> result;
    pair_up(dates_of(before), dates_of(after), std::mem_fn(&Dated::first),
            [&](const Dated* was, const Dated* now) {
              if (was != nullptr && now != nullptr && is_same(was->second, now->second)) return;
              ZoneDateDifference one;
              one.obligation = (now != nullptr ? now : was)->first;
              if (was != nullptr) one.before = was->second;
              if (now != nullptr) one.after = now->second;
              result.push_back(std::move(one));
            });
    return result;
  }

  static std::vector<ZoneQuestion> facts_asked(const ZonePlan& plan) {
    std::vector<ZoneQuestion> facts = plan.questions;
    std::erase_if(facts, [](const ZoneQuestion& q) { return q.kind != ZoneQuestion::Kind::fact; });
    return facts;
  }

  std::vector<ZoneQuestionDifference> asked() const {
    std::vector<ZoneQuestionDifference> result;
    pair_up(facts_asked(before), facts_asked(after), std::mem_fn(&ZoneQuestion::name),
            [&](const ZoneQuestion* was, const ZoneQuestion* now) {
              if (was != nullptr && now != nullptr && is_same_text(was->text, now->text)) return;
              ZoneQuestionDifference one;
              one.name = (now != nullptr ? now : was)->name;
              if (was != nullptr) one.before = was->text;
              if (now != nullptr) one.after = now->text;
              result.push_back(std::move(one));
            });
    return result;
  }
};

ZoneWordsAge age_of(const ZonePlan& plan) {
  const std::vector<ZoneAge>& ages = plan.catalogue->ages();
  return {plan.age_fit, ages.empty() ? std::nullopt : std::optional(ages[plan.age])};
}

}  // namespace

std::string_view to_string(ZoneChange change) noexcept {
  return change_words[static_cast<std::size_t>(change)];
}

bool TraitDifference::has(ZoneChange change) const noexcept { return has_change(changes, change); }
bool ZoneMeasureDifference::has(ZoneChange change) const noexcept {
  return has_change(changes, change);
}

bool ZonePlanDifference::empty() const noexcept {
  return found.empty() && dates.empty() && asked.empty() && zones.empty() && strains.empty() &&
         signs.empty() && measures.empty() && catalogue_before == catalogue_after &&
         age_before == age_after;
}

ZonePlanDifference zone_plan_difference(const ZoneSide& before, const ZoneSide& after) {
  const Seen old = seen_of(before);
  const Seen now = seen_of(after);
  const Differ differ{*before.plan, *after.plan};
  ZonePlanDifference made;
  made.catalogue_before = before.plan->catalogue->reference();
  made.catalogue_after = after.plan->catalogue->reference();
  made.age_before = age_of(*before.plan);
  made.age_after = age_of(*after.plan);
  made.since = entries_since(old, now);
  made.found = found_since(now, made.since);
  made.dates = differ.dates();
  made.asked = differ.asked();
  made.zones = differ.zones();
  made.strains = differ.strains();
  made.signs = differ.signs();
  made.measures = zone_measure_differences(
      *before.plan, *after.plan,
      OwnWords::of(*before.file, before.as_of, before.zone, before.known_by),
      OwnWords::of(*after.file, after.as_of, after.zone, after.known_by));
  return made;
}

}  // namespace v1
}  // namespace vaern
