// SPDX-License-Identifier: Apache-2.0
// Further outcomes, classes, opinions, and the numbers that scales and levels look up.
#include "exchange/model_page.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// A heading with bullets below it, where there are any.
void add_section(Part& part, std::string heading, std::vector<Line> lines) {
  if (lines.empty()) return;
  Part section;
  section.heading = std::move(heading);
  section.bullets(std::move(lines));
  part.sections.push_back(std::move(section));
}

std::string with_provenance(const ModelWords& words, std::string text,
                            const Provenance& provenance) {
  if (const std::string from = words.provenance(provenance); !from.empty()) {
    text += " (" + from + ")";
  }
  return text + ".";
}

Line parameter_line(const ModelWords& words, const Parameter& parameter) {
  std::string text = words.number(parameter.value.value);
  if (!parameter.allowed.empty()) {
    std::vector<std::string> allowed;
    for (const Number& number : parameter.allowed) allowed.push_back(words.number(number.value));
    text += words.tell("; published: ", "; offentliggjort: ") + join(allowed, ", ");
  }
  Provenance provenance = parameter.provenance;
  if (provenance.source.empty()) provenance.source = parameter.value.source;
  if (!provenance.verified) provenance.verified = parameter.value.verified;
  return Line()
      .strong(words.text(parameter.text, parameter.id) + ": ")
      .add(with_provenance(words, std::move(text), provenance));
}

Line norm_line(const ModelWords& words, const Table& table, const Norm& norm) {
  Line line;
  std::string name = norm.id.empty() ? "" : words.text(norm.text, norm.id);
  if (table.choose == Table::Choose::item && norm.text.empty()) {
    const Item* item = words.find_item(table.item);
    const AnswerSet* set = item == nullptr ? nullptr : words.model().find_set(item->set);
    for (const Option& option : set == nullptr ? std::vector<Option>() : set->options) {
      if (option.code == norm.id) name = words.text(option.text, option.code);
    }
  }
  if (norm.from) name += words.tell(", from ", ", fra ") + words.day(*norm.from);
  if (norm.until) name += words.tell(" until ", " til og med ") + words.day(*norm.until);
  if (!name.empty()) line.strong(name + ": ");
  TableRows rows;
  for (const Norm::Row& row : norm.rows) rows.push_back({row.from.value, row.value.value});
  return line.add(with_provenance(words, words.rows(rows), norm.provenance));
}

}  // namespace

Part numbers_part(const ModelWords& words) {
  const Instrument& model = words.model();
  Part part;
  part.heading = words.tell("Numbers that the scoring uses", "Tal, som beregningen bruger");
  std::vector<Line> parameters;
  for (const Parameter& parameter : model.parameters()) {
    parameters.push_back(parameter_line(words, parameter));
  }
  add_section(part, words.tell("Chosen for this version", "Valgt for denne udgave"),
              std::move(parameters));
  for (const Table& table : model.tables()) {
    Part section;
    section.heading = words.tell("Table: ", "Tabel: ") + words.text(table.text, table.id);
    if (table.choose == Table::Choose::date) {
      section.paragraph(words.tell(
          "The day of the assessment chooses the rows. Without that day the result is the range "
          "over all of them.",
          "Dagen for vurderingen vælger rækkerne. Uden den dag er resultatet spændet over dem "
          "alle."));
    } else if (const Item* item = words.find_item(table.item)) {
      section.paragraph(
          words.tell("The rows are chosen by the answer to ", "Rækkerne vælges af svaret på ") +
          words.question(*item) + ".");
    }
    std::vector<Line> norms;
    for (const Norm& norm : table.norms) norms.push_back(norm_line(words, table, norm));
    section.bullets(std::move(norms));
    if (const std::string from = words.provenance(table.provenance); !from.empty()) {
      section.paragraph(capitalised(from) + ".");
    }
    part.sections.push_back(std::move(section));
  }
  std::vector<Line> earlier;
  for (const EarlierInput& input : model.earlier()) {
    Line line;
    line.strong(words.text(input.text, input.id) + ": ");
    earlier.push_back(line.add(words.earlier(input) + "."));
  }
  add_section(part,
              words.tell("From earlier assessments of the same person",
                         "Fra tidligere vurderinger af samme person"),
              std::move(earlier));
  return part;
}

Part outcomes_part(const ModelWords& words) {
  Part part;
  part.heading = words.tell("Further outcomes", "Flere resultater");
  for (const FurtherOutcome& outcome : words.model().outcomes()) {
    Part section;
    section.heading = words.text(outcome.text, outcome.id);
    add_levels(section, words, outcome.levels, outcome.id);
    section.bullets(rule_lines(words, outcome.levels, outcome.rules));
    part.sections.push_back(std::move(section));
  }
  return part;
}

std::vector<Line> class_lines(const ModelWords& words, const InstrumentClasses& classes) {
  std::vector<Line> lines;
  for (const NominalClass& one : classes.list) {
    Line line;
    line.strong(words.text(one.label, one.id) + ": ");
    line.add(
        (one.when == nullptr ? words.tell("otherwise", "ellers") : words.condition(*one.when)) +
        ".");
    if (!one.text.empty()) line.add(" ").add(one.text, words.language());
    lines.push_back(std::move(line));
  }
  return lines;
}

Part classes_part(const ModelWords& words) {
  Part part;
  part.heading = words.tell("Classes", "Klasser");
  for (const InstrumentClasses& classes : words.model().classes()) {
    Part section;
    section.heading = words.text(classes.text, classes.id);
    section.paragraph(classes.is_exactly_one
                          ? words.tell("Every complete form has exactly one of these:",
                                       "Enhver fuld besvarelse har netop én af disse:")
                          : words.tell("The first of these whose condition holds:",
                                       "Den første af disse, hvis betingelse er opfyldt:"));
    section.bullets(class_lines(words, classes));
    part.sections.push_back(std::move(section));
  }
  return part;
}

Part opinions_part(const ModelWords& words) {
  Part part;
  part.heading = words.tell("Opinions beside the level", "Delvurderinger");
  std::vector<Line> lines;
  for (const Opinion& opinion : words.model().opinions()) {
    std::vector<std::string> levels;
    if (const AnswerSet* set = words.model().find_set(opinion.set)) {
      for (const Option& option : set->options) {
        levels.push_back(words.text(option.text, option.code));
      }
    }
    Line line;
    line.strong(words.text(opinion.text, opinion.id) + ": ").add(join(levels, ", ") + ".");
    if (opinion.is_required) {
      line.add(words.tell(" Required with a judgement.", " Kræves ved en vurdering."));
    }
    lines.push_back(std::move(line));
  }
  if (!lines.empty()) {
    part.paragraph(
        words.tell("The professional gives them with the judgement; they change no "
                   "level.",
                   "Fagpersonen giver dem sammen med vurderingen; de ændrer intet "
                   "niveau."));
  }
  part.bullets(std::move(lines));
  return part;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
