// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "diagnostics/codes/table.hpp"
#include "vaern/core/decimal.hpp"
#include "vaern/instrument/columns.hpp"
#include "vaern/table/columns.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr std::uint16_t nothing = 0xFFFF;
constexpr std::int64_t largest_window = 1 << 16U;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& letter : result) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return result;
}

/// "0,5" as "0.5"; nothing else of a decimal changes.
std::optional<Rational> parse_cell(std::string_view text) {
  if (text.size() > 20) return std::nullopt;
  std::string point(text);
  const auto comma = point.find(',');
  if (comma != std::string::npos) {
    if (point.find('.') != std::string::npos) return std::nullopt;
    point[comma] = '.';
  }
  return parse_decimal(point);
}

}  // namespace

/// A number however it is written, or else a word.
void AnswerMap::add(const std::string& written, Code code, bool is_missing,
                    DiagnosticList& findings) {
  const auto number = parse_cell(written);
  const bool is_same = number ? numbers_.emplace(*number, code).first->second == code
                              : words_.emplace(written, code).first->second == code;
  if (is_same) return;
  findings.add_at_path(is_missing ? codes::missing_code_is_answer : codes::answer_code_twice,
                       "/columns/" + name_, {{"value", written}, {"name", name_}});
}

void AnswerMap::add_answers(const Instrument& instrument, DiagnosticList& findings) {
  const InputOrigin& origin = instrument.origin(input_);
  const auto add_answer = [&](const std::string& written, std::size_t code) {
    add(written, static_cast<Code>(code), false, findings);
  };
  const Item* item =
      origin.kind == InputOrigin::Kind::item ? &instrument.items()[origin.index] : nullptr;
  if (item != nullptr && item->type == ItemType::options) {
    const std::vector<Option>& options = instrument.find_set(item->set)->options;
    const auto points = table_numbers(instrument, *item);
    takes_numbers_ = points.has_value();
    for (std::size_t c = 0; c < options.size(); ++c) {
      add_answer(options[c].code, c);
      allowed_ += (c == 0 ? "" : ", ") + options[c].code;
      if (!points) continue;
      add_answer((*points)[c].to_string(), c);
      allowed_ += " (" + (*points)[c].to_string() + ")";
    }
    return;
  }
  const bool is_number = origin.kind == InputOrigin::Kind::earlier ||
                         (item != nullptr && item->type == ItemType::number);
  if (is_number) {
    const std::vector<Rational>& values = instrument.program().program().inputs[input_].values;
    for (std::size_t c = 0; c < values.size(); ++c) add_answer(values[c].to_string(), c);
    allowed_ = values.front().to_string() + "-" + values.back().to_string();
    return;
  }
  takes_truths_ = true;
  for (const char* no : {"no", "nej", "false", "0"}) add_answer(no, 0);
  for (const char* yes : {"yes", "ja", "true", "1"}) add_answer(yes, 1);
  allowed_ = "no (0), yes (1)";
}

AnswerMap::AnswerMap(const Instrument& instrument, InputId input,
                     const std::vector<MissingCode>& missing,
                     const std::vector<AnswerCode>& answers, DiagnosticList& findings)
    : input_(input),
      name_(instrument.program().program().inputs[input].name),
      size_(instrument.program().program().inputs[input].size) {
  for (const AnswerCode& answer : answers) {  // the caller's own, and none beside them
    add(answer.written, answer.code, false, findings);
    allowed_ += (allowed_.empty() ? "" : ", ") + answer.written;
  }
  takes_numbers_ = answers.empty() || !numbers_.empty();
  if (answers.empty()) add_answers(instrument, findings);
  for (const MissingCode& each : missing) {
    add(each.written, code_for(each.reason), true, findings);
  }
  // As codebooks write them, where the word is no answer and has no other meaning.
  for (std::size_t i = 0; i < missing_reason_words.size(); ++i) {
    words_.emplace(missing_reason_words[i], code_for(static_cast<MissingReason>(i)));
  }
  words_.emplace("", missing_code);
  make_tables();
}

void AnswerMap::make_tables() {
  // Whole numbers near each other are found at once.
  for (const auto& [number, code] : numbers_) {
    if (!number.is_integer()) {
      fractions_.emplace_back(number.to_double(), code);
      continue;
    }
    const std::int64_t whole = number.numerator();
    if (window_.empty()) first_ = whole;
    if (whole - first_ >= largest_window) continue;
    window_.resize(static_cast<std::size_t>(whole - first_) + 1, nothing);
    window_.back() = code;
  }
  for (std::size_t number = 0; number < bytes_.size(); ++number) {
    const auto known = of_integer(static_cast<std::int64_t>(number));
    const bool is_missing = !known && number >= first_missing_code;
    bytes_[number] = known ? *known : is_missing ? static_cast<std::uint16_t>(number) : nothing;
    const char letter = static_cast<char>(number);
    letters_[number] = nothing;
    if (number >= '0' && number <= '9') {
      const auto digit = of_integer(static_cast<std::int64_t>(number) - '0');
      if (digit) letters_[number] = *digit;
    }
    const auto word = words_.find(std::string_view(&letter, 1));
    if (word != words_.end()) letters_[number] = word->second;
  }
}

std::optional<Code> AnswerMap::of_integer(std::int64_t number) const {
  if (number >= first_ && number - first_ < static_cast<std::int64_t>(window_.size())) {
    const std::uint16_t code = window_[static_cast<std::size_t>(number - first_)];
    if (code != nothing) return static_cast<Code>(code);
    return std::nullopt;
  }
  const auto found = numbers_.find(Rational(number));
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Code> AnswerMap::of_number(double number) const {
  if (std::abs(number) < 9e15 && number == std::floor(number)) {
    return of_integer(static_cast<std::int64_t>(number));
  }
  const auto found = std::lower_bound(fractions_.begin(), fractions_.end(), number,
                                      [](const auto& each, double at) { return each.first < at; });
  if (found == fractions_.end() || found->first != number) return std::nullopt;
  return found->second;
}

std::optional<Code> AnswerMap::of_byte(std::uint8_t number) const {
  const std::uint16_t code = bytes_[number];
  return code == nothing ? std::nullopt : std::optional(static_cast<Code>(code));
}

std::optional<Code> AnswerMap::of_short_number(float number) const {
  for (const auto& [fraction, code] : fractions_) {
    if (static_cast<float>(fraction) == number) return code;
  }
  return std::nullopt;
}

std::optional<Code> AnswerMap::of_text(std::string_view text) const {
  if (text.size() == 1) {
    const std::uint16_t code = letters_[static_cast<unsigned char>(text.front())];
    if (code != nothing) return static_cast<Code>(code);
  }
  auto word = words_.find(text);
  if (word == words_.end() && takes_truths_) word = words_.find(lower(text));
  if (word != words_.end()) return word->second;
  const auto number = parse_cell(text);
  if (!number) return std::nullopt;
  const auto found = numbers_.find(*number);
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace v1
}  // namespace vaern
