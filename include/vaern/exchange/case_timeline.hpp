// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// All of a case over time: every obligation, met or not, what was known when, what was struck.
///
/// `vaern due` says what is open; this says everything, as a picture too. People are named by their
/// opaque ids only. Same case, models, language and moments: same bytes, whatever the order of the
/// entries (T4).

#include <string>

#include "vaern/core/localized_text.hpp"
#include "vaern/programme/assess.hpp"

namespace vaern {
inline namespace v1 {

/// A timeline with the entries behind it.
struct CaseTimeline {
  const CaseFile* file = nullptr;  ///< These two must outlive it.
  const Programme* programme = nullptr;
  AsOf when;
  History history;
  Timeline timeline;
};

/// The case must have passed `check_case`. Errors as of `assess` and `timeline`.
Result<CaseTimeline> case_timeline(const CaseFile& file, const Programme& programme,
                                   const AsOf& when = {});

/// Plain UTF-8 in lines of at most 100 code points: obligations by status, each with its reasons
/// and what met or replaced it; what was known when; entries that were struck, by whom and why.
std::string case_timeline_text(const CaseTimeline& made, Language language);

/// The same as one HTML file without scripts or links to load, with the picture in it: for A4
/// landscape, also in black and white, for a telephone and a screen reader.
std::string case_timeline_html(const CaseTimeline& made, Language language);

/// The picture alone, as an SVG file with a title and its content in words.
std::string case_timeline_svg(const CaseTimeline& made, Language language);

}  // namespace v1
}  // namespace vaern
