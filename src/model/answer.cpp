// SPDX-License-Identifier: Apache-2.0
#include "vaern/model/answer.hpp"

#include <utility>

#include "diagnostics/codes/model.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {
namespace {

// What was meant as a yes, a no or a number and is not: its own reader says what is wrong.
bool is_meant_as_yes_no(const Node& node) {
  if (!node.is_plain()) return false;
  std::string lower = node.text();
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  for (std::string_view word : {"true", "false", "yes", "no", "on", "off", "ja", "nej"}) {
    if (lower == word) return true;
  }
  return false;
}

bool is_meant_as_number(const Node& node) {
  const std::string& text = node.text();
  if (!node.is_plain() || text.empty()) return false;
  return text.find_first_of("0123456789") <= 1 && text.find_first_of("0123456789+-.") == 0;
}

bool read_value(const Node& node, RawAnswer& answer, DiagnosticList& findings) {
  if (!expect_scalar(node, findings)) return false;
  answer.text = node.text();
  if (const auto yes = as_yes_no(node)) {
    answer.kind = RawAnswer::Kind::yes_no;
    answer.yes = *yes;
    return true;
  }
  if (const auto number = as_decimal(node)) {
    answer.kind = RawAnswer::Kind::number;
    answer.number = number;
    return true;
  }
  if (is_meant_as_yes_no(node)) {
    read_yes_no(node, findings);
    return false;
  }
  if (is_meant_as_number(node)) {
    read_decimal(node, findings);
    return false;
  }
  if (parse_missing_reason(node.text())) {
    findings.add(codes::reason_as_answer, node.span(),
                 {{"word", node.text()}, {"form", "{missing: " + node.text() + "}"}});
    return false;
  }
  if (!has_id_form(node.text())) {
    findings.add(codes::not_an_answer, node.span(), {{"text", node.text()}});
    return false;
  }
  answer.kind = RawAnswer::Kind::code;
  return true;
}

std::optional<RawAnswer::Within> read_within(const Node& node, DiagnosticList& findings) {
  RawAnswer::Within within;
  within.span = node.span();
  if (node.is_mapping()) {
    Fields fields(node, findings);
    const auto reason = fields.required("missing", read_missing_reason);
    fields.finish();
    if (!reason) return std::nullopt;
    within.missing = *reason;
    return within;
  }
  if (as_yes_no(node) == false) {
    within.no = true;
    return within;
  }
  within.duration = read_duration(node, findings);
  if (!within.duration) return std::nullopt;
  return within;
}

std::optional<RawAnswer::Habitual> read_habitual(const Node& node, DiagnosticList& findings) {
  RawAnswer::Habitual habitual;
  habitual.span = node.span();
  if (node.is_mapping()) {
    Fields fields(node, findings);
    const auto reason = fields.required("missing", read_missing_reason);
    fields.finish();
    if (!reason) return std::nullopt;
    habitual.missing = *reason;
    return habitual;
  }
  habitual.yes = read_yes_no(node, findings);
  if (!habitual.yes) return std::nullopt;
  return habitual;
}

}  // namespace

std::optional<MissingReason> read_missing_reason(const Node& node, DiagnosticList& findings) {
  const auto index =
      read_word(node, findings, {missing_reason_words.begin(), missing_reason_words.end()});
  if (!index) return std::nullopt;
  return static_cast<MissingReason>(*index);
}

std::optional<RawAnswer> read_answer(const Entry& entry, DiagnosticList& findings) {
  RawAnswer answer;
  answer.item = entry.key;
  answer.item_span = entry.key_span;
  answer.span = entry.value.span();
  const bool is_id = check_id(entry, findings);
  if (!entry.value.is_mapping()) {
    return read_value(entry.value, answer, findings) && is_id ? std::optional(answer)
                                                              : std::nullopt;
  }
  Fields fields(entry.value, findings);
  const Node* value = fields.optional("value");
  const Node* missing = fields.optional("missing");
  const Node* within = fields.optional("within");
  const Node* habitual = fields.optional("habitual");
  fields.finish();
  bool is_good = is_id;
  if (value != nullptr && missing != nullptr) {
    findings.add(codes::value_and_missing, missing->key_span());
    return std::nullopt;
  }
  if (value == nullptr && missing == nullptr) {
    findings.add(codes::answer_to_nothing, entry.value.span());
    return std::nullopt;
  }
  if (missing != nullptr) {
    const auto reason = read_missing_reason(*missing, findings);
    is_good = is_good && reason.has_value();
    answer.missing = reason.value_or(MissingReason::not_asked);
  } else {
    is_good = read_value(*value, answer, findings) && is_good;
  }
  const bool is_yes = answer.kind == RawAnswer::Kind::yes_no && answer.yes;
  // The second questions of a yes.
  const auto check_second = [&](const Node& node, bool was_read) {
    is_good = is_good && was_read;
    if (!is_good || is_yes) return;
    findings.add(codes::within_without_yes, node.key_span(), {{"key", node.key()}});
    is_good = false;
  };
  if (within != nullptr) {
    answer.within = read_within(*within, findings);
    check_second(*within, answer.within.has_value());
  }
  if (habitual != nullptr) {
    answer.habitual = read_habitual(*habitual, findings);
    check_second(*habitual, answer.habitual.has_value());
  }
  return is_good ? std::optional(answer) : std::nullopt;
}

std::vector<RawAnswer> read_answers(const Node& map, DiagnosticList& findings) {
  std::vector<RawAnswer> answers;
  if (!expect_map(map, findings)) return answers;
  for (const Entry& entry : map.entries()) {
    if (auto answer = read_answer(entry, findings)) answers.push_back(*std::move(answer));
  }
  return answers;
}

std::optional<RawAnswer> read_answer_value(const Node& node, DiagnosticList& findings) {
  RawAnswer answer;
  answer.span = node.span();
  if (!read_value(node, answer, findings)) return std::nullopt;
  return answer;
}

}  // namespace v1
}  // namespace vaern
