// SPDX-License-Identifier: Apache-2.0
#pragma once
// Words that an author should look at again, in catalogues of both shapes (P7). They only warn.

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "safety_plan/word_match.hpp"
#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/node.hpp"

namespace vaern::safety_plan::detail {

enum class WordList : std::uint8_t { blaming, unobservable, force, demanding };
inline constexpr std::array<std::string_view, 4> word_list_names{"blaming", "unobservable", "force",
                                                                 "demanding"};

/// Words of one list and language that ship, all for one reason.
struct ShippedWords {
  WordList list;
  const char* language;
  const NoteInfo* instead;  ///< What to write.
  std::vector<const char*> words;
};
const std::vector<ShippedWords>& shipped_words();

/// The words that ship and those of a catalogue, without those that it leaves out.
class Words {
 public:
  Words();

  /// `words: {LIST: {LANGUAGE: [WORD, {leave_out: WORD, because: TEXT}]}}`, of these lists.
  void read(const Node& node, std::span<const WordList> lists, DiagnosticList& findings);

  /// A finding at every word of the list in a TEXT, or in each TEXT of a list. Of words that
  /// overlap the first, and of those that begin together the longest.
  void check(const Node& text, WordList list, DiagnosticList& findings) const;

 private:
  struct Word {
    WordPattern pattern;
    const NoteInfo* instead = nullptr;  // null: what the code says
  };
  using Languages = std::map<std::string, std::vector<Word>, std::less<>>;

  static void add(const Node& node, std::vector<Word>& words, DiagnosticList& findings);
  static void leave_out(const Node& node, std::string_view list, std::vector<Word>& words,
                        DiagnosticList& findings);
  Languages& of(WordList list) { return lists_[static_cast<std::size_t>(list)]; }

  std::array<Languages, word_list_names.size()> lists_;
};

}  // namespace vaern::safety_plan::detail
