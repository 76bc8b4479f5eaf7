// SPDX-License-Identifier: Apache-2.0
// Lines, indentation, brackets and everything else between the scalars.

#include <algorithm>

#include "diagnostics/codes/document.hpp"
#include "document/lexer_state.hpp"
#include "document/words.hpp"

namespace vaern::document::detail {

Lexed Lexer::run() {
  while (at_ < raw_.size() && !stopped_) step();
  if (!stopped_) close_forgotten();
  finish_json();
  return std::move(out_);
}

void Lexer::see_tab(std::size_t i) {
  if (out_.copy[i] == ' ') return;  // seen when looking ahead
  out_.copy[i] = ' ';
  const std::size_t last = tabs_.empty() ? 0 : tabs_.back();
  const bool same_line = raw_.substr(last, i - last).find('\n') == std::string_view::npos;
  if (tabs_.empty() || !same_line) tabs_.push_back(i);
}

void Lexer::step() {
  const char c = raw_[at_];
  if (c == '\n') return new_line(at_ + 1);
  if (c == '\t') see_tab(at_);
  if (is_blank(c) || c == '\r') {
    ++at_;
    return;
  }
  if (c == '#') {  // yaml-cpp: a comment wherever a token could begin
    has_comment_ = true;
    last_comment_ = at_;
    not_json_.push_back(at_);
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

void Lexer::directive() {
  const std::size_t begin = at_;
  skip_to_line_end();
  report(codes::yaml_directive, begin, at_ - begin);
  std::fill(out_.copy.begin() + static_cast<std::ptrdiff_t>(begin),
            out_.copy.begin() + static_cast<std::ptrdiff_t>(at_), ' ');
}

void Lexer::marker() {
  const bool begins = raw_[at_] == '-';
  if (begins && (content_ || marked_)) return second_document(at_);
  if (begins) marked_ = true;
  if (!begins) document_ended_ = true;
  std::fill_n(out_.copy.begin() + static_cast<std::ptrdiff_t>(at_), 3, ' ');
  at_ += 3;
  at_line_start_ = false;
}

void Lexer::second_document(std::size_t at) {
  report(codes::several_documents, at, 1);
  std::fill(out_.copy.begin() + static_cast<std::ptrdiff_t>(at), out_.copy.end(), ' ');
  stopped_ = true;
}

void Lexer::settle_indent() {
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

void Lexer::close_forgotten() {
  if (flows_.size() > 1 && has_comment_ && last_comment_ > flows_.back().begin &&
      last_comment_ < raw_.find('\n', flows_.front().begin)) {
    flows_ = {flows_.back()};  // '#' made a comment of all that would close them: one fault
  }
  for (const Flow& flow : flows_) report_unclosed(flow);
  flows_.clear();
}

void Lexer::report_unclosed(const Flow& flow) {
  const char open = raw_[flow.begin];
  fault(codes::unclosed_bracket, flow.begin, 1,
        {{"bracket", std::string(1, open)}, {"closing", open == '[' ? "]" : "}"}});
}

void Lexer::push_indent(std::ptrdiff_t here, bool is_sequence) {
  if (here > top_indent() ||
      (here == top_indent() && is_sequence && !indents_.back().is_sequence)) {
    indents_.push_back({here, is_sequence});
    check_depth();
  }
}

void Lexer::check_depth() {
  if (indents_.size() + flows_.size() <= options_.max_depth) return;
  fault(codes::nested_too_deep, at_, 1, {{"limit", std::to_string(options_.max_depth)}});
  stopped_ = true;
}

void Lexer::token(char c) {
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
  } else if (c == ':' &&
             (word_ends || (in_flow() && (after_value_ || is_flow_sign(peek(at_ + 1)))))) {
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

void Lexer::close_bracket(char c) {
  const char open = c == ']' ? '[' : '{';
  if (!in_flow() || raw_[flows_.back().begin] != open) {
    fault(codes::unexpected_bracket, at_, 1, {{"bracket", std::string(1, c)}});
    ++at_;
    return;
  }
  const std::size_t begin = flows_.back().begin;
  flows_.pop_back();
  const std::size_t before = raw_.find_last_not_of(" \t\r\n", at_ - 1);
  if (raw_[before] == ',') not_json_.push_back(before);
  ++at_;
  check_after_value(begin, begin < line_start_);
}

void Lexer::dash() {
  if (in_flow()) {
    fault(codes::syntax, at_, 1);
  } else if (key_seen_) {
    fault(codes::dash_after_key, at_, 1);
  } else {
    push_indent(column(at_), true);
  }
  ++at_;
}

void Lexer::colon() {
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

void Lexer::property(char c) {
  const std::size_t begin = at_;
  while (!ends_word(at_) && !(in_flow() && is_flow_sign(raw_[at_]))) ++at_;
  report(c == '&'   ? codes::anchor
         : c == '*' ? codes::alias
                    : codes::tag,
         begin, at_ - begin,
         {{"written", shortened(std::string(raw_.substr(begin, at_ - begin)))}});
  if (c == '*') {
    out_.usable = false;  // what it stands for is not in the tree
    at_ = begin;
    plain();
  } else if (!in_flow() && !key_seen_ && property_column_ < 0) {
    property_column_ = column(begin);
  }
}

void Lexer::finish_json() {
  const bool looks_json = (first_ == '{' || first_ == '[') && json_ok_ && !has_comment_;
  out_.is_json = json_name_ || looks_json;
  if (!out_.is_json || !out_.usable) {
    for (const std::size_t tab : tabs_) report(codes::tab, tab, 1);
  }
  if (!json_name_ || !out_.usable) return;
  for (const std::size_t place : not_json_) {
    fault(codes::not_in_json, place, 1, {{"sign", std::string(1, raw_[place])}});
  }
  for (const Scalar& scalar : out_.scalars) {
    if (scalar.style == ScalarStyle::double_quoted) continue;
    if (scalar.style == ScalarStyle::plain &&
        (is_json_word(scalar.text) || scalar.text.starts_with('.') ||
         scalar.text.starts_with('+'))) {
      continue;  // what is wrong with a number is told where it is read
    }
    fault(codes::not_json, scalar.begin, scalar.end - scalar.begin,
          {{"text", shortened(scalar.text)}});
  }
}

Lexed lex(const std::shared_ptr<const SourceFile>& file, const ReadOptions& options,
          DiagnosticList& findings) {
  return Lexer(file, options, findings).run();
}

}  // namespace vaern::document::detail
