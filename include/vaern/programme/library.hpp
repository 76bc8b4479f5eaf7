// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// All models of some folders, loaded and checked: what a host opens once.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/instrument/wording_file.hpp"
#include "vaern/model/store.hpp"
#include "vaern/programme/programme.hpp"

namespace vaern {
inline namespace v1 {

/// Models by id@version. A model with errors is not in it; its findings are.
class Library {
 public:
  /// Reads every model below the folders, in order, and loads them: instruments (what a local
  /// version extends before it), wordings, calendars and policies first, then programmes with
  /// their catalogues. A catalogue that no programme uses is checked by itself.
  static Library load(const std::vector<std::string>& directories, DiagnosticList& findings);

  /// Which models of a store to load.
  using Wanted = std::function<bool(const StoredModel&)>;

  /// Of documents that were read already (tests, editors); of them only the wanted ones and what
  /// local versions extend, or all where nothing says which.
  static Library load(const ModelStore& store, DiagnosticList& findings, const Wanted& wanted = {});

  const std::vector<InstrumentPtr>& instruments() const { return instruments_; }
  const std::vector<ProgrammePtr>& programmes() const { return programmes_; }
  const std::vector<std::shared_ptr<const Calendar>>& calendars() const { return calendars_; }
  const std::vector<std::shared_ptr<const Policy>>& policies() const { return policies_; }

  const std::vector<WordingPtr>& wordings() const { return wordings_; }

  /// `version` empty: the latest. Null where there is none.
  InstrumentPtr find_instrument(std::string_view id, std::string_view version = {}) const;
  ProgrammePtr find_programme(std::string_view id, std::string_view version = {}) const;
  std::shared_ptr<const Calendar> find_calendar(std::string_view id,
                                                std::string_view version = {}) const;

  /// The words of exactly this version of an instrument, the latest where there are several; null
  /// where there are none.
  WordingPtr find_wording(const Reference& instrument, std::string_view language) const;
  /// The same; of a local version those of the published one where it has none of its own.
  WordingPtr find_wording(const Instrument& instrument, std::string_view language) const;

 private:
  std::vector<InstrumentPtr> instruments_;
  std::vector<std::shared_ptr<const Calendar>> calendars_;
  std::vector<std::shared_ptr<const Policy>> policies_;
  std::vector<ProgrammePtr> programmes_;
  std::vector<WordingPtr> wordings_;  // by id, then version
};

/// Loads an instrument of a store, joined with what it extends. Null after errors. A finding in
/// what a local version has from the published file is at its place there, with a note at the
/// local `extends:`; what is said of the published file itself is not said again.
InstrumentPtr load_instrument(const ModelStore& store, const StoredModel& model,
                              DiagnosticList& findings);

/// Loads a calendar of a store, and what it extends before it. Null after errors.
std::shared_ptr<const Calendar> load_calendar(const ModelStore& store, const StoredModel& model,
                                              DiagnosticList& findings);

/// Loads a wording and holds it to the instrument in the library that it is for. Null after errors,
/// and where that instrument is not there or has errors of its own, each of which is a finding.
WordingPtr load_wording(const Library& library, const ModelStore& store, const Document& document,
                        DiagnosticList& findings);

/// The names that a population may read: the built-in facts of a case.
const CaseNames& population_names();

}  // namespace v1
}  // namespace vaern
