// SPDX-License-Identifier: Apache-2.0
#include "table/cells.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <type_traits>

namespace vaern {
inline namespace v1 {
namespace table::detail {

namespace {

using Kind = OutputColumn::Kind;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// The nearest double of a fraction: both parts are exact, and a quotient is rounded once.
template <class T>
double nearest(T numerator, std::int64_t denominator) {
  constexpr std::int64_t exact = std::int64_t{1} << 53U;
  if constexpr (std::is_same_v<T, Rational>) {
    return numerator.to_double();
  } else {
    const std::int64_t number = numerator;
    if (number > exact || number < -exact || denominator > exact) {
      return Rational(number, denominator).to_double();
    }
    return static_cast<double>(number) / static_cast<double>(denominator);
  }
}

void note_absent(const OutputBuffer& buffer, const ScoredBlock& block, const Mask* there) {
  if (buffer.absent == nullptr) return;
  std::uint8_t* absent = buffer.absent + block.first;
  if (there == nullptr) {
    std::fill_n(absent, block.rows, std::uint8_t{0});
    return;
  }
  for (std::size_t r = 0; r < block.rows; ++r) {
    absent[r] = static_cast<std::uint8_t>(~there[r] & 1U);
  }
}

template <class T>
void write_numbers(const void* lane, const Mask* there, const OutputColumn& output,
                   const ScoredBlock& block, const OutputBuffer& buffer) {
  const T* numbers = static_cast<const T*>(lane);
  if (output.type == ColumnType::float64) {
    double* out = static_cast<double*>(buffer.cells) + block.first;
    const std::vector<double>& positions = block.positions[output.index];
    const std::int64_t denominator = block.plan.scale(output.index).denominator;
    if constexpr (!std::is_same_v<T, Rational> && sizeof(T) <= 4) {
      const auto by = static_cast<double>(denominator);
      if (positions.empty()) {
        for (std::size_t r = 0; r < block.rows; ++r) out[r] = static_cast<double>(numbers[r]) / by;
      } else {
        for (std::size_t r = 0; r < block.rows; ++r) {
          out[r] = positions[static_cast<std::size_t>(numbers[r])];
        }
      }
    } else {
      for (std::size_t r = 0; r < block.rows; ++r) {
        const bool is_there = there == nullptr || there[r] != 0;
        out[r] = is_there ? nearest(numbers[r], denominator) : not_a_number;
      }
    }
    if (there != nullptr) {
      for (std::size_t r = 0; r < block.rows; ++r) out[r] = there[r] != 0 ? out[r] : not_a_number;
    }
  } else if constexpr (!std::is_same_v<T, Rational>) {
    T* out = static_cast<T*>(buffer.cells) + block.first;
    if (there == nullptr) {
      std::copy_n(numbers, block.rows, out);
    } else {
      for (std::size_t r = 0; r < block.rows; ++r) {
        out[r] = static_cast<T>(numbers[r] & static_cast<T>(static_cast<std::int8_t>(there[r])));
      }
    }
  }
  note_absent(buffer, block, there);
}

void write_scale(const OutputColumn& output, const ScoredBlock& block, const OutputBuffer& buffer) {
  const ScaleBlock scale = block.run.scale(output.index);
  const ScaleFormat format = block.plan.scale(output.index);
  const void* lane = output.kind == Kind::value    ? scale.value
                     : output.kind == Kind::lowest ? scale.lowest
                                                   : scale.highest;
  const Mask* there = scale.has_value;
  if (output.kind != Kind::value) {
    there = nullptr;
    if (scale.no_bounds != nullptr) {
      for (std::size_t r = 0; r < block.rows; ++r) {
        block.space[r] = static_cast<std::uint8_t>(~scale.no_bounds[r]);
      }
      there = block.space.data();
    }
  }
  switch (format.lane) {
    case Lane::int16:
      return write_numbers<std::int16_t>(lane, there, output, block, buffer);
    case Lane::int32:
      return write_numbers<std::int32_t>(lane, there, output, block, buffer);
    case Lane::int64:
      return write_numbers<std::int64_t>(lane, there, output, block, buffer);
    case Lane::rational:
      return write_numbers<Rational>(lane, there, output, block, buffer);
  }
}

/// Cells of one byte, of a function of the row.
template <class Make>
void write_bytes(const ScoredBlock& block, const OutputBuffer& buffer, Make make) {
  auto* out = static_cast<std::uint8_t*>(buffer.cells) + block.first;
#pragma GCC ivdep
  for (std::size_t r = 0; r < block.rows; ++r) out[r] = make(r);
  if (buffer.absent == nullptr) return;
  std::uint8_t* absent = buffer.absent + block.first;
#pragma GCC ivdep
  for (std::size_t r = 0; r < block.rows; ++r) absent[r] = out[r] == 0xFF ? 1 : 0;
}

void write_level(const OutputColumn& output, const ScoredBlock& block, const OutputBuffer& buffer) {
  const LevelBlock level = block.run.level(output.index);
  const std::uint8_t* low = level.low;
  const std::uint8_t* high = level.high;
  switch (output.kind) {
    case Kind::low:
      return write_bytes(block, buffer, [=](std::size_t r) { return low[r]; });
    case Kind::high:
      return write_bytes(block, buffer, [=](std::size_t r) { return high[r]; });
    case Kind::computed: {
      const std::uint8_t* computed = level.computed;
      return write_bytes(block, buffer, [=](std::size_t r) { return computed[r]; });
    }
    case Kind::certain:
      return write_bytes(block, buffer, [=](std::size_t r) {
        return static_cast<std::uint8_t>(low[r] == high[r] ? 1 : 0);
      });
    default:
      return write_bytes(block, buffer, [=](std::size_t r) {
        return static_cast<std::uint8_t>(low[r] | (low[r] == high[r] ? 0x00 : 0xFF));
      });
  }
}

void write_truth(const TruthBlock& truth, const ScoredBlock& block, const OutputBuffer& buffer) {
  const Mask* yes = truth.yes;
  const Mask* maybe = truth.maybe;
  write_bytes(block, buffer, [=](std::size_t r) {
    return static_cast<std::uint8_t>((yes[r] & 1U) | (maybe[r] & ~yes[r]));
  });
}

void write_classes(const OutputColumn& output, const ScoredBlock& block,
                   const OutputBuffer& buffer) {
  const std::uint32_t* sets = block.run.classes(output.index).possible;
  if (output.kind == Kind::classes) {
    std::copy_n(sets, block.rows, static_cast<std::uint32_t*>(buffer.cells) + block.first);
    return note_absent(buffer, block, nullptr);
  }
  write_bytes(block, buffer, [=](std::size_t r) {
    const bool is_one = std::has_single_bit(sets[r]);
    return static_cast<std::uint8_t>(is_one ? std::countr_zero(sets[r]) : 0xFF);
  });
}

/// Questions of a form: they count where they apply or may apply, second ones where they do.
template <class Count>
void each_question(const ScoredBlock& block, Count count) {
  for (const Item& item : block.instrument.items()) {
    count(item.input, block.run.applicable(item.input).maybe);
    for (const auto& second : {item.within, item.habitual}) {
      if (second) count(*second, block.run.applicable(*second).yes);
    }
  }
}

template <class Cell>
void write_count(const OutputColumn& output, const ScoredBlock& block, const OutputBuffer& buffer) {
  Cell* out = static_cast<Cell*>(buffer.cells) + block.first;
  std::fill_n(out, block.rows, Cell{0});
  const auto reason = static_cast<Code>(missing_code - output.index);
  each_question(block, [&](InputId input, const Mask* counts) {
    const Code* codes = block.inputs[input];
    const std::size_t n = block.rows;
    if (output.kind == Kind::asked) {
#pragma GCC ivdep
      for (std::size_t r = 0; r < n; ++r) out[r] = static_cast<Cell>(out[r] + (counts[r] & 1));
    } else if (output.kind == Kind::open) {
#pragma GCC ivdep
      for (std::size_t r = 0; r < n; ++r) {
        out[r] = static_cast<Cell>(out[r] + (codes[r] >= first_missing_code ? counts[r] & 1 : 0));
      }
    } else {
#pragma GCC ivdep
      for (std::size_t r = 0; r < n; ++r) {
        out[r] = static_cast<Cell>(out[r] + (codes[r] == reason ? counts[r] & 1 : 0));
      }
    }
  });
  note_absent(buffer, block, nullptr);
}

/// Rejected rows have no result: absent where a cell can say so, else 0.
void clear_rejected(const OutputColumn& output, const ScoredBlock& block,
                    const OutputBuffer& buffer) {
  const std::size_t width = width_of(output.type);
  for (std::size_t r = 0; r < block.rows; ++r) {
    if (block.rejected[r] == 0) continue;
    const std::size_t row = block.first + r;
    auto* cell = static_cast<std::uint8_t*>(buffer.cells) + row * width;
    if (output.type == ColumnType::float64) {
      static_cast<double*>(buffer.cells)[row] = not_a_number;
    } else {
      std::fill_n(cell, width, output.type == ColumnType::int8 ? 0xFF : 0x00);
    }
    if (buffer.absent != nullptr) buffer.absent[row] = 1;
  }
}

std::size_t position_of(std::span<const std::uint32_t> list, std::uint32_t index) {
  return static_cast<std::size_t>(std::find(list.begin(), list.end(), index) - list.begin());
}

void write_rejected(const ScoredBlock& block, const OutputBuffer& buffer) {
  const Mask* rejected = block.rejected;
  write_bytes(block, buffer, [=](std::size_t r) {
    return static_cast<std::uint8_t>(rejected != nullptr ? rejected[r] & 1U : 0U);
  });
}

void write_scored(const OutputColumn& output, const ScoredBlock& block,
                  const OutputBuffer& buffer) {
  switch (output.kind) {
    case Kind::value:
    case Kind::lowest:
    case Kind::highest:
      return write_scale(output, block, buffer);
    case Kind::missing: {
      const std::uint8_t* missing = block.run.scale(output.index).missing;
      return write_bytes(block, buffer, [=](std::size_t r) { return missing[r]; });
    }
    case Kind::imputed: {
      const ScaleBlock scale = block.run.scale(output.index);
      return write_bytes(block, buffer, [=](std::size_t r) {
        return static_cast<std::uint8_t>(
            scale.is_imputed != nullptr ? scale.is_imputed[r] & scale.has_value[r] & 1U : 0U);
      });
    }
    case Kind::possible: {
      const std::uint32_t* sets = block.run.level(output.index).possible;
      std::copy_n(sets, block.rows, static_cast<std::uint32_t*>(buffer.cells) + block.first);
      return note_absent(buffer, block, nullptr);
    }
    case Kind::one_class:
    case Kind::classes:
      return write_classes(output, block, buffer);
    case Kind::gate:
      return write_truth(block.run.truth(position_of(block.gates, output.index)), block, buffer);
    case Kind::rule:
      return write_truth(block.run.raise(output.outcome, output.index), block, buffer);
    case Kind::flag:
      return write_truth(block.run.flag(output.index), block, buffer);
    case Kind::asked:
    case Kind::open:
    case Kind::reason:
      if (output.type == ColumnType::int16) {
        return write_count<std::int16_t>(output, block, buffer);
      }
      return write_count<std::uint8_t>(output, block, buffer);
    case Kind::rejected:
      return write_rejected(block, buffer);
    default:
      return write_level(output, block, buffer);
  }
}

}  // namespace

void write_output(const OutputColumn& output, const ScoredBlock& block,
                  const OutputBuffer& buffer) {
  write_scored(output, block, buffer);
  const bool is_left = output.kind == Kind::rejected;
  if (block.rejected != nullptr && !is_left) clear_rejected(output, block, buffer);
}

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern
