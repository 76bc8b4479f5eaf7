// SPDX-License-Identifier: Apache-2.0
#include "programme/competence.hpp"

#include <algorithm>

namespace vaern::programme::detail {

std::vector<std::string> competences_missing(const CaseFile& file, const AssessmentEntry& entry,
                                             const Instrument& instrument) {
  const auto has = [&](const Placed& by, const std::string& competence) {
    const Party* party = file.find_party(by.text);
    return party != nullptr &&
           std::any_of(party->competences.begin(), party->competences.end(),
                       [&](const Placed& own) { return own.text == competence; });
  };
  std::vector<std::string> missing;
  for (const std::string& needed : instrument.required_competences()) {
    const bool is_there = std::any_of(entry.by.begin(), entry.by.end(),
                                      [&](const Placed& by) { return has(by, needed); });
    if (!is_there) missing.push_back(needed);
  }
  return missing;
}

}  // namespace vaern::programme::detail
