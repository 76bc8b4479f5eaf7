// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/comparison.hpp"

#include <algorithm>

#include "instrument/tree_changes.hpp"
#include "instrument/version_proof.hpp"

namespace vaern {
inline namespace v1 {

using instrument::detail::TreeChange;
using instrument::detail::VersionProof;

std::string_view to_string(ChangeGrade grade) noexcept {
  constexpr std::string_view words[change_grades] = {
      "nothing", "words", "evidence", "form", "score", "missing", "flags", "not_decided", "level"};
  return words[static_cast<std::size_t>(grade)];
}

VersionComparison compare_versions(const InstrumentPtr& before, const Document& old_document,
                                   const InstrumentPtr& after, const Document& new_document,
                                   const Reload& reload) {
  VersionComparison result;
  result.before = before;
  result.after = after;
  result.has_same_questions = instrument::detail::has_same_questions(*before, *after);
  std::vector<TreeChange> changes =
      instrument::detail::tree_changes(old_document.root, new_document.root);
  VersionProof proof(before);
  bool may_score = false;
  for (TreeChange& change : changes) {
    if (!change.may_score) continue;
    may_score = true;
    DiagnosticList ignored;
    const InstrumentPtr alone = reload(Document{old_document.file, change.alone}, ignored);
    if (alone == nullptr) {
      change.change.only_together = true;
      continue;
    }
    change.change.alone = alone;
    change.change.effect = proof.effect(alone);
    change.change.grade = std::max(change.change.grade, change.change.effect.grade);
  }
  result.effect.grade = ChangeGrade::nothing;
  if (may_score) result.effect = proof.effect(after);
  for (TreeChange& change : changes) {
    if (change.change.only_together) {
      change.change.grade = std::max(change.change.grade, result.effect.grade);
    }
    // What is proved of all together counts; what one change alone does may be undone by another.
    const ChangeGrade harmless =
        change.may_score ? std::min(change.change.grade, ChangeGrade::form) : change.change.grade;
    result.grade = std::max(result.grade, harmless);
    result.changes.push_back(std::move(change.change));
  }
  result.grade = std::max(result.grade, result.effect.grade);
  const bool is_same_model = before->head().id == after->head().id;
  const bool changed = result.effect.grade > ChangeGrade::form || !result.has_same_questions;
  result.keeps_version =
      is_same_model && before->head().version == after->head().version && changed;
  return result;
}

}  // namespace v1
}  // namespace vaern
