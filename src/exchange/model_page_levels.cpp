// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exchange/model_page.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

std::string judgement_words(const ModelWords& words) {
  switch (words.model().judgement()) {
    case JudgementPolicy::lower_never:
      return words.tell(
          "A professional may judge the level to be higher, with a reason. A lower judgement is "
          "recorded and does not lower the level.",
          "En fagperson kan vurdere niveauet højere med en begrundelse. En lavere vurdering "
          "noteres, men sænker ikke niveauet.");
    case JudgementPolicy::lower_with_reason:
      return words.tell(
          "A professional may judge the level to be higher or lower, with a reason. A lowered "
          "level lapses when the answers change.",
          "En fagperson kan vurdere niveauet højere eller lavere med en begrundelse. Et sænket "
          "niveau bortfalder, når svarene ændrer sig.");
    case JudgementPolicy::lower_second_person:
      return words.tell(
          "A professional may judge the level to be higher, with a reason, and lower when a "
          "second person agrees. A lowered level lapses when the answers change.",
          "En fagperson kan vurdere niveauet højere med en begrundelse og lavere, når en anden "
          "person er enig. Et sænket niveau bortfalder, når svarene ændrer sig.");
    case JudgementPolicy::decides:
      break;
  }
  return words.tell(
      "The professional decides the level and gives a reason; nothing is computed. A rule that "
      "holds is a floor.",
      "Fagpersonen fastsætter niveauet og begrunder det; intet beregnes. En regel, der gælder, er "
      "en nedre grænse.");
}

std::string raises_words(const ModelWords& words, const Levels& levels, const Rule& rule) {
  const auto level = [&](std::uint32_t index) { return levels.label(index, words.language()); };
  if (rule.raise_to) {
    return words.tell("Raises to ", "Hæver til ") + level(*rule.raise_to) + ".";
  }
  std::string text =
      words.tell("Raises by ", "Hæver ") + std::to_string(rule.raise_by) +
      (rule.raise_by == 1 ? words.tell(" level", " niveau") : words.tell(" levels", " niveauer"));
  if (rule.floor) text += words.tell(", at least to ", ", mindst til ") + level(*rule.floor);
  return text + ".";
}

Line provenance_after(Line line, const ModelWords& words, const Provenance& provenance) {
  if (std::string from = words.provenance(provenance); !from.empty()) {
    line.add(" (" + from + ")");
  }
  return line;
}

}  // namespace

const InstrumentScale* find_scale(const Instrument& model, std::string_view id) {
  for (const InstrumentScale& scale : model.scales()) {
    if (scale.id == id) return &scale;
  }
  return nullptr;
}

void add_levels(Part& part, const ModelWords& words, const Levels& levels, std::string_view id) {
  const Instrument& model = words.model();
  std::vector<Band> bands;
  if (const InstrumentScale* scale = find_scale(model, levels.from)) {
    const Extent extent = extent_of(model, scale->scale);
    bands = bands_of(words, levels, extent);
    part.paragraph(
        words.tell("The level is the band that ", "Niveauet er det interval, ") +
        words.scale(levels.from) +
        words.tell(levels.is_falling ? " is in: each level holds at its number and below it."
                                     : " is in: each level holds from its number up.",
                   levels.is_falling ? " ligger i: hvert niveau gælder ved sit tal og under det."
                                     : " ligger i: hvert niveau gælder fra sit tal og opefter."));
    Picture picture = cut_off_picture(words, words.text(scale->text, scale->id), bands, extent, id);
    std::vector<Line> under;
    if (std::any_of(bands.begin(), bands.end(), [](const Band& b) { return b.is_unverified; })) {
      under.push_back(
          words.tell("A dashed line: nobody has checked the number against the source yet.",
                     "En stiplet linje: ingen har endnu kontrolleret tallet mod kilden."));
    }
    part.picture(std::move(picture.svg), std::move(picture.in_words), std::move(under));
  } else if (model.judgement() != JudgementPolicy::decides) {
    part.paragraph(words.tell("The level is set by the rules below; with no rule it is the lowest.",
                              "Niveauet sættes af reglerne nedenfor; uden en regel er det det "
                              "laveste."));
  }
  std::vector<std::vector<Line>> rows;
  for (std::size_t i = 0; i < levels.list.size(); ++i) {
    const Level& level = levels.list[i];
    Line says;
    if (!level.text.empty()) says.add(level.text, words.language());
    std::string holds = bands.empty() ? "" : bands[i].extent;
    for (const Parameter& parameter : model.parameters()) {
      if (parameter.id != level.cut_off_parameter) continue;
      holds += " (" + words.quoted(words.text(parameter.text, parameter.id)) + ")";
    }
    if (!bands.empty() && level.cut_off && !level.cut_off->source.empty()) {
      holds += " (" + words.provenance({level.cut_off->source, level.cut_off->verified, {}}) + ")";
    }
    Line label;
    const Said said = words.level_label(levels, level);
    label.runs.push_back({said.text, true, said.tag});
    rows.push_back({label, holds, says});
    if (bands.empty()) rows.back().erase(rows.back().begin() + 1);
  }
  std::vector<std::string> columns{words.tell("Level, lowest first", "Niveau, laveste først"),
                                   words.tell("Holds at", "Gælder ved"),
                                   words.tell("What it says", "Hvad det siger")};
  if (bands.empty()) columns.erase(columns.begin() + 1);
  part.table("", std::move(columns), std::move(rows));
  if (std::string from = words.provenance(levels.provenance); !from.empty()) {
    part.paragraph(words.tell("Cut-offs: ", "Grænser: ") + from + ".");
  }
}

std::vector<Line> rule_lines(const ModelWords& words, const Levels& levels,
                             const std::vector<Rule>& rules) {
  std::vector<Line> lines;
  for (const Rule& rule : rules) {
    Line line;
    line.strong(raises_words(words, levels, rule));
    line.add(words.tell(" When: ", " Når: ") + words.condition(*rule.when) + ". ");
    line.add(rule.because, words.language());
    lines.push_back(provenance_after(std::move(line), words, rule.provenance));
  }
  return lines;
}

Part levels_part(const ModelWords& words) {
  const Instrument& model = words.model();
  Part part;
  part.heading = words.tell("Levels", "Niveauer");
  if (model.levels().list.empty()) {
    part.paragraph(words.tell("The instrument gives no level.", "Redskabet giver intet niveau."));
  } else {
    add_levels(part, words, model.levels(), "levels");
    part.paragraph(judgement_words(words));
    part.paragraph(words.tell(
        "While answers are missing, the result is the range of levels that they can still lead to.",
        "Så længe der mangler svar, er resultatet de niveauer, som svarene endnu kan føre til."));
  }
  if (!model.outcome_note().empty()) {
    Line note;
    const auto choice = model.outcome_note().choose(words.language());
    note.runs.push_back(
        {std::string(choice.text), true,
         choice.tag == language_tag(words.language()) ? std::string() : std::string(choice.tag)});
    part.paragraph(note);
  }
  return part;
}

Part rules_part(const ModelWords& words) {
  const Instrument& model = words.model();
  Part part;
  part.heading = words.tell("Rules that raise the level", "Regler, der hæver niveauet");
  part.bullets(rule_lines(words, model.levels(), model.rules()));
  return part;
}

Part gates_part(const ModelWords& words) {
  Part part;
  part.heading = words.tell("Conditions with a name", "Betingelser med navn");
  std::vector<Line> gates;
  for (const Gate& gate : words.model().gates()) {
    gates.push_back(Line().strong(gate.id + ": ").add(words.condition(*gate.when) + "."));
  }
  part.bullets(std::move(gates));
  return part;
}

Line flag_line(const ModelWords& words, const Flag& flag) {
  Line line;
  line.add(words.tell("When: ", "Når: ") + words.condition(*flag.when) + ". ");
  line.add(flag.because, words.language());
  return provenance_after(std::move(line), words, flag.provenance);
}

Part flags_part(const ModelWords& words) {
  Part part;
  part.heading = words.tell("Flags", "Markeringer");
  std::vector<Line> lines;
  for (const Flag& flag : words.model().flags()) lines.push_back(flag_line(words, flag));
  if (!lines.empty()) {
    part.paragraph(words.tell("A flag is said beside the level and does not change it.",
                              "En markering står ved siden af niveauet og ændrer det ikke."));
  }
  part.bullets(std::move(lines));
  return part;
}

Part unverified_part(const ModelWords& words) {
  const Instrument& model = words.model();
  std::vector<std::string> unverified;
  std::vector<std::string> unsaid;
  bool is_any_checked = false;
  const auto add = [&](const std::optional<bool>& verified, const std::string& what) {
    if (verified == false) unverified.push_back(what);
    if (!verified) unsaid.push_back(what);
    is_any_checked = is_any_checked || verified == true;
  };
  const auto add_marked = [&](const std::optional<bool>& verified, const std::string& what) {
    if (verified) add(verified, what);
  };
  // A rule and a flag by what they say to people; ids are for those who read YAML.
  const auto sentence = [&](const LocalizedText& text, const std::string& id) {
    std::string said = words.text(text, id);
    if (!said.empty() && said.back() == '.') said.pop_back();
    return words.quoted(said);
  };
  for (const Item& item : model.items()) {
    add_marked(item.provenance.verified, words.question(item));
  }
  for (const InstrumentScale& scale : model.scales()) {
    add(scale.provenance.verified, words.tell("how ", "hvordan ") + words.scale(scale.id) +
                                       words.tell(" is computed", " beregnes"));
  }
  const auto add_outcome = [&](const Levels& levels, const std::vector<Rule>& rules) {
    for (const Level& level : levels.list) {
      if (!level.cut_off || !level.cut_off_parameter.empty()) continue;  // named as a parameter
      add(level.cut_off->verified ? level.cut_off->verified : levels.provenance.verified,
          words.tell("the cut-off ", "grænsen ") + words.number(level.cut_off->value) +
              words.tell(" of ", " for ") + words.quoted(words.text(level.label, level.id)));
    }
    for (const Rule& rule : rules) {
      add(rule.provenance.verified,
          words.tell("the rule ", "reglen ") + sentence(rule.because, rule.id));
    }
  };
  add_outcome(model.levels(), model.rules());
  for (const FurtherOutcome& outcome : model.outcomes()) {
    add_outcome(outcome.levels, outcome.rules);
  }
  for (const Parameter& parameter : model.parameters()) {
    add(parameter.provenance.verified ? parameter.provenance.verified : parameter.value.verified,
        words.tell("the number ", "tallet ") +
            words.quoted(words.text(parameter.text, parameter.id)));
  }
  for (const Table& table : model.tables()) {
    for (const Norm& norm : table.norms) {
      std::string name = words.quoted(words.text(table.text, table.id));
      if (!norm.id.empty()) name += ", " + words.text(norm.text, norm.id);
      add(norm.provenance.verified ? norm.provenance.verified : table.provenance.verified,
          words.tell("the table ", "tabellen ") + name);
    }
  }
  for (const Flag& flag : model.flags()) {
    add_marked(flag.provenance.verified,
               words.tell("the flag ", "markeringen ") + sentence(flag.because, flag.id));
  }
  if (model.evidence().auc) {
    add(model.evidence().auc->verified,
        words.tell("the area under the ROC curve", "arealet under ROC-kurven"));
  }
  Part part;
  part.heading = words.tell("What is not checked", "Hvad der ikke er kontrolleret");
  const auto bullets = [&](std::string_view en, std::string_view da,
                           const std::vector<std::string>& list) {
    if (list.empty()) return;
    part.paragraph(words.tell(en, da));
    std::vector<Line> lines;
    for (const std::string& one : list) lines.push_back(capitalised(one) + ".");
    part.bullets(std::move(lines));
  };
  bullets("Not yet checked against the source:", "Endnu ikke kontrolleret mod kilden:", unverified);
  bullets("The model does not say whether these were checked:",
          "Modellen siger ikke, om disse er kontrolleret:", unsaid);
  if (part.is_empty() && is_any_checked) {
    part.paragraph(words.tell("Every number is marked as checked against its source.",
                              "Alle tal er mærket som kontrolleret mod deres kilde."));
  } else if (part.is_empty()) {
    part.paragraph(
        words.tell("There are no numbers to check.", "Der er ingen tal at kontrollere."));
  }
  return part;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
