// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "bind.hpp"
#include "convert.hpp"
#include "pickles.hpp"
#include "vaern/archive/archive.hpp"
#include "vaern/diagnostics/catalogue.hpp"
#include "vaern/diagnostics/identifiers.hpp"
#include "vaern/diagnostics/render.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

py::list codes() {
  py::list list;
  for (const CodeInfo* code : all_codes()) list.append(std::string(code->id));
  return list;
}

py::object text_or_none(const std::string& text) {
  return text.empty() ? py::object(py::none()) : py::object(py::str(text));
}

py::object argument(const Arguments& arguments, std::string_view name) {
  for (const Argument& each : arguments) {
    if (each.name == name) return py::str(mask_identifiers(each.value));
  }
  return py::none();
}

/// The item of a fault of data: its argument, or what its path names.
py::object item(const Diagnostic& finding) {
  const py::object named = argument(finding.arguments, "item");
  if (!named.is_none()) return named;
  constexpr std::string_view before = "/responses/";
  if (!finding.path.starts_with(before)) return py::none();
  const std::string rest = finding.path.substr(before.size());
  return py::str(mask_identifiers(rest.substr(0, rest.find('/'))));
}

py::object value(const Diagnostic& finding) {
  for (const char* name : {"value", "text", "word", "given", "level"}) {
    if (auto found = argument(finding.arguments, name); !found.is_none()) return found;
  }
  return py::none();
}

/// "no, yes" is a list of answers; "0 to 10" is one.
py::tuple allowed(const Diagnostic& finding) {
  py::list list;
  const py::object words = finding.help != nullptr ? argument(finding.help_arguments, "allowed")
                                                   : argument(finding.arguments, "allowed");
  if (!words.is_none()) {
    for (const auto& word : words.attr("split")(", ")) list.append(word);
  }
  return py::tuple(list);
}

py::dict arguments(const Diagnostic& finding) {
  py::dict dict;
  for (const Argument& each : finding.arguments)
    dict[py::str(each.name)] = mask_identifiers(each.value);
  return dict;
}

std::string repr(const Diagnostic& finding) {
  std::string text = "<" + std::string(finding.code->id);
  if (finding.span.file != nullptr) {
    text += " " + finding.span.file->name() + ":" + std::to_string(finding.span.line) + ":" +
            std::to_string(finding.span.column);
  } else if (!finding.path.empty()) {
    text += " " + mask_identifiers(finding.path);
  }
  return text + ": " + finding.message() + ">";
}

}  // namespace

void bind_diagnostics(py::module_& module) {
  module.def("codes", &codes, "The ids of all findings the engine can print, in order.");

  py::class_<Diagnostic>(module, "Diagnostic", py::is_final(), R"(
A finding about a model or about data: what is wrong, where, and how to mend it.

>>> from vaern import ModelError, loads
>>> try:
...     loads("vaern: 1\ninstrumnt: mood\n")
... except ModelError as error:
...     finding = error.diagnostics[0]
>>> finding.code, finding.line, finding.column
('E0203', 2, 1)
)")
      .def_property_readonly(
          "code", [](const Diagnostic& d) { return std::string(d.code->id); }, "Stable: 'E0502'.")
      .def_property_readonly(
          "severity", [](const Diagnostic& d) { return std::string(to_string(d.severity())); },
          "'error', 'warning' or 'hint'.")
      .def_property_readonly(
          "message", [](const Diagnostic& d) { return d.message(); }, "In English; see `text`.")
      .def_property_readonly(
          "help", [](const Diagnostic& d) { return text_or_none(d.help_text()); },
          "How to mend it, in English; None where there is no more to say.")
      .def(
          "text",
          [](const Diagnostic& d, const std::string& tag) { return d.message(language_of(tag)); },
          py::arg("language") = "en", "The message in 'en' or 'da'.")
      .def(
          "render",
          [](const Diagnostic& d, const std::string& tag) {
            return render(d, {.language = language_of(tag), .colour = false});
          },
          py::arg("language") = "en",
          "As the command prints it: place, code, message, the line with carets, help.")
      .def_property_readonly(
          "file",
          [](const Diagnostic& d) {
            return d.span.file == nullptr ? py::object(py::none())
                                          : py::object(py::str(d.span.file->name()));
          },
          "None for data that came from no file.")
      .def_property_readonly(
          "line", [](const Diagnostic& d) { return d.span.line; },
          "From 1; 0 where there is no line.")
      .def_property_readonly(
          "column", [](const Diagnostic& d) { return d.span.column; }, "From 1, in code points.")
      .def_property_readonly(
          "length", [](const Diagnostic& d) { return d.span.length; }, "In code points.")
      .def_property_readonly(
          "path", [](const Diagnostic& d) { return text_or_none(mask_identifiers(d.path)); },
          "JSON path into the data: '/responses/gun'; None for a finding in a file.")
      .def_property_readonly("item", &item, "The item it is about, or None.")
      .def_property_readonly("value", &value,
                             "What was given, as text, or None; direct identifiers are masked.")
      .def_property_readonly("allowed", &allowed, "What may stand there, where that can be listed.")
      .def_property_readonly("arguments", &arguments, "What the message names, by name.")
      .def("__str__", [](const Diagnostic& d) { return d.message(); })
      .def("__repr__", &repr);
  bind_pickle<Diagnostic>(module, "Diagnostic", [](const Diagnostic& finding) {
    DiagnosticList one;
    one.add(*finding.code, finding.span) = finding;
    return call_of("_finding", py::bytes(save(one)));
  });
}

}  // namespace vaern::python
