// SPDX-License-Identifier: Apache-2.0
#pragma once
// Words that an author should look at again in a plan of zones (P7). They only warn.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/localized_text.hpp"
#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/node.hpp"

namespace vaern::safety_plan::detail {

enum class WordList : std::uint8_t { blaming, unobservable, force, demanding };
inline constexpr std::array<std::string_view, 4> word_list_names{"blaming", "unobservable", "force",
                                                                 "demanding"};

/// The words that ship, and those that a catalogue adds under `word_lists:`.
class ZoneWords {
 public:
  ZoneWords();

  /// `{blaming: {da: [WORD, …], en: [WORD, …]}}`. A word that ends in * is a beginning.
  void read(const Node& node, DiagnosticList& findings);

  /// The first word of the list in a text of that language, in small letters; empty: none.
  std::string find(WordList list, std::string_view language, std::string_view text) const;

 private:
  struct Words {
    std::vector<std::string> da, en;
  };
  std::array<Words, 4> lists_;
};

}  // namespace vaern::safety_plan::detail
