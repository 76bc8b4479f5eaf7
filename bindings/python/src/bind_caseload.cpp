// SPDX-License-Identifier: Apache-2.0
// Policies, and caseloads over columns. Tables, keys and words are read in vaern/caseload.py.
#include <fmt/format.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <limits>
#include <optional>
#include <string>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "vaern/reassessment/backtest.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

template <class Cell>
using Array = py::array_t<Cell, py::array::c_style | py::array::forcecast>;

/// Arrays that a caseload points into, held as long as the work lasts.
struct CaseloadArrays {
  template <class Cell>
  std::span<const Cell> cells(const py::object& given) {
    if (given.is_none()) return {};
    Array<Cell> array = Array<Cell>::ensure(given);
    if (!array) throw py::error_already_set();
    kept.append(array);
    return {array.data(), static_cast<std::size_t>(array.size())};
  }
  /// (cells, are they days) or None.
  MomentColumn moments(const py::object& given) {
    if (given.is_none()) return {};
    const py::tuple pair = given.cast<py::tuple>();
    return {cells<std::int64_t>(pair[0]), pair[1].cast<bool>()};
  }

  py::list kept;
  Caseload load;
};

void read_caseload(const py::dict& cases, const py::dict& assessments, const py::dict& events,
                   CaseloadArrays& arrays) {
  Caseload& load = arrays.load;
  load.cases.rows = cases["rows"].cast<std::size_t>();
  load.cases.opened = arrays.moments(cases["opened"]);
  load.cases.closed = arrays.moments(cases["closed"]);
  load.assessments.row = arrays.cells<std::int32_t>(assessments["row"]);
  load.assessments.assessed = arrays.moments(assessments["assessed"]);
  load.assessments.recorded = arrays.moments(assessments["recorded"]);
  load.assessments.possible = arrays.cells<std::uint64_t>(assessments["possible"]);
  load.assessments.completed = arrays.cells<std::uint8_t>(assessments["completed"]);
  load.assessments.judged = arrays.cells<std::uint8_t>(assessments["judged"]);
  load.assessments.instrument = arrays.cells<std::int32_t>(assessments["instrument"]);
  load.events.row = arrays.cells<std::int32_t>(events["row"]);
  load.events.kind = arrays.cells<std::int32_t>(events["kind"]);
  load.events.known = arrays.moments(events["known"]);
  load.events.recorded = arrays.moments(events["recorded"]);
  load.events.kinds = events["kinds"].cast<std::vector<std::string>>();
}

ScheduleOptions options_of(const py::object& as_of, const py::object& known_by,
                           const std::vector<std::string>& clocks, unsigned threads) {
  ScheduleOptions options;
  const std::optional<Instant> moment = instant_of(as_of, "as_of");
  if (!moment) throw py::value_error("`as_of` is a moment: nothing here reads a clock");
  options.as_of = microseconds_of(*moment);
  if (const auto known = instant_of(known_by, "known_by")) {
    options.known_by = microseconds_of(*known);
  }
  options.clocks = clocks;
  options.threads = threads;
  return options;
}

/// A new array under `name`, and where its cells go.
template <class Cell, class Held = Cell>
std::span<Cell> column(py::dict& table, const char* name, std::size_t rows) {
  static_assert(sizeof(Cell) == sizeof(Held));
  py::array_t<Held> array(static_cast<py::ssize_t>(rows));
  table[name] = array;
  return {reinterpret_cast<Cell*>(array.mutable_data()), rows};
}

/// The row of an entry in the caller's table, where one was given for several rows of the cases.
std::uint64_t own_row(const CaseloadFault& fault, const py::dict& assessments,
                      const py::dict& events) {
  if (fault.table == CaseloadFault::Table::cases) return fault.row;
  const bool is_event = fault.table == CaseloadFault::Table::events;
  const py::object source = (is_event ? events : assessments)["source"];
  if (source.is_none()) return fault.row;
  const Array<std::int64_t> rows = Array<std::int64_t>::ensure(source);
  return static_cast<std::uint64_t>(rows.at(static_cast<py::ssize_t>(fault.row)));
}

py::dict told(const Schedule& schedule, const py::dict& assessments, const py::dict& events) {
  py::dict dict;
  py::list clauses;
  for (const ScheduleClause& each : schedule.clauses) {
    clauses.append(py::make_tuple(each.path, each.clock, each.interval));
  }
  py::list faults;
  for (const CaseloadFault& fault : schedule.faults) {
    const std::uint64_t row = own_row(fault, assessments, events);
    const Diagnostic& finding = fault.finding;
    Arguments arguments = finding.arguments;
    for (Argument& argument : arguments) {
      if (argument.name == "row") argument.value = std::to_string(row);
    }
    DiagnosticList list;
    const std::string table(to_string(fault.table));
    list.add_at_path(*finding.code, "/" + table + "/" + std::to_string(row), std::move(arguments));
    faults.append(py::make_tuple(table, row, to_python(list)[0]));
  }
  dict["clauses"] = py::tuple(clauses);
  dict["told"] = tuple_of(schedule.told, [](const auto& roles) { return texts(roles); });
  dict["not_held"] = texts(schedule.not_held);
  dict["faults"] = py::tuple(faults);
  dict["refused_cases"] = schedule.refused_cases;
  dict["events_before_opening"] = schedule.events_before_opening;
  dict["entries_not_yet"] = schedule.entries_not_yet;
  return dict;
}

py::tuple schedule(const PolicyView& policy, const py::dict& cases, const py::dict& assessments,
                   const py::dict& events, const py::object& as_of, const py::object& known_by,
                   const std::vector<std::string>& clocks, unsigned threads) {
  CaseloadArrays arrays;
  read_caseload(cases, assessments, events, arrays);
  const ScheduleOptions options = options_of(as_of, known_by, clocks, threads);
  const std::size_t rows = arrays.load.cases.rows;
  py::dict table;
  ScheduleColumns out;
  out.due = column<std::int64_t>(table, "due", rows);
  out.last_day = column<std::int32_t>(table, "last_day", rows);
  out.clause = column<std::int16_t>(table, "clause", rows);
  out.cause = column<ScheduleCause, std::int8_t>(table, "cause", rows);
  out.cause_row = column<std::int32_t>(table, "cause_row", rows);
  out.status = column<ScheduleStatus, std::int8_t>(table, "status", rows);
  out.overdue_hours = column<std::int32_t>(table, "overdue_hours", rows);
  out.tell = column<std::int16_t>(table, "tell", rows);
  out.levels = column<std::uint64_t>(table, "levels", rows);
  Schedule made;
  {
    py::gil_scoped_release release;
    made = schedule_table(policy.policy, *policy.calendar, arrays.load, options, out);
  }
  return py::make_tuple(table, told(made, assessments, events));
}

py::array_t<std::int64_t> weeks(const PolicyView& policy, const py::dict& cases,
                                const py::dict& assessments, const py::dict& events,
                                const py::object& as_of, const py::object& known_by,
                                const std::vector<std::string>& clocks, const py::object& team,
                                std::size_t teams, std::size_t count) {
  CaseloadArrays arrays;
  read_caseload(cases, assessments, events, arrays);
  const ScheduleOptions options = options_of(as_of, known_by, clocks, 1);
  const std::span<const std::int32_t> of_team = arrays.cells<std::int32_t>(team);
  py::array_t<std::int64_t> counts({teams, count});
  const std::span<std::int64_t> cells{counts.mutable_data(), teams * count};
  {
    py::gil_scoped_release release;
    project_weeks(policy.policy, *policy.calendar, arrays.load, options, of_team, teams, count,
                  cells);
  }
  return counts;
}

py::tuple backtest_columns(const PolicyView& policy, const py::dict& cases,
                           const py::dict& assessments, const py::dict& events,
                           const py::object& as_of, const std::vector<std::string>& clocks) {
  CaseloadArrays arrays;
  read_caseload(cases, assessments, events, arrays);
  const ScheduleOptions options = options_of(as_of, py::none(), clocks, 1);
  const std::size_t event_rows = arrays.load.events.row.size();
  const std::size_t rows = arrays.load.assessments.row.size();
  py::dict of_events;
  BacktestEvents out;
  out.asked = column<std::uint8_t>(of_events, "asked", event_rows);
  out.known = column<std::int64_t>(of_events, "known", event_rows);
  out.due = column<std::int64_t>(of_events, "due", event_rows);
  out.met = column<std::int64_t>(of_events, "met", event_rows);
  out.levels = column<std::uint64_t>(of_events, "levels", event_rows);
  out.was_overdue = column<std::int8_t>(of_events, "was_overdue", event_rows);
  out.overdue_hours = column<std::int32_t>(of_events, "overdue_hours", event_rows);
  py::dict of_assessments;
  BacktestAssessments made;
  made.start = column<std::int64_t>(of_assessments, "start", rows);
  made.due = column<std::int64_t>(of_assessments, "due", rows);
  made.next = column<std::int64_t>(of_assessments, "next", rows);
  made.until = column<std::int64_t>(of_assessments, "until", rows);
  Schedule done;
  {
    py::gil_scoped_release release;
    done = backtest(policy.policy, *policy.calendar, arrays.load, options, out, made);
  }
  return py::make_tuple(of_events, of_assessments, told(done, assessments, events));
}

/// What clocks of the policy's zone showed, as moments. What they showed twice is the earlier one.
py::array_t<std::int64_t> local_moments(const PolicyView& policy,
                                        const Array<std::int64_t>& shown) {
  const Zone& zone = policy.policy.zone();
  py::array_t<std::int64_t> moments(shown.size());
  const std::int64_t* from = shown.data();
  std::int64_t* to = moments.mutable_data();
  const auto count = static_cast<std::size_t>(shown.size());
  py::gil_scoped_release release;
  std::int64_t last_day = 0;
  Microseconds midnight = no_moment;  // of that day, where clocks did not move in it
  for (std::size_t i = 0; i < count; ++i) {
    to[i] = no_moment;
    if (from[i] == no_moment) continue;
    std::int64_t day = from[i] / microseconds_per_day;
    std::int64_t rest = from[i] % microseconds_per_day;
    if (rest < 0) {
      rest += microseconds_per_day;
      --day;
    }
    if (day < Date(1, 1, 2).day_number() || day > Date(9999, 12, 30).day_number()) {
      // Outside every calendar: the row is rejected as one of such a year.
      constexpr Microseconds farthest = std::numeric_limits<Microseconds>::max();
      to[i] = day < 0 ? -farthest : farthest;
      continue;
    }
    if (midnight == no_moment || day != last_day) {
      const Date date = Date::from_day_number(day);
      last_day = day;
      midnight = microseconds_of(zone.to_instant(date, 0));
      if (microseconds_of(zone.end_of(date)) - midnight != microseconds_per_day) {
        midnight = no_moment;
      }
    }
    if (midnight != no_moment) {
      to[i] = midnight + rest;
      continue;
    }
    const auto second = static_cast<std::int32_t>(rest / microseconds_per_second);
    to[i] = microseconds_of(zone.to_instant(Date::from_day_number(day), second)) +
            rest % microseconds_per_second;
  }
  return moments;
}

}  // namespace

void bind_caseload(py::module_& module) {
  py::class_<PolicyView>(module, "Policy", py::is_final(), R"(
When the next assessment is due: the clocks of a policy, with its calendar.

>>> import vaern
>>> policy = vaern.load().policy("partner-violence-review")
>>> policy.levels, policy.zone
(('low', 'medium', 'high', 'acute'), 'Europe/Copenhagen')
)")
      .def_property_readonly(
          "reference", [](const PolicyView& v) { return v.policy.head().reference().to_string(); },
          "id@version.")
      .def_property_readonly(
          "levels", [](const PolicyView& v) { return texts(v.policy.levels()); },
          "Lowest first; empty in a policy of duties alone.")
      .def_property_readonly(
          "clocks",
          [](const PolicyView& v) {
            return tuple_of(v.policy.clocks(),
                            [](const Clock& clock) { return py::str(clock.id); });
          },
          "In the order written.")
      .def_property_readonly(
          "events",
          [](const PolicyView& v) {
            return tuple_of(v.policy.events_named(),
                            [](const Clock::OnEvent& on) { return py::str(on.event); });
          },
          "The kinds of event it names.")
      .def_property_readonly(
          "zone", [](const PolicyView& v) { return v.policy.zone().name(); },
          "'Europe/Copenhagen'.")
      .def_property_readonly(
          "calendar",
          [](const PolicyView& v) { return v.calendar->head().reference().to_string(); },
          "id@version.")
      .def("__repr__", [](const PolicyView& v) {
        return "<Policy " + v.policy.head().reference().to_string() + ">";
      });
  module.def("_schedule_columns", &schedule, py::arg("policy"), py::arg("cases"),
             py::arg("assessments"), py::arg("events"), py::arg("as_of"), py::arg("known_by"),
             py::arg("clocks"), py::arg("threads"), "See vaern.schedule_table.");
  module.def("_project_weeks", &weeks, py::arg("policy"), py::arg("cases"), py::arg("assessments"),
             py::arg("events"), py::arg("as_of"), py::arg("known_by"), py::arg("clocks"),
             py::arg("team"), py::arg("teams"), py::arg("weeks"), "See vaern.assessments_due.");
  module.def("_backtest_columns", &backtest_columns, py::arg("policy"), py::arg("cases"),
             py::arg("assessments"), py::arg("events"), py::arg("as_of"), py::arg("clocks"),
             "See vaern.backtest.");
  module.def("_local_moments", &local_moments, py::arg("policy"), py::arg("shown"),
             "What clocks of the policy's zone showed, as moments in UTC.");
}

}  // namespace vaern::python
