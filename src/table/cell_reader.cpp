// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

#include "diagnostics/codes/table.hpp"
#include "table/loops/loops.hpp"
#include "vaern/diagnostics/identifiers.hpp"
#include "vaern/table/columns.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr std::uint16_t nothing = 0xFFFF;

bool is_valid(const ColumnView& view, std::size_t row) {
  if (view.valid != nullptr) {
    const std::size_t at = view.offset + row;
    if ((view.valid[at / 8] >> (at % 8) & 1U) == 0) return false;
  }
  return view.is_empty == nullptr || view.is_empty[row] == 0;
}

template <class T>
T cell(const ColumnView& view, std::size_t row) {
  const auto step = view.stride != 0 ? view.stride : static_cast<std::ptrdiff_t>(sizeof(T));
  const auto* at = static_cast<const std::byte*>(view.values) +
                   static_cast<std::ptrdiff_t>(view.offset + row) * step;
  T value;
  std::memcpy(&value, at, sizeof(T));
  return value;
}

template <class Offset>
std::string_view text_at(const ColumnView& view, std::size_t row) {
  const auto* offsets = static_cast<const Offset*>(view.offsets) + view.offset + row;
  return {static_cast<const char*>(view.values) + offsets[0],
          static_cast<std::size_t>(offsets[1] - offsets[0])};
}

bool bit_at(const ColumnView& view, std::size_t row) {
  const std::size_t at = view.offset + row;
  return (static_cast<const std::uint8_t*>(view.values)[at / 8] >> (at % 8) & 1U) != 0;
}

/// Calls `with` with a value of the cells' C++ type, where they are numbers.
template <class With>
bool in_type(ColumnType type, With with) {
  switch (type) {
    case ColumnType::int8:
      with(std::int8_t{});
      return true;
    case ColumnType::int16:
      with(std::int16_t{});
      return true;
    case ColumnType::int32:
      with(std::int32_t{});
      return true;
    case ColumnType::int64:
      with(std::int64_t{});
      return true;
    case ColumnType::uint8:
      with(std::uint8_t{});
      return true;
    case ColumnType::uint16:
      with(std::uint16_t{});
      return true;
    case ColumnType::uint32:
      with(std::uint32_t{});
      return true;
    case ColumnType::uint64:
      with(std::uint64_t{});
      return true;
    case ColumnType::float32:
      with(float{});
      return true;
    case ColumnType::float64:
      with(double{});
      return true;
    default:
      return false;
  }
}

template <class T>
std::int64_t whole(T number) {
  return static_cast<std::int64_t>(number);
}

std::int64_t index_at(const ColumnView& view, std::size_t row) {
  std::int64_t index = -1;
  in_type(view.index_type, [&](auto type) { index = whole(cell<decltype(type)>(view, row)); });
  return index;
}

template <class T>
std::optional<Code> code_of_number(const AnswerMap& map, T number) {
  if constexpr (std::is_floating_point_v<T>) {
    if (std::isnan(number)) return missing_code;
    if constexpr (std::is_same_v<T, float>) {
      // A fraction in 32 bits is the nearest there is: so is the answer that it stands for.
      if (number != std::floor(number)) return map.of_short_number(number);
    }
    return map.of_number(static_cast<double>(number));
  } else {
    if constexpr (std::is_same_v<T, std::uint64_t>) {
      if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        return std::nullopt;
      }
    }
    if constexpr (std::is_same_v<T, std::uint8_t>) return map.of_byte(number);
    return map.of_integer(static_cast<std::int64_t>(number));
  }
}

std::string text_of_number(double number) {
  std::string text = std::to_string(number);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

CellReader::CellReader(AnswerMap map, ColumnView view, DiagnosticList& findings)
    : map_(std::move(map)), view_(std::move(view)) {
  const std::string path = "/columns/" + map_.name();
  const Arguments unfit{{"name", map_.name()}, {"allowed", map_.allowed()}};
  const bool is_number = in_type(view_.type, [](auto) {});
  if (is_number && !map_.takes_numbers()) {
    findings.add_at_path(codes::column_points_unknown, path, unfit);
  }
  const bool is_truth = view_.type == ColumnType::bits || view_.type == ColumnType::truths;
  if (is_truth && !map_.takes_truths()) {
    findings.add_at_path(codes::column_of_truths, path, unfit);
  }
  if (view_.type == ColumnType::days) findings.add_at_path(codes::column_of_days, path, unfit);
  if (view_.type == ColumnType::indices) {
    const ColumnView& words = *view_.dictionary;
    const CellReader reader(map_, words, findings);
    for (std::size_t i = 0; i < words.rows; ++i) {
      const auto code = reader.code_at(i);
      by_index_.push_back(code ? *code : nothing);
    }
  }
  const bool is_plain = view_.valid == nullptr && view_.is_empty == nullptr &&
                        (view_.stride == 0 || view_.stride == 1);
  const auto are_codes = [&](std::uint32_t first, std::uint32_t end) {
    for (std::uint32_t code = first; code < end; ++code) {
      if (!map_.is_code(static_cast<std::uint8_t>(code))) return false;
    }
    return true;
  };
  if (!is_plain) return;
  if (view_.type == ColumnType::codes) {
    holds_codes_ = true;
    first_missing_ = first_missing_code;
  } else if (view_.type == ColumnType::uint8) {
    holds_codes_ = are_codes(0, map_.size()) && are_codes(first_missing_code, 256);
    first_missing_ = first_missing_code;
  } else if (view_.type == ColumnType::int8 || view_.type == ColumnType::truths) {
    holds_codes_ = are_codes(0, map_.size());
  }
}

std::optional<Code> CellReader::code_at(std::size_t row) const {
  if (view_.type == ColumnType::nothing || !is_valid(view_, row)) return missing_code;
  switch (view_.type) {
    case ColumnType::bits:
      return map_.of_truth(bit_at(view_, row));
    case ColumnType::codes: {
      const auto code = cell<Code>(view_, row);
      if (code >= map_.size() && code < first_missing_code) return std::nullopt;
      return code;
    }
    case ColumnType::truths:
      return map_.of_truth(cell<std::uint8_t>(view_, row) != 0);
    case ColumnType::text:
      return map_.of_text(text_at<std::int32_t>(view_, row));
    case ColumnType::large_text:
      return map_.of_text(text_at<std::int64_t>(view_, row));
    case ColumnType::indices: {
      const std::int64_t index = index_at(view_, row);
      if (index < 0) return missing_code;
      if (static_cast<std::size_t>(index) >= by_index_.size()) return std::nullopt;
      const std::uint16_t code = by_index_[static_cast<std::size_t>(index)];
      if (code == nothing) return std::nullopt;
      return static_cast<Code>(code);
    }
    default:
      break;
  }
  std::optional<Code> code;
  in_type(view_.type,
          [&](auto type) { code = code_of_number(map_, cell<decltype(type)>(view_, row)); });
  return code;
}

/// Numbers by the table of whole ones; false where a cell is none of those.
bool CellReader::read_window(std::size_t from, std::size_t count, Code* space) const {
  if (view_.stride != 0 || view_.valid != nullptr || view_.is_empty != nullptr) return false;
  const AnswerMap::Window window = map_.window();
  bool is_read = false;
  in_type(view_.type, [&](auto type) {
    using T = decltype(type);
    const T* cells = static_cast<const T*>(view_.values) + view_.offset + from;
    std::uint16_t bad = 0;
    for (std::size_t r = 0; r < count; ++r) {
      std::uint64_t at = 0;
      if constexpr (std::is_floating_point_v<T>) {
        const T number = cells[r];
        const bool is_small = number > T{-1e6} && number < T{1e6};  // NaN is not
        const auto whole = static_cast<std::int64_t>(is_small ? number : T{0});
        at = static_cast<std::uint64_t>(whole - window.first);
        const bool is_whole = is_small && static_cast<T>(whole) == number;
        const std::uint16_t code = is_whole && at < window.size ? window.codes[at] : nothing;
        const std::uint16_t read = number != number ? missing_code : code;
        bad = static_cast<std::uint16_t>(bad | (read >> 8U));
        space[r] = static_cast<Code>(read);
      } else {
        at = static_cast<std::uint64_t>(cells[r]) - static_cast<std::uint64_t>(window.first);
        const std::uint16_t code = at < window.size ? window.codes[at] : nothing;
        bad = static_cast<std::uint16_t>(bad | (code >> 8U));
        space[r] = static_cast<Code>(code);
      }
    }
    is_read = bad == 0;
  });
  return is_read;
}

const Code* CellReader::read(std::size_t from, std::size_t count, Code* space, Mask* faulty,
                             bool& has_faults) const {
  if (holds_codes_) {
    const auto* codes = static_cast<const Code*>(view_.values) + view_.offset + from;
    const auto size = static_cast<Code>(map_.size());
    // Between the last code and the first missing one (of signed bytes: the last there is).
    const unsigned end = first_missing_ == 0 ? 256U : first_missing_;
    const bool all_are_codes = size == end;
    const auto last = static_cast<Code>(end - 1);
    if (all_are_codes || !table::detail::loops().any_within(codes, size, last, count)) return codes;
  }
  if (read_window(from, count, space)) return space;
  for (std::size_t r = 0; r < count; ++r) {
    const auto code = code_at(from + r);
    space[r] = code.value_or(missing_code);
    if (code) continue;
    faulty[r] = 0xFF;
    has_faults = true;
  }
  return space;
}

std::span<const std::byte> CellReader::memory(std::size_t from, std::size_t count) const {
  std::size_t width = 0;
  in_type(view_.type, [&](auto type) { width = sizeof type; });
  if (holds_codes_) width = sizeof(Code);
  if (width == 0 || (view_.stride != 0 && static_cast<std::size_t>(view_.stride) != width)) {
    return {};
  }
  const auto* cells = static_cast<const std::byte*>(view_.values);
  return {cells + (view_.offset + from) * width, count * width};
}

CellFault CellReader::fault_at(std::size_t row) const {
  CellFault fault;
  fault.row = row;
  fault.input = map_.input();
  fault.allowed = map_.allowed();
  const ColumnView* view = &view_;
  std::size_t at = row;
  if (view_.type == ColumnType::indices) {
    view = view_.dictionary.get();
    at = static_cast<std::size_t>(index_at(view_, row));
    if (at >= view->rows) return fault;
  }
  if (view->type == ColumnType::text) fault.value = text_at<std::int32_t>(*view, at);
  if (view->type == ColumnType::large_text) fault.value = text_at<std::int64_t>(*view, at);
  in_type(view->type, [&](auto type) {
    using T = decltype(type);
    if constexpr (std::is_floating_point_v<T>) {
      fault.value = text_of_number(static_cast<double>(cell<T>(*view, at)));
    } else {
      fault.value = std::to_string(cell<T>(*view, at));
    }
  });
  fault.value = mask_identifiers(fault.value);
  return fault;
}

std::optional<std::int64_t> day_at(const ColumnView& view, std::size_t row) {
  if (view.type == ColumnType::nothing || !is_valid(view, row)) return std::nullopt;
  if (view.type == ColumnType::int64) return cell<std::int64_t>(view, row);
  return cell<std::int32_t>(view, row);
}

}  // namespace v1
}  // namespace vaern
