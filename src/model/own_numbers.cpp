// SPDX-License-Identifier: Apache-2.0
#include "model/own_numbers.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "vaern/document/build.hpp"
#include "vaern/document/edit.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern::model::detail {
namespace {

/// Words beside a number, and `rules`, which say themselves where they come from.
bool is_beside_numbers(std::string_view key) {
  constexpr std::array<std::string_view, 6> keys{"text",  "label",   "labels",
                                                 "texts", "because", "rules"};
  return is_provenance(key) || std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool is_changed(const Node& base, const Entry& local, Of of = Of::entry) {
  const Node* published = base.find(local.key);
  if (published == nullptr) return true;
  if (of == Of::levels && local.key == "cut_offs" && local.value.is_mapping()) {
    return std::any_of(local.value.entries().begin(), local.value.entries().end(),
                       [&](const Entry& entry) { return is_changed(*published, entry); });
  }
  return !say_the_same(*published, local.value);
}

bool changes_numbers(const Node& base, const Node& local, Of of) {
  return std::any_of(local.entries().begin(), local.entries().end(), [&](const Entry& entry) {
    return !is_beside_numbers(entry.key) && is_changed(base, entry, of);
  });
}

bool says_verified(const Node& node) {
  return node.find("verified") != nullptr ||
         std::any_of(node.items().begin(), node.items().end(), says_verified) ||
         std::any_of(node.entries().begin(), node.entries().end(),
                     [](const Entry& entry) { return says_verified(entry.value); });
}

Entry unverified_at(const Node& place) {
  return with_added(make_map(place, {}), {}, "verified", make_scalar(place, "no")).entries()[0];
}

void add_if_there(std::vector<Entry>& entries, const Node& map, std::string_view key) {
  for (const Entry& entry : map.entries()) {
    if (entry.key == key) entries.push_back(entry);
  }
}

/// The number with `source` and `verified` of the map, where it does not say its own.
Node with_provenance(const Node& number, const Node& map) {
  Node made = number.is_mapping() ? number : make_map_of(number, {{"value", number}});
  for (const std::string key : {"source", "verified"}) {
    const Node* said = map.find(key);
    if (said != nullptr && number.find(key) == nullptr) made = with_added(made, {}, key, *said);
  }
  return made;
}

bool is_number(const Node& node) {
  return node.is_mapping() ? node.find("value") != nullptr : as_decimal(node).has_value();
}

Node with_provenance_of_each(const Node& list, const Node& map) {
  std::vector<Node> numbers;
  for (const Node& item : list.items()) {
    numbers.push_back(is_number(item) ? with_provenance(item, map) : item);
  }
  return make_list(list, std::move(numbers));
}

}  // namespace

bool is_provenance(std::string_view key) { return key == "source" || key == "verified"; }

bool changes_what_was_checked(const Node& base, const Node& local, Of of) {
  if (!base.is_mapping() || !local.is_mapping()) return false;
  return changes_numbers(base, local, of) ||
         std::any_of(local.entries().begin(), local.entries().end(), [&](const Entry& entry) {
           return entry.key == "source" && is_changed(base, entry);
         });
}

Node own_entry(const Node& base, const Node& local, const Node& joined, Of of) {
  const bool has_numbers = changes_numbers(base, local, of);
  // `{value: {value: 6, verified: yes}}` says it itself.
  const bool is_said =
      std::any_of(local.entries().begin(), local.entries().end(), [&](const Entry& entry) {
        return !is_beside_numbers(entry.key) && is_changed(base, entry, of) &&
               says_verified(entry.value);
      });
  std::vector<Entry> entries;
  for (const Entry& entry : joined.entries()) {
    const bool is_published = local.find(entry.key) == nullptr;
    if (is_published && entry.key == "source" && has_numbers) continue;
    if (is_published && entry.key == "verified") {
      if (!is_said) entries.push_back(unverified_at(local));
    } else if (is_published && entry.key == "allowed" && entry.value.is_sequence()) {
      Entry published = entry;
      published.value = with_provenance_of_each(entry.value, base);
      entries.push_back(std::move(published));
    } else {
      entries.push_back(entry);
    }
  }
  return make_map(joined, std::move(entries));
}

Node own_levels(const Node& base, const Node& local, const Node& joined) {
  const Node* published = base.find("cut_offs");
  const Node* own = local.find("cut_offs");
  const bool changes_more =
      std::any_of(local.entries().begin(), local.entries().end(), [&](const Entry& entry) {
        return entry.key != "cut_offs" && !is_beside_numbers(entry.key) && is_changed(base, entry);
      });
  const bool are_both = published != nullptr && published->is_mapping() && own != nullptr &&
                        own->is_mapping() && changes_numbers(base, local, Of::levels);
  const auto is_own = [&](const Entry& cut_off) {
    return std::any_of(own->entries().begin(), own->entries().end(), [&](const Entry& entry) {
      return entry.key == cut_off.key && is_changed(*published, entry);
    });
  };
  const auto stays = [&](const Entry& entry) { return is_number(entry.value) && !is_own(entry); };
  if (changes_more || !are_both ||
      std::none_of(published->entries().begin(), published->entries().end(), stays)) {
    return own_entry(base, local, joined, Of::levels);
  }

  std::vector<Entry> says;  // of the local file's own cut-offs
  add_if_there(says, local, "source");
  if (local.find("verified") != nullptr) {
    add_if_there(says, local, "verified");
  } else {
    says.push_back(unverified_at(*own));
  }
  const Node provenance = make_map(local, std::move(says));
  std::vector<Entry> entries;
  for (const Entry& entry : joined.entries()) {
    if (is_provenance(entry.key)) continue;
    if (entry.key != "cut_offs") {
      entries.push_back(entry);
      continue;
    }
    std::vector<Entry> cut_offs;
    for (Entry cut_off : entry.value.entries()) {
      if (is_own(cut_off) && is_number(cut_off.value)) {
        cut_off.value = with_provenance(cut_off.value, provenance);
      }
      cut_offs.push_back(std::move(cut_off));
    }
    Entry all = entry;
    all.value = make_map(entry.value, std::move(cut_offs));
    entries.push_back(std::move(all));
  }
  add_if_there(entries, base, "source");
  add_if_there(entries, base, "verified");
  return make_map(joined, std::move(entries));
}

}  // namespace vaern::model::detail
