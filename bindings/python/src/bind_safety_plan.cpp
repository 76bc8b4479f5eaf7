// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <pybind11/stl.h>

#include <string>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "pickles.hpp"
#include "plan_views.hpp"
#include "vaern/exchange/report.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

using Holder = std::shared_ptr<PlanView>;

py::tuple measures(const Holder& owner, const std::vector<std::size_t>& places) {
  return tuple_of(places, [&](std::size_t at) { return py::cast(PlannedMeasureView{owner, at}); });
}

}  // namespace

py::tuple to_python(const std::vector<FoundPlan>& found) {
  return tuple_of(found, [](const FoundPlan& each) {
    py::dict dict;
    dict["event"] = each.event;
    dict["known"] = each.known.text;
    dict["review"] = to_python(each.review);
    dict["overdue"] = each.is_overdue;
    dict["plans"] = texts(each.plans);
    dict["measures"] = texts(each.measures);
    return frozen(dict);
  });
}

void bind_safety_plan(py::module_& module) {
  bind_plan_parts(module);
  py::class_<PlanView, Holder>(module, "SafetyPlan", py::is_final(), R"(
A draft of a safety plan: every measure of the catalogue in one state, and three lists. See
Programme.plan.
)")
      .def_property_readonly(
          "now", [](const Holder& v) { return measures(v, v->plan.now); },
          "What applies and is urgent.")
      .def_property_readonly(
          "ask_first", [](const Holder& v) { return measures(v, v->plan.ask_first); },
          "What an unanswered question holds.")
      .def_property_readonly(
          "later", [](const Holder& v) { return measures(v, v->plan.later); },
          "What applies and is slower.")
      .def_property_readonly(
          "measures",
          [](const Holder& v) {
            py::list list;
            for (std::size_t i = 0; i < v->plan.measures.size(); ++i) {
              list.append(PlannedMeasureView{v, i});
            }
            return py::tuple(list);
          },
          "Every measure, dependencies first; also the blocked and the inapplicable.")
      .def_property_readonly(
          "questions",
          [](const Holder& v) {
            return tuple_of(v->plan.questions, [&](const PlanQuestion& question) {
              return py::cast(PlanQuestionView{v, &question});
            });
          },
          "All of them, the most important first; a page shows five.")
      .def_property_readonly(
          "alarms",
          [](const Holder& v) {
            return tuple_of(v->plan.alarms, [&](const PlanAlarm& alarm) {
              return py::make_tuple(v->plan.measures[alarm.measure].id(),
                                    v->plan.measures[alarm.behind].id());
            });
          },
          "(measure, behind): an urgent measure that cannot begin, or one that can raise the "
          "danger "
          "and whose guard is out of reach.")
      .def_property_readonly(
          "phases",
          [](const Holder& v) {
            py::dict dict;
            for (const PlanPhase& phase : v->plan.phases) {
              dict[py::str(phase.phase->id)] = std::string(to_string(phase.truth));
            }
            return frozen(dict);
          },
          "The phases that the case is in ('yes') or may be in ('unknown').")
      .def_property_readonly(
          "counts",
          [](const Holder& v) {
            py::dict dict;
            const auto counts = v->plan.counts();
            for (std::size_t i = 0; i < counts.size(); ++i) {
              dict[py::str(std::string(to_string(static_cast<MeasureState>(i))))] = counts[i];
            }
            return frozen(dict);
          },
          "How many measures are in each state.")
      .def_property_readonly(
          "priorities", [](const Holder& v) { return texts(v->plan.priorities); },
          "Sections that matter most to the person, first first: they order what does not urge.")
      .def_property_readonly(
          "network",
          [](const Holder& v) {
            return tuple_of(v->plan.network.members, [&](const NetworkMember& member) {
              return py::cast(NetworkMemberView{v, &member});
            });
          },
          "Who is around the person, by id: whom to suggest, whom to ask about, whom not to "
          "involve.")
      .def_property_readonly(
          "found", [](const Holder& v) { return to_python(v->plan.found); },
          "Plans that the other party has found, with no plan made since: event, known, review, "
          "overdue, plans, measures.")
      .def(
          "person_copy", [](const Holder& v) { return measures(v, person_copy(v->plan)); },
          "What the person already does, then what is agreed and urgent; at most twelve lines.")
      .def(
          "discreet_copy", [](const Holder& v) { return measures(v, discreet_copy(v->plan)); },
          "The part of the person's copy that reveals nothing to whoever finds it.")
      .def_property_readonly(
          "case", [](const PlanView& v) { return v.file->file.id; }, "The id of the case.")
      .def_property_readonly(
          "as_of", [](const PlanView& v) { return to_python(v.when.as_of); },
          "What was true when, in UTC; None: it was not given, and nothing has a deadline.")
      .def_property_readonly(
          "known_by",
          [](const PlanView& v) {
            return to_python(v.when.known_by ? v.when.known_by : v.when.as_of);
          },
          "What was known when, in UTC; None: all that is in the case.")
      .def_property_readonly(
          "catalogue", [](const PlanView& v) { return v.plan.catalogue.to_string(); },
          "id@version.")
      .def(
          "explain",
          [](const PlanView& v, const std::string& tag) {
            return plan_text(v.plan, *v.programme, language_of(tag));
          },
          py::arg("language") = "en", "The agency's copy, as `vaern plan` prints it.")
      .def(
          "to_json", [](const PlanView& v) { return plan_json(v.plan); },
          "Canonical JSON, the same bytes everywhere.")
      .def("__repr__", [](const PlanView& v) {
        return fmt::format("<SafetyPlan of {} measures: {} now, {} to ask first, {} later>",
                           v.plan.measures.size(), v.plan.now.size(), v.plan.ask_first.size(),
                           v.plan.later.size());
      });
  bind_pickle<PlanView>(module, "SafetyPlan",
                        [](const PlanView& v) { return made_again(v, "plan"); });
  bind_plan_difference(module);
  bind_state_counts(module);
}

}  // namespace vaern::python
