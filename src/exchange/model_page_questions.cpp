// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exchange/model_page.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// What a yes is worth where every scale that reads the item says the same; else nothing.
std::optional<Rational> points_of_yes(const ModelWords& words, const Item& item) {
  std::optional<Rational> points;
  for (const Scale& scale : words.model().program().program().scales) {
    for (const Term& term : scale.terms) {
      if (term.is_scale || term.id != item.input) continue;
      const Rational here = words.is_sum_of_yes(scale) ? term.weight : Rational(1);
      if (points && *points != here) return Rational(1);
      points = here;
    }
  }
  return points;
}

std::string answers(const ModelWords& words, const Item& item) {
  const Instrument& model = words.model();
  if (item.type == ItemType::number) {
    std::string text = item.step == Rational(1)
                           ? words.tell("a whole number from ", "et helt tal fra ")
                           : words.tell("a number from ", "et tal fra ");
    text += words.number(item.from) + words.tell(" to ", " til ") + words.number(item.to);
    if (item.step != Rational(1)) {
      text += words.tell(" in steps of ", " i trin på ") + words.number(item.step);
    }
    return text;
  }
  if (item.type == ItemType::yes_no) {
    const std::optional<Rational> points = points_of_yes(words, item);
    const std::string yes = words.tell("yes", "ja");
    const std::string no = words.tell("no", "nej");
    if (!points) return yes + ", " + no;
    return yes + " " + words.number(*points) + ", " + no + " 0";
  }
  std::vector<std::string> parts;
  const std::vector<Rational>& values = model.program().program().inputs[item.input].values;
  const Rational ends = values.empty() ? Rational(0)
                                       : *std::min_element(values.begin(), values.end()) +
                                             *std::max_element(values.begin(), values.end());
  for (const Option& option : model.find_set(item.set)->options) {
    std::string text = words.answer(item, option).text;
    if (option.points && item.is_scored) {
      text += " " + words.number(item.is_reversed ? ends - *option.points : *option.points);
    }
    parts.push_back(std::move(text));
  }
  return join(parts, ", ");
}

}  // namespace

std::string question_notes(const ModelWords& words, const Item& item) {
  std::vector<std::string> parts;
  if (item.asked_when != nullptr) {
    parts.push_back(words.tell("asked when: ", "stilles ved: ") +
                    words.condition(*item.asked_when));
  }
  if (item.ask_when_known) {
    parts.push_back(words.tell("after yes: within the last ", "efter ja: inden for de seneste ") +
                    words.duration(*item.ask_when_known) + "?");
  }
  if (item.habitual) {
    parts.push_back(words.tell("after yes: is that usual for the person?",
                               "efter ja: er det sædvanligt for personen?"));
  }
  if (item.is_reversed) {
    parts.push_back(item.type == ItemType::number
                        ? words.tell("reversed: lowest + highest − the number counts",
                                     "vendt: lavest + højest − tallet tæller")
                        : words.tell("reversed", "vendt"));
  }
  if (item.is_asked_of_assessor) {
    parts.push_back(words.tell("the professional answers", "besvares af fagpersonen"));
  }
  if (!item.is_scored) parts.push_back(words.tell("not scored", "tæller ikke med"));
  if (item.is_sensitive) parts.push_back(words.tell("sensitive", "følsomt"));
  if (std::string from = words.provenance(item.provenance); !from.empty()) {
    parts.push_back(std::move(from));
  }
  return join(parts, "; ");
}

Part questions_part(const ModelWords& words) {
  const Instrument& model = words.model();
  Part part;
  part.heading = words.tell("The questions", "Spørgsmålene");
  const std::vector<Item>& items = model.items();
  const auto any = [&](auto is_so) { return std::any_of(items.begin(), items.end(), is_so); };
  if (items.empty()) {
    part.paragraph(words.tell("No question is in the model: they come from the manual.",
                              "Der er ingen spørgsmål i modellen: de står i manualen."));
    return part;
  }
  part.paragraph(
      words.tell("Points stand after the answers; where there are none the answer is not added "
                 "up. Every question may be left open with a reason: not asked, not safe to ask, "
                 "not known, did not want to answer, or withdrawn.",
                 "Pointene står efter svarene; hvor der ingen er, lægges svaret ikke sammen med "
                 "andre. Ethvert spørgsmål kan stå åbent med en årsag: ikke spurgt, ikke sikkert "
                 "at spørge, vides ikke, ønskede ikke at svare eller trukket tilbage."));
  if (any([](const Item& item) { return item.asked_when != nullptr; })) {
    part.paragraph(words.tell(
        "A question with a condition is asked unless the condition is certainly not met. One "
        "that is not asked reads as no, and an answer to it does not count.",
        "Et spørgsmål med en betingelse stilles, medmindre betingelsen med sikkerhed ikke er "
        "opfyldt. Stilles det ikke, læses det som et nej, og et svar på det tæller ikke."));
  }
  std::vector<std::vector<Line>> rows;
  bool has_notes = false;
  for (const Item& item : items) {
    Line label;
    label.add(words.number_of(item) + ". ");
    const Said said = words.label(item);
    label.runs.push_back({said.text, false, said.tag});
    if (said.is_ours) label.add(words.tell(" (our label)", " (vores betegnelse)"));
    std::string note = question_notes(words, item);
    has_notes = has_notes || !note.empty();
    rows.push_back({label, answers(words, item), std::move(note)});
  }
  std::vector<std::string> columns{words.tell("Question", "Spørgsmål"),
                                   words.tell("Answers and points", "Svar og point"),
                                   words.tell("Notes", "Noter")};
  if (!has_notes) {
    columns.pop_back();
    for (auto& row : rows) row.pop_back();
  }
  part.table("", std::move(columns), std::move(rows));
  std::vector<Line> musts;
  for (const Consistent& consistent : model.consistent()) {
    Line line;
    line.add(capitalised(words.condition(*consistent.must)) + ". ");
    musts.push_back(line.add(consistent.because, words.language()));
  }
  if (!musts.empty()) {
    Part section;
    section.heading =
        words.tell("What must be true of every form", "Hvad der skal passe i alle skemaer");
    section.bullets(std::move(musts));
    part.sections.push_back(std::move(section));
  }
  return part;
}

Part scoring_part(const ModelWords& words) {
  const Instrument& model = words.model();
  Part part;
  part.heading = words.tell("Scoring", "Scoring");
  if (model.scales().empty()) {
    part.paragraph(words.tell("Nothing is added up.", "Der lægges ikke noget sammen."));
    return part;
  }
  part.paragraph(words.tell(
      "A question that is not asked of this person adds nothing to a sum or a count and is left "
      "out of a mean and of a highest value. An answer is missing when the question applies, or "
      "may apply, and there is none, for whatever reason. Numbers are exact; nothing is rounded "
      "unless it says so here.",
      "Et spørgsmål, der ikke stilles til personen, lægger intet til en sum eller et antal og er "
      "ude af et gennemsnit og af en højeste værdi. Et svar mangler, når spørgsmålet gælder eller "
      "kan gælde, og der ikke er et svar, uanset årsagen. Tallene er eksakte; der afrundes kun, "
      "hvor det står her."));
  if (model.without_sensitive() != nullptr) {
    part.paragraph(
        words.tell("Some questions are sensitive: every score is given with and without them.",
                   "Nogle spørgsmål er følsomme: enhver score gives både med og uden dem."));
  }
  for (const InstrumentScale& scale : model.scales()) {
    Part section;
    section.heading = words.text(scale.text, scale.id);
    std::vector<Line> lines;
    for (std::string& sentence : words.scale_sentences(scale)) lines.push_back(std::move(sentence));
    const Extent extent = extent_of(model, scale.scale);
    std::string range = words.tell("Complete forms give from ", "Fulde besvarelser giver fra ") +
                        words.number(extent.lowest) + words.tell(" to ", " til ") +
                        words.number(extent.highest);
    if (!extent.is_attained) {
      range += words.tell(" at most; whether the ends are reached is not decided",
                          " som yderpunkter; om de nås, er ikke afgjort");
    }
    lines.push_back(range + ".");
    if (std::string from = words.provenance(scale.provenance); !from.empty()) {
      lines.push_back(capitalised(std::move(from)) + ".");
    }
    section.bullets(std::move(lines));
    part.sections.push_back(std::move(section));
  }
  return part;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
