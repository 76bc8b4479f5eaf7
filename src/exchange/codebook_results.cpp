// SPDX-License-Identifier: Apache-2.0
#include "exchange/codebook_maker.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

using Kind = TableColumn::Kind;
using Type = CodebookColumn::Type;

/// As one line.
std::string sentences(const std::vector<std::string>& list) { return join(list, " "); }

}  // namespace

/// From none to `most`.
void CodebookResults::set_count(CodebookColumn& made, std::size_t most) {
  set_range(made, 0, Rational(static_cast<std::int64_t>(most)), 1);
}

/// Yes, no, and open beside them.
void CodebookResults::set_truth(CodebookColumn& made) {
  set_yes_no(made);
  made.values.push_back(
      {std::nullopt, "open", said("open: answers are missing", "åben: der mangler svar")});
}

Both CodebookResults::lowest(const Both& name) {
  return behind(name, said(", lowest still possible", ", laveste mulige"));
}

Both CodebookResults::highest(const Both& name) {
  return behind(name, said(", highest still possible", ", højeste mulige"));
}

void CodebookResults::describe(CodebookColumn& made) const {
  const TableColumn& of = made.column;
  switch (of.kind) {
    case Kind::scale:
    case Kind::scale_low:
    case Kind::scale_high:
    case Kind::scale_missing:
    case Kind::scale_imputed:
      return scale(made, model_.scales()[of.index]);
    case Kind::level:
    case Kind::level_low:
    case Kind::level_high:
    case Kind::level_certain:
    case Kind::level_computed:
      return level(made, levels_of(of.outcome));
    case Kind::rule:
      return rule(made, levels_of(of.outcome), rules_of(of.outcome)[of.index]);
    case Kind::classes:
    case Kind::classes_possible:
      return classes(made, model_.classes()[of.index]);
    case Kind::flag:
      return flag(made, model_.flags()[of.index]);
    case Kind::gate:
      return gate(made, model_.gates()[of.index]);
    case Kind::rejected:
      set_yes_no(made);
      made.label = said("The row has faults and no result", "Rækken har fejl og intet resultat");
      return;
    default:
      return missing(made);
  }
}

void CodebookResults::scale(CodebookColumn& made, const InstrumentScale& scale) const {
  const Both name = text(scale.text, scale.id);
  if (made.column.kind == Kind::scale_missing) {
    const Scale& program = model_.program().program().scales[scale.scale];
    set_count(made, program.terms.size() + (program.selector ? 1 : 0));
    made.label = behind(name, said(", answers missing", ", manglende svar"));
    return;
  }
  if (made.column.kind == Kind::scale_imputed) {
    set_yes_no(made);
    made.label = behind(name, said(", rests on the policy for missing answers",
                                   ", bygger på reglen for manglende svar"));
    return;
  }
  const Extent extent = extent_of(model_, scale.scale);
  made.type = extent.is_whole ? Type::whole : Type::number;
  made.lowest = extent.lowest;
  made.highest = extent.highest;
  if (made.column.kind == Kind::scale_low) {
    made.label = lowest(name);
  } else if (made.column.kind == Kind::scale_high) {
    made.label = highest(name);
  } else {
    made.label = name;
    made.formula = formula_text(model_, scale, columns_);
    made.formula_words =
        both([&](const ModelWords& words) { return sentences(words.scale_sentences(scale)); });
    made.note = both([&](const ModelWords& words) {
      const std::string from = words.provenance(scale.provenance);
      const std::string none = words.tell("empty: no value", "tom: ingen værdi");
      return from.empty() ? none : none + "; " + from;
    });
  }
}

const Levels& CodebookResults::levels_of(std::uint32_t outcome) const {
  return outcome == 0 ? model_.levels() : model_.outcomes()[outcome - 1].levels;
}

const std::vector<Rule>& CodebookResults::rules_of(std::uint32_t outcome) const {
  return outcome == 0 ? model_.rules() : model_.outcomes()[outcome - 1].rules;
}

void CodebookResults::level(CodebookColumn& made, const Levels& levels) const {
  const std::uint32_t outcome = made.column.outcome;
  const Both name =
      outcome == 0 ? said("Level", "Niveau")
                   : text(model_.outcomes()[outcome - 1].text, model_.outcomes()[outcome - 1].id);
  if (made.column.kind == Kind::level_certain) {
    set_yes_no(made);
    made.label = behind(name, said(", only one is possible", ", kun ét er muligt"));
    return;
  }
  made.type = Type::category;
  for (const Level& each : levels.list) add_value(made, each.id, text(each.label, each.id));
  if (made.column.kind == Kind::level_low) {
    made.label = lowest(name);
  } else if (made.column.kind == Kind::level_high) {
    made.label = highest(name);
  } else if (made.column.kind == Kind::level_computed) {
    made.label = behind(name, said(", computed", ", beregnet"));
    made.note = said(
        "of the reported value and the rules that are met; to be read with the lowest and the "
        "highest; empty: it cannot be told",
        "af den viste værdi og de regler, der er opfyldt; læses sammen med laveste og højeste; "
        "tom: det kan ikke afgøres");
  } else {
    made.label = behind(name, said(", where only one is possible", ", hvor kun ét er muligt"));
    made.formula = level_text(levels, outcome);
    made.formula_words = both([&](const ModelWords& words) { return level_words(words, levels); });
    made.note = said(
        "of the answers alone, before any judgement; empty: several are possible, see the lowest "
        "and the highest",
        "af svarene alene, før en faglig vurdering; tom: flere er mulige, se laveste og højeste");
  }
}

std::string CodebookResults::level_words(const ModelWords& words, const Levels& levels) const {
  const InstrumentScale* scale = find_scale(model_, levels.from);
  if (scale == nullptr) {
    return words.tell("Set by the rules; with no rule it is the lowest.",
                      "Sættes af reglerne; uden en regel er det det laveste.");
  }
  std::vector<std::string> parts;
  for (const Band& band : bands_of(words, levels, extent_of(model_, scale->scale))) {
    parts.push_back(band.label + ": " + band.extent);
  }
  return words.scale(levels.from) + ". " + join(parts, "; ") + ".";
}

/// "total: low, middle >= 1, high >= 2; then rules".
std::string CodebookResults::level_text(const Levels& levels, std::uint32_t outcome) const {
  std::string text;
  for (const Level& level : levels.list) {
    text += (text.empty() ? levels.from + (levels.from.empty() ? "" : ": ") : ", ") + level.id;
    if (level.cut_off) {
      text += (levels.is_falling ? " <= " : " >= ") + decimal_text(level.cut_off->value);
    }
  }
  for (const TableColumn& each : columns_) {
    if (each.kind != Kind::rule || each.outcome != outcome) continue;
    text += (each.index == 0 ? "; raised by " : ", ") + each.name;
  }
  return text;
}

void CodebookResults::rule(CodebookColumn& made, const Levels& levels, const Rule& rule) const {
  set_truth(made);
  made.label = behind(said("Rule: ", "Regel: "), text(rule.because, rule.id));
  made.formula = to_text(*rule.when);
  made.formula_words = both(
      [&](const ModelWords& words) { return plain(rule_lines(words, levels, {rule}).front()); });
}

void CodebookResults::flag(CodebookColumn& made, const Flag& flag) const {
  set_truth(made);
  made.label = behind(said("Flag: ", "Markering: "), text(flag.because, flag.id));
  made.formula = to_text(*flag.when);
  made.formula_words = both([&](const ModelWords& words) { return plain(flag_line(words, flag)); });
}

void CodebookResults::gate(CodebookColumn& made, const Gate& gate) const {
  set_truth(made);
  made.label = behind(said("Condition: ", "Betingelse: "), {gate.id, gate.id});
  made.formula = to_text(*gate.when);
  made.formula_words =
      both([&](const ModelWords& words) { return words.condition(*gate.when) + "."; });
}

void CodebookResults::classes(CodebookColumn& made, const InstrumentClasses& classes) const {
  const Both name = text(classes.text, classes.id);
  if (made.column.kind == Kind::classes_possible) {
    made.type = Type::text;
    made.label = behind(name, said(", all that are possible", ", alle mulige"));
    made.note = said("ids with a space between them", "id’er med et mellemrum imellem");
    return;
  }
  made.type = Type::category;
  made.label = name;
  made.note = said("empty: more than one is possible", "tom: mere end én er mulig");
  std::vector<std::string> parts;
  for (const NominalClass& one : classes.list) {
    add_value(made, one.id, text(one.label, one.id));
    parts.push_back(one.id + ": " + (one.when == nullptr ? "otherwise" : to_text(*one.when)));
  }
  made.formula = join(parts, "; ");
  made.formula_words = both([&](const ModelWords& words) {
    std::vector<std::string> lines;
    for (const Line& line : class_lines(words, classes)) lines.push_back(plain(line));
    return sentences(lines);
  });
}

void CodebookResults::missing(CodebookColumn& made) const {
  set_count(made, model_.program().program().inputs.size());
  if (made.column.kind == Kind::asked) {
    made.label = said("Questions that apply or may apply",
                      "Spørgsmål, der stilles eller kan skulle stilles");
    return;
  }
  made.label = said("Questions without an answer", "Spørgsmål uden svar");
  if (made.column.kind == Kind::missing) {
    made.note = said("those that apply or may apply; second questions and earlier values too",
                     "dem, der stilles eller kan skulle stilles; også andre spørgsmål og "
                     "tidligere værdier");
    return;
  }
  made.label = behind(behind(made.label, said(": ", ": ")),
                      missing_label(static_cast<MissingReason>(made.column.index)));
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
