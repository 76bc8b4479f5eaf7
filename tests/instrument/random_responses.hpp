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
    // A form says within which time only of what it says yes to.
    const std::string& name = program.inputs[id].name;
    const bool is_within = name.ends_with(".within");
    const Item* item = is_within ? instrument.find_item(name.substr(0, name.size() - 7)) : nullptr;
    const bool is_said = item == nullptr || responses.codes()[item->input] == 1;
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

}  // namespace vaern::testing_support
