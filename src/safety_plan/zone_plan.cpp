// SPDX-License-Identifier: Apache-2.0
#include "vaern/safety_plan/zone_plan.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "safety_plan/reason.hpp"
#include "vaern/case_file/words.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using Kind = ZoneReason::Kind;

class ZoneDrafter {
 public:
  ZoneDrafter(const ZoneCatalogue& catalogue, const ZonePlanInput& input)
      : catalogue_(catalogue), input_(input) {}

  ZonePlan draft() {
    plan_.catalogue = &catalogue_;
    choose_age();
    for (const ZoneStrain& strain : catalogue_.strains()) {
      plan_.strains.push_back(input_.traits.strain(strain.id));
    }
    for (const ZoneSign& sign : catalogue_.signs()) {
      plan_.signs.push_back(input_.traits.sign(sign.id));
    }
    for (const ZoneMeasure& measure : catalogue_.measures()) decide(measure);
    std::stable_sort(plan_.measures.begin(), plan_.measures.end(),
                     [](const PlannedZoneMeasure& a, const PlannedZoneMeasure& b) {
                       return rank(*a.measure) < rank(*b.measure);
                     });
    ask();
    read_all();
    return std::move(plan_);
  }

 private:
  static std::tuple<std::size_t, ZonePart, bool> rank(const ZoneMeasure& measure) {
    return {measure.zone, measure.part, !measure.health_first};
  }

  // The words for the youngest that the person may be.
  void choose_age() {
    const std::vector<ZoneAge>& ages = catalogue_.ages();
    if (ages.empty()) return;
    if (input_.situation->is_unknown(builtin::age)) {
      plan_.age_fit = ZonePlan::AgeFit::unknown;
      return;
    }
    const Interval age = input_.situation->number(builtin::age);
    const auto group = [&](const Rational& years) {
      std::size_t place = 0;
      while (place + 1 < ages.size() && Rational(ages[place].to) < years) ++place;
      return place;
    };
    plan_.age = group(age.lowest);
    if (age.lowest < Rational(ages.front().from) || Rational(ages.back().to) < age.highest) {
      plan_.age_fit = ZonePlan::AgeFit::outside;
    } else {
      plan_.age_fit = group(age.highest) == plan_.age ? ZonePlan::AgeFit::fits
                                                      : ZonePlan::AgeFit::younger_of_several;
    }
  }

  void decide(const ZoneMeasure& measure) {
    PlannedZoneMeasure planned;
    planned.measure = &measure;
    planned.reason.span = measure.span;
    if (measure.part != ZonePart::staff_avoid) {
      if (const PlanHistory::Entry* entry = input_.history.find(measure.id, {})) {
        planned.status = entry->status;
        planned.history = *entry;
      }
    }
    const Truth when =
        measure.when == nullptr ? Truth::yes : evaluate(*measure.when, *input_.situation);
    const Truth blocked = measure.blocked_when == nullptr
                              ? Truth::no
                              : evaluate(*measure.blocked_when, *input_.situation);
    const Truth sign = has_sign(measure);
    // What the person was told to count on goes by nothing but a block.
    const bool is_promised = is_agreed(planned);
    if (blocked == Truth::yes) {
      by_condition(planned, MeasureState::blocked, Kind::block_true, *measure.blocked_when);
    } else if (!is_promised && when == Truth::no) {
      by_condition(planned, MeasureState::not_applicable, Kind::when_false, *measure.when);
    } else if (!is_promised && sign == Truth::no) {
      by_sign(planned, MeasureState::not_applicable, Kind::no_sign, Truth::no);
    } else if (blocked == Truth::unknown) {
      by_condition(planned, MeasureState::held, Kind::block_unknown, *measure.blocked_when);
    } else if (is_promised && when == Truth::no) {
      by_condition(planned, MeasureState::included, Kind::agreed, *measure.when);
    } else if (is_promised && sign == Truth::no) {
      by_sign(planned, MeasureState::included, Kind::agreed, Truth::no);
    } else if (when == Truth::unknown) {
      by_condition(planned, MeasureState::included, Kind::when_unknown, *measure.when);
    } else if (sign == Truth::unknown) {
      by_sign(planned, MeasureState::included, Kind::sign_unknown, Truth::unknown);
    } else if (!measure.answers.empty()) {
      by_sign(planned, MeasureState::included, Kind::has_sign, Truth::yes);
    } else if (measure.when != nullptr) {
      by_condition(planned, MeasureState::included, Kind::when_true, *measure.when);
    }
    plan_.measures.push_back(std::move(planned));
  }

  // Any of the signs it answers, three-valued; yes where it answers none.
  Truth has_sign(const ZoneMeasure& measure) const {
    if (measure.answers.empty()) return Truth::yes;
    Truth any = Truth::no;
    for (const std::size_t sign : measure.answers) any = kleene_or(any, plan_.signs[sign].has);
    return any;
  }

  void by_condition(PlannedZoneMeasure& planned, MeasureState state, Kind kind,
                    const Condition& condition) const {
    planned.state = state;
    planned.reason.kind = kind;
    planned.reason.condition = to_text(condition);
    planned.reason.span = condition.span;
    planned.reason.readings = readings_of(names_read(condition));
    planned.reason.open = safety_plan::detail::open_names(condition, *input_.situation);
  }

  void by_sign(PlannedZoneMeasure& planned, MeasureState state, Kind kind, Truth has) const {
    planned.state = state;
    planned.reason.kind = kind;
    for (const std::size_t sign : planned.measure->answers) {
      if (plan_.signs[sign].has == has) planned.reason.signs.push_back(sign);
    }
  }

  std::vector<Reading> readings_of(const std::vector<std::string>& names) const {
    return safety_plan::detail::readings_of(
        names, *input_.situation,
        [this](std::string_view name) { return catalogue_.find_declaration(name); });
  }

  void read_all() {
    std::set<std::string> names;
    for (const ZoneMeasure& measure : catalogue_.measures()) {
      for (const ConditionPtr& condition : {measure.when, measure.blocked_when}) {
        if (condition == nullptr) continue;
        for (const std::string& name : names_read(*condition)) names.insert(name);
      }
    }
    plan_.readings = readings_of({names.begin(), names.end()});
  }

  // Every name once, in the order of the catalogue: facts that hold something, then signs, then
  // strains.
  void ask() {
    std::vector<ZoneQuestion> facts, signs;
    const auto note = [](std::vector<ZoneQuestion>& list, ZoneQuestion::Kind kind,
                         const std::string& name, std::size_t place) -> ZoneQuestion& {
      auto found = std::find_if(list.begin(), list.end(),
                                [&](const ZoneQuestion& q) { return q.name == name; });
      if (found == list.end()) found = list.insert(list.end(), ZoneQuestion{kind, name, {}, {}});
      found->measures.push_back(place);
      return *found;
    };
    for (std::size_t i = 0; i < plan_.measures.size(); ++i) {
      const PlannedZoneMeasure& planned = plan_.measures[i];
      for (const std::string& name : planned.reason.open) {
        ZoneQuestion& question = note(facts, ZoneQuestion::Kind::fact, name, i);
        if (question.text.empty() && planned.reason.open.size() == 1) {
          question.text = planned.measure->question;
        }
      }
    }
    for (std::size_t s = 0; s < plan_.signs.size(); ++s) {
      if (is_known(plan_.signs[s].has)) continue;
      const std::string& id = catalogue_.signs()[s].id;
      ZoneQuestion question{ZoneQuestion::Kind::sign, id, {}, {}};
      for (std::size_t i = 0; i < plan_.measures.size(); ++i) {
        const auto& open = plan_.measures[i].reason.signs;
        if (plan_.measures[i].reason.kind == Kind::sign_unknown &&
            std::find(open.begin(), open.end(), s) != open.end()) {
          question.measures.push_back(i);
        }
      }
      signs.push_back(std::move(question));
    }
    plan_.questions = std::move(facts);
    for (ZoneQuestion& question : signs) plan_.questions.push_back(std::move(question));
    for (std::size_t s = 0; s < plan_.strains.size(); ++s) {
      if (is_known(plan_.strains[s].has)) continue;
      plan_.questions.push_back({ZoneQuestion::Kind::strain, catalogue_.strains()[s].id, {}, {}});
    }
  }

  const ZoneCatalogue& catalogue_;
  const ZonePlanInput& input_;
  ZonePlan plan_;
};

}  // namespace

std::array<std::size_t, 4> ZonePlan::counts() const noexcept {
  std::array<std::size_t, 4> counts{};
  for (const PlannedZoneMeasure& planned : measures) {
    ++counts[static_cast<std::size_t>(planned.state)];
  }
  return counts;
}

const PlannedZoneMeasure* ZonePlan::find(std::string_view measure) const noexcept {
  for (const PlannedZoneMeasure& planned : measures) {
    if (planned.measure->id == measure) return &planned;
  }
  return nullptr;
}

const Reading* ZonePlan::find_reading(std::string_view name) const noexcept {
  for (const Reading& reading : readings) {
    if (reading.name == name) return &reading;
  }
  return nullptr;
}

ZonePlan draft_zone_plan(const ZoneCatalogue& catalogue, const ZonePlanInput& input) {
  if (!catalogue.is_bound()) throw std::invalid_argument("the catalogue is not bound");
  if (input.situation == nullptr) throw std::invalid_argument("a plan needs a situation");
  return ZoneDrafter(catalogue, input).draft();
}

bool is_agreed(const PlannedZoneMeasure& planned) noexcept {
  return planned.status == MeasureStatus::agreed || planned.status == MeasureStatus::already_does ||
         planned.status == MeasureStatus::done;
}

bool is_in_person_version(const ZonePlan& plan, const PlannedZoneMeasure& planned) {
  if (planned.state != MeasureState::included) return false;
  if (is_agreed(planned) || planned.measure->part == ZonePart::staff_avoid) return true;
  if (planned.reason.is_open() || planned.status == MeasureStatus::declined ||
      planned.status == MeasureStatus::waived) {
    return false;
  }
  return planned.measure->part == ZonePart::staff_do ||
         plan.catalogue->zones()[planned.measure->zone].is_danger;
}

}  // namespace v1
}  // namespace vaern
