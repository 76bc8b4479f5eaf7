// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// An instrument on a page: what it is for and not for, its questions, how it scores, its levels,
/// where every number comes from and which of them nobody has checked. Made from the checked
/// model, so it says what the engine does.

#include <string>

#include "vaern/core/localized_text.hpp"
#include "vaern/instrument/wording_file.hpp"

namespace vaern {
inline namespace v1 {

/// One HTML file without scripts or anything to load: for A4, a telephone and a screen reader. The
/// cut-offs are drawn, and said in words. Every text is escaped. With a wording file, which must be
/// of this instrument, its words stand for the labels, and what it lacks is marked.
std::string model_page_html(const Instrument& instrument, Language language,
                            const WordingFile* wording = nullptr);

/// The same in plain UTF-8, lines of at most 100 code points, with a final line feed.
std::string model_page_text(const Instrument& instrument, Language language,
                            const WordingFile* wording = nullptr);

}  // namespace v1
}  // namespace vaern
