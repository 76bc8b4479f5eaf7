// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What a condition may read: names and their declarations, given by the model that holds it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/duration.hpp"
#include "vaern/core/interval.hpp"
#include "vaern/core/rational.hpp"
#include "vaern/diagnostics/source.hpp"

namespace vaern {
inline namespace v1 {

/// The kind of value behind a name.
enum class NameKind : std::uint8_t {
  yes_no,   ///< Items, facts, flags, gates, rules.
  options,  ///< An enumeration, also of levels.
  number,   ///< Numbers, scales, ages.
};

struct Declaration {
  NameKind kind = NameKind::yes_no;
  std::vector<std::string> codes;    ///< Of options, in declared order; at most 64.
  bool ordered = false;              ///< Options compare with `<`; the first is lowest.
  std::optional<Duration> within;    ///< A yes that also says whether it was within this time.
  bool habitual = false;             ///< A yes that also says whether it is usual for the person.
  std::optional<Interval> range;     ///< Of a number, where it is known.
  std::optional<Rational> constant;  ///< A number fixed when the model is loaded (a parameter).
  bool conditional = false;          ///< May be not applicable (S2).
  /// The level of another outcome: read as `from` or `above` alone, under no negation (S8).
  bool upward_only = false;
  /// Declared with a fault that has its own finding: reading it gives no condition and no finding.
  bool is_refused = false;
  SourceSpan declared_at;  ///< For notes; may be nowhere.
};

/// The names in sight of a condition. Item inputs such as "choked.within" and "shouting.habitual"
/// need not be listed: they follow from `Declaration::within` and `Declaration::habitual`.
class Names {
 public:
  virtual ~Names() = default;

  /// Null when there is no such name. The declaration lives as long as this.
  virtual const Declaration* find(std::string_view name) const = 0;

  /// All names in declared order: for "did you mean".
  virtual std::vector<std::string> all() const = 0;
};

}  // namespace v1
}  // namespace vaern
