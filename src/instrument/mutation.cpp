// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/mutation.hpp"

#include <algorithm>
#include <numeric>

#include "instrument/example_text.hpp"
#include "instrument/mutants.hpp"
#include "instrument/tell_apart.hpp"

namespace vaern {
inline namespace v1 {

using instrument::detail::Contrast;
using instrument::detail::Edit;

std::string_view to_string(MutationKind kind) noexcept {
  constexpr std::string_view words[mutation_kinds] = {
      "points",     "weights", "steps", "numbers",    "missing",  "cut_offs",
      "conditions", "rules",   "flags", "asked_when", "judgement"};
  return words[static_cast<std::size_t>(kind)];
}

namespace {

void count_mutant(const Mutant& mutant, MutationCount& count) {
  ++count.mutants;
  switch (mutant.fate) {
    case Mutant::Fate::killed:
    case Mutant::Fate::refused:
      ++count.killed;
      break;
    case Mutant::Fate::equivalent:
      ++count.equivalent;
      break;
    case Mutant::Fate::alive:
    case Mutant::Fate::not_decided:
      ++count.alive;
      break;
  }
}

struct MutationRun {
  const InstrumentPtr& instrument;
  Mutation& result;
  std::vector<std::size_t> order{};  ///< Examples, those that killed last first.
  std::vector<std::pair<std::size_t, InstrumentPtr>> survivors{};

  void try_examples(std::size_t index, const InstrumentPtr& mutant) {
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::size_t example = order[i];
      if (run_example(mutant, mutant->examples()[example]).has_passed()) continue;
      result.mutants[index].example = example;
      std::rotate(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(i),
                  order.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      return;
    }
    survivors.emplace_back(index, mutant);
  }

  void add_to(ProposedExample& proposal, std::size_t index, const InstrumentPtr& mutant) {
    using instrument::detail::reads_the_same;
    proposal.covers.push_back(index);
    proposal.is_spelled_out =
        proposal.is_spelled_out || !reads_the_same(*instrument, proposal.form.responses, *mutant);
  }

  /// One example often tells several mutants.
  bool is_told_already(Contrast& comparison, std::size_t index, const InstrumentPtr& mutant) {
    for (std::size_t p = 0; p < result.proposals.size(); ++p) {
      if (!comparison.differs_on(result.proposals[p].form, mutant)) continue;
      result.mutants[index].fate = Mutant::Fate::alive;
      result.mutants[index].proposal = p;
      add_to(result.proposals[p], index, mutant);
      return true;
    }
    return false;
  }

  void judge_survivors() {
    if (survivors.empty()) return;
    Contrast comparison(instrument);
    for (const auto& [index, mutant] : survivors) {
      if (is_told_already(comparison, index, mutant)) continue;
      Mutant& m = result.mutants[index];
      auto verdict = comparison.compare(mutant);
      switch (verdict.answer) {
        case Contrast::Verdict::Answer::same:
          m.fate = Mutant::Fate::equivalent;
          break;
        case Contrast::Verdict::Answer::not_decided:
          m.fate = Mutant::Fate::not_decided;
          break;
        case Contrast::Verdict::Answer::differs: {
          m.fate = Mutant::Fate::alive;
          m.proposal = result.proposals.size();
          const LocalizedText name{{"en", "notices " + m.change.best(Language::en)},
                                   {"da", "opdager " + m.change.best(Language::da)}};
          result.proposals.push_back({name, comparison.shortened(*verdict.form, mutant), {}});
          add_to(result.proposals.back(), index, mutant);
          break;
        }
      }
    }
  }
};

}  // namespace

MutationCount Mutation::count() const {
  MutationCount result;
  for (const Mutant& mutant : mutants) count_mutant(mutant, result);
  return result;
}

MutationCount Mutation::count(MutationKind kind) const {
  MutationCount result;
  for (const Mutant& mutant : mutants) {
    if (mutant.kind == kind) count_mutant(mutant, result);
  }
  return result;
}

Mutation mutate(const InstrumentPtr& instrument, const Document& document, const Reload& reload) {
  Mutation result;
  result.instrument = instrument;
  const std::vector<ExampleResult> examples = run_examples(instrument);
  const bool is_sound = std::all_of(examples.begin(), examples.end(),
                                    [](const ExampleResult& r) { return r.has_passed(); });
  if (!is_sound) return result;
  MutationRun run{instrument, result};
  run.order.resize(instrument->examples().size());
  std::iota(run.order.begin(), run.order.end(), std::size_t{0});
  for (Edit& edit : instrument::detail::Mutator(*instrument, document.root).edits()) {
    Mutant mutant;
    mutant.kind = edit.kind;
    mutant.change = std::move(edit.change);
    mutant.span = edit.span;
    DiagnosticList ignored;
    const InstrumentPtr changed = reload(Document{document.file, std::move(edit.root)}, ignored);
    if (changed == nullptr) mutant.fate = Mutant::Fate::refused;
    result.mutants.push_back(std::move(mutant));
    if (changed != nullptr) run.try_examples(result.mutants.size() - 1, changed);
  }
  run.judge_survivors();
  return result;
}

}  // namespace v1
}  // namespace vaern
