// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// From what an author wrote, plain forms or CEL text, to a checked condition.

#include <cstdint>
#include <string_view>

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/expression/condition.hpp"
#include "vaern/expression/names.hpp"

namespace vaern {
inline namespace v1 {

class Node;

/// The checked profiles of S17. The third, `cel`, is `vaern::Expression`.
enum class Profile : std::uint8_t {
  exact,      ///< Instruments: items, facts, scales, gates.
  situation,  ///< Policies, catalogues, programmes: also `unknown()` and `answered()`.
};

/// What a condition may ask beyond values.
struct ConditionOptions {
  ConditionOptions(Profile which)  // NOLINT: a profile is a set of options
      : profile(which), reads_unknown(which == Profile::situation) {}

  /// Flags of instruments may read everything (S10).
  static ConditionOptions flag() {
    ConditionOptions options(Profile::exact);
    options.reads_unknown = true;
    options.reads_missing = true;
    return options;
  }

  Profile profile;
  bool reads_unknown;          ///< `unknown`, `answered`, `has`.
  bool reads_missing = false;  ///< `missing`, with reasons.
};

/// The truth written at `node`. Null after findings of severity error; warnings alone give a
/// condition. All findings point into the file, also those inside CEL text.
ConditionPtr read_condition(const Node& node, const Names& names, ConditionOptions options,
                            DiagnosticList& findings);

/// The same for CEL text that is in no file (`span` stands for all of it).
ConditionPtr read_condition(std::string_view cel, const SourceSpan& span, const Names& names,
                            ConditionOptions options, DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern
