// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Documents by id@version. Typed loading is in the room of each kind.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/document.hpp"
#include "vaern/model/kind.hpp"
#include "vaern/model/parts.hpp"

namespace vaern {
inline namespace v1 {

/// A model as it was read, before its own room checks it.
struct StoredModel {
  Kind kind = Kind::instrument;
  std::string id;  ///< Of a wording INSTRUMENT-ID@LANGUAGE.
  std::string version;
  SourceSpan span;  ///< Of the id.
  Document document;

  std::string reference() const { return id + "@" + version; }
};

/// A value; documents are shared between copies. Pointers into it live until it is next changed.
class ModelStore {
 public:
  /// Adds a model. One that is not a model at all, or whose id, version or kind cannot be read,
  /// or whose kind and id@version are there already (the finding names both places), is a
  /// finding and is not added. A case is no model: not added, no finding.
  const StoredModel* add(Document document, DiagnosticList& findings);

  /// Reads and adds every `*.yaml`, `*.yml` and `*.json` below a directory, sorted by path as
  /// bytes. A directory that cannot be read is a finding; symbolic links are not followed.
  /// A model that is there already from elsewhere, byte for byte the same, is replaced by the one
  /// of this directory, and one hint says how many. What is there with other content, or twice in
  /// this directory, is not added, and one finding names all of it.
  void add_directory(const std::string& path, DiagnosticList& findings,
                     const ReadOptions& options = {});

  const StoredModel* find(Kind kind, std::string_view id, std::string_view version) const noexcept;

  /// Of any kind; nothing where two kinds share the id and version.
  const StoredModel* find(std::string_view id, std::string_view version) const noexcept;

  /// The model a reference names. Where there is none of that kind, a finding at the reference
  /// that says which versions there are, or the nearest id, or of which kind it is.
  const StoredModel* resolve(Kind kind, const Reference& reference, DiagnosticList& findings) const;

  /// All of one kind, by id, then version as text; versions compare digits as numbers ("9" < "10").
  std::vector<const StoredModel*> all(Kind kind) const;
  std::vector<const StoredModel*> all() const;

  std::size_t size() const noexcept { return models_.size(); }
  bool empty() const noexcept { return models_.empty(); }

 private:
  using Key = std::tuple<Kind, std::string, std::string>;
  std::map<Key, StoredModel> models_;
};

/// The model of a store that takes over from another.
struct Successor {
  const StoredModel* model = nullptr;
  SourceSpan said;  ///< Where one of both says so.
};

/// What a model says it is superseded by, where that is in the store; else the model in it that
/// says it supersedes this one, the latest of several. Nothing where there is none.
std::optional<Successor> successor_of(const ModelStore& store, const StoredModel& model);

}  // namespace v1
}  // namespace vaern
