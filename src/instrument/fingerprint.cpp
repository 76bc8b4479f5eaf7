// SPDX-License-Identifier: Apache-2.0
// Both fingerprints are over the checked model in declared order (S22): `meaning` over everything
// that can change a result, `text` over the words.
#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {
namespace {

void add_condition(FingerprintBuilder& hash, std::string_view name, const ConditionPtr& condition) {
  hash.begin(name);
  if (condition != nullptr) hash.add(to_text(*condition));
  hash.end();
}

std::string text_of(const std::optional<Rational>& number) {
  return number ? number->to_string() : std::string();
}

std::string text_of(const std::optional<Duration>& duration) {
  return duration ? duration->to_string() : std::string();
}

struct Hashes {
  const Instrument& model;
  const Program& program;
  FingerprintBuilder meaning;
  FingerprintBuilder text;

  void words(std::string_view name, const LocalizedText& localized) {
    text.begin(name);
    for (const auto& [tag, content] : localized) text.add(tag).add(content);
    text.end();
  }

  void head(const LocalizedText& outcome_note) {
    const ModelHead& of = model.head();
    meaning.add("vaern-instrument/2").add(of.id).add(of.version);
    text.add("vaern-instrument-text/2").add(of.id).add(of.version);
    words("title", of.title);
    words("description", of.description);
    words("intended_use", of.intended_use);
    words("not_for", of.not_for);
    words("outcome_note", outcome_note);
    words("outcome", model.evidence().outcome);
    words("evidence", model.evidence().note);
    if (of.licence) words("licence", of.licence->note);
    add_condition(meaning, "population", model.population());
    meaning.begin("assessor");
    for (const std::string& competence : model.required_competences()) meaning.add(competence);
    meaning.end();
  }

  void answers() {
    for (const AnswerSet& set : model.answer_sets()) {
      meaning.begin("answers").add(set.id).add(set.is_ordered ? "ordered" : "nominal");
      for (const Option& option : set.options) {
        meaning.add(option.code).add(text_of(option.points));
        words(option.code, option.text);
      }
      meaning.end();
    }
  }

  void items() {
    for (const Item& item : model.items()) {
      meaning.begin("item").add(item.id).add(static_cast<std::int64_t>(item.type)).add(item.set);
      meaning.add(item.from.to_string()).add(item.to.to_string()).add(item.step.to_string());
      meaning.add(item.is_scored ? "scored" : "asked").add(item.is_asked_of_assessor ? "a" : "p");
      meaning.add(item.is_reversed ? "reversed" : "").add(item.habitual ? "habit" : "");
      meaning.add(item.is_sensitive ? "sensitive" : "").add(text_of(item.ask_when_known));
      add_condition(meaning, "asked_when", item.asked_when);
      meaning.end();
      words(item.id, item.text);
    }
  }

  /// Parameters are in what reads them; their own texts and values stand for those that know them.
  void given() {
    for (const Parameter& parameter : model.parameters()) {
      meaning.begin("parameter").add(parameter.id).add(parameter.value.value.to_string()).end();
      words(parameter.id, parameter.text);
    }
    for (const EarlierInput& input : model.earlier()) {
      meaning.begin("earlier").add(input.id).add(input.of);
      meaning.add(static_cast<std::int64_t>(input.take));
      meaning.add(input.last ? std::to_string(*input.last) : "").add(text_of(input.within));
      meaning.add(input.from.to_string()).add(input.to.to_string()).add(input.step.to_string());
      meaning.add(input.rounding ? to_string(*input.rounding) : "").end();
      words(input.id, input.text);
    }
    for (const Consistent& each : model.consistent()) {
      meaning.begin("consistent").add(each.id);
      add_condition(meaning, "must", each.must);
      meaning.end();
      words(each.id, each.because);
    }
    for (const Table& table : model.tables()) {
      meaning.begin("table").add(table.id).add(static_cast<std::int64_t>(table.choose));
      meaning.add(table.item);
      words(table.id, table.text);
      for (const Norm& norm : table.norms) {
        meaning.begin("norm").add(norm.id);
        meaning.add(norm.from ? norm.from->to_string() : "");
        meaning.add(norm.until ? norm.until->to_string() : "");
        for (const Norm::Row& row : norm.rows) {
          meaning.add(row.from.value.to_string()).add(row.value.value.to_string());
        }
        meaning.end();
        words(norm.id, norm.text);
      }
      meaning.end();
    }
  }

  void missing(const MissingPolicy& policy) {
    meaning.begin("missing").add(static_cast<std::int64_t>(policy.kind));
    meaning.add(policy.at_most ? std::to_string(*policy.at_most) : "");
    for (const MissingPolicy::AtLeast& limit : policy.at_least) {
      meaning.begin("at_least").add(static_cast<std::int64_t>(limit.n));
      for (const std::uint32_t t : limit.terms) meaning.add(static_cast<std::int64_t>(t));
      meaning.end();
    }
    for (const Code code : policy.counted) meaning.add(static_cast<std::int64_t>(code));
    for (const TableRows& rows : policy.tables) {
      meaning.begin("table");
      for (const TableRow& row : rows) {
        meaning.add(row.from.to_string()).add(row.value.to_string());
      }
      meaning.end();
    }
    meaning.end();
  }

  void scales() {
    for (const InstrumentScale& made_scale : model.scales()) {
      const Scale& scale = program.scales[made_scale.scale];
      meaning.begin("scale").add(scale.name).add(static_cast<std::int64_t>(scale.aggregate));
      meaning.add(scale.at_or_above.to_string());
      meaning.add(made_scale.lookup_of).add(made_scale.lookup_in);
      for (const Term& term : scale.terms) {
        meaning.add(term.is_scale ? program.scales[term.id].name : program.inputs[term.id].name);
        meaning.add(term.weight.to_string());
      }
      meaning.begin("then");
      for (const Step& step : scale.steps) {
        meaning.add(static_cast<std::int64_t>(step.kind)).add(step.operand.to_string());
        meaning.add(to_string(step.rounding)).add(text_of(step.from)).add(text_of(step.to));
      }
      meaning.end();
      missing(scale.missing);
      meaning.end();
      words(scale.name, made_scale.text);
    }
    for (const Gate& gate : model.gates()) add_condition(meaning.add("gate"), gate.id, gate.when);
  }

  void levels(const Levels& of) {
    meaning.begin("levels").add(of.from).add(of.is_falling ? "f" : "r");
    for (const Level& level : of.list) {
      meaning.add(level.id).add(level.cut_off ? level.cut_off->value.to_string() : "");
      words(level.id, level.label);
      words(level.id, level.text);
    }
    meaning.end();
  }

  void rules(const std::vector<Rule>& list) {
    for (const Rule& rule : list) {
      meaning.begin("rule").add(rule.id);
      add_condition(meaning, "when", rule.when);
      meaning.add(rule.raise_to ? static_cast<std::int64_t>(*rule.raise_to) : -1);
      meaning.add(static_cast<std::int64_t>(rule.raise_by));
      meaning.add(rule.floor ? static_cast<std::int64_t>(*rule.floor) : -1).end();
      words(rule.id, rule.because);
    }
  }

  void outcomes() {
    levels(model.levels());
    rules(model.rules());
    for (const FurtherOutcome& outcome : model.outcomes()) {
      meaning.begin("outcome").add(outcome.id);
      levels(outcome.levels);
      rules(outcome.rules);
      meaning.end();
      words(outcome.id, outcome.text);
    }
    for (const InstrumentClasses& classes : model.classes()) {
      meaning.begin("classes").add(classes.id).add(classes.is_exactly_one ? "one" : "first");
      for (const NominalClass& each : classes.list) {
        add_condition(meaning, each.id, each.when);
        words(each.id, each.label);
        words(each.id, each.text);
      }
      meaning.end();
      words(classes.id, classes.text);
    }
    for (const Flag& flag : model.flags()) {
      add_condition(meaning.add("flag"), flag.id, flag.when);
      words(flag.id, flag.because);
    }
    meaning.add(static_cast<std::int64_t>(model.judgement()));
    for (const Opinion& opinion : model.opinions()) {
      meaning.begin("opinion").add(opinion.id).add(opinion.set);
      meaning.add(opinion.is_required ? "required" : "").end();
      words(opinion.id, opinion.text);
    }
  }
};

}  // namespace

void InstrumentLoader::fingerprint() {
  Hashes hashes{*made, made->program().program(), {}, {}};
  hashes.head(made->outcome_note_);
  hashes.answers();
  hashes.items();
  hashes.given();
  hashes.scales();
  hashes.outcomes();
  made->meaning_ = hashes.meaning.finish();
  made->text_ = hashes.text.finish();
}

}  // namespace v1
}  // namespace vaern
