// SPDX-License-Identifier: Apache-2.0
#include "column_identifiers.hpp"

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/diagnostics/identifiers.hpp"

namespace vaern::python {
namespace {

constexpr std::size_t numbers_tried = 1000;

bool is_there(const ColumnView& view, std::size_t row) {
  const std::size_t at = view.offset + row;
  if (view.valid != nullptr && (view.valid[at / 8] >> (at % 8) & 1U) == 0) return false;
  return view.is_empty == nullptr || view.is_empty[row] == 0;
}

bool has_identifier(std::string_view text, bool is_key) {
  return is_key ? identifier_in_key(text).has_value() : holds_identifier(text);
}

template <class Offset>
std::optional<std::size_t> find_in_text(const ColumnView& view, bool is_key) {
  const auto* offsets = static_cast<const Offset*>(view.offsets) + view.offset;
  const auto* letters = static_cast<const char*>(view.values);
  for (std::size_t r = 0; r < view.rows; ++r) {
    const std::string_view text(letters + offsets[r],
                                static_cast<std::size_t>(offsets[r + 1] - offsets[r]));
    if (is_there(view, r) && has_identifier(text, is_key)) return r;
  }
  return std::nullopt;
}

template <class Number>
Number number_at(const ColumnView& view, std::size_t row) {
  const std::ptrdiff_t step = view.stride != 0 ? view.stride : std::ptrdiff_t{sizeof(Number)};
  Number number;
  std::memcpy(
      &number,
      static_cast<const char*>(view.values) + static_cast<std::ptrdiff_t>(view.offset + row) * step,
      sizeof(number));
  return number;
}

template <class Index>
std::optional<std::size_t> find_index(const ColumnView& view, const std::vector<bool>& is_bad) {
  for (std::size_t r = 0; r < view.rows; ++r) {
    if (!is_there(view, r)) continue;
    const auto index = static_cast<std::size_t>(number_at<Index>(view, r));
    if (index < is_bad.size() && is_bad[index]) return r;
  }
  return std::nullopt;
}

std::optional<std::size_t> find_in_words(const ColumnView& view, bool is_key) {
  const ColumnView& words = *view.dictionary;
  std::vector<bool> is_bad(words.rows);
  ColumnView rest = words;
  std::size_t from = 0;
  bool has_bad = false;
  while (const auto found = find_identifier(rest, is_key)) {
    is_bad[from + *found] = has_bad = true;
    from += *found + 1;
    rest = words;
    rest.offset += from;
    rest.rows -= from;
    if (rest.is_empty != nullptr) rest.is_empty += from;
  }
  if (!has_bad) return std::nullopt;
  switch (view.index_type) {
    case ColumnType::int8:
    case ColumnType::uint8:
      return find_index<std::uint8_t>(view, is_bad);
    case ColumnType::int16:
    case ColumnType::uint16:
      return find_index<std::uint16_t>(view, is_bad);
    case ColumnType::int64:
    case ColumnType::uint64:
      return find_index<std::uint64_t>(view, is_bad);
    default:
      return find_index<std::uint32_t>(view, is_bad);
  }
}

bool could_be_cpr(double number) {
  if (number < 1e8 || number >= 1e10) return false;
  std::string digits = std::to_string(static_cast<std::int64_t>(number));
  digits.insert(0, 10 - digits.size(), '0');
  const auto found = find_identifiers(digits);
  return !found.empty() && found.front().kind == IdentifierKind::cpr_number;
}

template <class Number>
std::optional<std::size_t> find_in_numbers(const ColumnView& view) {
  std::size_t tried = 0;
  std::size_t could_be = 0;
  std::optional<std::size_t> first;
  for (std::size_t r = 0; r < view.rows && tried < numbers_tried; ++r) {
    const auto number = static_cast<double>(number_at<Number>(view, r));
    if (!is_there(view, r) || number != number) continue;
    ++tried;
    if (!could_be_cpr(number)) continue;
    ++could_be;
    first = first.value_or(r);
  }
  // Of any ten digits about one in thirty begin with a day and a month.
  return could_be * 10 >= tried * 9 ? first : std::nullopt;
}

}  // namespace

std::optional<std::size_t> find_identifier(const ColumnView& view, bool is_key) {
  switch (view.type) {
    case ColumnType::text:
      return find_in_text<std::int32_t>(view, is_key);
    case ColumnType::large_text:
      return find_in_text<std::int64_t>(view, is_key);
    case ColumnType::indices:
      return find_in_words(view, is_key);
    case ColumnType::int64:
      return is_key ? find_in_numbers<std::int64_t>(view) : std::nullopt;
    case ColumnType::uint64:
      return is_key ? find_in_numbers<std::uint64_t>(view) : std::nullopt;
    case ColumnType::uint32:
      return is_key ? find_in_numbers<std::uint32_t>(view) : std::nullopt;
    case ColumnType::float64:
      return is_key ? find_in_numbers<double>(view) : std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace vaern::python
