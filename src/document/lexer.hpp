// SPDX-License-Identifier: Apache-2.0
#pragma once
// The lexical pass: where scalars stand, how they are written and what they say.
//
// yaml-cpp tells the structure; its marks have no end, its scalars no style, and it reads some
// texts wrongly ('?' inside { }) or too kindly (a quote that is never closed). So this pass finds
// every scalar in the raw text and decodes it, reports what it understands better than yaml-cpp,
// and hands on a copy of the same length in which everything troublesome is neutral.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/document.hpp"
#include "vaern/document/node.hpp"

namespace vaern::document::detail {

/// From byte `text` of a scalar's text on, text and file run in step from byte `raw` of the file.
struct Segment {
  std::size_t text = 0;
  std::size_t raw = 0;
};

struct Scalar {
  std::size_t begin = 0;  ///< Byte offsets in the file, quotes and block header included.
  std::size_t end = 0;
  ScalarStyle style = ScalarStyle::plain;
  std::string text;
  std::vector<Segment> segments;
  bool colon_follows = false;  ///< It is written as a key.
  bool changed = false;        ///< The copy for yaml-cpp differs inside it.
};

struct Lexed {
  std::string copy;             ///< For yaml-cpp; same offsets as the file.
  std::vector<Scalar> scalars;  ///< By `begin`.
  bool can_parse = true;        ///< No fault that would only make yaml-cpp repeat it.
  bool usable = true;           ///< The tree may be checked further.
  bool is_json = false;
};

/// Of one kind of damage more are not worth telling, and a broken file could have a million.
constexpr std::size_t most_findings = 200;

/// Invalid UTF-8 and control characters; says whether the text may be looked at further.
bool check_characters(const std::shared_ptr<const SourceFile>& file, DiagnosticList& findings);

Lexed lex(const std::shared_ptr<const SourceFile>& file, const ReadOptions& options,
          DiagnosticList& findings);

/// Collects a decoded text together with the places of its bytes.
class TextWriter {
 public:
  explicit TextWriter(Scalar& scalar) : scalar_(scalar) {}
  void put(char c, std::size_t raw);
  /// A code point that stands for the file's bytes at `raw`.
  void put_code_point(char32_t c, std::size_t raw);
  void trim_newlines(std::size_t keep);

 private:
  Scalar& scalar_;
};

/// Decoders: fill `text` and `segments` from [begin, end) of the raw text.
void decode_plain(std::string_view raw, Scalar& scalar);
void decode_single_quoted(std::string_view raw, Scalar& scalar);
/// Also makes the escapes in `copy` neutral; wrong escapes are findings.
void decode_double_quoted(const std::shared_ptr<const SourceFile>& file, Scalar& scalar,
                          std::string& copy, DiagnosticList& findings);
/// Reads a block scalar at `scalar.begin`; the columns of its text are at least `least_indent`,
/// or exactly that where `explicit_indent`. `body` is the offset of the line after the header.
void decode_block(std::string_view raw, std::size_t body, std::size_t least_indent,
                  bool explicit_indent, char chomp, Scalar& scalar);

inline bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace vaern::document::detail
