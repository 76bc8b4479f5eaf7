// SPDX-License-Identifier: Apache-2.0
// The rows of a table under two versions of an instrument.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "diagnostics/codes/service.hpp"
#include "vaern/service/versions.hpp"

namespace vaern {
inline namespace v1 {
namespace {

/// One version of the instrument with the table's columns that it reads.
class Lane {
 public:
  Lane(const InstrumentPtr& model, const CsvTable& table) : model_(model), run_(model->program()) {
    const std::vector<Input>& inputs = model->program().program().inputs;
    codes_.assign(inputs.size(), missing_code);
    columns_.resize(inputs.size());
    words_.resize(inputs.size());
    for (InputId input = 0; input < inputs.size(); ++input) {
      if (!model->origin(input).is_asked()) continue;
      columns_[input] = table.column(inputs[input].name);
      if (!columns_[input]) missing_columns.push_back(inputs[input].name);
      for (std::uint32_t c = 0; c < inputs[input].size; ++c) {
        words_[input][word(input, static_cast<Code>(c))] = static_cast<Code>(c);
      }
    }
  }

  bool has(const std::string& column) const {
    const std::vector<Input>& inputs = model_->program().program().inputs;
    return std::any_of(inputs.begin(), inputs.end(),
                       [&](const Input& input) { return input.name == column; });
  }

  /// Why the row cannot be scored; nothing: it can.
  std::optional<LocalizedText> score(const std::vector<CsvCell>& row) {
    for (InputId input = 0; input < codes_.size(); ++input) {
      codes_[input] = missing_code;
      if (!columns_[input]) continue;
      const std::string& text = row[*columns_[input]].text;
      if (text.empty() || parse_missing_reason(text)) continue;
      const auto code = words_[input].find(text);
      const std::string& name = model_->program().program().inputs[input].name;
      if (code == words_[input].end()) {
        return LocalizedText{{"en", name + " has a value that is no answer of " + reference()},
                             {"da", name + " har en værdi, der ikke er et svar i " + reference()}};
      }
      codes_[input] = code->second;
    }
    result_ = &run_.run(codes_);
    if (result_->faults.empty()) return std::nullopt;
    const RowFault& fault = result_->faults.front();
    const std::string& name = model_->program().program().inputs[fault.input].name;
    if (fault.kind == RowFault::Kind::not_applicable) {
      return LocalizedText{
          {"en", name + " is answered and not asked of this person in " + reference()},
          {"da", name + " er besvaret, men der spørges ikke om det her i " + reference()}};
    }
    return LocalizedText{{"en", "the answers exclude each other in " + reference()},
                         {"da", "svarene udelukker hinanden i " + reference()}};
  }

  LevelSet possible() const { return result_->level.possible; }
  std::string range() const {
    const std::vector<std::uint32_t> levels = levels_of(possible());
    if (levels.empty()) return "–";
    const auto& list = model_->levels().list;
    if (levels.size() == 1) return list[levels.front()].id;
    return list[levels.front()].id + "–" + list[levels.back()].id;
  }

  /// What each input adds to the scale that the levels come from.
  std::map<std::string, Rational> contributions() const {
    std::map<std::string, Rational> made;
    const Program& program = model_->program().program();
    if (!program.outcome.from) return made;
    const Scale& scale = program.scales[*program.outcome.from];
    const ScaleRow& row = result_->scales[*program.outcome.from];
    for (std::size_t i = 0; i < scale.terms.size() && i < row.terms.size(); ++i) {
      if (row.terms[i].state == TermRow::State::not_applicable) continue;
      const Term& term = scale.terms[i];
      const std::string& name =
          term.is_scale ? program.scales[term.id].name : program.inputs[term.id].name;
      made[name] = row.terms[i].contribution;
    }
    return made;
  }

  Results::Levels said() const {
    Results::Levels levels;
    for (const std::uint32_t level : levels_of(possible())) {
      levels.possible.push_back(model_->levels().list[level].id);
    }
    return levels;
  }

  std::vector<std::string> missing_columns;

 private:
  std::string reference() const { return model_->reference(); }
  std::string word(InputId input, Code code) const {
    const InputOrigin& origin = model_->origin(input);
    if (origin.kind != InputOrigin::Kind::item) return code == 0 ? "no" : "yes";
    return model_->code_text(model_->items()[origin.index], code);
  }

  InstrumentPtr model_;
  RowRun run_;
  std::vector<Code> codes_;
  std::vector<std::optional<std::size_t>> columns_;
  std::vector<std::unordered_map<std::string, Code>> words_;
  const RowResult* result_ = nullptr;
};

bool is_passed_over(const std::string& column) { return column == "id" || column == "case"; }

std::vector<Migration::Cause> most_first(const std::map<std::string, std::size_t>& counts) {
  std::vector<Migration::Cause> list;
  for (const auto& [name, rows] : counts) {
    if (rows > 0) list.push_back({name, rows});
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const auto& a, const auto& b) { return a.rows > b.rows; });
  return list;
}

}  // namespace

std::optional<Migration> migrate(const VersionComparison& versions, const CsvTable& table,
                                 DiagnosticList& findings) {
  Lane before(versions.before, table);
  Lane after(versions.after, table);
  bool is_fine = true;
  for (const CsvCell& column : table.header) {
    if (is_passed_over(column.text) || before.has(column.text) || after.has(column.text)) continue;
    findings.add(codes::column_of_no_item, column.span, {{"column", column.text}});
    is_fine = false;
  }
  if (!is_fine) return std::nullopt;
  Migration result;
  result.not_in_table = before.missing_columns;
  for (const std::string& name : after.missing_columns) {
    if (std::find(result.not_in_table.begin(), result.not_in_table.end(), name) ==
        result.not_in_table.end()) {
      result.not_in_table.push_back(name);
    }
  }
  std::vector<std::pair<std::string, Lane>> alone;
  for (const VersionChange& change : versions.changes) {
    if (change.alone != nullptr) alone.emplace_back(change.path, Lane(change.alone, table));
  }
  std::map<std::pair<LevelSet, LevelSet>, Migration::Move> moves;
  std::map<std::string, std::size_t> causes;
  std::map<std::string, std::size_t> items;
  for (std::size_t n = 0; n < table.rows.size(); ++n) {
    const std::vector<CsvCell>& row = table.rows[n];
    std::optional<LocalizedText> fault = before.score(row);
    if (!fault) fault = after.score(row);
    if (fault) {
      result.rejected.push_back({n + 1, *std::move(fault)});
      continue;
    }
    ++result.rows;
    Migration::Move& move = moves[{before.possible(), after.possible()}];
    if (move.rows++ == 0) {
      move.before = before.range();
      move.after = after.range();
      Results old;
      Results now;
      old.level = before.said();
      now.level = after.said();
      move.shift = compare(old, now, *versions.after).of_answers;
    }
    if (move.shift == Shift::none) continue;
    ++(move.shift == Shift::raised    ? result.raised
       : move.shift == Shift::lowered ? result.lowered
                                      : result.moved);
    bool is_explained = false;
    for (auto& [path, lane] : alone) {
      if (lane.score(row) || lane.said() == before.said()) continue;
      ++causes[path];
      is_explained = true;
    }
    if (!is_explained) ++result.together;
    const auto old = before.contributions();
    for (const auto& [name, value] : after.contributions()) {
      const auto was = old.find(name);
      if (was == old.end() || was->second != value) ++items[name];
    }
    for (const auto& [name, value] : old) {
      if (after.contributions().count(name) == 0) ++items[name];
    }
  }
  for (auto& [key, move] : moves) result.moves.push_back(std::move(move));
  result.causes = most_first(causes);
  result.items = most_first(items);
  return result;
}

}  // namespace v1
}  // namespace vaern
