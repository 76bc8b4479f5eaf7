// SPDX-License-Identifier: Apache-2.0
#pragma once
// Values of Python as values of the engine, and back. Everything here needs the interpreter's lock.
#include <pybind11/pybind11.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "held.hpp"
#include "vaern/core/date.hpp"
#include "vaern/core/instant.hpp"
#include "vaern/core/localized_text.hpp"
#include "vaern/core/rational.hpp"
#include "vaern/core/result.hpp"
#include "vaern/core/truth.hpp"
#include "vaern/core/zone.hpp"
#include "vaern/instrument/responses.hpp"
#include "vaern/model/answer.hpp"

namespace vaern::python {

/// A whole number is an int, any other a fractions.Fraction: nothing is ever rounded.
pybind11::object to_python(const Rational& value);
pybind11::object to_python(const Date& value);
pybind11::str to_python(Truth truth, std::string_view unknown = "unknown");
/// An aware datetime that shows what clocks in the zone show.
pybind11::object to_python(Instant instant, const Zone& zone);
/// An aware datetime in UTC, or None.
pybind11::object to_python(const std::optional<Instant>& instant);

/// A read-only view of a dict.
pybind11::object frozen(const pybind11::dict& dict);
pybind11::tuple texts(const std::vector<std::string>& list);
/// A tuple made of `list`, each element by `make`.
template <class List, class Make>
pybind11::tuple tuple_of(const List& list, Make make) {
  pybind11::list made;
  for (const auto& each : list) made.append(make(each));
  return pybind11::tuple(made);
}
/// The ids of `levels` whose bits are set.
template <class Name>
pybind11::tuple level_ids(std::uint64_t set, Name name) {
  pybind11::list ids;
  for (std::uint32_t level = 0; level < 64; ++level) {
    if ((set >> level & 1U) != 0) ids.append(name(level));
  }
  return pybind11::tuple(ids);
}

/// "en" or "da"; anything else is a ValueError that names both.
Language language_of(const std::string& tag);

/// An aware datetime or ISO text with an offset; None stays nothing. `argument` is for the message.
std::optional<Instant> instant_of(const pybind11::object& value, const char* argument);
/// A date or ISO text.
std::optional<Date> date_of(const pybind11::object& value, const char* argument);

/// int, float, Decimal, Fraction or anything else that says its exact ratio; nothing where it is
/// not finite or does not fit. A float is the number it is: 0.1 is no tenth.
std::optional<Rational> rational_of(const pybind11::handle& value);

/// Answers as a mapping of Python has them; what is no answer at all is a finding at
/// "/responses/ITEM".
std::vector<RawAnswer> answers_of(const pybind11::object& responses, DiagnosticList& findings);
std::optional<Judgement> judgement_of(const pybind11::object& value, DiagnosticList& findings);
/// A list of {"assessed": date, "scales": {id: number or None}}; None stays nothing.
std::optional<std::vector<EarlierAssessment>> earlier_of(const pybind11::object& value,
                                                         DiagnosticList& findings);

/// Raise vaern.ModelError, DataError and ExpressionError with the findings.
[[noreturn]] void raise_model_error(const DiagnosticList& findings);
[[noreturn]] void raise_data_error(const DiagnosticList& findings);
[[noreturn]] void raise_expression_error(const DiagnosticList& findings);
[[noreturn]] void raise_expression_error(const std::string& message);

/// The value, or DataError with every finding.
template <class T>
T value_of(Result<T> result) {
  if (!result) raise_data_error(result.error());
  return *std::move(result);
}

/// A tuple of vaern.Diagnostic.
pybind11::tuple to_python(const DiagnosticList& findings);

}  // namespace vaern::python
