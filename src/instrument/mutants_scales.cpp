// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "instrument/mutants.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

void Mutator::scales(const Spot& spot) {
  for (const auto& [id, scale] : spot.entries()) {
    for (const char* formula : {"sum", "mean", "max"}) {
      if (const Spot inputs = scale.child(formula)) terms(inputs, id, formula);
    }
    if (const Spot count = scale.child("count")) {
      number(MutationKind::numbers, count.child("at_or_above"),
             {"the number from which " + id + " counts", "tallet, som " + id + " tæller fra"});
      if (const Spot of = count.child("of")) terms(of, id, "count");
    }
    if (const Spot then = scale.child("then")) steps(then, id);
    if (const Spot policy = scale.child("missing")) missing(policy, id);
  }
}

void Mutator::terms(const Spot& spot, const std::string& scale, const std::string& formula) {
  const auto left_out = [&](const std::string& name) {
    return LocalizedText{{"en", scale + " leaves out " + name},
                         {"da", scale + " udelader " + name}};
  };
  const auto weight = [&](const std::string& name) {
    return What{"the weight of " + name + " in " + scale, "vægten af " + name + " i " + scale};
  };
  for (const auto& [name, node] : spot.entries()) {
    number(MutationKind::weights, node, weight(name), true);
  }
  const std::vector<Spot> items = spot.items();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string& name = items[i].node->text();
    if (formula != "sum") {
      if (items.size() > 1) drop(MutationKind::weights, items[i], left_out(name));
      continue;
    }
    // A list weighs each input 1: as a map one of them can weigh something else.
    for (const char* other : {"2", "0", "-1"}) {
      std::vector<std::pair<std::string, Node>> map;
      for (std::size_t j = 0; j < items.size(); ++j) {
        map.push_back({items[j].node->text(), make_scalar(*items[j].node, i == j ? other : "1")});
      }
      if (!is_ours(items[i])) continue;
      LocalizedText change = left_out(name);
      if (*other != '0') {
        change = {{"en", weight(name).en + ": " + other + " in place of 1"},
                  {"da", weight(name).da + ": " + other + " i stedet for 1"}};
      }
      add(MutationKind::weights, items[i].node->span(), std::move(change),
          with_replaced(root_, spot.path, make_map_of(*spot.node, map)));
    }
  }
}

void Mutator::steps(const Spot& spot, const std::string& scale) {
  for (const Spot& step : spot.items()) {
    for (const auto& [key, value] : step.entries()) {
      const What what{"the step " + key + " of " + scale, "trinnet " + key + " i " + scale};
      if (key == "clamp") {
        number(MutationKind::steps, value.child("from"), what);
        number(MutationKind::steps, value.child("to"), what);
      } else if (key == "round") {
        for (const char* word : {"half_up", "half_even", "down", "up", "floor", "ceiling"}) {
          if (value.node->text() != word) set(MutationKind::steps, value, what, word);
        }
      } else {
        number(MutationKind::steps, value, what);
      }
    }
  }
}

/// The first and last code of the scale's first input: what a wrong `count_as` would count.
std::vector<std::string> Mutator::counted_codes(const std::string& scale) const {
  const Program& program = instrument_.program().program();
  for (const Scale& s : program.scales) {
    if (s.name != scale || s.terms.empty() || s.terms.front().is_scale) continue;
    const InputId input = s.terms.front().id;
    const Item* item = instrument_.find_item(program.inputs[input].name);
    if (item == nullptr) continue;
    return {instrument_.code_text(*item, 0),
            instrument_.code_text(*item, static_cast<Code>(program.inputs[input].size - 1))};
  }
  return {};
}

void Mutator::missing(const Spot& spot, const std::string& scale) {
  const What what{"the missing answers of " + scale, "manglende svar i " + scale};
  const Node& like = *spot.node;
  const auto limits = [&] {
    std::vector<std::pair<std::string, Node>> entries;
    for (const char* key : {"at_most", "at_least"}) {
      if (const Node* limit = like.find(key)) entries.push_back({key, *limit});
    }
    return entries;
  };
  std::string now = like.text();
  for (const char* key : {"count_as", "prorate", "table"}) {
    const Node* way = like.find(key);
    if (way == nullptr) continue;
    now = key;
    if (way->is_scalar()) now += ": " + way->text();
  }
  const auto other = [&](const std::string& text, const Node& node) {
    if (text == now) return;
    put(MutationKind::missing, spot,
        {{"en", what.en + ": " + text + " in place of " + now},
         {"da", what.da + ": " + text + " i stedet for " + now}},
        node);
  };
  // `forbid` and `bounds_only` are one rule with two names.
  if (now != "forbid" && now != "bounds_only") other("forbid", make_scalar(like, "forbid"));
  const auto way = [&](const char* key, const std::string& word) {
    auto entries = limits();
    entries.push_back({key, make_scalar(like, word)});
    const std::string text = std::string(key) + ": " + word;
    if (word == "by_count") entries.push_back({"beyond", make_scalar(like, "clamp")});
    other(text, make_map_of(like, entries));
  };
  for (const std::string& code : counted_codes(scale)) way("count_as", code);
  way("prorate", "by_range");
  way("prorate", "by_count");

  number(MutationKind::missing, spot.child("at_most"),
         {"the answers that " + scale + " may lack", "de svar, " + scale + " må mangle"});
  const auto limit = [&](const Spot& at_least) {
    number(MutationKind::missing, at_least.child("n"),
           {"the answers that " + scale + " needs", "de svar, " + scale + " kræver"});
  };
  if (const Spot at_least = spot.child("at_least")) {
    if (at_least.node->is_mapping()) limit(at_least);
    for (const Spot& item : at_least.items()) limit(item);
  }
  for (const auto& [count, rows] : spot.child("table").entries()) {
    for (const auto& [from, value] : rows.entries()) {
      number(MutationKind::missing, value,
             {"the row from " + from + " with " + count + " missing in " + scale,
              "rækken fra " + from + " med " + count + " manglende i " + scale});
    }
  }
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
