// SPDX-License-Identifier: Apache-2.0
// Who may get a copy, and which sections: what the case says, and nothing more.
#include <algorithm>

#include "diagnostics/codes/exchange.hpp"
#include "exchange/plan_copy_words.hpp"
#include "exchange/report_page.hpp"
#include "safety_plan/seen.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

using safety_plan::detail::Seen;
using Ids = std::vector<std::string>;

Seen seen_of(const PlanSource& source) {
  return {*source.file, source.when.as_of, &source.programme->policy().zone(),
          source.when.known_by};
}

bool has(const Ids& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// Whom the options name: one party, or all of a role.
std::vector<const Party*> recipients_of(const PlanSource& source, const CopyOptions& options) {
  std::vector<const Party*> parties;
  for (const Party& party : source.file->parties) {
    const bool is_meant = options.recipient_party.empty()
                              ? to_string(party.role) == to_string(options.recipient)
                              : party.id == options.recipient_party;
    if (is_meant) parties.push_back(&party);
  }
  return parties;
}

/// What is known, and not what nobody has said: the person may know them well.
bool is_known_as_unsafe(const Party& party, const Network& network) {
  if (party.role == Role::other_party) return true;
  const NetworkMember* member = network.find(party.id);
  return member != nullptr && !is_question(member->standing) &&
         member->standing != NetworkStanding::suggested;
}

/// The newest entries about a party; several where they are of one moment.
std::vector<const DisclosureEntry*> newest(const PlanSource& source, std::string_view party) {
  const Seen seen = seen_of(source);
  std::vector<const DisclosureEntry*> entries;
  for (const DisclosureEntry& entry : source.file->disclosures) {
    if (entry.to.text != party || seen.is_struck(entry.id.text)) continue;
    if (!seen.has_happened(entry.at) || !seen.is_known(entry.recorded)) continue;
    if (!entries.empty()) {
      const Instant latest = seen.first_instant(entries.front()->at);
      if (seen.first_instant(entry.at) < latest) continue;
      if (seen.first_instant(entry.at) > latest) entries.clear();
    }
    entries.push_back(&entry);
  }
  return entries;
}

/// Of several of one moment what all of them name.
Ids sections_of(const std::vector<const DisclosureEntry*>& entries) {
  Ids sections;
  if (entries.empty()) return sections;
  for (const Placed& section : entries.front()->sections) {
    const bool is_in_all = std::all_of(entries.begin(), entries.end(), [&](const auto* entry) {
      return std::any_of(entry->sections.begin(), entry->sections.end(),
                         [&](const Placed& other) { return other.text == section.text; });
    });
    if (is_in_all) sections.push_back(section.text);
  }
  return sections;
}

Ids sorted(Ids ids) {
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::string named_recipient(const CopyOptions& options) {
  return options.recipient_party.empty() ? std::string(to_string(options.recipient))
                                         : options.recipient_party;
}

/// Nothing where the case says that one of them must not get it.
bool check_safe(const PlanSource& source, const std::vector<const Party*>& parties,
                const CopyOptions& options, DiagnosticList& findings) {
  const Network network = network_of(*source.file, source.when.as_of,
                                     &source.programme->policy().zone(), source.when.known_by);
  Ids unsafe;
  for (const Party* party : parties) {
    if (is_known_as_unsafe(*party, network)) unsafe.push_back(party->id);
  }
  if (unsafe.empty()) return true;
  findings.add_at_path(codes::copy_recipient_unsafe, "/recipient",
                       {{"recipient", named_recipient(options)}, {"parties", join(unsafe, ", ")}});
  return false;
}

/// A copy for a child, or for somebody near the person, is for one of them: what is agreed with
/// another is not theirs to read.
bool settle_one(const std::vector<const Party*>& parties, CopyOptions& options,
                DiagnosticList& findings) {
  const bool is_for_one = options.recipient == Who::child || options.recipient == Who::network;
  if (!is_for_one || parties.empty()) return true;
  if (parties.size() == 1) {
    options.recipient_party = parties.front()->id;
    return true;
  }
  Ids ids;
  for (const Party* party : parties) ids.push_back(party->id);
  findings.add_at_path(codes::copy_for_one, "/recipient", {{"parties", join(ids, ", ")}});
  return false;
}

}  // namespace

const DisclosureEntry* disclosed_to(const PlanSource& source, const CopyOptions& options) {
  for (const Party* party : recipients_of(source, options)) {
    const auto entries = newest(source, party->id);
    if (!entries.empty()) return entries.front();
  }
  return nullptr;
}

void settle_recipient(const PlanSource& source, CopyOptions& options, DiagnosticList& findings) {
  const std::vector<const Party*> parties = recipients_of(source, options);
  if (!options.recipient_party.empty()) {
    if (parties.empty() || parties.front()->role == Role::subject) {
      findings.add_at_path(codes::copy_recipient_unknown, "/recipient",
                           {{"id", options.recipient_party}, {"case", source.file->id}});
      return;
    }
    // What a child may read must not hang on what the caller thinks they are.
    if (parties.front()->role == Role::child) options.recipient = Who::child;
    if (parties.front()->role == Role::network) options.recipient = Who::network;
  }
  if (!check_safe(source, parties, options, findings)) return;
  if (!settle_one(parties, options, findings)) return;
  Ids shares;
  std::vector<Ids> allowed;
  std::string entry;
  for (const Party* party : parties) {
    const auto entries = newest(source, party->id);
    allowed.push_back(sorted(sections_of(entries)));
    shares.push_back(party->id + ": " + (entries.empty() ? "-" : join(allowed.back(), ", ")));
    if (!entries.empty() && entry.empty()) entry = entries.front()->id.text;
  }
  const std::string recipient = named_recipient(options);
  if (entry.empty()) {
    if (!options.sections.empty()) return;
    findings.add_at_path(codes::copy_sections_unknown, "/sections", {{"recipient", recipient}});
    return;
  }
  if (std::any_of(allowed.begin(), allowed.end(),
                  [&](const Ids& other) { return other != allowed.front(); })) {
    findings.add_at_path(codes::copy_recipient_several, "/recipient",
                         {{"recipient", recipient}, {"shares", join(shares, "; ")}});
    return;
  }
  if (options.sections.empty()) options.sections = allowed.front();
  if (options.sections.empty()) {
    findings.add_at_path(codes::copy_sections_unknown, "/sections", {{"recipient", recipient}});
  }
  for (std::size_t i = 0; i < options.sections.size(); ++i) {
    if (has(allowed.front(), options.sections[i])) continue;
    findings.add_at_path(codes::copy_section_not_agreed, "/sections/" + std::to_string(i),
                         {{"section", options.sections[i]},
                          {"recipient", recipient},
                          {"entry", entry},
                          {"sections", join(allowed.front(), ", ")}});
  }
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
