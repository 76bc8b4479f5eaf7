// SPDX-License-Identifier: Apache-2.0
#include "service/table_file.hpp"

#include <algorithm>

#include "diagnostics/codes/document.hpp"
#include "diagnostics/codes/instrument.hpp"
#include "diagnostics/codes/service.hpp"
#include "vaern/diagnostics/identifiers.hpp"

namespace vaern {
inline namespace v1 {

using namespace service::detail;

namespace {

SourceSpan at_line(const std::shared_ptr<const SourceFile>& file, std::uint64_t line) {
  return {file, static_cast<std::uint32_t>(line), 0, 1};
}

}  // namespace

TableFileFault TableFile::Plan::told(const RowFault& fault, std::uint64_t rows_before) const {
  using What = RowFault::Kind;
  TableFileFault made;
  made.line = fault.line;
  made.row = fault.row == 0 ? 0 : rows_before + fault.row;
  made.value = fault.value;
  DiagnosticList list;
  const SourceSpan place = at_line(file, fault.line);
  switch (fault.kind) {
    case What::layout:
      add_finding(fault.layout, file_name, list);
      break;
    case What::answer: {
      const FileInput& input = inputs[fault.column];
      made.item = input.name;
      Diagnostic& finding = list.add(codes::response_not_allowed, place,
                                     {{"value", fault.value}, {"item", input.name}});
      finding.help = &notes::allowed_are;
      finding.help_arguments = {{"allowed", input.map.allowed()}};
      break;
    }
    case What::day:
      made.item = "assessed";
      list.add(codes::not_a_date, place, {{"text", fault.value}});
      break;
    case What::form:
      made.item = item_name(fault.form->item);
      list.add(*fault.form->finding.code, place) = fault.form->finding;
      break;
    case What::identifier:
      made.value.clear();
      list.add(codes::table_identifier, place, {{"column", header[fault.column]}});
      break;
  }
  made.finding = list[0];
  if (fault.kind == What::form) {
    made.finding.span = place;
    made.finding.path.clear();
  }
  return made;
}

TableFile::TableFile(std::unique_ptr<const Plan> plan, CsvStream stream)
    : plan_(std::move(plan)), stream_(std::move(stream)) {}
TableFile::~TableFile() = default;
TableFile::TableFile(TableFile&&) noexcept = default;
TableFile& TableFile::operator=(TableFile&&) noexcept = default;

const std::vector<std::string>& TableFile::absent() const { return plan_->absent; }
const std::vector<std::string>& TableFile::left_over() const { return plan_->left_over; }

TableFileDone TableFile::run(const TableFileSinks& sinks) {
  const Plan& plan = *plan_;
  const unsigned threads = plan.options.threads == 0 ? threads_of_machine() : plan.options.threads;
  std::vector<std::unique_ptr<TableFileWorker>> workers(threads);
  TableFileDone done;
  std::size_t told = 0;
  bool is_written = true;
  bool has_begun = false;

  const auto work = [&](unsigned worker, const CsvChunk& chunk) {
    if (!workers[worker]) workers[worker] = std::make_unique<TableFileWorker>(plan, stream_);
    workers[worker]->work(chunk);
  };
  const auto hand_in = [&](unsigned worker, const CsvChunk& chunk) {
    const TableFileWorker& made = *workers[worker];
    for (const RowFault& fault : made.faults()) {
      // After these nothing that follows can be trusted, or may be shown.
      const bool ends_all = fault.kind == RowFault::Kind::identifier ||
                            (fault.kind == RowFault::Kind::layout &&
                             (fault.layout.kind == CsvFault::Kind::quote_open ||
                              fault.layout.kind == CsvFault::Kind::too_long));
      done.is_refused = done.is_refused || ends_all || !plan.options.collects_faults;
      if (done.is_refused && told >= plan.options.most_faults) return false;
      sinks.fault(plan.told(fault, done.rows));
      if (done.is_refused) ++told;
    }
    done.rows += made.rows();
    done.rejected += made.rejected();
    done.left_out += made.left_out();
    done.bytes += chunk.bytes.size();
    if (!done.is_refused && made.rows() > 0) {
      is_written = (has_begun || sinks.write(plan.first_line())) && sinks.write(made.bytes());
      has_begun = true;
    }
    if (sinks.goes_on && !sinks.goes_on(done)) done.is_cancelled = true;
    return is_written && !done.is_cancelled;
  };
  for_each_chunk(stream_, threads, work, hand_in);
  const bool is_read = is_written && !done.is_cancelled && !done.is_refused;
  if (is_read && done.rows == 0 && done.left_out == 0) {
    DiagnosticList list;
    done.is_refused = true;
    sinks.fault({1, 0, "", "", list.add(codes::table_without_rows, at_line(plan.file, 0))});
  }
  if (!done.is_refused && is_written && !has_begun) is_written = sinks.write(plan.first_line());
  done.is_refused = done.is_refused || !is_written;
  return done;
}

}  // namespace v1
}  // namespace vaern
