// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/record.hpp"

#include "instrument/explanation_json.hpp"
#include "instrument/record_digest.hpp"

namespace vaern {
inline namespace v1 {

namespace {

void write_level(CanonicalWriter& json, std::string_view key, const Levels& levels,
                 const std::optional<std::uint32_t>& level) {
  if (level) {
    json.text(key, levels.list[*level].id);
  } else {
    json.null(key);
  }
}

void write_levels(CanonicalWriter& json, std::string_view key, const Levels& levels,
                  LevelSet possible) {
  json.begin_list(key);
  for (const std::uint32_t level : levels_of(possible)) json.text(levels.list[level].id);
  json.end_list();
}

void write_range(CanonicalWriter& json, const Levels& levels, std::uint32_t low,
                 std::uint32_t high) {
  json.begin_list("range").text(levels.list[low].id).text(levels.list[high].id).end_list();
}

void write_number(CanonicalWriter& json, std::string_view key,
                  const std::optional<Rational>& value) {
  if (value) {
    json.number(key, *value);
  } else {
    json.null(key);
  }
}

void write_value(CanonicalWriter& json, const Instrument& model, const Item& item, Code code) {
  if (item.type == ItemType::number) {
    json.number(item.from + item.step * Rational(code));
  } else {
    json.text(model.code_text(item, code));
  }
}

/// The answer to an item's second question, which is asked after a yes.
std::string_view second_text(const Item& item, InputId second, Code code, std::string& within) {
  if (code == 0) return "no";
  if (second != item.within) return "yes";
  within = item.ask_when_known->to_string();
  return within;
}

/// Every item in declared order: its answer, or why it is missing.
void write_responses(CanonicalWriter& json, const Score& score) {
  const Instrument& model = *score.instrument;
  const auto missing = [&](InputId input) {
    json.begin_map().text("missing", to_string(score.responses.reasons()[input])).end_map();
  };
  json.begin_map("responses");
  for (const Item& item : model.items()) {
    const Code code = score.responses.codes()[item.input];
    json.key(item.id);
    if (code == missing_code) {
      missing(item.input);
    } else if ((item.within || item.habitual) && code == 1) {
      json.begin_map().text("value", "yes");
      for (const std::optional<InputId>& second : {item.within, item.habitual}) {
        if (!second) continue;
        json.key(second == item.within ? "within" : "habitual");
        const Code answer = score.responses.codes()[*second];
        std::string within;
        if (answer == missing_code) {
          missing(*second);
        } else {
          json.text(second_text(item, *second, answer, within));
        }
      }
      json.end_map();
    } else {
      write_value(json, model, item, code);
    }
  }
  json.end_map();
}

/// The earlier assessments as given, and what was taken from them; nothing in a model without.
void write_earlier(CanonicalWriter& json, const Score& score) {
  json.begin_map("earlier");
  if (!score.instrument->earlier().empty()) {
    json.key("assessments");
    if (!score.earlier) {
      json.null();
    } else {
      json.begin_list();
      for (const EarlierAssessment& one : *score.earlier) {
        json.begin_map().text("assessed", one.assessed.to_string()).begin_map("scales");
        for (const auto& [scale, value] : one.scales) {
          if (value) {
            json.number(scale, *value);
          } else {
            json.text(scale, "none");
          }
        }
        json.end_map().end_map();
      }
      json.end_list();
    }
    json.begin_map("values");
    for (const EarlierValue& value : score.earlier_values) {
      json.begin_map(value.id);
      write_number(json, "value", value.value);
      json.begin_list("rests_on");
      for (const auto& [date, reported] : value.rests_on) json.text(date.to_string());
      json.end_list().end_map();
    }
    json.end_map();
  }
  json.end_map();
}

void write_parameters(CanonicalWriter& json, const Instrument& model) {
  json.begin_map("parameters");
  for (const Parameter& parameter : model.parameters()) {
    json.number(parameter.id, parameter.value.value);
  }
  json.end_map();
}

void write_scales(CanonicalWriter& json, const Score& score) {
  json.begin_list("scales");
  for (std::size_t i = 0; i < score.scales.size(); ++i) {
    const ScaleRow& row = score.scales[i];
    json.begin_map().text("id", score.instrument->scales()[i].id);
    const auto number = [&](std::string_view key, bool there, const Rational& value) {
      write_number(json, key, there ? std::optional(value) : std::nullopt);
    };
    number("value", row.has_value, row.value);
    json.boolean("imputed", row.is_imputed);
    number("lowest", row.has_bounds, row.lowest);
    number("highest", row.has_bounds, row.highest);
    json.boolean("lowest_attained", row.lowest_attained);
    json.boolean("highest_attained", row.highest_attained);
    json.integer("answered", row.answered).integer("missing", row.missing).end_map();
  }
  json.end_list();
}

/// What a completion says where the form is silent.
void write_witness(CanonicalWriter& json, std::string_view key, const Score& score,
                   const std::optional<Witness>& witness) {
  json.key(key);
  if (!witness) {
    json.null();
    return;
  }
  const Instrument& model = *score.instrument;
  json.begin_map();
  const std::vector<Input>& inputs = model.program().program().inputs;
  for (InputId input = 0; input < inputs.size(); ++input) {
    const Code code = (*witness)[input];
    if (score.responses.is_answered(input) || code == not_applicable_code) continue;
    const InputOrigin& origin = model.origin(input);
    json.key(inputs[input].name);
    if (origin.kind == InputOrigin::Kind::norm) {
      json.text(model.tables()[origin.index].norms[code].id);
    } else if (origin.kind == InputOrigin::Kind::earlier) {
      json.number(inputs[input].values[code]);
    } else if (origin.kind == InputOrigin::Kind::item) {
      write_value(json, model, model.items()[origin.index], code);
    } else {
      std::string within;
      json.text(second_text(model.items()[origin.index], input, code, within));
    }
  }
  json.end_map();
}

void write_truths(CanonicalWriter& json, std::string_view key,
                  const std::vector<NamedTruth>& truths, std::string_view unknown) {
  json.begin_map(key);
  for (const NamedTruth& named : truths) {
    json.text(named.id, named.truth == Truth::unknown ? unknown : to_string(named.truth));
  }
  json.end_map();
}

void write_level_map(CanonicalWriter& json, const Levels& levels, const LevelScore& made) {
  write_level(json, "cut_off", levels, made.cut_off_level);
  write_level(json, "computed", levels, made.computed);
  write_range(json, levels, made.low, made.high);
  write_levels(json, "possible", levels, made.possible);
  json.boolean("certain", made.low == made.high).boolean("attained", made.is_exact);
}

void write_decisive(CanonicalWriter& json, const std::vector<DecisiveItem>& decisive,
                    std::string_view moves) {
  json.begin_list("decisive");
  for (const DecisiveItem& item : decisive) {
    json.begin_map().text("item", item.item).boolean("settles_alone", item.settles_alone);
    json.boolean(moves, item.moves_an_end).integer("spanned", item.spanned).end_map();
  }
  json.end_list();
}

/// What completions reach the ends of the range, and which answers decide.
void write_ends(CanonicalWriter& json, const Score& score, const LevelScore& made) {
  json.begin_map("witnesses");
  write_witness(json, "lowest", score, made.lowest_witness);
  write_witness(json, "highest", score, made.highest_witness);
  json.end_map();
  write_decisive(json, made.decisive, "moves_an_end");
}

void write_outcomes(CanonicalWriter& json, const Score& score) {
  json.begin_map("outcomes");
  for (std::size_t i = 0; i < score.outcomes.size(); ++i) {
    const FurtherScore& made = score.outcomes[i];
    json.begin_map(made.id);
    write_truths(json, "rules", made.rules, "unknown");
    write_level_map(json, score.instrument->outcomes()[i].levels, made);
    write_ends(json, score, made);
    json.end_map();
  }
  json.end_map();
}

void write_class_ids(CanonicalWriter& json, const InstrumentClasses& classes, LevelSet possible) {
  json.begin_list("possible");
  for (const std::uint32_t one : levels_of(possible)) json.text(classes.list[one].id);
  json.end_list();
}

void write_classes(CanonicalWriter& json, const Score& score) {
  json.begin_map("classes");
  for (std::size_t i = 0; i < score.classes.size(); ++i) {
    const ClassScore& made = score.classes[i];
    const InstrumentClasses& classes = score.instrument->classes()[i];
    json.begin_map(made.id);
    write_class_ids(json, classes, made.possible);
    json.boolean("certain", made.is_certain()).boolean("attained", made.is_exact);
    json.begin_map("witnesses");
    for (std::size_t c = 0; c < made.witnesses.size(); ++c) {
      if (made.witnesses[c]) write_witness(json, classes.list[c].id, score, made.witnesses[c]);
    }
    json.end_map();
    write_decisive(json, made.decisive, "excludes_one");
    json.end_map();
  }
  json.end_map();
}

void write_judgement(CanonicalWriter& json, const Score& score) {
  const Levels& levels = score.instrument->levels();
  json.key("judgement");
  if (!score.judged) {
    json.null();
  } else {
    const JudgedLevel& judged = *score.judged;
    json.begin_map().text("level", levels.list[judged.level].id);
    json.text("reason", judged.given.reason);
    if (!judged.given.by.empty()) json.text("by", judged.given.by);
    if (!judged.given.second.empty()) json.text("second", judged.given.second);
    json.boolean("lowered", judged.is_lowered).boolean("overruled", judged.is_overruled);
    json.end_map();
  }
  if (!score.opinions.empty()) {
    json.begin_map("opinions");
    for (std::size_t i = 0; i < score.opinions.size(); ++i) {
      const OpinionScore& opinion = score.opinions[i];
      const AnswerSet& set = *score.instrument->find_set(score.instrument->opinions()[i].set);
      if (opinion.given) {
        json.text(opinion.id, set.options[*opinion.given].code);
      } else {
        json.null(opinion.id);
      }
    }
    json.end_map();
  }
  write_level(json, "in_force", levels, score.in_force);
  write_levels(json, "possible_after", levels, score.possible_after);
}

void write_side_level(CanonicalWriter& json, const Levels& levels, const SideScore::Levels& made) {
  json.begin_map();
  write_level(json, "computed", levels, made.computed);
  write_range(json, levels, made.low, made.high);
  write_levels(json, "possible", levels, made.possible);
  json.end_map();
}

/// What another model says of the same answers.
void write_side(CanonicalWriter& json, const SideScore& side) {
  const Instrument& model = *side.instrument;
  if (!side.faults.empty()) {
    json.begin_list("faults");
    for (const std::string& fault : side.faults) json.text(fault);
    json.end_list();
    return;
  }
  json.begin_map("scales");
  for (std::size_t i = 0; i < side.scales.size(); ++i) {
    write_number(json, model.scales()[i].id, side.scales[i]);
  }
  json.end_map();
  if (side.level) {
    json.key("level");
    write_side_level(json, model.levels(), *side.level);
  }
  if (!side.outcomes.empty()) {
    json.begin_map("outcomes");
    for (std::size_t i = 0; i < side.outcomes.size(); ++i) {
      json.key(model.outcomes()[i].id);
      write_side_level(json, model.outcomes()[i].levels, side.outcomes[i]);
    }
    json.end_map();
  }
  if (!side.classes.empty()) {
    json.begin_map("classes");
    for (std::size_t i = 0; i < side.classes.size(); ++i) {
      json.begin_map(model.classes()[i].id);
      write_class_ids(json, model.classes()[i], side.classes[i]);
      json.end_map();
    }
    json.end_map();
  }
}

void write_sides(CanonicalWriter& json, const Score& score) {
  if (score.without_sensitive) {
    json.begin_map("without_sensitive");
    write_side(json, *score.without_sensitive);
    json.end_map();
  }
  if (score.published) {
    const Instrument& model = *score.published->instrument;
    json.begin_map("published").text("id", model.head().id);
    json.text("version", model.head().version).text("meaning", model.meaning().to_string());
    write_side(json, *score.published);
    json.end_map();
  }
}

}  // namespace

std::string record_of(const Score& score) {
  const Instrument& model = *score.instrument;
  CanonicalWriter json;
  json.begin_map().text("schema", record_schema).integer("semantics", semantics_revision);
  json.begin_map("instrument").text("id", model.head().id).text("version", model.head().version);
  json.text("meaning", model.meaning().to_string()).text("text", model.text().to_string());
  json.end_map();
  if (score.wording) {
    json.begin_map("wording").text("reference", score.wording->reference);
    json.text("fingerprint", score.wording->fingerprint).end_map();
  }
  if (score.assessed) {
    json.text("assessed", score.assessed->to_string());
  } else {
    json.null("assessed");
  }
  write_responses(json, score);
  write_earlier(json, score);
  write_parameters(json, model);
  write_scales(json, score);
  write_truths(json, "gates", score.gates, "unknown");
  write_truths(json, "rules", score.rules, "unknown");
  if (score.has_levels) {
    json.begin_map("level");
    write_level_map(json, model.levels(), score);
    json.end_map();
    write_ends(json, score, score);
  } else {
    json.null("level");
  }
  if (!score.outcomes.empty()) write_outcomes(json, score);
  if (!score.classes.empty()) write_classes(json, score);
  write_truths(json, "flags", score.flags, "open");
  if (score.has_levels) write_judgement(json, score);
  write_sides(json, score);
  json.key("explanation");
  write_explanation(json, explain(score));
  json.end_map();

  std::string record = json.finish();
  const std::string digest = Fingerprint::of(record).to_string();
  record.resize(record.size() - 2);  // "}\n"
  return record.append(instrument::detail::digest_key).append(digest).append("\"}\n");
}

}  // namespace v1
}  // namespace vaern
