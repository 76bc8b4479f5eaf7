// SPDX-License-Identifier: Apache-2.0
#pragma once
// What of a case is seen at a moment with a knowledge (T1).

#include <optional>
#include <string_view>

#include "vaern/case_file/case_file.hpp"

namespace vaern::safety_plan::detail {

struct Seen {
  const CaseFile& file;
  std::optional<Instant> as_of;
  const Zone* zone = nullptr;  // null: dates without a time begin in UTC
  std::optional<Instant> known_by;

  Seen(const CaseFile& of, std::optional<Instant> at, const Zone* in, std::optional<Instant> known)
      : file(of), as_of(at), zone(in), known_by(known ? known : at) {}

  Instant first_instant(const Moment& moment) const {
    if (zone != nullptr) return moment.earliest(*zone);
    if (moment.instant) return *moment.instant;
    return Instant{moment.date.first.day_number() * 86'400, 0};
  }
  /// The local day of `as_of`. Nothing: without one nothing is late.
  std::optional<Date> today() const {
    if (!as_of) return std::nullopt;
    if (zone != nullptr) return zone->local(*as_of).date;
    return Date::from_day_number(as_of->seconds / 86'400);
  }
  bool has_happened(const Moment& moment) const {
    return !as_of || first_instant(moment) <= *as_of;
  }
  bool is_known(const Moment& recorded) const {
    return !known_by || first_instant(recorded) <= *known_by;
  }
  bool is_struck(std::string_view entry) const {
    const Correction* correction = file.find_correction(entry);
    return correction != nullptr && is_known(correction->recorded);
  }
  bool is_seen(const PlanEntry& plan) const {
    return has_happened(plan.made) && is_known(plan.made) && !is_struck(plan.id.text);
  }
};

}  // namespace vaern::safety_plan::detail
