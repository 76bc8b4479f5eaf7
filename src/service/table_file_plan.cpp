// SPDX-License-Identifier: Apache-2.0
// Which columns of a file are answers, which are kept, and what the columns of the result are.
#include <algorithm>
#include <set>

#include "diagnostics/codes/service.hpp"
#include "diagnostics/codes/table.hpp"
#include "service/table_file.hpp"
#include "service/words.hpp"

namespace vaern {
inline namespace v1 {

using namespace service::detail;

namespace {

using In = TableColumn::Kind;
using Out = OutputColumn::Kind;

constexpr std::string_view day_input = "assessed";

/// The name of a column's input in the program.
std::string input_name(const Instrument& model, const TableColumn& column) {
  const auto name = [&](InputId input) { return model.program().program().inputs[input].name; };
  switch (column.kind) {
    case In::item:
      return name(model.items()[column.index].input);
    case In::within:
      return name(*model.items()[column.index].within);
    case In::habitual:
      return name(*model.items()[column.index].habitual);
    case In::earlier:
      return name(model.earlier()[column.index].input);
    default:
      return std::string(day_input);
  }
}

bool holds(const std::vector<std::string>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

}  // namespace

std::size_t TableFile::Plan::parse(std::size_t column) {
  const auto at = std::find(parsed.begin(), parsed.end(), column);
  const auto slot = static_cast<std::size_t>(at - parsed.begin());
  if (at == parsed.end()) parsed.push_back(column);
  return slot;
}

std::string TableFile::Plan::item_name(const std::string& of_program) const {
  for (const auto& [program, codebook] : item_names) {
    if (program == of_program) return codebook;
  }
  return of_program;
}

void TableFile::Plan::add_no_column(const std::string& column, DiagnosticList& findings) const {
  Diagnostic& finding = findings.add(codes::table_column_absent, {file, 0, 0, 1},
                                     {{"column", column}, {"known", join(header)}});
  const std::string near = did_you_mean(column, header);
  if (near.empty()) return;
  finding.help = &notes::did_you_mean;
  finding.help_arguments = {{"candidate", near}};
}

std::optional<std::size_t> TableFile::Plan::position(std::string_view column) const {
  const auto at = std::find(header.begin(), header.end(), column);
  if (at == header.end()) return std::nullopt;
  return static_cast<std::size_t>(at - header.begin());
}

AnswerMap TableFile::Plan::answers(InputId input) const {
  DiagnosticList findings;  // The scorer has the same, and tells of them.
  return {*instrument, input, options.missing, {}, findings};
}

void TableFile::Plan::add_input(const TableColumn& of, std::size_t column) {
  if (of.kind == In::assessed) {
    day = parse(column);
    return;
  }
  const std::string program_name = input_name(*instrument, of);
  InputId input = 0;
  while (instrument->program().program().inputs[input].name != program_name) ++input;
  FileInput made{answers(input), of.name, parse(column), {}};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    const char letter = static_cast<char>(byte);
    made.short_texts[byte] = code_or_none(made.map, {&letter, 1});
  }
  made.short_texts[256] = missing_code;
  inputs.push_back(std::move(made));
}

/// Those that were named first; then every other question by the name of its column.
void TableFile::Plan::find_columns(DiagnosticList& findings) {
  std::set<std::size_t> named;     // Columns of the file.
  std::set<std::string> answered;  // Columns of a codebook.
  std::vector<TableColumn> questions = table_columns(*instrument);
  std::erase_if(questions, [](const TableColumn& each) { return !each.is_input(); });
  for (const TableColumn& each : questions) {
    item_names.emplace_back(input_name(*instrument, each), each.name);
  }
  const auto add = [&](const TableColumn& question, std::size_t column) {
    if (answered.insert(question.name).second) return add_input(question, column);
    findings.add(codes::column_twice, {file, 0, 0, 1}, {{"name", question.name}});
  };
  for (const TableFileOptions::Column& each : options.columns) {
    const auto column = position(each.name);
    if (!column) {
      add_no_column(each.name, findings);
      continue;
    }
    named.insert(*column);
    const auto question =
        std::find_if(questions.begin(), questions.end(), [&](const TableColumn& one) {
          return one.name == each.item || input_name(*instrument, one) == each.item;
        });
    if (question == questions.end()) {
      unknown.push_back(each.item);
    } else {
      add(*question, *column);
    }
  }
  const std::set<std::string> by_hand = answered;
  for (const TableColumn& question : questions) {
    if (by_hand.contains(question.name)) continue;
    for (const std::string& name :
         std::set<std::string>{question.name, input_name(*instrument, question)}) {
      const auto column = position(name);
      if (column && !named.contains(*column)) add(question, *column);
    }
    if (!answered.contains(question.name)) absent.push_back(question.name);
  }
  if (!inputs.empty() || !unknown.empty() || findings.has_errors()) return;
  std::vector<std::string> known;
  for (const TableColumn& question : questions) known.push_back(question.name);
  findings.add(codes::table_answers_nothing, {file, 0, 0, 1},
               {{"instrument", instrument->reference()}, {"known", join(known)}});
}

void TableFile::Plan::find_kept(DiagnosticList& findings) {
  for (const std::string& key : options.keys) {
    if (!position(key)) add_no_column(key, findings);
  }
  const bool are_named = !options.keys.empty();
  for (std::size_t column = 0; column < header.size(); ++column) {
    const std::string& name = header[column];
    const bool is_key = are_named ? holds(options.keys, name)
                                  : std::find(std::begin(table_keys), std::end(table_keys), name) !=
                                        std::end(table_keys);
    if (options.keeps_all || is_key) {
      kept.push_back(parse(column));
    } else if (std::find(parsed.begin(), parsed.end(), column) == parsed.end()) {
      left_over.push_back(name);
    }
  }
}

std::vector<std::string> TableFile::Plan::wanted_results() const {
  std::vector<std::string> names;
  for (const std::string& name : options.results) {
    if (!holds(names, name)) names.push_back(name);
  }
  if (!names.empty()) return names;
  for (const TableColumn& each : table_columns(*instrument)) {
    const bool is_wanted = options.collects_faults && each.kind == In::rejected;
    if (is_wanted || (!each.is_input() && !each.is_further())) names.push_back(each.name);
  }
  return names;
}

Result<TableScorer> TableFile::Plan::scorer(const Code* codes, std::size_t stride,
                                            const std::int32_t* days,
                                            const std::uint8_t* no_days) const {
  std::vector<InputColumn> columns;
  ColumnView view;
  view.rows = block_rows;
  for (const std::string& name : unknown) columns.push_back({name, view, {}});
  view.type = ColumnType::codes;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    view.values = codes + i * stride;
    const InputId input = inputs[i].map.input();
    columns.push_back({instrument->program().program().inputs[input].name, view, {}});
  }
  if (day) {
    view.type = ColumnType::days;
    view.values = days;
    view.is_empty = no_days;
    columns.push_back({std::string(day_input), view, {}});
  }
  TableOptions wanted;
  wanted.missing = options.missing;
  wanted.outputs = wanted_results();
  wanted.threads = 1;
  wanted.collect_faults = true;
  return TableScorer::make(instrument, std::move(columns), std::move(wanted));
}

void TableFile::Plan::find_results(DiagnosticList& findings) {
  const Result<TableScorer> made = scorer(nullptr, 0, nullptr, nullptr);
  if (!made) {
    std::set<std::string> told;
    for (const Diagnostic& each : made.error()) {
      // A missing code that is an answer is one mistake, whatever many questions have that answer.
      if (each.code->id == codes::missing_code_is_answer.id &&
          !told.insert(each.arguments.front().value).second) {
        continue;
      }
      Diagnostic& finding = findings.add(*each.code, {});
      finding = each;
      finding.span = {file, 0, 0, 1};
      finding.path.clear();
    }
    return;
  }
  for (const OutputColumn& column : made->outputs()) {
    results.push_back({column, {}, {}});
    make_texts(results.back());
    for (const std::size_t slot : kept) {
      if (header[parsed[slot]] != column.name) continue;
      findings.add(codes::table_column_is_result, {file, 0, 0, 1}, {{"column", column.name}});
    }
  }
}

/// What each answer to an input is written as.
std::vector<std::string> TableFile::Plan::answer_names(InputId input) const {
  const InputOrigin& origin = instrument->origin(input);
  const Input& of = instrument->program().program().inputs[input];
  std::vector<std::string> names;
  for (std::uint32_t code = 0; code < of.size; ++code) {
    if (origin.kind == InputOrigin::Kind::item) {
      const Item& item = instrument->items()[origin.index];
      names.push_back(instrument->code_text(item, static_cast<Code>(code)));
      if (item.type == ItemType::number) {
        std::replace(names.back().begin(), names.back().end(), '.', layout.decimal);
      }
    } else if (origin.is_asked()) {
      names.emplace_back(code == 0 ? "no" : "yes");
    } else {
      names.push_back(std::to_string(code));
    }
  }
  return names;
}

void TableFile::Plan::make_texts(FileResult& result) const {
  const OutputColumn& column = result.column;
  const auto levels = [&](std::uint32_t outcome) -> const std::vector<Level>& {
    return outcome == 0 ? instrument->levels().list
                        : instrument->outcomes()[outcome - 1].levels.list;
  };
  std::vector<std::string> names;  // By number; others have an empty cell.
  bool is_set = false;
  switch (column.kind) {
    case Out::level:
    case Out::low:
    case Out::high:
    case Out::computed:
    case Out::possible:
      for (const Level& level : levels(column.index)) names.push_back(level.id);
      is_set = column.kind == Out::possible;
      break;
    case Out::one_class:
    case Out::classes:
      for (const NominalClass& one : instrument->classes()[column.index].list) {
        names.push_back(one.id);
      }
      is_set = column.kind == Out::classes;
      break;
    case Out::gate:
    case Out::rule:
    case Out::flag:
    case Out::certain:
    case Out::imputed:
    case Out::rejected:
      names = {"no", "yes"};
      break;
    case Out::low_form:
    case Out::high_form:
      names = answer_names(column.index);
      break;
    default:
      if (column.type != ColumnType::uint8) return;
      for (int number = 0; number < 256; ++number) names.push_back(std::to_string(number));
      break;
  }
  if (is_set) {
    result.names = std::move(names);
    return;
  }
  const bool is_truth =
      column.kind == Out::gate || column.kind == Out::rule || column.kind == Out::flag;
  names.resize(256);
  if (is_truth) names[255] = "open";
  for (const std::string& name : names) result.texts.emplace_back(name, layout);
}

std::string TableFile::Plan::first_line() const {
  CsvWriter line(layout);
  if (options.keeps_all) {
    line.as_written(header_text);
  } else {
    for (const std::size_t slot : kept) line.text(header[parsed[slot]]);
  }
  for (const FileResult& result : results) line.text(result.column.name);
  line.end_row();
  return (has_mark ? "\xEF\xBB\xBF" : "") + std::string(line.bytes());
}

std::optional<TableFile> TableFile::open(InstrumentPtr instrument, const std::string& name,
                                         CsvStream stream, TableFileOptions options,
                                         DiagnosticList& findings) {
  auto plan = std::make_unique<Plan>();
  plan->instrument = std::move(instrument);
  plan->file_name = name;
  plan->file = std::make_shared<const SourceFile>(name, "");
  plan->options = std::move(options);
  const char separator = stream.separator();
  plan->layout = {separator, separator == ';' ? ',' : '.', stream.has_crlf()};
  plan->has_mark = stream.has_mark();
  plan->header = stream.header();
  plan->header_text = stream.header_text();
  const std::size_t before = findings.error_count();
  plan->find_columns(findings);
  plan->find_kept(findings);
  if (findings.error_count() == before) plan->find_results(findings);
  if (findings.error_count() > before) return std::nullopt;
  for (int number = 0; number < 256; ++number) {
    plan->counts.emplace_back(std::to_string(number), plan->layout);
  }
  return TableFile(std::move(plan), std::move(stream));
}

}  // namespace v1
}  // namespace vaern
