// SPDX-License-Identifier: Apache-2.0
#include "vaern/diagnostics/source.hpp"

#include <algorithm>

#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
inline namespace v1 {

SourceFile::SourceFile(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text)) {
  if (text_.empty()) return;
  line_starts_.push_back(0);
  for (std::size_t i = 0; i + 1 < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

std::uint32_t SourceFile::line_count() const noexcept {
  return static_cast<std::uint32_t>(line_starts_.size());
}

std::size_t SourceFile::line_offset(std::uint32_t line) const noexcept {
  if (line == 0 || line_starts_.empty()) return 0;
  return line <= line_starts_.size() ? line_starts_[line - 1] : text_.size();
}

std::string_view SourceFile::line(std::uint32_t line) const noexcept {
  if (line == 0 || line > line_starts_.size()) return {};
  const std::size_t start = line_starts_[line - 1];
  const std::size_t end = line < line_starts_.size() ? line_starts_[line] : text_.size();
  std::string_view view = std::string_view(text_).substr(start, end - start);
  if (view.ends_with('\n')) view.remove_suffix(1);
  if (view.ends_with('\r')) view.remove_suffix(1);
  return view;
}

SourceSpan span_at(const std::shared_ptr<const SourceFile>& file, std::size_t offset,
                   std::size_t bytes) {
  SourceSpan span{file, 0, 0, 1};
  if (!file) return span;
  if (file->line_count() == 0) {  // An empty file still has a first place.
    span.line = 1;
    span.column = 1;
    return span;
  }
  offset = std::min(offset, file->text().size());
  std::uint32_t low = 1;
  std::uint32_t high = file->line_count();
  while (low < high) {  // The last line that starts at or before the offset.
    const std::uint32_t middle = low + (high - low + 1) / 2;
    if (file->line_offset(middle) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  const std::string_view text = file->line(low);
  const std::size_t in_line = std::min(offset - file->line_offset(low), text.size());
  const std::size_t covered = std::min(bytes, text.size() - in_line);
  span.line = low;
  // Editors show no byte order mark, so it takes no column.
  const std::size_t mark = low == 1 && text.starts_with("\xEF\xBB\xBF") && in_line >= 3 ? 3 : 0;
  span.column =
      static_cast<std::uint32_t>(count_code_points(text.substr(mark, in_line - mark))) + 1;
  span.length = std::max<std::uint32_t>(
      1, static_cast<std::uint32_t>(count_code_points(text.substr(in_line, covered))));
  return span;
}

}  // namespace v1
}  // namespace vaern
