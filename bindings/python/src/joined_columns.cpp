// SPDX-License-Identifier: Apache-2.0
#include "joined_columns.hpp"

#include <algorithm>
#include <cstring>

#include "vaern/table/score_table.hpp"

namespace vaern::python {
namespace {

constexpr std::size_t rows_of_a_stretch = std::size_t{1} << 19U;

bool bit_at(const void* bits, std::size_t at) {
  return (static_cast<const std::uint8_t*>(bits)[at / 8] >> (at % 8) & 1U) != 0;
}

bool is_empty(const ColumnView& view, std::size_t row) {
  if (view.valid != nullptr && !bit_at(view.valid, view.offset + row)) return true;
  return view.is_empty != nullptr && view.is_empty[row] != 0;
}

template <class Offset>
void add_text(const ColumnView& view, std::string& bytes, std::vector<std::int64_t>& offsets) {
  const auto* from = static_cast<const Offset*>(view.offsets) + view.offset;
  const auto shift = static_cast<std::int64_t>(bytes.size()) - static_cast<std::int64_t>(from[0]);
  bytes.append(static_cast<const char*>(view.values) + from[0],
               static_cast<std::size_t>(from[view.rows] - from[0]));
  for (std::size_t r = 1; r <= view.rows; ++r) {
    offsets.push_back(static_cast<std::int64_t>(from[r]) + shift);
  }
}

template <class Index>
void add_indices(const ColumnView& view, std::int32_t shift, std::vector<std::int32_t>& indices) {
  const auto* from = static_cast<const Index*>(view.values) + view.offset;
  for (std::size_t r = 0; r < view.rows; ++r) {
    const bool is_nothing = is_empty(view, r) || static_cast<std::int64_t>(from[r]) < 0;
    indices.push_back(is_nothing ? -1 : static_cast<std::int32_t>(from[r]) + shift);
  }
}

void add_indices_of(const ColumnView& view, std::int32_t shift, std::vector<std::int32_t>& made) {
  switch (view.index_type) {
    case ColumnType::int8:
      return add_indices<std::int8_t>(view, shift, made);
    case ColumnType::uint8:
      return add_indices<std::uint8_t>(view, shift, made);
    case ColumnType::int16:
      return add_indices<std::int16_t>(view, shift, made);
    case ColumnType::uint16:
      return add_indices<std::uint16_t>(view, shift, made);
    case ColumnType::uint32:
      return add_indices<std::uint32_t>(view, shift, made);
    case ColumnType::int64:
      return add_indices<std::int64_t>(view, shift, made);
    case ColumnType::uint64:
      return add_indices<std::uint64_t>(view, shift, made);
    default:
      return add_indices<std::int32_t>(view, shift, made);
  }
}

ColumnView joined_indices(const std::vector<ColumnView>& batches, KeptColumns& kept) {
  std::vector<std::int32_t>& indices = kept.indices.emplace_back();
  std::vector<ColumnView> words;
  std::size_t words_before = 0;
  for (const ColumnView& batch : batches) {
    const ColumnView& own = *batch.dictionary;
    const bool is_known = !words.empty() && words.back().values == own.values &&
                          words.back().rows == own.rows && words.back().offset == own.offset;
    if (!is_known) {
      if (!words.empty()) words_before += words.back().rows;
      words.push_back(own);
    }
    add_indices_of(batch, static_cast<std::int32_t>(words_before), indices);
  }
  ColumnView view;
  view.type = ColumnType::indices;
  view.index_type = ColumnType::int32;
  view.rows = indices.size();
  view.values = indices.data();
  view.dictionary = std::make_shared<const ColumnView>(joined(words, kept));
  return view;
}

void join_text(const std::vector<ColumnView>& batches, ColumnView& view, KeptColumns& kept) {
  std::string& bytes = kept.bytes.emplace_back();
  std::vector<std::int64_t>& offsets = kept.offsets.emplace_back();
  offsets.push_back(0);
  for (const ColumnView& batch : batches) {
    if (batch.rows == 0) continue;
    if (batch.type == ColumnType::text) add_text<std::int32_t>(batch, bytes, offsets);
    if (batch.type == ColumnType::large_text) add_text<std::int64_t>(batch, bytes, offsets);
  }
  view.type = ColumnType::large_text;
  view.values = bytes.data();
  view.offsets = offsets.data();
}

void join_values(const std::vector<ColumnView>& batches, ColumnView& view, KeptColumns& kept) {
  std::string& bytes = kept.bytes.emplace_back();
  const std::size_t width = width_of(view.type);
  bytes.reserve(view.rows * width);
  for (const ColumnView& batch : batches) {
    if (view.type == ColumnType::bits) {
      for (std::size_t r = 0; r < batch.rows; ++r) {
        bytes += bit_at(batch.values, batch.offset + r) ? '\1' : '\0';
      }
    } else if (batch.rows > 0) {
      bytes.append(static_cast<const char*>(batch.values) + batch.offset * width,
                   batch.rows * width);
    }
  }
  if (view.type == ColumnType::bits) view.type = ColumnType::truths;
  view.values = bytes.data();
}

}  // namespace

ColumnView joined(const std::vector<ColumnView>& batches, KeptColumns& kept) {
  if (batches.empty()) return {};
  if (batches.size() == 1) return batches.front();
  ColumnView view;
  view.type = batches.front().type;
  if (view.type == ColumnType::indices) return joined_indices(batches, kept);
  bool has_empty = false;
  for (const ColumnView& batch : batches) {
    view.rows += batch.rows;
    has_empty = has_empty || batch.valid != nullptr || batch.is_empty != nullptr;
  }
  if (view.type == ColumnType::nothing) return view;
  if (has_empty) {
    std::vector<std::uint8_t>& empty = kept.empty.emplace_back();
    empty.reserve(view.rows);
    for (const ColumnView& batch : batches) {
      for (std::size_t r = 0; r < batch.rows; ++r) empty.push_back(is_empty(batch, r) ? 1 : 0);
    }
    view.is_empty = empty.data();
  }
  const bool is_text = view.type == ColumnType::text || view.type == ColumnType::large_text;
  is_text ? join_text(batches, view, kept) : join_values(batches, view, kept);
  return view;
}

std::vector<std::vector<ColumnView>> stretches_of(
    const std::vector<std::vector<ColumnView>>& columns, KeptColumns& kept) {
  const auto rows_alike = [](const ColumnView& a, const ColumnView& b) { return a.rows == b.rows; };
  const auto has_same_batches = [&](const std::vector<ColumnView>& column) {
    const std::vector<ColumnView>& first = columns.front();
    return std::equal(column.begin(), column.end(), first.begin(), first.end(), rows_alike);
  };
  std::vector<std::vector<ColumnView>> stretches;
  if (columns.empty()) return stretches;
  const bool are_same = std::all_of(columns.begin(), columns.end(), has_same_batches);
  const std::size_t batches = columns.front().size();
  std::size_t first = 0;
  while (first < batches || stretches.empty()) {
    std::size_t end = batches;
    if (are_same) {
      std::size_t rows = 0;
      for (end = first; end < batches && rows < rows_of_a_stretch; ++end) {
        rows += columns.front()[end].rows;
      }
    }
    std::vector<ColumnView>& stretch = stretches.emplace_back();
    for (const std::vector<ColumnView>& column : columns) {
      const auto from = column.begin() + static_cast<std::ptrdiff_t>(are_same ? first : 0);
      const auto to = are_same ? column.begin() + static_cast<std::ptrdiff_t>(end) : column.end();
      stretch.push_back(joined({from, to}, kept));
    }
    first = end;
  }
  return stretches;
}

}  // namespace vaern::python
