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
  std::vector<std::string> codes;  ///< Of options, in declared order; at most 64.
  bool ordered = false;            ///< Options compare with `<`; the first is lowest.
  std::optional<Duration> within;  ///< A yes that also says whether it was within this time.
  std::optional<Interval> range;   ///< Of a number, where it is known.
  bool conditional = false;        ///< May be not applicable (S2).
  SourceSpan declared_at;          ///< For notes; may be nowhere.
};

/// The names in sight of a condition. Item inputs such as "choked.within" need not be listed:
/// they follow from `Declaration::within`.
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
