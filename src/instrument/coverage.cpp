// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/coverage.hpp"

#include <algorithm>

#include "instrument/coverage_goals.hpp"
#include "instrument/example_text.hpp"

namespace vaern {
inline namespace v1 {

using instrument::detail::FormFinder;
using instrument::detail::Goal;
using instrument::detail::says_the_same;
using instrument::detail::Sought;

std::string_view to_string(CoverageKind kind) noexcept {
  constexpr std::string_view words[coverage_kinds] = {
      "answers", "asked_when", "within", "missing", "cut_offs", "gates",      "rules",  "levels",
      "flags",   "judgement",  "habit",  "tables",  "classes",  "consistent", "earlier"};
  return words[static_cast<std::size_t>(kind)];
}

namespace {

void count_point(const CoveragePoint& point, CoverageCount& count) {
  if (point.state == CoveragePoint::State::impossible) return;
  ++count.of;
  if (point.state == CoveragePoint::State::covered) ++count.covered;
}

bool reaches(const Goal& goal, const Result<Score>& score) {
  if (goal.fails) return !score && goal.fails(score.error());
  return score && goal.holds(*score);
}

/// What the examples reach. Those that have a fault reach nothing but that.
void run_points(FormFinder& finder, std::vector<Goal>& goals) {
  const Instrument& instrument = *finder.instrument();
  for (std::size_t i = 0; i < instrument.examples().size(); ++i) {
    const Result<ExampleForm> form = example_form(instrument, instrument.examples()[i]);
    if (!form) continue;
    const Result<Score> score = score_example(finder.instrument(), *form, false);
    for (Goal& goal : goals) {
      if (goal.point.state == CoveragePoint::State::covered || !reaches(goal, score)) continue;
      goal.point.state = CoveragePoint::State::covered;
      goal.point.example = i;
    }
  }
}

/// Makes one proposal of the form that was found for a point.
class Proposal {
 public:
  Proposal(FormFinder& finder, std::vector<Goal>& goals, std::size_t first, ExampleForm form)
      : finder_(finder), goals_(goals), first_(first), form_(std::move(form)) {}

  bool holds() {
    const Result<Score> score = score_example(finder_.instrument(), form_, false);
    if (score) score_ = *score;
    return reaches(goals_[first_], score) &&
           instrument::detail::written_responses(*finder_.instrument(), form_.responses).is_exact;
  }

  /// Tries more answers that no example has: the same answer to other items, and any answer to
  /// items that nothing reads. Twenty items of five answers then need five examples.
  void add_answers() {
    const CoveragePoint& first = goals_[first_].point;
    if (first.kind != CoverageKind::answers) return;
    std::vector<std::string> used{first.subject};
    std::vector<std::size_t> held{first_};
    for (const bool is_same_answer : {true, false}) {
      for (std::size_t j = first_ + 1; j < goals_.size(); ++j) {
        const CoveragePoint& other = goals_[j].point;
        if (other.kind != CoverageKind::answers || !is_open(other)) continue;
        if (is_same_answer && other.side != first.side) continue;
        if (std::find(used.begin(), used.end(), other.subject) != used.end()) continue;
        ExampleForm form = form_;
        const Item& item = *finder_.instrument()->find_item(other.subject);
        Code code = 0;
        while (finder_.instrument()->code_text(item, code) != other.side) ++code;
        form.responses.answer(item.input, code);
        const auto score = finder_.scored(form);
        held.push_back(j);
        const bool is_good = score && std::all_of(held.begin(), held.end(), [&](std::size_t goal) {
                               return goals_[goal].holds(*score);
                             });
        if (!is_good || (!is_same_answer && !says_the_same(*score, *score_))) {
          held.pop_back();
          continue;
        }
        used.push_back(other.subject);
        form_ = std::move(form);
        score_ = score;
      }
    }
  }

  void shorten(const std::vector<std::size_t>& covers) {
    form_ =
        instrument::detail::shortened(finder_, form_, [&](const ExampleForm&, const Score& score) {
          return std::all_of(covers.begin(), covers.end(),
                             [&](std::size_t goal) { return goals_[goal].holds(score); });
        });
  }

  std::vector<std::size_t> reached() const {
    if (!score_) return {first_};
    std::vector<std::size_t> covers;
    for (std::size_t j = first_; j < goals_.size(); ++j) {
      if (goals_[j].fails || !is_open(goals_[j].point)) continue;
      if (goals_[j].holds(*score_)) covers.push_back(j);
    }
    return covers;
  }

  const ExampleForm& form() const { return form_; }

 private:
  static bool is_open(const CoveragePoint& point) {
    return point.state == CoveragePoint::State::missing && !point.proposal;
  }
  FormFinder& finder_;
  std::vector<Goal>& goals_;
  std::size_t first_;
  ExampleForm form_;
  std::optional<Score> score_;
};

/// A form for every missing point; one that an earlier form reaches as well needs none.
void propose(FormFinder& finder, std::vector<Goal>& goals,
             std::vector<ProposedExample>& proposals) {
  for (std::size_t i = 0; i < goals.size(); ++i) {
    CoveragePoint& point = goals[i].point;
    if (point.state != CoveragePoint::State::missing || point.proposal) continue;
    const Sought sought = goals[i].seek(finder);
    if (sought.answer == Sought::Answer::impossible) {
      point.state = CoveragePoint::State::impossible;
      continue;
    }
    point.state = CoveragePoint::State::undecided;
    if (!sought.form) continue;
    Proposal proposal(finder, goals, i, *sought.form);
    if (!proposal.holds()) continue;
    point.state = CoveragePoint::State::missing;
    proposal.add_answers();
    const std::vector<std::size_t> covers = proposal.reached();
    proposal.shorten(covers);
    for (const std::size_t j : covers) goals[j].point.proposal = proposals.size();
    LocalizedText name = point.text;
    if (covers.size() > 1) {
      const std::string more = std::to_string(covers.size() - 1);
      name = {{"en", point.text.best(Language::en) + " and " + more + " more"},
              {"da", point.text.best(Language::da) + " og " + more + " mere"}};
    }
    proposals.push_back({std::move(name), proposal.form(), covers});
  }
}

}  // namespace

CoverageCount Coverage::count() const {
  CoverageCount result;
  for (const CoveragePoint& point : points) count_point(point, result);
  return result;
}

CoverageCount Coverage::count(CoverageKind kind) const {
  CoverageCount result;
  for (const CoveragePoint& point : points) {
    if (point.kind == kind) count_point(point, result);
  }
  return result;
}

std::size_t Coverage::percent(const CoverageCount& count) noexcept {
  return count.of == 0 ? 100 : count.covered * 100 / count.of;
}

Coverage cover(const InstrumentPtr& instrument) {
  FormFinder finder(instrument);
  std::vector<Goal> goals = instrument::detail::goals_of(finder);
  run_points(finder, goals);
  Coverage coverage;
  coverage.instrument = instrument;
  propose(finder, goals, coverage.proposals);
  for (Goal& goal : goals) coverage.points.push_back(std::move(goal.point));
  return coverage;
}

std::string proposal_yaml(const InstrumentPtr& instrument, const ProposedExample& proposal,
                          Language language) {
  return instrument::detail::example_yaml(instrument, proposal.name.best(language), proposal.form,
                                          language, !proposal.is_spelled_out);
}

}  // namespace v1
}  // namespace vaern
