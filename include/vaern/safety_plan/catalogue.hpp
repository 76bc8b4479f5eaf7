// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A catalogue of measures: everything a safety plan can be made of, and when each is for whom.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/case_file/situation.hpp"
#include "vaern/core/localized_text.hpp"
#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/document.hpp"
#include "vaern/expression/condition.hpp"
#include "vaern/expression/names.hpp"
#include "vaern/model/head.hpp"

namespace vaern {
inline namespace v1 {

/// Who carries a measure out.
enum class Who : std::uint8_t {
  person,
  child,
  network,
  assessor,
  coordinator,
  leader,
  police,
  health,
  legal_adviser,
  group_leader,
  authority,
};
std::string_view to_string(Who who) noexcept;

/// How soon. In this order: the first is the most urgent.
enum class Urgency : std::uint8_t { now, within_24_hours, within_7_days, within_30_days, ongoing };
/// As written: "now", "PT24H", "P7D", "P30D", "ongoing".
std::string_view to_string(Urgency urgency) noexcept;
/// now or PT24H.
constexpr bool is_urgent(Urgency urgency) noexcept { return urgency <= Urgency::within_24_hours; }

/// What somebody who sees the measure, or its traces, learns (P5).
enum class Reveal : std::uint8_t {
  leaving,
  help_seeking,
  whereabouts,
  evidence,
  monitoring_known,
  helpers,
};
std::string_view to_string(Reveal reveal) noexcept;

struct Section {
  std::string id;
  LocalizedText text;
  SourceSpan span;
};

struct Measure {
  std::string id;
  LocalizedText text;
  std::string section;
  Who who = Who::person;
  Urgency urgency = Urgency::ongoing;
  bool about_child = false;        ///< One for each child.
  ConditionPtr when;               ///< Null: always. Set by `bind_catalogue`, like the next.
  ConditionPtr blocked_when;       ///< Null: never. It never reads `level` (E1).
  LocalizedText question;          ///< What to ask while a condition is unknown; may be empty.
  std::string instead;             ///< The measure to use where this is blocked; may be empty.
  std::vector<std::string> after;  ///< Measures to be done or waived first.
  std::vector<Reveal> reveals;     ///< All of them where the key is absent; empty: `none`.
  bool reveals_reviewed = false;   ///< The key is written.
  LocalizedText reveals_because;
  std::vector<LocalizedText> cautions;
  Provenance provenance;
  SourceSpan span;  ///< Of the id: the clause that plans name.

  bool reveals_nothing() const noexcept { return reveals_reviewed && reveals.empty(); }
};

/// Immutable once bound; safe to share.
class Catalogue {
 public:
  /// The head alone, without measures: of a programme whose catalogue is one of zones.
  static Catalogue of_zones(ModelHead head);

  const ModelHead& head() const noexcept { return head_; }
  Reference reference() const { return head_.reference(); }

  /// The programme's levels as the catalogue repeats them, lowest first.
  const std::vector<std::string>& levels() const noexcept { return levels_; }
  const std::vector<Section>& sections() const noexcept { return sections_; }

  /// In declared order.
  const std::vector<Measure>& measures() const noexcept { return measures_; }
  const Measure* find(std::string_view measure) const noexcept;

  /// Its conditions are read; only then can a plan be made.
  bool is_bound() const noexcept { return bound_; }

  /// A name that its conditions read, as it was declared when they were read; else null.
  const Declaration* find_declaration(std::string_view name) const noexcept;

  /// A name that its conditions read and that is known of each child.
  bool is_about_child(std::string_view name) const noexcept {
    return child_names_.find(name) != child_names_.end();
  }

 private:
  friend std::optional<Catalogue> load_catalogue(const Document&, DiagnosticList&);
  friend bool bind_catalogue(Catalogue&, const CaseNames&, DiagnosticList&);

  /// Conditions as written, beside the measures.
  struct Written {
    std::optional<Node> when;
    std::optional<Node> blocked_when;
  };

  ModelHead head_;
  std::vector<std::string> levels_;
  SourceSpan levels_span_;
  std::vector<Section> sections_;
  std::vector<Measure> measures_;
  std::vector<Written> written_;
  std::map<std::string, Declaration, std::less<>> declarations_;
  std::set<std::string, std::less<>> child_names_;
  bool bound_ = false;
};

/// Reads a catalogue and checks everything but its conditions, which read facts that only a
/// programme declares: keys and words, measures and sections that are not there, dependency
/// cycles edge by edge, the guard rails (P7), what is revealed. Nothing where any finding is an
/// error.
std::optional<Catalogue> load_catalogue(const Document& document, DiagnosticList& findings);

/// Reads the conditions with the names of a programme, and checks that its levels
/// are the same and that no level closes help (E1): `blocked_when` reads no level, and `when` is
/// never false at a level where it is true at a lower one. True where nothing is an error.
bool bind_catalogue(Catalogue& catalogue, const CaseNames& names, DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern
