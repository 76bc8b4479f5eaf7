// SPDX-License-Identifier: Apache-2.0
#include "instrument/tree_changes.hpp"

#include <algorithm>
#include <set>

#include "instrument/record_reader.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

using Path = std::vector<std::string>;

const std::set<std::string, std::less<>> head_keys{"vaern", "instrument", "version", "extends"};
const std::set<std::string, std::less<>> word_keys{
    "title", "description", "intended_use", "not_for", "outcome_note", "text",
    "texts", "label",       "labels",       "because", "note",         "wording"};
const std::set<std::string, std::less<>> evidence_keys{
    "source",  "verified", "sources",    "evidence",      "status",   "population",
    "licence", "valid",    "supersedes", "superseded_by", "assessor", "examples"};
/// Sections whose next key is an id and no word of the language.
const std::set<std::string, std::less<>> sections{
    "answers", "items",      "scales",  "gates",   "rules",    "flags",   "parameters",
    "tables",  "consistent", "earlier", "classes", "outcomes", "opinions"};

/// What cannot change a result; nothing: it may.
std::optional<ChangeGrade> harmless(const Path& path) {
  const bool is_section = sections.count(path[0]) != 0;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (is_section && i == 1) continue;
    if (path[0] == "answers" && i == 2) continue;  // a code
    if (word_keys.count(path[i]) != 0) return ChangeGrade::words;
    if (evidence_keys.count(path[i]) != 0) return ChangeGrade::evidence;
  }
  return std::nullopt;
}

/// Order is meaning among these.
bool is_ordered(const Path& path) {
  if (path.empty()) return false;
  const std::string& last = path.back();
  return path[0] == "items" ? path.size() == 1
                            : path[0] == "answers" || last == "cut_offs" || last == "classes" ||
                                  (path[0] == "classes" && path.size() == 2) || last == "options";
}

/// A number with its source, or the number alone.
const Node& value_of(const Node& node) {
  const Node* value = node.is_mapping() ? node.find("value") : nullptr;
  return value != nullptr ? *value : node;
}
const Node& value_of(Node&&) = delete;

bool same_scalar(const Node& a, const Node& b) {
  if (a.text() == b.text()) return true;
  const auto x = as_decimal(a);
  const auto y = as_decimal(b);
  return x && y && *x == *y;
}

bool same(const Node& a, const Node& b) {
  if (a.kind() != b.kind()) return false;
  if (a.is_scalar()) return same_scalar(a, b);
  if (a.items().size() != b.items().size() || a.entries().size() != b.entries().size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.items().size(); ++i) {
    if (!same(a.items()[i], b.items()[i])) return false;
  }
  for (const Entry& entry : a.entries()) {
    const Node* other = b.find(entry.key);
    if (other == nullptr || !same(entry.value, *other)) return false;
  }
  return true;
}

std::string short_text(const Node& node) {
  std::string text = node.is_scalar() ? node.text() : json_of(node);
  std::replace(text.begin(), text.end(), '\n', ' ');
  constexpr std::size_t most = 80;
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

struct Differ {
  const Node& root;
  std::vector<TreeChange> found{};

  void add(const Path& path, const Node* before, const Node* after, Node alone) {
    TreeChange made;
    for (const std::string& key : path)
      made.change.path += (made.change.path.empty() ? "" : "/") + key;
    if (before != nullptr) {
      made.change.before = short_text(*before);
      made.change.old_span = before->key_span();
    }
    if (after != nullptr) {
      made.change.after = short_text(*after);
      made.change.new_span = after->key_span();
    }
    const auto grade = harmless(path);
    made.may_score = !grade;
    made.change.grade = grade.value_or(path[0] == "items" ? ChangeGrade::form  //
                                                          : ChangeGrade::nothing);
    made.alone = std::move(alone);
    found.push_back(std::move(made));
  }

  static bool has_same_keys(const Node& a, const Node& b) {
    return std::equal(a.entries().begin(), a.entries().end(), b.entries().begin(),
                      b.entries().end(),
                      [](const Entry& x, const Entry& y) { return x.key == y.key; });
  }

  void compare(const Node& a, const Node& b, const Path& path, const NodePath& at) {
    if (a.is_mapping() != b.is_mapping() && !value_of(a).is_mapping() &&
        !value_of(b).is_mapping() && value_of(a).kind() == value_of(b).kind()) {
      compare_number(a, b, path, at);
      return;
    }
    if (!a.is_mapping() || !b.is_mapping() ||
        (is_ordered(path) && path[0] != "items" && !has_same_keys(a, b))) {
      if (!same(a, b)) add(path, &a, &b, with_replaced(root, at, b));
      return;
    }
    std::vector<std::string> shared;
    for (std::size_t i = 0; i < a.entries().size(); ++i) {
      const Entry& entry = a.entries()[i];
      if (path.empty() && head_keys.count(entry.key) != 0) continue;
      Path to = path;
      to.push_back(entry.key);
      NodePath there = at;
      there.push_back(i);
      const Node* other = b.find(entry.key);
      if (other == nullptr) {
        add(to, &entry.value, nullptr, with_removed(root, there));
      } else {
        shared.push_back(entry.key);
        compare(entry.value, *other, to, there);
      }
    }
    std::vector<std::string> shared_in_b;
    for (const Entry& entry : b.entries()) {
      if (path.empty() && head_keys.count(entry.key) != 0) continue;
      if (a.find(entry.key) != nullptr) {
        shared_in_b.push_back(entry.key);
        continue;
      }
      Path to = path;
      to.push_back(entry.key);
      add(to, nullptr, &entry.value, with_added(root, at, entry.key, entry.value));
    }
    if (is_ordered(path) && shared != shared_in_b) {
      Path to = path;
      to.emplace_back("(order)");
      add(to, &a, &b, with_replaced(root, at, b));
      const auto keys = [](const std::vector<std::string>& list) {
        std::string text;
        for (const std::string& key : list) text += (text.empty() ? "" : ", ") + key;
        return text;
      };
      found.back().change.before = keys(shared);
      found.back().change.after = keys(shared_in_b);
    }
  }

  /// One of them is written with its source.
  void compare_number(const Node& a, const Node& b, const Path& path, const NodePath& at) {
    if (!same(value_of(a), value_of(b))) {
      add(path, &value_of(a), &value_of(b), with_replaced(root, at, b));
      return;
    }
    Path to = path;
    to.emplace_back("source");
    add(to, &a, &b, with_replaced(root, at, b));
  }
};

}  // namespace

std::vector<TreeChange> tree_changes(const Node& before, const Node& after) {
  Differ differ{before};
  differ.compare(before, after, {}, {});
  return std::move(differ.found);
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
