// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// All models of some folders, loaded and checked: what a host opens once.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/model/store.hpp"
#include "vaern/programme/programme.hpp"

namespace vaern {
inline namespace v1 {

/// Models by id@version. A model with errors is not in it; its findings are.
class Library {
 public:
  /// Reads every model below the folders, in order, and loads them: instruments, calendars and
  /// policies first, then programmes with their catalogues. A catalogue that no programme uses is
  /// checked by itself.
  static Library load(const std::vector<std::string>& directories, DiagnosticList& findings);

  /// Of documents that were read already (tests, editors).
  static Library load(const ModelStore& store, DiagnosticList& findings);

  const std::vector<InstrumentPtr>& instruments() const { return instruments_; }
  const std::vector<ProgrammePtr>& programmes() const { return programmes_; }
  const std::vector<std::shared_ptr<const Calendar>>& calendars() const { return calendars_; }
  const std::vector<std::shared_ptr<const Policy>>& policies() const { return policies_; }

  /// `version` empty: the latest. Null where there is none.
  InstrumentPtr find_instrument(std::string_view id, std::string_view version = {}) const;
  ProgrammePtr find_programme(std::string_view id, std::string_view version = {}) const;
  std::shared_ptr<const Calendar> find_calendar(std::string_view id,
                                                std::string_view version = {}) const;

 private:
  friend struct LibraryLoader;
  std::vector<InstrumentPtr> instruments_;
  std::vector<std::shared_ptr<const Calendar>> calendars_;
  std::vector<std::shared_ptr<const Policy>> policies_;
  std::vector<ProgrammePtr> programmes_;
};

/// The names that a population may read: the built-in facts of a case.
const CaseNames& population_names();

}  // namespace v1
}  // namespace vaern
