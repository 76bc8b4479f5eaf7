// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/wording_file.hpp"

#include <algorithm>
#include <utility>

#include "diagnostics/codes/instrument.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using Words = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view yes_no_set = "yes_no";
/// More names than this are counted and not listed.
constexpr std::size_t most_listed = 12;

const std::string* find(const Words& words, std::string_view id) noexcept {
  const auto found = words.find(id);
  return found == words.end() ? nullptr : &found->second;
}

void suggest(Diagnostic& finding, const std::string& id, const std::vector<std::string>& known) {
  std::string candidate = did_you_mean(id, known);
  if (candidate.empty()) return;
  finding.help = &notes::did_you_mean;
  finding.help_arguments = {{"candidate", std::move(candidate)}};
}

struct WordingLoader {
  const InstrumentPtr& instrument;
  DiagnosticList& findings;
  WordingFile made;

  /// `known` are the ids that may stand here; null: any.
  Words read_words(const Node& map, const std::vector<std::string>* known, const CodeInfo& unknown,
                   const std::string& set = {}) {
    Words words;
    for (const Entry& entry : map.entries()) {
      auto text = read_text_scalar(entry.value, findings);
      if (known != nullptr && std::find(known->begin(), known->end(), entry.key) == known->end()) {
        suggest(findings.add(
                    unknown, entry.key_span,
                    {{"id", entry.key}, {"set", set}, {"instrument", made.instrument.to_string()}}),
                entry.key, *known);
      } else if (text) {
        words[entry.key] = *std::move(text);
      }
    }
    return words;
  }

  std::vector<std::string> item_ids() const {
    std::vector<std::string> ids;
    for (const Item& item : instrument->items()) ids.push_back(item.id);
    return ids;
  }

  std::vector<std::string> level_ids() const {
    std::vector<std::string> ids;
    for (const Level& level : instrument->levels().list) ids.push_back(level.id);
    return ids;
  }

  /// The sets of codes that items of the instrument have; "yes_no" where there are such items.
  std::map<std::string, std::vector<std::string>, std::less<>> sets() const {
    std::map<std::string, std::vector<std::string>, std::less<>> result;
    for (const Item& item : instrument->items()) {
      if (item.type == ItemType::yes_no) result[std::string(yes_no_set)] = {"no", "yes"};
    }
    for (const AnswerSet& set : instrument->answer_sets()) {
      std::vector<std::string>& codes = result[set.id];
      for (const Option& option : set.options) codes.push_back(option.code);
    }
    return result;
  }

  void read_answers(const Node& map) {
    std::map<std::string, std::vector<std::string>, std::less<>> known;
    std::vector<std::string> names;
    if (instrument != nullptr) {
      known = sets();
      for (const auto& [id, codes] : known) names.push_back(id);
    }
    for (const Entry& entry : map.entries()) {
      if (!expect_map(entry.value, findings)) continue;
      const auto set = known.find(entry.key);
      if (instrument != nullptr && set == known.end()) {
        suggest(findings.add(codes::wording_unknown_set, entry.key_span,
                             {{"id", entry.key}, {"instrument", made.instrument.to_string()}}),
                entry.key, names);
        continue;
      }
      made.answers[entry.key] =
          read_words(entry.value, instrument != nullptr ? &set->second : nullptr,
                     codes::wording_unknown_code, entry.key);
    }
  }

  void read_head(Fields& fields, const Document& document) {
    detect_kind(document, findings);
    fields.allow("vaern");
    if (const auto id = fields.required("wording", read_wording_id)) {
      made.id = id->to_string();
      made.language = id->version;
      made.span = id->span;
    }
    if (const auto reference = fields.required("for", read_reference)) {
      made.instrument = *reference;
      if (!made.id.empty() && made.id.substr(0, made.id.find('@')) != reference->id) {
        findings
            .add(codes::wording_for_another, made.span,
                 {{"wording", made.id},
                  {"instrument", reference->to_string()},
                  {"right", reference->id + "@" + made.language}})
            .notes.push_back({&notes::declared_here, reference->span, {}});
      }
    }
    made.version = fields.required("version", read_version).value_or("");
    made.status = fields.required("status", read_status).value_or(ModelStatus::draft);
    made.title = fields.optional("title", read_localized_text).value_or(LocalizedText());
    made.source = fields.required("source", read_source).value_or(Source());
    const Node* node = fields.required("licence");
    if (node == nullptr) return;
    made.licence = read_licence(*node, findings).value_or(Licence());
    using Wording = Licence::Wording;
    if (made.licence.wording == Wording::none || made.licence.wording == Wording::labels_only) {
      findings.add(codes::wording_not_licensed, node->find("wording")->span(),
                   {{"wording", std::string(to_string(*made.licence.wording))}});
    }
  }

  void find_lacking() {
    for (const Item& item : instrument->items()) {
      if (made.item(item.id) == nullptr) made.lacking.push_back(item.id);
    }
    for (const AnswerSet& set : instrument->answer_sets()) {
      for (const Option& option : set.options) {
        // Yes and no are said by the engine in both languages.
        if (option.code == "yes" || option.code == "no") continue;
        if (made.answer(set.id, option.code) != nullptr) continue;
        made.lacking.push_back(set.id + "." + option.code);
      }
    }
    if (made.lacking.empty()) return;
    std::string list;
    for (std::size_t i = 0; i < made.lacking.size() && i < most_listed; ++i) {
      list += (i == 0 ? "" : ", ") + made.lacking[i];
    }
    if (made.lacking.size() > most_listed) {
      list += ", … (" + std::to_string(made.lacking.size()) + ")";
    }
    findings.add(codes::wording_lacks, made.span,
                 {{"instrument", made.instrument.to_string()}, {"lacking", list}});
  }

  void fingerprint() {
    FingerprintBuilder hash;
    hash.add("vaern-wording/1").add(made.id).add(made.version).add(made.instrument.to_string());
    hash.begin("title");
    for (const auto& [tag, words] : made.title) hash.add(tag).add(words);
    hash.end().begin("source");
    hash.add(made.source.cite).add(made.source.doi).add(made.source.url).add(made.source.authority);
    hash.end().begin("licence");
    hash.add(made.licence.class_ ? to_string(*made.licence.class_) : "");
    hash.add(made.licence.wording ? to_string(*made.licence.wording) : "");
    for (const auto& [tag, words] : made.licence.note) hash.add(tag).add(words);
    hash.end().add(made.instructions);
    const auto add = [&](std::string_view name, const Words& all) {
      hash.begin(name);
      for (const auto& [id, words] : all) hash.add(id).add(words);
      hash.end();
    };
    add("items", made.items);
    for (const auto& [set, words] : made.answers) add(set, words);
    add("levels", made.levels);
    made.fingerprint = hash.finish();
  }

  WordingPtr load(const Document& document) {
    const std::size_t before = findings.error_count();
    Fields fields(document.root, findings);
    if (!fields.is_map()) return nullptr;
    read_head(fields, document);
    made.instructions = fields.optional("instructions", read_text_scalar).value_or("");
    std::vector<std::string> items;
    std::vector<std::string> levels;
    if (instrument != nullptr) {
      items = item_ids();
      levels = level_ids();
    }
    const bool holds = instrument != nullptr;
    if (const Node* map = fields.required_map("items")) {
      made.items = read_words(*map, holds ? &items : nullptr, codes::wording_unknown_item);
    }
    if (const Node* map = fields.optional_map("answers")) read_answers(*map);
    if (const Node* map = fields.optional_map("levels")) {
      made.levels = read_words(*map, holds ? &levels : nullptr, codes::wording_unknown_level);
    }
    fields.finish();
    if (findings.error_count() > before) return nullptr;
    if (holds) find_lacking();
    fingerprint();
    return std::make_shared<const WordingFile>(std::move(made));
  }
};

}  // namespace

const std::string* WordingFile::item(std::string_view id_of_item) const noexcept {
  return find(items, id_of_item);
}

const std::string* WordingFile::answer(std::string_view set, std::string_view code) const noexcept {
  const auto found = answers.find(set);
  return found == answers.end() ? nullptr : find(found->second, code);
}

const std::string* WordingFile::level(std::string_view id_of_level) const noexcept {
  return find(levels, id_of_level);
}

WordingPtr load_wording(const Document& document, const InstrumentPtr& instrument,
                        DiagnosticList& findings) {
  return WordingLoader{instrument, findings, {}}.load(document);
}

}  // namespace v1
}  // namespace vaern
