// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "vaern/expression/evaluate.hpp"
#include "vaern/instrument/score.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

/// What a condition sees of a score: everything, scales by their reported values (S4), `level` and
/// further outcomes as the range of the answers (S10), a class as unknown while several are
/// possible (S10.2). Flags are read while the score is being made, each after those before it.
class ScoreSituation : public Situation {
 public:
  explicit ScoreSituation(const Score& score) : score_(score), model_(*score.instrument) {}

  Truth truth(std::string_view name) const override;
  OptionSet options(std::string_view name) const override;
  Interval number(std::string_view name) const override;
  Truth has_number(std::string_view name) const override;
  Truth applicable(std::string_view name) const override;
  bool is_unknown(std::string_view name) const override;
  bool is_missing(std::string_view name, std::string_view reason) const override;

 protected:
  /// A gate, rule or flag.
  const NamedTruth* find(std::string_view name) const;
  const ScaleRow* scale_of(std::string_view name) const;
  const ClassScore* classes_of(std::string_view name) const;
  /// Of a further outcome.
  const FurtherScore* outcome_of(std::string_view name) const;
  InputId input_of(std::string_view name) const;

  const Score& score_;
  const Instrument& model_;
};

/// What a rule sees: an outcome by the value of its scale and by its own rules (S8.1), where a
/// reported value counts, and not by its range.
class RuleSituation final : public ScoreSituation {
 public:
  explicit RuleSituation(const Score& score);
  OptionSet options(std::string_view name) const override;

 private:
  std::vector<std::pair<std::string, OptionSet>> outcomes_;
};

/// What a class sees: completions, in which no policy is read (S4.3), so that a scale is what it
/// can be and never the value reported for it, also where a gate reads it.
class ClassSituation final : public ScoreSituation {
 public:
  using ScoreSituation::ScoreSituation;
  Truth truth(std::string_view name) const override;
  Interval number(std::string_view name) const override;
  Truth has_number(std::string_view name) const override;
};

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
