// SPDX-License-Identifier: Apache-2.0
// The deadlines of one interval over a column. Columns are read in vaern/deadlines.py.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

#include "bind.hpp"
#include "convert.hpp"
#include "diagnostics/codes/reassessment.hpp"
#include "models.hpp"
#include "vaern/calendar/calendar.hpp"
#include "vaern/reassessment/due_table.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

using Days = py::array_t<std::int64_t, py::array::c_style>;

constexpr std::int64_t floor_day(Microseconds at) {
  return at / microseconds_per_day - (at % microseconds_per_day < 0 ? 1 : 0);
}

int year_of(std::int64_t day) { return Date::from_day_number(day).year(); }

/// Where every date of `first` to `last` has its deadline, if the calendar knows it.
struct Years {
  int first = 0;
  int last = 0;
};

class DeadlineTable {
 public:
  DeadlineTable(const PolicyView& policy, const std::string& interval, bool statutory)
      : policy_(policy), statutory_(statutory) {
    const auto length = IntervalLength::parse(interval);
    if (!length || length->unit() == IntervalLength::Unit::shift) {
      throw py::value_error("'" + interval +
                            "' is no interval of a column: 'P7D', 'P1M', 'PT72H', 'hverdage 6', "
                            "'arbejdsdage 7' or 'end_of month'");
    }
    length_ = *length;
    first_day_ = Date(calendar().first_year(), 1, 1).day_number();
    last_day_ = Date(calendar().last_year(), 12, 31).day_number();
  }

  std::string interval() const { return length_.to_string(); }
  bool counts_hours() const { return length_.is_elapsed(); }

  /// Returns how many cells are not empty and have no deadline.
  std::size_t run(const Days& from, Days out, bool is_days) {
    const std::span<const std::int64_t> cells{from.data(), static_cast<std::size_t>(from.size())};
    const std::span<std::int64_t> due{out.mutable_data(), static_cast<std::size_t>(out.size())};
    if (due.size() != cells.size()) throw py::value_error("`out` has another length");
    std::shared_ptr<const Table> table = table_;
    std::size_t lost = 0;
    {
      py::gil_scoped_release release;
      lost = fill(cells, due, is_days, table);
    }
    table_ = std::move(table);
    return lost;
  }

  /// Of the first `most` cells that have no deadline: (row, what is wrong).
  py::list faults(const Days& from, const Days& due, bool is_days, std::size_t most) const {
    py::list found;
    for (py::ssize_t row = 0; row < from.size() && found.size() < most; ++row) {
      if (from.at(row) == no_moment || due.at(row) != no_moment) continue;
      const bool is_known = is_covered(from.at(row), is_days);
      const CodeInfo& code =
          is_known ? codes::caseload_due_outside_calendar : codes::caseload_outside_years;
      DiagnosticList list;
      list.add_at_path(code, "/dates/" + std::to_string(row),
                       {{"row", std::to_string(row)},
                        {"table", "dates"},
                        {"calendar", calendar().head().reference().to_string()},
                        {"first", std::to_string(calendar().first_year())},
                        {"last", std::to_string(calendar().last_year())}});
      found.append(py::make_tuple(row, to_python(list)[0]));
    }
    return found;
  }

 private:
  struct Table {
    Table(const DeadlineTable& of, Years given)
        : years(given),
          days(of.calendar(), of.zone(), given.first, given.last + of.years_after(given.last)),
          due(days, of.calendar(), of.zone(), of.length_, of.statutory_) {}

    Years years;
    RollTable days;
    DueTable due;
  };

  const Calendar& calendar() const { return *policy_.calendar; }
  const Zone& zone() const { return policy_.policy.zone(); }

  /// Years after `last` in which its deadlines may lie: a table knows none beyond its own.
  int years_after(int last) const {
    if (!length_.is_duration() || length_.is_elapsed()) return 0;
    try {
      return length_.duration().after(Date(last, 12, 31)).year() - last;
    } catch (const std::out_of_range&) {
      return calendar().last_year() - last;
    }
  }

  bool is_covered(std::int64_t cell, bool is_days) const {
    std::int64_t day = cell;
    if (!is_days) {
      day = floor_day(cell);
      if (day < first_day_ - 1 || day > last_day_ + 1) return false;
      day = zone().local(vaern::instant_of(cell)).date.day_number();
    }
    return day >= first_day_ && day <= last_day_;
  }

  /// The table grows with the years that data hold, so that a few years cost nearly nothing.
  std::size_t fill(std::span<const std::int64_t> cells, std::span<std::int64_t> due, bool is_days,
                   std::shared_ptr<const Table>& table) const {
    if (table == nullptr) std::fill(due.begin(), due.end(), no_moment);
    while (true) {
      if (table != nullptr) {
        const std::size_t without =
            is_days ? table->due.run_days(cells, due) : table->due.run(cells, due);
        if (without == 0) return 0;
      }
      const auto [lost, wanted] = without_deadline(cells, due, is_days);
      if (!wanted) return lost;
      Years years = *wanted;
      if (table != nullptr) {
        years.first = std::min(years.first, table->years.first);
        years.last = std::max(years.last, table->years.last);
        if (years.first == table->years.first && years.last == table->years.last) return lost;
      }
      table = std::make_shared<const Table>(*this, years);
    }
  }

  /// How many cells have a date and no deadline, and the years of those that the calendar covers.
  std::pair<std::size_t, std::optional<Years>> without_deadline(std::span<const std::int64_t> cells,
                                                                std::span<const std::int64_t> due,
                                                                bool is_days) const {
    std::size_t lost = 0;
    std::int64_t least = last_day_ + 1;
    std::int64_t most = first_day_ - 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i] == no_moment || due[i] != no_moment) continue;
      ++lost;
      // Of a moment the local day is this day of UTC or one beside it.
      const std::int64_t day = is_days ? cells[i] : floor_day(cells[i]);
      const std::int64_t reach = is_days ? 0 : 1;
      if (day < first_day_ - reach || day > last_day_ + reach) continue;
      least = std::min(least, std::max(day - reach, first_day_));
      most = std::max(most, std::min(day + reach, last_day_));
    }
    if (least > most) return {lost, std::nullopt};
    return {lost, Years{year_of(least), year_of(most)}};
  }

  PolicyView policy_;
  IntervalLength length_;
  bool statutory_ = false;
  std::int64_t first_day_ = 0;
  std::int64_t last_day_ = 0;
  std::shared_ptr<const Table> table_;  // changed with the interpreter's lock held
};

}  // namespace

void bind_deadlines(py::module_& module) {
  py::class_<DeadlineTable>(module, "_DeadlineTable", py::is_final(), "See vaern.Deadlines.")
      .def(py::init<const PolicyView&, const std::string&, bool>(), py::arg("policy"),
           py::arg("interval"), py::arg("statutory"))
      .def_property_readonly("interval", [](const DeadlineTable& held) { return held.interval(); })
      .def_property_readonly("counts_hours",
                             [](const DeadlineTable& held) { return held.counts_hours(); })
      .def("run", &DeadlineTable::run, py::arg("dates").noconvert(), py::arg("out").noconvert(),
           py::arg("is_days"))
      .def("faults", &DeadlineTable::faults, py::arg("dates"), py::arg("due"), py::arg("is_days"),
           py::arg("most"));
}

}  // namespace vaern::python
