// SPDX-License-Identifier: Apache-2.0
#include "table/synthetic_plan.hpp"

#include <algorithm>

#include "table/counter_random.hpp"

namespace vaern::table::detail {
namespace {

constexpr std::size_t largest_table = 4096;

bool is_yes_no(const Instrument& instrument, InputId id) {
  const InputOrigin& origin = instrument.origin(id);
  return origin.kind != InputOrigin::Kind::item ||
         instrument.items()[origin.index].type == ItemType::yes_no;
}

/// The trait runs with the points that a scale counts.
bool is_falling(const Instrument& instrument, InputId id) {
  if (is_yes_no(instrument, id)) return false;
  const std::vector<Rational>& points = instrument.program().program().inputs[id].values;
  const bool falls = !points.empty() && points.back() < points.front();
  return falls != instrument.items()[instrument.origin(id).index].is_reversed;
}

/// 10 % to 50 % of a yes; of other answers the first is three times as frequent as the last.
std::array<std::uint8_t, position_steps> codes_by_position(std::uint32_t size, bool is_yes_no,
                                                           bool is_falling, std::uint64_t key) {
  std::vector<std::uint64_t> weights(size);
  for (std::uint32_t code = 0; code < size; ++code) weights[code] = 3 * size - 2 * code;
  if (is_yes_no) {
    weights[1] = 102 + below(key >> 32U, 410);
    weights[0] = position_steps - weights[1];
  }
  std::uint64_t total = 0;
  for (const std::uint64_t weight : weights) total += weight;
  std::array<std::uint8_t, position_steps> codes{};
  std::uint64_t reached = 0;
  std::size_t from = 0;
  for (std::uint32_t code = 0; code < size; ++code) {
    reached += weights[code];
    const std::size_t to = position_steps * reached / total;
    for (; from < to; ++from) codes[from] = static_cast<std::uint8_t>(code);
  }
  if (is_falling) std::reverse(codes.begin(), codes.end());
  return codes;
}

}  // namespace

AskedWhen::AskedWhen(const CompiledProgram& program, InputId input) : input_(input) {
  const std::vector<Input>& inputs = program.program().inputs;
  const std::vector<bool> read = support(program.program(), inputs[input].asked_when);
  std::size_t size = 1;
  for (InputId id = 0; id < read.size(); ++id) {
    if (!read[id]) continue;
    reads_.push_back({id, inputs[id].size, static_cast<std::uint32_t>(size)});
    size *= inputs[id].size + 1;
    if (size > largest_table) return;
  }
  table_.resize(size);
  std::vector<Code> codes(inputs.size(), missing_code);
  RowRun run(program);
  for (std::size_t at = 0; at < size; ++at) {
    for (const Read& each : reads_) {
      const std::size_t code = at / each.stride % (each.size + 1);
      codes[each.input] = code == each.size ? missing_code : static_cast<Code>(code);
    }
    table_[at] = run.applicable(codes)[input];
  }
}

Code code_at(const std::vector<std::uint8_t*>& columns, InputId input, std::size_t row) {
  const std::uint8_t* column = columns[input];
  return column == nullptr || column[row] >= first_missing_code ? missing_code : column[row];
}

Truth AskedWhen::at(const std::vector<std::uint8_t*>& columns, std::size_t row, RowRun& run) const {
  if (table_.empty()) {
    std::vector<Code> codes(columns.size());
    for (InputId id = 0; id < codes.size(); ++id) codes[id] = code_at(columns, id, row);
    codes[input_] = missing_code;
    return run.applicable(codes)[input_];
  }
  std::size_t at = 0;
  for (const Read& each : reads_) {
    at += std::min<std::size_t>(code_at(columns, each.input, row), each.size) * each.stride;
  }
  return table_[at];
}

std::vector<AskedItem> questions_of(const Instrument& instrument, std::uint32_t block_size) {
  const Program& program = instrument.program().program();
  std::vector<std::uint32_t> columns(program.inputs.size());
  std::uint32_t column = 0;
  for (InputId id = 0; id < program.inputs.size(); ++id) {
    columns[id] = column;
    if (instrument.origin(id).is_asked()) ++column;
  }
  std::vector<AskedItem> questions;
  for (const InputId id : program.order) {
    if (!instrument.origin(id).is_asked()) continue;
    const Input& input = program.inputs[id];
    AskedItem& question = questions.emplace_back();
    question.input = id;
    question.column = columns[id];
    question.block = instrument.origin(id).index / block_size;
    question.key = key_of(input.name);
    question.follows = 22'938 + below(question.key, 26'214);  // 0.35 to 0.75
    question.codes = codes_by_position(input.size, is_yes_no(instrument, id),
                                       is_falling(instrument, id), question.key);
    if (program.is_conditional(id)) question.asked_when.emplace(instrument.program(), id);
  }
  return questions;
}

std::vector<std::uint32_t> held_together(const Instrument& instrument,
                                         const std::vector<AskedItem>& questions) {
  const Program& program = instrument.program().program();
  std::vector<bool> held(program.inputs.size());
  for (const NodeId condition : program.consistent) {
    const std::vector<bool> read = support(program, condition);
    for (InputId id = 0; id < held.size(); ++id) held[id] = held[id] || read[id];
  }
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < questions.size(); ++i) {
    const InputId id = questions[i].input;
    if (!held[id] && program.is_conditional(id)) {
      const std::vector<bool> read = support(program, program.inputs[id].asked_when);
      for (InputId other = 0; other < held.size(); ++other) {
        held[id] = held[id] || (read[other] && held[other]);
      }
    }
    if (held[id]) found.push_back(i);
  }
  return found;
}

}  // namespace vaern::table::detail
