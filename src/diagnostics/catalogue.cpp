// SPDX-License-Identifier: Apache-2.0
#include "vaern/diagnostics/catalogue.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "diagnostics/codes/archive.hpp"
#include "diagnostics/codes/calendar.hpp"
#include "diagnostics/codes/case_file.hpp"
#include "diagnostics/codes/core.hpp"
#include "diagnostics/codes/document.hpp"
#include "diagnostics/codes/exchange.hpp"
#include "diagnostics/codes/expression.hpp"
#include "diagnostics/codes/instrument.hpp"
#include "diagnostics/codes/lint.hpp"
#include "diagnostics/codes/model.hpp"
#include "diagnostics/codes/program.hpp"
#include "diagnostics/codes/programme.hpp"
#include "diagnostics/codes/reassessment.hpp"
#include "diagnostics/codes/safety_plan.hpp"
#include "diagnostics/codes/service.hpp"
#include "diagnostics/codes/table.hpp"

namespace vaern {
inline namespace v1 {
namespace {

// The lists once more, this time as pointers to the constants that they made above. Rooms may use
// the same name for a constant, so each list is read inside its own room.
#undef VAERN_CODE
#define VAERN_CODE(ID, SEVERITY, NAME, EN, DA, HELP_EN, HELP_DA) &::vaern::codes::VAERN_ROOM::NAME,

constexpr const CodeInfo* listed[] = {
    nullptr,  // Keeps the array from being empty; cut off below.
#define VAERN_ROOM archive
#include "diagnostics/codes/archive.inc"
#undef VAERN_ROOM
#define VAERN_ROOM calendar
#include "diagnostics/codes/calendar.inc"
#undef VAERN_ROOM
#define VAERN_ROOM case_file
#include "diagnostics/codes/case_file.inc"
#undef VAERN_ROOM
#define VAERN_ROOM core
#include "diagnostics/codes/core.inc"
#undef VAERN_ROOM
#define VAERN_ROOM document
#include "diagnostics/codes/document.inc"
#undef VAERN_ROOM
#define VAERN_ROOM exchange
#include "diagnostics/codes/exchange.inc"
#include "diagnostics/codes/exchange_zones.inc"
#undef VAERN_ROOM
#define VAERN_ROOM expression
#include "diagnostics/codes/expression.inc"
#undef VAERN_ROOM
#define VAERN_ROOM instrument
#include "diagnostics/codes/instrument.inc"
#undef VAERN_ROOM
#define VAERN_ROOM lint
#include "diagnostics/codes/lint.inc"
#undef VAERN_ROOM
#define VAERN_ROOM model
#include "diagnostics/codes/model.inc"
#undef VAERN_ROOM
#define VAERN_ROOM program
#include "diagnostics/codes/program.inc"
#undef VAERN_ROOM
#define VAERN_ROOM programme
#include "diagnostics/codes/programme.inc"
#include "diagnostics/codes/programme_zones.inc"
#undef VAERN_ROOM
#define VAERN_ROOM reassessment
#include "diagnostics/codes/reassessment.inc"
#undef VAERN_ROOM
#define VAERN_ROOM safety_plan
#include "diagnostics/codes/safety_plan.inc"
#include "diagnostics/codes/zones.inc"
#undef VAERN_ROOM
#define VAERN_ROOM service
#include "diagnostics/codes/service.inc"
#undef VAERN_ROOM
#define VAERN_ROOM table
#include "diagnostics/codes/table.inc"
#undef VAERN_ROOM
};

constexpr auto table = [] {
  std::array<const CodeInfo*, std::size(listed)> codes{};
  std::copy(std::begin(listed), std::end(listed), codes.begin());
  std::sort(codes.begin() + 1, codes.end(),
            [](const CodeInfo* a, const CodeInfo* b) { return a->id < b->id; });
  return codes;
}();

#undef VAERN_CODE

constexpr const NoteInfo* listed_notes[] = {
    &notes::first_here,        &notes::declared_here,   &notes::did_you_mean,
    &notes::said_here,         &notes::published_here,  &notes::in_local_version,
    &notes::changes_there,     &notes::reads_there,     &notes::allowed_are,
    &notes::one_is_wrong,      &notes::also_here,       &notes::value_begins_here,
    &notes::set_the_parameter, &notes::waits_for_there, &notes::calm_zone_here,
};

}  // namespace

std::span<const CodeInfo* const> all_codes() { return std::span(table).subspan(1); }

const CodeInfo* find_code(std::string_view id) {
  const auto codes = all_codes();
  const auto found = std::lower_bound(
      codes.begin(), codes.end(), id,
      [](const CodeInfo* code, std::string_view wanted) { return code->id < wanted; });
  return found != codes.end() && (*found)->id == id ? *found : nullptr;
}

std::span<const NoteInfo* const> all_notes() { return listed_notes; }

}  // namespace v1
}  // namespace vaern
