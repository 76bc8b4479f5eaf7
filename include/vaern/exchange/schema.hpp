// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// JSON Schemas (draft-07) of what may be written, for editors: completion, words on hovering, and
/// a line under what `vaern check` would refuse for its keys, shapes and words.
///
/// They are about YAML as YAML 1.2 reads it, where `yes` is a word. What refers to other places or
/// other files (names, conditions, numbers that must rise) is left to `vaern check`.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/localized_text.hpp"

namespace vaern {
inline namespace v1 {

/// `instrument`, `wording`, `policy`, `catalogue`, `programme`, `calendar`, `case`, `responses`;
/// and `record`, the lasting form of a score, which vaern writes and nobody else.
std::vector<std::string> schema_kinds();

/// The schema of one of these kinds, with its descriptions in one language; of "", one that looks
/// at the head of a document and picks the kind. Nothing where there is no such kind. Always the
/// same bytes, with a line feed at the end.
std::optional<std::string> schema_json(std::string_view kind, Language language);

}  // namespace v1
}  // namespace vaern
