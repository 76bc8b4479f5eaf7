// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/translation.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <set>
#include <vector>

#include "diagnostics/codes/document.hpp"
#include "diagnostics/codes/exchange.hpp"
#include "exchange/plan_copy_words.hpp"
#include "vaern/diagnostics/utf8.hpp"
#include "vaern/safety_plan/catalogue.hpp"

namespace vaern {
inline namespace v1 {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// The first twenty code points.
std::string beginning_of(std::string_view text) {
  std::size_t bytes = 0;
  for (int i = 0; i < 20 && bytes < text.size(); ++i) bytes += code_point_at(text, bytes).bytes;
  return std::string(text.substr(0, bytes));
}

/// One entry of a PO file, as far as it was read.
struct PoEntry {
  std::string context;
  std::string id;
  std::string text;
  std::uint32_t line = 0;
  bool is_fuzzy = false;
  bool has_id = false;
  bool has_text = false;
};

class PoReader {
 public:
  PoReader(const std::shared_ptr<const SourceFile>& file, std::string_view text,
           DiagnosticList& findings)
      : file_(file), text_(text), findings_(findings) {}

  /// Where the head says the language; without that the file as a whole.
  SourceSpan language() const {
    return language_.line > 0 ? language_ : SourceSpan{file_, 1, 1, 1};
  }

  std::vector<PoEntry> read() {
    while (!text_.empty()) {
      ++line_;
      const std::size_t end = std::min(text_.find('\n'), text_.size());
      whole_line_ = text_.substr(0, end);
      if (entries_.empty() && language_.line == 0 && !whole_line_.starts_with('#') &&
          whole_line_.find("Language:") < end) {
        language_ = here();
      }
      read_line(trimmed(whole_line_));
      text_.remove_prefix(std::min(end + 1, text_.size()));
    }
    finish();
    return std::move(entries_);
  }

 private:
  SourceSpan here() const { return {file_, line_, 1, 1}; }

  /// Of the text in quotes on this line, to the end of the line.
  SourceSpan quotes() const {
    const std::size_t at = whole_line_.find('"');
    if (at == std::string_view::npos) return here();
    const auto count = [](std::string_view text) {
      return static_cast<std::uint32_t>(count_code_points(text));
    };
    const std::string_view rest = trimmed(whole_line_.substr(at));
    return {file_, line_, count(whole_line_.substr(0, at)) + 1, count(rest)};
  }

  void read_line(std::string_view line) {
    if (line.empty()) return;
    if (line.front() == '#') {
      if (entry_.has_text) finish();
      if (line.starts_with("#,") && line.find("fuzzy") != std::string_view::npos) {
        entry_.is_fuzzy = true;
      }
      return;
    }
    if (line.front() != '"') {
      const std::size_t end = std::min(line.find_first_of(" \t\""), line.size());
      const std::string_view key = line.substr(0, end);
      if ((key == "msgctxt" || key == "msgid") && entry_.has_text) finish();
      if (key == "msgctxt") {
        into_ = &entry_.context;
      } else if (key == "msgid") {
        into_ = &entry_.id;
        entry_.has_id = true;
        entry_.line = line_;
      } else if (key == "msgstr") {
        into_ = &entry_.text;
        entry_.has_text = true;
      } else {
        findings_.add(codes::po_line, here(), {{"text", std::string(key)}});
        into_ = nullptr;
        return;
      }
      line = trimmed(line.substr(end));
    }
    if (into_ == nullptr || !append(line)) {
      findings_.add(codes::po_line, quotes(), {{"text", beginning_of(line)}});
      is_broken_ = true;
    }
  }

  /// A text in quotes with the escapes of C.
  bool append(std::string_view quoted) {
    if (quoted.size() < 2 || quoted.front() != '"' || quoted.back() != '"') return false;
    quoted = quoted.substr(1, quoted.size() - 2);
    for (std::size_t i = 0; i < quoted.size(); ++i) {
      char c = quoted[i];
      if (c == '"') return false;
      if (c == '\\') {
        if (++i == quoted.size()) return false;
        const std::size_t known = std::string_view("nt\"\\").find(quoted[i]);
        if (known == std::string_view::npos) return false;
        c = "\n\t\"\\"[known];
      }
      *into_ += c;
    }
    return true;
  }

  // A part that cannot be read takes its entry along: half of one would be another's.
  void finish() {
    if (is_broken_) {
      is_broken_ = false;
    } else if (entry_.has_id && entry_.has_text) {
      entries_.push_back(std::move(entry_));
    } else if (entry_.has_id || entry_.has_text) {
      findings_.add(codes::po_half, {file_, std::max(entry_.line, 1U), 1, 1});
    }
    entry_ = {};
    into_ = nullptr;
  }

  std::shared_ptr<const SourceFile> file_;
  std::string_view text_;
  DiagnosticList& findings_;
  std::vector<PoEntry> entries_;
  PoEntry entry_;
  bool is_broken_ = false;
  std::string* into_ = nullptr;
  std::string_view whole_line_;
  SourceSpan language_{nullptr, 0, 1, 1};
  std::uint32_t line_ = 0;
};

/// What follows a name in the head: "X-Catalogue: NAME". Empty: it is not there.
std::string of_head(std::string_view head, std::string_view name) {
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t end = std::min(head.find('\n', at), head.size());
    const std::string_view line = head.substr(at, end - at);
    at = end + 1;
    if (line.starts_with(name)) return std::string(trimmed(line.substr(name.size())));
  }
  return {};
}

/// "ar", "zh-Hans", "pt-BR"; gettext's "pt_BR" is the same.
std::string language_of_head(std::string_view head) {
  std::string tag = of_head(head, "Language:");
  std::replace(tag.begin(), tag.end(), '_', '-');
  const std::size_t first = std::min(tag.find('-'), tag.size());
  const bool is_tag = first >= 2 && first <= 3 && tag.size() <= 35 &&
                      std::all_of(tag.begin(), tag.end(), [](unsigned char c) {
                        return c == '-' || (c < 0x80 && std::isalnum(c) != 0);
                      });
  return is_tag ? tag : std::string();
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

void write_entry(std::string& out, std::string_view comment, std::string_view context,
                 std::string_view english) {
  out += "\n";
  if (!comment.empty()) out += "#. da: " + exchange::detail::one_line(std::string(comment)) + "\n";
  out += "msgctxt " + quoted(context) + "\nmsgid " + quoted(english) + "\nmsgstr \"\"\n";
}

}  // namespace

bool Translation::is_right_to_left() const noexcept {
  const std::string_view language = std::string_view(tag_).substr(0, tag_.find('-'));
  for (const std::string_view script : {"-Arab", "-Hebr", "-Syrc", "-Thaa", "-Nkoo", "-Adlm"}) {
    if (tag_.find(script) != std::string::npos) return true;
  }
  if (tag_.find("-Latn") != std::string::npos || tag_.find("-Cyrl") != std::string::npos) {
    return false;
  }
  constexpr std::array<std::string_view, 16> languages{"ar", "arc", "ckb", "dv", "fa", "he",
                                                       "ks", "nqo", "prs", "ps", "sd", "syr",
                                                       "ug", "ur",  "yi",  "pnb"};
  return std::find(languages.begin(), languages.end(), language) != languages.end();
}

const std::string* Translation::find(std::string_view context, std::string_view english) const {
  const auto found = words_.find({std::string(context), std::string(english)});
  return found == words_.end() ? nullptr : &found->second.text;
}

namespace {

// Every text of the catalogue that a copy in another language can have, with its context.
template <class Take>
void for_each_text(const Catalogue& catalogue, const Take& take) {
  for (const Measure& measure : catalogue.measures()) {
    take(measure.text, measure_context(measure.id));
    take(measure.easy, easy_context(measure.id));
    // The danger line is one of the documents' own.
    if (!measure.is_danger_line()) take(measure.note, note_context(measure.id));
    for (const Caution& caution : measure.cautions) {
      if (!caution.is_for_person()) continue;
      take(caution.text, caution_context(measure.id));
      take(caution.easy, easy_context(caution_context(measure.id)));
    }
  }
}

}  // namespace

const std::string& text_to_translate(const LocalizedText& text) {
  static const std::string none;
  for (const char* language : {"en", "da"}) {
    if (const std::string* found = text.get(language)) return *found;
  }
  return text.begin() == text.end() ? none : text.begin()->second;
}

std::string measure_context(std::string_view measure) { return "measure " + std::string(measure); }
std::string easy_context(std::string_view measure) { return "easy " + std::string(measure); }
std::string note_context(std::string_view measure) { return "note " + std::string(measure); }
std::string caution_context(std::string_view measure) { return "caution " + std::string(measure); }

std::optional<Translation> load_translation(std::string name, std::string text,
                                            DiagnosticList& findings) {
  const std::size_t before = findings.error_count();
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  const auto file = std::make_shared<const SourceFile>(std::move(name), text);
  if (find_invalid_utf8(text)) {
    findings.add(codes::not_utf8, {file, 1, 1, 1});
    return std::nullopt;
  }
  Translation translation;
  PoReader reader(file, text, findings);
  for (PoEntry& entry : reader.read()) {
    const SourceSpan span{file, entry.line, 1, 1};
    if (entry.id.empty()) {
      translation.tag_ = language_of_head(entry.text);
      translation.catalogue_ = of_head(entry.text, "X-Catalogue:");
      translation.head_ = span;
      continue;
    }
    if (entry.is_fuzzy || trimmed(entry.text).empty()) continue;
    const auto [place, is_new] = translation.words_.try_emplace(
        {entry.context, entry.id}, Translation::Word{entry.text, span});
    if (!is_new && place->second.text != entry.text) {
      findings.add(codes::po_twice, span, {{"text", entry.id}});
    }
  }
  if (translation.tag_.empty()) findings.add(codes::po_language, reader.language());
  if (findings.error_count() > before) return std::nullopt;
  return translation;
}

void check_translation(const Translation& translation, const Catalogue& catalogue,
                       DiagnosticList& findings) {
  const std::string name = catalogue.reference().to_string();
  if (!translation.catalogue_.empty() && translation.catalogue_ != name) {
    findings.add(codes::po_other_catalogue, translation.head_,
                 {{"of", translation.catalogue_}, {"catalogue", name}});
  }
  std::set<std::pair<std::string, std::string>> known;
  for (const exchange::detail::OwnWords& words : exchange::detail::own::all) {
    known.emplace(document_context, words.en);
  }
  for_each_text(catalogue, [&](const LocalizedText& text, const std::string& context) {
    known.emplace(context, text_to_translate(text));
  });
  for (const auto& [key, word] : translation.words_) {
    if (known.count(key) > 0) continue;
    findings.add(codes::po_matches_nothing, word.span,
                 {{"context", key.first}, {"text", key.second}, {"catalogue", name}});
  }
}

std::string translation_template(const Catalogue& catalogue, const Translation* have) {
  const auto is_there = [&](const std::string& context, std::string_view english) {
    return have != nullptr && have->find(context, english) != nullptr;
  };
  std::string out =
      "# Write each translation between the quotes of its msgstr. What is left empty is not "
      "there:\n"
      "# a copy that would need it is refused. The Danish stands beside the English.\n"
      "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
      "\"Language: " +
      (have == nullptr ? std::string() : have->tag()) +
      "\\n\"\n\"X-Catalogue: " + catalogue.reference().to_string() + "\\n\"\n";
  for (const exchange::detail::OwnWords& words : exchange::detail::own::all) {
    if (is_there(std::string(document_context), words.en)) continue;
    write_entry(out, words.da, document_context, words.en);
  }
  for_each_text(catalogue, [&](const LocalizedText& text, const std::string& context) {
    const std::string& words = text_to_translate(text);
    if (words.empty() || is_there(context, words)) return;
    const std::string* danish = text.get("da");
    const bool has_english = text.has("en");
    if (!has_english) {
      out += "\n#. There is no English; this text is in: ";
      out += danish != nullptr ? "da" : text.begin()->first;
    }
    write_entry(out, danish == nullptr || !has_english ? "" : *danish, context, words);
  });
  return out;
}

}  // namespace v1
}  // namespace vaern
