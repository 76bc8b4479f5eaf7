// SPDX-License-Identifier: Apache-2.0
#pragma once
// Every situation that some conditions can tell apart, one after another.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "vaern/expression/condition.hpp"
#include "vaern/expression/evaluate.hpp"
#include "vaern/expression/names.hpp"

namespace vaern::programme::detail {

class EverySituation final : public Situation {
 public:
  /// `declaration` is asked once for every name that the conditions read.
  EverySituation(const std::vector<ConditionPtr>& conditions,
                 const std::function<const Declaration*(std::string_view)>& declaration);

  /// False: too many to try, or a name without a declaration.
  bool can_try() const { return can_try_; }

  /// Until `visit` says false; says whether it went through all of them.
  bool each(const std::function<bool()>& visit);

  Truth truth(std::string_view name) const override;
  OptionSet options(std::string_view name) const override;
  Interval number(std::string_view name) const override;
  bool is_unknown(std::string_view name) const override { return at(name).state == 0; }

 private:
  struct Name {
    const Declaration* declaration = nullptr;
    std::vector<Rational> numbers;  ///< On both sides of, and at, what it is compared with.
    std::size_t states = 3;         ///< 0 is unknown.
    std::size_t state = 0;
  };
  const Name& at(std::string_view name) const { return names_.find(name)->second; }
  void collect_numbers(const Condition& condition);

  std::map<std::string, Name, std::less<>> names_;
  bool can_try_ = true;
};

}  // namespace vaern::programme::detail
