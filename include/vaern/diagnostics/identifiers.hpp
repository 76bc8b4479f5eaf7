// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Direct identifiers of a person in free text: found so that they can be refused, and masked
/// so that no finding ever repeats one.
///
/// This is a guard against slips, not anonymisation: names and addresses are not recognised.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vaern {
inline namespace v1 {

enum class IdentifierKind : std::uint8_t {
  /// A Danish CPR number: a valid day and month (also day + 60, as replacement numbers have),
  /// two digits of year, an optional space or dash, and four digits or a replacement with
  /// letters that ends in a digit ("1AB2"). The date may be written in groups ("01.01.90-1234",
  /// digits alone at the end). No check digit: it was given up in 2007.
  cpr_number,
  email,
  /// Eight digits that do not begin with 0 or 1, in groups or not, or any number that begins
  /// with + or 00 and a country code. Dates (2026-09-10) and spans of years are not numbers.
  telephone,
};

/// A direct identifier in a text, in bytes.
struct IdentifierMatch {
  IdentifierKind kind = IdentifierKind::cpr_number;
  std::size_t offset = 0;
  std::size_t bytes = 0;

  bool operator==(const IdentifierMatch&) const = default;
};

/// Whether a text may hold one at all, at a small part of what it costs to look for it: one has an
/// '@' or seven digits. Never false where `find_identifiers` finds one.
bool may_hold_identifier(std::string_view text) noexcept;
/// Whether it holds one.
bool holds_identifier(std::string_view text);

/// What no key of a person may be: the first identifier of a text that is kept beside results.
/// A text of letters and digits, with '-' or '_' between them or not, is a made-up id and no
/// telephone number (20304050, 2025-0412, k-20304050); with other signs it may be one.
std::optional<IdentifierKind> identifier_in_key(std::string_view text);

/// All direct identifiers of `text` from left to right, none overlapping another. Linear.
std::vector<IdentifierMatch> find_identifiers(std::string_view text);

/// The text with '*' for every code point of an identifier; columns stay where they were.
std::string mask_identifiers(std::string_view text);

}  // namespace v1
}  // namespace vaern
