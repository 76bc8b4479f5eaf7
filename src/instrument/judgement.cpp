// SPDX-License-Identifier: Apache-2.0
#include "instrument/judgement.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "diagnostics/codes/instrument.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

/// Help of a finding: what may stand there.
void allow(Diagnostic& finding, const std::vector<std::string>& allowed) {
  std::string text;
  for (const std::string& one : allowed) text += (text.empty() ? "" : ", ") + one;
  finding.help = &notes::allowed_are;
  finding.help_arguments = {{"allowed", std::move(text)}};
}

std::optional<Code> code_of(const AnswerSet& set, std::string_view code) {
  for (std::size_t i = 0; i < set.options.size(); ++i) {
    if (set.options[i].code == code) return static_cast<Code>(i);
  }
  return std::nullopt;
}

void check_opinion(const Instrument& model, const GivenOpinion& given, DiagnosticList& findings) {
  const std::string path = "/judgement/opinions/" + given.first;
  const auto& opinions = model.opinions();
  const auto opinion = std::find_if(opinions.begin(), opinions.end(),
                                    [&](const Opinion& one) { return one.id == given.first; });
  if (opinion == opinions.end()) {
    Diagnostic& finding =
        findings.add_at_path(codes::opinion_unknown, path,
                             {{"opinion", given.first}, {"instrument", model.reference()}});
    std::vector<std::string> ids;
    for (const Opinion& one : opinions) ids.push_back(one.id);
    if (!ids.empty()) allow(finding, ids);
    return;
  }
  const AnswerSet& set = *model.find_set(opinion->set);
  if (code_of(set, given.second)) return;
  std::vector<std::string> codes;
  for (const Option& option : set.options) codes.push_back(option.code);
  allow(findings.add_at_path(codes::opinion_level_unknown, path,
                             {{"level", given.second}, {"opinion", given.first}}),
        codes);
}

}  // namespace

void check_judgement(const Instrument& model, const Judgement& judgement,
                     DiagnosticList& findings) {
  if (model.levels().list.empty()) {
    findings.add_at_path(codes::judgement_has_no_levels, "/judgement",
                         {{"instrument", model.reference()}});
    return;
  }
  if (!model.levels().find(judgement.level)) {
    std::vector<std::string> levels;
    for (const Level& level : model.levels().list) levels.push_back(level.id);
    allow(findings.add_at_path(codes::judgement_level_unknown, "/judgement/level",
                               {{"level", judgement.level}, {"instrument", model.reference()}}),
          levels);
  }
  if (judgement.reason.empty()) {
    findings.add_at_path(codes::judgement_without_reason, "/judgement/reason", {});
  }
  for (const GivenOpinion& given : judgement.opinions) check_opinion(model, given, findings);
}

void apply_judgement(Score& score, const std::optional<Judgement>& judgement) {
  const Instrument& model = *score.instrument;
  for (const Opinion& opinion : model.opinions()) {
    OpinionScore one{opinion.id, std::nullopt, opinion.is_required};
    if (judgement) {
      for (const auto& [id, code] : judgement->opinions) {
        if (id == opinion.id) one.given = code_of(*model.find_set(opinion.set), code);
      }
    }
    score.opinions.push_back(std::move(one));
  }
  const bool decides = model.judgement() == JudgementPolicy::decides;
  score.possible_after = score.possible;
  if (!judgement) {
    if (!decides && score.is_certain()) score.in_force = score.computed;
    return;
  }
  const std::uint32_t level = *model.levels().find(judgement->level);
  JudgedLevel judged;
  judged.level = level;
  judged.given = *judgement;
  // Of the answers: the computed level, or "at least" the low end; of a judgement that decides,
  // the floor its rules give (S12.1, S12.3).
  const std::uint32_t answers = decides ? score.low : score.computed.value_or(score.low);
  const std::uint32_t higher = std::max(level, answers);
  std::uint32_t in_force = higher;
  if (level < answers && !decides) {
    const bool may_lower =
        model.judgement() == JudgementPolicy::lower_with_reason ||
        (model.judgement() == JudgementPolicy::lower_second_person && !judgement->second.empty());
    if (may_lower) in_force = level;
    judged.is_lowered = may_lower;
  }
  judged.is_overruled = level < in_force;
  score.in_force = in_force;
  LevelSet above = 0;
  const LevelSet open = decides ? score.possible_floors : score.possible;
  if (!std::has_single_bit(open)) above = open & ~((LevelSet{2} << in_force) - 1);
  score.possible_after = (LevelSet{1} << in_force) | above;
  score.judged = std::move(judged);
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
