// SPDX-License-Identifier: Apache-2.0
#include "vaern/programme/programme.hpp"

namespace vaern {
inline namespace v1 {

std::string Programme::level_text(std::uint32_t level, Language language) const {
  const auto label = labels_.find(levels_[level]);
  return label == labels_.end() ? levels_[level] : label->second.best(language);
}

const ProgrammeFact* Programme::find_fact(std::string_view id) const {
  for (const ProgrammeFact& fact : facts_) {
    if (fact.id == id) return &fact;
  }
  return nullptr;
}

const ProgrammeEvent* Programme::find_event(std::string_view id) const {
  for (const ProgrammeEvent& event : events_) {
    if (event.id == id) return &event;
  }
  return nullptr;
}

const LevelMap* Programme::find_map(std::string_view instrument) const {
  for (const LevelMap& map : maps_) {
    if (map.instrument == instrument) return &map;
  }
  return nullptr;
}

InstrumentPtr Programme::find_instrument(std::string_view id, std::string_view version) const {
  const auto found = instruments_.find(std::string(id) + "@" + std::string(version));
  return found == instruments_.end() ? nullptr : found->second;
}

}  // namespace v1
}  // namespace vaern
