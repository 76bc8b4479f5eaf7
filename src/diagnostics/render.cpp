// SPDX-License-Identifier: Apache-2.0
#include "vaern/diagnostics/render.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "vaern/diagnostics/identifiers.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
inline namespace v1 {
namespace {

/// A line longer than this is shown in part, so that a JSON file of one line stays readable.
constexpr std::size_t max_shown = 160;
constexpr std::size_t context_before = 60;

struct Words {
  std::string_view error;
  std::string_view warning;
  std::string_view hint;
  std::string_view note;
  std::string_view help;
};
constexpr Words english{"error", "warning", "hint", "note", "help"};
constexpr Words danish{"fejl", "advarsel", "tip", "bemærk", "hjælp"};

const Words& words(Language language) { return language == Language::da ? danish : english; }

/// ANSI escapes, or nothing.
struct Paint {
  bool on;
  std::string operator()(std::string_view escape, std::string_view text) const {
    std::string result;
    if (on) result.append("\x1b[").append(escape).append("m");
    result += text;
    if (on) result += "\x1b[0m";
    return result;
  }
};

bool is_control(char32_t c) {
  return (c < 0x20 && c != U'\t') || (c >= 0x7F && c < 0xA0) || c == 0xFEFF ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
}

/// The code points of a line as they are shown: what would steer a terminal, turn the direction
/// of writing, or is no UTF-8, stands as U+FFFD.
std::u32string visible(std::string_view line) {
  std::u32string points;
  for (std::size_t i = 0; i < line.size();) {
    const CodePoint point = code_point_at(line, i);
    points += is_control(point.value) ? U'\uFFFD' : point.value;
    i += point.bytes;
  }
  return points;
}

std::string to_utf8(std::u32string_view points) {
  std::string text;
  for (const char32_t c : points) append_utf8(text, c);
  return text;
}

/// "file:line:col: ", as much of it as there is, else "path: ".
std::string place_of(const SourceSpan& span, const std::string& path) {
  std::string place;
  if (span.file) {
    place = span.file->name();
    if (span.line != 0) place.append(":").append(std::to_string(span.line));
    if (span.line != 0 && span.column != 0) place.append(":").append(std::to_string(span.column));
  } else {
    place = mask_identifiers(path);
  }
  return place.empty() ? place : place + ": ";
}

bool has_line(const SourceSpan& span) {
  return span.file && span.line != 0 && span.line <= span.file->line_count();
}

/// The line with its number, and carets under the span.
void append_line(std::string& out, const SourceSpan& span, std::size_t width, const Paint& paint) {
  if (!has_line(span)) return;
  const std::u32string line = visible(mask_identifiers(span.file->line(span.line)));
  const std::size_t start = std::min<std::size_t>(std::max(span.column, 1U) - 1, line.size());
  const std::size_t left = std::max<std::size_t>(line.size() - start, 1);
  std::size_t length = std::clamp<std::size_t>(span.length, 1, left);
  std::size_t from = 0;
  std::size_t to = line.size();
  if (line.size() > max_shown) {
    from = start > context_before ? start - context_before : 0;
    to = std::min(line.size(), from + max_shown);
    length = std::min(length, std::max<std::size_t>(to - start, 1));
  }
  const std::u32string_view shown = std::u32string_view(line).substr(from, to - from);
  const std::string number = std::to_string(span.line);
  const std::string_view before = from != 0 ? "…" : "";
  out += std::string(width - number.size() + 1, ' ') + number + " | ";
  out += before;
  out += to_utf8(shown);
  out += to != line.size() ? "…\n" : "\n";
  std::string carets = from != 0 ? " " : "";
  for (const char32_t c : shown.substr(0, start - from)) carets += c == U'\t' ? '\t' : ' ';
  out += std::string(width + 1, ' ') + " | " + carets;
  std::string under(length, '~');
  under.front() = '^';
  out += paint("1;31", under) + "\n";
}

std::string escaped(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    i += point.bytes;
    switch (point.value) {
      case U'"':
        out += "\\\"";
        break;
      case U'\\':
        out += "\\\\";
        break;
      case U'\n':
        out += "\\n";
        break;
      case U'\r':
        out += "\\r";
        break;
      case U'\t':
        out += "\\t";
        break;
      default:
        if (point.value < 0x20) {
          out += "\\u00";
          out += hex[point.value >> 4];
          out += hex[point.value & 15];
        } else {
          append_utf8(out, point.value);
        }
    }
  }
  return out + "\"";
}

/// One JSON object, written key by key.
class JsonObject {
 public:
  void text(std::string_view key, std::string_view value) { put(key, escaped(value)); }
  void text_if(std::string_view key, std::string_view value) {
    if (!value.empty()) text(key, value);
  }
  void raw(std::string_view key, std::string_view value) { put(key, value); }
  void place(const SourceSpan& span) {
    if (!span.file) return;
    text("file", span.file->name());
    if (span.line == 0) return;
    put("line", std::to_string(span.line));
    if (span.column == 0) return;
    put("column", std::to_string(span.column));
    put("length", std::to_string(span.length));
  }
  std::string done() const {
    std::string text = "{";
    return text.append(body_).append("}");
  }

 private:
  void put(std::string_view key, std::string_view value) {
    if (!body_.empty()) body_ += ',';
    body_ += escaped(key);
    body_ += ':';
    body_ += value;
  }
  std::string body_;
};

std::string note_text(const Diagnostic::Note& note, Language language) {
  if (note.text == nullptr) return {};
  return mask_identifiers(
      fill(language == Language::da ? note.text->da : note.text->en, note.arguments));
}

std::string_view word_of(Severity severity, const Words& word) {
  return severity == Severity::error     ? word.error
         : severity == Severity::warning ? word.warning
                                         : word.hint;
}

std::string_view paint_of(Severity severity) {
  return severity == Severity::error ? "1;31" : severity == Severity::warning ? "1;33" : "1;34";
}

/// "file:line:col: warning[E1131]: message" and a line feed.
std::string head_line(const Diagnostic& diagnostic, const RenderOptions& options) {
  const Severity severity = diagnostic.severity();
  std::string kind(word_of(severity, words(options.language)));
  if (diagnostic.code != nullptr) kind.append("[").append(diagnostic.code->id).append("]");
  return place_of(diagnostic.span, diagnostic.path) +
         Paint{options.colour}(paint_of(severity), kind) + ": " +
         to_utf8(visible(diagnostic.message(options.language))) + "\n";
}

/// Warnings and hints of one kind in one file: word for word the same ones are one with a list of
/// lines, and of the others only the first few are shown with their line and help. Errors are all
/// shown, as each of them has to be mended.
class Repeats {
 public:
  enum class How : std::uint8_t { full, with_places, one_line, left_out };

  Repeats(const DiagnosticList& list, Language language) : language_(language) {
    for (const Diagnostic& diagnostic : list) {
      if (may_gather(diagnostic)) same_[key(diagnostic)].push_back(&diagnostic);
    }
  }

  How next(const Diagnostic& diagnostic) {
    if (!may_gather(diagnostic)) return How::full;
    const auto& same = same_[key(diagnostic)];
    if (same.size() > few) return same.front() == &diagnostic ? How::with_places : How::left_out;
    auto& seen = of_code_[{diagnostic.span.file.get(), diagnostic.code}];
    return ++seen > few ? How::one_line : How::full;
  }

  /// The lines of those that are left out for this one.
  std::string places(const Diagnostic& first) {
    constexpr std::size_t most = 12;
    const auto& same = same_[key(first)];
    const std::string more = std::to_string(same.size() - 1);
    std::string text = language_ == Language::da ? " det samme " + more + " steder mere: linje "
                                                 : " the same in " + more + " more places: lines ";
    for (std::size_t i = 1; i < std::min(same.size(), most + 1); ++i) {
      text += (i > 1 ? ", " : "") + std::to_string(same[i]->span.line);
    }
    return text + (same.size() > most + 1 ? ", …\n" : "\n");
  }

 private:
  static constexpr std::size_t few = 3;
  using Key = std::tuple<const SourceFile*, const CodeInfo*, std::string>;

  static bool may_gather(const Diagnostic& diagnostic) {
    return diagnostic.severity() != Severity::error && has_line(diagnostic.span) &&
           diagnostic.notes.empty();
  }
  Key key(const Diagnostic& diagnostic) const {
    return {diagnostic.span.file.get(), diagnostic.code, diagnostic.message(language_)};
  }

  Language language_;
  std::map<Key, std::vector<const Diagnostic*>> same_;
  std::map<std::pair<const SourceFile*, const CodeInfo*>, std::size_t> of_code_;
};

}  // namespace

std::string render(const Diagnostic& diagnostic, const RenderOptions& options) {
  const Paint paint{options.colour};
  const Words& word = words(options.language);
  std::size_t width = std::to_string(has_line(diagnostic.span) ? diagnostic.span.line : 0).size();
  for (const auto& note : diagnostic.notes) {
    if (has_line(note.span)) width = std::max(width, std::to_string(note.span.line).size());
  }
  std::string out = head_line(diagnostic, options);
  append_line(out, diagnostic.span, width, paint);
  for (const auto& note : diagnostic.notes) {
    out += place_of(note.span, "") + paint("1;36", word.note) + ": " +
           to_utf8(visible(note_text(note, options.language))) + "\n";
    append_line(out, note.span, width, paint);
  }
  const std::string help = diagnostic.help_text(options.language);
  if (!help.empty()) {
    out += ' ';
    out += paint("1;32", word.help) + ": " + to_utf8(visible(help)) + "\n";
  }
  return out;
}

std::string render(const DiagnosticList& list, const RenderOptions& options) {
  std::string out;
  Repeats repeats(list, options.language);
  bool after_one_line = false;
  for (const Diagnostic& diagnostic : list) {
    const Repeats::How how = repeats.next(diagnostic);
    if (how == Repeats::How::left_out) continue;
    const bool is_one_line = how == Repeats::How::one_line;
    if (!out.empty() && !(is_one_line && after_one_line)) out += '\n';
    after_one_line = is_one_line;
    if (is_one_line) {
      out += head_line(diagnostic, options);
      continue;
    }
    out += render(diagnostic, options);
    if (how == Repeats::How::with_places) out += repeats.places(diagnostic);
  }
  return out;
}

std::string render_json(const DiagnosticList& list, Language language) {
  std::string out = "[";
  for (const Diagnostic& diagnostic : list) {
    JsonObject object;
    if (diagnostic.code != nullptr) object.text("code", diagnostic.code->id);
    object.text("severity", to_string(diagnostic.severity()));
    object.place(diagnostic.span);
    object.text("message", diagnostic.message(language));
    object.text_if("help", diagnostic.help_text(language));
    object.text_if("path", mask_identifiers(diagnostic.path));
    if (!diagnostic.notes.empty()) {
      std::string notes;
      for (const auto& note : diagnostic.notes) {
        JsonObject entry;
        entry.place(note.span);
        entry.text("message", note_text(note, language));
        notes.append(notes.empty() ? "[" : ",").append(entry.done());
      }
      object.raw("notes", notes.append("]"));
    }
    out.append(out.size() > 1 ? "," : "").append(object.done());
  }
  return out + "]";
}

}  // namespace v1
}  // namespace vaern
