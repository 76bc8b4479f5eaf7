// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <pybind11/stl.h>

#include <string>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "pickles.hpp"
#include "vaern/instrument/record.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

Verification verify_record(const std::string& record, const LibraryView& library) {
  py::gil_scoped_release release;
  return verify(
      record,
      [&](std::string_view id, std::string_view version) {
        return library.library().find_instrument(id, version);
      },
      [&](const Instrument& instrument, std::string_view language) {
        return library.library().find_wording(instrument, language);
      });
}

}  // namespace

void bind_record(py::module_& module) {
  py::class_<Mismatch>(module, "Mismatch", py::is_final(), "One difference of a record.")
      .def_readonly("path", &Mismatch::path, "'/level/computed'.")
      .def_readonly("recorded", &Mismatch::recorded, "As JSON; empty: not there.")
      .def_readonly("found", &Mismatch::found, "As JSON; empty: not there.")
      .def("__repr__", [](const Mismatch& m) {
        return fmt::format("<Mismatch {}: {} recorded, {} found>", m.path, m.recorded, m.found);
      });

  const auto state = [](const Verification& v) {
    switch (v.state) {
      case Verification::State::verified:
        return "verified";
      case Verification::State::reformatted:
        return "reformatted";
      case Verification::State::differs:
        return "differs";
      case Verification::State::model_absent:
        return "model_absent";
      case Verification::State::unreadable:
        break;
    }
    return "unreadable";
  };
  py::class_<Verification>(module, "Verification", py::is_final(),
                           "What came of scoring a record again; true when everything holds.")
      .def_property_readonly("state", state,
                             "'verified', 'reformatted' (every value holds, the bytes were written "
                             "anew), 'differs', 'model_absent' or 'unreadable'.")
      .def_readonly("instrument", &Verification::instrument, "id@version, where it could be read.")
      .def_readonly("digest_holds", &Verification::digest_holds, "The bytes are as written.")
      .def_readonly("meaning_holds", &Verification::meaning_holds, "The model means the same.")
      .def_readonly("text_holds", &Verification::text_holds, "The model has the same words.")
      .def_property_readonly(
          "mismatches",
          [](const Verification& v) {
            return tuple_of(v.mismatches, [](const Mismatch& m) { return py::cast(m); });
          },
          "Every difference.")
      .def_readonly("problem", &Verification::problem, "Of an unreadable record, in English.")
      .def("__bool__", [](const Verification& v) { return v.holds(); })
      .def("__repr__", [state](const Verification& v) {
        return fmt::format("<Verification {}; {}>", state(v), v.instrument);
      });

  module.def("verify", &verify_record, py::arg("record"), py::arg("library"), R"(
Scores a record's responses again and compares everything it holds.

>>> import vaern
>>> library = vaern.load()
>>> record = library.instrument("danger-assessment").score({"gun": "yes"}).record()
>>> vaern.verify(record, library).state
'verified'
>>> vaern.verify(record.replace('"gun":"yes"', '"gun":"no"'), library).state
'differs'
)");
  bind_pickle<Mismatch>(module, "Mismatch", [](const Mismatch& m) {
    return call_of("_mismatch", m.path, m.recorded, m.found);
  });
  bind_pickle<Verification>(module, "Verification", [](const Verification& v) {
    return call_of("_verification", static_cast<int>(v.state), v.instrument, v.digest_holds,
                   v.meaning_holds, v.text_holds, v.mismatches, v.problem);
  });
  module.def(
      "_mismatch",
      [](std::string path, std::string recorded, std::string found) {
        return Mismatch{std::move(path), std::move(recorded), std::move(found)};
      },
      py::arg("path"), py::arg("recorded"), py::arg("found"));
  module.def(
      "_verification",
      [](int number, std::string instrument, bool digest_holds, bool meaning_holds, bool text_holds,
         std::vector<Mismatch> mismatches, std::string problem) {
        if (number < 0 || number > static_cast<int>(Verification::State::unreadable)) {
          throw py::value_error("no state of a verification");
        }
        return Verification{static_cast<Verification::State>(number),
                            std::move(instrument),
                            digest_holds,
                            meaning_holds,
                            text_holds,
                            std::move(mismatches),
                            std::move(problem)};
      },
      py::arg("state"), py::arg("instrument"), py::arg("digest_holds"), py::arg("meaning_holds"),
      py::arg("text_holds"), py::arg("mismatches"), py::arg("problem"));
}

}  // namespace vaern::python
