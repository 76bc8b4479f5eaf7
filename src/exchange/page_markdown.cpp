// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exchange/page.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// As text: nothing in it is a sign of Markdown or HTML.
std::string escaped_markdown(const std::string& text) {
  std::string out;
  for (const char c : one_line(text)) {
    if (std::string_view("\\`*_[]<>#|~&").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  // At the start of a line these begin a list or a heading.
  const std::size_t digits = std::min(out.find_first_not_of("0123456789"), out.size());
  if (!out.empty() && (out[0] == '-' || out[0] == '+' || out[0] == '=')) out.insert(0, "\\");
  if (digits > 0 && digits < out.size() && (out[digits] == '.' || out[digits] == ')')) {
    out.insert(digits, "\\");
  }
  return out;
}

std::string markdown(const Line& line) {
  // What is joined stays one text, so that only its own start is the start of a line.
  std::string out;
  for (const Run& run : line.runs) {
    if (run.text.empty()) continue;
    std::string text = escaped_markdown(run.text);
    if (run.strong) {
      const std::size_t first = text.find_first_not_of(' ');
      const std::size_t last = text.find_last_not_of(' ');
      if (first != std::string::npos) {
        text.insert(last + 1, "**");
        text.insert(first, "**");
      }
    }
    // A backslash at the end breaks the line; the space keeps the next in the item of a list.
    if (run.begins_line) out += "\\\n  ";
    out += text;
  }
  return out;
}

void print(std::string& out, const Block& block) {
  switch (block.kind) {
    case Block::Kind::paragraph:
      for (const Line& line : block.lines) out += "\n" + markdown(line) + "\n";
      return;
    case Block::Kind::bullets:
    case Block::Kind::numbers:
      out += "\n";
      for (std::size_t i = 0; i < block.lines.size(); ++i) {
        out += block.kind == Block::Kind::bullets ? "- " : std::to_string(i + 1) + ". ";
        out += markdown(block.lines[i]) + "\n";
      }
      return;
    case Block::Kind::table:
      if (!block.caption.empty()) out += "\n" + escaped_markdown(block.caption) + "\n";
      out += "\n|";
      for (const std::string& column : block.columns) out += " " + escaped_markdown(column) + " |";
      out += "\n|";
      for (std::size_t i = 0; i < block.columns.size(); ++i) out += "---|";
      out += "\n";
      for (const auto& row : block.rows) {
        out += "|";
        for (const Line& cell : row) out += " " + markdown(cell) + " |";
        // A heading of rows is bold; its row is as wide as the others.
        for (std::size_t i = row.size(); i < block.columns.size(); ++i) out += " |";
        out += "\n";
      }
      return;
    case Block::Kind::picture:
      out += "\n" + escaped_markdown(block.caption) + "\n";
      return;
  }
}

void print(std::string& out, const Part& part, std::size_t level) {
  if (part.is_empty()) return;
  if (!part.heading.empty()) {
    out += "\n" + std::string(std::min(level, std::size_t{6}), '#') + " " +
           escaped_markdown(part.heading) + "\n";
  }
  for (const Block& block : part.blocks) print(out, block);
  for (const Part& inner : part.sections) {
    print(out, inner, part.heading.empty() ? level : level + 1);
  }
}

}  // namespace

std::string page_markdown(const Page& page) {
  std::string out;
  for (const Line& line : page.before) out += markdown(line) + "\n\n";
  out += "# " + escaped_markdown(page.heading) + "\n";
  for (const Line& line : page.under) out += "\n" + markdown(line) + "\n";
  for (const Part& part : page.top) print(out, part, 2);
  for (const Part& part : page.sections) print(out, part, 2);
  print(out, page.small_print, 2);
  return out;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
