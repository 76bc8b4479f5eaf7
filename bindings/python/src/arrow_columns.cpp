// SPDX-License-Identifier: Apache-2.0
#include "arrow_columns.hpp"

#include <array>
#include <cstring>
#include <string_view>

#include "column_words.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

constexpr std::int64_t seconds_a_day = 86'400;

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw py::type_error("the column '" + name + "' " + why);
}

ColumnType type_of(const ArrowSchema& schema, const std::string& name) {
  const std::string_view format = schema.format;
  if (format == "n") return ColumnType::nothing;
  if (format == "b") return ColumnType::bits;
  if (format == "c") return ColumnType::int8;
  if (format == "C") return ColumnType::uint8;
  if (format == "s") return ColumnType::int16;
  if (format == "S") return ColumnType::uint16;
  if (format == "i") return ColumnType::int32;
  if (format == "I") return ColumnType::uint32;
  if (format == "l") return ColumnType::int64;
  if (format == "L") return ColumnType::uint64;
  if (format == "f") return ColumnType::float32;
  if (format == "g") return ColumnType::float64;
  if (format == "u") return ColumnType::text;
  if (format == "U") return ColumnType::large_text;
  if (format == "tdD") return ColumnType::days;
  refuse(name, "holds Arrow's type '" + std::string(format) +
                   "': numbers, truths, text, dictionaries and days can be read");
}

/// How many of a moment's units a day has; 0: it is no moment.
std::int64_t units_a_day(std::string_view format) {
  if (format == "tdm") return seconds_a_day * 1'000;
  if (!format.starts_with("ts")) return 0;
  const char unit = format[2];
  return seconds_a_day * (unit == 's'   ? 1
                          : unit == 'm' ? 1'000
                          : unit == 'u' ? 1'000'000
                                        : 1'000'000'000);
}

template <class T>
const T* buffer(const ArrowArray& array, std::size_t index) {
  if (static_cast<std::int64_t>(index) >= array.n_buffers) return nullptr;
  return static_cast<const T*>(array.buffers[index]);
}

const std::uint8_t* validity(const ArrowArray& array) {
  return array.null_count == 0 ? nullptr : buffer<std::uint8_t>(array, 0);
}

bool is_there(const std::uint8_t* valid, std::size_t at) {
  return valid == nullptr || (valid[at / 8] >> (at % 8) & 1U) != 0;
}

/// Rows of an array from `offset` on, counted without the array's own.
struct Stretch {
  const ArrowArray& array;
  std::size_t offset;
  std::size_t rows;

  std::size_t first() const { return offset + static_cast<std::size_t>(array.offset); }
};

template <class Owned>
void release(Owned* owned) {
  if (owned->release != nullptr) owned->release(owned);
  delete owned;
}

ColumnView days_of(const Stretch& stretch, std::int64_t units, KeptColumns& kept) {
  const auto* moments = buffer<std::int64_t>(stretch.array, 1);
  const std::uint8_t* valid = validity(stretch.array);
  std::vector<std::int32_t>& days = kept.indices.emplace_back(stretch.rows);
  std::vector<std::uint8_t>& empty = kept.empty.emplace_back(stretch.rows);
  for (std::size_t r = 0; r < stretch.rows; ++r) {
    const std::size_t at = stretch.first() + r;
    empty[r] = is_there(valid, at) ? 0 : 1;
    if (empty[r] != 0) continue;
    const std::int64_t day = moments[at] / units - (moments[at] % units < 0 ? 1 : 0);
    days[r] = static_cast<std::int32_t>(day);
  }
  ColumnView view;
  view.type = ColumnType::days;
  view.rows = stretch.rows;
  view.values = days.data();
  view.is_empty = empty.data();
  return view;
}

/// Text of 16 bytes a cell: the length, and the letters or where they are.
ColumnView text_views_of(const Stretch& stretch, KeptColumns& kept) {
  using Cell = std::array<char, 16>;
  const auto* cells = buffer<Cell>(stretch.array, 1);
  const std::uint8_t* valid = validity(stretch.array);
  struct Known {
    Cell cell{};
    std::int32_t index = -1;
  };
  std::array<Known, 64> known{};
  Words words(kept);
  return column_of_words(stretch.rows, kept, words, [&](std::size_t r) {
    const std::size_t at = stretch.first() + r;
    if (!is_there(valid, at)) return -1;
    const Cell& cell = cells[at];
    std::int32_t length = 0;
    std::memcpy(&length, cell.data(), 4);
    const auto size = static_cast<std::size_t>(length);
    if (length > 12) {
      std::int32_t where[2];
      std::memcpy(where, cell.data() + 8, 8);
      const auto* letters = buffer<char>(stretch.array, 2 + static_cast<std::size_t>(where[0]));
      return words.index_of({letters + where[1], size});
    }
    std::uint64_t begin = 0;
    std::memcpy(&begin, cell.data(), 8);
    Known& place = known[(begin * 0x9E3779B97F4A7C15U) >> 58U];
    if (place.index < 0 || place.cell != cell) {
      place = {cell, words.index_of({cell.data() + 4, size})};
    }
    return place.index;
  });
}

ColumnView view_of(const ArrowSchema& schema, const Stretch& stretch, const std::string& name,
                   KeptColumns& kept) {
  const ArrowArray& array = stretch.array;
  const std::string_view format = schema.format;
  if (const std::int64_t units = units_a_day(format); units != 0) {
    if (format.starts_with("ts") && format.size() > 4) {
      refuse(name, "holds moments with a time zone; give it as days");
    }
    return days_of(stretch, units, kept);
  }
  if (format == "vu") return text_views_of(stretch, kept);
  ColumnView view;
  view.type = type_of(schema, name);
  view.rows = stretch.rows;
  view.offset = stretch.first();
  view.valid = view.type == ColumnType::nothing ? nullptr : validity(array);
  if (schema.dictionary != nullptr) {
    const ArrowArray& words = *array.dictionary;
    view.index_type = view.type;
    view.type = ColumnType::indices;
    view.dictionary = std::make_shared<const ColumnView>(view_of(
        *schema.dictionary, {words, 0, static_cast<std::size_t>(words.length)}, name, kept));
  }
  const bool is_text = view.type == ColumnType::text || view.type == ColumnType::large_text;
  if (is_text) view.offsets = buffer<void>(array, 1);
  view.values = buffer<void>(array, is_text ? 2 : 1);
  return view;
}

}  // namespace

ArrowColumns::ArrowColumns(const py::object& source, std::string name)
    : schema_(new ArrowSchema{}, &release<ArrowSchema>), name_(std::move(name)) {
  const py::object capsule = source.attr("__arrow_c_stream__")();
  auto* stream =
      static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule.ptr(), "arrow_array_stream"));
  if (stream == nullptr) throw py::error_already_set();
  const auto check = [&](int error) {
    if (error == 0) return;
    const char* said = stream->get_last_error(stream);
    throw std::runtime_error(said == nullptr ? "the Arrow stream failed" : said);
  };
  check(stream->get_schema(stream, schema_.get()));
  while (true) {
    const Batch batch(new ArrowArray{}, &release<ArrowArray>);
    check(stream->get_next(stream, batch.get()));
    if (batch->release == nullptr) break;
    batches_.push_back(batch);
    if (is_table() && validity(*batches_.back()) != nullptr) {
      throw py::value_error("rows of an Arrow table are empty as a whole");
    }
  }
}

bool ArrowColumns::is_table() const { return std::string_view(schema_->format) == "+s"; }

std::vector<std::string> ArrowColumns::names() const {
  std::vector<std::string> names;
  if (!is_table()) return {name_};
  for (std::int64_t i = 0; i < schema_->n_children; ++i)
    names.emplace_back(schema_->children[i]->name);
  return names;
}

std::uint64_t ArrowColumns::rows() const {
  std::uint64_t rows = 0;
  for (const auto& batch : batches_) rows += static_cast<std::uint64_t>(batch->length);
  return rows;
}

std::vector<ColumnView> ArrowColumns::views(std::size_t column, KeptColumns& kept) const {
  std::vector<ColumnView> views;
  const ArrowSchema& schema = is_table() ? *schema_->children[column] : *schema_;
  const std::string name = is_table() ? schema.name : name_;
  for (const auto& batch : batches_) {
    const auto rows = static_cast<std::size_t>(batch->length);
    if (is_table()) {
      // The cells of a table begin where the table does, and the column's own offset comes on top.
      const auto first = static_cast<std::size_t>(batch->offset);
      views.push_back(view_of(schema, {*batch->children[column], first, rows}, name, kept));
    } else {
      views.push_back(view_of(schema, {*batch, 0, rows}, name, kept));
    }
  }
  return views;
}

}  // namespace vaern::python
