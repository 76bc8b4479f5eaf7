// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "archive/content.hpp"
#include "diagnostics/codes/archive.hpp"
#include "vaern/archive/archive.hpp"
#include "vaern/diagnostics/catalogue.hpp"
#include "vaern/diagnostics/identifiers.hpp"

namespace vaern {
inline namespace v1 {

using namespace archive::detail;

namespace {

std::vector<SavedArgument> saved(const Arguments& arguments) {
  std::vector<SavedArgument> made;
  for (const Argument& each : arguments) made.push_back({each.name, mask_identifiers(each.value)});
  return made;
}

Arguments opened(const std::vector<SavedArgument>& arguments) {
  Arguments made;
  for (const SavedArgument& each : arguments) made.push_back({each.name, each.value});
  return made;
}

class Saver {
 public:
  Content content;

  void add(const Diagnostic& finding) {
    SavedFinding& made = content.findings.emplace_back();
    made.code = finding.code->id;
    made.place = place(finding.span);
    made.arguments = saved(finding.arguments);
    for (const Diagnostic::Note& note : finding.notes) {
      made.notes.push_back({std::string(note.text->en), place(note.span), saved(note.arguments)});
    }
    if (finding.help != nullptr) made.help = finding.help->en;
    made.help_arguments = saved(finding.help_arguments);
    made.path = mask_identifiers(finding.path);
    made.is_hint = finding.is_hint;
  }

 private:
  SavedPlace place(const SourceSpan& span) {
    if (span.file == nullptr) return {0, span.line, span.column, span.length};
    const auto [known, is_new] = numbers_.try_emplace(span.file.get(), content.texts.size() + 1);
    if (is_new) {
      content.texts.push_back({span.file->name(), mask_identifiers(span.file->text()), ""});
    }
    return {known->second, span.line, span.column, span.length};
  }

  std::map<const SourceFile*, std::uint64_t> numbers_;
};

/// False wherever something is not what `Saver` writes.
class Opener {
 public:
  explicit Opener(const Content& content) : content_(content) {
    for (const SavedText& text : content.texts) {
      files_.push_back(std::make_shared<const SourceFile>(text.name, text.text));
    }
  }

  bool open(DiagnosticList& findings) const {
    return std::all_of(content_.findings.begin(), content_.findings.end(),
                       [&](const SavedFinding& saved) { return open(saved, findings); });
  }

 private:
  bool open(const SavedFinding& saved, DiagnosticList& findings) const {
    const CodeInfo* code = find_code(saved.code);
    SourceSpan span;
    if (code == nullptr || !place(saved.place, span)) return false;
    Diagnostic& made = findings.add(*code, std::move(span), opened(saved.arguments));
    for (const SavedNote& note : saved.notes) {
      Diagnostic::Note& other = made.notes.emplace_back();
      other.text = words(note.words);
      other.arguments = opened(note.arguments);
      if (other.text == nullptr || !place(note.place, other.span)) return false;
    }
    if (!saved.help.empty()) {
      made.help = words(saved.help);
      if (made.help == nullptr) return false;
    }
    made.help_arguments = opened(saved.help_arguments);
    made.path = saved.path;
    made.is_hint = saved.is_hint;
    return true;
  }

  bool place(const SavedPlace& saved, SourceSpan& span) const {
    constexpr std::uint64_t most = std::numeric_limits<std::int32_t>::max();
    if (saved.text > files_.size() || saved.line > most || saved.column > most ||
        saved.length > most) {
      return false;
    }
    if (saved.text != 0) span.file = files_[saved.text - 1];
    // What a finding shows, it shows of its file: a place beyond its lines is none.
    if (span.file != nullptr && saved.line > span.file->line_count() + 1) return false;
    span.line = static_cast<std::uint32_t>(saved.line);
    span.column = static_cast<std::uint32_t>(saved.column);
    span.length = static_cast<std::uint32_t>(saved.length);
    if (span.file == nullptr || span.line == 0) return true;
    const std::size_t width = span.file->line(span.line).size() + 1;
    return span.column <= width && span.length <= width;
  }

  static const NoteInfo* words(std::string_view en) {
    for (const NoteInfo* note : all_notes()) {
      if (note->en == en) return note;
    }
    return nullptr;
  }

  const Content& content_;
  std::vector<std::shared_ptr<const SourceFile>> files_;
};

}  // namespace

std::string save(const DiagnosticList& findings) {
  Saver saver;
  for (const Diagnostic& finding : findings) saver.add(finding);
  return write(ArchiveKind::findings, std::move(saver.content));
}

Result<DiagnosticList> open_findings(std::string_view archive, const std::string& name) {
  const auto content = read(archive, ArchiveKind::findings, name);
  if (!content) return failure(content.error());
  DiagnosticList findings;
  if (!Opener(*content).open(findings)) {
    return failure(codes::archive_payload_unreadable, whole(name), {});
  }
  return findings;
}

}  // namespace v1
}  // namespace vaern
