// SPDX-License-Identifier: Apache-2.0
#pragma once
// Columns of anything that speaks Arrow: the C data and C stream interface, read as they are
// written down (arrow.apache.org/docs/format/CDataInterface.html), without pyarrow.
#include <pybind11/pybind11.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "table_columns.hpp"
#include "vaern/table/columns.hpp"

// The structs of the interface, which name themselves so.
extern "C" {
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema*);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray*);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};
}

namespace vaern::python {

/// All that a stream gave: a table, or one column. Its memory stays until this goes.
class ArrowColumns {
 public:
  /// Takes the stream of an object's `__arrow_c_stream__`. Throws where it fails, or where whole
  /// rows are empty.
  /// `name`: of a column alone.
  ArrowColumns(const pybind11::object& source, std::string name);

  std::vector<std::string> names() const;
  std::uint64_t rows() const;
  /// One view a batch. Text views and moments are read once; all else lies where it lies.
  std::vector<ColumnView> views(std::size_t column, KeptColumns& kept) const;

 private:
  bool is_table() const;

  using Batch = std::shared_ptr<ArrowArray>;

  std::shared_ptr<ArrowSchema> schema_;
  std::vector<Batch> batches_;
  std::string name_;
};

}  // namespace vaern::python
