// SPDX-License-Identifier: Apache-2.0
// Points of tables, classes, consistent forms and earlier values.
#include <algorithm>
#include <utility>

#include "diagnostics/codes/instrument.hpp"
#include "instrument/coverage_goals.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

Sought impossible() { return {Sought::Answer::impossible, std::nullopt}; }

}  // namespace

/// Every class by itself, and several of them possible.
void Goals::add_classes() {
  for (std::uint32_t i = 0; i < instrument->classes().size(); ++i) {
    const InstrumentClasses& classes = instrument->classes()[i];
    for (std::uint32_t c = 0; c < classes.list.size(); ++c) {
      const std::string& id = classes.list[c].id;
      add(
          CoverageKind::classes, classes.id, id,
          {{"en", classes.id + " is certainly " + id},
           {"da", classes.id + " er med sikkerhed " + id}},
          classes.list[c].span,
          [i, c](const Score& score) { return score.classes[i].possible == LevelSet{1} << c; },
          [i, c](FormFinder& f) { return f.with_target(Target::classes(i), c); });
    }
    const Wanted open = [i](const Score& score) { return !score.classes[i].is_certain(); };
    add(CoverageKind::classes, classes.id, "several",
        {{"en", "several classes of " + classes.id + " are possible"},
         {"da", "flere klasser i " + classes.id + " er mulige"}},
        classes.span, open, [open, i](FormFinder& f) {
          // What is certain on the empty form is certain on every form.
          const auto nothing = f.scored({f.empty()});
          if (nothing && nothing->classes[i].is_certain()) return impossible();
          return f.around(f.inputs_of(Target::classes(i)), open);
        });
  }
}

/// Every row of a table that a lookup can meet.
void Goals::add_tables() {
  for (std::size_t i = 0; i < instrument->scales().size(); ++i) {
    const InstrumentScale& scale = instrument->scales()[i];
    if (scale.lookup_in.empty()) continue;
    std::size_t of = 0;
    while (instrument->scales()[of].id != scale.lookup_of) ++of;
    const ScaleId of_id = instrument->scales()[of].scale;
    const auto table = std::find_if(instrument->tables().begin(), instrument->tables().end(),
                                    [&](const Table& t) { return t.id == scale.lookup_in; });
    for (std::uint32_t n = 0; n < table->norms.size(); ++n) {
      const Norm& norm = table->norms[n];
      for (std::size_t r = 0; r < norm.rows.size(); ++r) {
        const Rational from = norm.rows[r].from.value;
        std::optional<Rational> end;
        if (r + 1 < norm.rows.size()) end = norm.rows[r + 1].from.value;
        const auto in_row = [from, end](const Rational& v) {
          return v >= from && (!end || v < *end);
        };
        const std::optional<InputId> chooser = table->chosen_by;
        const auto code = static_cast<Code>(n);
        const Wanted holds = [of, in_row, chooser, code](const Score& score) {
          return score.scales[of].has_value && in_row(score.scales[of].value) &&
                 (!chooser || score.responses.codes()[*chooser] == code);
        };
        const std::string where =
            norm.id.empty() ? scale.lookup_in : scale.lookup_in + ", " + norm.id;
        add(CoverageKind::tables, where, from.to_string(),
            {{"en", "the row from " + from.to_string() + " of " + where + " is used"},
             {"da", "rækken fra " + from.to_string() + " i " + where + " bruges"}},
            norm.rows[r].from.span, holds,
            [of_id, in_row, chooser, code, from, end](FormFinder& f) {
              return f.complete([&](Question& q) {
                std::vector<NodeId> both{q.reaches(of_id, from, false)};
                if (end) both.push_back(q.negation(q.reaches(of_id, *end, false)));
                if (chooser) {
                  CodeSet codes;
                  codes[code] = true;
                  both.push_back(q.code_in(*chooser, codes));
                }
                return q.all_of(std::move(both));
              });
            });
      }
    }
  }
}

/// Every consistent condition broken by some form, which is a fault of its answers.
void Goals::add_consistent() {
  for (std::size_t i = 0; i < instrument->consistent().size(); ++i) {
    const Consistent& consistent = instrument->consistent()[i];
    const NodeId node = consistent.node;
    const std::string id = consistent.id;
    add(CoverageKind::consistent, id, "broken",
        {{"en", "answers that break " + id}, {"da", "svar, der bryder " + id}}, consistent.span,
        nullptr, [node](FormFinder& f) { return f.breaking(node); });
    list.back().fails = [id](const DiagnosticList& faults) {
      return std::any_of(faults.begin(), faults.end(), [&](const Diagnostic& fault) {
        return fault.code == &codes::responses_inconsistent &&
               std::any_of(fault.arguments.begin(), fault.arguments.end(),
                           [&](const Argument& argument) { return argument.value == id; });
      });
    };
  }
}

/// Every earlier value given, and absent.
void Goals::add_earlier() {
  for (std::size_t i = 0; i < instrument->earlier().size(); ++i) {
    const EarlierInput& earlier = instrument->earlier()[i];
    const InputId input = earlier.input;
    const Wanted given = [i](const Score& score) {
      return score.earlier_values[i].value.has_value();
    };
    add(CoverageKind::earlier, earlier.id, "given",
        {{"en", earlier.id + " is given by an earlier assessment"},
         {"da", earlier.id + " kendes fra en tidligere vurdering"}},
        earlier.span, given, [input](FormFinder& f) { return f.with_answer(input, 0); });
    const Wanted absent = [i](const Score& score) { return !score.earlier_values[i].value; };
    add(CoverageKind::earlier, earlier.id, "absent",
        {{"en", earlier.id + " is absent: no earlier assessment is known"},
         {"da", earlier.id + " mangler: ingen tidligere vurdering kendes"}},
        earlier.span, absent, [absent](FormFinder& f) { return f.around({}, absent); });
  }
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
