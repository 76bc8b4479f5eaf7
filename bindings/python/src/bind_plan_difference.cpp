// SPDX-License-Identifier: Apache-2.0
// What is different between two plans of a case.
#include <fmt/format.h>
#include <pybind11/stl.h>

#include <memory>
#include <optional>
#include <string>

#include "convert.hpp"
#include "pickles.hpp"
#include "plan_views.hpp"
#include "vaern/exchange/plan_changes.hpp"
#include "vaern/safety_plan/revision.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

using Plan = std::shared_ptr<PlanView>;

struct DifferenceView {
  Plan before;
  Plan after;
  PlanSide before_side;
  PlanSide after_side;
  PlanDifference difference;
};
using Holder = std::shared_ptr<DifferenceView>;

struct RowView {
  Holder owner;
  const MeasureDifference* row;
};

PlanSide side_of(const PlanView& view) {
  PlanSide side;
  side.file = &view.file->file;
  side.plan = &view.plan;
  side.as_of = view.when.as_of;
  side.known_by = view.when.known_by;
  side.zone = &view.programme->policy().zone();
  return side;
}

/// A plan without a moment, or without a limit to what is known, is neither earlier nor later.
bool is_earlier(const AsOf& plan, const AsOf& other) {
  if (plan.as_of && other.as_of && *plan.as_of != *other.as_of) return *plan.as_of < *other.as_of;
  if (plan.as_of.has_value() != other.as_of.has_value()) return false;
  const auto known = plan.known_by ? plan.known_by : plan.as_of;
  const auto other_known = other.known_by ? other.known_by : other.as_of;
  return known && other_known && *known < *other_known;
}

Holder difference(const Plan& before, const Plan& after) {
  if (is_earlier(after->when, before->when)) {
    throw py::value_error(
        "that plan is of an earlier moment, or of earlier knowledge: say "
        "earlier.difference(later)");
  }
  DiagnosticList findings;
  check_same_case(before->file->file, after->file->file, findings);
  if (findings.has_errors()) raise_data_error(findings);
  auto view = std::make_shared<DifferenceView>(
      DifferenceView{before, after, side_of(*before), side_of(*after), {}});
  const py::gil_scoped_release release;
  view->difference = plan_difference(view->before_side, view->after_side);
  return view;
}

py::object measure_of(const Plan& owner, const PlannedMeasure* planned) {
  if (planned == nullptr) return py::none();
  const auto index = static_cast<std::size_t>(planned - owner->plan.measures.data());
  return py::cast(PlannedMeasureView{owner, index});
}

py::object or_none(const std::string& text) {
  return text.empty() ? py::object(py::none()) : py::object(py::str(text));
}

py::tuple reasons(const RowView& view) {
  return tuple_of(view.row->readings, [](const ReadingChange& reading) {
    py::dict dict;
    dict["name"] = reading.name;
    dict["before"] = or_none(reading.before);
    dict["after"] = or_none(reading.after);
    return frozen(dict);
  });
}

py::object standing(const std::optional<NetworkStanding>& standing) {
  return standing ? py::object(py::str(std::string(to_string(*standing)))) : py::object(py::none());
}

py::tuple network(const DifferenceView& view) {
  return tuple_of(view.difference.network, [](const MemberDifference& member) {
    py::dict dict;
    dict["party"] = member.party;
    dict["before"] = standing(member.before);
    dict["after"] = standing(member.after);
    return frozen(dict);
  });
}

std::string json_of(const DifferenceView& view) {
  return plan_changes_json(view.difference, view.before_side, view.after_side);
}

void bind_row(py::module_& module) {
  py::class_<RowView>(module, "MeasureDifference", py::is_final(),
                      "What is other about one measure in the later plan, and what decided.")
      .def_property_readonly(
          "id", [](const RowView& v) { return v.row->id; }, "As of PlannedMeasure.")
      .def_property_readonly(
          "changes",
          [](const RowView& v) {
            return tuple_of(v.row->changes, [](PlanChange change) {
              return py::str(std::string(to_string(change)));
            });
          },
          "'added', 'removed', 'text', 'state', 'list', 'urgency', 'status', 'words': at least "
          "one.")
      .def_property_readonly(
          "before", [](const RowView& v) { return measure_of(v.owner->before, v.row->before); },
          "In the earlier plan; None: it was added.")
      .def_property_readonly(
          "after", [](const RowView& v) { return measure_of(v.owner->after, v.row->after); },
          "In the later plan; None: it was removed.")
      .def_property_readonly("reasons", &reasons,
                             "What decided where the state or list is another: name, before, after "
                             "of each; None where it did not decide on that side.")
      .def("__repr__", [](const RowView& v) {
        std::string changes;
        for (const PlanChange change : v.row->changes) {
          changes += (changes.empty() ? "" : ", ") + std::string(to_string(change));
        }
        return "<MeasureDifference " + v.row->id + ": " + changes + ">";
      });
}

}  // namespace

void bind_plan_difference(py::module_& module) {
  bind_row(module);
  py::class_<DifferenceView, Holder>(module, "PlanDifference", py::is_final(), R"(
What is different between two plans of one case, measure by measure, with what decided. See
SafetyPlan.difference.
)")
      .def_property_readonly(
          "before", [](const DifferenceView& v) { return v.before; }, "The earlier plan.")
      .def_property_readonly(
          "after", [](const DifferenceView& v) { return v.after; }, "The later plan.")
      .def_property_readonly(
          "measures",
          [](const Holder& v) {
            return tuple_of(v->difference.measures, [&](const MeasureDifference& row) {
              return py::cast(RowView{v, &row});
            });
          },
          "Those that differ, in the order of the later plan; then those that were removed.")
      .def_property_readonly(
          "since",
          [](const DifferenceView& v) {
            return tuple_of(v.difference.since, [](const EntrySince& entry) {
              return py::make_tuple(std::string(to_string(entry.kind)), entry.id);
            });
          },
          "(kind, id) of what is new in the case: 'assessment', 'event', 'plan' or 'struck'.")
      .def_property_readonly(
          "found", [](const DifferenceView& v) { return to_python(v.difference.found); },
          "Plans that the other party has found since: as of SafetyPlan.")
      .def_property_readonly(
          "priorities",
          [](const DifferenceView& v) {
            return py::make_tuple(texts(v.difference.priorities_before),
                                  texts(v.difference.priorities_after));
          },
          "(before, after): the sections that mattered most to the person, and do now.")
      .def_property_readonly(
          "network", [](const DifferenceView& v) { return network(v); },
          "Whose standing is another: party, before, after; None: no part of the network.")
      .def(
          "explain",
          [](const DifferenceView& v, const std::string& tag) {
            return plan_changes_text(v.difference, v.before_side, v.after_side, *v.after->programme,
                                     language_of(tag));
          },
          py::arg("language") = "en", "In 'en' or 'da', as `vaern plan diff` prints it.")
      .def("to_json", &json_of, "Canonical JSON, the same bytes everywhere.")
      .def(
          "to_dict",
          [](const DifferenceView& v) -> py::dict {
            return py::module_::import("json").attr("loads")(json_of(v));
          },
          "The same as a dict of your own.")
      .def(
          "__bool__", [](const DifferenceView& v) { return !v.difference.empty(); },
          "Something that a plan says is different.")
      .def("__repr__", [](const DifferenceView& v) {
        return fmt::format("<PlanDifference of {}: {} measures>", v.before->file->file.id,
                           v.difference.measures.size());
      });
  bind_pickle<DifferenceView>(module, "PlanDifference", [](const DifferenceView& v) {
    return call_of("_between", v.before, "difference", v.after);
  });
  bind_pickle<RowView>(module, "MeasureDifference", [](const RowView& v) {
    return part_of(py::cast(v.owner), "measures", v.row - v.owner->difference.measures.data());
  });
  py::reinterpret_borrow<py::class_<PlanView, Plan>>(module.attr("SafetyPlan"))
      .def("difference", &difference, py::arg("later"), R"(
What is different in a later plan of the same case, or in one with later knowledge. An earlier one is
a ValueError: a change is never told backwards.

>>> import vaern
>>> programme = vaern.load().programme("partner-violence")
>>> case = vaern.load_case('''
... vaern: 1
... case: k-1
... programme: partner-violence@1
... subject: p1
... parties: [{id: p1, role: subject}, {id: w1, role: assessor}]
... facts:
...   - {fact: pets, about: p1, value: yes, from: 2026-11-10, recorded: 2026-11-10, by: w1}
... ''')
>>> first = programme.plan(case, as_of="2026-11-09T12:00+01:00")
>>> second = programme.plan(case, as_of="2026-11-11T12:00+01:00")
>>> [dict(why) for why in first.difference(second).measures[0].reasons]
[{'name': 'pets', 'before': 'unknown', 'after': 'yes'}]
)");
}

}  // namespace vaern::python
