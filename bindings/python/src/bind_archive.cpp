// SPDX-License-Identifier: Apache-2.0
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <filesystem>
#include <string>
#include <utility>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "pickles.hpp"
#include "vaern/archive/models.hpp"
#include "vaern/archive/results.hpp"
#include "vaern/instrument/record.hpp"

namespace py = pybind11;

namespace vaern::python {

py::tuple made_again(const WorkView& work, const char* method) {
  const auto text = [](const std::optional<Instant>& moment) {
    return moment ? moment->to_string() : std::string();
  };
  return call_of("_made", holder(work.programme), method, work.file, text(work.when.as_of),
                 text(work.when.known_by));
}

namespace {

CaseWork work_of(const WorkView& view) {
  return {view.programme, {view.file, &view.file->file}, view.when};
}

/// Opens without the interpreter's lock.
template <class Open>
auto opened(Open open) {
  std::optional<decltype(open())> result;
  {
    py::gil_scoped_release release;
    result = open();
  }
  return value_of(*std::move(result));
}

py::object case_of(std::string_view archive, const std::string& name) {
  DiagnosticList findings;
  CaseFile file = opened([&] { return open_case(archive, findings, name); });
  return py::cast(std::make_shared<CaseView>(CaseView{std::move(file), std::move(findings)}));
}

LibraryView library_of(std::string_view archive, const std::string& name) {
  LibraryView made;
  ModelStore store = opened([&] { return open_models(archive, name); });
  const py::gil_scoped_release release;
  made.models = Models::of(std::move(store), made.findings);
  return made;
}

/// The programme's own method makes the result of what was opened and compared.
py::object result_of(std::string_view archive, ArchiveKind kind, const std::string& name) {
  const CaseWork work = opened([&] { return open_case_work(archive, kind, name); });
  const auto file = std::make_shared<CaseView>(CaseView{*work.file, {}});
  const char* method = kind == ArchiveKind::timeline ? "timeline"  //
                       : kind == ArchiveKind::plan   ? "plan"
                                                     : "assess";
  return py::cast(holder(work.programme))
      .attr(method)(file, py::arg("as_of") = to_python(work.when.as_of),
                    py::arg("known_by") = to_python(work.when.known_by));
}

py::object open_bytes(std::string_view archive, const std::string& name) {
  const ArchiveKind kind = value_of(read_archive_head(archive, name)).kind;
  switch (kind) {
    case ArchiveKind::instrument:
      return py::cast(holder(opened([&] { return open_instrument(archive, name); })));
    case ArchiveKind::programme:
      return py::cast(holder(opened([&] { return open_programme(archive, name); })));
    case ArchiveKind::models:
      return py::cast(library_of(archive, name));
    case ArchiveKind::case_file:
      return case_of(archive, name);
    case ArchiveKind::score:
      return py::cast(std::make_shared<Score>(opened([&] { return open_score(archive, name); })));
    case ArchiveKind::assessment:
    case ArchiveKind::timeline:
    case ArchiveKind::plan:
      return result_of(archive, kind, name);
    case ArchiveKind::findings:
      return to_python(opened([&] { return open_findings(archive, name); }));
    case ArchiveKind::calendar:
      return py::cast(
          std::const_pointer_cast<Calendar>(opened([&] { return open_calendar(archive, name); })));
    case ArchiveKind::policy:
    case ArchiveKind::catalogue:
    case ArchiveKind::report:
      break;
  }
  throw py::value_error("the archive holds a " + std::string(to_string(kind)) +
                        ", which Python has no class for: open it in C++");
}

py::bytes to_archive(const py::object& value) {
  if (py::isinstance<Instrument>(value)) return save(value.cast<const Instrument&>());
  if (py::isinstance<Programme>(value)) return save(value.cast<const Programme&>());
  if (py::isinstance<Calendar>(value)) return save(value.cast<const Calendar&>());
  if (py::isinstance<LibraryView>(value)) {
    return save(value.cast<const LibraryView&>().models.store());
  }
  if (py::isinstance<CaseView>(value)) return save(value.cast<const CaseView&>().file);
  if (py::isinstance<Score>(value)) return save(value.cast<const Score&>());
  const auto made = [](const WorkView& view, ArchiveKind kind) {
    const CaseWork work = work_of(view);
    return opened([&] { return save(work, kind); });
  };
  if (py::isinstance<AssessmentView>(value)) {
    return made(value.cast<const AssessmentView&>(), ArchiveKind::assessment);
  }
  if (py::isinstance<TimelineView>(value)) {
    return made(value.cast<const TimelineView&>(), ArchiveKind::timeline);
  }
  if (py::isinstance<PlanView>(value)) {
    return made(value.cast<const PlanView&>(), ArchiveKind::plan);
  }
  const auto type = py::str(py::type::handle_of(value).attr("__name__")).cast<std::string>();
  throw py::type_error("a " + type +
                       " cannot be an archive: Instrument, Programme, Library, Case, Score, "
                       "CaseAssessment, Timeline and SafetyPlan can");
}

/// What a pickle of a library holds: its documents, and what was found when it was read.
LibraryView library_again(const py::bytes& models, const py::bytes& findings) {
  LibraryView made = library_of(models, "archive");
  made.findings = value_of(open_findings(findings));
  return made;
}

Score score_from(const InstrumentHolder& instrument, const std::string& record, bool with_witnesses,
                 bool with_sides) {
  std::optional<Score> made;
  {
    py::gil_scoped_release release;
    made = score_again(record, instrument, with_witnesses, with_sides);
  }
  if (!made) throw py::value_error("the record is none of " + instrument->reference());
  return *std::move(made);
}

constexpr const char* from_help = R"(
The value of an archive. `name` stands in messages. Raises DataError with every finding for bytes
that are no archive, were cut or changed, are of a newer format, or hold what this version does not
give.

>>> import vaern
>>> archive = vaern.to_archive(vaern.load().instrument("who-5"))
>>> vaern.from_archive(archive)
<Instrument who-5@1998>
>>> try:
...     vaern.from_archive(archive[:-1])
... except vaern.DataError as error:
...     error.faults[0].code
'E1310'
)";

}  // namespace

void bind_archive(py::module_& module) {
  module.def("to_archive", &to_archive, py::arg("value"), R"(
A model, a case or a result as the bytes of an archive; the same value gives the same bytes.

>>> import vaern
>>> vaern.to_archive(vaern.load().instrument("who-5"))[:26]
b'vaern-archive 1 instrument'
)");
  module.def(
      "from_archive",
      [](const py::bytes& data, const std::string& name) {
        return open_bytes(std::string_view(data), name);
      },
      py::arg("data"), py::kw_only(), py::arg("name") = "archive", from_help);
  module.def(
      "open_archive",
      [](const std::filesystem::path& path) {
        const std::string name = path.string();
        const std::string archive = opened([&] { return read_archive_file(name); });
        return open_bytes(archive, name);
      },
      py::arg("path"), "The value of an archive in a file; see vaern.open.");
  module.def("_library", &library_again, py::arg("models"), py::arg("findings"));
  module.def("_score", &score_from, py::arg("instrument"), py::arg("record"),
             py::arg("with_witnesses"), py::arg("with_sides"));
}

}  // namespace vaern::python
