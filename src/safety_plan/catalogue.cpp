// SPDX-License-Identifier: Apache-2.0
#include "vaern/safety_plan/catalogue.hpp"

#include <algorithm>
#include <utility>

#include "diagnostics/codes/safety_plan.hpp"
#include "safety_plan/read_measure.hpp"
#include "safety_plan/words.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/model/kind.hpp"

namespace vaern {
inline namespace v1 {

using safety_plan::detail::WordList;

bool Measure::is_danger_line() const noexcept {
  const std::string* english = listed().get("en");
  const std::string* danish = listed().get("da");
  return reveals_nothing() && ((english != nullptr && *english == danger_line_en) ||
                               (danish != nullptr && *danish == danger_line_da));
}

Catalogue Catalogue::of_zones(ModelHead head) {
  Catalogue catalogue;
  catalogue.head_ = std::move(head);
  catalogue.bound_ = true;
  return catalogue;
}

const Measure* Catalogue::find(std::string_view measure) const noexcept {
  const auto found = places_.find(measure);
  return found == places_.end() ? nullptr : &measures_[found->second];
}

const Declaration* Catalogue::find_declaration(std::string_view name) const noexcept {
  const auto found = declarations_.find(name);
  return found == declarations_.end() ? nullptr : &found->second;
}

void Catalogue::link() {
  for (std::size_t i = 0; i < measures_.size(); ++i) places_.emplace(measures_[i].id, i);
  const auto places = [this](const std::vector<std::string>& ids) {
    std::vector<std::size_t> found;
    for (const std::string& id : ids) found.push_back(places_.find(id)->second);
    return found;
  };
  for (const Measure& measure : measures_) {
    links_.push_back({places(measure.after), places(measure.guarded_by), places(measure.instead)});
  }
}

namespace {

std::vector<std::string> read_levels(const Node& node, DiagnosticList& findings) {
  std::vector<std::string> levels;
  for (const Node& item : node.items()) {
    auto level = read_id(item, findings);
    if (!level) continue;
    if (std::find(levels.begin(), levels.end(), *level) != levels.end()) {
      findings.add(codes::catalogue_level_twice, item.span(), {{"level", *level}});
    }
    levels.push_back(*std::move(level));
  }
  if (node.items().size() < 2) {
    findings.add(codes::catalogue_levels_few, node.span(),
                 {{"count", std::to_string(node.items().size())}});
  }
  return levels;
}

}  // namespace

std::optional<Catalogue> load_catalogue(const Document& document, DiagnosticList& findings) {
  DiagnosticList own;
  Catalogue catalogue;
  std::vector<safety_plan::detail::MeasureDraft> drafts;
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
    const auto words = safety_plan::detail::read_words(fields, own);
    if (const Node* title = document.root.find("title")) {
      words.check(*title, WordList::blaming, own);
    }
    if (const Node* levels = fields.required_list("levels")) {
      catalogue.levels_span_ = levels->key_span();
      catalogue.levels_ = read_levels(*levels, own);
    }
    if (const Node* sections = fields.required_map("sections")) {
      for (const Entry& entry : sections->entries()) {
        const bool is_id = check_id(entry, own);
        auto text = read_text(entry.value, own);
        words.check(entry.value, WordList::blaming, own);
        if (is_id) {
          catalogue.sections_.push_back(
              {entry.key, std::move(text).value_or(LocalizedText{}), entry.key_span});
        }
      }
    }
    if (const Node* childless = fields.optional("childless_when")) {
      catalogue.childless_written_ = *childless;
    }
    if (const Node* phases = fields.optional_map("phases")) {
      for (const Entry& entry : phases->entries()) {
        const bool is_id = check_id(entry, own);
        Fields phase(entry.value, own);
        auto text = phase.required("text", read_text);
        if (const Node* node = entry.value.find("text")) words.check(*node, WordList::blaming, own);
        const Node* when = phase.required("when");
        if (!is_id || when == nullptr) continue;
        catalogue.phases_.push_back(
            {entry.key, std::move(text).value_or(LocalizedText{}), nullptr, entry.key_span});
        catalogue.phases_written_.push_back(*when);
      }
    }
    if (const Node* measures = fields.required_map("measures")) {
      for (const Entry& entry : measures->entries()) {
        if (check_id(entry, own)) drafts.push_back(safety_plan::detail::read_measure(entry, own));
        safety_plan::detail::check_words(entry.value, words, own);
      }
    }
  }
  for (const char* key : {"sections", "measures"}) {
    const Node* node = document.root.find(key);
    if (node != nullptr && node->is_mapping() && node->entries().empty()) {
      own.add(codes::catalogue_without, node->key_span(), {{"key", key}});
    }
  }
  safety_plan::detail::check_names(drafts, catalogue.sections_, catalogue.phases_, own);
  safety_plan::detail::check_cycles(drafts, own);
  safety_plan::detail::check_alternatives(drafts, own);
  const bool is_good = !own.has_errors();
  own.sort();
  findings.append(std::move(own));
  if (!is_good) return std::nullopt;
  for (auto& draft : drafts) {
    const SourceSpan phases = draft.phases.empty() ? SourceSpan{} : draft.phases.front().span;
    catalogue.measures_.push_back(std::move(draft.measure));
    catalogue.written_.push_back(
        {std::move(draft.when), std::move(draft.blocked_when), std::move(draft.urgency), phases});
  }
  catalogue.link();
  return catalogue;
}

}  // namespace v1
}  // namespace vaern
