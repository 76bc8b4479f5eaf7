// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A programme: how an agency uses instruments, a policy and a catalogue together.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/calendar/calendar.hpp"
#include "vaern/case_file/situation.hpp"
#include "vaern/instrument/instrument.hpp"
#include "vaern/reassessment/policy.hpp"
#include "vaern/safety_plan/catalogue.hpp"
#include "vaern/safety_plan/zone_catalogue.hpp"

namespace vaern {
inline namespace v1 {

/// A fact that a case may hold, and the answers that say it.
struct ProgrammeFact {
  struct From {
    std::string instrument;  ///< Its id, without version.
    std::string item;
    SourceSpan span;
  };
  std::string id;
  FactAbout about = FactAbout::any_case;
  std::vector<From> from;             ///< Joined by or, three-valued.
  std::vector<Placed> from_events{};  ///< Events that make it yes from the moment they happened.
  LocalizedText text;
  LocalizedText question;  ///< May be empty.
  SourceSpan span;
};

struct ProgrammeEvent {
  std::string id;
  LocalizedText text;  ///< May be empty: the id is shown.
  SourceSpan span;
};

/// One line of `use_for`: the first whose condition holds.
struct UseFor {
  ConditionPtr when;                    ///< Null: otherwise.
  std::optional<Reference> instrument;  ///< Absent: a judgement without instrument.
  SourceSpan span;
};

/// Where an instrument's levels stand on the programme's scale; never falling.
struct LevelMap {
  std::string instrument;         ///< Its id, without version.
  std::vector<std::uint32_t> to;  ///< By the instrument's level.
  Provenance provenance;
  SourceSpan span;
};

/// A policy of duties, whose obligations stand in the same timeline as those of the programme's
/// own policy. It has the programme's levels, or none, and the same zone.
struct ProgrammeDuties {
  std::shared_ptr<const Policy> policy;
  std::shared_ptr<const Calendar> calendar;  ///< The policy's.
};

/// Immutable after loading; holds the models it refers to. Safe to share between threads.
class Programme {
 public:
  const ModelHead& head() const { return head_; }
  std::string reference() const { return head_.reference().to_string(); }
  /// Lowest concern first; empty where a programme of zones assesses nothing.
  const std::vector<std::string>& levels() const { return levels_; }
  std::string level_text(std::uint32_t level, Language language) const;
  const std::vector<ProgrammeFact>& facts() const { return facts_; }
  const std::vector<ProgrammeEvent>& events() const { return events_; }
  const std::vector<UseFor>& use_for() const { return use_for_; }
  const std::vector<LevelMap>& maps() const { return maps_; }
  /// Instruments whose level enters outside their population, with the reason (E2).
  const std::map<std::string, LocalizedText>& outside_population() const { return outside_; }

  const Policy& policy() const { return *policy_; }
  const Calendar& calendar() const { return *calendar_; }
  const std::vector<ProgrammeDuties>& duties() const { return duties_; }
  /// The policy that `policy()` takes the place of, where that keeps its dates until the next
  /// assessment (`migrate: at_next_assessment`); else both are null.
  const ProgrammeDuties& superseded() const { return superseded_; }
  /// Of a catalogue of zones its head alone.
  const Catalogue& catalogue() const { return *catalogue_; }
  /// Null where the catalogue is not one of zones.
  const ZoneCatalogue* zones() const { return zones_.get(); }
  const CaseNames& names() const { return *names_; }

  const ProgrammeFact* find_fact(std::string_view id) const;
  const ProgrammeEvent* find_event(std::string_view id) const;
  const LevelMap* find_map(std::string_view instrument) const;
  /// Those of the library the programme was loaded with, by id@version.
  const std::map<std::string, InstrumentPtr>& instruments() const { return instruments_; }
  /// Exactly that version, of the library the programme was loaded with; null where there is none.
  InstrumentPtr find_instrument(std::string_view id, std::string_view version) const;

 private:
  friend struct ProgrammeLoader;
  ModelHead head_;
  std::vector<std::string> levels_;
  std::map<std::string, LocalizedText> labels_;
  std::vector<ProgrammeFact> facts_;
  std::vector<ProgrammeEvent> events_;
  std::vector<UseFor> use_for_;
  std::vector<LevelMap> maps_;
  std::map<std::string, LocalizedText> outside_;
  std::shared_ptr<const Policy> policy_;
  std::shared_ptr<const Calendar> calendar_;
  std::vector<ProgrammeDuties> duties_;
  ProgrammeDuties superseded_;
  std::shared_ptr<const Catalogue> catalogue_;
  std::shared_ptr<const CaseNames> names_;
  std::map<std::string, InstrumentPtr> instruments_;  // by id@version
  std::shared_ptr<const ZoneCatalogue> zones_;
};
using ProgrammePtr = std::shared_ptr<const Programme>;

}  // namespace v1
}  // namespace vaern
