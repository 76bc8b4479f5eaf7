// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <pybind11/stl.h>

#include <bit>
#include <string>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "pickles.hpp"
#include "timeline_pages.hpp"
#include "vaern/exchange/report.hpp"

namespace py = pybind11;

namespace vaern::python {

std::string range_text(std::uint64_t possible, const std::vector<std::string>& levels) {
  if (possible == 0) return "no level";
  const auto low = static_cast<std::size_t>(std::countr_zero(possible));
  const auto high = static_cast<std::size_t>(63 - std::countl_zero(possible));
  return low == high ? levels[low] : levels[low] + " to " + levels[high];
}

namespace {

using Holder = std::shared_ptr<TimelineView>;

struct ObligationView {
  Holder owner;
  const Obligation* it;
};

py::tuple obligations(const Holder& owner, bool (*wanted)(const Obligation&)) {
  py::list list;
  for (const Obligation& each : owner->timeline.obligations) {
    if (wanted(each)) list.append(ObligationView{owner, &each});
  }
  return py::tuple(list);
}

py::tuple reasons(const ObligationView& view) {
  return tuple_of(view.it->reasons, [](const Reason& reason) {
    py::dict arguments;
    for (const Argument& each : reason.arguments) arguments[py::str(each.name)] = each.value;
    return py::make_tuple(reason.key, frozen(arguments));
  });
}

py::object closed(const ObligationView& view) {
  if (!view.it->closed) return py::none();
  const Closure& closure = *view.it->closed;
  py::dict dict;
  dict["id"] = closure.id;
  dict["at"] = to_python(closure.at, view.owner->programme->policy().zone());
  dict["late"] = closure.late;
  dict["reason"] = closure.reason;
  return frozen(dict);
}

py::object cause(const ObligationView& view) {
  py::dict dict;
  dict["kind"] = std::string(to_string(view.it->cause.kind));
  dict["id"] = view.it->cause.id;
  dict["word"] = view.it->cause.word;
  dict["at"] = to_python(view.it->cause.at, view.owner->programme->policy().zone());
  return frozen(dict);
}

void bind_obligation(py::module_& module) {
  py::class_<ObligationView>(module, "Obligation", py::is_final(),
                             "Something that must be done by a moment, and why by then.")
      .def_property_readonly(
          "id", [](const ObligationView& v) { return v.it->id; },
          "Stable: clock, other party and cause, as 'risk_assessment:o1:e3'.")
      .def_property_readonly(
          "clock", [](const ObligationView& v) { return v.it->clock; }, "The clock of the policy.")
      .def_property_readonly(
          "about", [](const ObligationView& v) { return v.it->about; },
          "The other party; empty: the case, or not yet known.")
      .def(
          "what",
          [](const ObligationView& v, const std::string& tag) {
            return v.it->what.best(language_of(tag));
          },
          py::arg("language") = "en", "What must be done, in 'en' or 'da'.")
      .def_property_readonly(
          "due",
          [](const ObligationView& v) {
            return to_python(v.it->due.at, v.owner->programme->policy().zone());
          },
          "An aware datetime in the policy's zone: too late from then on. Of a deadline in days "
          "the midnight that ends the last day.")
      .def_property_readonly(
          "last_day", [](const ObligationView& v) { return to_python(v.it->due.date); },
          "The last local day on which it is in time.")
      .def_property_readonly(
          "is_civil", [](const ObligationView& v) { return v.it->due.civil; },
          "Counted in days; else in elapsed time, to the minute.")
      .def_property_readonly(
          "due_text", [](const ObligationView& v) { return v.it->due.local; },
          "For people: '2026-09-17', or a local time with its offset.")
      .def_property_readonly(
          "status", [](const ObligationView& v) { return std::string(to_string(v.it->status)); },
          "'met', 'ended', 'due', 'overdue' or 'not_judged' (no as_of was given).")
      .def_property_readonly(
          "is_open", [](const ObligationView& v) { return v.it->is_open(); },
          "Neither met nor ended.")
      .def_property_readonly(
          "is_overdue", [](const ObligationView& v) { return v.it->is_overdue(); },
          "Open, and its moment has come.")
      .def_property_readonly(
          "holds", [](const ObligationView& v) { return v.it->holds; },
          "Open, and the earliest of its clock and other party.")
      .def_property_readonly(
          "possible",
          [](const ObligationView& v) {
            return level_ids(v.it->possible, [&](std::uint32_t level) {
              return py::str(v.owner->timeline.levels[level]);
            });
          },
          "The levels it was counted from; the earliest date over all of them holds.")
      .def_property_readonly("cause", &cause, "The entry that opened it: kind, id, word, at.")
      .def_property_readonly(
          "clause", [](const ObligationView& v) { return v.it->clause.path; },
          "The interval of the policy: 'clocks.risk_assessment.no_level'.")
      .def_property_readonly(
          "proposed", [](const ObligationView& v) { return v.it->proposed; },
          "No law sets the interval: a professional confirms or sets another.")
      .def_property_readonly(
          "outside_policy", [](const ObligationView& v) { return v.it->outside_policy; },
          "A professional set a later date than the policy's.")
      .def_property_readonly(
          "replaces", [](const ObligationView& v) { return texts(v.it->replaces); },
          "Ids of the obligations that its cause met.")
      .def_property_readonly(
          "tell", [](const ObligationView& v) { return texts(v.it->tell); },
          "The roles that are told by now.")
      .def_property_readonly("closed", &closed,
                             "What met or ended it: id, at, late, reason; None while it is open.")
      .def_property_readonly("reasons", &reasons,
                             "The steps to its date: (key, arguments), for words of your own.")
      .def(
          "explain",
          [](const ObligationView& v, const std::string& tag) {
            return explain(*v.it, language_of(tag));
          },
          py::arg("language") = "en", "What is due, when and why, in one paragraph.")
      .def("__repr__", [](const ObligationView& v) {
        return fmt::format("<Obligation {} {} {}>", v.it->id, to_string(v.it->status),
                           v.it->due.local);
      });
  bind_pickle<ObligationView>(module, "Obligation", [](const ObligationView& v) {
    return part_of(py::cast(v.owner), "obligations", v.it - v.owner->timeline.obligations.data());
  });
}

py::object next(const Holder& owner, const std::string& about, const std::string& clock) {
  const Obligation* found = owner->timeline.next(about, clock);
  return found == nullptr ? py::object(py::none()) : py::cast(ObligationView{owner, found});
}

py::object difference_from(const TimelineView& after, const TimelineView& before) {
  const TimelineDifference found = difference(before.timeline, after.timeline);
  py::dict dict;
  dict["opened"] = texts(found.opened);
  dict["gone"] = texts(found.gone);
  dict["met"] = texts(found.met);
  dict["ended"] = texts(found.ended);
  dict["reopened"] = texts(found.reopened);
  dict["earlier"] = texts(found.earlier);
  dict["later"] = texts(found.later);
  return frozen(dict);
}

py::tuple struck(const TimelineView& view) {
  return tuple_of(view.timeline.struck, [](const StruckEntry& entry) {
    py::dict dict;
    dict["id"] = entry.id;
    dict["recorded"] = to_python(std::optional(entry.recorded));
    dict["by"] = texts(entry.by);
    dict["reason"] = entry.reason;
    return frozen(dict);
  });
}

}  // namespace

void bind_reassessment(py::module_& module) {
  bind_obligation(module);
  py::class_<TimelineView, Holder> timeline(module, "Timeline", py::is_final(), R"(
What is due in a case, what was met, and why. See Programme.timeline.

The same entries in any order give the same timeline; no event ever makes a date later.
)");
  bind_timeline_pages(timeline);
  timeline
      .def_property_readonly(
          "obligations",
          [](const Holder& v) { return obligations(v, [](const Obligation&) { return true; }); },
          "All of them by moment, met and ended ones too.")
      .def_property_readonly(
          "open",
          [](const Holder& v) {
            return obligations(v, [](const Obligation& each) { return each.is_open(); });
          },
          "Those that are neither met nor ended.")
      .def_property_readonly(
          "overdue",
          [](const Holder& v) {
            return obligations(v, [](const Obligation& each) { return each.is_overdue(); });
          },
          "Those that are open and whose moment has come.")
      .def("next", &next, py::arg("about") = "", py::arg("clock") = "",
           "The open obligation that is due first, of one other party or clock; None: nothing is.")
      .def("difference", &difference_from, py::arg("before"),
           "What changed since an earlier timeline: ids by 'opened', 'gone', 'met', 'ended', "
           "'reopened', 'earlier' and 'later'.")
      .def_property_readonly("struck", &struck,
                             "Entries that a correction struck: id, recorded, by, reason.")
      .def_property_readonly(
          "policy", [](const TimelineView& v) { return v.timeline.policy; }, "id@version.")
      .def_property_readonly(
          "calendar", [](const TimelineView& v) { return v.timeline.calendar; }, "id@version.")
      .def_property_readonly(
          "zone", [](const TimelineView& v) { return v.timeline.zone; }, "'Europe/Copenhagen'.")
      .def_property_readonly(
          "tz", [](const TimelineView& v) { return v.timeline.tz; },
          "The version of the time zone data.")
      .def_property_readonly(
          "as_of", [](const TimelineView& v) { return to_python(v.timeline.as_of); },
          "In UTC, or None: nothing was judged overdue.")
      .def_property_readonly(
          "known_by", [](const TimelineView& v) { return to_python(v.timeline.known_by); },
          "In UTC, or None.")
      .def(
          "explain",
          [](const TimelineView& v, const std::string& tag) {
            return timeline_text(v.timeline, *v.programme, language_of(tag));
          },
          py::arg("language") = "en", "What is due and why, as `vaern due` prints it.")
      .def(
          "to_json", [](const TimelineView& v) { return to_canonical_json(v.timeline); },
          "Canonical JSON, the same bytes everywhere.")
      .def("__repr__", [](const TimelineView& v) {
        std::size_t open = 0;
        std::size_t overdue = 0;
        for (const Obligation& each : v.timeline.obligations) {
          open += each.is_open() ? 1 : 0;
          overdue += each.is_overdue() ? 1 : 0;
        }
        const std::string late =
            v.timeline.as_of ? std::to_string(overdue) + " overdue" : "overdue not judged";
        return fmt::format("<Timeline of {} obligations: {} open, {}>",
                           v.timeline.obligations.size(), open, late);
      });
  bind_pickle<TimelineView>(module, "Timeline",
                            [](const TimelineView& v) { return made_again(v, "timeline"); });
}

}  // namespace vaern::python
