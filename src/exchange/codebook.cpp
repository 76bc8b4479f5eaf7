// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include "exchange/codebook_maker.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

using Kind = TableColumn::Kind;
using Type = CodebookColumn::Type;
using Reasons = CodebookColumn::Reasons;

class Maker : CodebookResults {
 public:
  using CodebookResults::CodebookResults;

  Codebook make() {
    Codebook book;
    book.model = &model_;
    book.title = text(model_.head().title, model_.head().id);
    book.head = head();
    for (const TableColumn& each : columns_) {
      CodebookColumn made = column(each);
      made.short_name = short_name(each.name);
      book.columns.push_back(std::move(made));
    }
    return book;
  }

 private:
  std::vector<Both> head() const {
    std::vector<Both> lines;
    for (Both notice : {both([](const ModelWords& words) { return status_notice(words); }),
                        both([](const ModelWords& words) { return wording_notice(words); })}) {
      if (!notice.en.empty()) lines.push_back(std::move(notice));
    }
    const std::string meaning = model_.meaning().to_string();
    lines.push_back(said("Fingerprint of the meaning: " + meaning + ".",
                         "Fingeraftryk af betydningen: " + meaning + "."));
    if (model_.without_sensitive() != nullptr) {
      lines.push_back(said("Some questions are sensitive; these columns are with their answers.",
                           "Nogle spørgsmål er følsomme; kolonnerne her er med svarene på dem."));
    }
    return lines;
  }

  /// Stata takes 32 characters and has words of its own.
  std::string short_name(const std::string& name) {
    constexpr std::size_t longest = 32;
    static constexpr std::array<std::string_view, 9> taken{"byte", "double", "float", "if",  "in",
                                                           "int",  "long",   "using", "with"};
    const bool is_string_type =
        name == "strl" || (name.size() > 3 && name.starts_with("str") &&
                           name.find_first_not_of("0123456789", 3) == std::string::npos);
    const bool is_taken =
        is_string_type || std::find(taken.begin(), taken.end(), name) != taken.end();
    const std::string wish = name + (is_taken ? "_" : "");
    std::string free = wish.substr(0, longest);
    for (int i = 2; !short_names_.insert(free).second; ++i) {
      const std::string number = "_" + std::to_string(i);
      free = wish.substr(0, longest - number.size()) + number;
    }
    return free;
  }

  CodebookColumn column(const TableColumn& of) const {
    CodebookColumn made;
    made.column = of;
    switch (of.kind) {
      case Kind::item:
        item(made, model_.items()[of.index]);
        break;
      case Kind::within:
      case Kind::habitual:
        second(made, model_.items()[of.index]);
        break;
      case Kind::earlier:
        earlier(made, model_.earlier()[of.index]);
        break;
      case Kind::assessed:
        made.type = Type::day;
        made.label = said("Day of the assessment", "Dagen for vurderingen");
        made.note =
            said("As 2026-09-30. It chooses the norm.", "Som 2026-09-30. Den vælger normen.");
        break;
      default:
        describe(made);
        break;
    }
    return made;
  }

  /// A number of the reasons must be none of the column's own.
  static void set_reasons(CodebookColumn& made) {
    std::vector<Rational> own;
    for (const CodebookValue& value : made.values) {
      if (value.number) own.push_back(*value.number);
    }
    if (made.lowest) own.insert(own.end(), {*made.lowest, *made.highest});
    const Rational least(missing_number(MissingReason::omitted));
    const Rational greatest(missing_number(MissingReason::not_asked));
    const bool is_apart = own.empty() || *std::min_element(own.begin(), own.end()) > greatest ||
                          *std::max_element(own.begin(), own.end()) < least;
    made.reasons = is_apart ? Reasons::numbers : Reasons::words;
  }

  void item(CodebookColumn& made, const Item& item) const {
    made.label = both([&](const ModelWords& words) { return words.label(item).text; });
    made.note = both([&](const ModelWords& words) { return question_notes(words, item); });
    if (item.asked_when != nullptr) made.asked_when = to_text(*item.asked_when);
    if (item.type == ItemType::yes_no) {
      set_yes_no(made);
    } else if (item.type == ItemType::number) {
      set_range(made, item.from, item.to, item.step);
    } else {
      options(made, item);
    }
    set_reasons(made);
  }

  void options(CodebookColumn& made, const Item& item) const {
    const auto numbers = table_numbers(model_, item);
    made.type = Type::category;
    for (const Option& option : model_.find_set(item.set)->options) {
      const std::size_t position = made.values.size();
      const Rational number =
          numbers ? (*numbers)[position] : Rational(static_cast<std::int64_t>(position + 1));
      made.values.push_back({number, option.code, both([&](const ModelWords& words) {
                               return words.answer(item, option).text;
                             })});
    }
    if (numbers) return;
    const Both own = said(
        "The numbers are this codebook's own, in the order of the options: a table that has them "
        "is scored with answers=, which says what each of them means",
        "Tallene er kodebogens egne, i svarmulighedernes rækkefølge: en tabel med dem beregnes med "
        "answers=, som siger, hvad hvert af dem betyder");
    made.note = made.note.en.empty() ? own : behind(behind(own, said("; ", "; ")), made.note);
  }

  void second(CodebookColumn& made, const Item& item) const {
    const InputId input = made.column.kind == Kind::within ? *item.within : *item.habitual;
    set_yes_no(made);
    set_reasons(made);
    made.label = both([&](const ModelWords& words) {
      return words.label(item).text + words.second_question(item, input);
    });
    made.asked_when = item.id;
    made.note = both([&](const ModelWords& words) {
      return words.tell("second question, after a yes to ", "andet spørgsmål, efter ja til ") +
             words.questions({&item});
    });
  }

  void earlier(CodebookColumn& made, const EarlierInput& input) const {
    set_range(made, input.from, input.to, input.step);
    made.label = text(input.text, input.id);
    made.formula_words =
        both([&](const ModelWords& words) { return capitalised(words.earlier(input)) + "."; });
    made.note = said("Empty: there is no earlier assessment to take it from",
                     "Tom: der er ingen tidligere vurdering at tage den fra");
  }

  std::set<std::string> short_names_;
};

}  // namespace

bool CodebookColumn::has_whole_values() const {
  return std::all_of(values.begin(), values.end(), [](const CodebookValue& value) {
    return !value.number || value.number->is_integer();
  });
}

Codebook make_codebook(const Instrument& model) { return Maker(model).make(); }

Both missing_label(MissingReason reason) {
  return {instrument::detail::missing_words(reason, Language::en),
          instrument::detail::missing_words(reason, Language::da)};
}

std::vector<ReasonEntry> reason_entries() {
  std::vector<ReasonEntry> entries;
  for (std::size_t i = 0; i < missing_reason_words.size(); ++i) {
    const auto reason = static_cast<MissingReason>(i);
    entries.push_back({std::string(to_string(reason)),
                       std::to_string(missing_number(reason)),
                       {'.', static_cast<char>('a' + i)},
                       missing_label(reason)});
  }
  return entries;
}

std::string_view type_word(CodebookColumn::Type type) {
  switch (type) {
    case Type::category:
      return "category";
    case Type::number:
      return "number";
    case Type::whole:
      return "whole";
    case Type::day:
      return "date";
    case Type::text:
      break;
  }
  return "text";
}

}  // namespace exchange::detail

std::optional<CodebookFormat> parse_codebook_format(std::string_view word) noexcept {
  if (word == "csv") return CodebookFormat::csv;
  if (word == "stata") return CodebookFormat::stata;
  if (word == "r") return CodebookFormat::r;
  return std::nullopt;
}

std::string codebook(const Instrument& instrument, CodebookFormat format, Language language) {
  using namespace exchange::detail;
  const Codebook book = make_codebook(instrument);
  switch (format) {
    case CodebookFormat::csv:
      return codebook_csv(book);
    case CodebookFormat::stata:
      return codebook_stata(book, language);
    case CodebookFormat::r:
      break;
  }
  return codebook_r(book, language);
}

}  // namespace v1
}  // namespace vaern
