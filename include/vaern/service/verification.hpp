// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What `vaern verify` says of a record.

#include <string>
#include <string_view>

#include "vaern/instrument/record.hpp"
#include "vaern/service/models.hpp"

namespace vaern {
inline namespace v1 {

/// Scores the record's responses again with the models at hand.
Verification verify_record(const Models& models, std::string_view record);

/// "name: verified: danger-assessment@2009", or what differs, a line each; ends with a line feed.
std::string verification_text(const Verification& verification, std::string_view name,
                              Language language = Language::en);

/// {"state","instrument","digest_holds","meaning_holds","text_holds","mismatches":[{"path",
/// "recorded","found"}],"problem"}; one line, no final line feed. Empty texts are left out.
std::string verification_json(const Verification& verification);

}  // namespace v1
}  // namespace vaern
