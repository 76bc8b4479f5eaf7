// SPDX-License-Identifier: Apache-2.0
#include "instrument/coverage_goals.hpp"

#include <algorithm>
#include <utility>

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

void Goals::add(CoverageKind kind, std::string subject, std::string side, LocalizedText text,
                const SourceSpan& span, Wanted holds, std::function<Sought(FormFinder&)> seek) {
  Goal goal;
  goal.point.kind = kind;
  goal.point.subject = std::move(subject);
  goal.point.side = std::move(side);
  goal.point.text = std::move(text);
  goal.point.span = span;
  goal.holds = std::move(holds);
  goal.seek = std::move(seek);
  list.push_back(std::move(goal));
}

void Goals::add_answers() {
  const Program& program = instrument->program().program();
  for (const Item& item : instrument->items()) {
    const std::uint32_t size = program.inputs[item.input].size;
    for (std::uint32_t c = 0; c < size; ++c) {
      // Of a number its ends: what lies between is for the rules and cut-offs that read it.
      if (item.type == ItemType::number && c != 0 && c + 1 != size) continue;
      const auto code = static_cast<Code>(c);
      const std::string word = instrument->code_text(item, code);
      const InputId input = item.input;
      add(
          CoverageKind::answers, item.id, word,
          {{"en", item.id + " is answered " + word}, {"da", item.id + " er besvaret " + word}},
          item.span,
          [input, code](const Score& score) {
            return score.responses.codes()[input] == code && score.applicable[input] == Truth::yes;
          },
          [input, code](FormFinder& f) { return f.with_answer(input, code); });
    }
  }
}

void Goals::add_asked_when() {
  for (const Item& item : instrument->items()) {
    if (item.asked_when == nullptr) continue;
    const InputId input = item.input;
    const NodeId node = instrument->program().program().inputs[input].asked_when;
    for (const Truth truth : {Truth::yes, Truth::no}) {
      const bool is_asked = truth == Truth::yes;
      add(
          CoverageKind::asked_when, item.id, is_asked ? "asked" : "not asked",
          {{"en", item.id + (is_asked ? " is asked" : " is not asked")},
           {"da", is_asked ? "der spørges om " + item.id : "der spørges ikke om " + item.id}},
          item.span,
          [input, truth](const Score& score) { return score.applicable[input] == truth; },
          [node, is_asked](FormFinder& f) {
            return f.complete([&](Question& q) { return is_asked ? node : q.negation(node); });
          });
    }
  }
}

void Goals::add_second(const Item& item, CoverageKind kind, InputId input,
                       const LocalizedText& asks) {
  const std::string& name = instrument->program().program().inputs[input].name;
  for (const Truth truth : {Truth::yes, Truth::no, Truth::unknown}) {
    const bool is_open = truth == Truth::unknown;
    const auto code = static_cast<Code>(truth == Truth::yes ? 1 : 0);
    const std::string en = is_open ? "not known" : std::string(to_string(truth));
    const std::string da = is_open ? "vides ikke" : truth == Truth::yes ? "ja" : "nej";
    add(
        kind, name, std::string(to_string(truth)),
        {{"en", asks.best(Language::en) + ": " + en}, {"da", asks.best(Language::da) + ": " + da}},
        item.span,
        [input, code, is_open](const Score& score) {
          return score.applicable[input] == Truth::yes &&
                 score.responses.codes()[input] == (is_open ? missing_code : code);
        },
        [input, code, is_open](FormFinder& f) {
          Sought sought = f.with_answer(input, code);
          if (is_open && sought.form) {
            sought.form->responses.leave_out(input, MissingReason::unknown);
          }
          return sought;
        });
  }
}

void Goals::add_second_questions() {
  for (const Item& item : instrument->items()) {
    if (item.within) {
      const std::string time = item.ask_when_known->to_string();
      add_second(item, CoverageKind::within, *item.within,
                 {{"en", item.id + " within " + time}, {"da", item.id + " inden for " + time}});
    }
    if (item.habitual) {
      add_second(item, CoverageKind::habit, *item.habitual,
                 {{"en", item.id + " is usual for the person"},
                  {"da", item.id + " er sædvanligt for personen"}});
    }
  }
}

void Goals::add_truth(CoverageKind kind, const std::string& id, const Condition& when,
                      const SourceSpan& span, const TruthOf& truth_of) {
  const bool is_flag = kind == CoverageKind::flags;
  const std::string what_en = is_flag ? "flag " : kind == CoverageKind::gates ? "gate " : "rule ";
  const std::string what_da = is_flag                       ? "markeringen "
                              : kind == CoverageKind::gates ? "betingelsen "
                                                            : "reglen ";
  const Condition* condition = &when;
  for (const Truth truth : {Truth::yes, Truth::no, Truth::unknown}) {
    const bool is_open = truth == Truth::unknown;
    const std::string en = is_open && is_flag ? "open" : std::string(to_string(truth));
    const std::string da = truth == Truth::yes  ? "ja"
                           : truth == Truth::no ? "nej"
                           : is_flag            ? "åben"
                                                : "ukendt";
    const Wanted holds = [truth_of, truth](const Score& score) { return truth_of(score) == truth; };
    add(kind, id, en, {{"en", what_en + id + " is " + en}, {"da", what_da + id + " er " + da}},
        span, holds, [condition, truth, holds](FormFinder& f) {
          return f.with_truth(*condition, truth, holds);
        });
  }
}

void Goals::add_gates() {
  for (std::size_t i = 0; i < instrument->gates().size(); ++i) {
    const Gate& gate = instrument->gates()[i];
    add_truth(CoverageKind::gates, gate.id, *gate.when, gate.span,
              [i](const Score& score) { return score.gates[i].truth; });
  }
}

void Goals::add_rules() {
  for (std::size_t i = 0; i < instrument->rules().size(); ++i) {
    const Rule& rule = instrument->rules()[i];
    add_truth(CoverageKind::rules, rule.id, *rule.when, rule.span,
              [i](const Score& score) { return score.rules[i].truth; });
  }
}

void Goals::add_flags() {
  for (std::size_t i = 0; i < instrument->flags().size(); ++i) {
    const Flag& flag = instrument->flags()[i];
    add_truth(CoverageKind::flags, flag.id, *flag.when, flag.span,
              [i](const Score& score) { return score.flags[i].truth; });
  }
}

void Goals::add_cut_offs() { add_cut_offs(instrument->levels(), ""); }

void Goals::add_cut_offs(const Levels& levels, const std::string& prefix) {
  if (levels.from.empty()) return;
  const auto scale_of = [&](const std::string& id) {
    std::size_t index = 0;
    while (instrument->scales()[index].id != id) ++index;
    return index;
  };
  const std::size_t index = scale_of(levels.from);
  const ScaleId scale = instrument->scales()[index].scale;
  const std::vector<Rational>* values = finder.values(scale);
  for (const Level& level : levels.list) {
    if (!level.cut_off) continue;
    const Rational limit = level.cut_off->value;
    const bool falling = levels.is_falling;
    const auto reaches = [limit, falling](const Rational& v) {
      return falling ? v <= limit : v >= limit;
    };
    for (const bool inside : {false, true}) {
      // The nearest attainable value on this side: the last below, or the first that reaches.
      std::optional<Rational> nearest;
      if (values != nullptr) {
        for (const Rational& v : *values) {
          if (reaches(v) != inside) continue;
          const bool closer = !nearest || (inside == falling ? v > *nearest : v < *nearest);
          if (closer) nearest = v;
        }
      }
      const std::string number = nearest ? nearest->to_string() : "";
      const std::string cut = limit.to_string();
      LocalizedText text;
      if (!nearest) {
        text = {{"en", "a value of " + levels.from + (inside ? " at " : " short of ") + prefix +
                           level.id + " (" + cut + ")"},
                {"da", "en værdi af " + levels.from + (inside ? " på " : " lige før ") + prefix +
                           level.id + " (" + cut + ")"}};
      } else if (inside) {
        text = {
            {"en", levels.from + " is " + number + ", the first value of " + prefix + level.id},
            {"da", levels.from + " er " + number + ", den første værdi i " + prefix + level.id}};
      } else {
        text = {
            {"en", levels.from + " is " + number + ", the last value before " + prefix + level.id},
            {"da", levels.from + " er " + number + ", den sidste værdi før " + prefix + level.id}};
      }
      const Wanted holds = [index, nearest, inside, reaches](const Score& score) {
        const ScaleRow& row = score.scales[index];
        if (!row.has_value) return false;
        return nearest ? row.value == *nearest : reaches(row.value) == inside;
      };
      const bool is_known = values != nullptr;
      add(CoverageKind::cut_offs, prefix + level.id, inside ? "at" : "below", std::move(text),
          level.cut_off->span, holds,
          [scale, nearest, is_known, limit, falling, inside](FormFinder& f) {
            if (nearest) return f.with_value(scale, *nearest);
            if (is_known) return Sought{Sought::Answer::impossible, std::nullopt};
            return f.complete([&](Question& q) {
              const NodeId in = q.reaches(scale, limit, falling);
              return inside ? in : q.negation(in);
            });
          });
    }
  }
}

void Goals::add_levels() {
  const auto levels = static_cast<std::uint32_t>(instrument->levels().list.size());
  if (instrument->judgement() != JudgementPolicy::decides) {
    return add_certain(instrument->levels(), "", 0,
                       [](const Score& score) -> const LevelScore& { return score; });
  }
  for (std::uint32_t level = 0; level < levels; ++level) {
    const Level& l = instrument->levels().list[level];
    const Wanted holds = [level](const Score& score) {
      return score.judged && score.in_force == level;
    };
    const std::string id = l.id;
    add(CoverageKind::levels, id, "in force",
        {{"en", id + " is in force by judgement"}, {"da", id + " gælder efter faglig vurdering"}},
        l.span, holds, [level, id, holds](FormFinder& f) {
          // The judged level is in force where the floor is not above it (S12.3).
          Sought sought =
              f.complete([&](Question& q) { return q.negation(q.level_at_least(level + 1)); });
          if (sought.form) sought.form->judgement = Judgement{id, as_example, "", "", {}};
          return sought;
        });
  }
}

void Goals::add_certain(const Levels& levels, const std::string& prefix, std::uint32_t outcome,
                        const LevelOf& level_of) {
  for (std::uint32_t level = 0; level < levels.list.size(); ++level) {
    const Level& l = levels.list[level];
    const std::string id = prefix + l.id;
    add(
        CoverageKind::levels, id, "certain",
        {{"en", "the level is certainly " + id}, {"da", "niveauet er med sikkerhed " + id}}, l.span,
        [level, level_of](const Score& score) {
          const LevelScore& found = level_of(score);
          return found.low == found.high && found.computed == level;
        },
        [level, outcome](FormFinder& f) { return f.with_target(Target::outcome(outcome), level); });
  }
}

/// Further outcomes: cut-offs, rules and levels of their own.
void Goals::add_outcomes() {
  for (std::uint32_t i = 0; i < instrument->outcomes().size(); ++i) {
    const FurtherOutcome& outcome = instrument->outcomes()[i];
    add_cut_offs(outcome.levels, outcome.id + " ");
    for (std::size_t r = 0; r < outcome.rules.size(); ++r) {
      const Rule& rule = outcome.rules[r];
      add_truth(CoverageKind::rules, rule.id, *rule.when, rule.span,
                [i, r](const Score& score) { return score.outcomes[i].rules[r].truth; });
    }
    add_certain(outcome.levels, outcome.id + " ", i + 1,
                [i](const Score& score) -> const LevelScore& { return score.outcomes[i]; });
  }
}

std::vector<Goal> goals_of(FormFinder& finder) {
  Goals goals{finder, finder.instrument()};
  goals.add_answers();
  goals.add_asked_when();
  goals.add_second_questions();
  goals.add_missing();
  goals.add_cut_offs();
  goals.add_gates();
  goals.add_rules();
  goals.add_levels();
  goals.add_flags();
  goals.add_judgement();
  goals.add_outcomes();
  goals.add_classes();
  goals.add_tables();
  goals.add_consistent();
  goals.add_earlier();
  return std::move(goals.list);
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
