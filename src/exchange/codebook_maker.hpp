// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the makers of a codebook's columns share.

#include "exchange/codebook.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

class CodebookMaker {
 public:
  explicit CodebookMaker(const Instrument& model)
      : model_(model),
        columns_(table_columns(model)),
        en_(model, Language::en, nullptr),
        da_(model, Language::da, nullptr) {}

 protected:
  // The same said in both languages.
  template <class Words>
  Both both(const Words& words) const {
    return {words(en_), words(da_)};
  }
  Both text(const LocalizedText& text, std::string_view id) const {
    return both([&](const ModelWords& words) { return words.text(text, id); });
  }
  static Both said(std::string_view en, std::string_view da) {
    return {std::string(en), std::string(da)};
  }
  static Both behind(const Both& first, const Both& second) {
    return {first.en + second.en, first.da + second.da};
  }

  static void set_yes_no(CodebookColumn& made) {
    made.type = CodebookColumn::Type::category;
    made.values = {{Rational(0), "no", said("no", "nej")}, {Rational(1), "yes", said("yes", "ja")}};
  }

  // One more value, whose number is its position.
  static void add_value(CodebookColumn& made, std::string code, Both label) {
    const Rational number(static_cast<std::int64_t>(made.values.size()));
    made.values.push_back({number, std::move(code), std::move(label)});
  }

  static void set_range(CodebookColumn& made, const Rational& from, const Rational& to,
                        const Rational& step) {
    made.type = from.is_integer() && step.is_integer() ? CodebookColumn::Type::whole
                                                       : CodebookColumn::Type::number;
    made.lowest = from;
    made.highest = to;
    made.step = step;
  }

  const Instrument& model_;
  std::vector<TableColumn> columns_;
  ModelWords en_;
  ModelWords da_;
};

// What comes out: scales, levels, rules, flags, classes, what is missing.
class CodebookResults : protected CodebookMaker {
 protected:
  using CodebookMaker::CodebookMaker;
  // `made.column` says which; the rest is filled in.
  void describe(CodebookColumn& made) const;

 private:
  static void set_count(CodebookColumn& made, std::size_t most);
  static void set_truth(CodebookColumn& made);
  static Both lowest(const Both& name);
  static Both highest(const Both& name);
  void scale(CodebookColumn& made, const InstrumentScale& scale) const;
  const Levels& levels_of(std::uint32_t outcome) const;
  const std::vector<Rule>& rules_of(std::uint32_t outcome) const;
  void level(CodebookColumn& made, const Levels& levels) const;
  std::string level_words(const ModelWords& words, const Levels& levels) const;
  std::string level_text(const Levels& levels, std::uint32_t outcome) const;
  void rule(CodebookColumn& made, const Levels& levels, const Rule& rule) const;
  void flag(CodebookColumn& made, const Flag& flag) const;
  void gate(CodebookColumn& made, const Gate& gate) const;
  void classes(CodebookColumn& made, const InstrumentClasses& classes) const;
  void missing(CodebookColumn& made) const;
};

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
