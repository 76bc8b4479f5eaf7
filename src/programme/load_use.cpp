// SPDX-License-Identifier: Apache-2.0
// Which instrument is used for whom, and what its levels are on the programme's scale.
#include <algorithm>
#include <utility>

#include "diagnostics/codes/programme.hpp"
#include "programme/loader.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/expression/read.hpp"

namespace vaern {
inline namespace v1 {

void ProgrammeLoader::read_use_for(Fields& fields) {
  const Node* list = fields.required_list("use_for");
  if (list == nullptr) return;
  bool ends = false;
  const auto read_instrument = [&](const Node& node) -> std::optional<Reference> {
    const auto reference = read_reference(node, findings);
    if (!reference) return std::nullopt;
    if (library.find_instrument(reference->id, reference->version) == nullptr &&
        store.resolve(Kind::instrument, *reference, findings) != nullptr) {
      findings.add(codes::referred_model_broken, reference->span,
                   {{"reference", reference->to_string()}});
    }
    check_superseded(Kind::instrument, *reference);
    return reference;
  };
  for (const Node& node : list->items()) {
    if (ends) findings.add(codes::use_for_after_otherwise, node.span());
    Fields f(node, findings);
    if (!f.is_map()) continue;
    UseFor use;
    use.span = node.span();
    const Node* when = f.optional("when");
    const Node* instrument = f.optional("instrument");
    const Node* otherwise = f.optional("otherwise");
    f.finish();
    if ((otherwise != nullptr) == (when != nullptr) ||
        (instrument != nullptr) != (when != nullptr)) {
      findings.add(codes::use_for_form, node.span());
      continue;
    }
    if (otherwise != nullptr) {
      ends = true;
      if (otherwise->text() != "judgement") use.instrument = read_instrument(*otherwise);
    } else {
      use.when = read_condition(*when, *made->names_, Profile::situation, findings);
      use.instrument = read_instrument(*instrument);
      if (use.when != nullptr) {
        for (const std::string& name : names_read(*use.when)) {
          if (name == builtin::level) findings.add(codes::use_for_reads_level, when->span());
        }
      }
    }
    made->use_for_.push_back(std::move(use));
  }
  if (!ends) findings.add(codes::use_for_open, list->key_span());
}

void ProgrammeLoader::read_map(const Entry& entry) {
  const std::vector<InstrumentPtr> versions = versions_of(entry.key);
  Fields f(entry.value, findings);
  if (!f.is_map()) return;
  LevelMap map;
  map.instrument = entry.key;
  map.span = entry.key_span;
  map.provenance = read_provenance(f);
  if (versions.empty()) {
    for (const Entry& level : entry.value.entries()) f.allow(level.key);
    if (is_stored(entry.key)) return;
    suggest(
        findings.add(codes::map_unknown_instrument, entry.key_span, {{"instrument", entry.key}}),
        entry.key, instrument_ids());
    return;
  }
  for (const InstrumentPtr& instrument : versions) {
    const Levels& levels = instrument->levels();
    LevelMap of_version = map;
    std::vector<std::string> ids;
    for (const Level& level : levels.list) ids.push_back(level.id);
    std::optional<std::uint32_t> before;
    bool is_good = true;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const Node* node = f.optional(ids[i]);
      const auto to = node != nullptr ? level_of(*node) : std::nullopt;
      if (node == nullptr) {
        findings.add(codes::map_level_missing, entry.key_span,
                     {{"level", ids[i]}, {"instrument", instrument->reference()}});
      }
      if (!to) {
        is_good = false;
        continue;
      }
      if (before && *to < *before) {
        findings.add(codes::map_falls, node->span(),
                     {{"level", ids[i]},
                      {"to", made->levels_[*to]},
                      {"before", ids[i - 1]},
                      {"before_to", made->levels_[*before]}});
        is_good = false;
      }
      before = to;
      of_version.to.push_back(*to);
    }
    for (const Entry& level : entry.value.entries()) {
      if (level.key == "source" || level.key == "verified") continue;
      if (std::find(ids.begin(), ids.end(), level.key) == ids.end()) {
        f.allow(level.key);
        suggest(findings.add(codes::map_level_unknown, level.key_span,
                             {{"level", level.key}, {"instrument", instrument->reference()}}),
                level.key, ids);
      }
    }
    if (is_good && instrument == versions.back()) made->maps_.push_back(std::move(of_version));
  }
}

void ProgrammeLoader::read_maps(Fields& fields) {
  if (const Node* node = fields.optional_map("maps")) {
    for (const Entry& entry : node->entries()) read_map(entry);
  }
  const Node* maps = fields.node().find("maps");
  for (const UseFor& use : made->use_for_) {
    if (use.instrument && (maps == nullptr || maps->find(use.instrument->id) == nullptr)) {
      findings.add(codes::use_for_unmapped, use.instrument->span,
                   {{"instrument", use.instrument->to_string()}});
    }
  }
  if (const Node* outside = fields.optional_map("outside_population")) {
    for (const Entry& entry : outside->entries()) {
      if (!is_stored(entry.key)) {
        suggest(findings.add(codes::outside_unknown_instrument, entry.key_span,
                             {{"instrument", entry.key}}),
                entry.key, instrument_ids());
      }
      Fields f(entry.value, findings);
      if (!f.is_map()) continue;
      if (const auto because = f.required("because", read_text)) {
        made->outside_[entry.key] = *because;
      }
    }
  }
}

}  // namespace v1
}  // namespace vaern
