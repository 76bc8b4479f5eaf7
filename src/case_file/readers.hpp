// SPDX-License-Identifier: Apache-2.0
#pragma once
// Readers for the small values of a case file.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/codes/case_file.hpp"
#include "diagnostics/codes/model.hpp"
#include "vaern/case_file/case_file.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern::case_file::detail {

/// An opaque id with its place.
std::optional<Placed> read_placed_id(const Node& node, DiagnosticList& findings);
/// A snake_case word that a model declares, with its place.
std::optional<Placed> read_placed_word(const Node& node, DiagnosticList& findings);
/// Words, with their place.
std::optional<Placed> read_placed_text(const Node& node, DiagnosticList& findings);

/// One id or a list of them.
std::vector<Placed> read_ids(const Node* node, DiagnosticList& findings);
std::vector<Placed> read_words(const Node* node, DiagnosticList& findings);

/// A whole date or an instant.
std::optional<Moment> read_moment(const Node& node, DiagnosticList& findings);
/// The same, a month, a year, or `{from: 2026-08, precision: month}`.
std::optional<Moment> read_partial_moment(const Node& node, DiagnosticList& findings);

/// A word of a fixed list as its enum.
template <class Enum, std::size_t n>
std::optional<Enum> read_enum(const Node& node, DiagnosticList& findings,
                              const std::array<std::string_view, n>& words) {
  const auto index = read_word(node, findings, {words.begin(), words.end()});
  if (!index) return std::nullopt;
  return static_cast<Enum>(*index);
}

/// A value by `reader`, or `{missing: reason}`.
template <class T, class Reader>
Given<T> read_given(const Node* node, DiagnosticList& findings, Reader&& reader) {
  Given<T> given;
  if (node == nullptr) return given;
  given.span = node->span();
  if (node->is_mapping() && node->find("missing") != nullptr) {
    Fields fields(*node, findings);
    given.missing =
        fields.required("missing", read_missing_reason).value_or(MissingReason::not_asked);
  } else {
    given.value = reader(*node, findings);
  }
  return given;
}

}  // namespace vaern::case_file::detail
