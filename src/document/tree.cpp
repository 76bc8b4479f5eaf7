// SPDX-License-Identifier: Apache-2.0
#include "document/tree.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <locale>
#include <map>
#include <sstream>

#include "diagnostics/codes/document.hpp"
#include "document/node_data.hpp"
#include "document/words.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern::document::detail {
namespace {

/// The lexical pass and yaml-cpp see different scalars: the file is refused, not guessed at.
struct Disagreement {
  std::size_t at;
};

/// Spans in rising order, each counted from the one before: a file may be one long line.
class Places {
 public:
  explicit Places(const std::shared_ptr<const SourceFile>& file) : file_(file) {}

  SourceSpan span(std::size_t offset, std::size_t bytes) {
    const std::string_view text = file_->text();
    offset = std::min(offset, text.size());
    std::string_view covered = text.substr(offset, bytes);
    covered = covered.substr(0, covered.find('\n'));
    if (covered.ends_with('\r')) covered.remove_suffix(1);
    const bool follows =
        line_ > 0 && offset >= offset_ && !covered.empty() &&
        text.substr(offset_, offset - offset_).find('\n') == std::string_view::npos;
    if (!follows) {
      SourceSpan span = span_at(file_, offset, covered.size());
      line_ = span.line;
      column_ = span.column;
      offset_ = offset;
      return span;
    }
    column_ += points(text.substr(offset_, offset - offset_));
    offset_ = offset;
    return {file_, line_, column_, std::max<std::uint32_t>(1, points(covered))};
  }

 private:
  static std::uint32_t points(std::string_view text) {
    return static_cast<std::uint32_t>(count_code_points(text));
  }

  std::shared_ptr<const SourceFile> file_;
  std::size_t offset_ = 0;
  std::uint32_t line_ = 0;
  std::uint32_t column_ = 0;
};

class Builder : public YAML::EventHandler {
 public:
  Builder(const std::shared_ptr<const SourceFile>& file, const Lexed& lexed, std::size_t skipped,
          DiagnosticList& findings)
      : file_(file), places_(file), lexed_(lexed), skipped_(skipped), findings_(findings) {}

  std::optional<Node> root;

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { throw Disagreement{at(mark)}; }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    if (expects_key()) throw Disagreement{at(mark)};
    NodeData data;
    data.span = own_place(at(mark));
    attach(std::move(data));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    const std::size_t place = skip_properties(at(mark));
    const Scalar* scalar = find_scalar(place);
    if (scalar == nullptr) {
      // A tag with nothing after it.
      if (place != at(mark) && value.empty()) return OnNull(mark, 0);
      throw Disagreement{place};
    }
    const bool quoted = scalar->style != ScalarStyle::plain;
    const bool tagged = place != at(mark);
    if (!tagged && quoted != (tag == "!")) throw Disagreement{place};
    if (!scalar->changed && !same_text(scalar->text, value)) throw Disagreement{place};
    if (expects_key()) return key(*scalar);
    NodeData data;
    data.span = span_of(*scalar);
    data.style = scalar->style;
    if (!quoted && is_null(scalar->text)) {
      attach(std::move(data));
      return;
    }
    data.kind = NodeKind::scalar;
    data.text = scalar->text;
    data.segments = scalar->segments;
    data.text_end = quoted && !is_block(scalar->style) ? scalar->end - 1 : scalar->end;
    attach(std::move(data));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(mark, NodeKind::sequence);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open(mark, NodeKind::mapping);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

 private:
  struct Key {
    std::string text;
    SourceSpan span;
    bool keep = true;  ///< Not a duplicate, not a list, not a merge key.
  };
  struct Frame {
    NodeData data;
    bool is_key = false;
    std::optional<Key> key;  ///< A map: the key whose value comes next.
    std::map<std::string, SourceSpan, std::less<>> seen;
  };

  std::size_t at(const YAML::Mark& mark) const {
    const std::size_t pos = mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
    return std::min(pos + skipped_, file_->text().size());
  }

  bool expects_key() const {
    return !frames_.empty() && frames_.back().data.kind == NodeKind::mapping && !frames_.back().key;
  }

  static bool is_block(ScalarStyle style) {
    return style == ScalarStyle::literal || style == ScalarStyle::folded;
  }
  static bool is_null(const std::string& text) {
    return text == "~" || text == "null" || text == "Null" || text == "NULL";
  }

  /// yaml-cpp keeps the carriage return of a CRLF file in some places; this reader never does.
  static bool same_text(const std::string& ours, const std::string& theirs) {
    if (ours == theirs) return true;
    std::string plain = theirs;
    std::erase(plain, '\r');
    return ours == plain;
  }

  /// The scalar after an anchor or a tag (both are findings already).
  std::size_t skip_properties(std::size_t i) const {
    const std::string& text = file_->text();
    while (i < text.size() && (text[i] == '&' || text[i] == '!')) {
      while (i < text.size() && !is_blank(text[i]) && text[i] != '\n' && text[i] != ',' &&
             text[i] != ']' && text[i] != '}') {
        ++i;
      }
      while (i < text.size() && (is_blank(text[i]) || text[i] == '\n' || text[i] == '\r')) ++i;
    }
    return i;
  }

  const Scalar* find_scalar(std::size_t place) const {
    const auto found =
        std::lower_bound(lexed_.scalars.begin(), lexed_.scalars.end(), place,
                         [](const Scalar& s, std::size_t value) { return s.begin < value; });
    return found != lexed_.scalars.end() && found->begin == place ? &*found : nullptr;
  }

  SourceSpan span_of(const Scalar& scalar) {
    if (is_block(scalar.style) && !scalar.segments.empty()) {
      return places_.span(scalar.segments.front().raw, line_left(scalar.segments.front().raw));
    }
    return places_.span(scalar.begin, scalar.end - scalar.begin);
  }

  std::size_t line_left(std::size_t from) const {
    std::size_t end = file_->text().find('\n', from);
    if (end == std::string::npos) end = file_->text().size();
    return end - from;
  }

  /// An absent value stands where its key does, else (in a list) at the dash or comma before it.
  SourceSpan own_place(std::size_t mark) {
    if (!frames_.empty() && frames_.back().key) return frames_.back().key->span;
    std::size_t i = std::min(mark, file_->text().size());
    while (i > 0 && (is_blank(file_->text()[i - 1]) || file_->text()[i - 1] == '\n' ||
                     file_->text()[i - 1] == '\r')) {
      --i;
    }
    return places_.span(i > 0 ? i - 1 : 0, 1);
  }

  void key(const Scalar& scalar) {
    Frame& frame = frames_.back();
    Key key{scalar.text, span_of(scalar), true};
    if (!scalar.colon_follows) {
      if (!read_decimal_comma(scalar)) {
        const WithoutColon fault = without_colon(scalar.text);
        findings_.add(*fault.code, key.span, {{"key", fault.key}});
      }
      key.keep = false;
    } else if (scalar.text == "<<" && scalar.style == ScalarStyle::plain) {
      findings_.add(codes::merge_key, key.span);
      key.keep = false;
    } else if (const auto [first, is_new] = frame.seen.emplace(key.text, key.span); !is_new) {
      Diagnostic& finding =
          findings_.add(codes::duplicate_key, key.span, {{"key", shortened(key.text)}});
      finding.notes.push_back({&notes::first_here, first->second, {}});
      key.keep = false;
    }
    frame.key = std::move(key);
  }

  /// `{points: 0,5}`: the comma ended the number. It is said, and read as 0.5.
  bool read_decimal_comma(const Scalar& rest) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const std::string& text = file_->text();
    std::vector<Entry>& before = frames_.back().data.entries;
    if (rest.style != ScalarStyle::plain || before.empty() || rest.begin < 2 ||
        !std::all_of(rest.text.begin(), rest.text.end(), is_digit) || text[rest.begin - 1] != ',' ||
        !is_digit(text[rest.begin - 2])) {
      return false;
    }
    NodeData whole = TreeBuilder::data(before.back().value);
    if (whole.kind != NodeKind::scalar || whole.style != ScalarStyle::plain ||
        whole.text_end + 1 != rest.begin) {
      return false;
    }
    const std::string as_written = whole.text + "," + rest.text;
    whole.span.length += 1 + static_cast<std::uint32_t>(rest.text.size());
    findings_.add(codes::number_comma, whole.span, {{"text", shortened(as_written)}});
    whole.text += "." + rest.text;
    whole.text_end = rest.end;
    before.back().value = TreeBuilder::make(std::move(whole));
    return true;
  }

  void open(const YAML::Mark& mark, NodeKind kind) {
    Frame frame;
    frame.data.kind = kind;
    frame.data.span = places_.span(at(mark), 1);
    frame.is_key = expects_key();
    if (frame.is_key) findings_.add(codes::key_not_scalar, frame.data.span);
    frames_.push_back(std::move(frame));
  }

  void close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (frame.is_key) {
      frames_.back().key = Key{{}, frame.data.span, false};
    } else {
      attach(std::move(frame.data));
    }
  }

  void attach(NodeData data) {
    data.is_json = lexed_.is_json;
    if (frames_.empty()) {
      root = TreeBuilder::make(std::move(data));
      return;
    }
    Frame& parent = frames_.back();
    if (parent.data.kind == NodeKind::sequence) {
      parent.data.items.push_back(TreeBuilder::make(std::move(data)));
      return;
    }
    Key key = *std::move(parent.key);
    parent.key.reset();
    if (!key.keep) return;
    data.has_key = true;
    data.key = key.text;
    data.key_span = key.span;
    parent.data.entries.push_back(
        {std::move(key.text), std::move(key.span), TreeBuilder::make(std::move(data))});
  }

  std::shared_ptr<const SourceFile> file_;
  Places places_;
  const Lexed& lexed_;
  std::size_t skipped_;
  DiagnosticList& findings_;
  std::vector<Frame> frames_;
};

/// Where a syntax error is shown: never behind the last thing that was written.
SourceSpan syntax_place(const std::shared_ptr<const SourceFile>& file, std::size_t at) {
  const std::string& text = file->text();
  at = std::min(at, text.size());
  while (at > 0 && (at == text.size() || text[at] == '\n' || text[at] == '\r')) --at;
  return span_at(file, at, 1);
}

/// The length of the first word of a line, where `at` is that word and the line above begins in
/// another column: then it is the indentation that cannot be understood.
std::optional<std::size_t> indented_otherwise(const std::string& text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  const auto begin_of = [&](std::size_t place) {
    const std::size_t end = place == 0 ? std::string::npos : text.rfind('\n', place - 1);
    return end == std::string::npos ? 0 : end + 1;
  };
  std::size_t line = begin_of(at);
  if (text.find_first_not_of(' ', line) != at) return std::nullopt;
  const std::size_t column = at - line;
  while (line > 0) {
    line = begin_of(line - 1);
    const std::size_t first = text.find_first_not_of(' ', line);
    if (text[first] == '\n' || text[first] == '\r' || text[first] == '#') continue;
    if (first - line == column) return std::nullopt;
    const std::size_t end = text.find_first_of(": \r\n", at);
    return std::max<std::size_t>(1, std::min(end, text.size()) - at);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Node> build_tree(const std::shared_ptr<const SourceFile>& file, const Lexed& lexed,
                               DiagnosticList& findings) {
  const std::size_t skipped = lexed.copy.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  std::istringstream stream(lexed.copy.substr(skipped));
  stream.imbue(std::locale::classic());
  Builder builder(file, lexed, skipped, findings);
  std::optional<std::size_t> failed_at;
  try {
    YAML::Parser parser(stream);
    if (parser.HandleNextDocument(builder)) {
      // What follows the end of the tree without a marker is no document of its own.
      class Rest : public YAML::EventHandler {
       public:
        std::optional<int> at;
        void OnDocumentStart(const YAML::Mark& mark) override { at = mark.pos; }
        void OnDocumentEnd() override {}
        void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
        void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
        void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                      const std::string&) override {}
        void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                             YAML::EmitterStyle::value) override {}
        void OnSequenceEnd() override {}
        void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                        YAML::EmitterStyle::value) override {}
        void OnMapEnd() override {}
      } rest;
      if (parser.HandleNextDocument(rest) && rest.at) {
        failed_at = static_cast<std::size_t>(std::max(*rest.at, 0)) + skipped;
      }
    }
  } catch (const Disagreement& disagreement) {
    failed_at = disagreement.at;
  } catch (const YAML::Exception& error) {
    failed_at = error.mark.is_null() ? 0 : static_cast<std::size_t>(std::max(error.mark.pos, 0));
    *failed_at += skipped;
  }
  if (failed_at) {
    if (const auto word = indented_otherwise(file->text(), *failed_at)) {
      findings.add(codes::bad_indentation, span_at(file, *failed_at, *word));
    } else {
      findings.add(codes::syntax, syntax_place(file, *failed_at));
    }
    return std::nullopt;
  }
  if (!builder.root || builder.root->is_empty()) {
    findings.add(codes::empty_document, SourceSpan{file, 0, 0, 1});
    return std::nullopt;
  }
  return builder.root;
}

}  // namespace vaern::document::detail
