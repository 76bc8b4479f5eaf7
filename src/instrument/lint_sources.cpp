// SPDX-License-Identifier: Apache-2.0
// Where the numbers come from, what a published instrument should say of itself, its words, and
// its examples.
#include <algorithm>
#include <array>

#include "instrument/linter.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern::instrument::detail {
namespace {

void join(std::string& list, std::string_view word) {
  list += (list.empty() ? "" : ", ") + std::string(word);
}

/// ASCII and the Danish letters.
std::string lower(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\xC3' && i + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[++i]);
      result += c;
      result += static_cast<char>(next >= 0x80 && next <= 0x9E ? next + 0x20 : next);
    } else {
      result += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
  }
  return result;
}

std::string_view found_word(const LocalizedText& text, std::span<const std::string_view> words) {
  for (const auto& [language, written] : text) {
    const std::string small = lower(written);
    for (const std::string_view word : words) {
      if (small.find(word) != std::string::npos) return word;
    }
  }
  return {};
}

constexpr std::array<std::string_view, 12> words_of_symptoms{
    "symptom", "depress", "anxiety", "angst",   "ptsd",       "stress disorder",
    "trivsel", "traume",  "trauma",  "diagnos", "well-being", "wellbeing"};

// What the Danish and European rules on data call sensitive, by the stems that labels use.
constexpr std::array<std::string_view, 37> words_of_sensitive{
    "religio",   "ethnic",   "etni",        "nationality",      "nationalitet", "immigra",
    "indvandr",  "asylum",   "asyl",        "residence permit", "opholds",      "homosexual",
    "homoseksu", "lesbi",    "transgender", "transkøn",         "disabilit",    "disabled",
    "handicap",  "hiv-",     "pregnan",     "gravid",           "suicid",       "selvmord",
    "self-harm", "selvskad", "psychiatr",   "psykiatri",        "psykisk",      "mental illness",
    "depress",   "deprim",   "alcohol",     "alkohol",          "drug",         "stoffer",
    "misbrug"};

bool ends_with_question(const LocalizedText& text) {
  return std::any_of(text.begin(), text.end(),
                     [](const auto& entry) { return entry.second.ends_with('?'); });
}

bool is_empty(const Evidence& evidence) {
  return evidence.outcome.empty() && !evidence.auc && evidence.denmark.empty() &&
         evidence.note.empty();
}

/// Two texts that are both there and are the same words.
bool alike(const LocalizedText& a, const LocalizedText& b) { return !a.empty() && a == b; }

}  // namespace

void Linter::check_numbers() {
  const auto check = [&](const std::string& part, const Provenance& provenance,
                         const SourceSpan& span, bool numbers_say, bool numbers_verified) {
    if (provenance.source.empty() && !numbers_say) {
      add_of_finished(codes::numbers_without_source, span, {{"part", part}});
    } else if (!provenance.verified && !numbers_verified && provenance.source != "local") {
      findings.add(codes::source_not_checked, span, {{"part", part}});
    }
  };
  for (const InstrumentScale& scale : instrument.scales()) {
    // What is looked up has the sources of its table.
    const bool is_lookup = !scale.lookup_in.empty();
    check(scale.id, scale.provenance, scale.span, is_lookup, is_lookup);
  }
  for (const Table& table : instrument.tables()) {
    const bool norms_say =
        std::all_of(table.norms.begin(), table.norms.end(),
                    [](const Norm& norm) { return !norm.provenance.source.empty(); });
    const bool norms_verified =
        std::all_of(table.norms.begin(), table.norms.end(),
                    [](const Norm& norm) { return norm.provenance.verified.has_value(); });
    check(table.id, table.provenance, table.span, norms_say, norms_verified);
  }
  for (const Parameter& parameter : instrument.parameters()) {
    check(parameter.id, parameter.provenance, parameter.span, !parameter.value.source.empty(),
          parameter.value.verified.has_value());
  }
  for (const LintedOutcome& outcome : outcomes) {
    const Levels& levels = *outcome.levels;
    for (const Rule& rule : *outcome.rules) {
      check(rule.id, rule.provenance, rule.span, false, false);
    }
    if (levels.from.empty()) continue;
    bool all_say = true;
    bool all_verified = true;
    for (const Level& level : levels.list) {
      if (!level.cut_off) continue;
      all_say = all_say && (!level.cut_off->source.empty() || !level.cut_off_parameter.empty());
      all_verified =
          all_verified && (level.cut_off->verified.has_value() || !level.cut_off_parameter.empty());
    }
    check(outcome.name, levels.provenance, levels.span, all_say, all_verified);
  }
}

void Linter::check_published() {
  const ModelHead& head = instrument.head();
  const auto licence = head.licence ? head.licence->class_ : std::nullopt;
  if (licence && licence != Licence::Class::a) {
    std::string keys;
    if (head.intended_use.empty()) join(keys, "intended_use");
    if (head.not_for.empty()) join(keys, "not_for");
    if (is_empty(instrument.evidence())) join(keys, "evidence");
    if (!keys.empty()) add_of_finished(codes::published_without, head.span, {{"keys", keys}});
  }
  if (instrument.outcome_note().empty() && !instrument.scales().empty() &&
      (!found_word(head.title, words_of_symptoms).empty() ||
       !found_word(instrument.evidence().outcome, words_of_symptoms).empty())) {
    findings.add(codes::screening_without_note, head.span);
  }
  if (!head.licence || head.licence->wording != Licence::Wording::labels_only) return;
  for (const Item& item : instrument.items()) {
    if (!ends_with_question(item.text)) continue;
    findings.add(codes::label_looks_like_question, item.span, {{"item", item.id}});
  }
}

void Linter::check_texts() {
  const std::vector<Item>& items = instrument.items();
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (!alike(items[i].text, items[j].text)) continue;
      findings
          .add(codes::items_alike, items[i].span, {{"item", items[i].id}, {"other", items[j].id}})
          .notes.push_back({&notes::first_here, items[j].span, {}});
      break;
    }
  }
  for (const LintedOutcome& outcome : outcomes) {
    const std::vector<Level>& levels = outcome.levels->list;
    for (std::size_t i = 0; i < levels.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (!alike(levels[i].label, levels[j].label)) continue;
        findings.add(codes::levels_alike, levels[i].span,
                     {{"level", levels[i].id}, {"other", levels[j].id}});
        break;
      }
    }
  }
  for (const AnswerSet& set : instrument.answer_sets()) {
    for (std::size_t i = 0; i < set.options.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (!alike(set.options[i].text, set.options[j].text)) continue;
        findings.add(codes::answers_alike, set.options[i].span,
                     {{"code", set.options[i].code}, {"other", set.options[j].code}});
        break;
      }
    }
  }
}

void Linter::check_sensitive() {
  const auto check = [this](const std::string& id, const LocalizedText& text,
                            const SourceSpan& span) {
    std::string_view word = found_word(text, words_of_sensitive);
    if (word.empty()) word = found_word(LocalizedText{{"id", id}}, words_of_sensitive);
    if (!word.empty()) {
      findings.add(codes::sensitive_unmarked, span, {{"item", id}, {"word", std::string(word)}});
    }
  };
  std::set<std::string, std::less<>> factors;
  for (const Item& item : instrument.items()) {
    if (item.is_sensitive || (!item.factor.empty() && !factors.insert(item.factor).second)) {
      continue;
    }
    check(item.factor.empty() ? item.id : item.factor, item.text, item.span);
  }
}

void Linter::check_examples() {
  const std::vector<Example>& examples = instrument.examples();
  if (examples.empty()) {
    add_of_finished(codes::no_examples, instrument.head().span);
    return;
  }
  std::map<std::string_view, const Example*> names;
  for (const Example& example : examples) {
    const auto [first, is_new] = names.emplace(example.name, &example);
    if (is_new) continue;
    findings.add(codes::example_named_twice, example.span, {{"name", example.name}})
        .notes.push_back({&notes::first_here, first->second->span, {}});
  }
  const auto is_incomplete = [](const Example& example) {
    return !example.others ||
           std::any_of(example.responses.begin(), example.responses.end(),
                       [](const RawAnswer& a) { return a.kind == RawAnswer::Kind::missing; });
  };
  if (std::none_of(examples.begin(), examples.end(), is_incomplete)) {
    findings.add(codes::no_incomplete_example, examples.front().span);
  }
  std::string untested;
  for (const auto& [level, first_value] : first_values) {
    const auto expects_it = [&, wanted = first_value](const Example& example) {
      const Node* value = example.expect.find(instrument.levels().from);
      return value != nullptr && as_decimal(*value) == wanted;
    };
    if (std::none_of(examples.begin(), examples.end(), expects_it)) {
      join(untested, first_value.to_string());
    }
  }
  if (!untested.empty()) {
    findings.add(codes::no_cut_off_example, examples.front().span, {{"values", untested}});
  }
}

}  // namespace vaern::instrument::detail
