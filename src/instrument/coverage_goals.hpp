// SPDX-License-Identifier: Apache-2.0
#pragma once
// The points of a model: what each is, which scores reach it, and how to find a form that does.
// A mechanism of the language is one function here.

#include <functional>
#include <string>
#include <vector>

#include "instrument/form_finder.hpp"
#include "vaern/instrument/coverage.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

struct Goal {
  CoveragePoint point;
  Wanted holds;
  std::function<Sought(FormFinder&)> seek;  ///< Asked only where no example reaches the point.
  /// Of a point that is a fault of the answers, in place of `holds`.
  std::function<bool(const DiagnosticList&)> fails = nullptr;
};

struct Goals {
  FormFinder& finder;
  const InstrumentPtr& instrument;
  std::vector<Goal> list{};

  void add_answers();
  void add_asked_when();
  void add_second_questions();
  void add_missing();
  void add_cut_offs();
  void add_gates();
  void add_rules();
  void add_levels();
  void add_flags();
  void add_judgement();
  void add_outcomes();
  void add_classes();
  void add_tables();
  void add_consistent();
  void add_earlier();

 private:
  void add(CoverageKind kind, std::string subject, std::string side, LocalizedText text,
           const SourceSpan& span, Wanted holds, std::function<Sought(FormFinder&)> seek);
  /// Three points: yes, no, unknown.
  using TruthOf = std::function<Truth(const Score&)>;
  void add_truth(CoverageKind kind, const std::string& id, const Condition& when,
                 const SourceSpan& span, const TruthOf& truth_of);
  void add_second(const Item& item, CoverageKind kind, InputId input, const LocalizedText& asks);
  void add_cut_offs(const Levels& levels, const std::string& prefix);
  using LevelOf = std::function<const LevelScore&(const Score&)>;
  void add_certain(const Levels& levels, const std::string& prefix, std::uint32_t outcome,
                   const LevelOf& level_of);
  void add_limits(std::size_t index);
};

std::vector<Goal> goals_of(FormFinder& finder);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
