// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A plan of zones as a document: the person's version, that of staff, and a card for one shift.
///
/// The person's version has the person's own words where there are any, and holds nothing that is
/// open. The card always has all of the zone of danger. Same plan and language: same bytes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vaern/core/localized_text.hpp"
#include "vaern/core/result.hpp"
#include "vaern/programme/assess.hpp"

namespace vaern {
inline namespace v1 {

/// Whom a copy is for. There is no discreet one: the plan is the person's own and says what it is.
enum class ZoneCopy : std::uint8_t { person, agency, card };
std::string_view to_string(ZoneCopy copy) noexcept;
std::optional<ZoneCopy> parse_zone_copy(std::string_view word) noexcept;

/// What a copy is made of; all of it must outlive the call.
struct ZoneSource {
  const CaseFile* file = nullptr;
  const Programme* programme = nullptr;
  const ZonePlan* plan = nullptr;
  AsOf when;
};

/// The lines of a card about zones: at most so many, but of the zone of danger always all. Of each
/// other zone the card says how many more there are.
inline constexpr std::size_t most_card_lines = 20;
/// Above them what is overdue, what was agreed and is off, and what strains the person: at most so
/// many, the most urgent first, health always among them.
inline constexpr std::size_t most_card_first_lines = 5;

/// A copy by its words: `person`, `agency` or `card`, as `text` or `html`; `agency` also as `json`.
/// Any other is an error.
Result<std::string> zone_copy(const ZoneSource& source, std::string_view copy,
                              std::string_view format, Language language);

/// Plain UTF-8 in lines of at most 100 code points.
std::string zone_copy_text(const ZoneSource& source, ZoneCopy copy, Language language);

/// One HTML file without scripts or links to load, for A4 and for a telephone. Every text is
/// escaped; one that is not in the page's language is marked.
std::string zone_copy_html(const ZoneSource& source, ZoneCopy copy, Language language);

}  // namespace v1
}  // namespace vaern
