// SPDX-License-Identifier: Apache-2.0
// Levels: of the instrument, and of every further outcome.
#include <algorithm>
#include <utility>

#include "instrument/loader.hpp"
#include "vaern/core/decimal.hpp"

namespace vaern {
inline namespace v1 {
namespace {

std::vector<std::string> ids_of(const Levels& levels) {
  std::vector<std::string> ids;
  for (const Level& level : levels.list) ids.push_back(level.id);
  return ids;
}

}  // namespace

std::optional<std::uint32_t> InstrumentLoader::read_level(const Node& node, const Levels& levels,
                                                          bool is_refused) {
  const auto word = read_text_scalar(node, findings);
  if (!word) return std::nullopt;
  const auto level = levels.find(*word);
  if (level || levels.list.empty() || is_refused) return level;
  suggest(findings.add(codes::unknown_level, node.span(), {{"level", *word}}), *word,
          ids_of(levels));
  return std::nullopt;
}

/// Numbers rise (or fall), and every band lies where the scale can be.
void InstrumentLoader::check_cut_off(const Level& level, const Levels& levels,
                                     const std::optional<Interval>& range) {
  const Rational value = level.cut_off->value;
  const auto before = std::find_if(levels.list.rbegin(), levels.list.rend(),
                                   [](const Level& other) { return other.cut_off.has_value(); });
  if (before != levels.list.rend()) {
    const Rational last = before->cut_off->value;
    if (levels.is_falling ? value >= last : value <= last) {
      findings.add(
          levels.is_falling ? codes::cut_offs_not_falling : codes::cut_offs_not_rising,
          level.cut_off->span,
          {{"level", level.id}, {"value", value.to_string()}, {"before", last.to_string()}});
      return;
    }
  }
  if (!range || levels.list.empty()) return;
  const bool is_never = levels.is_falling ? value < range->lowest : value > range->highest;
  const bool is_always = levels.is_falling ? value >= range->highest : value <= range->lowest;
  if (!is_never && !is_always) return;
  findings.add(is_never ? codes::level_unreachable : codes::levels_below_unreachable,
               level.cut_off->span,
               {{"level", level.id},
                {"below", levels.list.back().id},
                {"value", value.to_string()},
                {"lowest", range->lowest.to_string()},
                {"highest", range->highest.to_string()}});
}

/// `yellow: 3-7`: a form on paper names both ends; here a level has the one where it begins.
bool InstrumentLoader::say_range(const Entry& entry, const Levels& levels) {
  if (!entry.value.is_plain()) return false;
  std::string text = entry.value.text();
  std::erase(text, ' ');
  for (const std::string_view dash : {"-", "–", "..", "to", "til"}) {
    const std::size_t at = text.find(dash, 1);
    if (at == std::string::npos) continue;
    const std::string from = text.substr(0, at);
    const std::string to = text.substr(at + dash.size());
    if (!parse_decimal(from) || !parse_decimal(to)) continue;
    findings.add(codes::cut_off_is_range, entry.value.span(),
                 {{"level", entry.key},
                  {"range", entry.value.text()},
                  {"number", levels.is_falling ? to : from}});
    return true;
  }
  return false;
}

void InstrumentLoader::read_cut_offs(const Node& cut_offs, LevelsRead& read,
                                     const std::optional<Interval>& range) {
  Levels& levels = read.levels;
  for (const Entry& entry : cut_offs.entries()) {
    if (!check_id(entry, findings)) {
      read.is_refused = true;
      continue;
    }
    Level level;
    level.id = entry.key;
    level.span = entry.key_span;
    const bool is_lowest = entry.value.is_scalar() && entry.value.text() == "lowest";
    if (levels.list.empty() != is_lowest && !read.is_refused) {
      const CodeInfo& code = is_lowest ? codes::lowest_not_first : codes::first_level_not_lowest;
      findings.add(code, entry.value.span(), {{"level", level.id}});
    }
    const bool is_told = levels.list.empty();  // that it must be lowest
    if (!is_lowest && (is_told || say_range(entry, levels))) {
      read.is_faulty = true;
    } else if (!is_lowest) {
      if (auto number = read_number_or_parameter(entry.value)) {
        level.cut_off = std::move(number->number);
        level.cut_off_parameter = std::move(number->parameter);
        check_cut_off(level, levels, range);
      } else {
        read.is_faulty = true;
      }
    }
    levels.list.push_back(std::move(level));
  }
}

void InstrumentLoader::read_order(const Node& order, LevelsRead& read) {
  for (const Node& item : order.items()) {
    const auto id = read_id(item, findings);
    if (!id) {
      read.is_refused = true;
      continue;
    }
    if (const auto first = read.levels.find(*id)) {
      findings.add(codes::level_named_twice, item.span(), {{"level", *id}})
          .notes.push_back({&notes::first_here, read.levels.list[*first].span, {}});
      continue;
    }
    Level level;
    level.id = *id;
    level.span = item.span();
    read.levels.list.push_back(std::move(level));
  }
}

LevelsRead InstrumentLoader::read_levels_of(Fields& f) {
  const std::size_t before = findings.error_count();
  LevelsRead read;
  Levels& levels = read.levels;
  levels.span = f.node().key_span();
  f.mend({"from", "cut_offs", "order", "falling", "labels", "texts", "source", "verified", "text",
          "rules"});
  const bool by_order = f.has("order");
  const bool by_scale = f.has("from") && f.has("cut_offs");
  if (by_order == by_scale || (by_order && (f.has("from") || f.has("cut_offs")))) {
    findings.add(codes::levels_without_order, f.node().key_span());
  }
  const Node* from = f.optional("from");
  const Node* cut_offs = f.optional_map("cut_offs");
  const Node* order = f.optional_list("order");
  levels.is_falling = f.optional("falling", read_yes_no).value_or(false);
  std::optional<Interval> range;
  if (const auto name = from != nullptr ? read_text_scalar(*from, findings) : std::nullopt) {
    levels.from = *name;
    const auto known = taken.find(*name);
    if (const InstrumentScale* scale = find_scale(*name)) {
      range = builder.program().scales[scale->scale].range;
    } else if (known == taken.end() || known->second.first != "scale") {
      std::vector<std::string> ids;
      for (const InstrumentScale& s : made->scales_) ids.push_back(s.id);
      suggest(findings.add(codes::unknown_level_scale, from->span(), {{"name", *name}}), *name,
              ids);
    } else {
      read.is_faulty = true;
    }
  }
  if (cut_offs != nullptr) {
    read_cut_offs(*cut_offs, read, range);
  } else if (order != nullptr) {
    read_order(*order, read);
  }
  if (levels.list.empty()) read.is_refused = true;
  const bool are_named = !read.is_refused;
  const auto read_texts = [&](const char* key, LocalizedText Level::* text) {
    const Node* texts = f.optional_map(key);
    if (texts == nullptr) return;
    for (const Entry& entry : texts->entries()) {
      const auto level = levels.find(entry.key);
      if (level) {
        levels.list[*level].*text = read_text(entry.value, findings).value_or(LocalizedText());
      } else if (are_named) {
        suggest(findings.add(codes::unknown_level, entry.key_span, {{"level", entry.key}}),
                entry.key, ids_of(levels));
      }
    }
  };
  read_texts("labels", &Level::label);
  read_texts("texts", &Level::text);
  levels.provenance = read_provenance(f);
  if (are_named) {
    if (levels.list.size() < 2) findings.add(codes::too_few_levels, levels.span);
    if (levels.list.size() > max_levels) {
      findings.add(
          codes::too_many_levels, levels.span,
          {{"count", std::to_string(levels.list.size())}, {"limit", std::to_string(max_levels)}});
    }
    const Level& lowest = levels.list.front();
    const Node* texts = f.node().find("texts");
    const bool is_said = texts != nullptr && texts->find(lowest.id) != nullptr;
    if (lowest.text.empty() && !is_said) {
      findings.add(codes::lowest_level_silent, lowest.span, {{"level", lowest.id}});
    }
  }
  if (findings.error_count() > before) read.is_faulty = true;
  return read;
}

void InstrumentLoader::read_levels(Fields& fields) {
  const Node* node = fields.optional_map("levels");
  are_levels_refused = fields.has("levels") && node == nullptr;
  if (node == nullptr) return;
  Fields f(*node, findings);
  LevelsRead read = read_levels_of(f);
  f.finish();
  made->levels_ = std::move(read.levels);
  are_levels_refused = read.is_refused;
}

/// Only of levels without findings.
Outcome InstrumentLoader::outcome_of(const Levels& levels, const std::vector<Rule>& rules) {
  Outcome outcome;
  outcome.levels = static_cast<std::uint32_t>(levels.list.size());
  outcome.falling = levels.is_falling;
  if (!levels.from.empty()) {
    outcome.from = bindings[levels.from].id;
    for (std::size_t i = 1; i < levels.list.size(); ++i) {
      outcome.cut_offs.push_back(levels.list[i].cut_off->value);
    }
  }
  for (const Rule& rule : rules) {
    const auto when = compile(*rule.when, rule.id);
    if (!when) continue;
    Raise raise;
    raise.when = *when;
    raise.to = rule.raise_to;
    raise.by = rule.raise_by;
    raise.floor = rule.floor;
    outcome.raises.push_back(raise);
  }
  return outcome;
}

}  // namespace v1
}  // namespace vaern
