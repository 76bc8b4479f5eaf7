// SPDX-License-Identifier: Apache-2.0
#pragma once
// Made-up caseloads as columns, and the same rows as histories for `timeline`.

#include <cstdint>
#include <string>
#include <vector>

#include "vaern/reassessment/caseload.hpp"
#include "vaern/reassessment/history.hpp"

namespace vaern::testing {

class MadeCaseload {
 public:
  /// `kinds` are those of the events; `levels` how many the policy has.
  MadeCaseload(std::uint64_t seed, std::size_t cases, std::vector<std::string> kinds,
               std::size_t levels, const Zone& zone);

  /// Leaves out some of the columns that a table need not have.
  void leave_out(std::uint64_t seed);

  /// Entries by their row of the cases, as an export has them.
  void sort();

  /// Points into this one.
  Caseload columns() const;

  /// Assessments are "a0007", events "e0007" by their rows. The dyad is "o1".
  History history(std::size_t row) const;

  /// The same rows of all three tables in another order. Gives for each row of the cases as they
  /// were where it is now.
  std::vector<std::size_t> shuffle(std::uint64_t seed);

  std::size_t cases() const { return opened_.cells.size(); }
  std::size_t events() const { return event_row_.size(); }

 private:
  struct Column {
    std::vector<std::int64_t> cells;
    bool is_days = false;
    MomentColumn view() const { return {cells, is_days}; }
  };
  Moment moment(const Column& column, std::size_t row) const;
  void reorder_assessments(const std::vector<std::size_t>& order);
  void reorder_events(const std::vector<std::size_t>& order);

  const Zone& zone_;
  std::vector<std::string> kinds_;
  Column opened_, closed_, assessed_, assessment_recorded_, known_, event_recorded_;
  std::vector<std::int32_t> assessment_row_, instrument_, event_row_, kind_;
  std::vector<std::uint64_t> possible_;
  std::vector<std::uint8_t> completed_, judged_;
  bool has_assessment_recorded_ = true, has_event_recorded_ = true, has_instrument_ = true;
  bool has_completed_ = true, has_judged_ = true, has_closed_ = true;
};

}  // namespace vaern::testing
