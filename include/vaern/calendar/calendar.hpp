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

/// One line of `days:`. Exactly one of the four rules is set.
struct CalendarRule {
  struct MonthDay {
    unsigned month;
    unsigned day;
  };
  struct Weekday {
    int weekday = 1;     ///< Monday 1 to Sunday 7.
    unsigned month = 0;  ///< With `nth`.
    int nth = 0;         ///< 1 to 4; -1: the last of the month; 0: see `on_or_after`.
    std::optional<MonthDay> on_or_after;  ///< At most 12-25, and never 02-29.
  };
  std::string id;
  LocalizedText text;
  DayKind kind = DayKind::statutory;
  std::optional<MonthDay> on;      ///< The same date every year; 02-29 in leap years alone.
  std::optional<int> easter;       ///< Days from Easter Sunday.
  std::optional<Weekday> weekday;  ///< The first Friday of September.
  std::optional<Date> once;        ///< `date:`, a single day, or the first one of `dates:`.
  std::optional<Date> through;     ///< The last one of `dates:`, inclusive.
  int from = 0;                    ///< First year in which it holds, inside the calendar's years.
  int until = 0;                   ///< Last year, inclusive.
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
  int last_year() const noexcept;  ///< Inclusive.
  /// In the order written; of a local calendar those of what it extends first.
  const std::vector<CalendarRule>& rules() const noexcept;
  /// What a local calendar extends (`head().extends`); null: nothing.
  const std::shared_ptr<const Calendar>& extended() const noexcept;

  bool covers(Date date) const noexcept;
  bool is_weekend(int weekday) const noexcept;  ///< Monday 1 to Sunday 7.

  /// These four throw `std::out_of_range` for a date that is not covered: outside its years a
  /// calendar gives no answer. The answers that are a `Result` make a finding of it.
  ///
  /// Closed for reviews (T3): a weekend day, or a day of either kind.
  bool is_closed(Date date) const;
  /// A statutory day; a Sunday is none by itself.
  bool is_public_holiday(Date date) const;
  /// Neither a statutory day nor a Sunday. A Saturday is a hverdag and no arbejdsdag.
  bool is_hverdag(Date date) const;
  /// Neither a weekend day nor a statutory day. A day of the kind `office` is an arbejdsdag: the
  /// custom of an office lengthens no deadline of a law.
  bool is_arbejdsdag(Date date) const;

  /// The named days of a year by date, then in the order written.
  Result<std::vector<CalendarDay>> days(int year) const;
  /// The named days on one date, in the order written; empty where there is none.
  std::vector<CalendarDay> days_on(Date date) const;

  /// Where a civil deadline goes (T3): an open day stays; a closed one moves once to the latest
  /// earlier open day, but not before `not_before`, the civil day on which the cause became known
  /// (then: that day). The result is never later than `due`.
  Result<Date> roll_back(Date due, Date not_before) const;

  /// The `count`-th hverdag or arbejdsdag after a date, which is not counted itself; the date where
  /// `count` is 0. A day of the kind `office` counts as one.
  Result<Date> hverdag_after(Date date, std::uint32_t count) const;
  Result<Date> arbejdsdag_after(Date date, std::uint32_t count) const;

  /// Changes with everything that can change an answer (S22).
  const Fingerprint& meaning() const noexcept;
  const Fingerprint& text() const noexcept;  ///< SHA-256 of the file as written.

  struct Data;
  explicit Calendar(std::unique_ptr<Data> data);
  ~Calendar();
  Calendar(const Calendar&) = delete;
  Calendar& operator=(const Calendar&) = delete;

 private:
  std::uint8_t marks(Date date) const;
  std::unique_ptr<const Data> data_;
};

/// The calendar that a document holds, with all findings at once; null where any is an error.
/// `extended` is the calendar that its `extends:` names: a local calendar has the weekend and the
/// days of that one, and adds days of closing, which no count of hverdage or arbejdsdage sees.
std::shared_ptr<const Calendar> load_calendar(
    const Document& document, DiagnosticList& findings,
    const std::shared_ptr<const Calendar>& extended = nullptr);

/// Easter Sunday of the Gregorian calendar; throws `std::out_of_range` outside 1583 to 9999.
Date easter_sunday(int year);

}  // namespace v1
}  // namespace vaern
