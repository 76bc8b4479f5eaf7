// SPDX-License-Identifier: Apache-2.0
// What a plan is made of: measures, questions, who is around the person.
#include <fmt/format.h>
#include <pybind11/stl.h>

#include <string>

#include "convert.hpp"
#include "pickles.hpp"
#include "plan_views.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

using Holder = std::shared_ptr<PlanView>;
using MeasureView = PlannedMeasureView;
using QuestionView = PlanQuestionView;
using MemberView = NetworkMemberView;

py::tuple ids(const Holder& owner, const std::vector<std::size_t>& places) {
  return tuple_of(places, [&](std::size_t at) { return py::str(owner->plan.measures[at].id()); });
}

py::object reason(const MeasureView& view) {
  const StateReason& why = view.planned().reason;
  py::dict readings;
  for (const Reading& reading : why.readings) readings[py::str(reading.name)] = reading.value;
  py::dict dict;
  dict["kind"] = std::string(to_string(why.kind));
  dict["condition"] = why.condition;
  dict["readings"] = frozen(readings);
  dict["open"] = texts(why.open);
  return frozen(dict);
}

py::tuple reveals(const MeasureView& view) {
  return tuple_of(view.measure().reveals,
                  [](Reveal reveal) { return py::str(std::string(to_string(reveal))); });
}

py::tuple cautions(const MeasureView& view, const std::string& tag, const std::string& for_whom) {
  if (for_whom != "anybody" && for_whom != "person" && for_whom != "staff") {
    throw py::value_error("for_whom is 'anybody', 'person' or 'staff', not '" + for_whom + "'");
  }
  const Language language = language_of(tag);
  py::list list;
  for (const Caution& caution : view.measure().cautions) {
    if (for_whom != "anybody" && for_whom != to_string(caution.for_whom)) continue;
    list.append(caution.text.best(language));
  }
  return py::tuple(list);
}

py::object due(const MeasureView& view) {
  const std::optional<PlanDeadline>& due = view.planned().due;
  if (!due) return py::none();
  py::dict dict;
  dict["at"] = due->at.to_string();
  if (due->day) dict["day"] = due->day->to_string();
  if (due->rolled_from) dict["rolled_from"] = due->rolled_from->to_string();
  dict["from"] = due->from.to_string();
  dict["counted_from"] = std::string(to_string(due->since));
  return frozen(dict);
}

py::object history(const MeasureView& view) {
  const std::optional<PlanHistory::Entry>& entry = view.planned().history;
  if (!entry) return py::none();
  py::dict dict;
  dict["plan"] = entry->plan;
  dict["status"] = std::string(to_string(entry->status));
  dict["at"] = entry->at.empty() ? py::object(py::none()) : py::object(py::str(entry->at));
  dict["by"] = texts(entry->by);
  dict["reason"] = entry->reason;
  return frozen(dict);
}

void bind_measure(py::module_& module) {
  py::class_<MeasureView>(module, "PlannedMeasure", py::is_final(),
                          "A measure of the catalogue in a plan, in exactly one state.")
      .def_property_readonly(
          "id", [](const MeasureView& v) { return v.planned().id(); },
          "'own_device', 'school_agreement/c1' for a child, 'child_notification/c1/w3' of a "
          "professional.")
      .def_property_readonly(
          "measure", [](const MeasureView& v) { return v.measure().id; },
          "Its id in the catalogue.")
      .def_property_readonly(
          "child", [](const MeasureView& v) { return v.planned().child; },
          "Empty: not one per child.")
      .def_property_readonly(
          "professional", [](const MeasureView& v) { return v.planned().professional; },
          "Whose own decision it is; empty: not one per professional.")
      .def(
          "text",
          [](const MeasureView& v, const std::string& tag) {
            return v.measure().text.best(language_of(tag));
          },
          py::arg("language") = "en", "What to do, in 'en' or 'da'.")
      .def_property_readonly(
          "state", [](const MeasureView& v) { return std::string(to_string(v.planned().state)); },
          "'included', 'held', 'blocked' or 'not_applicable'.")
      .def_property_readonly(
          "list", [](const MeasureView& v) { return std::string(to_string(v.planned().list)); },
          "'now', 'ask_first', 'later' or 'none'.")
      .def_property_readonly("reason", &reason,
                             "Why it is in its state: kind, condition, readings, open.")
      .def_property_readonly(
          "status", [](const MeasureView& v) { return std::string(to_string(v.planned().status)); },
          "'proposed', 'agreed', 'declined', 'already_does', 'waived' or 'done'.")
      .def_property_readonly("history", &history,
                             "The newest plan that says its status: plan, status, at (as written, "
                             "or None), by, reason; None: no plan names it.")
      .def_property_readonly(
          "exposed_by",
          [](const MeasureView& v) {
            return v.planned().is_exposed() ? v.planned().history->exposed_by : std::string();
          },
          "The event by which the other party found a plan with it, and no plan since says what "
          "holds: look at it again. Empty: none.")
      .def_property_readonly(
          "urgency",
          [](const MeasureView& v) { return std::string(to_string(v.planned().urgency)); },
          "'now', 'PT24H', 'P7D', 'P30D' or 'ongoing'; its own, or that of what waits for it.")
      .def_property_readonly(
          "urgent_for", [](const MeasureView& v) { return v.planned().urgent_for; },
          "The measure it was hurried by; empty: none.")
      .def_property_readonly(
          "who", [](const MeasureView& v) { return std::string(to_string(v.measure().who)); },
          "Who carries it out: 'person', 'coordinator', ...")
      .def_property_readonly(
          "section", [](const MeasureView& v) { return v.measure().section; }, "'digital', ...")
      .def_property_readonly("reveals", &reveals,
                             "What somebody who sees it learns; empty: reviewed as nothing.")
      .def_property_readonly(
          "waits_for", [](const MeasureView& v) { return ids(v.owner, v.planned().waits_for); },
          "Ids of what must be done or waived first.")
      .def_property_readonly(
          "instead", [](const MeasureView& v) { return ids(v.owner, v.planned().instead); },
          "Of a blocked or held measure: ids of its alternative.")
      .def_property_readonly(
          "unguarded", [](const MeasureView& v) { return ids(v.owner, v.planned().unguarded); },
          "Of a measure that can raise the danger: ids of its guards that are not in place.")
      .def_property_readonly(
          "phases", [](const MeasureView& v) { return texts(v.measure().phases); },
          "The phases it belongs to; empty: every phase.")
      .def("cautions", &cautions, py::arg("language") = "en", py::arg("for_whom") = "anybody",
           "What to take care of, for 'person', 'staff' or 'anybody'.")
      .def_property_readonly(
          "due", &due,
          "By when it is to be done: at, day, rolled_from, from, counted_from; None: no deadline.")
      .def("__repr__", [](const MeasureView& v) {
        return fmt::format("<PlannedMeasure {} {}, {}>", v.planned().id(),
                           to_string(v.planned().state), to_string(v.planned().status));
      });

  py::class_<QuestionView>(module, "PlanQuestion", py::is_final(),
                           "What to ask first: one fact, for every measure that waits for it.")
      .def_property_readonly(
          "name", [](const QuestionView& v) { return v.question->name; },
          "A fact or built-in name; 'level': finish the assessment.")
      .def_property_readonly(
          "child", [](const QuestionView& v) { return v.question->child; },
          "Of which child; empty: of none.")
      .def(
          "text",
          [](const QuestionView& v, const std::string& tag) {
            const Language language = language_of(tag);
            if (!v.question->text.empty()) return v.question->text.best(language);
            const ProgrammeFact* fact = v.owner->programme->find_fact(v.question->name);
            return fact == nullptr ? std::string() : fact->question.best(language);
          },
          py::arg("language") = "en", "In 'en' or 'da'; empty where no words are given.")
      .def_property_readonly(
          "measures", [](const QuestionView& v) { return ids(v.owner, v.question->measures); },
          "Ids of the measures it opens or holds.")
      .def_property_readonly(
          "urgent", [](const QuestionView& v) { return v.question->urgent; },
          "How many of them are urgent.")
      .def("__repr__",
           [](const QuestionView& v) { return "<PlanQuestion " + v.question->name + ">"; });
  bind_pickle<MeasureView>(module, "PlannedMeasure", [](const MeasureView& v) {
    return part_of(py::cast(v.owner), "measures", v.index);
  });
  bind_pickle<QuestionView>(module, "PlanQuestion", [](const QuestionView& v) {
    return part_of(py::cast(v.owner), "questions", v.question - v.owner->plan.questions.data());
  });
}

void bind_member(py::module_& module) {
  py::class_<MemberView>(module, "NetworkMember", py::is_final(),
                         "Somebody around the person, and whether to involve them.")
      .def_property_readonly(
          "party", [](const MemberView& v) { return v.member->party; }, "The id in the case.")
      .def_property_readonly(
          "kind", [](const MemberView& v) { return std::string(to_string(v.member->kind)); },
          "'person' or 'organisation'.")
      .def_property_readonly(
          "safe", [](const MemberView& v) { return to_python(v.member->safe); },
          "Whether it is safe to involve them, as it was written: 'yes', 'no' or 'unknown'.")
      .def_property_readonly(
          "standing",
          [](const MemberView& v) { return std::string(to_string(v.member->standing)); },
          "'suggested'; 'ask_safe', 'ask_way' or 'ask_through': a question first; 'not_safe', "
          "'risk', "
          "'through_other_party_only' or 'no_safe_way': not to be involved, and why not.")
      .def_property_readonly(
          "is_support", [](const MemberView& v) { return v.member->is_support; },
          "They are a support of the person.")
      .def_property_readonly(
          "channels",
          [](const MemberView& v) {
            return tuple_of(v.member->channels, [](Channel channel) {
              return py::str(std::string(to_string(channel)));
            });
          },
          "Between them and the person: 'in_person', 'telephone', ...; empty: not known.")
      .def_property_readonly(
          "through", [](const MemberView& v) { return texts(v.member->through); },
          "Ids of those they are reached through, nearest first.")
      .def_property_readonly(
          "other_parties", [](const MemberView& v) { return texts(v.member->other_parties); },
          "Ids of other parties they know: what is said may pass on.")
      .def("__repr__", [](const MemberView& v) {
        return fmt::format("<NetworkMember {} {}>", v.member->party, to_string(v.member->standing));
      });
  bind_pickle<MemberView>(module, "NetworkMember", [](const MemberView& v) {
    return part_of(py::cast(v.owner), "network", v.member - v.owner->plan.network.members.data());
  });
}

}  // namespace

void bind_plan_parts(py::module_& module) {
  bind_measure(module);
  bind_member(module);
}

}  // namespace vaern::python
