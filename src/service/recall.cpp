// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/recall.hpp"

#include <algorithm>
#include <tuple>

#include "diagnostics/codes/service.hpp"
#include "service/results_words.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using Grade = ResultsChange::Grade;
using State = Recalled::State;

/// The corrected model's own version, and what it takes over from, one after the other.
std::vector<Reference> versions_of(const Models& models, const Instrument& corrected) {
  std::vector<Reference> versions{corrected.head().reference()};
  const ModelHead* head = &corrected.head();
  InstrumentPtr older;
  while (head != nullptr && head->supersedes) {
    const Reference& next = head->supersedes->model;
    if (std::find(versions.begin(), versions.end(), next) != versions.end()) break;
    versions.push_back(next);
    older = models.library().find_instrument(next.id, next.version);
    head = older != nullptr ? &older->head() : nullptr;
  }
  return versions;
}

/// Raised before moved before lowered, then where the judgement stands all the same, then what
/// changed beside levels.
int rank(const ResultsChange& change) {
  if (change.grade == Grade::flags) return 4;
  if (change.grade == Grade::score) return 5;
  if (change.is_by_answers_alone()) return 3;
  if (change.shift == Shift::raised) return 0;
  return change.shift == Shift::moved ? 1 : 2;
}

/// How serious, the most first: the new range from above, then the old one.
auto seriousness(const Recalled& made, const Levels& levels) {
  const auto end = [&](const Results& results, bool highest) {
    const std::vector<std::string>& set = results.possible_after;
    if (set.empty()) return 1;
    return -static_cast<int>(levels.find(highest ? set.back() : set.front()).value_or(0));
  };
  return std::tuple(end(made.after, true), end(made.after, false), end(made.before, true),
                    end(made.before, false));
}

void add_findings(Recall& recall) {
  const ModelHead& head = recall.corrected->head();
  std::map<std::string, std::pair<State, std::size_t>> passed;
  std::size_t same = 0;
  std::size_t compared = 0;
  for (const RecalledFile& file : recall.files) {
    const Recalled& made = file.made;
    if (made.state == State::other_version || made.rests_on_corrected) {
      const auto known = passed.try_emplace(made.instrument, made.state, 0).first;
      ++known->second.second;
    }
    if (made.state != State::compared && made.state != State::cannot_be_scored) continue;
    ++compared;
    if (made.was_made_by_corrected) ++same;
  }
  for (const auto& [reference, what] : passed) {
    const std::string count = std::to_string(what.second);
    if (what.first == State::other_version) {
      recall.findings.add(codes::records_of_other_version, head.span,
                          {{"count", count},
                           {"reference", reference},
                           {"corrected", head.reference().to_string()}});
    } else {
      recall.findings.add(codes::records_of_local_version, head.span,
                          {{"count", count}, {"reference", reference}, {"id", head.id}});
    }
  }
  if (compared > 0 && same == compared) {
    recall.findings.add(
        codes::nothing_was_corrected, head.span,
        {{"count", std::to_string(compared)}, {"reference", head.reference().to_string()}});
  }
}

}  // namespace

Recall recall_records(const Models& models, const InstrumentPtr& corrected,
                      std::vector<RecordFile> records) {
  Recall result;
  result.corrected = corrected;
  result.versions = versions_of(models, *corrected);
  std::stable_sort(records.begin(), records.end(),
                   [](const RecordFile& a, const RecordFile& b) { return a.name < b.name; });
  const RecallOf of{corrected, result.versions};
  for (RecordFile& record : records) {
    result.files.push_back(
        {std::move(record.name),
         recall(record.bytes, of, [&](std::string_view id, std::string_view version) {
           return models.library().find_instrument(id, version);
         })});
  }
  add_findings(result);
  return result;
}

std::vector<std::size_t> Recall::touched() const {
  std::vector<std::size_t> list;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const Recalled& made = files[i].made;
    if (made.state == State::compared && made.change.grade != Grade::nothing) list.push_back(i);
  }
  std::stable_sort(list.begin(), list.end(), [&](std::size_t a, std::size_t b) {
    const Recalled& x = files[a].made;
    const Recalled& y = files[b].made;
    return std::tuple(rank(x.change), seriousness(x, corrected->levels())) <
           std::tuple(rank(y.change), seriousness(y, corrected->levels()));
  });
  return list;
}

std::size_t Recall::count(State state) const {
  return static_cast<std::size_t>(std::count_if(
      files.begin(), files.end(), [&](const RecalledFile& f) { return f.made.state == state; }));
}

std::size_t Recall::count(Grade grade) const {
  return static_cast<std::size_t>(
      std::count_if(files.begin(), files.end(), [&](const RecalledFile& f) {
        return f.made.state == State::compared && f.made.change.grade == grade;
      }));
}

std::size_t Recall::count(Shift shift) const {
  return static_cast<std::size_t>(
      std::count_if(files.begin(), files.end(), [&](const RecalledFile& f) {
        return f.made.state == State::compared && f.made.change.grade == Grade::level &&
               f.made.change.shift == shift;
      }));
}

std::size_t Recall::by_answers_alone() const {
  return static_cast<std::size_t>(
      std::count_if(files.begin(), files.end(), [](const RecalledFile& f) {
        return f.made.state == State::compared && f.made.change.is_by_answers_alone();
      }));
}

std::vector<std::pair<std::pair<std::string, std::string>, std::size_t>> Recall::moves(
    std::optional<Language> labels) const {
  std::vector<std::pair<std::pair<std::string, std::string>, std::size_t>> list;
  for (const std::size_t i : touched()) {
    const Recalled& made = files[i].made;
    if (made.change.after_judgement == Shift::none) continue;
    const auto words = [&](const Results& results) {
      return service::detail::standing_words(results, labels ? &corrected->levels() : nullptr,
                                             labels.value_or(Language::en));
    };
    const std::pair key(words(made.before), words(made.after));
    const auto known =
        std::find_if(list.begin(), list.end(), [&](const auto& each) { return each.first == key; });
    if (known != list.end()) {
      ++known->second;
    } else {
      list.emplace_back(key, 1);
    }
  }
  return list;
}

std::map<std::string, std::size_t> Recall::others() const {
  std::map<std::string, std::size_t> result;
  for (const RecalledFile& file : files) {
    const State state = file.made.state;
    if (state == State::other_version || state == State::other_instrument) {
      ++result[file.made.instrument];
    }
  }
  return result;
}

bool Recall::is_clear() const {
  const std::size_t sound =
      count(Grade::nothing) + count(State::other_instrument) + count(State::other_version);
  return sound == files.size();
}

}  // namespace v1
}  // namespace vaern
