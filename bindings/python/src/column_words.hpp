// SPDX-License-Identifier: Apache-2.0
#pragma once
// A column of text as indices of its different texts.
#include <pybind11/pybind11.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "table_columns.hpp"

namespace vaern::python {

/// Texts, each once, by the order in which they came.
class Words {
 public:
  explicit Words(KeptColumns& kept) : bytes_(kept.bytes.emplace_back()), kept_(kept) {}

  std::int32_t index_of(std::string_view text) {
    const auto found = places_.find(text);
    if (found != places_.end()) return found->second;
    const auto index = static_cast<std::int32_t>(places_.size());
    places_.emplace(text_.emplace_back(text), index);
    return index;
  }

  std::shared_ptr<const ColumnView> view() {
    std::vector<std::int64_t>& offsets = kept_.offsets.emplace_back();
    offsets.push_back(0);
    for (const std::string& each : text_) {
      bytes_ += each;
      offsets.push_back(static_cast<std::int64_t>(bytes_.size()));
    }
    ColumnView view;
    view.type = ColumnType::large_text;
    view.rows = text_.size();
    view.values = bytes_.data();
    view.offsets = offsets.data();
    return std::make_shared<const ColumnView>(view);
  }

 private:
  std::string& bytes_;
  KeptColumns& kept_;
  std::deque<std::string> text_;  // stays where it is
  std::unordered_map<std::string_view, std::int32_t> places_;
};

/// A column of indices of `words`, made by `index_of(row)`.
template <class IndexOf>
ColumnView column_of_words(std::size_t rows, KeptColumns& kept, Words& words, IndexOf index_of) {
  constexpr std::size_t between_signals = 1U << 20U;
  std::vector<std::int32_t>& indices = kept.indices.emplace_back(rows);
  for (std::size_t r = 0; r < rows; ++r) {
    if (r % between_signals == 0 && PyErr_CheckSignals() != 0) throw pybind11::error_already_set();
    indices[r] = index_of(r);
  }
  ColumnView view;
  view.type = ColumnType::indices;
  view.index_type = ColumnType::int32;
  view.rows = rows;
  view.values = indices.data();
  view.dictionary = words.view();
  return view;
}

}  // namespace vaern::python
