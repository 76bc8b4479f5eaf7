// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Reading a map key by key, so that no key is missed, misspelt or left unread.
///
///   Fields fields(node, findings);
///   auto text = fields.required("text", read_text);          // std::optional<LocalizedText>
///   bool scored = fields.optional("scored", read_yes_no).value_or(true);
///   if (const Node* options = fields.optional_map("options")) { ... }
///   // at the end of the scope: unknown keys, with "did you mean", and missing required keys

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/node.hpp"

namespace vaern {
inline namespace v1 {

/// Each says whether the node is of that kind; where it is not, that is a finding.
bool expect_map(const Node& node, DiagnosticList& findings);
bool expect_list(const Node& node, DiagnosticList& findings);
bool expect_scalar(const Node& node, DiagnosticList& findings);

/// The keys of one map. Every key that may stand in the map must be asked for, by any of the
/// functions below, before `finish()`. A key without value is a finding and reads as absent.
class Fields {
 public:
  /// A node that is no map is a finding; then every key is absent and nothing more is found.
  Fields(const Node& map, DiagnosticList& findings);
  ~Fields();  ///< Finishes, if that was not done.
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  const Node& node() const noexcept { return map_; }
  bool is_map() const noexcept { return map_.is_mapping(); }
  DiagnosticList& findings() noexcept { return findings_; }

  /// The key is written, with or without a value. Does not count as asking for it.
  bool has(std::string_view key) const noexcept { return map_.find(key) != nullptr; }

  const Node* required(std::string_view key);
  const Node* optional(std::string_view key);
  const Node* required_map(std::string_view key);
  const Node* optional_map(std::string_view key);
  const Node* required_list(std::string_view key);
  const Node* optional_list(std::string_view key);

  /// With a reader such as `read_id`: `std::optional<T>(const Node&, DiagnosticList&)`.
  template <class Reader>
  auto required(std::string_view key, Reader&& reader)
      -> decltype(reader(std::declval<const Node&>(), std::declval<DiagnosticList&>())) {
    const Node* node = required(key);
    if (node == nullptr) return {};
    return std::forward<Reader>(reader)(*node, findings_);
  }
  template <class Reader>
  auto optional(std::string_view key, Reader&& reader)
      -> decltype(reader(std::declval<const Node&>(), std::declval<DiagnosticList&>())) {
    const Node* node = optional(key);
    if (node == nullptr) return {};
    return std::forward<Reader>(reader)(*node, findings_);
  }

  /// Where exactly one of several keys must stand: the one that does, first in file order. None
  /// or several are findings; all of them count as asked for.
  const Entry* exactly_one_of(const std::vector<std::string>& keys);

  /// Of these keys may stand here: one that is misspelt is said at once and read as the one it is
  /// meant for, so that what needs it is not a second finding. Before the map is read.
  void mend(const std::vector<std::string>& keys);

  /// The key may stand here and is read elsewhere.
  void allow(std::string_view key);

  /// Reports unknown keys (with the nearest known one, else with all that are allowed) and the
  /// missing ones, at the map's own key. A missing key that is only misspelt is reported once.
  void finish();

 private:
  void know(std::string_view key);
  Diagnostic& say_unknown(const Entry& entry, std::string_view candidate,
                          const std::vector<std::string>& allowed);

  Node map_;
  DiagnosticList& findings_;
  std::vector<std::string> known_;
  std::vector<std::string> missing_;
  std::vector<std::string> empty_;
  std::vector<std::vector<std::string>> one_of_missing_;
  bool finished_ = false;
};

/// All items of a list that can be read. Anything but a list is a finding.
template <class Reader>
auto read_list(const Node& node, DiagnosticList& findings, Reader&& reader) {
  using Optional = decltype(reader(node, findings));
  std::vector<typename Optional::value_type> values;
  if (!expect_list(node, findings)) return values;
  for (const Node& item : node.items()) {
    if (auto value = reader(item, findings)) values.push_back(*std::move(value));
  }
  return values;
}

/// A list, or one item written without brackets (`tell: leader`).
template <class Reader>
auto read_one_or_more(const Node& node, DiagnosticList& findings, Reader&& reader) {
  if (node.is_sequence()) return read_list(node, findings, std::forward<Reader>(reader));
  using Optional = decltype(reader(node, findings));
  std::vector<typename Optional::value_type> values;
  if (auto value = reader(node, findings)) values.push_back(*std::move(value));
  return values;
}

}  // namespace v1
}  // namespace vaern
