// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The official words of one instrument in one language, from a file in the user's own folder
/// (`wording: phq-9@da`). They change no result. Their owner may not want them shown elsewhere, so
/// no message of the engine holds any of them.

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/fingerprint.hpp"
#include "vaern/instrument/instrument.hpp"
#include "vaern/model/head.hpp"

namespace vaern {
inline namespace v1 {

/// Immutable after loading.
struct WordingFile {
  std::string id;  ///< INSTRUMENT-ID@LANGUAGE, as in "phq-9@da".
  std::string version;
  std::string language;  ///< "da"
  Reference instrument;  ///< `for`: the version whose words these are.
  ModelStatus status = ModelStatus::draft;
  LocalizedText title;  ///< May be empty.
  Source source;        ///< Its id is empty.
  Licence licence;
  std::string instructions;  ///< May be empty.
  std::map<std::string, std::string, std::less<>> items;
  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> answers;
  std::map<std::string, std::string, std::less<>> levels;

  /// Item ids, and codes as "set.code", for which there are no words, in the instrument's order.
  std::vector<std::string> lacking;

  /// Over everything above but `status` and `lacking`: what was shown.
  Fingerprint fingerprint;
  SourceSpan span;  ///< Of the id.

  /// The words, or null where the file lacks them. Sets of yes/no items are called "yes_no".
  const std::string* item(std::string_view id_of_item) const noexcept;
  const std::string* answer(std::string_view set, std::string_view code) const noexcept;
  const std::string* level(std::string_view id_of_level) const noexcept;
};

using WordingPtr = std::shared_ptr<const WordingFile>;

/// Loads a document of kind `wording` and holds it to its instrument. Null after findings of
/// severity error. Without an instrument (null) the words are held to nothing.
WordingPtr load_wording(const Document& document, const InstrumentPtr& instrument,
                        DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern
