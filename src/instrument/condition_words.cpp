// SPDX-License-Identifier: Apache-2.0
#include "instrument/condition_words.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

/// One condition, told.
struct ConditionTeller {
  const Teller& teller;
  const Condition& condition;

  std::string tell(std::string_view en, std::string_view da) const { return teller.tell(en, da); }

  std::optional<InputId> input() const { return input(condition.name); }

  std::optional<InputId> input(std::string_view name) const {
    for (InputId id = 0; id < teller.program.inputs.size(); ++id) {
      if (teller.program.inputs[id].name == name) return id;
    }
    return std::nullopt;
  }

  /// What a name is called: an item's label, a scale's text, else the name.
  std::string called(const std::string& name) const {
    if (const auto id = input(name)) return teller.label(*id);
    for (const InstrumentScale& scale : teller.model.scales()) {
      if (scale.id == name) return teller.text(scale.text, name);
    }
    for (const Flag& flag : teller.model.flags()) {
      if (flag.id == name) return teller.text(flag.because, name);
    }
    return name;
  }

  /// The levels that `codes` are, where they are all from one level up.
  std::string levels(const std::string& name, const Levels& of) const {
    std::vector<std::string> labels;
    for (std::uint32_t i = 0; i < of.list.size(); ++i) {
      if ((condition.mask >> i & 1U) != 0) labels.push_back(of.label(i, teller.language));
    }
    const bool is_top = (condition.mask >> (of.list.size() - 1) & 1U) != 0;
    const auto first = static_cast<unsigned>(of.list.size() - labels.size());
    const bool is_up = is_top && labels.size() > 1 && (condition.mask >> first & 1U) != 0 &&
                       (condition.mask & ((std::uint64_t{1} << first) - 1)) == 0;
    if (is_up) return name + tell(": at least ", ": mindst ") + labels.front();
    return name + ": " + join(labels, tell(" or ", " eller "));
  }

  std::string in_set() const {
    const std::string& name = condition.name;
    if (name == "level") return levels(tell("Level", "Niveau"), teller.model.levels());
    if (const FurtherOutcome* outcome = teller.model.find_outcome(name)) {
      return levels(teller.text(outcome->text, name), outcome->levels);
    }
    std::vector<std::string> words;
    if (const InstrumentClasses* classes = teller.model.find_classes(name)) {
      for (const std::string& code : condition.codes) {
        const NominalClass& one = classes->list[*classes->find(code)];
        words.push_back(teller.text(one.label, code));
      }
      return teller.text(classes->text, name) + ": " + join(words, tell(" or ", " eller "));
    }
    const auto id = input();
    if (!id) return to_text(condition);
    for (Code code = 0; code < teller.program.inputs[*id].size && code < 64; ++code) {
      if ((condition.mask >> code & 1U) != 0) words.push_back(teller.answer(*id, code));
    }
    return teller.label(*id) + ": " + join(words, tell(" or ", " eller "));
  }

  std::string compared() const {
    const Condition& left = *condition.arguments[0];
    const Condition& right = *condition.arguments[1];
    if (left.op != Op::name || right.op != Op::constant) return to_text(condition);
    const std::string number = " " + number_words(right.number, teller.language);
    const std::string name = called(left.name);
    switch (condition.comparison) {
      case Comparison::equal:
        return name + tell(" is", " er") + number;
      case Comparison::not_equal:
        return name + tell(" is not", " er ikke") + number;
      case Comparison::less:
        return name + tell(" below", " under") + number;
      case Comparison::less_equal:
        return name + tell(" at most", " højst") + number;
      case Comparison::greater:
        return name + tell(" above", " over") + number;
      case Comparison::greater_equal:
        break;
    }
    return name + tell(" at least", " mindst") + number;
  }

  std::string words() const {
    switch (condition.op) {
      case Op::name:
        return called(condition.name);
      case Op::in_set:
        return in_set();
      case Op::compare:
        return compared();
      case Op::applicable:
        return called(condition.name) + tell(": is asked", ": der spørges");
      case Op::unknown:
        return called(condition.name) + tell(": not known", ": vides ikke");
      case Op::answered:
        return called(condition.name) + tell(": known", ": vides");
      case Op::missing: {
        const auto reason = parse_missing_reason(condition.reason);
        return called(condition.name) + ": " +
               (reason ? missing_words(*reason, teller.language)
                       : tell("not answered", "ikke besvaret"));
      }
      default:
        return to_text(condition);
    }
  }
};

}  // namespace

std::string condition_words(const Teller& teller, const Condition& condition) {
  return ConditionTeller{teller, condition}.words();
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
