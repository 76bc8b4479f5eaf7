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
  if (zone.is_danger && !fields.has("action")) {
    findings_.add(codes::danger_without_action, measure.span, {{"measure", measure.id}});
  } else if (!zone.is_danger && fields.has("action")) {
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
    const auto is_answered = [&](ZonePart part) {
      return any_measure(made_.measures_, [&](const ZoneMeasure& measure) {
        return measure.part == part && std::find(measure.answers.begin(), measure.answers.end(),
                                                 i) != measure.answers.end();
      });
    };
    const PlanZone& zone = made_.zones_[sign.zone];
    const bool is_warning = sign.zone != 0 && !zone.is_afterwards;
    if (is_warning && !is_answered(ZonePart::staff_do)) {
      findings_.add(codes::sign_without_step, sign.span, {{"sign", sign.id}});
    }
    if (is_warning && !zone.is_danger && !is_answered(ZonePart::i_can)) {
      findings_.add(codes::sign_without_own_step, sign.span, {{"sign", sign.id}});
    }
  }
}

void ZoneCatalogueLoader::check_zones() {
  for (std::size_t i = 0; i < made_.zones_.size(); ++i) {
    const PlanZone& zone = made_.zones_[i];
    const bool has_sign = any_measure(made_.signs_, [&](const ZoneSign& s) { return s.zone == i; });
    const bool has_avoid = any_measure(made_.measures_, [&](const ZoneMeasure& m) {
      return m.zone == i && m.part == ZonePart::staff_avoid;
    });
    if (!has_sign) findings_.add(codes::zone_without_sign, zone.span, {{"zone", zone.id}});
    if (!has_avoid) findings_.add(codes::zone_without_avoid, zone.span, {{"zone", zone.id}});
  }
}

void ZoneCatalogueLoader::check_words(const LocalizedText& text, WordList list,
                                      const SourceSpan& span) {
  const CodeInfo* const found_as[] = {&codes::blaming_word, &codes::unobservable_word,
                                      &codes::force_word, &codes::demanding_word};
  for (const auto& [language, words] : text) {
    const std::string word = words_.find(list, language, words);
    if (word.empty()) continue;
    findings_.add(*found_as[static_cast<std::size_t>(list)], span, {{"word", word}});
  }
}

void ZoneCatalogueLoader::check_words(const ZoneText& text, WordList list, bool only_staff,
                                      const SourceSpan& span) {
  check_words(text.staff, list, span);
  if (only_staff) return;
  for (const LocalizedText& own : text.own) check_words(own, list, span);
}

void ZoneCatalogueLoader::check_sign_words() {
  for (const ZoneSign& sign : made_.signs_) {
    check_words(sign.text, WordList::blaming, false, sign.span);
    check_words(sign.text, WordList::unobservable, true, sign.span);
  }
  for (const ZoneStrain& strain : made_.strains_) {
    check_words(strain.text, WordList::blaming, false, strain.span);
  }
}

void ZoneCatalogueLoader::check_measure_words() {
  for (std::size_t i = 0; i < made_.measures_.size(); ++i) {
    const ZoneMeasure& measure = made_.measures_[i];
    check_words(measure.text, WordList::blaming, false, measure.span);
    if (measure.part == ZonePart::staff_avoid) continue;
    const bool is_afterwards = made_.zones_[measure.zone].is_afterwards;
    if (is_afterwards) check_words(measure.text, WordList::demanding, false, measure.span);
    // Afterwards, and only where it was so, a plan may speak of what was done by force.
    if (is_afterwards && made_.written_[i].when) continue;
    check_words(measure.text, WordList::force, false, measure.span);
  }
}

}  // namespace v1
}  // namespace vaern
