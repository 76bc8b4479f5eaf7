// SPDX-License-Identifier: Apache-2.0
#pragma once
// Loading a programme against the models of a library.

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/document/fields.hpp"
#include "vaern/programme/library.hpp"

namespace vaern {
inline namespace v1 {

/// Help "did you mean", where a candidate is near.
void suggest(Diagnostic& finding, std::string_view word,
             const std::vector<std::string>& candidates);

struct ProgrammeLoader {
  ProgrammeLoader(const Library& l, const ModelStore& s, std::set<std::string>& used,
                  DiagnosticList& f)
      : library(l), store(s), catalogues_used(used), findings(f), made(new Programme()) {}

  const Library& library;
  const ModelStore& store;
  std::set<std::string>& catalogues_used;
  DiagnosticList& findings;
  std::shared_ptr<Programme> made;
  bool has_levels = true;

  ProgrammePtr load(const Document& document);

  std::optional<std::uint32_t> level_of(const Node& node);
  std::vector<InstrumentPtr> versions_of(std::string_view id) const;
  std::vector<std::string> instrument_ids() const;
  bool is_stored(std::string_view id) const;
  void read_levels(Fields& fields);
  void read_facts(Fields& fields);
  std::optional<ProgrammeFact::From> read_from(const Node& node);
  void read_events(Fields& fields);
  void refer(Fields& fields);
  void check_fact_events();
  void check_again_after(const Catalogue& catalogue);
  void refer_catalogue(const Reference& reference);
  /// Takes a catalogue of zones, and holds its reviews to the policies.
  void take_zones(const Document& document, const Reference& reference);
  void check_reviews(const ZoneCatalogue& zones);
  /// The programme's catalogue is one of zones, and it has no levels and chooses no instrument.
  bool assesses_nothing(const Fields& fields) const;
  /// The policy that a reference names, with its calendar; each null where it cannot be used.
  ProgrammeDuties policy_of(const Reference& reference);
  ProgrammeDuties find_policy(const Reference& reference);
  void refer_duties(Fields& fields);
  void refer_superseded(const Reference& reference, const Policy& policy);
  void say_broken(const Reference& reference);
  void say_levels_disagree(const Reference& reference, const Policy& policy);
  void check_events(const Policy& policy);
  /// Warns where another model of the store takes over from the one that is used here.
  void check_superseded(Kind kind, const Reference& reference);
  void read_use_for(Fields& fields);
  void read_map(const Entry& entry);
  void read_maps(Fields& fields);
};

}  // namespace v1
}  // namespace vaern
