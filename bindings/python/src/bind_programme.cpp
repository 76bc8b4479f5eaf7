// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <pybind11/stl.h>

#include <stdexcept>
#include <string>
#include <utility>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "pickles.hpp"
#include "vaern/archive/models.hpp"
#include "vaern/exchange/report.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

using Holder = std::shared_ptr<AssessmentView>;

struct EntryView {
  Holder owner;
  const AssessedEntry* it;
};

struct DyadView {
  Holder owner;
  const Dyad* it;
};

AsOf when_of(const py::object& as_of, const py::object& known_by) {
  return {instant_of(as_of, "as_of"), instant_of(known_by, "known_by")};
}

/// A case. Whatever else is given is not repeated: it may be the text of one.
CaseHolder case_of(const py::object& given) {
  if (py::isinstance<CaseView>(given)) return given.cast<CaseHolder>();
  throw py::type_error(
      "case is a vaern.Case, as vaern.read_case and vaern.load_case give it, and not a " +
      py::str(py::type::of(given).attr("__name__")).cast<std::string>());
}

/// Does `work` with a case that the programme accepts, without the interpreter's lock. DataError
/// with every fault otherwise; ValueError where a moment is so near the first or the last year of
/// the calendar that what is counted from it is no date.
template <class Work>
auto with_checked(const ProgrammeHolder& programme, const CaseHolder& file, Work work) {
  DiagnosticList findings;
  std::optional<decltype(work())> result;
  bool is_outside = false;
  {
    py::gil_scoped_release release;
    check_case(file->file, *programme, findings);
    if (!findings.has_errors()) {
      try {
        result = work();
        if (!*result) findings.append(std::move(result->error()));
      } catch (const std::out_of_range&) {
        is_outside = true;
      }
    }
    findings.sort();
  }
  if (is_outside) {
    throw py::value_error(
        "as_of is too near the year 1 or 9999: what is counted from it is no date");
  }
  if (findings.has_errors()) raise_data_error(findings);
  return **std::move(result);
}

py::tuple check(const ProgrammeHolder& programme, const py::object& given) {
  const CaseHolder file = case_of(given);
  DiagnosticList findings;
  {
    py::gil_scoped_release release;
    check_case(file->file, *programme, findings);
    findings.sort();
  }
  return to_python(findings);
}

Holder assess_case(const ProgrammeHolder& programme, const py::object& given,
                   const py::object& as_of, const py::object& known_by) {
  const CaseHolder file = case_of(given);
  const AsOf when = when_of(as_of, known_by);
  return std::make_shared<AssessmentView>(AssessmentView{
      {programme, file, when},
      with_checked(programme, file, [&] { return assess(file->file, *programme, when); })});
}

std::shared_ptr<TimelineView> timeline_of(const ProgrammeHolder& programme, const py::object& given,
                                          const py::object& as_of, const py::object& known_by) {
  const CaseHolder file = case_of(given);
  const AsOf when = when_of(as_of, known_by);
  return std::make_shared<TimelineView>(TimelineView{
      {programme, file, when},
      with_checked(programme, file, [&] { return timeline(file->file, *programme, when); })});
}

std::shared_ptr<PlanView> plan_of(const ProgrammeHolder& programme, const py::object& given,
                                  const py::object& as_of, const py::object& known_by) {
  const CaseHolder file = case_of(given);
  const AsOf when = when_of(as_of, known_by);
  return std::make_shared<PlanView>(
      PlanView{{programme, file, when},
               with_checked(programme, file, [&] { return plan(file->file, *programme, when); })});
}

std::shared_ptr<ZonePlanView> zone_plan_of(const ProgrammeHolder& programme,
                                           const py::object& given, const py::object& as_of,
                                           const py::object& known_by) {
  if (programme->zones() == nullptr) {
    throw py::value_error(programme->reference() + " has no plan of zones; ask for `plan`");
  }
  const CaseHolder file = case_of(given);
  const AsOf when = when_of(as_of, known_by);
  return std::make_shared<ZonePlanView>(ZonePlanView{
      {programme, file, when},
      with_checked(programme, file, [&] { return zone_plan(file->file, *programme, when); })});
}

std::string report_of(const ProgrammeHolder& programme, const py::object& given,
                      const py::object& as_of, const py::object& known_by,
                      const std::string& language, const std::string& format) {
  const CaseHolder file = case_of(given);
  const AsOf when = when_of(as_of, known_by);
  const Language spoken = language_of(language);
  if (format != "text" && format != "html" && format != "json") {
    throw py::value_error("'" + format + "' is not a format of a report: text, html, json");
  }
  return with_checked(programme, file, [&]() -> Result<std::string> {
    const Result<CaseReport> made = report(file->file, *programme, when);
    if (!made) return tl::unexpected(made.error());
    if (format == "json") return report_json(*made);
    return format == "html" ? report_html(*made, spoken) : report_text(*made, spoken);
  });
}

py::tuple programme_levels(const Programme& programme, std::uint64_t set) {
  return level_ids(set, [&](std::uint32_t level) { return py::str(programme.levels()[level]); });
}

py::object no_level(std::uint64_t possible, NoLevel why) {
  return possible != 0 ? py::object(py::none()) : py::object(py::str(std::string(to_string(why))));
}

py::tuple assessment_ids(const DyadView& view, const std::vector<std::size_t>& places) {
  return tuple_of(places, [&](std::size_t at) {
    return py::str(view.owner->assessment.assessments[at].entry->id.text);
  });
}

void bind_entry(py::module_& module) {
  py::class_<EntryView>(module, "AssessedEntry", py::is_final(),
                        "One assessment of a case, scored and placed on the programme's scale.")
      .def_property_readonly(
          "id", [](const EntryView& v) { return v.it->entry->id.text; }, "'a7'.")
      .def_property_readonly(
          "about", [](const EntryView& v) { return v.it->entry->about.text; }, "The other party.")
      .def_property_readonly(
          "instrument",
          [](const EntryView& v) {
            const auto& named = v.it->entry->instrument;
            return named ? py::object(py::str(named->to_string())) : py::object(py::none());
          },
          "id@version; None: a judgement alone.")
      .def_property_readonly(
          "status", [](const EntryView& v) { return std::string(to_string(v.it->entry->status)); },
          "'draft' or 'completed'.")
      .def_property_readonly(
          "score",
          [](const EntryView& v) -> std::shared_ptr<Score> {
            if (!v.it->score) return nullptr;
            return {v.owner, const_cast<Score*>(&*v.it->score)};  // NOLINT: bound as immutable
          },
          "None for a judgement alone.")
      .def_property_readonly(
          "possible",
          [](const EntryView& v) {
            return programme_levels(*v.owner->programme, v.it->level.possible);
          },
          "The programme's levels that are possible; empty: no level.")
      .def_property_readonly(
          "no_level",
          [](const EntryView& v) { return no_level(v.it->level.possible, v.it->level.no_level); },
          "Why there is no level: 'unmapped', 'outside_population', 'awaiting_judgement', "
          "'unknown'.")
      .def_property_readonly(
          "judged", [](const EntryView& v) { return v.it->level.judged; },
          "A professional's level is recorded.")
      .def_property_readonly(
          "in_population", [](const EntryView& v) { return to_python(v.it->in_population); },
          "'yes', 'no' or 'unknown': the instrument is meant for this person.")
      .def_property_readonly(
          "is_outside_admitted", [](const EntryView& v) { return v.it->is_outside_admitted; },
          "Outside its population, and the programme lets its level enter.")
      .def_property_readonly(
          "is_struck", [](const EntryView& v) { return v.it->is_struck; },
          "A correction struck it.")
      .def_property_readonly(
          "counts", [](const EntryView& v) { return v.it->counts; },
          "Its level is part of the level of the two people.")
      .def_property_readonly(
          "competences_missing",
          [](const EntryView& v) { return texts(v.it->competences_missing); },
          "Required by the instrument, and none of those who made it has them.")
      .def("__repr__", [](const EntryView& v) {
        return fmt::format("<AssessedEntry {} {}: {}>", v.it->entry->id.text,
                           to_string(v.it->entry->status),
                           range_text(v.it->level.possible, v.owner->programme->levels()));
      });

  py::class_<DyadView>(module, "Dyad", py::is_final(), "The person and one other party.")
      .def_property_readonly(
          "about", [](const DyadView& v) { return v.it->about; }, "The other party.")
      .def_property_readonly(
          "possible",
          [](const DyadView& v) { return programme_levels(*v.owner->programme, v.it->possible); },
          "The programme's levels that are possible; empty: no level.")
      .def_property_readonly(
          "no_level", [](const DyadView& v) { return no_level(v.it->possible, v.it->no_level); },
          "Why there is no level; None where there is one.")
      .def_property_readonly(
          "assessments", [](const DyadView& v) { return assessment_ids(v, v.it->assessments); },
          "Ids by time.")
      .def_property_readonly(
          "counting", [](const DyadView& v) { return assessment_ids(v, v.it->counting); },
          "Ids of those whose levels are joined.")
      .def_property_readonly(
          "use",
          [](const DyadView& v) {
            return tuple_of(v.it->use, [](const UseFor* line) {
              return py::str(line->instrument ? line->instrument->to_string() : "judgement");
            });
          },
          "The instruments to use, id@version, or 'judgement'; several where that is not known.")
      .def("__repr__", [](const DyadView& v) {
        return fmt::format("<Dyad {}: {}>", v.it->about,
                           range_text(v.it->possible, v.owner->programme->levels()));
      });
  bind_pickle<EntryView>(module, "AssessedEntry", [](const EntryView& v) {
    return part_of(py::cast(v.owner), "assessments", v.it->entry->id.text);
  });
  bind_pickle<DyadView>(module, "Dyad", [](const DyadView& v) {
    return part_of(py::cast(v.owner), "dyads", v.it - v.owner->assessment.dyads.data());
  });
}

void bind_assessment(py::module_& module) {
  py::class_<AssessmentView, Holder>(module, "CaseAssessment", py::is_final(),
                                     "The levels of a case. See Programme.assess.")
      .def_property_readonly(
          "possible",
          [](const AssessmentView& v) {
            return programme_levels(*v.programme, v.assessment.possible);
          },
          "The programme's levels that are possible over all other parties; empty: no level.")
      .def_property_readonly(
          "dyads",
          [](const Holder& v) {
            return tuple_of(v->assessment.dyads,
                            [&](const Dyad& dyad) { return py::cast(DyadView{v, &dyad}); });
          },
          "One for each other party, in the order of the case.")
      .def_property_readonly(
          "assessments",
          [](const Holder& v) {
            py::dict entries;
            for (const AssessedEntry& entry : v->assessment.assessments) {
              entries[py::str(entry.entry->id.text)] = EntryView{v, &entry};
            }
            return frozen(entries);
          },
          "By id, in the order of the case.")
      .def("__repr__", [](const AssessmentView& v) {
        return fmt::format("<CaseAssessment {}; {}>",
                           range_text(v.assessment.possible, v.programme->levels()),
                           v.file->file.id);
      });
  bind_pickle<AssessmentView>(module, "CaseAssessment",
                              [](const AssessmentView& v) { return made_again(v, "assess"); });
}

constexpr const char* timeline_help = R"(
What is due, what was met, and why.

`as_of` is what is true when, `known_by` what was known (default: `as_of`): aware datetimes or ISO
texts. Without `as_of` nothing is judged overdue. Raises DataError for a case the programme refuses.

>>> import vaern
>>> programme = vaern.load().programme("partner-violence")
>>> case = vaern.load_case('''
... vaern: 1
... case: k-1
... programme: partner-violence@1
... subject: p1
... parties:
...   - {id: p1, role: subject, sex: woman, born: 1989}
...   - {id: o1, role: other_party, sex: man, relation: former_partner}
... episodes: [{no: 1, opened: 2026-03-02T09:00+01:00}]
... ''')
>>> timeline = programme.timeline(case, as_of="2026-03-05T09:00+01:00")
>>> timeline.next(clock="risk_assessment").due_text
'2026-03-04T09:00:00+01:00'
>>> timeline.next(clock="risk_assessment").status
'overdue'
)";

constexpr const char* plan_help = R"(
A draft of the safety plan from the assessment and the situation; see `timeline` for `as_of`.

>>> import vaern
>>> programme = vaern.load().programme("partner-violence")
>>> case = vaern.load_case('''
... vaern: 1
... case: k-1
... programme: partner-violence@1
... subject: p1
... parties: [{id: p1, role: subject}]
... ''')
>>> "call_112" in [measure.id for measure in programme.plan(case).now]
True
)";

constexpr const char* zone_plan_help = R"(
The plan of zones of a case, where the programme has one; see `timeline` for `as_of`.

>>> import vaern
>>> programme = vaern.load().programme("residential-adults")
>>> case = vaern.read_case("examples/situations/resident-in-a-botilbud.yaml")
>>> programme.zone_plan(case, as_of="2026-11-21T09:00+01:00")
<ZonePlan of k-7001: 34 measures, 30 in the plan>
)";

constexpr const char* report_help = R"(
One page on what the case needs now: the range first, why, what to ask, what is due, the plan.

`language` is 'en' or 'da', `format` 'text', 'html' (one printable file) or 'json' (the same bytes
everywhere); see `timeline` for `as_of`.
)";

}  // namespace

void bind_programme(py::module_& module) {
  bind_entry(module);
  bind_assessment(module);
  py::class_<Programme, ProgrammeHolder> programme(module, "Programme", py::is_final(), R"(
How an agency uses instruments, a policy and a catalogue together. Immutable.

>>> import vaern
>>> programme = vaern.load().programme("partner-violence")
>>> programme.title("da")
'Ambulant indsats til voldsudsatte'
)");
  bind_head(programme);
  const auto moments = [](auto&& bound, const char* name, auto function, const char* help) {
    bound.def(name, function, py::arg("case"), py::kw_only(), py::arg("as_of") = py::none(),
              py::arg("known_by") = py::none(), help);
  };
  moments(programme, "assess", &assess_case,
          "The levels of each other party and of the case; see `timeline` for `as_of`.");
  moments(programme, "timeline", &timeline_of, timeline_help);
  moments(programme, "plan", &plan_of, plan_help);
  moments(programme, "zone_plan", &zone_plan_of, zone_plan_help);
  programme
      .def("check", &check, py::arg("case"),
           "Holds a case to the programme and its instruments: every finding, errors and warnings.")
      .def("report", &report_of, py::arg("case"), py::kw_only(), py::arg("as_of") = py::none(),
           py::arg("known_by") = py::none(), py::arg("language") = "en", py::arg("format") = "text",
           report_help)
      .def_property_readonly(
          "levels", [](const Programme& p) { return texts(p.levels()); },
          "The programme's own scale, lowest concern first.")
      .def(
          "level_text",
          [](const Programme& p, const std::string& level, const std::string& tag) {
            for (std::uint32_t i = 0; i < p.levels().size(); ++i) {
              if (p.levels()[i] == level) return p.level_text(i, language_of(tag));
            }
            throw py::key_error(level);
          },
          py::arg("level"), py::arg("language") = "en", "The words for a level.")
      .def_property_readonly(
          "policy", [](const Programme& p) { return p.policy().head().reference().to_string(); },
          "id@version.")
      .def_property_readonly(
          "catalogue", [](const Programme& p) { return p.catalogue().reference().to_string(); },
          "id@version.")
      .def_property_readonly(
          "facts",
          [](const Programme& p) {
            return tuple_of(p.facts(), [](const ProgrammeFact& fact) { return py::str(fact.id); });
          },
          "Ids of the facts that a case may hold.")
      .def_property_readonly(
          "events",
          [](const Programme& p) {
            return tuple_of(p.events(),
                            [](const ProgrammeEvent& event) { return py::str(event.id); });
          },
          "Ids of the kinds of event.")
      .def("__repr__", [](const Programme& p) { return "<Programme " + p.reference() + ">"; });
  bind_pickle<Programme>(module, "Programme",
                         [](const Programme& p) { return call_of("_model", py::bytes(save(p))); });
}

}  // namespace vaern::python
