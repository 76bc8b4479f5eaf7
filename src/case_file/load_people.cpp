// SPDX-License-Identifier: Apache-2.0
// What matters most to the person, who got what of a plan, and who is around the person.
#include <algorithm>
#include <array>
#include <utility>

#include "case_file/loader.hpp"

namespace vaern::case_file::detail {
namespace {

void check_sections_once(const std::vector<Placed>& sections, DiagnosticList& findings) {
  for (std::size_t i = 0; i < sections.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (sections[k].text != sections[i].text) continue;
      auto& finding =
          findings.add(codes::priority_twice, sections[i].span, {{"section", sections[i].text}});
      finding.notes.push_back({&notes::first_here, sections[k].span, {}});
      break;
    }
  }
}

bool is_pair(const PriorityPair& pair, const std::string& one, const std::string& other) {
  return (pair.more.text == one && pair.than.text == other) ||
         (pair.more.text == other && pair.than.text == one);
}

// In the order in which they are first named.
std::vector<std::string> compared_sections(const std::vector<PriorityPair>& pairs) {
  std::vector<std::string> sections;
  for (const PriorityPair& pair : pairs) {
    for (const std::string& section : {pair.more.text, pair.than.text}) {
      if (std::find(sections.begin(), sections.end(), section) == sections.end()) {
        sections.push_back(section);
      }
    }
  }
  return sections;
}

void check_pairs_once(const std::vector<PriorityPair>& pairs, DiagnosticList& findings) {
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const PriorityPair& pair = pairs[i];
    if (pair.more.text == pair.than.text) {
      findings.add(codes::pair_with_itself, pair.than.span, {{"section", pair.than.text}});
      continue;
    }
    for (std::size_t k = 0; k < i; ++k) {
      if (!is_pair(pairs[k], pair.more.text, pair.than.text)) continue;
      auto& finding = findings.add(codes::pair_twice, pair.more.span,
                                   {{"first", pair.more.text}, {"second", pair.than.text}});
      finding.notes.push_back({&notes::first_here, pairs[k].more.span, {}});
      break;
    }
  }
}

void check_pairs_whole(const std::vector<PriorityPair>& pairs, const SourceSpan& span,
                       DiagnosticList& findings) {
  const std::vector<std::string> sections = compared_sections(pairs);
  if (sections.size() > PriorityEntry::most_sections) {
    findings.add(codes::too_many_to_compare, span,
                 {{"count", std::to_string(sections.size())},
                  {"most", std::to_string(PriorityEntry::most_sections)}});
    return;
  }
  for (std::size_t i = 0; i < sections.size(); ++i) {
    for (std::size_t k = i + 1; k < sections.size(); ++k) {
      if (std::any_of(pairs.begin(), pairs.end(), [&](const PriorityPair& pair) {
            return is_pair(pair, sections[i], sections[k]);
          })) {
        continue;
      }
      findings.add(codes::pair_missing, span, {{"first", sections[i]}, {"second", sections[k]}});
    }
  }
}

}  // namespace

std::optional<PriorityEntry> Loader::read_priorities(const Node& node) {
  Fields fields(node, findings_);
  PriorityEntry entry;
  entry.span = node.key_span();
  const Entry* written = fields.exactly_one_of({"ticks", "ranking", "pairs"});
  if (written == nullptr) return std::nullopt;
  if (written->key == "pairs") {
    entry.pairs = read_pairs(written->value);
    return entry;
  }
  std::vector<Placed> sections = read_words(&written->value, findings_);
  check_sections_once(sections, findings_);
  if (written->key == "ranking") {
    entry.ranking = std::move(sections);
    return entry;
  }
  if (sections.size() > PriorityEntry::most_ticks) {
    findings_.add(codes::too_many_ticks, sections[PriorityEntry::most_ticks].span,
                  {{"count", std::to_string(sections.size())},
                   {"most", std::to_string(PriorityEntry::most_ticks)}});
  }
  entry.ticks = std::move(sections);
  return entry;
}

std::vector<PriorityPair> Loader::read_pairs(const Node& node) {
  bool is_whole = true;
  std::vector<PriorityPair> pairs =
      read_list(node, findings_, [&](const Node& item, DiagnosticList& findings) {
        Fields fields(item, findings);
        const auto more = fields.required("more", read_placed_word);
        const auto than = fields.required("than", read_placed_word);
        const Node* times = fields.required("times");
        const auto number =
            times != nullptr ? read_integer(*times, findings, 1, 9) : std::optional<std::int64_t>();
        std::optional<PriorityPair> pair;
        if (more && than && number) {
          pair = PriorityPair{*more, *than, static_cast<int>(*number), item.span()};
        }
        is_whole = is_whole && pair;
        return pair;
      });
  check_pairs_once(pairs, findings_);
  if (is_whole) check_pairs_whole(pairs, node.key_span(), findings_);
  return pairs;
}

void Loader::read_disclosure(const Node& node) {
  Fields fields(node, findings_);
  DisclosureEntry entry;
  entry.span = node.span();
  entry.id = declare(fields, Entity::disclosure);
  const auto plan = fields.required("plan", read_placed_id);
  entry.sections = read_words(fields.required("sections"), findings_);
  const auto to = fields.required("to", read_placed_id);
  const auto at = fields.required("at", read_moment);
  const auto recorded = fields.optional("recorded", read_moment);
  entry.agreed_by = read_ids(fields.optional("agreed_by"), findings_);
  mention(entry.agreed_by, Needs::party);
  const auto ground = fields.required("ground", read_placed_text);
  entry.by = read_by(fields);
  check_sections_once(entry.sections, findings_);
  if (at && recorded && Moment::surely_before(*recorded, *at)) {
    findings_.add(codes::recorded_before_it_happened, recorded->span,
                  {{"recorded", recorded->text}, {"occurred", at->text}});
  }
  if (plan) mention(*plan, Needs::plan);
  if (to) mention(*to, Needs::recipient);
  if (entry.id.empty()) return;
  declared_[entry.id.text].recorded = recorded ? recorded : at;
  if (!plan || !to || !at || !ground) return;
  entry.plan = *plan;
  entry.to = *to;
  entry.at = *at;
  entry.recorded = recorded.value_or(*at);
  entry.ground = *ground;
  file_.disclosures.push_back(std::move(entry));
}

std::optional<Tie> Loader::read_tie(const Node& node, const Placed& party) {
  Fields fields(node, findings_);
  Tie tie;
  tie.span = node.span();
  const auto to = fields.required("to", read_placed_id);
  const auto kind = fields.required(
      "is", [](const Node& n, DiagnosticList& f) { return read_enum<TieKind>(n, f, tie_words); });
  if (const Node* channel = fields.optional("channel")) {
    tie.channels = read_one_or_more(*channel, findings_, [](const Node& n, DiagnosticList& f) {
      return read_enum<Channel>(n, f, channel_words);
    });
  }
  if (!to || !kind) return std::nullopt;
  mention(*to, Needs::party);
  if (!party.empty() && to->text == party.text) {
    findings_.add(codes::tie_to_itself, to->span, {{"id", to->text}});
  }
  tie.to = *to;
  tie.kind = *kind;
  return tie;
}

void Loader::read_network(const Node& node) {
  Fields fields(node, findings_);
  NetworkEntry entry;
  entry.span = node.span();
  entry.id = declare(fields, Entity::network, false);
  const auto party = fields.required("party", read_placed_id);
  if (party) mention(*party, Needs::around);
  entry.kind = fields
                   .optional("kind",
                             [](const Node& n, DiagnosticList& f) {
                               return read_enum<NetworkKind>(n, f, network_kind_words);
                             })
                   .value_or(NetworkKind::person);
  entry.safe = read_given<bool>(fields.optional("safe"), findings_, read_yes_no);
  each(fields.optional_list("ties"), [&](const Node& item) {
    if (auto tie = read_tie(item, party.value_or(Placed{}))) entry.ties.push_back(*std::move(tie));
  });
  entry.from = fields.optional("from", read_moment);
  entry.until = fields.optional("until", read_moment);
  entry.recorded = fields.optional("recorded", read_moment);
  entry.by = read_by(fields, false);
  if (entry.from && entry.until && Moment::surely_before(*entry.until, *entry.from)) {
    findings_.add(codes::ends_before_it_begins, entry.until->span,
                  {{"until", entry.until->text}, {"from", entry.from->text}});
  }
  if (entry.from && entry.recorded && Moment::surely_before(*entry.recorded, *entry.from)) {
    findings_.add(codes::recorded_before_it_happened, entry.recorded->span,
                  {{"recorded", entry.recorded->text}, {"occurred", entry.from->text}});
  }
  if (const auto place = declared_.find(entry.id.text); place != declared_.end()) {
    place->second.recorded = entry.recorded ? entry.recorded : entry.from;
  }
  if (!party) return;
  entry.party = *party;
  file_.network.push_back(std::move(entry));
}

// Of the two only the more careful one counts; the reader of the case must see that they differ.
void Loader::check_network() {
  for (const NetworkEntry& entry : file_.network) {
    if (entry.safe.value != true) continue;
    for (const Tie& tie : entry.ties) {
      if (tie.kind != TieKind::risk || tie.to.text != file_.subject.text) continue;
      auto& finding =
          findings_.add(codes::safe_and_a_risk, entry.safe.span, {{"id", entry.party.text}});
      finding.notes.push_back({&notes::declared_here, tie.to.span, {}});
    }
  }
}

}  // namespace vaern::case_file::detail
