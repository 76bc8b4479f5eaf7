// SPDX-License-Identifier: Apache-2.0
#pragma once
// What of a case opens a step again that was done (P8.2).

#include <optional>
#include <string>
#include <vector>

#include "safety_plan/seen.hpp"
#include "vaern/safety_plan/again.hpp"
#include "vaern/safety_plan/catalogue.hpp"

namespace vaern::safety_plan::detail {

class StepsAgain {
 public:
  /// Without a catalogue nothing is to be done again.
  StepsAgain(const Seen& seen, const Catalogue* catalogue);

  /// The first that its measure names, later than the step was done; and, where `until` is given,
  /// not surely after that.
  std::optional<DoneAgain> first_after(std::string_view measure, const Moment& done,
                                       const Moment* until = nullptr) const;

 private:
  struct Cause {
    std::string kind;
    std::string entry;
    Moment when;
    Instant from;
    bool is_assessment = false;
  };
  const Catalogue* catalogue_;
  std::vector<Cause> causes_;  // earliest first
};

}  // namespace vaern::safety_plan::detail
