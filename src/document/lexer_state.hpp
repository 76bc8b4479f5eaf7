// SPDX-License-Identifier: Apache-2.0
#pragma once
// The state of the lexical pass. Structure is in lexer.cpp, scalars in lexer_scalars.cpp.

#include "document/lexer.hpp"

namespace vaern::document::detail {

/// Follows yaml-cpp's own rules for where scalars begin and end (its indents, its keys on one
/// line), so that the two agree on every place; the tree refuses a file where they do not.
class Lexer {
 public:
  Lexer(const std::shared_ptr<const SourceFile>& file, const ReadOptions& options,
        DiagnosticList& findings)
      : file_(file), raw_(file->text()), options_(options), findings_(findings) {
    out_.copy = file->text();
    for (char& c : out_.copy) {
      const auto byte = static_cast<unsigned char>(c);
      if ((byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F) c = 'x';
    }
    if (raw_.starts_with("\xEF\xBB\xBF")) at_ = line_start_ = 3;
    json_name_ = file->name().ends_with(".json");
  }

  Lexed run();

 private:
  struct Flow {
    std::size_t begin = 0;
    bool seen_colon = false;
  };
  struct Indent {
    std::ptrdiff_t column = 0;
    bool is_sequence = false;
  };

  char peek(std::size_t i) const { return i < raw_.size() ? raw_[i] : '\n'; }
  bool ends_word(std::size_t i) const {
    const char c = peek(i);
    return c == '\n' || c == '\r' || is_blank(c);
  }
  bool in_flow() const { return !flows_.empty(); }
  std::ptrdiff_t column(std::size_t i) const {
    return static_cast<std::ptrdiff_t>(i - line_start_);
  }
  std::ptrdiff_t top_indent() const { return indents_.empty() ? -1 : indents_.back().column; }

  Diagnostic& report(const CodeInfo& code, std::size_t at, std::size_t length,
                     Arguments arguments = {}) {
    if (findings_.size() >= most_findings) {
      stopped_ = true;
      out_.can_parse = out_.usable = false;
      return dropped_;
    }
    return findings_.add(code, span_at(file_, at, length), std::move(arguments));
  }
  /// A finding after which there is no tree to trust.
  Diagnostic& fault(const CodeInfo& code, std::size_t at, std::size_t length,
                    Arguments arguments = {}) {
    out_.can_parse = out_.usable = false;
    return report(code, at, length, std::move(arguments));
  }
  std::size_t code_point_length(std::size_t i) const {
    std::size_t length = 1;
    while (i + length < raw_.size() &&
           (static_cast<unsigned char>(raw_[i + length]) & 0xC0) == 0x80)
      ++length;
    return length;
  }

  /// A tab outside quotes: reported once a line, and never in JSON.
  void see_tab(std::size_t i);

  std::size_t end_of_blanks(std::size_t i) const {
    while (i < raw_.size() && is_blank(raw_[i])) ++i;
    return i;
  }

  bool is_marker(std::size_t i, std::string_view marker) const {
    return i == line_start_ && raw_.substr(i, 3) == marker && ends_word(i + 3);
  }

  void new_line(std::size_t start) {
    at_ = line_start_ = start;
    at_line_start_ = true;
    key_seen_ = false;
    key_column_ = property_column_ = -1;
  }

  /// A value begins; outside brackets it may turn out to be this line's key.
  void may_be_key() {
    if (in_flow() || key_seen_) return;
    key_column_ = property_column_ >= 0 ? property_column_ : column(at_);
  }

  void skip_to_line_end() {
    while (at_ < raw_.size() && raw_[at_] != '\n') ++at_;
  }

  void step();

  /// A line that is indented no deeper than the map around the brackets is not inside them,
  /// unless it closes them.
  bool leaves_flow(std::size_t at, std::size_t line_start) const {
    return static_cast<std::ptrdiff_t>(at - line_start) <= top_indent() && raw_[at] != ']' &&
           raw_[at] != '}' && raw_[at] != ',';
  }

  /// Reports the brackets that should have been closed and reads on outside them.
  void close_forgotten();
  void report_unclosed(const Flow& flow);
  void directive();
  void marker();
  void second_document(std::size_t at);

  /// The first token of a line outside brackets closes what is indented deeper.
  void settle_indent();
  void push_indent(std::ptrdiff_t here, bool is_sequence);
  void check_depth();
  void token(char c);

  static bool is_flow_sign(char c) {
    return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
  }

  void close_bracket(char c);
  void dash();
  void colon();

  /// Anchors and tags stay in the copy: yaml-cpp counts indentation from them.
  void property(char c);
  void add(Scalar scalar);

  static bool is_json_word(std::string_view text) {
    return text == "true" || text == "false" || text == "null" ||
           (!text.empty() && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9')) &&
            text.find_first_of(" /") == std::string_view::npos);
  }

  void check_after_value(std::size_t begin, bool over_lines);
  void quoted(char quote);
  void block(char sign);
  void plain();

  /// A line that goes on with the text above, though it looks like a key: either that line forgot
  /// its colon, or this one is indented wrongly.
  void report_continued(std::size_t begin, std::size_t text, std::size_t text_line,
                        std::size_t colon);

  void finish_json();

  std::shared_ptr<const SourceFile> file_;
  std::string_view raw_;
  const ReadOptions& options_;
  DiagnosticList& findings_;
  Diagnostic dropped_;  // stands for findings beyond the most that are worth telling
  Lexed out_;

  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  bool at_line_start_ = true;
  bool key_seen_ = false;                // outside brackets: this line has its key and colon
  std::ptrdiff_t key_column_ = -1;       // of what could be the key of this line
  std::ptrdiff_t property_column_ = -1;  // of an anchor or tag before it
  bool after_value_ = false;
  std::vector<Indent> indents_;
  std::vector<Flow> flows_;
  std::vector<std::size_t> tabs_;
  std::vector<std::size_t> not_json_;  // commas before a closing bracket, comments
  char first_ = '\0';
  bool content_ = false;
  bool marked_ = false;
  bool document_ended_ = false;
  bool stopped_ = false;
  bool has_comment_ = false;
  std::size_t last_comment_ = 0;
  bool json_name_ = false;
  bool json_ok_ = true;
};

}  // namespace vaern::document::detail
