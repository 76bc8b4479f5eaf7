// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>

#include "diagnostics/codes/safety_plan.hpp"
#include "safety_plan/zone_loader.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/model/kind.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr std::int64_t oldest = 25;  // years; who is older reads the words for adults

bool says_yes(Fields& fields, std::string_view key) {
  return fields.optional(key, read_yes_no).value_or(false);
}

}  // namespace

void ZoneCatalogueLoader::suggest(Diagnostic& finding, const std::string& word,
                                  const std::vector<std::string>& candidates) {
  const std::string candidate = did_you_mean(word, candidates);
  if (candidate.empty()) return;
  finding.help = &notes::did_you_mean;
  finding.help_arguments = {{"candidate", candidate}};
}

std::optional<ZoneCatalogue> ZoneCatalogueLoader::load(const Document& document) {
  {
    Fields fields(document.root, findings_);
    auto head = read_head(fields, findings_);
    if (head) made_.head_ = *std::move(head);
    static constexpr std::array lists{WordList::blaming, WordList::unobservable, WordList::force,
                                      WordList::demanding};
    if (const Node* words = fields.optional_map("words")) words_.read(*words, lists, findings_);
    if (const Node* title = document.root.find("title")) {
      words_.check(*title, WordList::blaming, findings_);
    }
    read_reader(fields);
    if (const Node* zones = fields.required_map("zones")) {
      const std::size_t before = findings_.size();
      read_zones(*zones);
      // A mark that could not be read is none that is missing.
      if (findings_.size() == before && !made_.zones_.empty()) check_marks();
    }
    if (const Node* strains = fields.optional_map("strains")) read_strains(*strains);
    if (const Node* signs = fields.required_map("signs")) read_signs(*signs);
    if (const Node* measures = fields.required_map("measures")) read_measures(*measures);
    read_review(fields);
  }
  // What names something that is not there is said first and alone.
  if (findings_.has_errors()) return std::nullopt;
  check_signs();
  check_zones();
  if (findings_.has_errors()) return std::nullopt;
  return std::move(made_);
}

void ZoneCatalogueLoader::read_reader(Fields& fields) {
  if (const Node* node = fields.required("for_whom")) {
    made_.is_for_child_ = read_word(*node, findings_, {"person", "child"}) == std::size_t{1};
  }
  const Node* ages = fields.optional_list("ages");
  if (ages == nullptr) return;
  if (!made_.is_for_child_) {
    const Node* whom = fields.node().find("for_whom");
    findings_.add(codes::ages_without_child, ages->key_span(),
                  {{"for_whom", whom != nullptr && whom->is_scalar() ? whom->text() : ""}});
    return;
  }
  for (const Node& node : ages->items()) {
    Fields age(node, findings_);
    const auto read_years = [](const Node& n, DiagnosticList& f) {
      return read_integer(n, f, 0, oldest);
    };
    const auto from = age.required("from", read_years);
    const auto to = age.required("to", read_years);
    if (!from || !to) continue;
    const std::int64_t expected = made_.ages_.empty() ? *from : made_.ages_.back().to + 1;
    if (*from != expected || *to < *from) {
      findings_.add(
          codes::ages_with_hole, node.span(),
          {{"expected", std::to_string(*from == expected ? *from : expected)},
           {"from", *from == expected ? std::to_string(*from) + " to " + std::to_string(*to)
                                      : std::to_string(*from)}});
    }
    made_.ages_.push_back({static_cast<int>(*from), static_cast<int>(*to)});
  }
}

std::optional<LocalizedText> ZoneCatalogueLoader::read_both_languages(const Node& node) {
  auto text = read_localized_text(node, findings_);
  if (!text) return text;
  for (const char* language : {"da", "en"}) {
    if (node.find(language) == nullptr) {
      findings_.add(codes::zone_text_language, node.span(), {{"language", language}});
    }
  }
  return text;
}

std::vector<LocalizedText> ZoneCatalogueLoader::read_own(const Node& node) {
  std::vector<LocalizedText> texts;
  if (made_.ages_.empty()) {
    if (auto text = read_both_languages(node)) texts.push_back(*std::move(text));
    return texts;
  }
  if (!node.is_sequence() || node.items().size() != made_.ages_.size()) {
    findings_.add(codes::age_texts_differ, node.key_span(),
                  {{"ages", std::to_string(made_.ages_.size())},
                   {"count", std::to_string(node.is_sequence() ? node.items().size() : 1)}});
    return texts;
  }
  for (const Node& each : node.items()) {
    if (auto text = read_both_languages(each)) texts.push_back(*std::move(text));
  }
  return texts;
}

ZoneText ZoneCatalogueLoader::read_zone_text(Fields& fields) {
  ZoneText text;
  if (const Node* own = fields.required(made_.is_for_child_ ? "child" : "person")) {
    text.own = read_own(*own);
  }
  if (const Node* staff = fields.required("staff")) {
    text.staff = read_both_languages(*staff).value_or(LocalizedText{});
  }
  return text;
}

void ZoneCatalogueLoader::read_zones(const Node& node) {
  for (const Entry& entry : node.entries()) {
    const bool is_id = check_id(entry, findings_);
    Fields fields(entry.value, findings_);
    PlanZone zone;
    zone.id = entry.key;
    zone.span = entry.key_span;
    zone.text = read_zone_text(fields);
    zone.is_danger = says_yes(fields, "danger");
    zone.is_afterwards = says_yes(fields, "afterwards");
    if (is_id) made_.zones_.push_back(std::move(zone));
  }
}

void ZoneCatalogueLoader::read_strains(const Node& node) {
  for (const Entry& entry : node.entries()) {
    const bool is_id = check_id(entry, findings_);
    Fields fields(entry.value, findings_);
    ZoneStrain strain{entry.key, read_zone_text(fields), says_yes(fields, "health_first"),
                      entry.key_span};
    check_words(entry.value, WordList::blaming);
    if (is_id) made_.strains_.push_back(std::move(strain));
  }
}

std::optional<std::size_t> ZoneCatalogueLoader::read_zone(Fields& fields) {
  const Node* node = fields.required("zone");
  const auto id = node != nullptr ? read_id(*node, findings_) : std::nullopt;
  if (!id) return std::nullopt;
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < made_.zones_.size(); ++i) {
    if (made_.zones_[i].id == *id) return i;
    ids.push_back(made_.zones_[i].id);
  }
  suggest(findings_.add(codes::unknown_zone, node->span(), {{"zone", *id}}), *id, ids);
  return std::nullopt;
}

void ZoneCatalogueLoader::read_signs(const Node& node) {
  for (const Entry& entry : node.entries()) {
    const bool is_id = check_id(entry, findings_);
    Fields fields(entry.value, findings_);
    ZoneSign sign;
    sign.id = entry.key;
    sign.span = entry.key_span;
    sign.zone = read_zone(fields).value_or(made_.zones_.size());  // of none, and never returned
    sign.seen = fields
                    .required("seen",
                              [](const Node& n, DiagnosticList& f) {
                                return read_choice<SeenIn>(n, f,
                                                           {{"voice", SeenIn::voice},
                                                            {"body", SeenIn::body},
                                                            {"movement", SeenIn::movement},
                                                            {"action", SeenIn::action},
                                                            {"contact", SeenIn::contact}});
                              })
                    .value_or(SeenIn::voice);
    sign.text = read_zone_text(fields);
    check_words(entry.value, WordList::blaming);
    check_words(entry.value, WordList::unobservable, true);
    if (is_id) made_.signs_.push_back(std::move(sign));
  }
}

void ZoneCatalogueLoader::read_measures(const Node& node) {
  for (const Entry& entry : node.entries()) {
    if (check_id(entry, findings_)) read_measure(entry);
  }
}

void ZoneCatalogueLoader::read_measure(const Entry& entry) {
  Fields fields(entry.value, findings_);
  ZoneMeasure measure;
  measure.id = entry.key;
  measure.span = entry.key_span;
  const auto zone = read_zone(fields);
  measure.zone = zone.value_or(0);
  read_parts(fields, measure);
  if (const Node* answers = fields.optional("answers")) {
    read_one_or_more(*answers, findings_, [&](const Node& n, DiagnosticList& f) {
      const auto id = read_id(n, f);
      if (!id) return std::optional<bool>();
      const auto found = std::find_if(made_.signs_.begin(), made_.signs_.end(),
                                      [&](const ZoneSign& sign) { return sign.id == *id; });
      if (found == made_.signs_.end()) {
        std::vector<std::string> ids;
        for (const ZoneSign& sign : made_.signs_) ids.push_back(sign.id);
        suggest(f.add(codes::unknown_sign, n.span(), {{"sign", *id}}), *id, ids);
        return std::optional<bool>();
      }
      measure.answers.push_back(static_cast<std::size_t>(found - made_.signs_.begin()));
      if (zone && found->zone < made_.zones_.size() && found->zone != *zone) {
        auto& finding = f.add(codes::sign_of_another_zone, n.span(),
                              {{"measure", measure.id},
                               {"zone", made_.zones_[*zone].id},
                               {"sign", *id},
                               {"other", made_.zones_[found->zone].id}});
        finding.notes.push_back({&notes::declared_here, found->span, {}});
      }
      return std::optional<bool>(true);
    });
  }
  measure.text = read_zone_text(fields);
  measure.health_first = says_yes(fields, "health_first");
  measure.question =
      fields
          .optional("question",
                    [this](const Node& n, DiagnosticList&) { return read_both_languages(n); })
          .value_or(LocalizedText{});
  ZoneCatalogue::Written written;
  if (const Node* node = fields.optional("when")) written.when = *node;
  if (const Node* node = fields.optional("blocked_when")) written.blocked_when = *node;
  measure.provenance = read_provenance(fields);
  if (zone && fields.is_map()) {
    check_measure(measure, fields);
    check_measure_words(measure, entry.value);
  }
  fields.finish();
  made_.measures_.push_back(std::move(measure));
  made_.written_.push_back(std::move(written));
}

void ZoneCatalogueLoader::read_parts(Fields& fields, ZoneMeasure& measure) {
  measure.part =
      fields
          .required("part",
                    [](const Node& n, DiagnosticList& f) {
                      return read_choice<ZonePart>(n, f,
                                                   {{"i_can", ZonePart::i_can},
                                                    {"staff_do", ZonePart::staff_do},
                                                    {"staff_avoid", ZonePart::staff_avoid}});
                    })
          .value_or(ZonePart::staff_do);
  measure.action = fields.optional("action", [](const Node& n, DiagnosticList& f) {
    return read_choice<SafeAction>(n, f,
                                   {{"distance", SafeAction::distance},
                                    {"calm_place", SafeAction::calm_place},
                                    {"call_help", SafeAction::call_help},
                                    {"medical", SafeAction::medical}});
  });
  measure.urgency = fields.optional("urgency", [](const Node& n, DiagnosticList& f) {
    return read_choice<Urgency>(n, f,
                                {{"PT24H", Urgency::within_24_hours},
                                 {"P7D", Urgency::within_7_days},
                                 {"P30D", Urgency::within_30_days}});
  });
  // As in the other catalogues: the key is there so that who thinks of it is told why not.
  if (const Node* involves = fields.optional("involves")) {
    read_one_or_more(*involves, findings_, [&](const Node& n, DiagnosticList& f) {
      if (!read_word(n, f, {"contact_other_party", "weapon", "force"})) {
        return std::optional<bool>();
      }
      f.add(codes::forbidden_measure, n.span(), {{"measure", measure.id}, {"what", n.text()}});
      return std::optional<bool>(true);
    });
  }
}

void ZoneCatalogueLoader::read_review(Fields& fields) {
  const Node* node = fields.optional_map("review");
  if (node == nullptr) return;
  Fields review(*node, findings_);
  const auto read_event = [](const Node& n, DiagnosticList& f) -> std::optional<Placed> {
    auto id = read_id(n, f);
    if (!id) return std::nullopt;
    return Placed{*std::move(id), n.span()};
  };
  if (const Node* after = review.required("after")) {
    made_.review_after_ = read_one_or_more(*after, findings_, read_event);
  }
  made_.review_met_by_ = review.required("met_by", read_event).value_or(Placed{});
}

std::optional<ZoneCatalogue> load_zone_catalogue(const Document& document,
                                                 DiagnosticList& findings) {
  DiagnosticList own;
  const auto kind = detect_kind(document, own);
  std::optional<ZoneCatalogue> made;
  if (kind && *kind != Kind::catalogue) {
    own.add(codes::not_a_catalogue, document.root.span(),
            {{"kind", std::string(to_string(*kind))}});
  } else {
    own = DiagnosticList();  // the head says it
    made = ZoneCatalogueLoader(own).load(document);
  }
  own.sort();
  findings.append(std::move(own));
  return made;
}

}  // namespace v1
}  // namespace vaern
