// SPDX-License-Identifier: Apache-2.0
// Intervals of a policy and their units.

#include <algorithm>
#include <array>
#include <utility>

#include "diagnostics/codes/reassessment.hpp"
#include "reassessment/policy_loader.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

constexpr std::array<std::string_view, 3> length_keys{"hverdage", "arbejdsdage", "end_of"};

}  // namespace

bool is_length_map(const Node& node) {
  return node.is_mapping() && std::any_of(length_keys.begin(), length_keys.end(),
                                          [&](std::string_view key) { return node.find(key); });
}

std::optional<IntervalLength> read_length(const Node& node, DiagnosticList& findings) {
  if (!is_length_map(node)) {
    const auto duration = read_duration(node, findings);
    if (!duration) return std::nullopt;
    return IntervalLength(*duration);
  }
  Fields fields(node, findings);
  if (fields.has("end_of")) {
    const auto word = fields.required(
        "end_of", [](const Node& n, DiagnosticList& f) { return read_word(n, f, {"month"}); });
    if (!word) return std::nullopt;
    return IntervalLength(IntervalLength::Unit::end_of_month, 0);
  }
  const bool is_hverdage = fields.has("hverdage");
  const auto count =
      fields.required(is_hverdage ? "hverdage" : "arbejdsdage",
                      [](const Node& n, DiagnosticList& f) { return read_integer(n, f, 1, 1000); });
  if (!count) return std::nullopt;
  return IntervalLength(
      is_hverdage ? IntervalLength::Unit::hverdage : IntervalLength::Unit::arbejdsdage,
      static_cast<int>(*count));
}

std::optional<PolicyInterval> Loader::read_interval(const Node& node, std::string path,
                                                    const PolicyInterval& defaults,
                                                    bool may_be_zero) {
  PolicyInterval interval = defaults;
  interval.path = std::move(path);
  interval.span = node.span();
  std::optional<IntervalLength> length;
  if (node.is_mapping() && !is_length_map(node)) {
    Fields fields(node, findings_);
    const bool may_have_window = has_window(interval.path);
    const Node* value = fields.required(may_have_window && fields.has("due") ? "due" : "value");
    if (value != nullptr) {
      length = read_length(*value, findings_);
      interval.span = value->span();
    }
    Provenance provenance = read_provenance(fields);
    if (!provenance.source.empty()) interval.source = std::move(provenance.source);
    if (provenance.verified) interval.verified = provenance.verified;
    if (may_have_window) read_window(fields, length, interval);
  } else {
    length = read_length(node, findings_);
  }
  if (!length) return std::nullopt;
  interval.length = *length;
  if (!may_be_zero && length->is_zero()) {
    findings_.add(codes::zero_interval, interval.span,
                  {{"path", interval.path}, {"interval", length->to_string()}});
  }
  return interval;
}

bool Loader::is_empty_list(const Node& node) {
  if (!node.is_sequence() || !node.items().empty()) return false;
  findings_.add(codes::empty_list_in_policy, node.span(), {{"key", node.key()}});
  return true;
}

void Loader::read_interval_into(PolicyInterval& interval, const Node* node, std::string path) {
  if (node == nullptr) return;
  if (auto read = read_interval(*node, std::move(path), defaults_, false)) {
    interval = *std::move(read);
  }
}

// One interval or a list of them, none of them twice.
std::vector<PolicyInterval> Loader::read_intervals(const Node& node, const std::string& path) {
  std::vector<PolicyInterval> list;
  const auto add = [&](const Node& item, std::string item_path) {
    auto interval = read_interval(item, std::move(item_path), defaults_, false);
    if (!interval) return;
    for (const PolicyInterval& other : list) {
      if (!(other.length == interval->length)) continue;
      findings_
          .add(codes::interval_twice, interval->span,
               {{"path", path}, {"interval", interval->length.to_string()}})
          .notes.push_back({&notes::first_here, other.span, {}});
      return;
    }
    list.push_back(*std::move(interval));
  };
  if (!node.is_sequence()) {
    add(node, path);
    return list;
  }
  std::size_t index = 0;
  for (const Node& item : node.items()) add(item, path + "[" + std::to_string(index++) + "]");
  return list;
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
