// SPDX-License-Identifier: Apache-2.0
#pragma once
// What one instrument gives other than another, proved on their diagrams and shown by a form.

#include <memory>

#include "instrument/tell_apart.hpp"
#include "vaern/instrument/comparison.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

/// The same questions with the same answers, in the same order.
bool has_same_questions(const Instrument& a, const Instrument& b);

/// One instrument, held against others.
class VersionProof {
 public:
  explicit VersionProof(const InstrumentPtr& before);

  ChangeEffect effect(const InstrumentPtr& after);

 private:
  bool on_complete_forms(const InstrumentPtr& after, ChangeEffect& effect) const;
  bool add(const PairDifference& found, const InstrumentPtr& after, bool is_level,
           ChangeEffect& effect) const;
  std::optional<ChangeExample> replay(const PairWitness& witness, const InstrumentPtr& after) const;
  void search(const InstrumentPtr& after, ChangeEffect& effect) const;
  void show(const ExampleForm& form, const InstrumentPtr& after, ChangeEffect& effect) const;
  void on_missing_answers(const InstrumentPtr& after, ChangeEffect& effect);

  InstrumentPtr before_;
  std::unique_ptr<Contrast> contrast_;  ///< Made when it is first needed.
  std::vector<std::optional<Diagram>> values_;
};

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
