// SPDX-License-Identifier: Apache-2.0
#include "vaern/table/score_table.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "diagnostics/codes/table.hpp"
#include "table/output_columns.hpp"
#include "table/worker.hpp"

namespace vaern {
inline namespace v1 {

namespace detail = table::detail;

namespace {

constexpr std::size_t blocks_a_turn = 8;
/// Bytes of results that nobody finds in a cache afterwards.
constexpr std::size_t least_streamed = std::size_t{8} << 20U;
using detail::day_column;

/// Inputs that a column may answer: all but norms, which the day chooses.
bool can_be_a_column(const Instrument& instrument, InputId input) {
  return instrument.origin(input).kind != InputOrigin::Kind::norm;
}

std::vector<std::string> column_names(const Instrument& instrument) {
  std::vector<std::string> names;
  const std::vector<Input>& inputs = instrument.program().program().inputs;
  bool has_norms = false;
  for (InputId input = 0; input < inputs.size(); ++input) {
    if (can_be_a_column(instrument, input)) {
      names.push_back(inputs[input].name);
    } else {
      has_norms = true;
    }
  }
  if (has_norms) names.emplace_back(day_column);
  return names;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

void suggest(Diagnostic& finding, const std::string& name, const std::vector<std::string>& known) {
  const std::string near = did_you_mean(name, known);
  if (near.empty()) return;
  finding.help = &notes::did_you_mean;
  finding.help_arguments = {{"candidate", near}};
}

/// A name in a flag's condition, in the order in which a score looks it up.
FlagName flag_name(const Instrument& model, std::string_view name) {
  using Kind = FlagName::Kind;
  const auto id = [](std::size_t index) { return static_cast<std::uint32_t>(index); };
  const Program& program = model.program().program();
  if (name == "level") return {Kind::outcome, 0};
  for (std::size_t i = 0; i < model.outcomes().size(); ++i) {
    if (model.outcomes()[i].id == name) return {Kind::outcome, id(i + 1)};
  }
  for (std::size_t i = 0; i < model.classes().size(); ++i) {
    if (model.classes()[i].id == name) return {Kind::classes, id(i)};
  }
  for (const Gate& gate : model.gates()) {
    if (gate.id == name) return {Kind::node, gate.node};
  }
  for (std::size_t i = 0; i < model.rules().size(); ++i) {
    if (model.rules()[i].id == name) return {Kind::node, program.outcome.raises[i].when};
  }
  for (std::size_t i = 0; i < model.flags().size(); ++i) {
    if (model.flags()[i].id == name) return {Kind::flag, id(i)};
  }
  for (std::size_t o = 0; o < model.outcomes().size(); ++o) {
    const std::vector<Rule>& rules = model.outcomes()[o].rules;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (rules[i].id == name) return {Kind::node, program.further[o].raises[i].when};
    }
  }
  for (const InstrumentScale& scale : model.scales()) {
    if (scale.id == name) return {Kind::scale, scale.scale};
  }
  InputId input = 0;
  while (program.inputs[input].name != name) ++input;
  return {Kind::input, input};
}

}  // namespace

struct TableScorer::Table : detail::Prepared {
  void add_column(const InputColumn& column, DiagnosticList& findings);
  void choose_outputs(DiagnosticList& findings);
  void make_plan();
};

void TableScorer::Table::add_column(const InputColumn& column, DiagnosticList& findings) {
  const std::vector<Input>& inputs = instrument->program().program().inputs;
  const std::string path = "/columns/" + column.name;
  if (column.view.rows != rows) {
    findings.add_at_path(codes::column_rows_differ, path,
                         {{"name", column.name},
                          {"rows", std::to_string(column.view.rows)},
                          {"others", std::to_string(rows)}});
    return;
  }
  if (column.name == day_column && !norms.empty()) {
    assessed = column.view;
    return;
  }
  InputId input = 0;
  while (input < inputs.size() &&
         (inputs[input].name != column.name || !can_be_a_column(*instrument, input))) {
    ++input;
  }
  if (input == inputs.size()) {
    const std::vector<std::string> known = column_names(*instrument);
    Diagnostic& finding = findings.add_at_path(
        codes::column_unknown, path,
        {{"instrument", instrument->reference()}, {"name", column.name}, {"known", joined(known)}});
    suggest(finding, column.name, known);
    return;
  }
  if (readers[input]) {
    findings.add_at_path(codes::column_twice, path, {{"name", column.name}});
    return;
  }
  AnswerMap map(*instrument, input, options.missing, column.answers, findings);
  readers[input].emplace(std::move(map), column.view, findings);
}

void TableScorer::Table::choose_outputs(DiagnosticList& findings) {
  std::vector<OutputColumn> all = detail::all_outputs(*instrument);
  if (options.outputs.empty()) {
    std::erase_if(all,
                  [](const OutputColumn& each) { return !detail::group_of(each.kind).empty(); });
    outputs = std::move(all);
    return;
  }
  std::vector<std::string> known;
  for (const OutputColumn& each : all) known.push_back(each.name);
  for (const std::string& name : options.outputs) {
    const std::size_t before = outputs.size();
    const auto is_named = [&](const OutputColumn& each) { return each.name == name; };
    const auto is_of_group = [&](const OutputColumn& each) {
      return detail::group_of(each.kind) == name;
    };
    std::copy_if(all.begin(), all.end(), std::back_inserter(outputs), is_named);
    if (outputs.size() != before) continue;
    std::copy_if(all.begin(), all.end(), std::back_inserter(outputs), is_of_group);
    if (outputs.size() != before) continue;
    Diagnostic& finding = findings.add_at_path(
        codes::output_unknown, "/outputs",
        {{"instrument", instrument->reference()}, {"name", name}, {"known", joined(known)}});
    suggest(finding, name, known);
  }
}

void TableScorer::Table::make_plan() {
  BlockWanted wanted;
  wanted.is_judged =
      instrument->judgement() == JudgementPolicy::decides && !instrument->levels().list.empty();
  bool reads_flags = false;
  for (const OutputColumn& output : outputs) {
    wanted.possible = wanted.possible || output.kind == OutputColumn::Kind::possible;
    reads_flags = reads_flags || output.kind == OutputColumn::Kind::flag;
    if (output.kind == OutputColumn::Kind::gate) gates.push_back(output.index);
  }
  for (const std::uint32_t gate : gates) wanted.truths.push_back(instrument->gates()[gate].node);
  if (reads_flags) {
    for (const Flag& flag : instrument->flags()) {
      wanted.flags.push_back({flag.when.get(), [model = instrument.get()](std::string_view name) {
                                return flag_name(*model, name);
                              }});
    }
  }
  plan.emplace(instrument->program(), std::move(wanted));
  for (OutputColumn& output : outputs) detail::set_type(output, *instrument, *plan, options);
  positions.resize(instrument->program().program().scales.size());
  for (ScaleId scale = 0; scale < positions.size(); ++scale) {
    const ScaleFormat format = plan->scale(scale);
    if (!format.values) continue;
    for (const Rational& value : *format.values) positions[scale].push_back(value.to_double());
  }
}

Result<TableScorer> TableScorer::make(InstrumentPtr instrument, std::vector<InputColumn> columns,
                                      TableOptions options) {
  DiagnosticList findings;
  auto table = std::make_unique<Table>();
  table->instrument = std::move(instrument);
  table->options = std::move(options);
  const Instrument& model = *table->instrument;
  const std::vector<Input>& inputs = model.program().program().inputs;
  table->readers.resize(inputs.size());
  table->rows = columns.empty() ? 0 : columns.front().view.rows;
  for (const vaern::Table& norms : model.tables()) {
    if (norms.choose != vaern::Table::Choose::date || !norms.chosen_by) continue;
    table->norms.push_back({&norms, *norms.chosen_by});
  }
  for (const InputColumn& column : columns) table->add_column(column, findings);
  table->choose_outputs(findings);
  if (findings.has_errors()) return failure(std::move(findings));
  for (InputId input = 0; input < inputs.size(); ++input) {
    if (!table->readers[input] && can_be_a_column(model, input)) {
      table->absent.push_back(inputs[input].name);
    }
  }
  if (!table->norms.empty() && !table->assessed) table->absent.emplace_back(day_column);
  table->make_plan();
  std::size_t bytes = 0;
  for (const OutputColumn& output : table->outputs) bytes += table->rows * width_of(output.type);
  table->is_streamed = bytes >= least_streamed;
  return TableScorer(std::move(table));
}

TableScorer::TableScorer(std::unique_ptr<const Table> table) : table_(std::move(table)) {}
TableScorer::~TableScorer() = default;
TableScorer::TableScorer(TableScorer&&) noexcept = default;
TableScorer& TableScorer::operator=(TableScorer&&) noexcept = default;

const std::vector<OutputColumn>& TableScorer::outputs() const { return table_->outputs; }
const std::vector<std::string>& TableScorer::absent_inputs() const { return table_->absent; }
std::size_t TableScorer::rows() const { return table_->rows; }
std::string_view TableScorer::why_row_by_row() const { return table_->plan->why_row_by_row(); }

TableScorer::Done TableScorer::run(const std::vector<OutputBuffer>& outputs,
                                   const Progress& progress) const {
  const Table& table = *table_;
  const std::size_t turn = blocks_a_turn * block_rows;
  const std::size_t turns = (table.rows + turn - 1) / turn;
  unsigned threads = table.options.threads;
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  threads = static_cast<unsigned>(std::clamp<std::size_t>(turns, 1, threads));

  std::vector<std::unique_ptr<detail::Worker>> workers(threads);
  std::atomic<std::size_t> next{0};
  std::atomic<std::uint64_t> rows_done{0};
  std::atomic<bool> is_ended{false};
  std::exception_ptr fault;
  std::mutex fault_lock;
  const auto work = [&](unsigned index) {
    try {
      workers[index] = std::make_unique<detail::Worker>(table);
      for (std::size_t at = next++; at < turns && !is_ended; at = next++) {
        const std::size_t last = std::min(table.rows, (at + 1) * turn);
        for (std::size_t first = at * turn; first < last; first += block_rows) {
          const std::size_t rows = std::min(block_rows, last - first);
          const std::size_t ahead = std::min(block_rows, last - first - rows);
          workers[index]->run_block(first, rows, ahead, outputs);
        }
        workers[index]->settle();
        rows_done += last - at * turn;
        if (index == 0 && progress && !progress(rows_done)) is_ended = true;
      }
    } catch (...) {
      const std::lock_guard<std::mutex> lock(fault_lock);
      if (!fault) fault = std::current_exception();
      is_ended = true;
    }
  };
  std::vector<std::thread> others;
  for (unsigned index = 1; index < threads; ++index) others.emplace_back(work, index);
  work(0);
  for (std::thread& other : others) other.join();
  if (fault) std::rethrow_exception(fault);

  Done done;
  done.is_cancelled = is_ended;
  for (const auto& worker : workers) {
    done.rejected_rows += worker->rejected_rows;
    done.rows_run_singly += worker->singly;
    std::move(worker->rejections.begin(), worker->rejections.end(),
              std::back_inserter(done.rejected));
  }
  std::stable_sort(done.rejected.begin(), done.rejected.end(),
                   [](const auto& a, const auto& b) { return a.row < b.row; });
  if (!table.options.collect_faults && done.rejected.size() > table.options.most_faults) {
    done.rejected.resize(table.options.most_faults);
  }
  return done;
}

}  // namespace v1
}  // namespace vaern
