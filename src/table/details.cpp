// SPDX-License-Identifier: Apache-2.0
#include "table/details.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace vaern {
inline namespace v1 {
namespace table::detail {
namespace {

using Kind = OutputColumn::Kind;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr std::int16_t no_code = -1;

}  // namespace

bool Details::is_one(Kind kind) {
  return kind == Kind::contribution || kind == Kind::low_form || kind == Kind::high_form;
}

bool Details::are_wanted(const std::vector<OutputColumn>& outputs) {
  return std::any_of(outputs.begin(), outputs.end(),
                     [](const OutputColumn& output) { return is_one(output.kind); });
}

Details::Details(const Instrument& instrument, const std::vector<OutputColumn>& outputs)
    : instrument_(instrument),
      outputs_(outputs),
      run_(instrument.program()),
      codes_(instrument.program().program().inputs.size()) {}

void Details::leave_out(std::size_t row, const std::vector<OutputBuffer>& buffers) const {
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    if (buffers[i].cells == nullptr || !is_one(outputs_[i].kind)) continue;
    if (outputs_[i].kind == Kind::contribution) {
      static_cast<double*>(buffers[i].cells)[row] = not_a_number;
    } else {
      static_cast<std::int16_t*>(buffers[i].cells)[row] = no_code;
    }
    if (buffers[i].absent != nullptr) buffers[i].absent[row] = 1;
  }
}

/// The form at an end of the range, by input; empty where none is known: without a diagram, and
/// above the answers where a professional decides the level.
std::vector<Code> Details::form_at(std::uint32_t outcome, bool is_high, const RowResult& result) {
  const Target target = outcome == 0 ? Target{} : Target::outcome(outcome);
  if (instrument_.program().diagram(target) == nullptr) return {};
  const bool is_judged = outcome == 0 && instrument_.judgement() == JudgementPolicy::decides;
  if (is_judged && is_high) return {};
  const LevelRow& level = outcome == 0 ? result.level : result.further[outcome - 1].level;
  return run_.walk(target).witness(is_high ? level.high : level.low);
}

void Details::write_row(std::size_t row, const RowResult& result,
                        const std::vector<OutputBuffer>& buffers) {
  // Columns of one form stand beside each other.
  std::vector<Code> form;
  std::optional<std::pair<std::uint32_t, Kind>> form_of;
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    const OutputColumn& output = outputs_[i];
    const OutputBuffer& buffer = buffers[i];
    if (buffer.cells == nullptr || !is_one(output.kind)) continue;
    bool is_there = false;
    if (output.kind == Kind::contribution) {
      const ScaleRow& scale = result.scales[output.outcome];
      const TermRow& term = scale.terms[output.index];
      const MissingPolicy& policy = instrument_.program().program().scales[output.outcome].missing;
      const bool is_counted = scale.has_value && policy.kind == MissingPolicy::Kind::count_as;
      is_there = term.state == TermRow::State::answered ||
                 (term.state == TermRow::State::missing && is_counted);
      static_cast<double*>(buffer.cells)[row] =
          is_there ? term.contribution.to_double() : not_a_number;
    } else {
      const std::pair<std::uint32_t, Kind> wanted{output.outcome, output.kind};
      if (form_of != wanted) {
        form = form_at(output.outcome, output.kind == Kind::high_form, result);
        form_of = wanted;
      }
      is_there = !form.empty() && form[output.index] < first_missing_code;
      static_cast<std::int16_t*>(buffer.cells)[row] =
          is_there ? static_cast<std::int16_t>(form[output.index]) : no_code;
    }
    if (buffer.absent != nullptr) buffer.absent[row] = is_there ? 0 : 1;
  }
}

void Details::write(const ScoredBlock& block, const std::vector<OutputBuffer>& buffers) {
  for (std::size_t r = 0; r < block.rows; ++r) {
    const std::size_t row = block.first + r;
    if (block.rejected != nullptr && block.rejected[r] != 0) {
      leave_out(row, buffers);
      continue;
    }
    for (std::size_t input = 0; input < codes_.size(); ++input) {
      codes_[input] = without_reason(block.inputs[input][r]);
    }
    write_row(row, run_.run(codes_), buffers);
  }
}

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern
