// SPDX-License-Identifier: Apache-2.0
// One safety plan of the whole shipped catalogue, and the states of all its measures for a hundred
// thousand cases, on one thread.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include "vaern/document/document.hpp"
#include "vaern/safety_plan/plan.hpp"

namespace vaern {
namespace {

constexpr std::size_t cases = 100'000;

struct Shipped {
  CaseNames names;
  Catalogue catalogue;
};

FactAbout about_of(const std::string& word) {
  if (word == "subject") return FactAbout::subject;
  if (word == "other_party") return FactAbout::other_party;
  return word == "child" ? FactAbout::child : FactAbout::any_case;
}

// The facts of the programme are read here, as no calendar and no instrument is needed.
Shipped loaded() {
  const std::string folder = std::string(VAERN_SOURCE_DIR) + "/instruments/partner-violence/";
  DiagnosticList findings;
  const auto programme = read_document_file(folder + "programme.yaml", findings);
  const auto document = read_document_file(folder + "safety-plan.yaml", findings);
  std::vector<FactDeclaration> facts;
  for (const Entry& entry : programme->root.find("facts")->entries()) {
    facts.push_back({entry.key, about_of(entry.value.find("about")->text()), entry.key_span});
  }
  std::vector<std::string> levels;
  for (const Node& level : programme->root.find("levels")->items()) levels.push_back(level.text());
  Shipped shipped{CaseNames(std::move(facts), std::move(levels)), Catalogue()};
  shipped.catalogue = *load_catalogue(*document, findings);
  bind_catalogue(shipped.catalogue, shipped.names, findings);
  return shipped;
}

const Shipped& shipped() {
  static const Shipped once = loaded();
  return once;
}

FixedSituation situation_of(std::uint64_t row) {
  FixedSituation situation(shipped().names);
  for (const FactDeclaration& fact : shipped().names.facts()) {
    row = row * 6364136223846793005ULL + 1442695040888963407ULL;
    situation.set(fact.id, static_cast<Truth>((row >> 33) % 3));
  }
  situation.set("level", OptionSet::of(static_cast<unsigned>((row >> 40) % 4)));
  return situation;
}

void one_plan(benchmark::State& state) {
  const FixedSituation situation = situation_of(7);
  std::size_t measures = 0;
  for (auto _ : state) {
    const SafetyPlan plan = draft_plan(shipped().catalogue, {.situation = &situation});
    measures = plan.measures.size();
    benchmark::DoNotOptimize(plan.measures.data());
  }
  state.counters["measures"] = static_cast<double>(measures);
}
BENCHMARK(one_plan);

void states_of_many_cases(benchmark::State& state) {
  std::vector<std::size_t> indicated(shipped().catalogue.measures().size());
  for (auto _ : state) {
    for (std::size_t row = 0; row < cases; ++row) {
      const FixedSituation situation = situation_of(row);
      const auto states = states_of(shipped().catalogue, situation);
      for (std::size_t i = 0; i < states.size(); ++i) {
        if (states[i] == MeasureState::included) ++indicated[i];
      }
    }
    benchmark::DoNotOptimize(indicated.data());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * cases));
}
BENCHMARK(states_of_many_cases)->Unit(benchmark::kSecond)->Iterations(1);

}  // namespace
}  // namespace vaern
