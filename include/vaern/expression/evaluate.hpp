// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A condition's truth in a situation: strong Kleene, exact intervals (S3). It cannot fail for
/// want of an answer; the work rests on names, so a table is scored by the compiled program.

#include <cstdint>
#include <string_view>

#include "vaern/core/interval.hpp"
#include "vaern/core/truth.hpp"
#include "vaern/expression/condition.hpp"

namespace vaern {
inline namespace v1 {

/// Which options of an enumeration are still possible. At least one bit, or `none`.
struct OptionSet {
  std::uint64_t possible = 0;  ///< Bit i: the i-th declared code.
  bool none = false;           ///< It may be that no option holds: not applicable (S2).

  /// Exactly one option.
  static OptionSet of(unsigned index) noexcept { return {std::uint64_t{1} << index, false}; }
  /// Any of the first `count` options (at most 64).
  static OptionSet any(unsigned count) noexcept {
    return {count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1, false};
  }

  friend bool operator==(const OptionSet&, const OptionSet&) noexcept = default;
};

/// The values behind the names. It is asked only for names that the condition's `Names` declared
/// (and "ITEM.within"), each by the kind declared.
class Situation {
 public:
  virtual ~Situation() = default;

  virtual Truth truth(std::string_view name) const = 0;  ///< Not applicable is `no`.
  virtual OptionSet options(std::string_view name) const = 0;
  virtual Interval number(std::string_view name) const = 0;  ///< Unanswered: its whole range.

  virtual Truth applicable(std::string_view) const { return Truth::yes; }
  /// Whether there is a number at all. Where there is none every comparison is false (S2.5).
  virtual Truth has_number(std::string_view) const { return Truth::yes; }
  virtual bool is_unknown(std::string_view name) const = 0;  ///< No answer, for any reason.
  virtual bool is_answered(std::string_view name) const { return !is_unknown(name); }
  /// `reason` is one of the missing reasons, or empty: any of them.
  virtual bool is_missing(std::string_view name, std::string_view) const {
    return is_unknown(name);
  }
};

/// The truth of a condition of type truth; another is misuse (`std::invalid_argument`).
Truth evaluate(const Condition& condition, const Situation& situation);

/// The interval of a condition of type number; another is misuse (`std::invalid_argument`).
Interval evaluate_number(const Condition& condition, const Situation& situation);

}  // namespace v1
}  // namespace vaern
