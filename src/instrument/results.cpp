// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/results.hpp"

#include <algorithm>

namespace vaern {
inline namespace v1 {
namespace {

using Words = std::vector<std::string>;

Words ids_of(const Levels& levels, LevelSet set) {
  Words ids;
  for (const std::uint32_t level : levels_of(set)) ids.push_back(levels.list[level].id);
  return ids;
}

std::optional<std::string> id_of(const Levels& levels, const std::optional<std::uint32_t>& level) {
  if (!level) return std::nullopt;
  return levels.list[*level].id;
}

Results::Levels levels_of_score(const Levels& levels, const LevelScore& score) {
  return {id_of(levels, score.computed), ids_of(levels, score.possible)};
}

std::optional<std::string> text_at(const Node& map, std::string_view key) {
  const Node* node = map.find(key);
  if (node == nullptr || !node->is_scalar()) return std::nullopt;
  return node->text();
}

std::optional<Rational> number_at(const Node& map, std::string_view key) {
  const auto text = text_at(map, key);
  return text ? Rational::parse(*text) : std::nullopt;
}

Words list_at(const Node& map, std::string_view key) {
  Words words;
  if (const Node* list = map.find(key)) {
    for (const Node& item : list->items()) words.push_back(item.text());
  }
  return words;
}

Results::Levels levels_in(const Node& map) {
  return {text_at(map, "computed"), list_at(map, "possible")};
}

/// Of two sets of levels, in the order of `levels`.
Shift shift_of(const Words& before, const Words& after, const Levels& levels) {
  if (before == after) return Shift::none;
  // Past the end where the set is empty or has a level that the model has not.
  const auto end_of = [&](const Words& set, bool lowest) {
    std::optional<std::uint32_t> end;
    for (const std::string& id : set) {
      const auto level = levels.find(id);
      if (!level) return std::optional<std::uint32_t>();
      if (!end || (lowest ? *level < *end : *level > *end)) end = level;
    }
    return end;
  };
  const auto low = end_of(before, true);
  const auto high = end_of(before, false);
  const auto new_low = end_of(after, true);
  const auto new_high = end_of(after, false);
  if (!low || !new_low) return Shift::moved;
  if (*new_low == *low && *new_high == *high) return Shift::moved;
  if (*new_low >= *low && *new_high >= *high) return Shift::raised;
  if (*new_low <= *low && *new_high <= *high) return Shift::lowered;
  return Shift::moved;
}

/// The set, and the computed level where the set is the same.
Shift shift_of(const Results::Levels& before, const Results::Levels& after, const Levels& levels) {
  if (before.possible != after.possible) return shift_of(before.possible, after.possible, levels);
  if (before.computed == after.computed) return Shift::none;
  if (!before.computed || !after.computed) return Shift::moved;
  return shift_of(Words{*before.computed}, Words{*after.computed}, levels);
}

Shift together(Shift a, Shift b) {
  if (a == Shift::none || a == b) return b;
  return b == Shift::none ? a : Shift::moved;
}

template <class T>
const T* find(const Results::Named<T>& list, const std::string& id) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& each) { return each.first == id; });
  return found == list.end() ? nullptr : &found->second;
}

}  // namespace

std::string_view to_string(Shift shift) noexcept {
  constexpr std::string_view words[] = {"none", "raised", "lowered", "moved"};
  return words[static_cast<std::size_t>(shift)];
}

Results results_of(const Score& score) {
  const Instrument& model = *score.instrument;
  Results results;
  for (std::size_t i = 0; i < score.scales.size(); ++i) {
    const ScaleRow& row = score.scales[i];
    Results::Scale scale{model.scales()[i].id, {}, {}, {}};
    if (row.has_value) scale.value = row.value;
    if (row.has_bounds) {
      scale.lowest = row.lowest;
      scale.highest = row.highest;
    }
    results.scales.push_back(std::move(scale));
  }
  for (std::size_t i = 0; i < score.outcomes.size(); ++i) {
    const FurtherOutcome& outcome = model.outcomes()[i];
    results.outcomes.emplace_back(outcome.id, levels_of_score(outcome.levels, score.outcomes[i]));
  }
  for (std::size_t i = 0; i < score.classes.size(); ++i) {
    Words possible;
    for (const std::uint32_t one : levels_of(score.classes[i].possible)) {
      possible.push_back(model.classes()[i].list[one].id);
    }
    results.classes.emplace_back(score.classes[i].id, std::move(possible));
  }
  for (const NamedTruth& flag : score.flags) {
    const bool is_open = flag.truth == Truth::unknown;
    results.flags.emplace_back(flag.id, is_open ? "open" : to_string(flag.truth));
  }
  if (!score.has_levels) return results;
  results.level = levels_of_score(model.levels(), score);
  if (score.judged) results.judged = model.levels().list[score.judged->level].id;
  results.in_force = id_of(model.levels(), score.in_force);
  results.possible_after = ids_of(model.levels(), score.possible_after);
  return results;
}

Results results_in(const Node& record) {
  Results results;
  if (const Node* scales = record.find("scales")) {
    for (const Node& scale : scales->items()) {
      results.scales.push_back({text_at(scale, "id").value_or(""), number_at(scale, "value"),
                                number_at(scale, "lowest"), number_at(scale, "highest")});
    }
  }
  if (const Node* outcomes = record.find("outcomes")) {
    for (const Entry& outcome : outcomes->entries()) {
      results.outcomes.emplace_back(outcome.key, levels_in(outcome.value));
    }
  }
  if (const Node* classes = record.find("classes")) {
    for (const Entry& each : classes->entries()) {
      results.classes.emplace_back(each.key, list_at(each.value, "possible"));
    }
  }
  if (const Node* flags = record.find("flags")) {
    for (const Entry& flag : flags->entries()) {
      results.flags.emplace_back(flag.key, flag.value.text());
    }
  }
  const Node* level = record.find("level");
  if (level == nullptr || !level->is_mapping()) return results;
  results.level = levels_in(*level);
  if (const Node* judged = record.find("judgement")) results.judged = text_at(*judged, "level");
  results.in_force = text_at(record, "in_force");
  results.possible_after = list_at(record, "possible_after");
  return results;
}

ResultsChange compare(const Results& before, const Results& after, const Instrument& model) {
  ResultsChange change;
  for (const Results::Scale& scale : after.scales) {
    const auto old = std::find_if(before.scales.begin(), before.scales.end(),
                                  [&](const Results::Scale& each) { return each.id == scale.id; });
    if (old != before.scales.end() && *old != scale) change.scales.push_back(scale.id);
  }
  for (const auto& [id, truth] : after.flags) {
    const std::string* old = find(before.flags, id);
    // A flag that is new and lit is news; one that is new and out says nothing.
    if (old != nullptr ? *old != truth : truth != "no") change.flags.push_back(id);
  }
  for (const auto& [id, truth] : before.flags) {
    if (find(after.flags, id) == nullptr && truth != "no") change.flags.push_back(id);
  }
  if (before.level && after.level) {
    const Levels& levels = model.levels();
    change.of_answers = shift_of(*before.level, *after.level, levels);
    const auto force = [](const Results& results) {
      return Results::Levels{results.in_force, results.possible_after};
    };
    change.after_judgement = shift_of(force(before), force(after), levels);
    change.shift =
        change.after_judgement != Shift::none ? change.after_judgement : change.of_answers;
  } else if (before.level || after.level) {
    change.shift = change.after_judgement = change.of_answers = Shift::moved;
  }
  Shift further = Shift::none;
  for (const auto& [id, levels] : after.outcomes) {
    const Results::Levels* old = find(before.outcomes, id);
    const FurtherOutcome* outcome = model.find_outcome(id);
    if (old == nullptr || outcome == nullptr) continue;
    const Shift shift = shift_of(*old, levels, outcome->levels);
    if (shift == Shift::none) continue;
    change.outcomes.emplace_back(id, shift);
    further = together(further, shift);
  }
  for (const auto& [id, possible] : after.classes) {
    const Words* old = find(before.classes, id);
    if (old == nullptr || *old == possible) continue;
    change.classes.push_back(id);
  }
  if (change.shift == Shift::none) change.shift = further;
  if (change.shift == Shift::none && !change.classes.empty()) change.shift = Shift::moved;
  using Grade = ResultsChange::Grade;
  if (change.shift != Shift::none) {
    change.grade = Grade::level;
  } else if (!change.flags.empty()) {
    change.grade = Grade::flags;
  } else if (!change.scales.empty()) {
    change.grade = Grade::score;
  }
  return change;
}

}  // namespace v1
}  // namespace vaern
