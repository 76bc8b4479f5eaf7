// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one pass that reads a catalogue of zones, and the checks of the whole.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "safety_plan/words.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/safety_plan/zone_catalogue.hpp"

namespace vaern {
inline namespace v1 {

class ZoneCatalogueLoader {
 public:
  explicit ZoneCatalogueLoader(DiagnosticList& findings) : findings_(findings) {}

  std::optional<ZoneCatalogue> load(const Document& document);

 private:
  using WordList = safety_plan::detail::WordList;

  void read_reader(Fields& fields);
  void read_zones(const Node& node);
  void read_strains(const Node& node);
  void read_signs(const Node& node);
  void read_measures(const Node& node);
  void read_measure(const Entry& entry);
  void read_parts(Fields& fields, ZoneMeasure& measure);
  void read_review(Fields& fields);

  ZoneText read_zone_text(Fields& fields);
  std::optional<LocalizedText> read_both_languages(const Node& node);
  std::vector<LocalizedText> read_own(const Node& node);
  std::optional<std::size_t> read_zone(Fields& fields);

  void check_marks();
  void check_signs();
  void check_zones();
  void check_words(const Node& node, WordList list, bool only_staff = false);
  void check_measure(const ZoneMeasure& measure, Fields& fields);
  void check_measure_words(const ZoneMeasure& measure, const Node& node);
  /// At this sign, on no condition.
  bool staff_always_do(SafeAction action, std::size_t sign) const;
  void check_help(std::size_t zone);
  void check_own_steps(std::size_t zone);
  void suggest(Diagnostic& finding, const std::string& word,
               const std::vector<std::string>& candidates);

  DiagnosticList& findings_;
  ZoneCatalogue made_;
  safety_plan::detail::Words words_;
};

}  // namespace v1
}  // namespace vaern
