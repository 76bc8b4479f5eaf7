// SPDX-License-Identifier: Apache-2.0
// What is proved of the compiled program: that forms can be complete, that classes exclude each
// other, that tables cover what they are asked.
#include <algorithm>
#include <utility>

#include "instrument/loader.hpp"
#include "vaern/program/proof.hpp"
#include "vaern/program/walk.hpp"

namespace vaern {
inline namespace v1 {
namespace {

/// "fear: often, alone: yes" of the inputs named, as they are answered in a complete form.
std::string answers_of(const Instrument& model, const Witness& witness,
                       const std::vector<bool>& inputs) {
  constexpr std::size_t most_told = 12;
  std::string text;
  std::size_t told = 0;
  for (InputId id = 0; id < witness.size(); ++id) {
    if (!inputs[id] || witness[id] == not_applicable_code) continue;
    if (++told > most_told) return text + ", …";
    const Input& input = model.program().program().inputs[id];
    const InputOrigin& origin = model.origin(id);
    std::string answer;
    switch (origin.kind) {
      case InputOrigin::Kind::item:
        answer = model.code_text(model.items()[origin.index], witness[id]);
        break;
      case InputOrigin::Kind::earlier:
        answer = input.values[witness[id]].to_string();
        break;
      case InputOrigin::Kind::norm:
        answer = model.tables()[origin.index].norms[witness[id]].id;
        break;
      default:
        answer = witness[id] == 0 ? "no" : "yes";
    }
    text += (text.empty() ? "" : ", ") + input.name + ": " + answer;
  }
  return text;
}

/// What scales read, also through what it is asked after.
void add_support(const Program& program, ScaleId scale, std::vector<bool>& inputs) {
  const auto add = [&](InputId id) {
    inputs[id] = true;
    if (!program.is_conditional(id)) return;
    const std::vector<bool> reads = support(program, program.inputs[id].asked_when);
    for (InputId each = 0; each < inputs.size(); ++each) inputs[each] = inputs[each] || reads[each];
  };
  for (const Term& term : program.scales[scale].terms) {
    if (!term.is_scale) add(term.id);
  }
  if (program.scales[scale].selector) add(*program.scales[scale].selector);
}

}  // namespace

/// Consistent conditions leave some form to be complete, and each of them rules something out.
void InstrumentLoader::check_consistent() {
  const Program& program = made->program().program();
  if (made->consistent_.empty()) return;
  const std::vector<Code> nothing(program.inputs.size(), missing_code);
  if (made->program().applicability() != nullptr && !any_completion(made->program(), nothing)) {
    std::string ids;
    for (const Consistent& each : made->consistent_) ids += (ids.empty() ? "" : ", ") + each.id;
    Diagnostic& finding =
        findings.add(codes::never_consistent, made->consistent_.front().span, {{"ids", ids}});
    for (std::size_t i = 1; i < made->consistent_.size(); ++i) {
      finding.notes.push_back({&notes::declared_here, made->consistent_[i].span, {}});
    }
    return;
  }
  Program without = program;
  without.consistent.clear();
  without.outcome = Outcome();
  without.further.clear();
  without.classes.clear();
  const CompiledProgram alone(std::move(without));
  for (const Consistent& each : made->consistent_) {
    if (always(alone, each.node) != Decided::yes) continue;
    findings.add(codes::always_consistent, each.span, {{"id", each.id}});
  }
}

void InstrumentLoader::check_classes() {
  const Program& program = made->program().program();
  for (std::uint32_t i = 0; i < made->classes_.size(); ++i) {
    const InstrumentClasses& classes = made->classes_[i];
    if (!classes.is_exactly_one) continue;
    const ClassProof proof = prove_exactly_one(made->program(), program.classes[i]);
    if (proof.result == ClassProof::Result::exactly_one) continue;
    const std::vector<bool> reads = support(program, Target::classes(i));
    Arguments arguments{{"classes", classes.id}};
    if (proof.result == ClassProof::Result::not_decided) {
      findings.add(codes::classes_not_decided, classes.span, std::move(arguments));
      continue;
    }
    arguments.push_back({"answers", answers_of(*made, proof.witness, reads)});
    if (proof.result == ClassProof::Result::none_holds) {
      findings.add(codes::no_class_holds, classes.span, std::move(arguments));
      continue;
    }
    const NominalClass& first = classes.list[proof.first];
    const NominalClass& second = classes.list[proof.second];
    arguments.push_back({"first", first.id});
    arguments.push_back({"second", second.id});
    Diagnostic& finding = findings.add(codes::two_classes_hold, second.span, std::move(arguments));
    finding.notes.push_back({&notes::declared_here, first.span, {}});
  }
}

/// Rows cover what the scales that are looked up can be (S21.2), and none lies beyond it.
void InstrumentLoader::check_lookups() {
  const Program& program = made->program().program();
  for (const Table& table : made->tables_) {
    std::optional<Interval> range;
    for (const InstrumentScale& scale : made->scales_) {
      if (scale.lookup_in != table.id) continue;
      const ScaleId of = program.scales[scale.scale].terms.front().id;
      Interval here = program.scales[of].range;
      const bool may_begin_late =
          std::any_of(table.norms.begin(), table.norms.end(),
                      [&](const Norm& norm) { return norm.rows.front().from.value > here.lowest; });
      if (may_begin_late) {  // the proved range may be wider than what is attained
        if (const auto diagram = build_value_diagram(program, of)) {
          const auto& values = diagram->values();
          if (!values.empty()) {
            const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
            here = Interval(*least, *greatest);
          }
        }
      }
      for (const Norm& norm : table.norms) {
        const Number& first = norm.rows.front().from;
        if (first.value <= here.lowest) continue;
        findings
            .add(codes::table_begins_late, first.span,
                 {{"table", table.id},
                  {"from", first.value.to_string()},
                  {"scale", program.scales[of].name},
                  {"lowest", here.lowest.to_string()}})
            .notes.push_back({&notes::declared_here, made->scales_[of].span, {}});
      }
      range = range ? Interval(std::min(range->lowest, here.lowest),
                               std::max(range->highest, here.highest))
                    : here;
    }
    if (!range) continue;
    for (const Norm& norm : table.norms) {
      for (std::size_t i = 0; i < norm.rows.size(); ++i) {
        const bool is_below =
            i + 1 < norm.rows.size() && norm.rows[i + 1].from.value <= range->lowest;
        if (!is_below && norm.rows[i].from.value <= range->highest) continue;
        findings.add(codes::row_unreachable, norm.rows[i].from.span,
                     {{"from", norm.rows[i].from.value.to_string()},
                      {"lowest", range->lowest.to_string()},
                      {"highest", range->highest.to_string()}});
      }
    }
  }
}

/// The same program without sensitive items, where something reads one (E5.1).
void InstrumentLoader::leave_out_sensitive() {
  const Program& program = made->program().program();
  std::vector<bool> sensitive(program.inputs.size());
  bool has_any = false;
  for (const Item& item : made->items_) {
    sensitive[item.input] = item.is_sensitive;
    has_any = has_any || item.is_sensitive;
  }
  if (!has_any) return;
  std::vector<bool> reads(program.inputs.size());
  const auto add = [&](const std::vector<bool>& more) {
    for (InputId id = 0; id < reads.size(); ++id) reads[id] = reads[id] || more[id];
  };
  for (ScaleId scale = 0; scale < program.scales.size(); ++scale) {
    add_support(program, scale, reads);
  }
  for (std::uint32_t i = 0; i <= program.further.size(); ++i) {
    add(support(program, Target::outcome(i)));
  }
  for (std::uint32_t i = 0; i < program.classes.size(); ++i) {
    add(support(program, Target::classes(i)));
  }
  bool is_read = false;
  for (InputId id = 0; id < reads.size(); ++id) is_read = is_read || (reads[id] && sensitive[id]);
  if (!is_read) return;
  made->without_sensitive_ =
      std::make_unique<const CompiledProgram>(with_never_asked(program, sensitive));
}

void InstrumentLoader::check_program() {
  check_consistent();
  check_classes();
  check_lookups();
  leave_out_sensitive();
}

}  // namespace v1
}  // namespace vaern
