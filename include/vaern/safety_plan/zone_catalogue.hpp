// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A catalogue of zones: what a person and the staff around her or him can do, from a good day to
/// the time after a hard moment, in the person's words and in those of staff.
///
/// A zone is no level: nothing scores it and nothing closes by it.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/case_file/case_file.hpp"
#include "vaern/case_file/situation.hpp"
#include "vaern/document/document.hpp"
#include "vaern/expression/condition.hpp"
#include "vaern/model/head.hpp"
#include "vaern/safety_plan/catalogue.hpp"

namespace vaern {
inline namespace v1 {

/// What a measure of a zone is, on the page of the person and on that of staff.
enum class ZonePart : std::uint8_t { i_can, staff_do, staff_avoid };
std::string_view to_string(ZonePart part) noexcept;

/// All that can be asked for in the zone of danger (P7): so no force can.
enum class SafeAction : std::uint8_t { distance, calm_place, call_help, medical };
std::string_view to_string(SafeAction action) noexcept;

/// Where a sign is seen or heard by somebody else: what none of these shows is no sign.
enum class SeenIn : std::uint8_t { voice, body, movement, action, contact };
std::string_view to_string(SeenIn seen) noexcept;

/// The words of the person, and those of staff, always in both languages.
struct ZoneText {
  std::vector<LocalizedText> own;  ///< One; where the catalogue has ages one for each, in order.
  LocalizedText staff;
};

/// Whole years, both inclusive.
struct ZoneAge {
  int from = 0;
  int to = 0;
  friend bool operator==(const ZoneAge&, const ZoneAge&) = default;
};

struct PlanZone {
  std::string id;
  ZoneText text;
  bool is_danger = false;
  bool is_afterwards = false;
  SourceSpan span;
};

/// What makes a day harder, whatever happens on it.
struct ZoneStrain {
  std::string id;
  ZoneText text;
  bool health_first = false;
  SourceSpan span;
};

struct ZoneSign {
  std::string id;
  ZoneText text;
  std::size_t zone = 0;  ///< Its place in `zones()`.
  SeenIn seen = SeenIn::voice;
  SourceSpan span;
};

struct ZoneMeasure {
  std::string id;
  ZoneText text;
  std::size_t zone = 0;  ///< Its place in `zones()`.
  ZonePart part = ZonePart::i_can;
  std::vector<std::size_t> answers;  ///< Places in `signs()`, of the same zone.
  std::optional<SafeAction> action;  ///< In the zone of danger only.
  std::optional<Urgency> urgency;    ///< Absent: while the zone lasts.
  bool health_first = false;
  ConditionPtr when;          ///< Null: always. Set by `bind_zone_catalogue`, like the next.
  ConditionPtr blocked_when;  ///< Null: never.
  LocalizedText question;
  Provenance provenance;
  SourceSpan span;  ///< Of the id: the clause that plans name.
};

/// Immutable once bound; safe to share.
class ZoneCatalogue {
 public:
  const ModelHead& head() const noexcept { return head_; }
  Reference reference() const { return head_.reference(); }

  bool is_for_child() const noexcept { return is_for_child_; }
  /// Rising, without a hole; empty where one text is for every age.
  const std::vector<ZoneAge>& ages() const noexcept { return ages_; }

  /// In declared order, the calm one first; exactly one is of danger, and one afterwards.
  const std::vector<PlanZone>& zones() const noexcept { return zones_; }
  const std::vector<ZoneStrain>& strains() const noexcept { return strains_; }
  const std::vector<ZoneSign>& signs() const noexcept { return signs_; }
  const std::vector<ZoneMeasure>& measures() const noexcept { return measures_; }

  const ZoneStrain* find_strain(std::string_view id) const noexcept;
  const ZoneSign* find_sign(std::string_view id) const noexcept;
  const ZoneMeasure* find_measure(std::string_view id) const noexcept;

  /// Events after which the plan is looked at again, and the one that says it was.
  const std::vector<Placed>& review_after() const noexcept { return review_after_; }
  const Placed& review_met_by() const noexcept { return review_met_by_; }

  /// Its conditions are read; only then can a plan be made.
  bool is_bound() const noexcept { return bound_; }
  /// A name that its conditions read, as declared when they were read; else null.
  const Declaration* find_declaration(std::string_view name) const noexcept;

 private:
  friend class ZoneCatalogueLoader;
  friend bool bind_zone_catalogue(ZoneCatalogue&, const CaseNames&, DiagnosticList&);

  /// Conditions as written, beside the measures.
  struct Written {
    std::optional<Node> when;
    std::optional<Node> blocked_when;
  };

  ModelHead head_;
  bool is_for_child_ = false;
  std::vector<ZoneAge> ages_;
  std::vector<PlanZone> zones_;
  std::vector<ZoneStrain> strains_;
  std::vector<ZoneSign> signs_;
  std::vector<ZoneMeasure> measures_;
  std::vector<Written> written_;
  std::vector<Placed> review_after_;
  Placed review_met_by_;
  std::map<std::string, Declaration, std::less<>> declarations_;
  bool bound_ = false;
};

/// A catalogue with `zones:` is one of zones, and read by the function below.
bool is_zone_catalogue(const Document& document) noexcept;

/// Reads a catalogue of zones and checks everything but its conditions. Nothing where any finding
/// is an error.
std::optional<ZoneCatalogue> load_zone_catalogue(const Document& document,
                                                 DiagnosticList& findings);

/// Reads the conditions with the names of a programme. No condition reads `level`. True where
/// nothing is an error.
bool bind_zone_catalogue(ZoneCatalogue& catalogue, const CaseNames& names,
                         DiagnosticList& findings);

/// A catalogue of either shape, checked by itself.
void check_catalogue(const Document& document, DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern
