// SPDX-License-Identifier: Apache-2.0
// Chunks of a file into rows of its result. Cells are read where they stand, as codes; the block
// run scores them; texts that repeat are made once.
#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "service/table_file.hpp"
#include "vaern/core/date.hpp"
#include "vaern/diagnostics/identifiers.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
inline namespace v1 {

using namespace service::detail;

namespace {

// Not a whole number of pages, so that the columns of a row do not stand in each other's way.
constexpr std::size_t stride = block_rows + 64;
constexpr std::size_t longest_shown = 80;

std::string shown_value(std::string_view text) {
  std::string value = mask_identifiers(text);
  std::size_t end = 0;
  for (std::size_t points = 0; end < value.size(); ++points) {
    if (points == longest_shown) return value.substr(0, end) + "…";
    end += code_point_at(value, end).bytes;
  }
  return value;
}

template <class T>
std::int64_t cell(const void* cells, std::size_t row) {
  return static_cast<const T*>(cells)[row];
}

std::string names_of(std::uint32_t set, const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if ((set >> i & 1U) != 0) text += (text.empty() ? "" : " ") + names[i];
  }
  return text;
}

}  // namespace

TableFileWorker::TableFileWorker(const TableFile::Plan& plan, const CsvStream& stream)
    : plan_(plan),
      parser_(stream, plan.parsed, true),
      codes_(std::max<std::size_t>(plan.inputs.size(), 1) * stride, missing_code),
      days_(block_rows),
      no_days_(block_rows, std::uint8_t{1}),
      known_(plan.inputs.size() * known_texts),
      is_rejected_(block_rows),
      writer_(plan.layout) {
  Result<TableScorer> made = plan.scorer(codes_.data(), stride, days_.data(), no_days_.data());
  if (!made) throw std::logic_error("a scorer that was made before cannot be made again");
  scorer_.emplace(*std::move(made));
  for (const FileResult& result : plan.results) {
    cells_.emplace_back(block_rows * width_of(result.column.type));
    absent_.emplace_back(block_rows);
    buffers_.push_back({cells_.back().data(), absent_.back().data()});
  }
}

void TableFileWorker::work(const CsvChunk& chunk) {
  writer_.clear();
  faults_.clear();
  rows_ = 0;
  rejected_ = 0;
  left_out_ = 0;
  parser_.start(chunk);
  while (parser_.next(batch_, block_rows)) {
    for (const CsvFault& each : batch_.faults()) {
      RowFault made;
      made.line = each.line;
      made.layout = each;
      faults_.push_back(std::move(made));
    }
    left_out_ += batch_.left_out();
    if (batch_.rows() == 0) continue;
    if (has_rejected_) std::fill(is_rejected_.begin(), is_rejected_.end(), std::uint8_t{0});
    has_rejected_ = false;
    look_for_identifiers();
    read_cells();
    if (plan_.day) read_days();
    score();
    write();
    rows_ += batch_.rows();
  }
  std::stable_sort(faults_.begin(), faults_.end(),
                   [](const RowFault& a, const RowFault& b) { return a.line < b.line; });
}

void TableFileWorker::fault(RowFault::Kind kind, std::size_t row, std::size_t column,
                            std::string_view value) {
  RowFault made;
  made.kind = kind;
  made.line = batch_.line(row);
  made.row = rows_ + row + 1;
  made.column = column;
  made.value = shown_value(value);
  faults_.push_back(std::move(made));
  if (is_rejected_[row] == 0) ++rejected_;
  is_rejected_[row] = 1;
  has_rejected_ = true;
}

/// Of what is kept. What is read and no answer is looked at where it is told of.
void TableFileWorker::look_for_identifiers() {
  for (const std::size_t slot : plan_.kept) {
    for (std::size_t row = 0; row < batch_.rows(); ++row) {
      if (!identifier_in_key(batch_.cell(row, slot))) continue;
      fault(RowFault::Kind::identifier, row, plan_.parsed[slot], {});
    }
  }
}

/// The code of a text that is not one byte long; a fault where it is no answer.
Code TableFileWorker::code_of(std::size_t input, std::size_t row, std::string_view text) {
  Known* known = nullptr;
  std::uint64_t bytes = 0;
  std::uint16_t code = no_answer;
  if (text.size() <= sizeof bytes) {
    std::memcpy(&bytes, text.data(), text.size());
    const std::uint64_t mixed = (bytes ^ text.size()) * 0x9E3779B97F4A7C15U;
    known = &known_[input * known_texts + static_cast<std::size_t>(mixed >> 58U)];
    if (known->size == text.size() && known->text == bytes) return static_cast<Code>(known->code);
  }
  code = code_or_none(plan_.inputs[input].map, text);
  if (code != no_answer) {
    if (known != nullptr) *known = {bytes, code, static_cast<std::uint8_t>(text.size())};
    return static_cast<Code>(code);
  }
  const FileInput& of = plan_.inputs[input];
  if (holds_identifier(text)) {
    fault(RowFault::Kind::identifier, row, plan_.parsed[of.column], {});
  } else {
    fault(RowFault::Kind::answer, row, input, text);
  }
  return missing_code;
}

void TableFileWorker::read_cells() {
  const std::size_t rows = batch_.rows();
  for (std::size_t row = 0; row < rows; ++row) {
    Code* to = codes_.data() + row;
    for (std::size_t i = 0; i < plan_.inputs.size(); ++i, to += stride) {
      const FileInput& input = plan_.inputs[i];
      const std::string_view text = batch_.cell(row, input.column);
      std::uint16_t code = no_answer;
      if (text.size() <= 1) {
        code = input.short_texts[text.empty() ? 256 : static_cast<unsigned char>(text.front())];
      }
      *to = code != no_answer ? static_cast<Code>(code) : code_of(i, row, text);
    }
  }
  // The scorer always runs a whole block; what is behind the last row is nobody's.
  for (std::size_t i = 0; i < plan_.inputs.size(); ++i) {
    std::fill_n(codes_.data() + i * stride + rows, block_rows - rows, missing_code);
  }
}

void TableFileWorker::read_days() {
  std::fill(no_days_.begin(), no_days_.end(), std::uint8_t{1});
  for (std::size_t row = 0; row < batch_.rows(); ++row) {
    const std::string_view text = batch_.cell(row, *plan_.day);
    if (text.empty()) continue;
    const auto day = Date::parse(text);
    if (day) {
      days_[row] = static_cast<std::int32_t>(day->day_number());
      no_days_[row] = 0;
    } else if (holds_identifier(text)) {
      fault(RowFault::Kind::identifier, row, plan_.parsed[*plan_.day], {});
    } else {
      fault(RowFault::Kind::day, row, 0, text);
    }
  }
}

void TableFileWorker::score() {
  TableScorer::Done done = scorer_->run(buffers_);
  std::vector<std::uint8_t> has_no_answer = is_rejected_;
  for (RowRejection& rejection : done.rejected) {
    const auto row = static_cast<std::size_t>(rejection.row);
    if (row >= batch_.rows()) continue;
    // Answers are held against each other where all of them are answers.
    if (has_no_answer[row] != 0 && rejection.value.empty()) continue;
    fault(RowFault::Kind::form, row, 0, rejection.value);
    faults_.back().form = std::make_unique<RowRejection>(std::move(rejection));
  }
}

void TableFileWorker::write_result(std::size_t result, std::size_t row) {
  const FileResult& of = plan_.results[result];
  const void* cells = cells_[result].data();
  if (of.column.type == ColumnType::int16 && !of.texts.empty()) {
    const auto code = static_cast<const std::int16_t*>(cells)[row];
    if (absent_[result][row] != 0) return writer_.empty();
    return writer_.prepared(of.texts[static_cast<std::size_t>(code)]);
  }
  if (!of.texts.empty()) {
    const auto byte = static_cast<const std::uint8_t*>(cells)[row];
    return writer_.prepared(of.texts[byte]);
  }
  if (of.column.type == ColumnType::float64) {
    return writer_.number(static_cast<const double*>(cells)[row]);
  }
  if (!of.names.empty()) {
    const SetBlock sets{cells, width_of(of.column.type)};
    return writer_.text(names_of(sets.at(row), of.names));
  }
  if (absent_[result][row] != 0) return writer_.empty();
  std::int64_t number = 0;
  switch (of.column.type) {
    case ColumnType::int8:
      number = cell<std::int8_t>(cells, row);
      break;
    case ColumnType::int16:
      number = cell<std::int16_t>(cells, row);
      break;
    case ColumnType::int32:
      number = cell<std::int32_t>(cells, row);
      break;
    default:
      number = cell<std::int64_t>(cells, row);
      break;
  }
  if (number >= 0 && number < 256) {
    writer_.prepared(plan_.counts[static_cast<std::size_t>(number)]);
  } else {
    writer_.whole(number);
  }
}

void TableFileWorker::write() {
  const std::size_t results = plan_.results.size();
  for (std::size_t row = 0; row < batch_.rows(); ++row) {
    if (plan_.options.keeps_all) {
      writer_.as_written(batch_.row_text(row));
    } else {
      for (const std::size_t slot : plan_.kept) writer_.text(batch_.cell(row, slot));
    }
    const bool is_rejected = is_rejected_[row] != 0;
    for (std::size_t i = 0; i < results; ++i) {
      if (plan_.results[i].column.kind == OutputColumn::Kind::rejected) {
        writer_.prepared(plan_.results[i].texts[is_rejected ? 1 : 0]);
      } else if (is_rejected) {
        writer_.empty();
      } else {
        write_result(i, row);
      }
    }
    writer_.end_row();
  }
}

}  // namespace v1
}  // namespace vaern
