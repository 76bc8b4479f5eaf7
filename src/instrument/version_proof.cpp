// SPDX-License-Identifier: Apache-2.0
#include "instrument/version_proof.hpp"

#include <algorithm>

#include "instrument/example_text.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

/// A code of an input in words that are the same in every version.
std::string code_name(const Instrument& model, InputId input, Code code) {
  const InputOrigin& origin = model.origin(input);
  if (origin.kind == InputOrigin::Kind::item) {
    return model.code_text(model.items()[origin.index], code);
  }
  if (origin.kind == InputOrigin::Kind::norm) return model.tables()[origin.index].norms[code].id;
  const Input& asked = model.program().program().inputs[input];
  return asked.values.empty() ? std::to_string(code) : asked.values[code].to_string();
}

InputMap input_map(const Instrument& a, const Instrument& b) {
  const std::vector<Input>& first = a.program().program().inputs;
  const std::vector<Input>& second = b.program().program().inputs;
  InputMap map;
  map.second_of.resize(first.size());
  map.code_of.resize(first.size());
  for (InputId x = 0; x < first.size(); ++x) {
    for (InputId y = 0; y < second.size(); ++y) {
      if (first[x].name != second[y].name) continue;
      map.second_of[x] = y;
      for (std::uint32_t c = 0; c < first[x].size; ++c) {
        const std::string name = code_name(a, x, static_cast<Code>(c));
        std::optional<Code>& same = map.code_of[x].emplace_back();
        for (std::uint32_t d = 0; d < second[y].size && !same; ++d) {
          if (code_name(b, y, static_cast<Code>(d)) == name) same = static_cast<Code>(d);
        }
      }
    }
  }
  return map;
}

std::vector<std::string> level_ids(const Levels& levels) {
  std::vector<std::string> ids;
  for (const Level& level : levels.list) ids.push_back(level.id);
  return ids;
}

/// Both lists in one order, where those they share stand in the same one: those of the first
/// alone come right after the one before them.
ResultPlaces places_of(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> merged = b;
  std::size_t at = 0;
  ResultPlaces places;
  for (const std::string& id : a) {
    const auto found = std::find(merged.begin(), merged.end(), id);
    if (found == merged.end()) {
      merged.insert(merged.begin() + static_cast<std::ptrdiff_t>(at), id);
      ++at;
      continue;
    }
    const auto place = static_cast<std::size_t>(found - merged.begin());
    if (place + 1 <= at) places.is_ordered = false;
    at = place + 1;
  }
  const auto place = [&](const std::string& id) {
    return std::find(merged.begin(), merged.end(), id) - merged.begin();
  };
  for (const std::string& id : a) places.first.push_back(place(id));
  for (const std::string& id : b) places.second.push_back(place(id));
  return places;
}

ResultPlaces places_of(const Diagram& a, const Diagram& b) {
  std::vector<Rational> all = a.values();
  all.insert(all.end(), b.values().begin(), b.values().end());
  std::sort(all.begin(), all.end());
  const auto place = [&](const Rational& value) {
    return std::lower_bound(all.begin(), all.end(), value) - all.begin();
  };
  ResultPlaces places;
  for (const Rational& value : a.values()) places.first.push_back(place(value));
  for (const Rational& value : b.values()) places.second.push_back(place(value));
  return places;
}

template <class List>
bool same_ids(const List& a, const List& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return x.id == y.id; });
}

/// What both say of a form stands at the same places.
bool has_same_parts(const Instrument& a, const Instrument& b) {
  const auto same_outcome = [](const FurtherOutcome& x, const FurtherOutcome& y) {
    return x.id == y.id && same_ids(x.levels.list, y.levels.list) && same_ids(x.rules, y.rules);
  };
  const auto same_classes = [](const InstrumentClasses& x, const InstrumentClasses& y) {
    return x.id == y.id && same_ids(x.list, y.list);
  };
  return same_ids(a.scales(), b.scales()) && same_ids(a.gates(), b.gates()) &&
         same_ids(a.rules(), b.rules()) && same_ids(a.flags(), b.flags()) &&
         same_ids(a.levels().list, b.levels().list) && same_ids(a.tables(), b.tables()) &&
         std::equal(a.outcomes().begin(), a.outcomes().end(), b.outcomes().begin(),
                    b.outcomes().end(), same_outcome) &&
         std::equal(a.classes().begin(), a.classes().end(), b.classes().begin(), b.classes().end(),
                    same_classes);
}

ExampleForm form_of(const InstrumentPtr& model, const Witness& witness) {
  Responses responses(*model);
  for (InputId input = 0; input < witness.size(); ++input) {
    if (witness[input] != not_applicable_code) responses.answer(input, witness[input]);
  }
  return FormFinder(model).given(std::move(responses));
}

ChangeExample example_of(const Score& before, const Score& after) {
  ChangeExample example;
  example.before = results_of(before);
  example.after = results_of(after);
  example.change = compare(example.before, example.after, *after.instrument);
  const WrittenResponses written = written_responses(*after.instrument, after.responses);
  example.answers = written.responses;
  if (!written.others.empty()) example.answers += ", others: " + written.others;
  if (example.before.judged)
    example.answers += ", judgement: {level: " + *example.before.judged + "}";
  return example;
}

}  // namespace

bool has_same_questions(const Instrument& a, const Instrument& b) {
  const std::vector<Input>& first = a.program().program().inputs;
  const std::vector<Input>& second = b.program().program().inputs;
  if (first.size() != second.size()) return false;
  for (InputId input = 0; input < first.size(); ++input) {
    if (first[input].name != second[input].name || first[input].size != second[input].size) {
      return false;
    }
    for (std::uint32_t c = 0; c < first[input].size; ++c) {
      const auto code = static_cast<Code>(c);
      if (code_name(a, input, code) != code_name(b, input, code)) return false;
    }
  }
  return true;
}

VersionProof::VersionProof(const InstrumentPtr& before) : before_(before) {
  for (ScaleId scale = 0; scale < before->scales().size(); ++scale) {
    values_.push_back(build_value_diagram(before->program().program(), scale));
  }
}

/// Scored by both: what the diagrams say is never shown unless the plain run says so too.
std::optional<ChangeExample> VersionProof::replay(const PairWitness& witness,
                                                  const InstrumentPtr& after) const {
  const Result<Score> old = score_example(before_, form_of(before_, witness.first), false);
  const Result<Score> now = score_example(after, form_of(after, witness.second), false);
  if (!old || !now) return std::nullopt;
  ChangeExample example = example_of(*old, *now);
  if (example.change.grade == ResultsChange::Grade::nothing) return std::nullopt;
  return example;
}

bool VersionProof::add(const PairDifference& found, const InstrumentPtr& after, bool is_level,
                       ChangeEffect& effect) const {
  if (!found.differs()) return false;
  const auto put = [&](const std::optional<PairWitness>& witness,
                       std::optional<ChangeExample>& to) {
    if (witness && !to) to = replay(*witness, after);
  };
  if (is_level && !effect.forms) {
    effect.forms = found.pairs;
    effect.raised_forms = found.higher_pairs;
    effect.lowered_forms = found.lower_pairs;
  }
  put(found.higher, is_level ? effect.raised : effect.other);
  put(found.lower, is_level ? effect.lowered : effect.other);
  put(found.other, effect.other);
  return effect.raised || effect.lowered || effect.other;
}

/// Levels and classes first, then values. Whether all that both have was decided.
bool VersionProof::on_complete_forms(const InstrumentPtr& after, ChangeEffect& effect) const {
  const CompiledProgram& a = before_->program();
  const CompiledProgram& b = after->program();
  const InputMap map = input_map(*before_, *after);
  bool is_decided = true;
  const bool is_gone = before_->levels().list.empty() != after->levels().list.empty() ||
                       !same_ids(before_->outcomes(), after->outcomes()) ||
                       !same_ids(before_->classes(), after->classes());
  const auto held = [&](const Diagram* x, const Diagram* y, const ResultPlaces& places,
                        ChangeGrade grade) {
    const PairDifference found =
        x != nullptr && y != nullptr
            ? compare_diagrams(a.program(), *x, b.program(), *y, map, places)
            : PairDifference{};
    is_decided = is_decided && found.is_decided;
    if (found.differs() && add(found, after, grade == ChangeGrade::level, effect)) {
      effect.grade = grade;
    } else if (found.differs()) {
      is_decided = false;
    }
  };
  if (!before_->levels().list.empty() && !after->levels().list.empty()) {
    held(a.levels(), b.levels(),
         places_of(level_ids(before_->levels()), level_ids(after->levels())), ChangeGrade::level);
  }
  for (std::uint32_t i = 0; i < before_->outcomes().size(); ++i) {
    const FurtherOutcome& outcome = before_->outcomes()[i];
    for (std::uint32_t j = 0; j < after->outcomes().size(); ++j) {
      const FurtherOutcome& other = after->outcomes()[j];
      if (outcome.id != other.id) continue;
      held(a.diagram(Target::outcome(i + 1)), b.diagram(Target::outcome(j + 1)),
           places_of(level_ids(outcome.levels), level_ids(other.levels)), ChangeGrade::level);
    }
  }
  for (std::uint32_t i = 0; i < before_->classes().size(); ++i) {
    for (std::uint32_t j = 0; j < after->classes().size(); ++j) {
      const InstrumentClasses& old = before_->classes()[i];
      const InstrumentClasses& now = after->classes()[j];
      if (old.id != now.id) continue;
      std::vector<std::string> old_ids;
      std::vector<std::string> new_ids;
      for (const NominalClass& each : old.list) old_ids.push_back(each.id);
      for (const NominalClass& each : now.list) new_ids.push_back(each.id);
      ResultPlaces places = places_of(old_ids, new_ids);
      places.is_ordered = false;
      held(a.diagram(Target::classes(i)), b.diagram(Target::classes(j)), places,
           ChangeGrade::level);
    }
  }
  if (is_gone) effect.grade = ChangeGrade::level;
  if (effect.grade == ChangeGrade::level) return is_decided;
  const bool are_levels_decided = is_decided;
  for (ScaleId i = 0; i < before_->scales().size(); ++i) {
    for (ScaleId j = 0; j < after->scales().size(); ++j) {
      if (before_->scales()[i].id != after->scales()[j].id) continue;
      const auto now = build_value_diagram(b.program(), j);
      const ResultPlaces places = values_[i] && now ? places_of(*values_[i], *now) : ResultPlaces{};
      held(values_[i] ? &*values_[i] : nullptr, now ? &*now : nullptr, places, ChangeGrade::score);
      if (effect.grade != ChangeGrade::score) continue;
      if (!are_levels_decided) effect.grade = ChangeGrade::not_decided;  // perhaps a level too
      return false;
    }
  }
  return is_decided;
}

/// Of the same questions: forms with answers left out, judgements, flags.
void VersionProof::on_missing_answers(const InstrumentPtr& after, ChangeEffect& effect) {
  if (!contrast_) contrast_ = std::make_unique<Contrast>(before_);
  const Contrast::Verdict verdict = contrast_->compare(after);
  using Answer = Contrast::Verdict::Answer;
  if (verdict.answer == Answer::same) effect.grade = ChangeGrade::nothing;
  if (verdict.answer != Answer::differs) return;
  show(*verdict.form, after, effect);
}

/// Forms with and without answers left out, tried one after the other.
void VersionProof::search(const InstrumentPtr& after, ChangeEffect& effect) const {
  const FormFinder finder(before_);
  const Program& program = before_->program().program();
  std::uint32_t state = 20260101;  // always the same forms
  const auto next = [&state](std::uint32_t below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8U) % below;
  };
  for (int n = 0; n < 600 && effect.grade == ChangeGrade::not_decided; ++n) {
    Responses responses = finder.empty();
    const std::uint32_t share = next(4);  // of answers left out, in sevenths
    for (const InputId input : program.order) {
      if (next(7) < share || (n % 2 == 1 && next(2) == 0)) continue;
      responses.answer(input, static_cast<Code>(next(program.inputs[input].size)));
    }
    show(finder.given(std::move(responses)), after, effect);
  }
}

/// The form under both; what it shows is the grade.
void VersionProof::show(const ExampleForm& form, const InstrumentPtr& after,
                        ChangeEffect& effect) const {
  const Result<Score> old = score_example(before_, form, false);
  const Result<Score> now = score_example(after, form, false);
  if (!old || !now) return;  // one of them takes answers that the other refuses
  ChangeExample example = example_of(*old, *now);
  switch (example.change.grade) {
    case ResultsChange::Grade::nothing:
      return;  // another reason for the same result
    case ResultsChange::Grade::flags:
      effect.grade = ChangeGrade::flags;
      break;
    case ResultsChange::Grade::score:
      effect.grade = old->missing > 0 ? ChangeGrade::missing : ChangeGrade::score;
      break;
    case ResultsChange::Grade::level:
      effect.grade = old->missing > 0 && !old->judged ? ChangeGrade::missing : ChangeGrade::level;
      break;
  }
  const bool is_level = effect.grade == ChangeGrade::level;
  const Shift shift = example.change.shift;
  (is_level && shift == Shift::raised    ? effect.raised
   : is_level && shift == Shift::lowered ? effect.lowered
                                         : effect.other) = std::move(example);
}

ChangeEffect VersionProof::effect(const InstrumentPtr& after) {
  ChangeEffect effect;
  if (before_->meaning() == after->meaning()) {
    effect.grade = ChangeGrade::nothing;
    return effect;
  }
  const bool is_decided = on_complete_forms(after, effect);
  if (effect.grade != ChangeGrade::not_decided || effect.other) return effect;
  if (!has_same_questions(*before_, *after)) {
    // Every complete form has the same results; what is asked on the way is another.
    if (is_decided) effect.grade = ChangeGrade::form;
  } else if (has_same_parts(*before_, *after)) {
    on_missing_answers(after, effect);
  } else {
    search(after, effect);
  }
  return effect;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
