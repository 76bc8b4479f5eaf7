// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The models that a host works with: the shipped library and folders of its own, read once.

#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/result.hpp"
#include "vaern/model/store.hpp"
#include "vaern/programme/library.hpp"

namespace vaern {
inline namespace v1 {

/// Immutable after loading; safe to share between threads.
class Models {
 public:
  /// Reads the folders in order. A model with errors is left out and its findings are appended;
  /// two models of one kind, id and version are a finding at the later one.
  static Models load(const std::vector<std::string>& directories, DiagnosticList& findings);

  /// Of documents that were read already.
  static Models of(ModelStore store, DiagnosticList& findings);

  const Library& library() const noexcept { return library_; }
  /// Every document, those with errors too.
  const ModelStore& store() const noexcept { return store_; }

  /// "danger-assessment@2009", or "danger-assessment" for the latest version.
  Result<InstrumentPtr> find_instrument(std::string_view name) const;

  /// The programme a case names. The finding is at the reference.
  Result<ProgrammePtr> find_programme(const Reference& reference) const;

 private:
  ModelStore store_;
  Library library_;
};

/// The files `*.yaml`, `*.yml` and `*.json` below a folder, sorted by path as bytes; a path that
/// is no folder stands for itself. Symbolic links below a folder are not followed. A folder that
/// cannot be read, or that has no such file, is a finding.
std::vector<std::string> documents_below(const std::string& path, DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern
