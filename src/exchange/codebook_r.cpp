// SPDX-License-Identifier: Apache-2.0
// A codebook as an R script: a list of what the columns are, and a function that gives a data frame
// its factors, labels and missing values, and checks it. Base R alone.
#include "exchange/codebook.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : one_line(std::string(text))) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

constexpr std::string_view function = R"r(
vaern_labelled <- function(data, reasons = FALSE) {
  for (name in intersect(names(vaern_codebook), names(data))) {
    book <- vaern_codebook[[name]]
    given <- data[[name]]
    words <- trimws(as.character(given))
    words[is.na(given)] <- ""
    reason <- rep(NA_character_, length(words))
    if (book$missing) {
      reason <- vaern_missing$code[match(words, vaern_missing$code)]
      if (book$missing_numbers) {
        as_number <- vaern_missing$code[match(words, as.character(vaern_missing$number))]
        reason[is.na(reason)] <- as_number[is.na(reason)]
      }
    }
    is_open <- words == "" | !is.na(reason)
    numbers <- suppressWarnings(as.numeric(words))
    bad <- FALSE
    if (book$type == "category") {
      at <- match(words, book$values$code)
      said <- vaern_yes_no[words]
      at <- ifelse(is.na(at) & !is.na(said), match(said, book$values$code), at)
      by_number <- match(round(numbers, 6), round(book$values$number, 6), incomparables = NA)
      at <- ifelse(is.na(at), by_number, at)
      bad <- is.na(at) & !is_open
      values <- factor(book$values$label[at], levels = book$values$label, ordered = book$ordered)
    } else if (book$type %in% c("number", "whole")) {
      bad <- is.na(numbers) & !is_open
      values <- ifelse(is_open, NA, numbers)
      is_outside <- values < book$range[1] - 1e-6 | values > book$range[2] + 1e-6
      bad <- bad | (!is.na(values) & is_outside)
      if (!is.na(book$step)) {
        steps <- (values - book$range[1]) / book$step
        bad <- bad | (!is.na(values) & abs(steps - round(steps)) > 1e-6)
      }
    } else {
      values <- given
    }
    if (any(bad)) {
      stop("column ", name, ": ", sum(bad), " rows hold something that is no answer; the first is row ",
           which(bad)[1], call. = FALSE)
    }
    attr(values, "label") <- book$label
    data[[name]] <- values
    if (reasons && any(!is.na(reason))) {
      data[[paste0(name, "_reason")]] <-
        factor(vaern_missing$label[match(reason, vaern_missing$code)], levels = vaern_missing$label)
    }
  }
  data
}
)r";

class Writer {
 public:
  Writer(const Codebook& book, Language language) : book_(book), language_(language) {}

  std::string write() {
    comment(book_.title.in(language_) + " (" + book_.model->reference() + ")");
    for (const Both& line : book_.head) comment(line.in(language_));
    comment(
        tell("In R: source(\"codebook.R\", encoding = \"UTF-8\"), then vaern_labelled(data). "
             "With reasons = TRUE a column NAME_reason says why an answer is missing.",
             "I R: source(\"codebook.R\", encoding = \"UTF-8\"), derefter vaern_labelled(data). "
             "Med reasons = TRUE siger en kolonne NAVN_reason, hvorfor et svar mangler."));
    missing();
    out_ +=
        "\nvaern_yes_no <- c(ja = \"yes\", true = \"yes\", True = \"yes\", \"TRUE\" = \"yes\",\n"
        "                  nej = \"no\", false = \"no\", False = \"no\", \"FALSE\" = \"no\")\n";
    out_ += "\nvaern_codebook <- list(\n";
    for (std::size_t i = 0; i < book_.columns.size(); ++i) {
      write(book_.columns[i]);
      out_ += i + 1 == book_.columns.size() ? "\n" : ",\n";
    }
    out_ += ")\n";
    out_ += function;
    return std::move(out_);
  }

 private:
  std::string tell(std::string_view en, std::string_view da) const {
    return std::string(say(language_, en, da));
  }

  void comment(const std::string& text) { out_ += "# " + one_line(text) + "\n"; }

  static std::string vector(const std::vector<std::string>& parts) {
    return "c(" + join(parts, ", ") + ")";
  }

  void missing() {
    std::vector<std::string> codes;
    std::vector<std::string> numbers;
    std::vector<std::string> labels;
    for (const ReasonEntry& reason : reason_entries()) {
      codes.push_back(quoted(reason.word));
      numbers.push_back(reason.number);
      labels.push_back(quoted(reason.label.in(language_)));
    }
    out_ += "\nvaern_missing <- list(\n  code = " + vector(codes) +
            ",\n  number = " + vector(numbers) + ",\n  label = " + vector(labels) + "\n)\n";
  }

  bool is_ordered(const CodebookColumn& column) const {
    using Kind = TableColumn::Kind;
    const Kind kind = column.column.kind;
    if (kind == Kind::level || kind == Kind::level_low || kind == Kind::level_high) return true;
    if (kind != Kind::item) return false;
    const AnswerSet* set = book_.model->find_set(book_.model->items()[column.column.index].set);
    return set != nullptr && set->is_ordered;
  }

  /// Labels of a factor must differ; where two are the same their codes stand behind them.
  std::vector<std::string> labels_of(const CodebookColumn& column) const {
    std::vector<std::string> labels;
    for (const CodebookValue& value : column.values) {
      std::string label = value.label.in(language_);
      for (const CodebookValue& other : column.values) {
        if (&other != &value && other.label.in(language_) == label) {
          label += " (" + value.code + ")";
          break;
        }
      }
      labels.push_back(quoted(label));
    }
    return labels;
  }

  void write(const CodebookColumn& column) {
    for (const std::string* more :
         {&column.formula, &column.formula_words.in(language_), &column.note.in(language_)}) {
      if (more->empty()) continue;
      out_ += "  ";
      comment(*more);
    }
    const auto truth = [](bool is_so) { return is_so ? "TRUE" : "FALSE"; };
    out_ += "  " + quoted(column.column.name) + " = list(\n";
    out_ += "    label = " + quoted(column.label.in(language_)) + ",\n";
    out_ += "    type = " + quoted(type_word(column.type));
    if (!column.values.empty()) {
      std::vector<std::string> codes;
      std::vector<std::string> numbers;
      for (const CodebookValue& value : column.values) {
        codes.push_back(quoted(value.code));
        numbers.push_back(value.number ? decimal_text(*value.number) : "NA");
      }
      out_ += ", ordered = " + std::string(truth(is_ordered(column)));
      out_ += ",\n    values = list(code = " + vector(codes) + ", number = " + vector(numbers) +
              ",\n      label = " + vector(labels_of(column)) + ")";
    }
    if (column.lowest) {
      out_ += ", range = " + vector({decimal_text(*column.lowest), decimal_text(*column.highest)});
      out_ += ", step = " + (column.step ? decimal_text(*column.step)
                             : column.type == CodebookColumn::Type::whole ? "1"
                                                                          : "NA");
    }
    using Reasons = CodebookColumn::Reasons;
    out_ += ",\n    missing = " + std::string(truth(column.reasons != Reasons::none));
    out_ +=
        ", missing_numbers = " + std::string(truth(column.reasons == Reasons::numbers)) + "\n  )";
  }

  const Codebook& book_;
  Language language_;
  std::string out_;
};

}  // namespace

std::string codebook_r(const Codebook& book, Language language) {
  return Writer(book, language).write();
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
