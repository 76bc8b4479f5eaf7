// SPDX-License-Identifier: Apache-2.0
// A codebook as a Stata do-file: labels, value labels, missing codes and checks for the data in
// memory, whether a column holds words or numbers.
#include <map>

#include "exchange/codebook.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) {
    text.replace(at, what.size(), by);
  }
}

/// What comments and strings share: one line, and no mark that opens or ends a comment.
std::string without_comments(std::string text) {
  text = one_line(std::move(text));
  replace_all(text, "*/", "* /");
  replace_all(text, "/*", "/ *");
  replace_all(text, "//", "/ /");
  return text;
}

/// A string in compound quotes. A macro would begin at ` and $, which a backslash holds off, as it
/// does itself. Quotes that could end the string early are written as typographic ones.
std::string quoted(std::string_view of) {
  const std::string text = without_comments(std::string(of));
  const bool is_risky = text.find("\"'") != std::string::npos ||
                        text.find("`\"") != std::string::npos || text.ends_with('"') ||
                        text.starts_with('"');
  std::string out = "`\"";
  for (const char c : text) {
    if (c == '"' && is_risky) {
      out += "”";
      continue;
    }
    if (c == '`' || c == '$' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"'";
}

std::string shortened(const std::string& text, std::size_t most) {
  if (count_code_points(text) <= most) return text;
  std::string out;
  for (std::size_t at = 0, count = 0; count + 1 < most; ++count) {
    const std::size_t bytes = code_point_at(text, at).bytes;
    out.append(text, at, bytes);
    at += bytes;
  }
  return out + "…";
}

/// Works on words and on numbers: `vaern_numbers NAME yes 1 no 0 refused .d`.
constexpr std::string_view numbers_program = R"do(capture program drop vaern_numbers
program define vaern_numbers
  gettoken name 0 : 0
  capture confirm string variable `name'
  if _rc exit
  tempvar number
  quietly generate double `number' = real(strtrim(`name'))
  while strtrim(`"`0'"') != "" {
    gettoken code 0 : 0
    gettoken value 0 : 0
    quietly replace `number' = `value' if strtrim(`name') == `"`code'"'
  }
  quietly count if `number' == . & !inlist(strtrim(`name'), "", ".")
  if r(N) > 0 {
    display as error "`name': " r(N) " rows hold something that is no answer"
    exit 459
  }
  order `number', after(`name')
  drop `name'
  rename `number' `name'
end
)do";

class Writer {
 public:
  Writer(const Codebook& book, Language language) : book_(book), language_(language) {}

  std::string write() {
    comment(book_.title.in(language_) + " (" + book_.model->reference() + ")");
    for (const Both& line : book_.head) comment(line.in(language_));
    comment(
        tell("Labels, recodes and checks the data in memory. Run it after the data were read, "
             "as by: import delimited using \"table.csv\", encoding(utf-8) case(preserve) "
             "varnames(1)",
             "Sætter betegnelser på data i hukommelsen, omkoder og kontrollerer dem. Kør den, "
             "når data er læst ind, som med: import delimited using \"table.csv\", "
             "encoding(utf-8) case(preserve) varnames(1)"));
    out_ += "version 14\n\n";
    out_ += numbers_program;
    missing();
    for (const CodebookColumn& column : book_.columns) write(column);
    return std::move(out_);
  }

 private:
  std::string tell(std::string_view en, std::string_view da) const {
    return std::string(say(language_, en, da));
  }

  void comment(const std::string& of) {
    std::string text = without_comments(of);
    replace_all(text, "`", "'");
    out_ += "* " + text + "\n";
  }

  void missing() {
    out_ += "\n";
    comment(tell("Missing answers: a word or a number in the data, and what it becomes",
                 "Manglende svar: et ord eller et tal i data, og hvad det bliver til"));
    for (const ReasonEntry& reason : reason_entries()) {
      comment("  " + reason.word + ", " + reason.number + ": " + reason.stata + ", " +
              reason.label.in(language_));
    }
  }

  /// The labels of a column's values; columns with the same ones share them.
  std::string label_name(const CodebookColumn& column) {
    std::string lines;
    const auto add = [&](const std::string& number, const std::string& label) {
      lines += "label define @ " + number + " " + quoted(label) + ", modify\n";
    };
    if (column.has_whole_values()) {
      for (const CodebookValue& value : column.values) {
        add(value.number ? decimal_text(*value.number) : ".o", value.label.in(language_));
      }
    }
    if (column.reasons != CodebookColumn::Reasons::none) {
      for (const ReasonEntry& reason : reason_entries()) {
        add(reason.stata, reason.label.in(language_));
      }
    }
    if (lines.empty()) return {};
    const auto [known, is_new] =
        labels_.try_emplace(lines, "vaern_" + std::to_string(labels_.size() + 1));
    if (is_new) {
      std::string named = lines;
      replace_all(named, "@", known->second);
      out_ += "capture label drop " + known->second + "\n" + named;
    }
    return known->second;
  }

  void write(const CodebookColumn& column) {
    const std::string& name = column.short_name;
    out_ += "\n";
    comment(column.column.name + ": " + column.label.in(language_));
    if (column.column.name != name) {
      comment(tell("In Stata its name is ", "I Stata er dens navn ") + name);
    }
    for (const std::string* more :
         {&column.formula_words.in(language_), &column.note.in(language_)}) {
      if (!more->empty()) comment(*more);
    }
    if (!column.has_whole_values()) {
      comment(tell("Stata labels whole numbers only: ", "Stata kan kun navngive hele tal: ") +
              values_in_words(column));
    }
    const std::string labels = label_name(column);
    out_ += "capture confirm variable " + name + ", exact\nif !_rc {\n";
    numbers(column);
    const std::string& label = column.label.in(language_);
    constexpr std::size_t longest_label = 80;
    line("label variable " + name + " " + quoted(shortened(label, longest_label)));
    if (count_code_points(label) > longest_label) {
      line("char " + name + "[label] " + quoted(label));
    }
    if (!labels.empty()) line("label values " + name + " " + labels);
    checks(column);
    out_ += "}\nelse display as text " + quoted(tell("no column ", "ingen kolonne ") + name) + "\n";
  }

  std::string values_in_words(const CodebookColumn& column) const {
    std::vector<std::string> parts;
    for (const CodebookValue& value : column.values) {
      if (!value.number) continue;
      parts.push_back(decimal_text(*value.number) + " " + value.label.in(language_));
    }
    return join(parts, ", ");
  }

  void line(const std::string& text) { out_ += "  " + text + "\n"; }

  /// Words become numbers, and the numbers of missing reasons extended missing values.
  void numbers(const CodebookColumn& column) {
    using Type = CodebookColumn::Type;
    if (column.type == Type::text || column.type == Type::day) return;
    std::string words;
    for (const CodebookValue& value : column.values) {
      words += " " + value.code + " " + (value.number ? decimal_text(*value.number) : ".o");
      // What Python, R and spreadsheets write for yes and no.
      if (value.code == "yes" && value.number == Rational(1)) {
        words += " ja 1 true 1 True 1 TRUE 1";
      }
      if (value.code == "no" && value.number == Rational(0)) {
        words += " nej 0 false 0 False 0 FALSE 0";
      }
    }
    std::string recoded;
    if (column.reasons != CodebookColumn::Reasons::none) {
      for (const ReasonEntry& reason : reason_entries()) {
        words += " " + reason.word + " " + reason.stata;
        recoded += " (" + reason.number + " = " + reason.stata + ")";
      }
    }
    line("vaern_numbers " + column.short_name + words);
    if (column.reasons == CodebookColumn::Reasons::numbers) {
      line("quietly recode " + column.short_name + recoded);
    }
  }

  void checks(const CodebookColumn& column) {
    const std::string& name = column.short_name;
    if (!column.values.empty()) {
      // A float column holds 0.1 as the nearest float; of whole numbers both are the same.
      const bool is_whole = column.has_whole_values();
      std::string any;
      for (const CodebookValue& value : column.values) {
        if (!value.number) continue;
        const std::string number = decimal_text(*value.number);
        any += (any.empty() ? "" : " | ") +
               (is_whole ? name + " == " + number : "abs(" + name + " - " + number + ") < 1e-6");
      }
      line("assert " + any + " | missing(" + name + ")");
      return;
    }
    if (!column.lowest) return;
    const std::string low = decimal_text(*column.lowest);
    const std::string high = decimal_text(*column.highest);
    const bool is_whole = column.type == CodebookColumn::Type::whole;
    line("assert " +
         (is_whole ? "inrange(" + name + ", " + low + ", " + high + ")"
                   : "inrange(" + name + ", " + low + " - 1e-6, " + high + " + 1e-6)") +
         " | missing(" + name + ")");
    if (is_whole && (!column.step || *column.step == Rational(1))) {
      line("assert " + name + " == floor(" + name + ") | missing(" + name + ")");
    } else if (column.step) {
      const std::string steps =
          "(" + name + " - " + "(" + low + ")) / " + decimal_text(*column.step);
      line("assert abs(" + steps + " - round(" + steps + ")) < 1e-6 | missing(" + name + ")");
    }
  }

  const Codebook& book_;
  Language language_;
  std::string out_;
  std::map<std::string, std::string> labels_;
};

}  // namespace

std::string codebook_stata(const Codebook& book, Language language) {
  return Writer(book, language).write();
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
