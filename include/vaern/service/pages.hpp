// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What an instrument's page and its form need beside the instrument: official words, and answers
/// that are there already.

#include "vaern/exchange/form.hpp"
#include "vaern/service/forms.hpp"

namespace vaern {
inline namespace v1 {

/// The words in a file. A fault where they are not those of the instrument or, of a local version,
/// of the one it extends.
Result<WordingPtr> wording_in(const Document& document, const InstrumentPtr& instrument);

/// The words among the models in that language; null where there are none.
WordingPtr wording_of(const Models& models, const Instrument& instrument, Language language);

/// The answers of a form, so that it can be filled in further. Answers that the instrument does not
/// take are faults, at their places in `document`; answers that exclude each other are not: that is
/// what the form is there to mend.
Result<FormContent> form_content(const InstrumentPtr& instrument, const Form& form,
                                 const Document& document);

}  // namespace v1
}  // namespace vaern
