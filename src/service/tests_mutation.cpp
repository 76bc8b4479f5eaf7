// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/codes/service.hpp"
#include "service/tests_parts.hpp"

namespace vaern::service::detail {
namespace {

struct KindWords {
  MutationKind kind;
  std::string_view en, da;
};
constexpr KindWords kinds[] = {
    {MutationKind::points, "points of answers", "point for svar"},
    {MutationKind::weights, "weights", "vægte"},
    {MutationKind::steps, "steps and rounding", "trin og afrunding"},
    {MutationKind::numbers, "other numbers", "andre tal"},
    {MutationKind::missing, "missing answers", "manglende svar"},
    {MutationKind::cut_offs, "cut-offs", "grænser"},
    {MutationKind::conditions, "conditions", "betingelser"},
    {MutationKind::rules, "rules", "regler"},
    {MutationKind::flags, "flags", "markeringer"},
    {MutationKind::asked_when, "asked or not", "spørges der"},
    {MutationKind::judgement, "judgement", "faglig vurdering"},
};
static_assert(std::size(kinds) == mutation_kinds);

constexpr std::string_view fates[] = {"killed", "refused", "equivalent", "alive", "not_decided"};

}  // namespace

std::string mutation_text(const Mutation& mutation, Language language) {
  const bool da = language == Language::da;
  if (mutation.mutants.empty()) {
    return da ? "  ingen fejl er prøvet: eksemplerne består ikke, eller der er intet at ændre\n"
              : "  no mistakes were tried: the examples fail, or there is nothing to change\n";
  }
  std::vector<std::vector<std::string>> rows;
  rows.push_back(
      da ? std::vector<std::string>{"", "fejl prøvet", "opdaget", "uden virkning", "ikke opdaget"}
         : std::vector<std::string>{"", "mutants", "killed", "equivalent", "alive"});
  const auto row = [&](std::string_view name, const MutationCount& count) {
    rows.push_back({std::string(name), std::to_string(count.mutants), std::to_string(count.killed),
                    std::to_string(count.equivalent), std::to_string(count.alive)});
  };
  for (const KindWords& words : kinds) {
    const MutationCount count = mutation.count(words.kind);
    if (count.mutants != 0) row(da ? words.da : words.en, count);
  }
  row(da ? "i alt" : "all", mutation.count());
  std::string text = table(rows);
  const auto list = [&](Mutant::Fate fate, std::string_view head) {
    std::string lines;
    for (const Mutant& mutant : mutation.mutants) {
      if (mutant.fate != fate) continue;
      lines += "    " + place(mutant.span) + ": " + mutant.change.best(language) + "\n";
    }
    if (!lines.empty()) text += "  " + std::string(head) + "\n" + lines;
  };
  list(Mutant::Fate::equivalent,
       da ? "uden virkning på nogen besvarelse:" : "the same on every form:");
  list(Mutant::Fate::alive, da ? "ingen eksempler opdager:" : "no example notices:");
  list(Mutant::Fate::not_decided, da ? "motoren ved ikke, om nogen besvarelse viser det:"
                                     : "the engine does not know whether any form shows it:");
  if (!mutation.proposals.empty()) {
    text += da ? "  eksempler, der ville opdage dem, og kan sættes ind under examples:\n"
               : "  examples that would notice them, to paste under examples:\n";
    for (const ProposedExample& proposal : mutation.proposals) {
      text += proposal_yaml(mutation.instrument, proposal, language);
    }
  }
  return text;
}

void write_mutation(CanonicalWriter& json, const Mutation& mutation, Language language) {
  const auto counts = [&](const MutationCount& count) {
    json.integer("mutants", static_cast<std::int64_t>(count.mutants));
    json.integer("killed", static_cast<std::int64_t>(count.killed));
    json.integer("equivalent", static_cast<std::int64_t>(count.equivalent));
    json.integer("alive", static_cast<std::int64_t>(count.alive));
  };
  json.begin_map("mutation").begin_list("kinds");
  for (const KindWords& words : kinds) {
    const MutationCount count = mutation.count(words.kind);
    if (count.mutants == 0) continue;
    json.begin_map().text("kind", to_string(words.kind));
    counts(count);
    json.end_map();
  }
  json.end_list();
  counts(mutation.count());
  json.begin_list("list");
  for (const Mutant& mutant : mutation.mutants) {
    json.begin_map().text("kind", to_string(mutant.kind));
    json.text("fate", fates[static_cast<std::size_t>(mutant.fate)]);
    json.text("change", shown(mutant.change.best(language)));
    write_place(json, mutant.span);
    if (mutant.example) json.integer("example", static_cast<std::int64_t>(*mutant.example));
    if (mutant.proposal) json.integer("proposal", static_cast<std::int64_t>(*mutant.proposal));
    json.end_map();
  }
  json.end_list();
  write_proposals(json, mutation.instrument, mutation.proposals, language);
  json.end_map();
}

void add_mutants(const Mutation& mutation, DiagnosticList& findings) {
  const MutationCount count = mutation.count();
  if (count.alive == 0) return;
  findings.add(codes::mutants_alive, mutation.instrument->head().span,
               {{"instrument", mutation.instrument->reference()},
                {"alive", std::to_string(count.alive)},
                {"mutants", std::to_string(count.mutants)}});
}

}  // namespace vaern::service::detail
