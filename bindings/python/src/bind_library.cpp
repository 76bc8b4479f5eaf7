// SPDX-License-Identifier: Apache-2.0
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <filesystem>
#include <string>
#include <vector>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "pickles.hpp"
#include "vaern/archive/models.hpp"
#include "vaern/model/store.hpp"
#include "vaern/programme/library.hpp"
#include "vaern/service/answer.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

LibraryView load(const std::vector<std::filesystem::path>& paths, bool strict) {
  LibraryView made;
  {
    py::gil_scoped_release release;
    ModelStore store;
    for (const std::filesystem::path& path : paths) {
      if (std::filesystem::is_regular_file(path)) {
        auto document = read_document_file(path.string(), made.findings);
        if (document) store.add(*std::move(document), made.findings);
      } else {
        store.add_directory(path.string(), made.findings);
      }
    }
    made.models = Models::of(std::move(store), made.findings);
  }
  if (strict && made.findings.has_errors()) raise_model_error(made.findings);
  return made;
}

/// "who-5" or "who-5@1998"; a KeyError that names what there is.
template <class List>
auto find(const List& list, const std::string& id, const std::optional<std::string>& version,
          const char* kind) {
  typename List::value_type found;
  std::string there;
  for (const auto& model : list) {
    const Reference reference = model->head().reference();
    there += (there.empty() ? "" : ", ") + reference.to_string();
    if (reference.id == id && (!version || reference.version == *version)) found = model;
  }
  if (found == nullptr) {
    throw py::key_error("no " + std::string(kind) + " '" + id + (version ? "@" + *version : "") +
                        "'; there is " + (there.empty() ? "none" : there));
  }
  return holder(found);
}

py::object find_any(const LibraryView& view, const std::string& reference) {
  const std::size_t at = reference.find('@');
  const std::string id = reference.substr(0, at);
  std::optional<std::string> version;
  if (at != std::string::npos) version = reference.substr(at + 1);
  for (const ProgrammePtr& programme : view.library().programmes()) {
    if (programme->head().id == id && (!version || programme->head().version == *version)) {
      return py::cast(find(view.library().programmes(), id, version, "programme"));
    }
  }
  return py::cast(find(view.library().instruments(), id, version, "instrument or programme"));
}

PolicyView with_calendar(const LibraryView& view, Policy policy) {
  const Reference& reference = policy.calendar();
  auto calendar = view.library().find_calendar(reference.id, reference.version);
  if (calendar == nullptr) {
    throw py::key_error("no calendar '" + reference.to_string() + "', with which the policy " +
                        policy.head().reference().to_string() + " counts");
  }
  return {std::move(policy), std::move(calendar)};
}

PolicyView find_policy(const LibraryView& view, const std::string& id,
                       const std::optional<std::string>& version) {
  std::shared_ptr<const Policy> found;
  std::string there;
  for (const auto& policy : view.library().policies()) {
    const Reference reference = policy->head().reference();
    there += (there.empty() ? "" : ", ") + reference.to_string();
    if (reference.id == id && (!version || reference.version == *version)) found = policy;
  }
  if (found == nullptr) {
    throw py::key_error("no policy '" + id + (version ? "@" + *version : "") + "'; there is " +
                        (there.empty() ? "none" : there));
  }
  return with_calendar(view, *found);
}

PolicyView read_policy(const LibraryView& view, const std::string& text, const std::string& name) {
  DiagnosticList findings;
  const auto document = read_document(name, text, findings);
  std::optional<Policy> policy;
  if (document) policy = load_policy(*document, findings);
  if (!policy) raise_model_error(findings);
  return with_calendar(view, *std::move(policy));
}

bool contains(const LibraryView& view, const std::string& reference) {
  try {
    find_any(view, reference);
    return true;
  } catch (const py::key_error&) {
    return false;
  }
}

}  // namespace

void bind_library(py::module_& module) {
  py::class_<LibraryView>(module, "Library", py::is_final(), R"(
Models by id and version, loaded and checked together.

>>> import vaern
>>> library = vaern.load()
>>> library["danger-assessment@2009"]
<Instrument danger-assessment@2009>
>>> library.programme("partner-violence").levels
('low', 'medium', 'high', 'acute')
)")
      .def_property_readonly(
          "instruments",
          [](const LibraryView& v) {
            return tuple_of(v.library().instruments(),
                            [](const InstrumentPtr& model) { return py::cast(holder(model)); });
          },
          "By id, then version.")
      .def_property_readonly(
          "programmes",
          [](const LibraryView& v) {
            return tuple_of(v.library().programmes(),
                            [](const ProgrammePtr& model) { return py::cast(holder(model)); });
          },
          "By id, then version.")
      .def(
          "instrument",
          [](const LibraryView& v, const std::string& id,
             const std::optional<std::string>& version) {
            return find(v.library().instruments(), id, version, "instrument");
          },
          py::arg("id"), py::arg("version") = py::none(),
          "By id; without a version the latest. KeyError where there is none.")
      .def(
          "programme",
          [](const LibraryView& v, const std::string& id,
             const std::optional<std::string>& version) {
            return find(v.library().programmes(), id, version, "programme");
          },
          py::arg("id"), py::arg("version") = py::none(),
          "By id; without a version the latest. KeyError where there is none.")
      .def("policy", &find_policy, py::arg("id"), py::arg("version") = py::none(),
           "By id; without a version the latest. KeyError where there is none, or no calendar for "
           "it.")
      .def("read_policy", &read_policy, py::arg("text"), py::kw_only(), py::arg("name") = "<text>",
           "A policy from YAML, to try out, with a calendar of the library. ModelError with its "
           "findings.")
      .def_property_readonly(
          "findings", [](const LibraryView& v) { return to_python(v.findings); },
          "Warnings; with strict=False also the errors of models that were left out.")
      .def(
          "request",
          [](const LibraryView& v, const std::string& request) {
            py::gil_scoped_release release;
            return answer(v.models, request).text;
          },
          py::arg("request"), R"(
One request in JSON, one answer in JSON: what `vaern serve` and hosts without C++ call.

>>> import vaern
>>> vaern.load().request('{"command":"score","instrument":"who-5@1998","responses":{}}')[:19]
'{"command":"score",'
)")
      .def("__getitem__", &find_any, py::arg("reference"),
           "The instrument or programme 'id@version', or the latest 'id'.")
      .def("__contains__", &contains, py::arg("reference"),
           "Whether there is an instrument or programme 'id@version' or 'id'.")
      .def("__repr__", [](const LibraryView& v) {
        return "<Library of " + std::to_string(v.library().instruments().size()) +
               " instruments and " + std::to_string(v.library().programmes().size()) +
               " programmes>";
      });

  bind_pickle<LibraryView>(module, "Library", [](const LibraryView& v) {
    return call_of("_library", py::bytes(save(v.models.store())), py::bytes(save(v.findings)));
  });

  module.def("load_paths", &load, py::arg("paths"), py::kw_only(), py::arg("strict") = true,
             "Every model of the folders and files; see vaern.load.");
}

}  // namespace vaern::python
