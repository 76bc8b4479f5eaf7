// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Words of a language that the models do not have, from a file as translators use them (gettext
/// PO): the measures of a catalogue, and what the copies for the person say themselves.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/safety_plan/catalogue.hpp"

namespace vaern {
inline namespace v1 {

/// The words of one language. Immutable; safe to share.
class Translation {
 public:
  /// As BCP 47 has it: "ar", "pl", "zh-Hans".
  const std::string& tag() const noexcept { return tag_; }
  /// Its script runs from right to left.
  bool is_right_to_left() const noexcept;

  /// The translation of exactly that English text in that place, or null. A text that was changed
  /// since it was translated has none.
  const std::string* find(std::string_view context, std::string_view english) const;

  /// The catalogue that the file was begun for (`X-Catalogue`); empty: it does not say.
  const std::string& catalogue() const noexcept { return catalogue_; }

  std::size_t size() const noexcept { return words_.size(); }

 private:
  friend std::optional<Translation> load_translation(std::string, std::string, DiagnosticList&);
  friend void check_translation(const Translation&, const Catalogue&, DiagnosticList&);
  struct Word {
    std::string text;
    SourceSpan span;
  };
  std::string tag_;
  std::string catalogue_;
  SourceSpan head_;
  std::map<std::pair<std::string, std::string>, Word> words_;
};

/// Reads a PO file: UTF-8, with its language in the head. Entries that are empty or marked fuzzy
/// are no translations. All faults at once; nothing where any is an error. `name` is shown.
std::optional<Translation> load_translation(std::string name, std::string text,
                                            DiagnosticList& findings);

/// Warns where the file was begun for another catalogue, and of every translation that nothing in
/// this one has: an id that is gone, or a text that was changed since.
void check_translation(const Translation& translation, const Catalogue& catalogue,
                       DiagnosticList& findings);

/// The text that a translation is of: the English, or where there is none the Danish.
const std::string& text_to_translate(const LocalizedText& text);

/// What there is to translate, as a PO file without translations: first what the documents say
/// themselves, then every measure of the catalogue and what the person is to take care of with it,
/// each with its easy text, its note and the Danish beside the English; what is only in Danish is
/// marked.
/// With `have` only what it lacks.
std::string translation_template(const Catalogue& catalogue, const Translation* have = nullptr);

/// The place of a measure's text: "measure call_112".
std::string measure_context(std::string_view measure);
/// The place of its easy text: "easy call_112", of a caution "easy caution hotline".
std::string easy_context(std::string_view measure);
/// The place of its note for a list: "note charged_phone".
std::string note_context(std::string_view measure);
/// The place of the cautions for the person beside it: "caution hotline".
std::string caution_context(std::string_view measure);
/// The place of what the documents say themselves.
inline constexpr std::string_view document_context = "document";

}  // namespace v1
}  // namespace vaern
