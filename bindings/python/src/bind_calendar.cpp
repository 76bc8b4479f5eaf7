// SPDX-License-Identifier: Apache-2.0
#include <pybind11/stl.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "pickles.hpp"
#include "vaern/archive/models.hpp"
#include "vaern/calendar/calendar.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

using Holder = std::shared_ptr<Calendar>;

Holder holder(const std::shared_ptr<const Calendar>& calendar) {
  return std::const_pointer_cast<Calendar>(calendar);
}

struct DayView {
  Holder owner;
  CalendarDay day;
};

Date day_of(const py::object& value, const char* argument) {
  const auto date = date_of(value, argument);
  if (!date) throw py::type_error(std::string(argument) + " must be a date, not None");
  return *date;
}

/// What the calendar says of one day; DataError where it does not cover it.
template <class Ask>
auto asked(const Calendar& calendar, Date date, Ask ask) {
  if (!calendar.covers(date)) value_of(calendar.roll_back(date, date));
  return ask(calendar, date);
}

template <class Ask>
auto question(Ask ask) {
  return [ask](const Calendar& calendar, const py::object& date) {
    return asked(calendar, day_of(date, "date"), ask);
  };
}

py::tuple days(const Holder& calendar, int year) {
  return tuple_of(value_of(calendar->days(year)),
                  [&](const CalendarDay& day) { return py::cast(DayView{calendar, day}); });
}

std::uint32_t count_of(int count) {
  if (count < 0) throw py::value_error("count must be 0 or more");
  return static_cast<std::uint32_t>(count);
}

Holder find(const LibraryView& view, const std::string& id,
            const std::optional<std::string>& version) {
  const auto found = view.library().find_calendar(id, version.value_or(""));
  if (found == nullptr) {
    std::string there;
    for (const auto& calendar : view.library().calendars()) {
      there += (there.empty() ? "" : ", ") + calendar->head().reference().to_string();
    }
    throw py::key_error("no calendar '" + id + (version ? "@" + *version : "") + "'; there is " +
                        (there.empty() ? "none" : there));
  }
  return holder(found);
}

void bind_day(py::module_& module) {
  py::class_<DayView>(module, "CalendarDay", py::is_final(), "A named day of a calendar.")
      .def_property_readonly(
          "date", [](const DayView& v) { return to_python(v.day.date); }, "The day.")
      .def_property_readonly(
          "id", [](const DayView& v) { return v.day.rule->id; }, "'good_friday'.")
      .def(
          "text",
          [](const DayView& v, const std::string& tag) {
            return v.day.rule->text.best(language_of(tag));
          },
          py::arg("language") = "en", "Its name in 'en' or 'da'.")
      .def_property_readonly(
          "kind", [](const DayView& v) { return std::string(to_string(v.day.rule->kind)); },
          "'statutory', a public holiday, or 'office', a day of closing.")
      .def_property_readonly(
          "source", [](const DayView& v) { return v.day.rule->provenance.source; },
          "A source of the calendar, 'local', or empty.")
      .def_property_readonly(
          "verified", [](const DayView& v) { return v.day.rule->provenance.verified; },
          "Whether somebody has checked it against the source; None: it does not say.")
      .def("__repr__", [](const DayView& v) {
        return "<CalendarDay " + v.day.date.to_string() + " " + v.day.rule->id + ">";
      });
}

}  // namespace

void bind_calendar(py::module_& module) {
  bind_day(module);
  py::class_<Calendar, Holder> calendar(module, "Calendar", py::is_final(), R"(
Which days an office is closed. Immutable.

Dates are dates or ISO texts. DataError for a day outside its years.

>>> import vaern
>>> calendar = vaern.load().calendar("denmark-offices")
>>> [day.text("da") for day in calendar.days(2026)][:3]
['Nytårsdag', 'Skærtorsdag', 'Langfredag']
>>> calendar.is_hverdag("2026-09-12"), calendar.is_arbejdsdag("2026-09-12")
(True, False)
>>> calendar.hverdag_after("2026-04-01", 6)
datetime.date(2026, 4, 11)
)");
  bind_head(calendar);
  const auto asks = [&](const char* name, auto ask, const char* help) {
    calendar.def(name, question(ask), py::arg("date"), help);
  };
  asks(
      "is_closed", [](const Calendar& c, Date d) { return c.is_closed(d); },
      "A weekend day, a public holiday or a day of closing.");
  asks(
      "is_public_holiday", [](const Calendar& c, Date d) { return c.is_public_holiday(d); },
      "A statutory day; a Sunday is none by itself.");
  asks(
      "is_hverdag", [](const Calendar& c, Date d) { return c.is_hverdag(d); },
      "Neither a public holiday nor a Sunday; a Saturday is one.");
  asks(
      "is_arbejdsdag", [](const Calendar& c, Date d) { return c.is_arbejdsdag(d); },
      "Neither a public holiday nor in the weekend; a day of closing is one.");
  calendar
      .def_property_readonly(
          "years", [](const Calendar& c) { return py::make_tuple(c.first_year(), c.last_year()); },
          "The first and the last year for which it answers.")
      .def("days", &days, py::arg("year"), "The named days of a year, by date.")
      .def(
          "hverdag_after",
          [](const Calendar& c, const py::object& date, int count) {
            return to_python(value_of(c.hverdag_after(day_of(date, "date"), count_of(count))));
          },
          py::arg("date"), py::arg("count"), "The count-th hverdag after a date; 0: the date.")
      .def(
          "arbejdsdag_after",
          [](const Calendar& c, const py::object& date, int count) {
            return to_python(value_of(c.arbejdsdag_after(day_of(date, "date"), count_of(count))));
          },
          py::arg("date"), py::arg("count"), "The count-th arbejdsdag after a date; 0: the date.")
      .def(
          "roll_back",
          [](const Calendar& c, const py::object& due, const py::object& not_before) {
            return to_python(
                value_of(c.roll_back(day_of(due, "due"), day_of(not_before, "not_before"))));
          },
          py::arg("due"), py::arg("not_before"),
          "A closed day moves to the latest open day before it, not before `not_before`.")
      .def("__repr__",
           [](const Calendar& c) { return "<Calendar " + c.head().reference().to_string() + ">"; });
  bind_pickle<Calendar>(module, "Calendar",
                        [](const Calendar& c) { return call_of("_model", py::bytes(save(c))); });
  bind_pickle<DayView>(module, "CalendarDay", [](const DayView& v) {
    const auto all = v.owner->days(v.day.date.year()).value();
    const auto at = std::find_if(all.begin(), all.end(), [&](const CalendarDay& day) {
      return day.date == v.day.date && day.rule == v.day.rule;
    });
    return call_of("_day", v.owner, v.day.date.year(), at - all.begin());
  });

  auto library = py::reinterpret_borrow<py::class_<LibraryView>>(module.attr("Library"));
  library
      .def_property_readonly(
          "calendars",
          [](const LibraryView& v) {
            return tuple_of(v.library().calendars(),
                            [](const std::shared_ptr<const Calendar>& model) {
                              return py::cast(holder(model));
                            });
          },
          "By id, then version.")
      .def("calendar", &find, py::arg("id"), py::arg("version") = py::none(),
           "By id; without a version the latest. KeyError where there is none.");
}

}  // namespace vaern::python
