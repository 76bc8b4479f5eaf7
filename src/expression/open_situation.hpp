// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The situation in which nothing is known yet: what a condition comes to there, it always does.

#include "vaern/expression/evaluate.hpp"
#include "vaern/expression/names.hpp"

namespace vaern::expression::detail {

class OpenSituation final : public Situation {
 public:
  explicit OpenSituation(const Names& names) : names_(names) {}

  /// Every number that the condition reads has a declared range.
  bool has_ranges(const Condition& condition) const;

  Truth truth(std::string_view name) const override;
  OptionSet options(std::string_view name) const override;
  Interval number(std::string_view name) const override;
  Truth applicable(std::string_view name) const override;
  bool is_unknown(std::string_view name) const override;

 private:
  const Names& names_;
};

}  // namespace vaern::expression::detail
