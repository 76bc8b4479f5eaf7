// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "diagnostics/codes/document.hpp"
#include "document/words.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using document::detail::shortened;

const CodeInfo& code_of(DurationFault fault) {
  switch (fault) {
    case DurationFault::none:
    case DurationFault::not_a_duration:
      return codes::not_a_duration;
    case DurationFault::empty:
      return codes::duration_without_number;
    case DurationFault::mixed:
      return codes::duration_mixed;
    case DurationFault::fraction:
      return codes::duration_fraction;
    case DurationFault::negative:
      return codes::duration_negative;
    case DurationFault::wrong_order:
      return codes::duration_order;
    case DurationFault::too_long:
      return codes::duration_too_long;
  }
  return codes::not_a_duration;
}

/// Digits where the form has '0', else the same signs.
bool has_shape(std::string_view text, std::string_view shape) {
  return text.size() == shape.size() &&
         std::equal(text.begin(), text.end(), shape.begin(),
                    [](char c, char s) { return s == '0' ? c >= '0' && c <= '9' : c == s; });
}

}  // namespace

std::optional<Duration> read_duration(const Node& node, DiagnosticList& findings) {
  if (!expect_scalar(node, findings)) return std::nullopt;
  DurationFault fault = DurationFault::none;
  auto value = Duration::parse(node.text(), &fault);
  if (!value) findings.add(code_of(fault), node.span(), {{"text", shortened(node.text())}});
  return value;
}

std::optional<Date> read_date(const Node& node, DiagnosticList& findings) {
  if (!expect_scalar(node, findings)) return std::nullopt;
  const std::string& text = node.text();
  if (auto value = Date::parse(text)) return value;
  const CodeInfo& code = has_shape(text, "0000-00-00") ? codes::no_such_date
                         : PartialDate::parse(text)    ? codes::date_not_exact
                                                       : codes::not_a_date;
  findings.add(code, node.span(), {{"text", shortened(text)}});
  return std::nullopt;
}

std::optional<PartialDate> read_partial_date(const Node& node, DiagnosticList& findings) {
  if (!expect_scalar(node, findings)) return std::nullopt;
  const std::string& text = node.text();
  if (auto value = PartialDate::parse(text)) return value;
  const bool shaped = has_shape(text, "0000-00-00") || has_shape(text, "0000-00");
  findings.add(shaped ? codes::no_such_date : codes::not_a_partial_date, node.span(),
               {{"text", shortened(text)}});
  return std::nullopt;
}

std::optional<Instant> read_instant(const Node& node, DiagnosticList& findings) {
  if (!expect_scalar(node, findings)) return std::nullopt;
  const std::string& text = node.text();
  if (auto value = Instant::parse(text)) return value;
  const CodeInfo* code = &codes::not_an_instant;
  if (Instant::parse(text + "Z")) {
    code = &codes::instant_without_offset;
  } else if (text.size() > 11 && text[10] == 'T' && has_shape(text.substr(0, 10), "0000-00-00") &&
             !Date::parse(text.substr(0, 10))) {
    code = &codes::no_such_date;
  }
  findings.add(*code, node.span(), {{"text", shortened(text)}});
  return std::nullopt;
}

}  // namespace v1
}  // namespace vaern
