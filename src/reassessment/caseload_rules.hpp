// SPDX-License-Identifier: Apache-2.0
#pragma once
// A policy made ready for columns: every interval as a table by day, who is met by what, ladders.

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "vaern/reassessment/caseload.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

struct CaseloadRung {
  bool is_elapsed = false;
  Microseconds elapsed = 0;
  std::int64_t days = 0;
  bool has_months = false;
  Duration civil;
  const OverdueRung* rung = nullptr;
};

struct CaseloadClock {
  const Clock* clock = nullptr;
  std::size_t index = 0;         // in the policy
  bool is_wanted = true;         // what it opens is offered
  std::array<bool, 4> meets{};   // by judged * 2 + range is one level: a completed assessment does
  int opening = -1;              // clause: from an opening
  int no_level = -1;             // clause, after levels
  std::vector<int> after_level;  // clauses, lowest first
  // By day of the roll table: 1 where no higher level is due later than a lower one.
  std::vector<std::uint8_t> is_stepped;
};

// Between those due at once the first clock of the policy comes first, then assessments, events and
// the opening; rows, in the lowest half, last.
constexpr std::uint64_t order_of(std::size_t clock, ScheduleCause cause) {
  const bool is_late = cause == ScheduleCause::event || cause == ScheduleCause::opening;
  const std::uint64_t rank = !is_late ? 0 : cause == ScheduleCause::event ? 1 : 2;
  return static_cast<std::uint64_t>(clock) << 34 | rank << 32;
}

struct EventRule {
  std::size_t clock = 0;  // in `clocks`
  int clause = 0;
  std::uint64_t order = 0;  // without the row
};

class CaseloadRules {
 public:
  CaseloadRules(const Policy& policy, const Calendar& calendar, const Caseload& caseload,
                const ScheduleOptions& options);

  const Policy& policy() const { return *policy_; }
  const Calendar& calendar() const { return *calendar_; }
  const RollTable& days() const { return *days_; }
  const Zone& zone() const { return policy_->zone(); }
  const std::vector<CaseloadClock>& clocks() const { return clocks_; }
  std::size_t place_of(std::int32_t day) const {
    return static_cast<std::size_t>(day - days_->first_day());
  }
  const DueTable& table(int clause) const { return tables_[static_cast<std::size_t>(clause)]; }
  const std::vector<ScheduleClause>& clauses() const { return clauses_; }
  const std::vector<EventRule>& of_kind(std::int32_t kind) const {
    return by_kind_[static_cast<std::size_t>(kind)];
  }
  const std::vector<CaseloadRung>& ladder(std::size_t level) const { return ladders_[level]; }
  // Whether a ladder has at most six rungs, none of them by months, and nobody is on duty.
  bool is_short(std::size_t level) const { return is_short_[level] != 0; }
  const std::vector<std::string>& not_held() const { return not_held_; }
  std::uint64_t all_levels() const { return all_levels_; }
  std::uint64_t highest_level() const { return all_levels_ & ~(all_levels_ >> 1); }
  // Whether completed assessments of a kind (index into `CaseloadClock::meets`) meet every clock.
  bool meets_all(int kind) const { return meets_all_[static_cast<std::size_t>(kind)]; }

 private:
  int add_clause(const Clock& clock, const PolicyInterval& interval);
  void add_clock(const Clock& clock, std::size_t index, const ScheduleOptions& options,
                 const std::vector<std::string>& kinds);
  std::vector<std::uint8_t> stepped_days(const CaseloadClock& clock) const;
  void add_ladders();

  const Policy* policy_;
  const Calendar* calendar_;
  std::unique_ptr<RollTable> days_;
  std::vector<CaseloadClock> clocks_;
  std::vector<DueTable> tables_;  // by clause
  std::vector<ScheduleClause> clauses_;
  std::vector<std::vector<EventRule>> by_kind_;
  std::vector<std::vector<CaseloadRung>> ladders_;  // by level, those of `any` after its own
  std::vector<std::uint8_t> is_short_;              // by level
  std::vector<std::string> not_held_;
  std::uint64_t all_levels_ = 0;
  std::array<bool, 4> meets_all_{true, true, true, true};
};

// Throws `std::invalid_argument` where lengths differ.
void check_lengths(const Caseload& caseload);

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
