// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Which days an office is closed, as a model: rules, days, years of validity.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "vaern/core/date.hpp"
#include "vaern/core/fingerprint.hpp"
#include "vaern/core/localized_text.hpp"
#include "vaern/core/result.hpp"
#include "vaern/document/document.hpp"
#include "vaern/model/head.hpp"

namespace vaern {
inline namespace v1 {

enum class DayKind : std::uint8_t {
  statutory,  ///< A public holiday (helligdag).
  office,     ///< The office is closed though it is no holiday.
};
std::string_view to_string(DayKind kind) noexcept;

/// One line of `days:`. Exactly one of the three rules is set.
struct CalendarRule {
  struct MonthDay {
    unsigned month;
    unsigned day;
  };
  std::string id;
  LocalizedText text;
  DayKind kind = DayKind::statutory;
  std::optional<MonthDay> on;  ///< The same date every year; 02-29 in leap years alone.
  std::optional<int> easter;   ///< Days from Easter Sunday.
  std::optional<Date> once;    ///< `date:`, a single day.
  int from = 0;                ///< First year in which it holds, inside the calendar's years.
  int until = 0;               ///< Last year, inclusive.
  Provenance provenance;
  SourceSpan span;  ///< Of the id.
};

/// A named day of one year. `rule` lives as long as the calendar.
struct CalendarDay {
  Date date;
  const CalendarRule* rule = nullptr;
};

/// Immutable; safe to share between threads.
class Calendar {
 public:
  const ModelHead& head() const noexcept;
  int first_year() const noexcept;
  int last_year() const noexcept;                           ///< Inclusive.
  const std::vector<CalendarRule>& rules() const noexcept;  ///< In the order written.

  bool covers(Date date) const noexcept;

  /// These three throw `std::out_of_range` for a date that is not covered: outside its years a
  /// calendar gives no answer. `roll_back` and `days` make a finding of it.
  ///
  /// Closed for reviews (T3): a weekend day, or a day of either kind.
  bool is_closed(Date date) const;
  /// A statutory day; a Sunday is none by itself.
  bool is_public_holiday(Date date) const;
  /// Neither a statutory day nor a Sunday. A Saturday is a hverdag and no arbejdsdag.
  bool is_hverdag(Date date) const;

  /// The named days of a year by date, then in the order written.
  Result<std::vector<CalendarDay>> days(int year) const;
  /// The named days on one date, in the order written; empty where there is none.
  std::vector<CalendarDay> days_on(Date date) const;

  /// Where a civil deadline goes (T3): an open day stays; a closed one moves once to the latest
  /// earlier open day, but not before `not_before`, the civil day on which the cause became known
  /// (then: that day). The result is never later than `due`.
  Result<Date> roll_back(Date due, Date not_before) const;

  /// Changes with everything that can change an answer (S22).
  const Fingerprint& meaning() const noexcept;
  const Fingerprint& text() const noexcept;  ///< SHA-256 of the file as written.

  struct Data;
  explicit Calendar(std::unique_ptr<const Data> data) noexcept;
  ~Calendar();
  Calendar(const Calendar&) = delete;
  Calendar& operator=(const Calendar&) = delete;

 private:
  std::unique_ptr<const Data> data_;
};

/// The calendar that a document holds, with all findings at once; null where any is an error.
std::shared_ptr<const Calendar> load_calendar(const Document& document, DiagnosticList& findings);

/// Easter Sunday of the Gregorian calendar; throws `std::out_of_range` outside 1583 to 9999.
Date easter_sunday(int year);

}  // namespace v1
}  // namespace vaern
