// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The person's own words about measures, for the person's own copy and nothing else (P6).
///
/// They are no part of a `SafetyPlan`, so that nothing that writes a plan can write them.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "vaern/case_file/case_file.hpp"

namespace vaern {
inline namespace v1 {

class OwnWords {
 public:
  OwnWords() = default;

  /// The latest of each measure: words stand until a later plan has others for it. Of plans made
  /// by `as_of` (absent: all) and not struck by what was recorded at `known_by` (absent: `as_of`).
  static OwnWords of(const CaseFile& file, std::optional<Instant> as_of = std::nullopt,
                     const Zone* zone = nullptr, std::optional<Instant> known_by = std::nullopt);

  /// Empty: none. `child` is empty where the measure is not one per child.
  std::string_view find(std::string_view measure, std::string_view child = {}) const noexcept;
  /// By (measure, child): for a host that asks for the person's own words and for nothing else.
  const std::map<std::pair<std::string, std::string>, std::string>& all() const noexcept {
    return words_;
  }
  bool empty() const noexcept { return words_.empty(); }

 private:
  std::map<std::pair<std::string, std::string>, std::string> words_;
};

}  // namespace v1
}  // namespace vaern
