// SPDX-License-Identifier: Apache-2.0
#include "service/results_words.hpp"

#include <algorithm>

namespace vaern::service::detail {
namespace {

std::string label_of(const std::string& id, const Levels* labels, Language language) {
  const auto level = labels != nullptr ? labels->find(id) : std::nullopt;
  return level ? labels->label(*level, language) : id;
}

const Results::Scale* find_scale(const Results& results, const std::string& id) {
  const auto found = std::find_if(results.scales.begin(), results.scales.end(),
                                  [&](const Results::Scale& scale) { return scale.id == id; });
  return found == results.scales.end() ? nullptr : &*found;
}

template <class T>
T find_named(const Results::Named<T>& list, const std::string& id) {
  for (const auto& [name, value] : list) {
    if (name == id) return value;
  }
  return {};
}

/// "12", "12 (10-14)", "10-14", or a dash.
std::string scale_words(const Results::Scale* scale) {
  if (scale == nullptr) return "–";
  std::string range;
  if (scale->lowest && scale->highest && *scale->lowest != *scale->highest) {
    range = scale->lowest->to_string() + "–" + scale->highest->to_string();
  } else if (scale->lowest) {
    range = scale->lowest->to_string();
  }
  if (!scale->value) return range.empty() ? "–" : range;
  const std::string value = scale->value->to_string();
  return range.empty() || range == value ? value : value + " (" + range + ")";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "/") + word;
  return text.empty() ? "–" : text;
}

void write_number(CanonicalWriter& json, std::string_view key,
                  const std::optional<Rational>& value) {
  if (value) {
    json.number(key, *value);
  } else {
    json.null(key);
  }
}

void write_text(CanonicalWriter& json, std::string_view key,
                const std::optional<std::string>& text) {
  if (text) {
    json.text(key, *text);
  } else {
    json.null(key);
  }
}

void write_list(CanonicalWriter& json, std::string_view key,
                const std::vector<std::string>& words) {
  json.begin_list(key);
  for (const std::string& word : words) json.text(word);
  json.end_list();
}

void write_levels(CanonicalWriter& json, std::string_view key, const Results::Levels& levels) {
  json.begin_map(key);
  write_text(json, "computed", levels.computed);
  write_list(json, "possible", levels.possible);
  json.end_map();
}

}  // namespace

std::string range_words(const std::vector<std::string>& levels, const Levels* labels,
                        Language language) {
  if (levels.empty()) return "–";
  const std::string low = label_of(levels.front(), labels, language);
  if (levels.size() == 1) return low;
  return low + "–" + label_of(levels.back(), labels, language);
}

std::string standing_words(const Results& results, const Levels* labels, Language language) {
  const std::string range = range_words(results.possible_after, labels, language);
  if (!results.judged) return range;
  return range + (language == Language::da ? " (vurderet)" : " (judged)");
}

std::string change_words(const Results& before, const Results& after, const ResultsChange& change,
                         const Instrument& model, Language language) {
  const bool da = language == Language::da;
  std::string text;
  const auto part = [&](const std::string& name, const std::string& old, const std::string& now) {
    text += (text.empty() ? "" : "; ") + name + (name.empty() ? "" : " ") + old + " → " + now;
  };
  const Levels& labels = model.levels();
  if (change.after_judgement != Shift::none) {
    part("", standing_words(before, &labels, language), standing_words(after, &labels, language));
  }
  if (change.of_answers != Shift::none &&
      (before.judged || change.after_judgement == Shift::none)) {
    const auto words = [&](const Results& results) {
      return results.level ? range_words(results.level->possible, &labels, language)
                           : std::string("–");
    };
    if (words(before) != words(after)) {
      part(da ? "efter svarene" : "by the answers", words(before), words(after));
    } else {
      part(da ? "beregnet" : "computed", before.level->computed.value_or("–"),
           after.level->computed.value_or("–"));
    }
  }
  for (const auto& [id, shift] : change.outcomes) {
    const FurtherOutcome* outcome = model.find_outcome(id);
    const Levels* names = outcome != nullptr ? &outcome->levels : nullptr;
    part(id, range_words(find_named(before.outcomes, id).possible, names, language),
         range_words(find_named(after.outcomes, id).possible, names, language));
  }
  for (const std::string& id : change.classes) {
    part(id, joined(find_named(before.classes, id)), joined(find_named(after.classes, id)));
  }
  for (const std::string& id : change.flags) {
    const auto truth = [&](const Results& results) {
      const std::string word = find_named(results.flags, id);
      return word.empty() ? std::string("–") : word;
    };
    part(id, truth(before), truth(after));
  }
  for (const std::string& id : change.scales) {
    part(id, scale_words(find_scale(before, id)), scale_words(find_scale(after, id)));
  }
  return text;
}

std::string_view shift_words(Shift shift, Language language) {
  const bool da = language == Language::da;
  switch (shift) {
    case Shift::raised:
      return da ? "hævet" : "raised";
    case Shift::lowered:
      return da ? "sænket" : "lowered";
    case Shift::moved:
      return da ? "ændret på anden måde" : "changed in another way";
    case Shift::none:
      break;
  }
  return da ? "uændret" : "unchanged";
}

void write_results(CanonicalWriter& json, std::string_view key, const Results& results) {
  json.begin_map(key).begin_list("scales");
  for (const Results::Scale& scale : results.scales) {
    json.begin_map().text("id", scale.id);
    write_number(json, "value", scale.value);
    write_number(json, "lowest", scale.lowest);
    write_number(json, "highest", scale.highest);
    json.end_map();
  }
  json.end_list();
  if (results.level) write_levels(json, "level", *results.level);
  json.begin_map("outcomes");
  for (const auto& [id, levels] : results.outcomes) write_levels(json, id, levels);
  json.end_map().begin_map("classes");
  for (const auto& [id, possible] : results.classes) write_list(json, id, possible);
  json.end_map().begin_map("flags");
  for (const auto& [id, truth] : results.flags) json.text(id, truth);
  json.end_map();
  if (results.level) {
    write_text(json, "judged", results.judged);
    write_text(json, "in_force", results.in_force);
    write_list(json, "possible_after", results.possible_after);
  }
  json.end_map();
}

void write_change(CanonicalWriter& json, const ResultsChange& change) {
  constexpr std::string_view grades[] = {"nothing", "score", "flags", "level"};
  json.text("grade", grades[static_cast<std::size_t>(change.grade)]);
  json.text("shift", to_string(change.shift));
  json.text("after_judgement", to_string(change.after_judgement));
  json.text("of_answers", to_string(change.of_answers));
  json.begin_map("outcomes");
  for (const auto& [id, shift] : change.outcomes) json.text(id, to_string(shift));
  json.end_map();
  write_list(json, "classes", change.classes);
  write_list(json, "flags", change.flags);
  write_list(json, "scales", change.scales);
}

}  // namespace vaern::service::detail
