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

/// Something with a time of day in it, also where the T or the offset is forgotten.
bool is_meant_as_instant(const Node& node) {
  return node.is_scalar() && node.text().find_first_of("T:") != std::string::npos;
}

std::optional<Moment> read_moment(const Node& node, DiagnosticList& findings) {
  Moment moment;
  moment.span = node.span();
  moment.text = node.text();
  if (is_meant_as_instant(node)) {
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
  if (is_meant_as_instant(node)) {
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
      findings.add(
          codes::precision_differs, written->span(),
          {{"text", moment->text},
           {"written",
            std::string(precision_words[static_cast<std::size_t>(moment->date.precision)])},
           {"precision", std::string(precision_words[*word])}});
      return moment;
    }
    if (precision > moment->date.precision) moment->instant.reset();
    moment->date = widened(moment->date, precision);
    return moment;
  }
  return read_partial_scalar(node, findings);
}

}  // namespace vaern::case_file::detail
