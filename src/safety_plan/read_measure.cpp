// SPDX-License-Identifier: Apache-2.0
#include "safety_plan/read_measure.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "diagnostics/codes/safety_plan.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {
namespace {

constexpr std::array<std::string_view, 12> who_words{
    "person", "child",  "network",       "assessor",     "coordinator", "leader",
    "police", "health", "legal_adviser", "group_leader", "authority",   "each_professional"};
constexpr std::array<std::string_view, 5> urgency_words{"now", "PT24H", "P7D", "P30D", "ongoing"};
constexpr std::array<std::string_view, 6> reveal_words{
    "leaving", "help_seeking", "whereabouts", "evidence", "monitoring_known", "helpers"};
constexpr std::array<std::string_view, 4> danger_words{"loses_access", "served", "moved", "seen"};
constexpr std::array<std::string_view, 2> caution_words{"person", "staff"};

template <class Enum, std::size_t n>
std::optional<Enum> read_enum(const Node& node, DiagnosticList& findings,
                              const std::array<std::string_view, n>& words) {
  const auto index = read_word(node, findings, {words.begin(), words.end()});
  if (!index) return std::nullopt;
  return static_cast<Enum>(*index);
}

std::vector<Placed> read_ids(const Node* node, DiagnosticList& findings) {
  if (node == nullptr) return {};
  return read_one_or_more(*node, findings,
                          [](const Node& item, DiagnosticList& f) -> std::optional<Placed> {
                            auto id = read_id(item, f);
                            if (!id) return std::nullopt;
                            return Placed{*std::move(id), item.span()};
                          });
}

// Ids that each stand there once.
std::vector<Placed> read_different(const Node* node, DiagnosticList& findings) {
  std::vector<Placed> ids = read_ids(node, findings);
  for (std::size_t i = 1; i < ids.size(); ++i) {
    const auto end = ids.begin() + static_cast<std::ptrdiff_t>(i);
    const auto first = std::find_if(ids.begin(), end,
                                    [&](const Placed& each) { return each.text == ids[i].text; });
    if (first == end) continue;
    auto& finding = findings.add(codes::named_twice, ids[i].span, {{"id", ids[i].text}});
    finding.notes.push_back({&notes::first_here, first->span, {}});
  }
  return ids;
}

std::vector<Reveal> every_reveal() {
  std::vector<Reveal> all;
  for (std::size_t i = 0; i < reveal_words.size(); ++i) all.push_back(static_cast<Reveal>(i));
  return all;
}

std::vector<Reveal> read_reveals(const Node& node, DiagnosticList& findings) {
  if (node.is_sequence() && node.items().empty()) {
    findings.add(codes::reveals_of_no_kind, node.span());
    return every_reveal();
  }
  std::vector<std::string> words{reveal_words.begin(), reveal_words.end()};
  words.emplace_back("none");
  const auto read = [&](const Node& n, DiagnosticList& f) -> std::optional<Reveal> {
    const auto index = read_word(n, f, words);
    if (!index) return std::nullopt;
    if (*index < reveal_words.size()) return static_cast<Reveal>(*index);
    if (node.is_sequence()) f.add(codes::none_in_a_list, n.span());
    return std::nullopt;  // nothing is revealed
  };
  auto reveals = read_one_or_more(node, findings, read);
  // What could not be read is no claim that nothing is revealed.
  const bool is_none = node.is_scalar() && node.text() == "none";
  if (reveals.empty() && !is_none) return every_reveal();
  std::sort(reveals.begin(), reveals.end());
  reveals.erase(std::unique(reveals.begin(), reveals.end()), reveals.end());
  return reveals;
}

// The same words made easy to read: in the same languages, and not the very same text.
LocalizedText read_easy(const Node* node, const LocalizedText& text, DiagnosticList& findings) {
  if (node == nullptr) return {};
  const auto easy = read_localized_text(*node, findings);
  if (!easy) return {};
  for (const auto& [language, words] : text) {
    if (easy->has(language)) continue;
    findings.add(codes::easy_lacks_language, node->key_span(), {{"language", language}});
  }
  const bool is_same = std::all_of(easy->begin(), easy->end(), [&](const auto& words) {
    const std::string* ordinary = text.get(words.first);
    return ordinary != nullptr && *ordinary == words.second;
  });
  if (is_same) findings.add(codes::easy_is_the_text, node->key_span());
  return *easy;
}

// A line for a list that anybody may find: only where nothing is revealed, and in each language of
// the text, which would stand there otherwise.
LocalizedText read_note(const Node* node, const Measure& measure, DiagnosticList& findings) {
  if (node == nullptr) return {};
  const auto note = read_localized_text(*node, findings);
  if (!measure.reveals_nothing()) {
    findings.add(codes::note_of_what_reveals, node->key_span(), {{"measure", measure.id}});
  }
  if (!note) return {};
  for (const auto& [language, words] : measure.text) {
    if (note->has(language)) continue;
    findings.add(codes::note_lacks_language, node->key_span(), {{"language", language}});
  }
  return *note;
}

// `{text: TEXT, for: person, reveals: none}`; a TEXT alone is for staff.
std::optional<Caution> read_caution(const Node& node, DiagnosticList& findings) {
  Caution caution;
  caution.reveals = every_reveal();
  std::optional<LocalizedText> text;
  if (node.is_mapping() && (node.find("text") != nullptr || node.find("for") != nullptr)) {
    Fields fields(node, findings);
    text = fields.required("text", read_text);
    const auto for_whom = fields.optional("for", [](const Node& n, DiagnosticList& f) {
      return read_enum<Caution::For>(n, f, caution_words);
    });
    caution.for_whom = for_whom.value_or(Caution::For::staff);
    if (caution.is_for_person()) {
      caution.easy = read_easy(fields.optional("easy"), text.value_or(LocalizedText{}), findings);
      if (const Node* reveals = fields.required("reveals")) {
        caution.reveals = read_reveals(*reveals, findings);
      }
    }
  } else {
    text = read_text(node, findings);
  }
  if (!text) return std::nullopt;
  caution.text = *std::move(text);
  return caution;
}

class MeasureReader {
 public:
  MeasureReader(const Entry& entry, DiagnosticList& findings)
      : fields_(entry.value, findings), findings_(findings) {
    draft.measure.id = entry.key;
    draft.measure.span = entry.key_span;
    read();
  }

  safety_plan::detail::MeasureDraft draft;

 private:
  void read() {
    Measure& measure = draft.measure;
    measure.text = fields_.required("text", read_text).value_or(LocalizedText{});
    measure.easy = read_easy(fields_.optional("easy"), measure.text, findings_);
    if (const Node* section = fields_.required("section")) {
      if (auto id = read_id(*section, findings_)) draft.section = {*std::move(id), section->span()};
    }
    measure.section = draft.section.text;
    measure.who =
        fields_
            .required("who", [](const Node& n,
                                DiagnosticList& f) { return read_enum<Who>(n, f, who_words); })
            .value_or(Who::person);
    measure.is_once = fields_.optional("once", read_yes_no).value_or(!is_for_person(measure.who));
    if (const Node* urgency = fields_.required("urgency")) read_urgency(*urgency);
    measure.question = fields_.optional("question", read_text).value_or(LocalizedText{});
    if (const Node* node = fields_.optional("when")) draft.when = *node;
    if (const Node* node = fields_.optional("blocked_when")) draft.blocked_when = *node;
    draft.instead = read_different(fields_.optional("instead"), findings_);
    draft.after = read_different(fields_.optional("after"), findings_);
    draft.phases = read_different(fields_.optional("phases"), findings_);
    measure.again_after = read_different(fields_.optional("again_after"), findings_);
    read_guards();
    if (const Node* about = fields_.optional("about")) {
      measure.about_child = read_word(*about, findings_, {"child"}).has_value();
    }
    measure.reveals = every_reveal();
    if (const Node* reveals = fields_.optional("reveals")) {
      measure.reveals_reviewed = true;
      measure.reveals = read_reveals(*reveals, findings_);
      if (measure.reveals_nothing() && fields_.has("raises_danger")) {
        findings_.add(codes::danger_reveals_nothing, reveals->span(), {{"measure", measure.id}});
      }
    }
    measure.reveals_because =
        fields_.optional("reveals_because", read_text).value_or(LocalizedText{});
    measure.note = read_note(fields_.optional("note"), measure, findings_);
    if (const Node* cautions = fields_.optional("cautions")) {
      measure.cautions = read_list(*cautions, findings_, read_caution);
    }
    read_guard_rails();
    measure.provenance = read_provenance(fields_);
    const bool asks = fields_.has("question");
    const bool explains = fields_.has("reveals_because");
    fields_.finish();

    if (draft.blocked_when && !asks) {
      findings_.add(codes::block_without_question, draft.blocked_when->key_span(),
                    {{"measure", measure.id}});
    }
    if (!draft.instead.empty() && !draft.blocked_when) {
      findings_.add(codes::block_alternative_without_block, draft.instead.front().span,
                    {{"measure", measure.id}});
    }
    if (!measure.reveals_reviewed && fields_.is_map()) {
      findings_.add(codes::reveals_not_reviewed, measure.span, {{"measure", measure.id}});
    } else if (measure.reveals_nothing() && !explains) {
      findings_.add(codes::reveals_nothing_unexplained, measure.span, {{"measure", measure.id}});
    }
    for (const Placed& name : draft.after) measure.after.push_back(name.text);
    for (const Placed& name : draft.guarded_by) measure.guarded_by.push_back(name.text);
    for (const Placed& name : draft.instead) measure.instead.push_back(name.text);
    for (const Placed& name : draft.phases) measure.phases.push_back(name.text);
  }

  // A word, or `{now: CONDITION, P7D: otherwise}` with the most urgent first.
  void read_urgency(const Node& node) {
    const auto word = [](const Node& n, DiagnosticList& f) {
      return read_enum<Urgency>(n, f, urgency_words);
    };
    Measure& measure = draft.measure;
    if (!node.is_mapping()) {
      measure.urgency = word(node, findings_).value_or(Urgency::ongoing);
      return;
    }
    std::optional<Urgency> last;
    bool has_rest = false;
    Fields fields(node, findings_);
    for (std::size_t i = 0; i < urgency_words.size(); ++i) fields.allow(urgency_words[i]);
    for (const Entry& entry : node.entries()) {
      const auto found = std::find(urgency_words.begin(), urgency_words.end(), entry.key);
      if (found == urgency_words.end()) continue;  // said by the fields
      const auto urgency = static_cast<Urgency>(found - urgency_words.begin());
      if (has_rest || (last && urgency <= *last)) {
        findings_.add(codes::urgency_out_of_order, entry.key_span, {{"measure", measure.id}});
        return;
      }
      last = urgency;
      if (entry.value.is_scalar() && entry.value.text() == "otherwise") {
        has_rest = true;
        measure.urgency = urgency;
      } else {
        measure.urgency_cases.push_back({urgency, nullptr});
        draft.urgency.push_back(entry.value);
      }
    }
    if (!has_rest) {
      findings_.add(codes::urgency_without_rest, node.key_span(), {{"measure", measure.id}});
    }
  }

  // What can raise the danger stands behind a guard (P7).
  void read_guards() {
    Measure& measure = draft.measure;
    const Node* danger = fields_.optional("raises_danger");
    const Node* guards = fields_.optional("guarded_by");
    draft.guarded_by = read_different(guards, findings_);
    if (danger != nullptr) {
      measure.raises_danger = read_one_or_more(
          *danger, findings_,
          [](const Node& n, DiagnosticList& f) { return read_enum<Danger>(n, f, danger_words); });
      if (draft.guarded_by.empty()) {
        findings_.add(codes::danger_without_guard, danger->key_span(), {{"measure", measure.id}});
      }
    } else if (guards != nullptr) {
      findings_.add(codes::guard_without_danger, guards->key_span(), {{"measure", measure.id}});
    }
  }

  // Whatever a measure declares that it asks for is refused: the key exists so that an author
  // who thinks of it is told why not.
  void read_guard_rails() {
    const Node* node = fields_.optional("involves");
    if (node == nullptr) return;
    const auto refuse = [this](const Node& n, DiagnosticList& f) -> std::optional<bool> {
      if (!read_word(n, f, {"contact_other_party", "weapon", "force"})) return std::nullopt;
      f.add(codes::forbidden_measure, n.span(),
            {{"measure", draft.measure.id}, {"what", n.text()}});
      return true;
    };
    read_one_or_more(*node, findings_, refuse);
  }

  Fields fields_;
  DiagnosticList& findings_;
};

}  // namespace

namespace safety_plan::detail {

MeasureDraft read_measure(const Entry& entry, DiagnosticList& findings) {
  return MeasureReader(entry, findings).draft;
}

Words read_words(Fields& fields, DiagnosticList& findings) {
  Words words;
  static constexpr std::array lists{WordList::blaming};
  if (const Node* node = fields.optional_map("words")) words.read(*node, lists, findings);
  return words;
}

void check_words(const Node& measure, const Words& words, DiagnosticList& findings) {
  const auto check = [&](const Node& text) { words.check(text, WordList::blaming, findings); };
  for (const char* key : {"text", "easy", "note", "question", "reveals_because"}) {
    if (const Node* text = measure.find(key)) check(*text);
  }
  const Node* cautions = measure.find("cautions");
  if (cautions == nullptr) return;
  for (const Node& caution : cautions->items()) {
    const Node* text = caution.find("text");
    check(text != nullptr ? *text : caution);
    if (const Node* easy = caution.find("easy")) check(*easy);
  }
}

}  // namespace safety_plan::detail

inline namespace v1 {

std::string_view to_string(Who who) noexcept { return who_words[static_cast<std::size_t>(who)]; }
std::string_view to_string(Urgency urgency) noexcept {
  return urgency_words[static_cast<std::size_t>(urgency)];
}
std::string_view to_string(Reveal reveal) noexcept {
  return reveal_words[static_cast<std::size_t>(reveal)];
}
std::string_view to_string(Danger danger) noexcept {
  return danger_words[static_cast<std::size_t>(danger)];
}
std::string_view to_string(Caution::For for_whom) noexcept {
  return caution_words[static_cast<std::size_t>(for_whom)];
}

}  // namespace v1
}  // namespace vaern
