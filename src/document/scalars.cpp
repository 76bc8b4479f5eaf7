// SPDX-License-Identifier: Apache-2.0
// Numbers, yes and no, words and texts; ids and times are in scalars_ids.cpp and scalars_time.cpp.
#include "vaern/document/scalars.hpp"

#include <algorithm>
#include <array>

#include "diagnostics/codes/document.hpp"
#include "document/words.hpp"
#include "vaern/core/decimal.hpp"
#include "vaern/document/fields.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using document::detail::joined;
using document::detail::shortened;

const CodeInfo& code_of(DecimalFault fault) {
  switch (fault) {
    case DecimalFault::none:
    case DecimalFault::not_a_number:
      return codes::not_a_number;
    case DecimalFault::leading_zero:
      return codes::number_leading_zero;
    case DecimalFault::leading_plus:
      return codes::number_leading_plus;
    case DecimalFault::leading_point:
      return codes::number_leading_point;
    case DecimalFault::trailing_point:
      return codes::number_trailing_point;
    case DecimalFault::decimal_comma:
      return codes::number_comma;
    case DecimalFault::exponent:
      return codes::number_exponent;
    case DecimalFault::separator:
      return codes::number_separator;
    case DecimalFault::other_base:
      return codes::number_other_base;
    case DecimalFault::not_finite:
      return codes::number_not_finite;
    case DecimalFault::too_many_digits:
      return codes::number_too_long;
  }
  return codes::not_a_number;
}

struct OtherWord {
  std::string_view text;
  bool value;
};
/// Everything that some reader of YAML, or a Dane in a hurry, takes for yes or no.
constexpr std::array<OtherWord, 13> other_words{{{"true", true},
                                                 {"false", false},
                                                 {"on", true},
                                                 {"off", false},
                                                 {"y", true},
                                                 {"n", false},
                                                 {"ja", true},
                                                 {"nej", false},
                                                 {"sand", true},
                                                 {"falsk", false},
                                                 {"1", true},
                                                 {"0", false},
                                                 {"j", true}}};

std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::optional<bool> otherwise_yes_no(std::string_view text) {
  const std::string word = lowered(text);
  if (word == "yes") return true;
  if (word == "no") return false;
  for (const OtherWord& other : other_words) {
    if (other.text == word) return other.value;
  }
  return std::nullopt;
}

/// What a bare scalar is to readers of YAML 1.1 that is no text: yes, no, true, on, ...
bool is_bare_yes_no(std::string_view text) {
  const std::string word = lowered(text);
  return word == "yes" || word == "no" || word == "true" || word == "false" || word == "on" ||
         word == "off" || word == "y" || word == "n";
}

bool is_bare_number(std::string_view text) {
  DecimalFault fault = DecimalFault::none;
  return parse_decimal(text, &fault) ||
         (fault != DecimalFault::not_a_number && fault != DecimalFault::decimal_comma &&
          !(fault == DecimalFault::separator && text.find('_') == std::string_view::npos));
}

}  // namespace

std::optional<Rational> as_decimal(const Node& node) {
  if (!node.is_plain()) return std::nullopt;
  return parse_decimal(node.text());
}

std::optional<Rational> read_decimal(const Node& node, DiagnosticList& findings) {
  if (!expect_scalar(node, findings)) return std::nullopt;
  DecimalFault fault = DecimalFault::none;
  const auto value = parse_decimal(node.text(), &fault);
  if (value && node.is_plain()) return value;
  findings.add(value ? codes::number_in_quotes : code_of(fault), node.span(),
               {{"text", shortened(node.text())}});
  return std::nullopt;
}

std::optional<Rational> read_decimal_key(const Entry& entry, DiagnosticList& findings) {
  DecimalFault fault = DecimalFault::none;
  const auto value = parse_decimal(entry.key, &fault);
  if (!value) findings.add(code_of(fault), entry.key_span, {{"text", shortened(entry.key)}});
  return value;
}

std::optional<std::int64_t> read_integer(const Node& node, DiagnosticList& findings,
                                         std::int64_t lowest, std::int64_t highest) {
  const auto value = read_decimal(node, findings);
  if (!value) return std::nullopt;
  if (!value->is_integer()) {
    findings.add(codes::number_not_whole, node.span(), {{"text", node.text()}});
    return std::nullopt;
  }
  if (value->numerator() < lowest || value->numerator() > highest) {
    findings.add(codes::number_out_of_range, node.span(),
                 {{"text", node.text()},
                  {"lowest", std::to_string(lowest)},
                  {"highest", std::to_string(highest)}});
    return std::nullopt;
  }
  return value->numerator();
}

std::optional<bool> as_yes_no(const Node& node) {
  if (!node.is_scalar() || (!node.is_plain() && !node.is_json())) return std::nullopt;
  if (node.text() == "yes") return true;
  if (node.text() == "no") return false;
  if (node.is_json() && node.is_plain()) {
    if (node.text() == "true") return true;
    if (node.text() == "false") return false;
  }
  return std::nullopt;
}

std::optional<bool> read_yes_no(const Node& node, DiagnosticList& findings) {
  if (!expect_scalar(node, findings)) return std::nullopt;
  if (const auto value = as_yes_no(node)) return value;
  const std::string& text = node.text();
  if (text == "yes" || text == "no") {
    findings.add(codes::yes_no_in_quotes, node.span(), {{"text", text}});
  } else if (const auto value = otherwise_yes_no(text)) {
    findings.add(codes::yes_no_otherwise, node.span(),
                 {{"text", text}, {"word", *value ? "yes" : "no"}});
  } else {
    findings.add(codes::not_yes_no, node.span(), {{"text", shortened(text)}});
  }
  return std::nullopt;
}

std::optional<std::string> read_text_scalar(const Node& node, DiagnosticList& findings) {
  if (!expect_scalar(node, findings)) return std::nullopt;
  const std::string& text = node.text();
  if (text.find_first_not_of(" \t\n") == std::string::npos) {
    findings.add(codes::empty_text, node.span());
    return std::nullopt;
  }
  if (node.is_plain()) {
    const CodeInfo* code = nullptr;
    if (is_bare_yes_no(text)) {
      code = &codes::bare_yes_no_text;
    } else if (is_bare_number(text)) {
      code = &codes::bare_number_text;
    } else if (Date::parse(text) || PartialDate::parse(text) || Instant::parse(text)) {
      code = &codes::bare_date_text;
    }
    if (code != nullptr) {
      findings.add(*code, node.span(), {{"text", text}});
      return std::nullopt;
    }
  }
  return text;
}

std::optional<LocalizedText> read_localized_text(const Node& node, DiagnosticList& findings) {
  if (node.is_scalar()) {
    findings.add(codes::text_without_language, node.span());
    return std::nullopt;
  }
  if (!expect_map(node, findings)) return std::nullopt;
  if (node.entries().empty()) {
    findings.add(codes::text_in_no_language, node.key_span());
    return std::nullopt;
  }
  LocalizedText result;
  for (const Entry& entry : node.entries()) {
    const bool is_code = (entry.key.size() == 2 || entry.key.size() == 3) &&
                         std::all_of(entry.key.begin(), entry.key.end(),
                                     [](char c) { return c >= 'a' && c <= 'z'; });
    if (!is_code) {
      findings.add(codes::bad_language, entry.key_span, {{"language", shortened(entry.key)}});
    }
    auto text = read_text_scalar(entry.value, findings);
    if (is_code && text) result.set(entry.key, *std::move(text));
  }
  if (result.empty()) return std::nullopt;
  return result;
}

std::optional<std::size_t> read_word(const Node& node, DiagnosticList& findings,
                                     const std::vector<std::string>& words) {
  if (!expect_scalar(node, findings)) return std::nullopt;
  const auto found = std::find(words.begin(), words.end(), node.text());
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  Diagnostic& finding =
      findings.add(codes::unknown_word, node.span(),
                   {{"text", shortened(node.text())}, {"allowed", joined(words)}});
  std::string candidate = did_you_mean(node.text(), words);
  if (!candidate.empty()) {
    finding.help = &notes::did_you_mean;
    finding.help_arguments = {{"candidate", std::move(candidate)}};
  }
  return std::nullopt;
}

}  // namespace v1
}  // namespace vaern
