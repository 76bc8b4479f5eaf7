// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// An instrument as a form to fill in: one HTML file that works without a network, opens and closes
/// questions while it is filled in, stores nothing, and saves a response file. It computes no
/// level.

#include <optional>
#include <string>
#include <vector>

#include "vaern/core/date.hpp"
#include "vaern/core/localized_text.hpp"
#include "vaern/instrument/responses.hpp"
#include "vaern/instrument/wording_file.hpp"

namespace vaern {
inline namespace v1 {

/// What already stands in a form.
struct FormContent {
  Responses responses;
  std::optional<Date> assessed;
  std::optional<Judgement> judgement;
  /// Nothing where nobody has said; an empty list: there are none.
  std::optional<std::vector<EarlierAssessment>> earlier;
};

/// The file. What it saves is a response file that scoring reads as it is. Its script is
/// src/exchange/form.js with form_page.js; a content security policy lets no other run, and
/// conditions are data. `content` and `wording` may be null and must be of this instrument. Every
/// text is escaped. Without answers the bytes are the same for the same model, language and
/// wording.
std::string form_html(const Instrument& instrument, Language language,
                      const FormContent* content = nullptr, const WordingFile* wording = nullptr);

/// The form's data alone, as the script gets them: inputs, conditions as nodes, questions, texts.
std::string form_data(const Instrument& instrument, Language language,
                      const WordingFile* wording = nullptr);

}  // namespace v1
}  // namespace vaern
