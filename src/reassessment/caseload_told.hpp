// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who is told what is overdue, for columns: a list of roles is held once, and rows hold its place.

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "reassessment/caseload_row.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

// The rungs of ladders that were reached, in the order of their moments. One for each thread.
class CaseloadTold {
 public:
  explicit CaseloadTold(const CaseloadRules& rules) : rules_(rules) {}

  // Its place among `lists`; -1 where nobody is told.
  std::int16_t place_of(std::uint64_t possible, const NextDue& next, std::int32_t last_day,
                        Microseconds as_of);

  std::vector<std::vector<std::string>> lists() const;

  // The places that this one's lists have in a longer list, which takes those it lacks.
  std::vector<std::int16_t> into(std::vector<std::vector<std::string>>& all) const;

 private:
  // The level and the rungs of a short ladder are a number, a byte each.
  struct ShortList {
    std::uint64_t code = 0;
    std::int16_t place = -1;  // in `keys_`
  };

  std::int16_t sort_and_keep(const std::vector<CaseloadRung>& ladder, const NextDue& next,
                             std::int32_t last_day, Microseconds as_of);
  std::int16_t keep(const std::vector<CaseloadRung>& ladder);
  Microseconds moment_of(const CaseloadRung& rung, const NextDue& next,
                         std::int32_t last_day) const;

  const CaseloadRules& rules_;
  std::vector<std::pair<Microseconds, std::size_t>> reached_;
  std::vector<const OverdueRung*> key_;
  std::vector<std::vector<const OverdueRung*>> keys_;  // null: those on duty
  std::vector<ShortList> short_lists_;
  std::array<ShortList, 64> last_of_level_{};
};

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
