// SPDX-License-Identifier: Apache-2.0
// What a catalogue of zones is asked for, and its conditions.
#include "vaern/safety_plan/zone_catalogue.hpp"

#include <algorithm>
#include <array>

#include "diagnostics/codes/safety_plan.hpp"
#include "vaern/case_file/words.hpp"
#include "vaern/expression/read.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr std::array<std::string_view, 3> part_words{"i_can", "staff_do", "staff_avoid"};
constexpr std::array<std::string_view, 4> action_words{"distance", "calm_place", "call_help",
                                                       "medical"};
constexpr std::array<std::string_view, 5> seen_words{"voice", "body", "movement", "action",
                                                     "contact"};

template <class List>
auto find_in(const List& list, std::string_view id) -> const typename List::value_type* {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& each) { return each.id == id; });
  return found == list.end() ? nullptr : &*found;
}

void check_names(const ZoneMeasure& measure, const Condition& condition, DiagnosticList& findings) {
  for (const std::string& name : names_read(condition)) {
    if (name == builtin::level) findings.add(codes::level_blocks, condition.span);
    if (name != builtin::child_age) continue;
    findings.add(codes::child_name_without_child, condition.span,
                 {{"name", name}, {"measure", measure.id}});
  }
}

}  // namespace

std::string_view to_string(ZonePart part) noexcept {
  return part_words[static_cast<std::size_t>(part)];
}
std::string_view to_string(SafeAction action) noexcept {
  return action_words[static_cast<std::size_t>(action)];
}
std::string_view to_string(SeenIn seen) noexcept {
  return seen_words[static_cast<std::size_t>(seen)];
}

const ZoneStrain* ZoneCatalogue::find_strain(std::string_view id) const noexcept {
  return find_in(strains_, id);
}
const ZoneSign* ZoneCatalogue::find_sign(std::string_view id) const noexcept {
  return find_in(signs_, id);
}
const ZoneMeasure* ZoneCatalogue::find_measure(std::string_view id) const noexcept {
  return find_in(measures_, id);
}

const Declaration* ZoneCatalogue::find_declaration(std::string_view name) const noexcept {
  const auto found = declarations_.find(name);
  return found == declarations_.end() ? nullptr : &found->second;
}

bool is_zone_catalogue(const Document& document) noexcept {
  return document.root.find("zones") != nullptr;
}

bool bind_zone_catalogue(ZoneCatalogue& catalogue, const CaseNames& names,
                         DiagnosticList& findings) {
  DiagnosticList own;
  for (std::size_t i = 0; i < catalogue.measures_.size(); ++i) {
    ZoneMeasure& measure = catalogue.measures_[i];
    const auto& written = catalogue.written_[i];
    if (written.when) {
      measure.when = read_condition(*written.when, names, Profile::situation, own);
    }
    if (written.blocked_when) {
      measure.blocked_when = read_condition(*written.blocked_when, names, Profile::situation, own);
    }
    for (const ConditionPtr& condition : {measure.when, measure.blocked_when}) {
      if (condition == nullptr) continue;
      check_names(measure, *condition, own);
      for (const std::string& name : names_read(*condition)) {
        if (const Declaration* found = names.find(name)) {
          catalogue.declarations_.emplace(name, *found);
        }
      }
    }
  }
  const bool is_good = !own.has_errors();
  catalogue.bound_ = is_good;
  own.sort();
  findings.append(std::move(own));
  return is_good;
}

void check_catalogue(const Document& document, DiagnosticList& findings) {
  if (is_zone_catalogue(document)) {
    load_zone_catalogue(document, findings);
  } else {
    load_catalogue(document, findings);
  }
}

}  // namespace v1
}  // namespace vaern
