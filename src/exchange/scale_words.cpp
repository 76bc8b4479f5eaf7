// SPDX-License-Identifier: Apache-2.0
// A scale in sentences, from the compiled one: what the engine computes, and nothing else.
#include <algorithm>
#include <map>

#include "exchange/model_words.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

std::string ModelWords::rounding(Rounding rounding, const Rational& step) const {
  const bool is_whole = step == Rational(1);
  const std::string nearest = is_whole
                                  ? tell("to the nearest whole number", "til nærmeste hele tal")
                                  : tell("to the nearest step", "til nærmeste trin");
  const std::string one =
      is_whole ? tell("a whole number", "et helt tal") : tell("a step", "et trin");
  switch (rounding) {
    case Rounding::half_up:
      return nearest + tell(", halves away from zero", ", halve væk fra nul");
    case Rounding::half_even:
      return nearest + tell(", halves to the even one", ", halve til det lige");
    case Rounding::down:
      return tell("to ", "til ") + one + tell(", towards zero", " i retning mod nul");
    case Rounding::up:
      return tell("to ", "til ") + one + tell(", away from zero", " væk fra nul");
    case Rounding::floor:
      return tell("down to ", "ned til ") + one;
    case Rounding::ceiling:
      break;
  }
  return tell("up to ", "op til ") + one;
}

std::string ModelWords::terms(const std::vector<const Term*>& terms) const {
  std::vector<const Item*> items;
  std::vector<std::string> parts;
  for (const Term* term : terms) {
    const Item* item = term->is_scale ? nullptr : item_of(term->id);
    if (item != nullptr && item->input == term->id) items.push_back(item);
  }
  if (!items.empty()) parts.push_back(questions(items));
  for (const Term* term : terms) {
    if (term->is_scale) {
      parts.push_back(scale(model_.program().program().scales[term->id].name));
    } else if (const Item* item = item_of(term->id); item == nullptr || item->input != term->id) {
      parts.push_back(input(term->id));
    }
  }
  return list(parts, tell("and", "og"));
}

bool ModelWords::is_sum_of_yes(const Scale& scale) const {
  return scale.aggregate == Aggregate::sum &&
         std::all_of(scale.terms.begin(), scale.terms.end(), [&](const Term& term) {
           const Item* item = term.is_scale ? nullptr : item_of(term.id);
           return item != nullptr && item->type == ItemType::yes_no;
         });
}

std::string ModelWords::sum(const Scale& scale) const {
  std::vector<Rational> weights;
  std::map<Rational, std::vector<const Term*>> by_weight;
  std::vector<const Item*> habits;
  for (const Term& term : scale.terms) {
    const Item* item = term.is_scale ? nullptr : item_of(term.id);
    if (item != nullptr && item->habitual == term.id) {
      habits.push_back(item);
      continue;
    }
    if (by_weight[term.weight].empty()) weights.push_back(term.weight);
    by_weight[term.weight].push_back(&term);
  }
  const std::string usual = habits.empty()
                                ? ""
                                : tell(" Only where it is more than usual for the person: ",
                                       " Kun hvor det er mere end sædvanligt for personen: ") +
                                      questions(habits) + ".";
  const bool is_all_yes_no = is_sum_of_yes(scale);
  std::sort(weights.begin(), weights.end(), [](auto& a, auto& b) { return b < a; });
  if (weights.size() == 1 && weights[0] == Rational(1)) {
    const std::string all = terms(by_weight.begin()->second);
    return is_all_yes_no
               ? tell("The number of yes among ", "Antallet af ja blandt ") + all + "." + usual
               : tell("The sum of the points of ", "Summen af point i ") + all + "." + usual;
  }
  std::vector<std::string> parts;
  for (const Rational& weight : weights) {
    const std::string of = terms(by_weight[weight]);
    parts.push_back(is_all_yes_no ? number(weight) + tell(" for ", " for ") + of
                                  : number(weight) + " × " + of);
  }
  return (is_all_yes_no ? tell("Each yes adds: ", "Hvert ja tæller: ")
                        : tell("The sum of weight × points: ", "Summen af vægt × point: ")) +
         join(parts, "; ") + "." + usual;
}

std::string ModelWords::formula(const InstrumentScale& named_scale, const Scale& scale) const {
  std::vector<const Term*> all;
  for (const Term& term : scale.terms) all.push_back(&term);
  switch (scale.aggregate) {
    case Aggregate::sum:
      return sum(scale);
    case Aggregate::mean:
      return tell("The mean of the points of ", "Gennemsnittet af point i ") + terms(all) +
             tell(", over those that apply.", " over dem, der stilles.");
    case Aggregate::max:
      return tell("The highest number of points in ", "Det højeste antal point i ") + terms(all) +
             ".";
    case Aggregate::lookup: {
      std::string table = quoted(named_scale.lookup_in);
      for (const Table& one : model_.tables()) {
        if (one.id == named_scale.lookup_in) table = quoted(text(one.text, one.id));
      }
      return tell("Looked up in the table ", "Slået op i tabellen ") + table +
             tell(": the row that ", ": den række, som ") + this->scale(named_scale.lookup_of) +
             tell(" is in.", " ligger i.");
    }
    case Aggregate::count:
      break;
  }
  return tell("How many of ", "Hvor mange af ") + terms(all) +
         tell(" have at least ", " der har mindst ") + number(scale.at_or_above) +
         tell(" points.", " point.");
}

std::string ModelWords::steps(const Scale& scale) const {
  std::vector<std::string> parts;
  for (const Step& step : scale.steps) {
    switch (step.kind) {
      case Step::Kind::times:
        parts.push_back(tell("times ", "ganget med ") + number(step.operand));
        break;
      case Step::Kind::plus:
        parts.push_back(step.operand.sign() < 0 ? tell("minus ", "minus ") + number(-step.operand)
                                                : tell("plus ", "plus ") + number(step.operand));
        break;
      case Step::Kind::divide:
        parts.push_back(tell("divided by ", "divideret med ") + number(step.operand));
        break;
      case Step::Kind::round:
        parts.push_back(tell("rounded ", "afrundet ") + rounding(step.rounding));
        break;
      case Step::Kind::clamp:
        if (step.from) parts.push_back(tell("at least ", "mindst ") + number(*step.from));
        if (step.to) parts.push_back(tell("at most ", "højst ") + number(*step.to));
        break;
    }
  }
  return parts.empty() ? ""
                       : tell("Then, in this order: ", "Derefter, i denne rækkefølge: ") +
                             join(parts, "; ") + ".";
}

std::vector<std::string> ModelWords::missing(const Scale& scale) const {
  const MissingPolicy& policy = scale.missing;
  using Kind = MissingPolicy::Kind;
  if (policy.kind == Kind::forbid) {
    return {tell("As soon as one answer is missing there is no value.",
                 "Så snart ét svar mangler, er der ingen værdi.")};
  }
  if (policy.kind == Kind::bounds_only) {
    return {
        tell("As soon as one answer is missing there is no value, only the lowest and the "
             "highest that it can still become.",
             "Så snart ét svar mangler, er der ingen værdi, kun den laveste og den højeste, "
             "den endnu kan blive.")};
  }
  std::vector<std::string> lines;
  std::string none =
      tell("No value when nothing is answered", "Ingen værdi, når intet er besvaret");
  if (policy.at_most) {
    none += tell(", when more than ", ", når mere end ") + std::to_string(*policy.at_most) +
            (*policy.at_most == 1 ? tell(" answer is missing", " svar mangler")
                                  : tell(" answers are missing", " svar mangler"));
  }
  for (const MissingPolicy::AtLeast& limit : policy.at_least) {
    std::vector<const Term*> of;
    for (const std::uint32_t at : limit.terms) of.push_back(&scale.terms[at]);
    none += tell(", when fewer than ", ", når færre end ") + std::to_string(limit.n) +
            tell(" of ", " af ") + terms(of) + tell(" are answered", " er besvaret");
  }
  lines.push_back(none + ".");
  const std::string over = tell(
      ", where lowest and highest are the least and the greatest points that the answers can "
      "give, over what applies.",
      ", hvor lavest og højest er de færreste og de fleste point, svarene kan give, for det, "
      "der stilles.");
  const std::string mean = scale.aggregate == Aggregate::mean
                               ? tell(" The mean is that sum divided by (answered + missing).",
                                      " Gennemsnittet er denne sum delt med (besvarede + "
                                      "manglende).")
                               : "";
  switch (policy.kind) {
    case Kind::count_as: {
      const Item* item = item_of(scale.terms.front().id);
      const std::string answer =
          item == nullptr ? "" : model_.answer_text(*item, policy.counted.front(), language_);
      lines.push_back(tell("Otherwise every missing answer counts as ",
                           "Ellers tæller hvert manglende svar som ") +
                      quoted(answer) + ".");
      break;
    }
    case Kind::prorate_by_range:
      lines.push_back(
          tell("Otherwise it is estimated from what is answered: lowest of all + (points given − "
               "lowest of the answered) × (highest of all − lowest of all) / (highest of the "
               "answered − lowest of the answered)",
               "Ellers beregnes den forholdsmæssigt af det besvarede: lavest af alle + (givne "
               "point − lavest af "
               "de besvarede) × (højest af alle − lavest af alle) / (højest af de besvarede − "
               "lavest af de besvarede)") +
          over + mean);
      break;
    case Kind::prorate_by_count:
      lines.push_back(
          tell("Otherwise it is estimated from what is answered: points given × "
               "(answered + missing) / answered.",
               "Ellers beregnes den forholdsmæssigt af det besvarede: givne point × (besvarede + "
               "manglende) / besvarede.") +
          mean);
      break;
    case Kind::table:
      for (std::size_t i = 0; i < policy.tables.size(); ++i) {
        lines.push_back(tell("With ", "Med ") + std::to_string(i + 1) +
                        tell(" missing the sum of the answered is looked up: ",
                             " manglende slås summen af de besvarede op: ") +
                        rows(policy.tables[i]) + ".");
      }
      break;
    case Kind::forbid:
    case Kind::bounds_only:
      break;
  }
  lines.push_back(
      tell("A value found with answers missing is kept between the lowest and the "
           "highest that the missing answers can give.",
           "En værdi med manglende svar holdes mellem den laveste og den højeste, de "
           "manglende svar kan give."));
  return lines;
}

std::vector<std::string> ModelWords::scale_sentences(const InstrumentScale& scale) const {
  const Scale& made = model_.program().program().scales[scale.scale];
  std::vector<std::string> lines{formula(scale, made)};
  if (std::string then = steps(made); !then.empty()) lines.push_back(std::move(then));
  for (std::string& line : missing(made)) lines.push_back(std::move(line));
  return lines;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
