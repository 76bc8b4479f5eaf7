// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <charconv>

#include "instrument/mutants.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

LocalizedText change_of(const What& where, const std::string& en, const std::string& da) {
  return {{"en", where.en + ": " + en}, {"da", where.da + ": " + da}};
}

std::string in_words(const Node& node) {
  if (node.is_scalar()) return node.text();
  if (node.is_mapping() && !node.entries().empty()) {
    const Entry& entry = node.entries().front();
    return entry.key + (entry.value.is_scalar() ? ": " + entry.value.text() : "");
  }
  return "…";
}

}  // namespace

void Mutator::parts(const Spot& list, const What& where) {
  const std::vector<Spot> items = list.items();
  for (const Spot& item : items) {
    if (items.size() > 1) {
      const std::string name = in_words(*item.node);
      drop(MutationKind::conditions, item, change_of(where, name + " left out", "uden " + name));
    }
    condition(item, where);
  }
}

void Mutator::condition(const Spot& spot, const What& where) {
  if (!spot) return;
  if (spot.node->is_scalar()) return cel(spot, where);
  for (const auto& [key, value] : spot.entries()) {
    if (key == "all" || key == "any") {
      const std::string other = key == "all" ? "any" : "all";
      if (value.items().size() > 1) {
        rename(MutationKind::conditions, value,
               change_of(where, other + " in place of " + key, other + " i stedet for " + key),
               other);
      }
      parts(value, where);
    } else if (key == "not") {
      condition(value, where);
    } else if (key == "at_least") {
      for (const auto& [n, list] : value.entries()) {
        int count = 0;
        std::from_chars(n.data(), n.data() + n.size(), count);
        for (const int by : {1, -1}) {
          const int other = count + by;
          if (other < 1 || other > static_cast<int>(list.items().size())) continue;
          rename(MutationKind::conditions, list,
                 change_of(where, "at least " + std::to_string(other) + " in place of " + n,
                           "mindst " + std::to_string(other) + " i stedet for " + n),
                 std::to_string(other));
        }
        parts(list, where);
      }
    } else if (value.node->is_mapping()) {
      for (const char* end : {"from", "to", "above", "below"}) {
        number(MutationKind::conditions, value.child(end),
               {where.en + ", " + key + " " + end, where.da + ", " + key + " " + end});
      }
    } else if (value.node->is_sequence()) {
      parts(value, where);
    } else {
      number(MutationKind::conditions, value, {where.en + ", " + key, where.da + ", " + key});
    }
  }
}

/// CEL text: && for || and back, whole numbers ±1. What stands in quotes stays.
void Mutator::cel(const Spot& spot, const What& where) {
  const std::string& text = spot.node->text();
  const auto change = [&](std::size_t from, std::size_t size, const std::string& other) {
    std::string changed = text;
    changed.replace(from, size, other);
    const std::string before = text.substr(from, size);
    if (!is_ours(spot)) return;
    add(MutationKind::conditions, spot.node->span_of(from, size),
        change_of(where, other + " in place of " + before, other + " i stedet for " + before),
        with_replaced(root_, spot.path, make_scalar(*spot.node, changed)));
  };
  const auto is_word = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
  };
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      const std::size_t end = text.find(c, i + 1);
      i = end == std::string::npos ? text.size() : end + 1;
    } else if (text.compare(i, 2, "&&") == 0 || text.compare(i, 2, "||") == 0) {
      change(i, 2, c == '&' ? "||" : "&&");
      i += 2;
    } else if (is_word(c)) {
      std::size_t end = i;
      while (end < text.size() && is_word(text[end])) ++end;
      const std::string word = text.substr(i, end - i);
      if (const auto value = Rational::parse(word); value && value->is_integer()) {
        change(i, end - i, (*value + Rational(1)).to_string());
        change(i, end - i, (*value - Rational(1)).to_string());
      }
      i = end;
    } else {
      ++i;
    }
  }
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
