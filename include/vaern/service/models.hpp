// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The models that a host works with: the shipped library and folders of its own, read once.

#include <memory>
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
  static Models of(ModelStore store, DiagnosticList& findings, const Library::Wanted& wanted = {});

  const Library& library() const noexcept { return library_; }
  /// Every document, those with errors too.
  const ModelStore& store() const noexcept { return store_; }

  /// "danger-assessment@2009", or "danger-assessment" for the latest version.
  Result<InstrumentPtr> find_instrument(std::string_view name) const;

  /// "denmark-offices@2024", "denmark-offices" for the latest version, or "denmark" where the id of
  /// one calendar alone begins so.
  Result<std::shared_ptr<const Calendar>> find_calendar(std::string_view name) const;

  /// The programme a case names. The finding is at the reference.
  Result<ProgrammePtr> find_programme(const Reference& reference) const;

 private:
  ModelStore store_;
  Library library_;
};

/// The documents below folders, in order, that are not loaded. Files that are among `except`,
/// under whatever path, are left out.
ModelStore read_models(const std::vector<std::string>& directories,
                       const std::vector<std::string>& except = {});

/// Adds what a document refers to and the store has not from the folder of its file: what a local
/// version extends, however far, and the instrument of a wording.
void add_neighbours(ModelStore& store, const Document& document, const std::string& path);

/// The instrument in a file. A local version is joined with what it extends, which is looked for
/// among the models and then in the folder of the file. Null after errors.
InstrumentPtr load_instrument_file(const Models& models, const Document& document,
                                   const std::string& path, DiagnosticList& findings);

/// The same of a calendar.
std::shared_ptr<const Calendar> load_calendar_file(const Models& models, const Document& document,
                                                   const std::string& path,
                                                   DiagnosticList& findings);

/// The files `*.yaml`, `*.yml` and `*.json` below a folder, sorted by path as bytes; a path that
/// is no folder stands for itself. Symbolic links below a folder are not followed. A folder that
/// cannot be read, or that has no such file, is a finding.
std::vector<std::string> documents_below(const std::string& path, DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern
