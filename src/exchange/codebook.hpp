// SPDX-License-Identifier: Apache-2.0
#pragma once
// A codebook before it is written down.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/model_page.hpp"
#include "vaern/exchange/codebook.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

// The same in both languages.
struct Both {
  std::string en;
  std::string da;
  const std::string& in(Language language) const { return language == Language::da ? da : en; }
  bool operator==(const Both&) const = default;
};

// An answer, level or class. In a column of text it has no number.
struct CodebookValue {
  std::optional<Rational> number;
  std::string code;
  Both label;
  bool operator==(const CodebookValue&) const = default;
};

struct CodebookColumn {
  enum class Type { category, number, whole, day, text };
  // Whether the six reasons can stand in it, and as numbers or as their words alone.
  enum class Reasons { none, words, numbers };

  TableColumn column;
  std::string short_name;  // At most 32 characters, no word of Stata's own.
  Type type = Type::number;
  Both label;
  std::vector<CodebookValue> values;
  std::optional<Rational> lowest;
  std::optional<Rational> highest;
  std::optional<Rational> step;  // From the lowest.
  Reasons reasons = Reasons::none;
  std::string asked_when;  // As text of the language; empty: always.
  std::string formula;     // The same for what comes out.
  Both formula_words;
  Both note;

  // A program can put the numbers beside its values: they are whole.
  bool has_whole_values() const;
};

struct Codebook {
  const Instrument* model = nullptr;
  Both title;
  std::vector<Both> head;  // What must be said before anything else, a sentence each.
  std::vector<CodebookColumn> columns;
};

Codebook make_codebook(const Instrument& model);

// What a scale is made of, by the names of the columns: "floor(mean(sleep, fear) * 4 + 1)".
std::string formula_text(const Instrument& model, const InstrumentScale& scale,
                         const std::vector<TableColumn>& columns);

// "0.5", "-3": a point, no exponent; what has no end is written as the nearest double.
std::string decimal_text(const Rational& number);

Both missing_label(MissingReason reason);

// What stands for a missing reason in data, in the order of the reasons.
struct ReasonEntry {
  std::string word;
  std::string number;
  std::string stata;  // What Stata has in its place: ".a" to ".f".
  Both label;
};
std::vector<ReasonEntry> reason_entries();

std::string_view type_word(CodebookColumn::Type type);

std::string codebook_csv(const Codebook& book);
std::string codebook_stata(const Codebook& book, Language language);
std::string codebook_r(const Codebook& book, Language language);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
