// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Local versions: a file that `extends:` a published instrument and says only what it changes,
/// or a published calendar and says what days it adds.

#include <optional>
#include <string>

#include "vaern/model/store.hpp"

namespace vaern {
inline namespace v1 {

/// The reference after `extends:`; nothing where there is none, or none that can be read.
std::optional<Reference> extends_of(const Document& document);

/// Where a document extends something, a finding that it is not at hand; says whether it does.
bool say_extends_unresolved(const Document& document, DiagnosticList& findings);

/// What a model of a store extends: null where it extends nothing, nothing where the chain is
/// broken (see `join_all`). Findings are those at this model alone.
std::optional<const StoredModel*> extended_by(const ModelStore& store, const StoredModel& model,
                                              DiagnosticList& findings);

/// One document of both: what the local file says, and the published one where it says nothing
/// (language.md, "Local versions"). Every node keeps the place in the file that it is from.
/// Findings at the local file: a key that changes nothing, a file that changes nothing but its
/// head, a section that a local file cannot change. `base` may itself be joined.
Document join(const Document& base, const Document& local, DiagnosticList& findings);

/// A stored model with all that it extends; the document itself where it extends nothing.
struct Joined {
  Document document;
  /// What `extends:` names, and the published file at the end of the chain. Null: extends nothing.
  const StoredModel* base = nullptr;
  const StoredModel* published = nullptr;
};

/// Joins a model of a store along its chain of `extends:`. Nothing where the chain is broken: the
/// model names itself, is in a circle (the finding names every edge), or names what is not there
/// or is of another kind. Findings are those at this model alone: those of the models it extends
/// are found when they are joined themselves.
std::optional<Joined> join_all(const ModelStore& store, const StoredModel& model,
                               DiagnosticList& findings);

/// The finding at a local version that what it extends has errors of its own.
void say_extends_broken(const StoredModel& model, DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern
