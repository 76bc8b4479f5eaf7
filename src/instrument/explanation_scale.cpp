// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "instrument/explanation_nodes.hpp"
#include "instrument/inputs.hpp"
#include "vaern/instrument/columns.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

std::string_view word(Aggregate aggregate) {
  switch (aggregate) {
    case Aggregate::sum:
      return "sum";
    case Aggregate::mean:
      return "mean";
    case Aggregate::max:
      return "max";
    case Aggregate::lookup:
      return "lookup";
    case Aggregate::count:
      break;
  }
  return "count";
}

std::string describe(const Step& step) {
  switch (step.kind) {
    case Step::Kind::times:
      return "times " + step.operand.to_string();
    case Step::Kind::plus:
      return "plus " + step.operand.to_string();
    case Step::Kind::divide:
      return "divide " + step.operand.to_string();
    case Step::Kind::round:
      return "round " + std::string(to_string(step.rounding));
    case Step::Kind::clamp:
      break;
  }
  return "clamp " + (step.from ? step.from->to_string() : "") + ".." +
         (step.to ? step.to->to_string() : "");
}

/// The row of a table that a number is in.
ExplanationNode explain_row(std::string key, const TableRows& rows, const Rational& number) {
  ExplanationNode node = line(std::move(key), {});
  const TableRow* row = row_of(rows, number);
  if (row == nullptr) return node;
  node.arguments.emplace_back("from", row->from.to_string());
  if (row != &rows.back()) node.arguments.emplace_back("until", row[1].from.to_string());
  node.value = row->value;
  return node;
}

/// Lines that sum to the value of a scale.
struct ScaleLines {
  const Score& score;
  const Instrument& model;
  const Program& program;
  const Scale& scale;
  const ScaleRow& row;
  ExplanationNode& node;
  Rational total = 0;
  bool is_first = true;

  std::string name(const Term& term) const {
    return term.is_scale ? program.scales[term.id].name : program.inputs[term.id].name;
  }

  void add(ExplanationNode child) { node.children.push_back(std::move(child)); }

  /// What brings the sum of the lines so far to another number.
  void change(std::string key, std::vector<std::pair<std::string, std::string>> arguments,
              const Rational& to) {
    add(line(std::move(key), std::move(arguments), to - total));
    total = to;
  }

  void add_term(std::size_t i) {
    const Term& term = scale.terms[i];
    const TermRow& part = row.terms[i];
    if (part.state == TermRow::State::not_applicable) {
      add(line("not_applicable", {{"input", name(term)}}));
      return;
    }
    const bool is_missing = part.state == TermRow::State::missing;
    const bool is_counted = row.has_value && scale.missing.kind == MissingPolicy::Kind::count_as;
    if (is_missing && !is_counted) {
      add(line("missing", {{"input", name(term)}}));
      return;
    }
    ExplanationNode child =
        line(is_missing ? "counted_as" : "input", {{"input", name(term)}}, part.contribution);
    if (!term.is_scale) {
      const Code code = is_missing ? scale.missing.counted[i] : score.responses.codes()[term.id];
      child.arguments.emplace_back("code", code_text(model, term.id, code));
      const Item* item = item_of(model, term.id);
      if (item != nullptr && item->is_reversed) child.arguments.emplace_back("reversed", "yes");
    }
    add(std::move(child));
    if (scale.aggregate == Aggregate::max) {
      total = is_first ? part.contribution : std::max(total, part.contribution);
    } else {
      total += part.contribution;
    }
    is_first = false;
  }

  /// The number that is looked up, what chooses the table, and the row.
  void add_lookup() {
    const Term& term = scale.terms.front();
    const auto source =
        std::find_if(model.scales().begin(), model.scales().end(),
                     [&](const InstrumentScale& one) { return one.scale == term.id; });
    const ScaleRow& of = score.scales[static_cast<std::size_t>(source - model.scales().begin())];
    add(line("of", {{"input", name(term)}}, of.has_value ? std::optional(of.value) : std::nullopt));
    std::size_t table = 0;
    if (scale.selector) {
      ExplanationNode chosen = line("chosen_by", {{"input", program.inputs[*scale.selector].name}});
      const Code code = score.responses.codes()[*scale.selector];
      if (code != missing_code) {
        chosen.arguments.emplace_back("code", code_text(model, *scale.selector, code));
        table = code;
      }
      add(std::move(chosen));
    }
    if (!row.has_value) return;
    add(explain_row("row", scale.rows[table], of.value));
    total = row.aggregate;
  }

  /// What the policy puts in the place of what is missing.
  void add_imputation() {
    if (row.missing > 0 && scale.missing.kind == MissingPolicy::Kind::table) {
      ExplanationNode found =
          explain_row("missing_table", scale.missing.tables[row.missing - 1], row.raw);
      found.arguments.insert(found.arguments.begin(), {"missing", std::to_string(row.missing)});
      found.value = row.aggregate - total;
      add(std::move(found));
      total = row.aggregate;
      return;
    }
    // Of a mean, what is missing is put into its sum first (S5.7).
    const Rational count(static_cast<std::int64_t>(row.answered) + row.missing);
    const bool is_mean = scale.aggregate == Aggregate::mean;
    const Rational imputed = is_mean ? row.aggregate * count : row.aggregate;
    if (total != imputed) {
      change("imputation",
             {{"missing", std::to_string(row.missing)}, {"answered", std::to_string(row.answered)}},
             imputed);
    }
    if (is_mean) change("mean_of", {{"count", count.to_string()}}, row.aggregate);
  }
};

}  // namespace

ExplanationNode explain_scale(const Score& score, std::size_t index) {
  const Instrument& model = *score.instrument;
  const Program& program = model.program().program();
  const Scale& scale = program.scales[model.scales()[index].scale];
  const ScaleRow& row = score.scales[index];
  ExplanationNode node =
      line("scale", {{"id", scale.name}, {"aggregate", std::string(word(scale.aggregate))}},
           row.has_value ? std::optional(row.value) : std::nullopt);
  if (row.has_bounds) {
    node.arguments.emplace_back("lowest", row.lowest.to_string());
    node.arguments.emplace_back("highest", row.highest.to_string());
  }
  ScaleLines lines{score, model, program, scale, row, node};
  if (scale.aggregate == Aggregate::lookup) {
    lines.add_lookup();
  } else {
    for (std::size_t i = 0; i < scale.terms.size(); ++i) lines.add_term(i);
  }
  if (!row.has_value) return node;
  if (scale.aggregate != Aggregate::lookup) lines.add_imputation();
  for (const Step& step : scale.steps) {
    lines.change("step", {{"step", describe(step)}}, apply_steps({step}, lines.total));
  }
  if (lines.total != row.value) lines.change("clamped_into_bounds", {}, row.value);
  return node;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
