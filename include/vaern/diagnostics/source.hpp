// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A file as its author wrote it, and places in it.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vaern {
inline namespace v1 {

/// The text of one authored file under the name it is known by in messages.
/// Immutable and shared by every place that points into it.
class SourceFile {
 public:
  /// `name` is shown in messages as it is; nothing is opened.
  SourceFile(std::string name, std::string text);

  const std::string& name() const noexcept { return name_; }
  const std::string& text() const noexcept { return text_; }

  /// Number of lines; a final line feed does not open another line.
  std::uint32_t line_count() const noexcept;

  /// The bytes of line `line` (1-based) without its line end; empty outside the file.
  std::string_view line(std::uint32_t line) const noexcept;

  /// Byte offset at which line `line` (1-based) starts.
  std::size_t line_offset(std::uint32_t line) const noexcept;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
};

/// A place in an authored file. Lines and columns are 1-based, as editors show them.
struct SourceSpan {
  std::shared_ptr<const SourceFile> file;  ///< Null: no file (a value built in memory).
  std::uint32_t line = 0;                  ///< 0: the file as a whole.
  std::uint32_t column = 0;                ///< In code points, not bytes.
  std::uint32_t length = 1;                ///< Code points under the carets, within the line.
};

/// The span of the bytes [offset, offset + bytes) of a file, cut at the end of its first line.
SourceSpan span_at(const std::shared_ptr<const SourceFile>& file, std::size_t offset,
                   std::size_t bytes);

}  // namespace v1
}  // namespace vaern
