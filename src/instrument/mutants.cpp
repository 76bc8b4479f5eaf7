// SPDX-License-Identifier: Apache-2.0
#include "instrument/mutants.hpp"

#include <algorithm>

#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

Spot Spot::child(std::string_view key) const {
  if (node == nullptr) return {};
  const auto entries = node->entries();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].key != key) continue;
    NodePath to = path;
    to.push_back(i);
    return {&entries[i].value, std::move(to)};
  }
  return {};
}

std::vector<std::pair<std::string, Spot>> Spot::entries() const {
  std::vector<std::pair<std::string, Spot>> list;
  if (node == nullptr) return list;
  for (std::size_t i = 0; i < node->entries().size(); ++i) {
    NodePath to = path;
    to.push_back(i);
    list.push_back({node->entries()[i].key, {&node->entries()[i].value, std::move(to)}});
  }
  return list;
}

std::vector<Spot> Spot::items() const {
  std::vector<Spot> list;
  if (node == nullptr) return list;
  for (std::size_t i = 0; i < node->items().size(); ++i) {
    NodePath to = path;
    to.push_back(i);
    list.push_back({&node->items()[i], std::move(to)});
  }
  return list;
}

namespace {

LocalizedText in_place_of(const What& what, const std::string& now, const std::string& before) {
  return {{"en", what.en + ": " + now + " in place of " + before},
          {"da", what.da + ": " + now + " i stedet for " + before}};
}

}  // namespace

void Mutator::add(MutationKind kind, const SourceSpan& span, LocalizedText change, Node root) {
  edits_.push_back({kind, std::move(change), span, std::move(root)});
}

void Mutator::put(MutationKind kind, const Spot& spot, LocalizedText change, const Node& node) {
  if (!is_ours(spot)) return;
  add(kind, spot.node->span(), std::move(change), with_replaced(root_, spot.path, node));
}

void Mutator::set(MutationKind kind, const Spot& spot, const What& what, const std::string& text) {
  put(kind, spot, in_place_of(what, text, spot.node->text()), make_scalar(*spot.node, text));
}

void Mutator::drop(MutationKind kind, const Spot& spot, LocalizedText change) {
  if (!is_ours(spot)) return;
  add(kind, spot.node->key_span(), std::move(change), with_removed(root_, spot.path));
}

void Mutator::rename(MutationKind kind, const Spot& spot, LocalizedText change,
                     const std::string& key) {
  if (!is_ours(spot)) return;
  add(kind, spot.node->key_span(), std::move(change), with_renamed(root_, spot.path, key));
}

void Mutator::number(MutationKind kind, const Spot& spot, const What& what, bool with_sign) {
  if (!spot) return;
  if (spot.node->is_mapping()) return number(kind, spot.child("value"), what, with_sign);
  const auto value = as_decimal(*spot.node);
  if (!value) return;  // a parameter, `lowest`
  set(kind, spot, what, (*value + Rational(1)).to_string());
  set(kind, spot, what, (*value - Rational(1)).to_string());
  // ±1 of a half is its other sign already.
  if (with_sign && !value->is_zero() && abs(*value) != Rational(1, 2)) {
    set(kind, spot, what, (-*value).to_string());
  }
}

void Mutator::answers(const Spot& spot) {
  for (const auto& [set_id, set_spot] : spot.entries()) {
    const Spot options = set_spot.child("options") ? set_spot.child("options") : set_spot;
    for (const auto& [code, option] : options.entries()) {
      const Spot points = option.node->is_mapping() ? option.child("points") : option;
      number(MutationKind::points, points,
             {"the points of " + code + " in " + set_id, "point for " + code + " i " + set_id},
             true);
    }
  }
}

void Mutator::items(const Spot& spot) {
  const Program& program = instrument_.program().program();
  for (const auto& [id, item_spot] : spot.entries()) {
    const Item* item = instrument_.find_item(id);
    if (item == nullptr || !item_spot.node->is_mapping()) continue;
    if (const Spot asked = item_spot.child("asked_when")) {
      drop(MutationKind::asked_when, asked,
           {{"en", id + " is always asked"}, {"da", "der spørges altid om " + id}});
      condition(asked,
                {"what " + id + " is asked after", "det, der afgør, om der spørges om " + id});
    }
    const Spot reversed = item_spot.child("reversed");
    const AnswerSet* set = instrument_.find_set(item->set);
    const bool may_reverse =
        item->type == ItemType::number ||
        (set != nullptr && set->is_ordered && set->options.front().points.has_value());
    const bool is_summed =
        std::any_of(program.scales.begin(), program.scales.end(), [&](const Scale& scale) {
          return std::any_of(scale.terms.begin(), scale.terms.end(), [&](const Term& term) {
            return !term.is_scale && term.id == item->input;
          });
        });
    if (reversed) {
      put(MutationKind::points, reversed,
          {{"en", id + " is not reversed"}, {"da", id + " er ikke vendt"}},
          make_scalar(*reversed.node, item->is_reversed ? "no" : "yes"));
    } else if (may_reverse && is_summed && is_ours(item_spot)) {
      add(MutationKind::points, item_spot.node->key_span(),
          {{"en", id + " is reversed"}, {"da", id + " er vendt"}},
          with_added(root_, item_spot.path, "reversed", make_scalar(*item_spot.node, "yes")));
    }
  }
}

void Mutator::levels(const Spot& spot, const std::string& of) {
  if (!spot) return;
  for (const auto& [level, cut_off] : spot.child("cut_offs").entries()) {
    number(MutationKind::cut_offs, cut_off,
           {"the cut-off of " + level + of, "grænsen for " + level + of});
  }
  if (const Spot falling = spot.child("falling")) {
    put(MutationKind::cut_offs, falling,
        {{"en", "the levels" + of + " hold from their numbers up"},
         {"da", "niveauerne" + of + " gælder fra deres tal og op"}},
        make_scalar(*falling.node, as_yes_no(*falling.node).value_or(true) ? "no" : "yes"));
  } else if (spot.child("cut_offs") && is_ours(spot)) {
    add(MutationKind::cut_offs, spot.node->key_span(),
        {{"en", "the levels" + of + " hold from their numbers down"},
         {"da", "niveauerne" + of + " gælder fra deres tal og ned"}},
        with_added(root_, spot.path, "falling", make_scalar(*spot.node, "yes")));
  }
}

void Mutator::rules(const Spot& spot) {
  for (const auto& [id, rule] : spot.entries()) {
    const What where{"rule " + id, "reglen " + id};
    if (const Spot when = rule.child("when")) {
      put(MutationKind::rules, when,
          {{"en", where.en + " never holds"}, {"da", where.da + " er aldrig opfyldt"}},
          make_scalar(*when.node, "no"));
      condition(when, where);
    }
    number(MutationKind::rules, rule.child("raise_by"),
           {"the steps that rule " + id + " raises", "de trin, som reglen " + id + " hæver"});
    const auto other_levels = [&](const char* key, const What& what) {
      const Spot level = rule.child(key);
      if (!level) return;
      // Of further outcomes too: the level beside it in whichever list has it.
      std::vector<const Levels*> lists{&instrument_.levels()};
      for (const FurtherOutcome& outcome : instrument_.outcomes()) {
        lists.push_back(&outcome.levels);
      }
      for (const Levels* list : lists) {
        const auto index = list->find(level.node->text());
        if (!index) continue;
        if (*index > 1) set(MutationKind::rules, level, what, list->list[*index - 1].id);
        if (*index + 1 < list->list.size()) {
          set(MutationKind::rules, level, what, list->list[*index + 1].id);
        }
        break;
      }
    };
    other_levels("raise_to", {"the level of rule " + id, "niveauet i reglen " + id});
    other_levels("floor", {"the floor of rule " + id, "det mindste niveau i reglen " + id});
    if (const Spot floor = rule.child("floor")) {
      drop(MutationKind::rules, floor,
           {{"en", "rule " + id + " has no floor"},
            {"da", "reglen " + id + " har intet mindste niveau"}});
    }
  }
}

void Mutator::flags(const Spot& spot) {
  for (const auto& [id, flag] : spot.entries()) {
    const What where{"flag " + id, "markeringen " + id};
    const Spot when = flag.child("when");
    if (!when) continue;
    put(MutationKind::flags, when,
        {{"en", where.en + " is never raised"}, {"da", where.da + " sættes aldrig"}},
        make_scalar(*when.node, "no"));
    condition(when, where);
  }
}

void Mutator::judgement(const Spot& spot) {
  const Spot lower = spot.child("lower");
  if (!lower) return;
  for (const char* word : {"never", "with_reason", "second_person"}) {
    if (lower.node->text() == word) continue;
    set(MutationKind::judgement, lower, {"a lower judgement", "en lavere faglig vurdering"}, word);
  }
}

void Mutator::outcomes(const Spot& spot) {
  for (const auto& [id, outcome] : spot.entries()) {
    levels(outcome, " (" + id + ")");
    rules(outcome.child("rules"));
  }
}

void Mutator::classes(const Spot& spot) {
  for (const auto& [id, nominal] : spot.entries()) {
    for (const char* way : {"exactly_one", "first_match"}) {
      for (const auto& [name, part] : nominal.child(way).entries()) {
        const What where{"class " + name + " of " + id, "klassen " + name + " i " + id};
        const Spot when = part.child("when");
        if (!when || when.node->text() == "otherwise") continue;
        put(MutationKind::conditions, when,
            {{"en", where.en + " never holds"}, {"da", where.da + " er aldrig opfyldt"}},
            make_scalar(*when.node, "no"));
        condition(when, where);
      }
    }
  }
}

/// Parameters, tables, earlier values, consistent conditions, gates.
void Mutator::given(const Spot& root) {
  for (const auto& [id, parameter] : root.child("parameters").entries()) {
    const Spot value = parameter.child("value");
    if (!value || !is_ours(value)) continue;
    const auto number = as_decimal(*value.node);
    if (!number) continue;
    for (const int by : {1, -1}) {
      // Without `allowed`, or it would not load and nothing would be shown.
      const std::string text = (*number + Rational(by)).to_string();
      Node changed = with_replaced(root_, value.path, make_scalar(*value.node, text));
      if (const Spot allowed = parameter.child("allowed")) {
        changed = with_removed(changed, allowed.path);
      }
      add(MutationKind::numbers, value.node->span(),
          in_place_of({"parameter " + id, "parameteren " + id}, text, value.node->text()),
          std::move(changed));
    }
  }
  const auto rows = [&](const Spot& list, const std::string& table) {
    for (const auto& [from, value] : list.entries()) {
      number(MutationKind::numbers, value,
             {"the row from " + from + " of " + table, "rækken fra " + from + " i " + table});
      const auto start = Rational::parse(from);
      if (!start) continue;
      for (const int by : {1, -1}) {
        const std::string text = (*start + Rational(by)).to_string();
        rename(MutationKind::numbers, value,
               in_place_of({"the start of a row of " + table, "begyndelsen af en række i " + table},
                           text, from),
               text);
      }
    }
  };
  for (const auto& [id, table] : root.child("tables").entries()) {
    rows(table.child("rows"), id);
    for (const auto& [norm, part] : table.child("norms").entries()) {
      rows(part.child("rows"), id + ", " + norm);
    }
  }
  for (const auto& [id, earlier] : root.child("earlier").entries()) {
    number(MutationKind::numbers, earlier.child("last"),
           {"how many " + id + " takes", "hvor mange " + id + " tager"});
    const Spot take = earlier.child("take");
    for (const char* word : {"last", "mean", "max", "count"}) {
      if (!take || take.node->text() == word) continue;
      set(MutationKind::numbers, take, {"what " + id + " takes", "det, " + id + " tager"}, word);
    }
  }
  for (const auto& [id, consistent] : root.child("consistent").entries()) {
    const Spot must = consistent.child("must");
    if (!must) continue;
    put(MutationKind::conditions, must,
        {{"en", id + " is not demanded"}, {"da", id + " kræves ikke"}},
        make_scalar(*must.node, "yes"));
    condition(must, {"what " + id + " demands", "det, " + id + " kræver"});
  }
  for (const auto& [id, gate] : root.child("gates").entries()) {
    condition(gate, {"gate " + id, "betingelsen " + id});
  }
}

std::vector<Edit> Mutator::edits() {
  const Spot root{&root_, {}};
  answers(root.child("answers"));
  items(root.child("items"));
  scales(root.child("scales"));
  given(root);
  levels(root.child("levels"), "");
  rules(root.child("rules"));
  outcomes(root.child("outcomes"));
  classes(root.child("classes"));
  flags(root.child("flags"));
  judgement(root.child("judgement"));
  return std::move(edits_);
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
