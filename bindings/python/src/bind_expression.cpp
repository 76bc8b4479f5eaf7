// SPDX-License-Identifier: Apache-2.0
#include <pybind11/stl.h>

#include <cstdint>
#include <string>

#include "bind.hpp"
#include "convert.hpp"
#include "vaern/expression/expression.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

constexpr std::int64_t billion = 1'000'000'000;

py::object datetime(const char* name) { return py::module_::import("datetime").attr(name); }

CelValue to_cel(const py::handle& value, const std::string& name) {
  const auto unfit = [&](const char* why) { return py::value_error("'" + name + "': " + why); };
  if (value.is_none()) return CelValue();
  if (py::isinstance<py::bool_>(value)) return CelValue::of(value.cast<bool>());
  if (py::isinstance<py::float_>(value)) return CelValue::of(value.cast<double>());
  if (py::isinstance<py::str>(value)) return CelValue::of(value.cast<std::string>());
  if (PyIndex_Check(value.ptr()) != 0) {
    try {
      return CelValue::of(py::cast<std::int64_t>(value));
    } catch (const py::cast_error&) {
      throw unfit("a whole number has at most 63 bits and a sign");
    }
  }
  if (py::isinstance(value, datetime("datetime"))) {
    return CelValue::of(*instant_of(py::reinterpret_borrow<py::object>(value), name.c_str()));
  }
  if (py::isinstance(value, datetime("timedelta"))) {
    const auto days = value.attr("days").cast<std::int64_t>();
    if (days > 106'000 || days < -106'000) throw unfit("a duration has at most 290 years");
    return CelValue::of(
        CelDuration{(days * 86'400 + value.attr("seconds").cast<std::int64_t>()) * billion +
                    value.attr("microseconds").cast<std::int64_t>() * 1000});
  }
  if (py::isinstance<py::list>(value) || py::isinstance<py::tuple>(value)) {
    CelValue::List list;
    for (const auto& each : value) list.push_back(to_cel(each, name));
    return CelValue::of(std::move(list));
  }
  const auto type = py::str(py::type::handle_of(value).attr("__name__")).cast<std::string>();
  throw py::type_error("'" + name + "' is of the type " + type +
                       ", which expressions do not have: bool, int, float, str, datetime, "
                       "timedelta, list, None");
}

py::object from_cel(const CelValue& value) {
  switch (value.type()) {
    case CelType::boolean:
      return py::bool_(value.boolean());
    case CelType::integer:
      return py::int_(value.integer());
    case CelType::floating:
      return py::float_(value.floating());
    case CelType::string:
      return py::str(value.string());
    case CelType::timestamp:
      return to_python(std::optional(value.timestamp()));
    case CelType::duration:
      return datetime("timedelta")(py::arg("microseconds") = value.duration().nanoseconds / 1000);
    case CelType::list: {
      py::list list;
      for (const CelValue& each : value.list()) list.append(from_cel(each));
      return list;
    }
    case CelType::null_type:
    case CelType::dynamic:
      break;
  }
  return py::none();
}

CelOutcome run(const Expression& expression, const py::object& values) {
  if (!py::hasattr(values, "keys")) {
    throw py::type_error("values must be a mapping from names to values");
  }
  CelBindings bindings;
  for (const auto& [key, value] : py::dict(values)) {
    if (!py::isinstance<py::str>(key)) throw py::type_error("the keys of values are names");
    if (!value.is_none()) {
      const auto name = key.cast<std::string>();
      bindings.emplace(name, to_cel(value, name));
    }
  }
  CelOutcome outcome;
  {
    py::gil_scoped_release release;
    outcome = expression.evaluate(bindings);
  }
  if (outcome.is_error()) raise_expression_error(outcome.message);
  return outcome;
}

Expression parse(const std::string& text) {
  auto parsed = Expression::parse(text);
  if (!parsed) raise_expression_error(parsed.error());
  return *std::move(parsed);
}

}  // namespace

void bind_expression(py::module_& module) {
  py::class_<Expression>(module, "Expression", py::is_final(), R"(
An expression of the Common Expression Language over values by name.

A name that is missing or None is unknown; unknown never becomes no:

>>> from vaern import Expression
>>> both = Expression("a && b")
>>> both.evaluate({"a": True, "b": True})
True
>>> both.evaluate({"a": False})
False
>>> both.evaluate({"a": True}) is None
True
)")
      .def(py::init(&parse), py::arg("text"),
           "Reads and checks it; raises ExpressionError with all findings.")
      .def(
          "evaluate",
          [](const Expression& expression, const py::object& values) {
            const CelOutcome outcome = run(expression, values);
            return outcome.is_value() ? from_cel(outcome.value) : py::object(py::none());
          },
          py::arg("values"), R"(
The value, or None where it is unknown. Raises ExpressionError where it fails.

>>> from vaern import Expression
>>> Expression("total >= 8 || gun").evaluate({"total": 3, "gun": True})
True
)")
      .def(
          "unknown_names",
          [](const Expression& expression, const py::object& values) {
            return texts(run(expression, values).names);
          },
          py::arg("values"), R"(
The names whose absence leaves it unknown; empty where it has a value.

>>> from vaern import Expression
>>> Expression("a && b").unknown_names({"a": True})
('b',)
)")
      .def_property_readonly(
          "text", [](const Expression& held) { return held.text(); }, "As it was written.")
      .def_property_readonly(
          "names", [](const Expression& expression) { return texts(expression.names()); },
          "The names it reads, sorted.")
      .def_property_readonly(
          "type",
          [](const Expression& expression) { return std::string(to_string(expression.type())); },
          "The type of its value, as far as it is known before it runs: 'bool', 'int', 'dyn'.")
      .def("__repr__", [](const Expression& expression) {
        return "<Expression " + py::repr(py::str(expression.text())).cast<std::string>() + ">";
      });
}

}  // namespace vaern::python
