// SPDX-License-Identifier: Apache-2.0
#include "document/lexer.hpp"

#include <algorithm>
#include <array>

#include "diagnostics/codes/document.hpp"
#include "document/words.hpp"

namespace vaern::document::detail {
namespace {

constexpr NoteInfo value_begins_here{"the value begins here", "værdien begynder her"};

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

  Lexed run() {
    while (at_ < raw_.size() && !stopped_) step();
    if (!stopped_) {
      close_forgotten();
    }
    finish_json();
    return std::move(out_);
  }

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
    while (i + length < raw_.size() && (static_cast<unsigned char>(raw_[i + length]) & 0xC0) == 0x80)
      ++length;
    return length;
  }

  /// A tab outside quotes: reported once a line, and never in JSON.
  void see_tab(std::size_t i) {
    if (out_.copy[i] == ' ') return;  // seen when looking ahead
    out_.copy[i] = ' ';
    const std::size_t last = tabs_.empty() ? 0 : tabs_.back();
    const bool same_line = raw_.substr(last, i - last).find('\n') == std::string_view::npos;
    if (tabs_.empty() || !same_line) tabs_.push_back(i);
  }

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

  void step() {
    const char c = raw_[at_];
    if (c == '\n') return new_line(at_ + 1);
    if (c == '\t') see_tab(at_);
    if (is_blank(c) || c == '\r') {
      ++at_;
      return;
    }
    if (c == '#') {  // yaml-cpp: a comment wherever a token could begin
      has_comment_ = true;
      return skip_to_line_end();
    }
    if (!in_flow() && at_line_start_) {
      if (c == '%' && at_ == line_start_ && !content_) return directive();
      if (is_marker(at_, "---") || is_marker(at_, "...")) return marker();
    }
    if (document_ended_) return second_document(at_);
    if (in_flow() && at_line_start_ && leaves_flow(at_, line_start_)) close_forgotten();
    content_ = true;
    if (first_ == '\0') first_ = c;
    if (!in_flow() && at_line_start_) settle_indent();
    if (stopped_) return;
    at_line_start_ = false;
    token(c);
  }

  /// A line that is indented no deeper than the map around the brackets is not inside them,
  /// unless it closes them.
  bool leaves_flow(std::size_t at, std::size_t line_start) const {
    return static_cast<std::ptrdiff_t>(at - line_start) <= top_indent() && raw_[at] != ']' &&
           raw_[at] != '}' && raw_[at] != ',';
  }

  /// Reports the brackets that should have been closed and reads on outside them.
  void close_forgotten() {
    for (const Flow& flow : flows_) report_unclosed(flow);
    flows_.clear();
  }

  void report_unclosed(const Flow& flow) {
    const char open = raw_[flow.begin];
    fault(codes::unclosed_bracket, flow.begin, 1,
          {{"bracket", std::string(1, open)}, {"closing", open == '[' ? "]" : "}"}});
  }

  void directive() {
    const std::size_t begin = at_;
    skip_to_line_end();
    report(codes::yaml_directive, begin, at_ - begin);
    std::fill(out_.copy.begin() + static_cast<std::ptrdiff_t>(begin),
              out_.copy.begin() + static_cast<std::ptrdiff_t>(at_), ' ');
  }

  void marker() {
    const bool begins = raw_[at_] == '-';
    if (begins && (content_ || marked_)) return second_document(at_);
    if (begins) marked_ = true;
    if (!begins) document_ended_ = true;
    std::fill_n(out_.copy.begin() + static_cast<std::ptrdiff_t>(at_), 3, ' ');
    at_ += 3;
    at_line_start_ = false;
  }

  void second_document(std::size_t at) {
    report(codes::several_documents, at, 1);
    std::fill(out_.copy.begin() + static_cast<std::ptrdiff_t>(at), out_.copy.end(), ' ');
    stopped_ = true;
  }

  /// The first token of a line outside brackets closes what is indented deeper.
  void settle_indent() {
    const std::ptrdiff_t here = column(at_);
    const bool dash = raw_[at_] == '-' && ends_word(at_ + 1);
    bool popped = false;
    while (!indents_.empty() &&
           (indents_.back().column > here ||
            (indents_.back().column == here && indents_.back().is_sequence && !dash))) {
      popped = true;
      indents_.pop_back();
    }
    if (raw_.substr(line_start_, at_ - line_start_).find('\t') != std::string_view::npos) {
      out_.can_parse = out_.usable = false;  // the tab is the finding; the depth is a guess
      if (popped || here > top_indent()) indents_.push_back({here, dash});
    } else if (popped && top_indent() != here) {
      std::size_t end = at_;
      while (!ends_word(end) && raw_[end] != ':') ++end;
      fault(codes::bad_indentation, at_, end - at_);
      indents_.push_back({here, dash});
    }
  }

  void push_indent(std::ptrdiff_t here, bool is_sequence) {
    if (here > top_indent() ||
        (here == top_indent() && is_sequence && !indents_.back().is_sequence)) {
      indents_.push_back({here, is_sequence});
      check_depth();
    }
  }

  void check_depth() {
    if (indents_.size() + flows_.size() <= options_.max_depth) return;
    fault(codes::nested_too_deep, at_, 1, {{"limit", std::to_string(options_.max_depth)}});
    stopped_ = true;
  }

  void token(char c) {
    const bool word_ends = ends_word(at_ + 1);
    if (c == '[' || c == '{') {
      may_be_key();
      flows_.push_back({at_});
      check_depth();
      ++at_;
    } else if (c == ']' || c == '}') {
      close_bracket(c);
    } else if (c == ',' && in_flow()) {
      flows_.back().seen_colon = false;
      ++at_;
    } else if (c == '-' && word_ends) {
      dash();
    } else if (c == '?' && word_ends) {
      fault(codes::key_not_scalar, at_, 1);
      ++at_;
    } else if (c == ':' && (word_ends || (in_flow() && (after_value_ || is_flow_sign(peek(at_ + 1)))))) {
      colon();
    } else if (c == '&' || c == '!' || c == '*') {
      property(c);
    } else if (c == '"' || c == '\'') {
      quoted(c);
    } else if ((c == '|' || c == '>') && !in_flow()) {
      block(c);
    } else {
      plain();
    }
    after_value_ = at_ > 0 && !stopped_ && (c == '"' || c == '\'' || c == ']' || c == '}');
  }

  static bool is_flow_sign(char c) {
    return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
  }

  void close_bracket(char c) {
    const char open = c == ']' ? '[' : '{';
    if (!in_flow() || raw_[flows_.back().begin] != open) {
      fault(codes::unexpected_bracket, at_, 1, {{"bracket", std::string(1, c)}});
      ++at_;
      return;
    }
    const std::size_t begin = flows_.back().begin;
    flows_.pop_back();
    ++at_;
    check_after_value(begin, begin < line_start_);
  }

  void dash() {
    if (in_flow()) {
      fault(codes::syntax, at_, 1);
    } else if (key_seen_) {
      fault(codes::dash_after_key, at_, 1);
    } else {
      push_indent(column(at_), true);
    }
    ++at_;
  }

  void colon() {
    if (in_flow()) {
      if (flows_.back().seen_colon) fault(codes::colon_in_text, at_, 1);
      flows_.back().seen_colon = true;
    } else if (key_seen_) {
      fault(codes::colon_in_text, at_, 1);
    } else if (key_column_ < 0) {
      fault(codes::syntax, at_, 1);
    } else {
      push_indent(key_column_, false);
      key_seen_ = true;
    }
    ++at_;
  }

  /// Anchors and tags stay in the copy: yaml-cpp counts indentation from them.
  void property(char c) {
    const std::size_t begin = at_;
    while (!ends_word(at_) && !(in_flow() && is_flow_sign(raw_[at_]))) ++at_;
    report(c == '&' ? codes::anchor : c == '*' ? codes::alias : codes::tag, begin, at_ - begin,
           {{"written", shortened(std::string(raw_.substr(begin, at_ - begin)))}});
    if (c == '*') {
      out_.usable = false;  // what it stands for is not in the tree
      at_ = begin;
      plain();
    } else if (!in_flow() && !key_seen_ && property_column_ < 0) {
      property_column_ = column(begin);
    }
  }

  void add(Scalar scalar) {
    scalar.colon_follows = peek(end_of_blanks(scalar.end)) == ':';
    const std::size_t length = scalar.end - scalar.begin;
    scalar.changed = raw_.substr(scalar.begin, length) !=
                     std::string_view(out_.copy).substr(scalar.begin, length);
    if (json_ok_ && scalar.style != ScalarStyle::double_quoted &&
        !(scalar.style == ScalarStyle::plain && is_json_word(scalar.text))) {
      json_ok_ = false;
    }
    out_.scalars.push_back(std::move(scalar));
  }

  static bool is_json_word(std::string_view text) {
    return text == "true" || text == "false" || text == "null" ||
           (!text.empty() && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9')));
  }

  void check_after_value(std::size_t begin, bool over_lines) {
    std::size_t i = at_;
    while (i < raw_.size() && (is_blank(raw_[i]) || raw_[i] == '\r')) ++i;
    const char c = peek(i);
    if (c == '\n' || c == '#' || (c == ':' && (in_flow() || !key_seen_))) return;
    if (in_flow() && (c == ',' || c == ']' || c == '}')) return;
    if (!in_flow() && (c == ']' || c == '}')) return;  // reported as closing nothing
    Diagnostic& finding = fault(codes::text_after_end, i, code_point_length(i));
    finding.notes.push_back({&value_begins_here, span_at(file_, begin, 1), {}});
    if (in_flow() || over_lines) {
      stopped_ = true;  // what is text and what is not can no longer be told
    } else {
      skip_to_line_end();
    }
  }

  void quoted(char quote) {
    Scalar scalar;
    scalar.begin = at_;
    scalar.style = quote == '"' ? ScalarStyle::double_quoted : ScalarStyle::single_quoted;
    may_be_key();
    std::size_t i = at_ + 1;
    std::size_t start = line_start_;
    for (;; ++i) {
      if (i >= raw_.size()) {
        fault(codes::unterminated_quote, at_, 1, {{"quote", std::string(1, quote)}});
        stopped_ = true;
        return;
      }
      if (raw_[i] == '\n') start = i + 1;
      if (quote == '"' && raw_[i] == '\\') {
        if (peek(i + 1) == '\n') start = i + 2;
        ++i;
      } else if (raw_[i] == quote) {
        if (quote == '\'' && i + 1 < raw_.size() && raw_[i + 1] == quote) {
          ++i;
        } else {
          break;
        }
      }
    }
    scalar.end = at_ = i + 1;
    const bool over_lines = start != line_start_;
    if (quote == '"') {
      decode_double_quoted(file_, scalar, out_.copy, findings_);
    } else {
      decode_single_quoted(raw_, scalar);
    }
    if (over_lines) {
      line_start_ = start;
      key_seen_ = in_flow() ? false : true;  // a key stands on one line
    }
    const std::size_t begin = scalar.begin;
    add(std::move(scalar));
    check_after_value(begin, over_lines);
  }

  void block(char sign) {
    Scalar scalar;
    scalar.begin = at_;
    scalar.style = sign == '|' ? ScalarStyle::literal : ScalarStyle::folded;
    std::size_t i = at_ + 1;
    char chomp = ' ';
    std::size_t indent = 0;
    for (; i < raw_.size() && (raw_[i] == '+' || raw_[i] == '-' || (raw_[i] >= '1' && raw_[i] <= '9'));
         ++i) {
      if (raw_[i] == '+' || raw_[i] == '-') {
        chomp = raw_[i];
      } else {
        indent = static_cast<std::size_t>(raw_[i] - '0');
      }
    }
    while (i < raw_.size() && (is_blank(raw_[i]) || raw_[i] == '\r')) {
      if (raw_[i] == '\t') see_tab(i);
      ++i;
    }
    if (peek(i) != '\n' && peek(i) != '#') {
      fault(codes::unquotable_start, at_, 1, {{"character", std::string(1, sign)}});
      skip_to_line_end();
      return;
    }
    while (i < raw_.size() && raw_[i] != '\n') ++i;
    const std::size_t body = std::min(i + 1, raw_.size());
    const std::size_t parent = top_indent() > 0 ? static_cast<std::size_t>(top_indent()) : 0;
    decode_block(raw_, body, parent + std::max<std::size_t>(indent, 1), indent != 0, chomp, scalar);
    const std::size_t end = scalar.end;
    add(std::move(scalar));
    new_line(end);
  }

  void plain();

  /// A line that goes on with the text above, though it looks like a key: either that line forgot
  /// its colon, or this one is indented wrongly.
  void report_continued(std::size_t begin, std::size_t text, std::size_t text_line,
                        std::size_t colon) {
    const std::string_view indentation = raw_.substr(text_line, text - text_line);
    if (indentation.find('\t') != std::string_view::npos) {
      out_.can_parse = out_.usable = false;
      return;
    }
    const std::size_t line_end = std::min(raw_.find('\n', begin), raw_.size());
    if (!key_seen_ && begin - line_start_ == text - text_line) {
      std::string_view key = raw_.substr(begin, line_end - begin);
      if (key.ends_with('\r')) key.remove_suffix(1);
      fault(codes::key_without_colon, begin, key.size(), {{"key", shortened(std::string(key))}});
    } else {
      fault(codes::bad_indentation, text, colon - text);
    }
  }

  void finish_json() {
    const bool looks_json = (first_ == '{' || first_ == '[') && json_ok_ && !has_comment_;
    out_.is_json = json_name_ || looks_json;
    if (!out_.is_json || !out_.usable) {
      for (const std::size_t tab : tabs_) report(codes::tab, tab, 1);
    }
    if (!json_name_ || !out_.usable) return;
    for (const Scalar& scalar : out_.scalars) {
      if (scalar.style == ScalarStyle::double_quoted) continue;
      if (scalar.style == ScalarStyle::plain &&
          (is_json_word(scalar.text) || scalar.text.starts_with('.') ||
           scalar.text.starts_with('+'))) {
        continue;  // what is wrong with a number is told where it is read
      }
      report(codes::not_json, scalar.begin, scalar.end - scalar.begin, {{"text", shortened(scalar.text)}});
    }
  }

  std::shared_ptr<const SourceFile> file_;
  std::string_view raw_;
  const ReadOptions& options_;
  DiagnosticList& findings_;
  Lexed out_;

  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  bool at_line_start_ = true;
  bool key_seen_ = false;            // outside brackets: this line has its key and colon
  std::ptrdiff_t key_column_ = -1;   // of what could be the key of this line
  std::ptrdiff_t property_column_ = -1;  // of an anchor or tag before it
  bool after_value_ = false;
  std::vector<Indent> indents_;
  std::vector<Flow> flows_;
  std::vector<std::size_t> tabs_;
  char first_ = '\0';
  bool content_ = false;
  bool marked_ = false;
  bool document_ended_ = false;
  bool stopped_ = false;
  bool has_comment_ = false;
  bool json_name_ = false;
  bool json_ok_ = true;
};

void Lexer::plain() {
  Scalar scalar;
  scalar.begin = at_;
  scalar.style = ScalarStyle::plain;
  const bool flow = in_flow();
  const std::ptrdiff_t least_column = flow ? 0 : top_indent() + 1;
  may_be_key();
  // A map goes on at this column, so that this must be its next key.
  const bool key_place = !flow && !indents_.empty() && !indents_.back().is_sequence &&
                         column(at_) == top_indent() &&
                         raw_.substr(line_start_, at_ - line_start_).find_first_not_of(' ') ==
                             std::string_view::npos;
  const char first = raw_[at_];
  if (std::string_view("@`%,|>").find(first) != std::string_view::npos) {
    report(codes::unquotable_start, at_, 1, {{"character", std::string(1, first)}});
    out_.copy[at_] = 'x';
  } else if (first == '*') {
    out_.copy[at_] = 'x';
  }
  bool over_lines = false;
  bool told = false;
  const auto neutral = [&](std::size_t place) { out_.copy[place] = 'x'; };
  std::size_t i = at_;
  std::size_t end = at_;
  std::size_t start = line_start_;
  std::size_t text_start = at_;
  while (i < raw_.size()) {
    const char c = raw_[i];
    if (c == '\n') {
      std::size_t next = i + 1;
      std::size_t next_start = next;
      while (next < raw_.size() && (is_blank(raw_[next]) || raw_[next] == '\r' || raw_[next] == '\n')) {
        if (raw_[next] == '\n') next_start = next + 1;
        ++next;
      }
      if (next >= raw_.size() || raw_[next] == '#') break;
      if (flow ? leaves_flow(next, next_start)
               : static_cast<std::ptrdiff_t>(next - next_start) < least_column) {
        break;
      }
      const std::string_view three = raw_.substr(next, 3);
      if (next == next_start && (three == "---" || three == "...") && ends_word(next + 3)) break;
      for (std::size_t k = i; k < next; ++k) {
        if (raw_[k] == '\t') see_tab(k);
      }
      over_lines = true;
      start = next_start;
      i = text_start = next;
      if (!flow && !told && raw_[i] == '-' && ends_word(i + 1)) {
        fault(codes::bad_indentation, i, 1);
        told = true;
      }
      continue;
    }
    if (c == '#' && i > scalar.begin && is_blank(raw_[i - 1])) break;
    if (flow && is_flow_sign(c)) break;
    if (c == ':' && (ends_word(i + 1) || (flow && std::string_view(",]}").find(peek(i + 1)) !=
                                                      std::string_view::npos))) {
      if (!flow && over_lines) {
        if (!told) report_continued(scalar.begin, text_start, start, i);
        told = true;
      } else if (flow ? flows_.back().seen_colon : key_seen_) {
        if (!told) report(codes::colon_in_text, i, 1);
        if (over_lines) out_.usable = false;  // else the text is what was meant
        told = true;
      } else {
        break;
      }
      neutral(i);
    } else if (flow && c == '?') {
      neutral(i);
    } else if (c == '\t') {
      see_tab(i);
    }
    if (!is_blank(c) && c != '\r') end = i + 1;
    ++i;
  }
  if (end == scalar.begin) {  // a lone sign that begins nothing
    fault(codes::syntax, at_, 1);
    ++at_;
    return;
  }
  scalar.end = at_ = end;
  if (over_lines) {
    line_start_ = start;
    if (end < start) {  // the last lines looked at were only looked at
      line_start_ = raw_.rfind('\n', end == 0 ? 0 : end - 1);
      line_start_ = line_start_ == std::string_view::npos ? 0 : line_start_ + 1;
    }
    if (!flow) key_seen_ = true;
  }
  decode_plain(raw_, scalar);
  if (key_place && !told && peek(end_of_blanks(end)) != ':') {
    report(codes::key_without_colon, scalar.begin,
           std::min(raw_.find('\n', scalar.begin), end) - scalar.begin,
           {{"key", shortened(scalar.text)}});
    for (std::size_t k = scalar.begin; k < end; ++k) {
      if (raw_[k] != '\n' && raw_[k] != '\r') out_.copy[k] = ' ';
    }
    return;  // read on as if the line were not there
  }
  if (scalar.text == "~" || scalar.text == "null" || scalar.text == "Null" ||
      scalar.text == "NULL") {
    neutral(scalar.begin);
  }
  add(std::move(scalar));
}

}  // namespace

Lexed lex(const std::shared_ptr<const SourceFile>& file, const ReadOptions& options,
          DiagnosticList& findings) {
  return Lexer(file, options, findings).run();
}

}  // namespace vaern::document::detail
