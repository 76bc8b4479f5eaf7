// SPDX-License-Identifier: Apache-2.0
// What a case says of somebody, against its own dates and against itself.
#include <algorithm>

#include "case_file/loader.hpp"

namespace vaern::case_file::detail {
namespace {

// The later one counts where it is known which that is.
bool is_of_same_moment(const FactEntry& a, const FactEntry& b) {
  if (!a.from || !b.from) return !a.from && !b.from;
  return !Moment::surely_before(*a.from, *b.from) && !Moment::surely_before(*b.from, *a.from);
}

const char* word_of(const FactEntry& entry) {
  if (!entry.value.value) return "unknown";
  return *entry.value.value ? "yes" : "no";
}

// Which of the two counts: situations join them as several parties are joined.
const char* joined(const FactEntry& a, const FactEntry& b) {
  if (a.value.value == true || b.value.value == true) return "yes";
  return "unknown";
}

}  // namespace

void Loader::check_facts() {
  const auto is_struck = [this](const FactEntry& entry) {
    return !entry.id.empty() && file_.find_correction(entry.id.text) != nullptr;
  };
  for (std::size_t i = 0; i < file_.facts.size(); ++i) {
    const FactEntry& entry = file_.facts[i];
    if (is_struck(entry)) continue;
    for (std::size_t k = 0; k < i; ++k) {
      const FactEntry& first = file_.facts[k];
      if (first.fact.text != entry.fact.text || first.about.text != entry.about.text ||
          first.value.value == entry.value.value || is_struck(first) ||
          !is_of_same_moment(first, entry)) {
        continue;
      }
      // Of a day and a time on it the time is the later one.
      const bool has_rule =
          first.from && entry.from && first.from->is_instant() != entry.from->is_instant();
      const FactEntry& timed = has_rule && first.from->is_instant() ? first : entry;
      auto& finding = findings_.add(codes::facts_contradict, entry.fact.span,
                                    {{"fact", entry.fact.text},
                                     {"counts", has_rule ? word_of(timed) : joined(first, entry)}});
      finding.notes.push_back({&notes::first_here, first.fact.span, {}});
      break;
    }
  }
}

// Whoever the case tells of is born by then: a child by its last entry, as it may be born while the
// case goes on, anybody else by its first.
void Loader::check_births() {
  std::vector<const Moment*> written;
  for (const Episode& episode : file_.episodes) written.push_back(&episode.opened);
  for (const AssessmentEntry& entry : file_.assessments) written.push_back(&entry.assessed);
  for (const EventEntry& entry : file_.events) written.push_back(&entry.recorded);
  for (const PlanEntry& entry : file_.plans) written.push_back(&entry.made);
  if (written.empty()) return;
  const auto [first, last] = std::minmax_element(
      written.begin(), written.end(),
      [](const Moment* a, const Moment* b) { return a->date.first < b->date.first; });
  for (const Party& party : file_.parties) {
    if (!party.born.value) continue;
    const Moment& limit = party.role == Role::child ? **last : **first;
    if (party.born.value->first <= limit.date.last) continue;
    findings_
        .add(codes::born_after, party.born.span,
             {{"id", party.id},
              {"born", party.born.value->to_string()},
              {"date", limit.date.first.to_string()}})
        .notes.push_back({&notes::said_here, limit.span, {}});
  }
}

}  // namespace vaern::case_file::detail
