// SPDX-License-Identifier: Apache-2.0
#pragma once
// Forms of an instrument that hold together, the same for a seed on every machine.

#include "vaern/instrument/score.hpp"

namespace vaern::testing_support {

/// About `missing` of 4 inputs are missing, for various reasons; answers to what is not asked are
/// left out again, so that the form can be scored.
inline Responses random_responses(const Instrument& instrument, std::uint64_t seed,
                                  std::uint64_t missing) {
  std::uint64_t state = seed * 0x9E3779B97F4A7C15U + 1;
  const auto below = [&](std::uint64_t n) {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    return static_cast<std::uint32_t>((state >> 16U) % n);
  };
  const Program& program = instrument.program().program();
  Responses responses(instrument);
  RowRun run(instrument.program());
  for (const InputId id : program.order) {
    if (!instrument.origin(id).is_asked()) continue;
    // A form answers a second question only of what it says yes to.
    const Item& item = instrument.items()[instrument.origin(id).index];
    const bool is_said = item.input == id || responses.codes()[item.input] == 1;
    if (!is_said || below(4) < missing) {
      responses.leave_out(id, static_cast<MissingReason>(below(5)));
      continue;
    }
    responses.answer(id, static_cast<Code>(below(program.inputs[id].size)));
    if (!run.run(responses.codes()).faults.empty()) {
      responses.leave_out(id, MissingReason::not_asked);
    }
  }
  return responses;
}

/// What may come with a form of `every-mechanism`: a day, and earlier assessments.
inline ScoreOptions random_options(std::uint64_t seed) {
  ScoreOptions options;
  if (seed % 4 == 0) return options;
  options.assessed = Date(seed % 3 == 0 ? 2018 : 2026, 9, 10);
  if (seed % 4 == 1) return options;
  options.earlier.emplace();
  for (std::uint64_t i = 0; i < seed % 5; ++i) {
    EarlierAssessment one;
    one.assessed = options.assessed->add_days(-static_cast<std::int64_t>(40 * (i + 1)));
    one.scales.emplace_back("total", Rational(static_cast<std::int64_t>((seed + 3 * i) % 13) - 2));
    if ((seed + i) % 3 == 0) {
      one.scales.emplace_back("often_count", std::nullopt);
    } else {
      one.scales.emplace_back("often_count", Rational(static_cast<std::int64_t>((seed + i) % 4)));
    }
    options.earlier->push_back(std::move(one));
  }
  return options;
}

}  // namespace vaern::testing_support
