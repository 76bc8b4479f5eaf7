// SPDX-License-Identifier: Apache-2.0
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <filesystem>
#include <optional>
#include <string>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "pickles.hpp"
#include "vaern/archive/results.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/safety_plan/own_words.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

CaseHolder load(const std::optional<Document>& document, DiagnosticList findings) {
  std::optional<CaseFile> file;
  if (document) file = load_case(*document, findings);
  findings.sort();
  if (!file || findings.has_errors()) {
    const py::gil_scoped_acquire acquire;
    raise_data_error(findings);
  }
  return std::make_shared<CaseView>(CaseView{*std::move(file), std::move(findings)});
}

CaseHolder read_case(const std::filesystem::path& path) {
  DiagnosticList findings;
  const auto document = read_document_file(path.string(), findings);
  return load(document, std::move(findings));
}

CaseHolder load_text(const std::string& text, const std::string& name) {
  DiagnosticList findings;
  const auto document = read_document(name, text, findings);
  return load(document, std::move(findings));
}

/// By "measure" or "measure/child", as plans name them.
py::object own_words(const CaseView& view, const py::object& as_of, const py::object& known_by,
                     const std::optional<ProgrammeHolder>& programme) {
  const Zone* zone = programme ? &(*programme)->policy().zone() : nullptr;
  const OwnWords own =
      OwnWords::of(view.file, instant_of(as_of, "as_of"), zone, instant_of(known_by, "known_by"));
  py::dict words;
  for (const auto& [key, text] : own.all()) {
    const auto& [measure, child] = key;
    words[py::str(child.empty() ? measure : measure + "/" + child)] = text;
  }
  return frozen(words);
}

}  // namespace

void bind_case_file(py::module_& module) {
  py::class_<CaseView, CaseHolder>(module, "Case", py::is_final(), R"(
A case as it was written: opaque ids, answers, events and plans. It has been checked for structure;
Programme.check holds it to its programme.

>>> import vaern
>>> case = vaern.load_case('''
... vaern: 1
... case: k-1
... programme: partner-violence@1
... subject: p1
... parties:
...   - {id: p1, role: subject, sex: woman, born: 1989}
...   - {id: o1, role: other_party, sex: man, relation: former_partner}
... ''')
>>> case
<Case k-1 of partner-violence@1>
>>> dict(case.parties)
{'p1': 'subject', 'o1': 'other_party'}
)")
      .def_property_readonly(
          "id", [](const CaseView& v) { return v.file.id; }, "Opaque.")
      .def_property_readonly(
          "programme", [](const CaseView& v) { return v.file.programme.to_string(); },
          "id@version of the programme it belongs to.")
      .def_property_readonly(
          "subject", [](const CaseView& v) { return v.file.subject.text; },
          "The id of the person exposed to violence.")
      .def_property_readonly(
          "parties",
          [](const CaseView& v) {
            py::dict roles;
            for (const Party& party : v.file.parties) {
              roles[py::str(party.id)] = std::string(to_string(party.role));
            }
            return frozen(roles);
          },
          "The role of each party by id, in the order written.")
      .def_property_readonly(
          "assessments",
          [](const CaseView& v) {
            return tuple_of(v.file.assessments,
                            [](const AssessmentEntry& entry) { return py::str(entry.id.text); });
          },
          "Ids, in the order written.")
      .def_property_readonly(
          "events",
          [](const CaseView& v) {
            return tuple_of(v.file.events,
                            [](const EventEntry& entry) { return py::str(entry.id.text); });
          },
          "Ids, in the order written.")
      .def_property_readonly(
          "plans",
          [](const CaseView& v) {
            return tuple_of(v.file.plans,
                            [](const PlanEntry& entry) { return py::str(entry.id.text); });
          },
          "Ids, in the order written.")
      .def_property_readonly(
          "dates",
          [](const CaseView& v) {
            return tuple_of(v.file.dates,
                            [](const DateEntry& entry) { return py::str(entry.id.text); });
          },
          "Ids, in the order written.")
      .def_property_readonly(
          "suspensions",
          [](const CaseView& v) {
            return tuple_of(v.file.suspensions,
                            [](const SuspensionEntry& entry) { return py::str(entry.id.text); });
          },
          "Ids, in the order written.")
      .def("own_words", &own_words, py::kw_only(), py::arg("as_of") = py::none(),
           py::arg("known_by") = py::none(), py::arg("programme") = py::none(), R"(
The person's own words about measures, by "measure" or "measure/child": personal, for the person's
own copy alone. No plan, JSON or table holds them. The latest of each counts; see
`Programme.timeline` for `as_of`. A plan with a day and no time was made when that day began in the
programme's zone, without a programme in UTC.
)")
      .def_property_readonly(
          "findings", [](const CaseView& v) { return to_python(v.findings); }, "Warnings.")
      .def("__repr__", [](const CaseView& v) {
        return "<Case " + v.file.id + " of " + v.file.programme.to_string() + ">";
      });

  bind_pickle<CaseView>(
      module, "Case", [](const CaseView& v) { return call_of("_value", py::bytes(save(v.file))); });

  module.def("read_case", &read_case, py::arg("path"), py::call_guard<py::gil_scoped_release>(),
             "A case from its file, YAML or JSON. Raises DataError with every fault.");
  module.def("load_case", &load_text, py::arg("text"), py::kw_only(), py::arg("name") = "<text>",
             py::call_guard<py::gil_scoped_release>(),
             "A case from its text; `name` stands in messages. Raises DataError with every fault.");
}

}  // namespace vaern::python
