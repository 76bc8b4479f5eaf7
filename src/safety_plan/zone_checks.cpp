// SPDX-License-Identifier: Apache-2.0
// The guard rails of a catalogue of zones (P7).
#include <algorithm>

#include "diagnostics/codes/safety_plan.hpp"
#include "safety_plan/zone_loader.hpp"

namespace vaern {
inline namespace v1 {
namespace {

template <class Measures, class Is>
bool any_measure(const Measures& measures, Is is) {
  return std::any_of(measures.begin(), measures.end(), is);
}

bool answers(const ZoneMeasure& measure, std::size_t sign) {
  return std::find(measure.answers.begin(), measure.answers.end(), sign) != measure.answers.end();
}

}  // namespace

void ZoneCatalogueLoader::check_measure(const ZoneMeasure& measure, Fields& fields) {
  const PlanZone& zone = made_.zones_[measure.zone];
  if (measure.part == ZonePart::staff_avoid) {
    for (const char* key :
         {"answers", "action", "urgency", "when", "blocked_when", "question", "health_first"}) {
      if (const Node* node = fields.node().find(key)) {
        findings_.add(codes::avoid_with_key, node->key_span(),
                      {{"measure", measure.id}, {"key", key}});
      }
    }
    return;
  }
  if (!fields.has("answers") && !fields.has("when")) {
    findings_.add(codes::zone_measure_answers_nothing, measure.span, {{"measure", measure.id}});
  }
  if (const Node* block = fields.node().find("blocked_when")) {
    if (!fields.has("question")) {
      findings_.add(codes::block_without_question, block->key_span(), {{"measure", measure.id}});
    }
  }
  // Where no zone is one of danger, that is the fault, and no measure's.
  const auto& zones = made_.zones_;
  const bool has_danger =
      std::any_of(zones.begin(), zones.end(), [](const PlanZone& each) { return each.is_danger; });
  if (zone.is_danger && !fields.has("action")) {
    findings_.add(codes::danger_without_action, measure.span, {{"measure", measure.id}});
  } else if (has_danger && !zone.is_danger && fields.has("action")) {
    findings_.add(codes::action_outside_danger, fields.node().find("action")->key_span(),
                  {{"measure", measure.id}});
  }
}

void ZoneCatalogueLoader::check_marks() {
  const auto check = [&](const char* mark, bool PlanZone::* is_marked) {
    const auto count = std::count_if(made_.zones_.begin(), made_.zones_.end(),
                                     [&](const PlanZone& zone) { return zone.*is_marked; });
    if (count != 1) {
      const SourceSpan span = made_.zones_.empty() ? made_.head_.span : made_.zones_.back().span;
      findings_.add(codes::zone_marks, span, {{"count", std::to_string(count)}, {"mark", mark}});
    } else if (made_.zones_.front().*is_marked) {
      findings_.add(codes::first_zone_marked, made_.zones_.front().span, {{"mark", mark}});
    }
  };
  check("danger", &PlanZone::is_danger);
  check("afterwards", &PlanZone::is_afterwards);
}

void ZoneCatalogueLoader::check_signs() {
  for (std::size_t i = 0; i < made_.signs_.size(); ++i) {
    const ZoneSign& sign = made_.signs_[i];
    // What staff do only sometimes, or what can be blocked, leaves the sign without an answer.
    const auto is_answered = [&](ZonePart part) {
      for (std::size_t m = 0; m < made_.measures_.size(); ++m) {
        const ZoneMeasure& measure = made_.measures_[m];
        const auto& [when, blocked_when] = made_.written_[m];
        if (part == ZonePart::staff_do && (when || blocked_when)) continue;
        if (measure.part == part && answers(measure, i)) return true;
      }
      return false;
    };
    const PlanZone& zone = made_.zones_[sign.zone];
    const bool is_warning = sign.zone != 0 && !zone.is_afterwards;
    // What staff do in danger is asked for by check_help.
    if (is_warning && !zone.is_danger && !is_answered(ZonePart::staff_do)) {
      findings_.add(codes::sign_without_step, sign.span, {{"sign", sign.id}})
          .notes.push_back({&notes::calm_zone_here, made_.zones_.front().span, {}});
    }
    if (is_warning && !zone.is_danger && !is_answered(ZonePart::i_can)) {
      findings_.add(codes::sign_without_own_step, sign.span, {{"sign", sign.id}});
    }
  }
}

bool ZoneCatalogueLoader::staff_always_do(SafeAction action, std::size_t sign) const {
  for (std::size_t i = 0; i < made_.measures_.size(); ++i) {
    const ZoneMeasure& measure = made_.measures_[i];
    const bool is_always = !made_.written_[i].when && !made_.written_[i].blocked_when;
    if (is_always && measure.part == ZonePart::staff_do && measure.action == action &&
        answers(measure, sign)) {
      return true;
    }
  }
  return false;
}

// Whatever else staff do in danger, at each of its signs they call help, on no condition.
void ZoneCatalogueLoader::check_help(std::size_t zone) {
  std::string without;
  for (std::size_t i = 0; i < made_.signs_.size(); ++i) {
    if (made_.signs_[i].zone != zone || staff_always_do(SafeAction::call_help, i)) continue;
    without += (without.empty() ? "" : ", ") + made_.signs_[i].id;
  }
  if (without.empty()) return;
  const PlanZone& danger = made_.zones_[zone];
  const std::vector<Argument> arguments{{"zone", danger.id}, {"signs", without}};
  findings_.add(codes::danger_without_help, danger.span, arguments);
}

// Of a kind of action in danger staff have a step of their own at each sign where the person has
// one: a no of the person takes the person's step away with what it asks of staff.
void ZoneCatalogueLoader::check_own_steps(std::size_t zone) {
  for (const ZoneMeasure& measure : made_.measures_) {
    if (measure.zone != zone || measure.part != ZonePart::i_can || !measure.action) continue;
    std::string without;
    for (std::size_t i = 0; i < made_.signs_.size(); ++i) {
      // What answers no sign stands at each sign of its zone.
      const bool is_there =
          measure.answers.empty() ? made_.signs_[i].zone == zone : answers(measure, i);
      if (!is_there || staff_always_do(*measure.action, i)) continue;
      without += (without.empty() ? "" : ", ") + made_.signs_[i].id;
    }
    if (without.empty()) continue;
    findings_.add(codes::own_step_without_staff, measure.span,
                  {{"measure", measure.id},
                   {"action", std::string(to_string(*measure.action))},
                   {"signs", without}});
  }
}

void ZoneCatalogueLoader::check_zones() {
  for (std::size_t i = 0; i < made_.zones_.size(); ++i) {
    const PlanZone& zone = made_.zones_[i];
    const bool has_sign = any_measure(made_.signs_, [&](const ZoneSign& s) { return s.zone == i; });
    const bool has_avoid = any_measure(made_.measures_, [&](const ZoneMeasure& m) {
      return m.zone == i && m.part == ZonePart::staff_avoid;
    });
    if (zone.is_danger) {
      check_help(i);
      check_own_steps(i);
    }
    if (!has_sign) findings_.add(codes::zone_without_sign, zone.span, {{"zone", zone.id}});
    if (!has_avoid) findings_.add(codes::zone_without_avoid, zone.span, {{"zone", zone.id}});
  }
}

// In the texts of a zone, strain, sign or measure.
void ZoneCatalogueLoader::check_words(const Node& node, WordList list, bool only_staff) {
  for (const char* reader : {"person", "child", "staff"}) {
    const Node* text = node.find(reader);
    const bool is_staff = reader == std::string_view("staff");
    if (text != nullptr && (is_staff || !only_staff)) words_.check(*text, list, findings_);
  }
}

void ZoneCatalogueLoader::check_measure_words(const ZoneMeasure& measure, const Node& node) {
  check_words(node, WordList::blaming);
  if (const Node* question = node.find("question")) {
    words_.check(*question, WordList::blaming, findings_);
  }
  if (measure.part == ZonePart::staff_avoid) return;
  const bool is_afterwards = made_.zones_[measure.zone].is_afterwards;
  if (is_afterwards) check_words(node, WordList::demanding);
  // Afterwards, and only where it was so, a plan may speak of what was done by force.
  if (is_afterwards && node.find("when") != nullptr) return;
  check_words(node, WordList::force);
}

}  // namespace v1
}  // namespace vaern
