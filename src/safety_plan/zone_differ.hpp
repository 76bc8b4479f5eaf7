// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parts of a difference between two plans of zones.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/safety_plan/own_words.hpp"
#include "vaern/safety_plan/zone_difference.hpp"

namespace vaern::safety_plan::detail {

/// Of the catalogue, in every language: to the person and to staff.
bool is_same_words(const ZoneText& a, const ZoneText& b);

inline std::string_view zone_id(const ZonePlan& plan, std::size_t zone) {
  return plan.catalogue->zones()[zone].id;
}

std::vector<ZoneMeasureDifference> zone_measure_differences(const ZonePlan& before,
                                                            const ZonePlan& after,
                                                            const OwnWords& old_words,
                                                            const OwnWords& words);

/// Whatever has an id, of two catalogues or plans: `say(before, after)` for each of the later one
/// in its order, then for each that only the earlier one has. Absent is null.
template <class List, class Id, class Say>
void pair_up(const List& before, const List& after, const Id& id, const Say& say) {
  std::map<std::string, const typename List::value_type*> old;
  for (const auto& each : before) old.emplace(id(each), &each);
  std::set<std::string> seen;
  for (const auto& each : after) {
    const auto was = old.find(id(each));
    say(was == old.end() ? nullptr : was->second, &each);
    seen.insert(id(each));
  }
  for (const auto& each : before) {
    if (seen.count(id(each)) == 0) say(&each, nullptr);
  }
}

}  // namespace vaern::safety_plan::detail
