// SPDX-License-Identifier: Apache-2.0
#include "case_file/readers.hpp"

#include <utility>

namespace vaern::case_file::detail {
namespace {

template <class Reader>
std::optional<Placed> placed(const Node& node, DiagnosticList& findings, Reader&& reader) {
  auto text = reader(node, findings);
  if (!text) return std::nullopt;
  return Placed{*std::move(text), node.span()};
}

constexpr std::string_view precision_words[] = {"day", "month", "year"};

PartialDate widened(const PartialDate& date, DatePrecision precision) {
  switch (precision) {
    case DatePrecision::day:
      return date;
    case DatePrecision::month: {
      const Date first(date.first.year(), date.first.month(), 1);
      return {first, first.add_months(1).add_days(-1), precision};
    }
    case DatePrecision::year:
      break;
  }
  return {Date(date.first.year(), 1, 1), Date(date.first.year(), 12, 31), precision};
}

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

}  // namespace

std::optional<Placed> read_placed_id(const Node& node, DiagnosticList& findings) {
  return placed(node, findings, read_opaque_id);
}

std::optional<Placed> read_placed_word(const Node& node, DiagnosticList& findings) {
  return placed(node, findings, read_id);
}

std::optional<Placed> read_placed_text(const Node& node, DiagnosticList& findings) {
  return placed(node, findings, read_text_scalar);
}

std::vector<Placed> read_ids(const Node* node, DiagnosticList& findings) {
  if (node == nullptr) return {};
  return read_one_or_more(*node, findings, read_placed_id);
}

std::vector<Placed> read_words(const Node* node, DiagnosticList& findings) {
  if (node == nullptr) return {};
  return read_one_or_more(*node, findings, read_placed_word);
}

std::optional<Moment> read_moment(const Node& node, DiagnosticList& findings) {
  Moment moment;
  moment.span = node.span();
  moment.text = node.text();
  if (node.is_scalar() && node.text().find('T') != std::string::npos) {
    moment.instant = read_instant(node, findings);
    if (!moment.instant) return std::nullopt;
    // An instant that can be read begins with its local date.
    const auto day = Date::parse(std::string_view(node.text()).substr(0, 10));
    if (!day) return std::nullopt;
    moment.date = PartialDate::of(*day);
    return moment;
  }
  const auto day = read_date(node, findings);
  if (!day) return std::nullopt;
  moment.date = PartialDate::of(*day);
  return moment;
}

namespace {

std::optional<Moment> read_partial_scalar(const Node& node, DiagnosticList& findings) {
  if (node.is_scalar() && node.text().find('T') != std::string::npos) {
    return read_moment(node, findings);
  }
  const auto date = read_partial_date(node, findings);
  if (!date) return std::nullopt;
  Moment moment;
  moment.date = *date;
  moment.text = node.text();
  moment.span = node.span();
  return moment;
}

}  // namespace

std::optional<Moment> read_partial_moment(const Node& node, DiagnosticList& findings) {
  if (node.is_mapping()) {
    Fields fields(node, findings);
    auto moment = fields.required("from", read_partial_scalar);
    const Node* written = fields.optional("precision");
    if (!moment || written == nullptr) return moment;
    const auto word = read_word(*written, findings, {"day", "month", "year"});
    if (!word) return moment;
    const auto precision = static_cast<DatePrecision>(*word);
    if (precision < moment->date.precision) {
      findings.add(codes::precision_differs, written->span(),
                   {{"text", moment->text},
                    {"written", std::string(precision_words[static_cast<std::size_t>(
                                    moment->date.precision)])},
                    {"precision", std::string(precision_words[*word])}});
      return moment;
    }
    if (precision > moment->date.precision) moment->instant.reset();
    moment->date = widened(moment->date, precision);
    return moment;
  }
  return read_partial_scalar(node, findings);
}

std::optional<MissingReason> read_missing_reason(const Node& node, DiagnosticList& findings) {
  return read_enum<MissingReason>(node, findings, missing_reason_words);
}

std::optional<RawAnswer> read_answer(const Entry& entry, DiagnosticList& findings) {
  RawAnswer answer;
  answer.item = {entry.key, entry.key_span};
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
  if (within != nullptr) {
    answer.within = read_within(*within, findings);
    is_good = is_good && answer.within.has_value();
    if (is_good && !(answer.kind == RawAnswer::Kind::yes_no && answer.yes)) {
      findings.add(codes::within_without_yes, within->key_span());
      is_good = false;
    }
  }
  return is_good ? std::optional(answer) : std::nullopt;
}

}  // namespace vaern::case_file::detail
