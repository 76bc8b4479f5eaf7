// SPDX-License-Identifier: Apache-2.0
// What is different about the measures of two plans of zones, and what decided.
#include <algorithm>
#include <utility>

#include "safety_plan/since.hpp"
#include "safety_plan/zone_differ.hpp"

namespace vaern::safety_plan::detail {
namespace {

struct MeasureDiffer {
  const ZonePlan& before;
  const ZonePlan& after;

  static std::set<std::string> sign_ids(const ZonePlan& plan,
                                        const std::vector<std::size_t>& signs) {
    std::set<std::string> ids;
    for (const std::size_t sign : signs) ids.insert(plan.catalogue->signs()[sign].id);
    return ids;
  }

  bool is_same_reason(const PlannedZoneMeasure& was, const PlannedZoneMeasure& now) const {
    const ZoneReason& a = was.reason;
    const ZoneReason& b = now.reason;
    if (a.kind != b.kind || a.open != b.open) return false;
    // Why something is in the plan is printed nowhere; why it is not, is.
    if (now.state == MeasureState::included) return true;
    const auto is_same = [](const Reading& x, const Reading& y) {
      return x.name == y.name && x.value == y.value;
    };
    return sign_ids(before, a.signs) == sign_ids(after, b.signs) &&
           std::equal(a.readings.begin(), a.readings.end(), b.readings.begin(), b.readings.end(),
                      is_same);
  }

  bool is_same_place(const ZoneMeasure& was, const ZoneMeasure& now) const {
    return zone_id(before, was.zone) == zone_id(after, now.zone) && was.part == now.part &&
           was.action == now.action && was.urgency == now.urgency &&
           was.health_first == now.health_first;
  }

  bool asks_the_same(const ZoneMeasure& was, const ZoneMeasure& now) const {
    const auto text = [](const ConditionPtr& condition) {
      return condition == nullptr ? std::string() : to_text(*condition);
    };
    return text(was.when) == text(now.when) && text(was.blocked_when) == text(now.blocked_when) &&
           sign_ids(before, was.answers) == sign_ids(after, now.answers);
  }

  static std::string sign_value(const ZonePlan& plan, const std::string& id) {
    const ZoneSign* sign = plan.catalogue->find_sign(id);
    if (sign == nullptr) return {};
    const auto place = static_cast<std::size_t>(sign - plan.catalogue->signs().data());
    return std::string(to_string(plan.signs[place].has));
  }

  static std::string reading_value(const ZonePlan& plan, const std::string& name) {
    const Reading* reading = plan.find_reading(name);
    return reading == nullptr ? std::string() : reading->value;
  }

  using Value = std::string (*)(const ZonePlan&, const std::string&);

  // In the order of what decides now, then of what decided.
  std::vector<ReadingChange> changed(const std::vector<std::string>& now,
                                     const std::vector<std::string>& was, Value value) const {
    std::vector<ReadingChange> changes;
    std::set<std::string> done;
    for (const std::vector<std::string>* names : {&now, &was}) {
      for (const std::string& name : *names) {
        if (!done.insert(name).second) continue;
        ReadingChange change{name, value(before, name), value(after, name)};
        if (change.before != change.after) changes.push_back(std::move(change));
      }
    }
    return changes;
  }

  static std::vector<std::string> names_of(const ZoneReason& reason) {
    std::vector<std::string> names;
    for (const Reading& reading : reason.readings) names.push_back(reading.name);
    return names;
  }

  static std::vector<std::string> signs_of(const ZonePlan& plan, const ZoneReason& reason) {
    std::vector<std::string> ids;
    for (const std::size_t sign : reason.signs) ids.push_back(plan.catalogue->signs()[sign].id);
    return ids;
  }

  void give_reasons(ZoneMeasureDifference& one) const {
    const PlannedZoneMeasure& was = *one.before;
    const PlannedZoneMeasure& now = *one.after;
    one.readings = changed(names_of(now.reason), names_of(was.reason), &reading_value);
    one.signs = changed(signs_of(after, now.reason), signs_of(before, was.reason), &sign_value);
    one.by_agreement = is_agreed(was) != is_agreed(now);
    one.by_catalogue = !asks_the_same(*was.measure, *now.measure);
  }

  std::vector<ZoneChange> changes_between(const PlannedZoneMeasure& was,
                                          const PlannedZoneMeasure& now) const {
    std::vector<ZoneChange> changes;
    const auto add = [&](bool is_same, ZoneChange change) {
      if (!is_same) changes.push_back(change);
    };
    const auto reason = [](const PlannedZoneMeasure& of) {
      return of.history ? std::string_view(of.history->reason) : std::string_view();
    };
    add(is_same_words(was.measure->text, now.measure->text), ZoneChange::text);
    add(is_same_place(*was.measure, *now.measure), ZoneChange::place);
    add(was.state == now.state, ZoneChange::state);
    add(was.state != now.state || is_same_reason(was, now), ZoneChange::reason);
    add(is_in_person_version(before, was) == is_in_person_version(after, now), ZoneChange::version);
    add(was.status == now.status && reason(was) == reason(now), ZoneChange::status);
    return changes;
  }

  std::vector<ZoneMeasureDifference> measures(const OwnWords& old_words,
                                              const OwnWords& words) const {
    std::vector<ZoneMeasureDifference> result;
    const auto id = [](const PlannedZoneMeasure& planned) { return planned.measure->id; };
    pair_up(before.measures, after.measures, id,
            [&](const PlannedZoneMeasure* was, const PlannedZoneMeasure* now) {
              ZoneMeasureDifference one;
              one.id = id(now != nullptr ? *now : *was);
              one.before = was;
              one.after = now;
              if (was == nullptr) {
                one.changes.push_back(ZoneChange::added);
              } else if (now == nullptr) {
                one.changes.push_back(ZoneChange::removed);
              } else {
                one.changes = changes_between(*was, *now);
              }
              if (old_words.find(one.id) != words.find(one.id)) {
                one.changes.push_back(ZoneChange::words);
              }
              if (one.changes.empty()) return;
              if (one.has(ZoneChange::state) || one.has(ZoneChange::reason) ||
                  one.has(ZoneChange::version)) {
                give_reasons(one);
              }
              result.push_back(std::move(one));
            });
    return result;
  }
};

}  // namespace

bool is_same_words(const ZoneText& a, const ZoneText& b) {
  return is_same_text(a.staff, b.staff) &&
         std::equal(a.own.begin(), a.own.end(), b.own.begin(), b.own.end(), is_same_text);
}

std::vector<ZoneMeasureDifference> zone_measure_differences(const ZonePlan& before,
                                                            const ZonePlan& after,
                                                            const OwnWords& old_words,
                                                            const OwnWords& words) {
  return MeasureDiffer{before, after}.measures(old_words, words);
}

}  // namespace vaern::safety_plan::detail
