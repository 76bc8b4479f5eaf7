// SPDX-License-Identifier: Apache-2.0
#include "table/worker.hpp"

#include <algorithm>
#include <utility>

#include "diagnostics/codes/instrument.hpp"
#include "table/cells.hpp"
#include "table/loops/loops.hpp"
#include "vaern/instrument/score.hpp"

namespace vaern {
inline namespace v1 {
namespace table::detail {
namespace {

constexpr std::int64_t first_day = -719'162;  // 0001-01-01
constexpr std::int64_t last_day = 2'932'896;  // 9999-12-31

std::string path_of(std::size_t row, std::string_view item) {
  std::string path = "/rows/" + std::to_string(row);
  if (!item.empty()) path += "/" + std::string(item);
  return path;
}

RowRejection rejection_of(std::size_t row, std::string item, std::string value,
                          const CodeInfo& code, Arguments arguments) {
  DiagnosticList list;
  const Diagnostic& finding = list.add_at_path(code, path_of(row, item), std::move(arguments));
  return {row, std::move(item), std::move(value), finding};
}

}  // namespace

Worker::Worker(const Prepared& table)
    : table_(table),
      run_(*table.plan),
      codes_(table.readers.size() * block_rows),
      columns_(table.readers.size()),
      nobody_(block_rows, missing_code),
      rejected_(block_rows) {
  if (Details::are_wanted(table.outputs)) details_.emplace(*table.instrument, table.outputs);
}

void Worker::mark(std::size_t row) {
  rejected_[row] = 0xFF;
  has_rejected_ = true;
}

void Worker::reject(RowRejection rejection) {
  if (table_.options.collect_faults || rejections.size() < table_.options.most_faults) {
    rejections.push_back(std::move(rejection));
  }
}

void Worker::read(std::size_t first, std::size_t rows) {
  for (std::size_t input = 0; input < table_.readers.size(); ++input) {
    Code* space = codes_.data() + input * block_rows;
    const auto& reader = table_.readers[input];
    columns_[input] =
        reader ? reader->read(first, rows, space, rejected_.data(), has_rejected_) : nobody_.data();
  }
}

std::optional<Date> Worker::day_of(std::size_t row) const {
  const auto day = day_at(*table_.assessed, row);
  if (!day) return std::nullopt;
  // Beyond the first and last day there is no norm either.
  return Date::from_day_number(std::clamp(*day, first_day, last_day));
}

void Worker::read_norms(std::size_t first, std::size_t rows) {
  if (!table_.assessed) return;
  for (const NormColumn& norm : table_.norms) {
    Code* space = codes_.data() + std::size_t{norm.input} * block_rows;
    columns_[norm.input] = space;
    for (std::size_t r = 0; r < rows; ++r) {
      const auto day = day_of(first + r);
      const auto code = day ? norm.table->norm_of(*day) : std::optional<Code>(missing_code);
      space[r] = code.value_or(missing_code);
      if (!code) mark(r);
    }
  }
}

void Worker::find_cell_faults(std::size_t row) {
  for (const auto& reader : table_.readers) {
    if (!reader || !reader->is_faulty(row)) continue;
    CellFault fault = reader->fault_at(row);
    const std::string& item = reader->map().name();
    RowRejection rejection = rejection_of(row, item, fault.value, codes::response_not_allowed,
                                          {{"value", fault.value}, {"item", item}});
    rejection.finding.help = &notes::allowed_are;
    rejection.finding.help_arguments = {{"allowed", std::move(fault.allowed)}};
    reject(std::move(rejection));
  }
}

void Worker::find_norm_faults(std::size_t row) {
  const auto day = table_.assessed ? day_of(row) : std::nullopt;
  if (!day) return;
  for (const NormColumn& norm : table_.norms) {
    if (norm.table->norm_of(*day)) continue;
    const std::string date = day->to_string();
    reject(rejection_of(row, std::string(day_column), date, codes::no_norm_on_that_day,
                        {{"table", norm.table->id}, {"date", date}, {"days", norm.table->days()}}));
  }
}

/// Answers that cannot stand together.
void Worker::find_form_faults(std::size_t first, std::size_t rows) {
  const Mask* faulty = run_.faulty();
  if (faulty == nullptr) return;
  std::vector<Code> codes(columns_.size());
  for (std::size_t r = 0; r < rows; ++r) {
    if (faulty[r] == 0 || rejected_[r] != 0) continue;
    mark(r);
    ++rejected_rows;
    for (std::size_t input = 0; input < codes.size(); ++input) {
      codes[input] = without_reason(columns_[input][r]);
    }
    for (const Diagnostic& finding : faults_of(*table_.instrument, codes)) {
      RowRejection rejection{first + r, "", "", finding};
      constexpr std::string_view before = "/responses/";
      if (finding.path.starts_with(before)) rejection.item = finding.path.substr(before.size());
      rejection.finding.path = path_of(first + r, rejection.item);
      reject(std::move(rejection));
    }
  }
}

void Worker::find_ahead(std::size_t first, std::size_t rows) {
  ahead_.clear();
  for (const auto& reader : table_.readers) {
    if (reader && rows > 0) ahead_.push_back(reader->memory(first, rows));
  }
}

void Worker::settle() { loops().settle(); }

void Worker::run_block(std::size_t first, std::size_t rows, std::size_t ahead,
                       const std::vector<OutputBuffer>& buffers) {
  if (has_rejected_) std::fill(rejected_.begin(), rejected_.end(), Mask{0});
  has_rejected_ = false;
  read(first, rows);
  read_norms(first, rows);
  for (std::size_t r = 0; has_rejected_ && r < rows; ++r) {
    if (rejected_[r] == 0) continue;
    ++rejected_rows;
    find_cell_faults(first + r);
    find_norm_faults(first + r);
  }
  find_ahead(first + rows, ahead);
  run_.run(columns_, rows, ahead_);
  singly += run_.rows_run_singly();
  find_form_faults(first, rows);
  const ScoredBlock block{*table_.instrument,
                          *table_.plan,
                          run_,
                          columns_,
                          has_rejected_ ? rejected_.data() : nullptr,
                          first,
                          rows,
                          table_.gates,
                          table_.positions,
                          desk_,
                          table_.is_streamed};
  for (std::size_t i = 0; i < table_.outputs.size(); ++i) {
    const OutputColumn::Kind kind = table_.outputs[i].kind;
    if (buffers[i].cells == nullptr || Details::is_one(kind) || QuestionCounts::is_one(kind)) {
      continue;
    }
    write_output(table_.outputs[i], block, buffers[i]);
  }
  counts_.write(block, table_.outputs, buffers);
  if (details_) details_->write(block, buffers);
}

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern
