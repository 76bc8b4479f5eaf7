// SPDX-License-Identifier: Apache-2.0
#pragma once
// The lists of a plan for professionals: what to do under the day it is due, what to ask, what is
// out of the plan.

#include <string>
#include <utility>
#include <vector>

#include "exchange/page.hpp"
#include "vaern/exchange/plan_copy.hpp"
#include "vaern/programme/assess.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

/// Rows of a table under what they are due by: what is overdue first, then in the order in which
/// the days come.
class RowsByDeadline {
 public:
  void add(std::string due, bool is_overdue, std::vector<Line> row);
  /// With the headings of the rows, but not of the first where it says what `implied` says already.
  std::vector<std::vector<Line>> rows(std::string_view implied = {}) const;

 private:
  struct Group {
    std::string due;
    bool is_overdue = false;
    std::vector<std::vector<Line>> rows;
  };
  std::vector<Group> groups_;
};

struct PlanLists {
  const SafetyPlan& plan;
  const Programme& programme;
  Language language;
  bool is_whole;  ///< Also cautions, and everything that waits, whatever its question.
  const AsOf* when = nullptr;
  const NameTable* names = nullptr;

  /// With whom of several it is about and by.
  Line measure(const PlannedMeasure& planned) const;
  /// With its cautions, where whoever carries it out reads this, and with what must come first.
  Line measure_with_care(const PlannedMeasure& planned) const;
  /// By when it is due; without a moment how urgent it is.
  std::string due(const PlannedMeasure& planned) const;
  bool is_late(const PlannedMeasure& planned) const;

  /// What is open as a table, and below it what is settled.
  Part list(std::string heading, const std::vector<std::size_t>& places) const;
  Part later() const;
  Part ask_first() const;
  /// What must not be used, with the reason and what to do in its place.
  Part blocked() const;
  /// By reason: most of it has a few, as that there are no children.
  Part not_applicable() const;

 private:
  std::string task(const PlannedMeasure& planned) const;
  std::string section_words(const std::string& id) const;
  std::string waits(std::size_t place) const;
  std::size_t shown_questions() const;
  Part questions() const;
  void say_instead(Line& text, const PlannedMeasure& planned) const;
};

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
