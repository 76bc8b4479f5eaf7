// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Would the examples of an instrument notice a slip of the pen? Each *mutant* is the model with
/// one small mistake in it: a weight one too high, a rule that never holds, `any` for `all`.
///
/// A mutant is killed when an example fails on it, or when it does not load. One that lives is
/// equivalent (shown to be the same function), or a fault of the examples.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/document/document.hpp"
#include "vaern/instrument/coverage.hpp"

namespace vaern {
inline namespace v1 {

enum class MutationKind : std::uint8_t {
  points,      ///< Of answers: ±1, the other sign; reversed items.
  weights,     ///< Of sums: ±1, the other sign; inputs left out.
  steps,       ///< Numbers of `then:` ±1, other roundings.
  numbers,     ///< Parameters, rows of tables, `at_or_above`, `last`: ±1.
  missing,     ///< Other policies, limits ±1.
  cut_offs,    ///< ±1; rising for falling.
  conditions,  ///< `all` for `any`, `at_least` ±1, a part left out, a limit ±1.
  rules,       ///< Never true; another level.
  flags,       ///< Never true.
  asked_when,  ///< Always asked.
  judgement,   ///< Another policy.
};
inline constexpr std::size_t mutation_kinds = 11;
std::string_view to_string(MutationKind kind) noexcept;  ///< "points", "weights", ...

struct Mutant {
  enum class Fate : std::uint8_t {
    killed,       ///< An example fails.
    refused,      ///< It does not load. Counted as killed.
    equivalent,   ///< Shown: the same result on every form.
    alive,        ///< A form shows the difference, and no example has it.
    not_decided,  ///< No form was found, and none was shown not to exist. Counted as alive.
  };
  MutationKind kind = MutationKind::weights;
  LocalizedText change;  ///< "the weight of gun in total: 6 in place of 5"
  SourceSpan span;
  Fate fate = Fate::killed;
  std::optional<std::size_t> example;   ///< The first that fails.
  std::optional<std::size_t> proposal;  ///< The proposed example that would.
};

struct MutationCount {
  std::size_t mutants = 0;
  std::size_t killed = 0;
  std::size_t equivalent = 0;
  std::size_t alive = 0;
};

struct Mutation {
  InstrumentPtr instrument;
  std::vector<Mutant> mutants;
  /// Examples for mutants that live; `covers` are positions among the mutants.
  std::vector<ProposedExample> proposals;

  MutationCount count() const;
  MutationCount count(MutationKind kind) const;
};

/// Loads a changed document as the model was loaded.
using Reload = std::function<InstrumentPtr(const Document&, DiagnosticList&)>;

/// `document` is what the instrument was loaded from (of a local version joined with what it
/// extends; then only what stands in the local file is changed). An instrument whose own examples
/// fail has no mutants: nothing could be told from them.
Mutation mutate(const InstrumentPtr& instrument, const Document& document, const Reload& reload);

}  // namespace v1
}  // namespace vaern
