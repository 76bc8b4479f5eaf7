// SPDX-License-Identifier: Apache-2.0
#include "convert.hpp"

#include <fmt/format.h>

#include <utility>

namespace py = pybind11;

namespace vaern::python {
namespace {

py::object from_module(const char* module, const char* name) {
  return py::module_::import(module).attr(name);
}

py::object datetime_class() { return from_module("datetime", "datetime"); }

py::object utc() { return from_module("datetime", "timezone").attr("utc"); }

py::object epoch() { return datetime_class()(1970, 1, 1, py::arg("tzinfo") = utc()); }

py::object in_utc(Instant instant) {
  const py::object elapsed = from_module("datetime", "timedelta")(
      py::arg("seconds") = instant.seconds, py::arg("microseconds") = instant.nanoseconds / 1000);
  return epoch() + elapsed;
}

}  // namespace

py::object to_python(const Rational& value) {
  if (value.is_integer()) return py::int_(value.numerator());
  return from_module("fractions", "Fraction")(value.numerator(), value.denominator());
}

py::object to_python(const Date& value) {
  return from_module("datetime", "date")(value.year(), value.month(), value.day());
}

py::str to_python(Truth truth, std::string_view unknown) {
  return py::str(std::string(truth == Truth::unknown ? unknown : to_string(truth)));
}

py::object to_python(Instant instant, const Zone& zone) {
  const py::object offset =
      from_module("datetime", "timedelta")(py::arg("seconds") = zone.local(instant).utc_offset);
  return in_utc(instant).attr("astimezone")(from_module("datetime", "timezone")(offset));
}

py::object to_python(const std::optional<Instant>& instant) {
  return instant ? in_utc(*instant) : py::none();
}

py::object frozen(const py::dict& dict) {
  return py::module_::import("vaern._read_only").attr("ReadOnly")(dict);
}

py::tuple texts(const std::vector<std::string>& list) {
  return tuple_of(list, [](const std::string& text) { return py::str(text); });
}

Language language_of(const std::string& tag) {
  const auto language = parse_language(tag);
  if (!language) {
    throw py::value_error(fmt::format("'{}' is not a language the engine speaks: en, da", tag));
  }
  return *language;
}

std::optional<Instant> instant_of(const py::object& value, const char* argument) {
  if (value.is_none()) return std::nullopt;
  if (py::isinstance<py::str>(value)) {
    const auto text = value.cast<std::string>();
    if (const auto instant = Instant::parse(text)) return instant;
    throw py::value_error(fmt::format(
        "{}='{}' is not a moment: write date, time and offset, as in 2026-11-21T09:00+01:00",
        argument, text));
  }
  if (!py::isinstance(value, datetime_class())) {
    throw py::type_error(
        fmt::format("{} must be an aware datetime or a text, not {}", argument,
                    py::str(py::type::of(value).attr("__name__")).cast<std::string>()));
  }
  if (value.attr("utcoffset")().is_none()) {
    throw py::value_error(
        fmt::format("{} has no time zone, so it is no moment: give it one, as in "
                    "datetime(2026, 11, 21, 9, tzinfo=ZoneInfo(\"Europe/Copenhagen\"))",
                    argument));
  }
  const py::object elapsed = value - epoch();
  return Instant{elapsed.attr("days").cast<std::int64_t>() * 86'400 +
                     elapsed.attr("seconds").cast<std::int64_t>(),
                 elapsed.attr("microseconds").cast<std::int32_t>() * 1000};
}

std::optional<Date> date_of(const py::object& value, const char* argument) {
  if (value.is_none()) return std::nullopt;
  if (py::isinstance<py::str>(value)) {
    const auto text = value.cast<std::string>();
    if (const auto date = Date::parse(text)) return date;
    throw py::value_error(
        fmt::format("{}='{}' is not a date: write it as 2026-11-21", argument, text));
  }
  if (!py::isinstance(value, from_module("datetime", "date")) ||
      py::isinstance(value, datetime_class())) {
    throw py::type_error(
        fmt::format("{} must be a date or a text, not {}", argument,
                    py::str(py::type::of(value).attr("__name__")).cast<std::string>()));
  }
  return Date(value.attr("year").cast<int>(), value.attr("month").cast<unsigned>(),
              value.attr("day").cast<unsigned>());
}

std::optional<Rational> rational_of(const py::handle& value) {
  try {
    if (PyIndex_Check(value.ptr()) != 0) {
      const auto whole = py::reinterpret_steal<py::object>(PyNumber_Index(value.ptr()));
      if (!whole) throw py::error_already_set();
      return Rational(whole.cast<std::int64_t>());
    }
    const py::tuple ratio = value.attr("as_integer_ratio")();
    return Rational(ratio[0].cast<std::int64_t>(), ratio[1].cast<std::int64_t>());
  } catch (const py::error_already_set&) {  // Not finite.
    return std::nullopt;
  } catch (const py::cast_error&) {  // More than 63 bits.
    return std::nullopt;
  }
}

namespace {

py::object exception(const char* name) { return from_module("vaern.errors", name); }

[[noreturn]] void raise(const char* name, const py::object& argument) {
  const py::object type = exception(name);
  PyErr_SetObject(type.ptr(), type(argument).ptr());
  throw py::error_already_set();
}

}  // namespace

py::tuple to_python(const DiagnosticList& findings) {
  return tuple_of(findings, [](const Diagnostic& finding) { return py::cast(finding); });
}

void raise_model_error(const DiagnosticList& findings) { raise("ModelError", to_python(findings)); }

void raise_data_error(const DiagnosticList& findings) { raise("DataError", to_python(findings)); }

void raise_expression_error(const DiagnosticList& findings) {
  raise("ExpressionError", to_python(findings));
}

void raise_expression_error(const std::string& message) {
  raise("ExpressionError", py::str(message));
}

}  // namespace vaern::python
