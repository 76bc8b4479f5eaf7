// SPDX-License-Identifier: Apache-2.0
#include "table/cells.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <type_traits>

#include "table/loops/loops.hpp"

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
  std::uint8_t* absent = buffer.absent;
  if (there == nullptr) {
    std::fill_n(absent, block.rows, std::uint8_t{0});
    return;
  }
  loops().not_there(absent, there, block.rows);
}

template <class T>
void write_doubles(const T* numbers, const Mask* there, double* out, const OutputColumn& output,
                   const ScoredBlock& block) {
  const std::vector<double>& positions = block.positions[output.index];
  const std::int64_t denominator = block.plan.scale(output.index).denominator;
  const auto by = static_cast<double>(denominator);
  if (!positions.empty()) {
    for (std::size_t r = 0; r < block.rows; ++r) {
      const bool is_there = there == nullptr || there[r] != 0;
      if constexpr (!std::is_same_v<T, Rational>) {
        out[r] = is_there ? positions[static_cast<std::size_t>(numbers[r])] : not_a_number;
      }
    }
  } else if constexpr (std::is_same_v<T, std::int8_t>) {
    loops().divide8(out, numbers, by, there, block.rows);
  } else if constexpr (std::is_same_v<T, std::int16_t>) {
    loops().divide16(out, numbers, by, there, block.rows);
  } else if constexpr (std::is_same_v<T, std::int32_t>) {
    loops().divide32(out, numbers, by, there, block.rows);
  } else {
    for (std::size_t r = 0; r < block.rows; ++r) {
      const bool is_there = there == nullptr || there[r] != 0;
      out[r] = is_there ? nearest(numbers[r], denominator) : not_a_number;
    }
  }
}

template <class T>
void write_integers(const T* numbers, const Mask* there, void* cells, ColumnType type,
                    std::size_t rows) {
  if constexpr (sizeof(T) == 1) {
    auto* wide = static_cast<std::int16_t*>(cells);
    if (type == ColumnType::int16) return loops().widen8(wide, numbers, there, rows);
  }
  T* out = static_cast<T*>(cells);
  if (there == nullptr) {
    std::copy_n(numbers, rows, out);
  } else if constexpr (sizeof(T) == 1) {
    loops().keep8(out, numbers, there, rows);
  } else if constexpr (sizeof(T) == 2) {
    loops().keep16(out, numbers, there, rows);
  } else if constexpr (sizeof(T) == 4) {
    loops().keep32(out, numbers, there, rows);
  } else {
    loops().keep64(out, numbers, there, rows);
  }
}

template <class T>
void write_numbers(const void* lane, const Mask* there, const OutputColumn& output,
                   const ScoredBlock& block, const OutputBuffer& buffer) {
  const T* numbers = static_cast<const T*>(lane);
  if (output.type == ColumnType::float64) {
    write_doubles(numbers, there, static_cast<double*>(buffer.cells), output, block);
  } else if constexpr (!std::is_same_v<T, Rational>) {
    write_integers(numbers, there, buffer.cells, output.type, block.rows);
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
      loops().invert(block.desk.mask.data(), scale.no_bounds, block.rows);
      there = block.desk.mask.data();
    }
  }
  switch (format.lane) {
    case Lane::int8:
      return write_numbers<std::int8_t>(lane, there, output, block, buffer);
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

std::uint8_t* bytes_of(const OutputBuffer& buffer) {
  return static_cast<std::uint8_t*>(buffer.cells);
}

/// Of cells in which 0xFF is absent.
void note_none(const ScoredBlock& block, const OutputBuffer& buffer) {
  if (buffer.absent == nullptr) return;
  loops().is_none(buffer.absent, bytes_of(buffer), block.rows);
}

void write_level(const OutputColumn& output, const ScoredBlock& block, const OutputBuffer& buffer) {
  const LevelBlock level = block.run.level(output.index);
  std::uint8_t* out = bytes_of(buffer);
  switch (output.kind) {
    case Kind::low:
      std::copy_n(level.low, block.rows, out);
      break;
    case Kind::high:
      std::copy_n(level.high, block.rows, out);
      break;
    case Kind::computed:
      std::copy_n(level.computed, block.rows, out);
      break;
    case Kind::certain:
      loops().same(out, level.low, level.high, block.rows);
      return note_absent(buffer, block, nullptr);
    default:
      loops().same_or_none(out, level.low, level.high, block.rows);
  }
  note_none(block, buffer);
}

void write_truth(const TruthBlock& truth, const ScoredBlock& block, const OutputBuffer& buffer) {
  loops().truth(bytes_of(buffer), truth.yes, truth.maybe, block.rows);
  note_none(block, buffer);
}

void write_sets(const SetBlock& sets, const ScoredBlock& block, const OutputBuffer& buffer) {
  std::memcpy(buffer.cells, sets.sets, block.rows * sets.bytes);
  note_absent(buffer, block, nullptr);
}

void write_classes(const OutputColumn& output, const ScoredBlock& block,
                   const OutputBuffer& buffer) {
  const SetBlock possible = block.run.classes(output.index).possible;
  if (output.kind == Kind::classes) return write_sets(possible, block, buffer);
  std::uint8_t* out = bytes_of(buffer);
  if (possible.bytes == 1) {
    loops().single8(out, static_cast<const std::uint8_t*>(possible.sets), block.rows);
  } else if (possible.bytes == 2) {
    loops().single16(out, static_cast<const std::uint16_t*>(possible.sets), block.rows);
  } else {
    loops().single32(out, static_cast<const std::uint32_t*>(possible.sets), block.rows);
  }
  note_none(block, buffer);
}

/// Rejected rows have no result: absent where a cell can say so, else 0.
void clear_rejected(const OutputColumn& output, const ScoredBlock& block,
                    const OutputBuffer& buffer) {
  const std::size_t width = width_of(output.type);
  const bool is_number = output.is_number();
  for (std::size_t r = 0; r < block.rows; ++r) {
    if (block.rejected[r] == 0) continue;
    auto* cell = static_cast<std::uint8_t*>(buffer.cells) + r * width;
    if (output.type == ColumnType::float64) {
      static_cast<double*>(buffer.cells)[r] = not_a_number;
    } else {
      std::fill_n(cell, width, is_number || output.type != ColumnType::int8 ? 0x00 : 0xFF);
    }
    if (buffer.absent != nullptr) buffer.absent[r] = 1;
  }
}

void copy(const ScoredBlock& block, void* to, const void* from, std::size_t width) {
  auto* out = static_cast<std::uint8_t*>(to) + block.first * width;
  if (block.is_streamed) {
    loops().stream(out, from, block.rows * width);
  } else {
    std::memcpy(out, from, block.rows * width);
  }
}

std::size_t position_of(std::span<const std::uint32_t> list, std::uint32_t index) {
  return static_cast<std::size_t>(std::find(list.begin(), list.end(), index) - list.begin());
}

void write_rejected(const ScoredBlock& block, const OutputBuffer& buffer) {
  std::uint8_t* out = bytes_of(buffer);
  if (block.rejected == nullptr) {
    std::fill_n(out, block.rows, std::uint8_t{0});
  } else {
    loops().both(out, block.rejected, block.rejected, block.rows);
  }
  note_absent(buffer, block, nullptr);
}

void write_imputed(const ScaleBlock& scale, const ScoredBlock& block, const OutputBuffer& buffer) {
  std::uint8_t* out = bytes_of(buffer);
  if (scale.is_imputed == nullptr) {
    std::fill_n(out, block.rows, std::uint8_t{0});
  } else {
    loops().both(out, scale.is_imputed, scale.has_value, block.rows);
  }
  note_absent(buffer, block, nullptr);
}

void write_scored(const OutputColumn& output, const ScoredBlock& block,
                  const OutputBuffer& buffer) {
  switch (output.kind) {
    case Kind::value:
    case Kind::lowest:
    case Kind::highest:
      return write_scale(output, block, buffer);
    case Kind::missing:
      std::copy_n(block.run.scale(output.index).missing, block.rows, bytes_of(buffer));
      return note_absent(buffer, block, nullptr);
    case Kind::imputed:
      return write_imputed(block.run.scale(output.index), block, buffer);
    case Kind::possible:
      return write_sets(block.run.level(output.index).possible, block, buffer);
    case Kind::one_class:
    case Kind::classes:
      return write_classes(output, block, buffer);
    case Kind::gate:
      return write_truth(block.run.truth(position_of(block.gates, output.index)), block, buffer);
    case Kind::rule:
      return write_truth(block.run.raise(output.outcome, output.index), block, buffer);
    case Kind::flag:
      return write_truth(block.run.flag(output.index), block, buffer);
    case Kind::rejected:
      return write_rejected(block, buffer);
    default:
      return write_level(output, block, buffer);
  }
}

}  // namespace

void deliver(const OutputColumn& output, const ScoredBlock& block, const OutputBuffer& made,
             const OutputBuffer& buffer) {
  const bool is_left = output.kind == Kind::rejected;
  if (block.rejected != nullptr && !is_left) clear_rejected(output, block, made);
  copy(block, buffer.cells, made.cells, width_of(output.type));
  if (made.absent != nullptr) copy(block, buffer.absent, made.absent, 1);
}

namespace {

std::size_t bytes_of(Lane lane) {
  switch (lane) {
    case Lane::int8:
      return 1;
    case Lane::int16:
      return 2;
    case Lane::int32:
      return 4;
    default:
      return 8;
  }
}

/// Numbers of a scale, which are there in every row and as wide as the cells; else null.
const void* numbers_as_they_stand(const OutputColumn& output, const ScoredBlock& block) {
  const ScaleBlock scale = block.run.scale(output.index);
  const Lane lane = block.plan.scale(output.index).lane;
  const bool is_value = output.kind == Kind::value;
  const bool is_same = output.type != ColumnType::float64 && lane != Lane::rational &&
                       width_of(output.type) == bytes_of(lane);
  if (!is_same || (is_value ? scale.has_value : scale.no_bounds) != nullptr) return nullptr;
  return is_value ? scale.value : output.kind == Kind::lowest ? scale.lowest : scale.highest;
}

/// The cells, where the run has made them as they are; else null.
const void* cells_as_they_stand(const OutputColumn& output, const ScoredBlock& block) {
  switch (output.kind) {
    case Kind::value:
    case Kind::lowest:
    case Kind::highest:
      return numbers_as_they_stand(output, block);
    case Kind::missing:
      return block.run.scale(output.index).missing;
    case Kind::imputed:
      return block.run.scale(output.index).is_imputed == nullptr ? block.desk.nothing.data()
                                                                 : nullptr;
    case Kind::low:
      return block.run.level(output.index).low;
    case Kind::high:
      return block.run.level(output.index).high;
    case Kind::computed:
      return block.run.level(output.index).computed;
    case Kind::possible:
      return block.run.level(output.index).possible.sets;
    case Kind::rejected:
      return block.desk.nothing.data();
    default:
      return nullptr;
  }
}

}  // namespace

void write_output(const OutputColumn& output, const ScoredBlock& block,
                  const OutputBuffer& buffer) {
  if (block.rejected == nullptr && buffer.absent == nullptr) {
    const void* cells = cells_as_they_stand(output, block);
    if (cells != nullptr) return copy(block, buffer.cells, cells, width_of(output.type));
  }
  const OutputBuffer made = block.desk.place(buffer);
  write_scored(output, block, made);
  deliver(output, block, made, buffer);
}

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern
