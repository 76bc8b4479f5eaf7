// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a payload holds, whatever its kind: texts and words, no structure of the engine's own. So
// one small reader has to stand up to damage, and a value is always made by the engine itself.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/archive/archive.hpp"

namespace vaern::archive::detail {

/// A file as it was read.
struct SavedText {
  std::string name;
  std::string text;
  std::string hash;  ///< SHA-256 of the text; set when it is written.
};

struct SavedPrint {
  std::string reference;  ///< id@version
  std::string meaning;
  std::string text;
};

struct SavedArgument {
  std::string name;
  std::string value;
};

/// A place: which of `texts`, and where in it.
struct SavedPlace {
  std::uint64_t text = 0;  ///< From 1; 0: none.
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  std::uint64_t length = 0;
};

struct SavedNote {
  std::string words;  ///< The English template.
  SavedPlace place;
  std::vector<SavedArgument> arguments;
};

struct SavedFinding {
  std::string code;
  SavedPlace place;
  std::vector<SavedArgument> arguments;
  std::vector<SavedNote> notes;
  std::string help;  ///< The English template of help of its own; empty: the code's.
  std::vector<SavedArgument> help_arguments;
  std::string path;
  bool is_hint = false;
};

struct Content {
  std::string reference;  ///< Of the model; empty where there is not one.
  std::vector<SavedText> models;
  std::vector<SavedPrint> prints;
  std::vector<SavedText> cases;  ///< At most one.
  std::string as_of;             ///< Empty: none. These two of what was made of a case.
  std::string known_by;
  bool with_witnesses = true;  ///< These two of a score.
  bool with_sides = true;
  std::string result;            ///< Canonical JSON.
  std::vector<SavedText> texts;  ///< These two of findings.
  std::vector<SavedFinding> findings;
};

/// The whole archive.
std::string write(ArchiveKind kind, Content content);

/// The content of an archive of that kind.
Result<Content> read(std::string_view archive, ArchiveKind kind, const std::string& name);

/// The payload alone, as Boost.Serialization's text archive; nothing where it is no content.
std::string write_payload(const Content& content);
std::optional<Content> read_payload(std::string_view payload);

/// An archive as a whole: there is no line of it to show.
SourceSpan whole(const std::string& name);

}  // namespace vaern::archive::detail
