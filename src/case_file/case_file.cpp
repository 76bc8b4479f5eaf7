// SPDX-License-Identifier: Apache-2.0
#include "vaern/case_file/case_file.hpp"

namespace vaern {
inline namespace v1 {
namespace {

template <class Entries, class Name>
auto find_in(const Entries& entries, Name&& is_it) -> decltype(entries.data()) {
  for (const auto& entry : entries) {
    if (is_it(entry)) return &entry;
  }
  return nullptr;
}

}  // namespace

const Party* CaseFile::find_party(std::string_view party) const noexcept {
  return find_in(parties, [&](const Party& entry) { return entry.id == party; });
}

std::vector<const Party*> CaseFile::with_role(Role role) const {
  std::vector<const Party*> found;
  for (const Party& party : parties) {
    if (party.role == role) found.push_back(&party);
  }
  return found;
}

const AssessmentEntry* CaseFile::find_assessment(std::string_view entry) const noexcept {
  return find_in(assessments, [&](const AssessmentEntry& each) { return each.id.text == entry; });
}

const PlanEntry* CaseFile::find_plan(std::string_view entry) const noexcept {
  return find_in(plans, [&](const PlanEntry& each) { return each.id.text == entry; });
}

const Correction* CaseFile::find_correction(std::string_view entry) const noexcept {
  if (entry.empty()) return nullptr;
  return find_in(corrections, [&](const Correction& each) { return each.of.text == entry; });
}

}  // namespace v1
}  // namespace vaern
