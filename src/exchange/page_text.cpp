// SPDX-License-Identifier: Apache-2.0
#include "exchange/lix.hpp"
#include "exchange/page.hpp"
#include "instrument/wording.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

using instrument::detail::wrap;
constexpr std::size_t width = 100;

void print(std::string& out, const std::string& prefix, const std::string& text) {
  out += wrap(prefix + text, width, prefix.size()) + "\n";
}

// A run may begin a line, which stands under the first.
void print(std::string& out, std::string prefix, const Line& line) {
  Line part;
  for (const Run& run : line.runs) {
    if (run.begins_line) {
      print(out, prefix, plain(part));
      prefix.assign(prefix.size(), ' ');
      part.runs.clear();
    }
    part.runs.push_back(run);
    part.runs.back().begins_line = false;
  }
  print(out, prefix, plain(part));
}

void print(std::string& out, const Block& block) {
  switch (block.kind) {
    case Block::Kind::paragraph:
      for (const Line& line : block.lines) print(out, "", line);
      break;
    case Block::Kind::bullets:
      for (const Line& line : block.lines) print(out, "- ", line);
      break;
    case Block::Kind::numbers:
      for (std::size_t i = 0; i < block.lines.size(); ++i) {
        const std::string number = std::to_string(i + 1) + ". ";
        print(out, number, plain(block.lines[i]));
      }
      break;
    case Block::Kind::table:
      if (!block.caption.empty()) print(out, "", block.caption);
      for (const auto& row : block.rows) {
        if (block.heads_rows(row)) {
          print(out, "", plain(row.front()) + ":");
          continue;
        }
        std::string text;
        for (std::size_t i = 1; i < row.size(); ++i) {
          const std::string cell = plain(row[i]);
          if (!cell.empty()) text += (text.empty() ? "" : "; ") + cell;
        }
        print(out, "- ", plain(row.front()) + (text.empty() ? "" : " [" + text + "]"));
      }
      break;
    case Block::Kind::picture:
      print(out, "", block.caption);
      break;
  }
}

bool ends_sentence(std::string_view text) {
  return !text.empty() && std::string_view(".!?").find(text.back()) != std::string_view::npos;
}

void break_lines(Line& line) {
  std::vector<Run> runs;
  bool begins_line = false;
  for (const Run& run : line.runs) {
    // Between two texts of one line; the first of them ends a sentence.
    if (run.text == " " && !runs.empty() && ends_sentence(runs.back().text)) {
      begins_line = true;
      continue;
    }
    bool is_first = !begins_line;
    begins_line = false;
    for (const std::string_view sentence : sentences_of(run.text)) {
      runs.push_back(run);
      runs.back().text = std::string(sentence);
      if (!is_first) runs.back().begins_line = true;
      is_first = false;
    }
  }
  line.runs = std::move(runs);
}

void break_lines(Part& part) {
  for (Block& block : part.blocks) {
    for (Line& line : block.lines) break_lines(line);
  }
  for (Part& inner : part.sections) break_lines(inner);
}

void print(std::string& out, const Part& section, int depth) {
  if (section.is_empty()) return;
  if (!section.heading.empty()) {
    out += "\n" + section.heading + "\n";
    out.append(count_code_points(section.heading), depth == 0 ? '=' : '-');
    out += "\n";
  }
  for (const Block& block : section.blocks) print(out, block);
  for (const Part& inner : section.sections) print(out, inner, depth + 1);
}

}  // namespace

std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return text;
}

std::string plain(const Line& line) {
  std::string text;
  for (const Run& run : line.runs) {
    if (run.begins_line) text += ' ';
    text += run.text;
  }
  return one_line(std::move(text));
}

Page one_sentence_a_line(Page page) {
  for (Part& part : page.sections) break_lines(part);
  return page;
}

std::string sections_text(const std::vector<Part>& sections) {
  std::string out;
  for (const Part& section : sections) print(out, section, 0);
  if (!out.empty() && out.front() == '\n') out.erase(0, 1);
  return out;
}

std::string page_text(const Page& page) {
  std::string out;
  for (const Line& line : page.before) print(out, "", plain(line));
  if (!out.empty()) out += "\n";
  print(out, "", page.heading);
  for (const Line& line : page.under) print(out, "", plain(line));
  for (const Part& section : page.top) print(out, section, 0);
  for (const Part& section : page.sections) print(out, section, 0);
  print(out, page.small_print, 0);
  return out;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
