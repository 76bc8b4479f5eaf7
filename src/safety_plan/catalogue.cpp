// SPDX-License-Identifier: Apache-2.0
#include "vaern/safety_plan/catalogue.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "diagnostics/codes/safety_plan.hpp"
#include "safety_plan/cycles.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/model/kind.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr std::array<std::string_view, 11> who_words{
    "person", "child",  "network",       "assessor",     "coordinator", "leader",
    "police", "health", "legal_adviser", "group_leader", "authority"};
constexpr std::array<std::string_view, 5> urgency_words{"now", "PT24H", "P7D", "P30D", "ongoing"};
constexpr std::array<std::string_view, 6> reveal_words{
    "leaving", "help_seeking", "whereabouts", "evidence", "monitoring_known", "helpers"};

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

// A measure as it is read, with the places of what it names.
struct Draft {
  std::string id;
  SourceSpan span;
  bool is_whole = false;
  Placed section;
  std::vector<Placed> after;
  std::optional<Placed> instead;
};

class MeasureReader {
 public:
  MeasureReader(const Entry& entry, DiagnosticList& findings)
      : fields_(entry.value, findings), findings_(findings) {
    measure.id = entry.key;
    measure.span = entry.key_span;
    draft.id = entry.key;
    draft.span = entry.key_span;
    read();
  }

  Measure measure;
  Draft draft;
  std::optional<Node> when;
  std::optional<Node> blocked_when;

 private:
  void read() {
    const auto text = fields_.required("text", read_text);
    const Node* section = fields_.required("section");
    if (section != nullptr) {
      if (auto id = read_id(*section, findings_)) draft.section = {*std::move(id), section->span()};
    }
    const auto who = fields_.required(
        "who", [](const Node& n, DiagnosticList& f) { return read_enum<Who>(n, f, who_words); });
    const auto urgency = fields_.required("urgency", [](const Node& n, DiagnosticList& f) {
      return read_enum<Urgency>(n, f, urgency_words);
    });
    measure.question = fields_.optional("question", read_text).value_or(LocalizedText{});
    if (const Node* node = fields_.optional("when")) when = *node;
    if (const Node* node = fields_.optional("blocked_when")) blocked_when = *node;
    if (const Node* node = fields_.optional("instead")) {
      if (auto id = read_id(*node, findings_)) draft.instead = Placed{*std::move(id), node->span()};
    }
    draft.after = read_ids(fields_.optional("after"), findings_);
    if (const Node* about = fields_.optional("about")) {
      measure.about_child = read_word(*about, findings_, {"child"}).has_value();
    }
    read_reveals();
    measure.reveals_because =
        fields_.optional("reveals_because", read_text).value_or(LocalizedText{});
    if (const Node* cautions = fields_.optional("cautions")) {
      measure.cautions = read_list(*cautions, findings_, read_text);
    }
    read_guard_rails();
    measure.provenance = read_provenance(fields_);
    const bool asks = fields_.has("question");
    const bool explains = fields_.has("reveals_because");
    fields_.finish();

    if (blocked_when && !asks) {
      findings_.add(codes::block_without_question, blocked_when->key_span(),
                    {{"measure", measure.id}});
    }
    if (draft.instead && !blocked_when) {
      findings_.add(codes::block_alternative_without_block, draft.instead->span,
                    {{"measure", measure.id}});
    }
    if (!measure.reveals_reviewed && fields_.is_map()) {
      findings_.add(codes::reveals_not_reviewed, measure.span, {{"measure", measure.id}});
    } else if (measure.reveals_nothing() && !explains) {
      findings_.add(codes::reveals_nothing_unexplained, measure.span, {{"measure", measure.id}});
    }
    if (!text || !who || !urgency) return;
    measure.text = *text;
    measure.who = *who;
    measure.urgency = *urgency;
    measure.section = draft.section.text;
    draft.is_whole = true;
  }

  void read_reveals() {
    const auto everything = [this] {
      for (std::size_t i = 0; i < reveal_words.size(); ++i) {
        measure.reveals.push_back(static_cast<Reveal>(i));
      }
    };
    const Node* node = fields_.optional("reveals");
    if (node == nullptr) return everything();
    measure.reveals_reviewed = true;
    if (node->is_scalar() && node->text() == "none") return;
    if (node->is_sequence() && node->items().empty()) {
      findings_.add(codes::reveals_of_no_kind, node->span());
      return everything();
    }
    measure.reveals = read_one_or_more(*node, findings_, [](const Node& n, DiagnosticList& f) {
      return read_enum<Reveal>(n, f, reveal_words);
    });
    std::sort(measure.reveals.begin(), measure.reveals.end());
    measure.reveals.erase(std::unique(measure.reveals.begin(), measure.reveals.end()),
                          measure.reveals.end());
  }

  // Whatever a measure declares that it asks for is refused: the key exists so that an author
  // who thinks of it is told why not.
  void read_guard_rails() {
    const Node* node = fields_.optional("involves");
    if (node == nullptr) return;
    const auto refuse = [this](const Node& n, DiagnosticList& f) -> std::optional<bool> {
      if (!read_word(n, f, {"contact_other_party", "weapon", "force"})) return std::nullopt;
      f.add(codes::forbidden_measure, n.span(), {{"measure", measure.id}, {"what", n.text()}});
      return true;
    };
    read_one_or_more(*node, findings_, refuse);
  }

  Fields fields_;
  DiagnosticList& findings_;
};

void suggest(Diagnostic& finding, const std::string& word,
             const std::vector<std::string>& candidates) {
  const std::string candidate = did_you_mean(word, candidates);
  if (candidate.empty()) return;
  finding.help = &notes::did_you_mean;
  finding.help_arguments = {{"candidate", candidate}};
}

void check_names(const std::vector<Draft>& drafts, const std::vector<Section>& sections,
                 DiagnosticList& findings) {
  std::vector<std::string> measure_ids;
  std::vector<std::string> section_ids;
  for (const Draft& draft : drafts) measure_ids.push_back(draft.id);
  for (const Section& section : sections) section_ids.push_back(section.id);
  const auto is_in = [](const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  const auto check_measure = [&](const Placed& name) {
    if (is_in(measure_ids, name.text)) return;
    auto& finding = findings.add(codes::unknown_measure, name.span, {{"measure", name.text}});
    suggest(finding, name.text, measure_ids);
  };
  for (const Draft& draft : drafts) {
    if (!draft.section.empty() && !is_in(section_ids, draft.section.text)) {
      auto& finding = findings.add(codes::unknown_section, draft.section.span,
                                   {{"section", draft.section.text}});
      suggest(finding, draft.section.text, section_ids);
    }
    for (const Placed& name : draft.after) check_measure(name);
    if (!draft.instead) continue;
    check_measure(*draft.instead);
    if (draft.instead->text == draft.id) {
      findings.add(codes::instead_of_itself, draft.instead->span, {{"measure", draft.id}});
    }
  }
}

// Every ring once, with the place of each of its steps.
void check_cycles(const std::vector<Draft>& drafts, DiagnosticList& findings) {
  std::vector<safety_plan::detail::Edge> edges;
  const auto index_of = [&](const std::string& id) {
    return static_cast<std::size_t>(
        std::find_if(drafts.begin(), drafts.end(), [&](const Draft& d) { return d.id == id; }) -
        drafts.begin());
  };
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    for (std::size_t k = 0; k < drafts[i].after.size(); ++k) {
      const std::size_t to = index_of(drafts[i].after[k].text);
      if (to < drafts.size()) edges.push_back({i, to, k});
    }
  }
  for (const auto& ring : safety_plan::detail::find_rings(drafts.size(), edges)) {
    std::string words;
    for (const auto& edge : ring) words += drafts[edge.from].id + " -> ";
    words += drafts[ring.front().from].id;
    auto& finding =
        findings.add(codes::dependency_cycle,
                     drafts[ring.front().from].after[ring.front().label].span, {{"ring", words}});
    for (const auto& edge : ring) {
      finding.notes.push_back(
          {&notes::waits_for_there,
           drafts[edge.from].after[edge.label].span,
           {{"measure", drafts[edge.from].id}, {"before", drafts[edge.to].id}}});
    }
  }
}

}  // namespace

std::string_view to_string(Who who) noexcept { return who_words[static_cast<std::size_t>(who)]; }
std::string_view to_string(Urgency urgency) noexcept {
  return urgency_words[static_cast<std::size_t>(urgency)];
}
std::string_view to_string(Reveal reveal) noexcept {
  return reveal_words[static_cast<std::size_t>(reveal)];
}

Catalogue Catalogue::of_zones(ModelHead head) {
  Catalogue catalogue;
  catalogue.head_ = std::move(head);
  catalogue.bound_ = true;
  return catalogue;
}

const Measure* Catalogue::find(std::string_view measure) const noexcept {
  for (const Measure& each : measures_) {
    if (each.id == measure) return &each;
  }
  return nullptr;
}

const Declaration* Catalogue::find_declaration(std::string_view name) const noexcept {
  const auto found = declarations_.find(name);
  return found == declarations_.end() ? nullptr : &found->second;
}

std::optional<Catalogue> load_catalogue(const Document& document, DiagnosticList& findings) {
  DiagnosticList own;
  Catalogue catalogue;
  std::vector<Draft> drafts;
  {
    Fields fields(document.root, own);
    auto head = read_head(fields, own);
    if (head && head->kind != Kind::catalogue) {
      own.add(codes::not_a_catalogue, head->span, {{"kind", std::string(to_string(head->kind))}});
      own.sort();
      fields.allow("levels");
      findings.append(std::move(own));
      return std::nullopt;
    }
    if (head) catalogue.head_ = *std::move(head);
    if (const Node* levels = fields.required_list("levels")) {
      catalogue.levels_span_ = levels->key_span();
      catalogue.levels_ = read_list(*levels, own, read_id);
    }
    if (const Node* sections = fields.required_map("sections")) {
      for (const Entry& entry : sections->entries()) {
        const bool is_id = check_id(entry, own);
        auto text = read_text(entry.value, own);
        if (is_id) {
          catalogue.sections_.push_back(
              {entry.key, std::move(text).value_or(LocalizedText{}), entry.key_span});
        }
      }
    }
    if (const Node* measures = fields.required_map("measures")) {
      for (const Entry& entry : measures->entries()) {
        if (!check_id(entry, own)) continue;
        MeasureReader reader(entry, own);
        for (const Placed& name : reader.draft.after) reader.measure.after.push_back(name.text);
        if (reader.draft.instead) reader.measure.instead = reader.draft.instead->text;
        drafts.push_back(std::move(reader.draft));
        catalogue.measures_.push_back(std::move(reader.measure));
        catalogue.written_.push_back({std::move(reader.when), std::move(reader.blocked_when)});
      }
    }
  }
  check_names(drafts, catalogue.sections_, own);
  check_cycles(drafts, own);
  const bool is_good = !own.has_errors();
  own.sort();
  findings.append(std::move(own));
  return is_good ? std::optional(std::move(catalogue)) : std::nullopt;
}

}  // namespace v1
}  // namespace vaern
