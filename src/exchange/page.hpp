// SPDX-License-Identifier: Apache-2.0
#pragma once
// A page as a small tree: made once, printed as text or as HTML.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vaern/core/localized_text.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

// Words that stand together. `tag` is their language where it is not the page's.
struct Run {
  std::string text;
  bool strong = false;
  std::string tag;
  bool begins_line = false;  // On a line of its own; in one line after a space.
};

struct Line {
  std::vector<Run> runs;

  Line() = default;
  Line(std::string text) { add(std::move(text)); }  // NOLINT: a plain line is a text
  Line(const char* text) { add(text); }             // NOLINT

  Line& add(std::string text) {
    runs.push_back({std::move(text), false, {}});
    return *this;
  }
  Line& strong(std::string text) {
    runs.push_back({std::move(text), true, {}});
    return *this;
  }
  // A text of a model, marked where it is not in the page's language.
  Line& add(const LocalizedText& text, Language language) {
    const LocalizedText::Choice choice = text.choose(language);
    const bool is_other = choice.tag != language_tag(language);
    runs.push_back({std::string(choice.text), false, is_other ? std::string(choice.tag) : ""});
    return *this;
  }
};

struct Block {
  enum class Kind { paragraph, bullets, numbers, table, picture };
  Kind kind = Kind::paragraph;
  std::vector<Line> lines;           // Of a paragraph one, of a list its items; under a picture.
  std::vector<std::string> columns;  // Of a table; the first cell of a row heads the row.
  // A row of one cell, where the table has more columns, heads the rows after it.
  std::vector<std::vector<Line>> rows;
  std::string caption;  // Of a table; of a picture what it shows, in words.
  std::string picture;  // Finished SVG, escaped and with its text alternative.

  bool heads_rows(const std::vector<Line>& row) const {
    return row.size() == 1 && columns.size() > 1;
  }
};

struct Part {
  // The last four are zones, which the page's own style tells apart.
  enum class Tone { plain, alarm, lead, small, calm, rising, danger, after };
  std::string heading;
  std::string heading_tag;  // Its language where it is not the page's.
  Tone tone = Tone::plain;
  std::vector<Block> blocks;
  std::vector<Part> sections;

  Part& paragraph(Line line) {
    blocks.push_back({Block::Kind::paragraph, {std::move(line)}, {}, {}, {}, {}});
    return *this;
  }
  Part& bullets(std::vector<Line> lines) { return list(Block::Kind::bullets, std::move(lines)); }
  Part& numbers(std::vector<Line> lines) { return list(Block::Kind::numbers, std::move(lines)); }
  Part& table(std::string caption, std::vector<std::string> columns,
              std::vector<std::vector<Line>> rows) {
    if (!rows.empty()) {
      blocks.push_back(
          {Block::Kind::table, {}, std::move(columns), std::move(rows), std::move(caption), {}});
    }
    return *this;
  }
  Part& picture(std::string svg, std::string in_words, std::vector<Line> under) {
    blocks.push_back(
        {Block::Kind::picture, std::move(under), {}, {}, std::move(in_words), std::move(svg)});
    return *this;
  }
  bool is_empty() const { return blocks.empty() && sections.empty(); }

 private:
  Part& list(Block::Kind kind, std::vector<Line> lines) {
    if (!lines.empty()) blocks.push_back({kind, std::move(lines), {}, {}, {}, {}});
    return *this;
  }
};

struct Page {
  // On paper: a case on one dense page, a text to read over several, or a wide picture with tables.
  enum class Look { overview, reading, wide };
  Look look = Look::overview;
  Language language = Language::da;
  std::string title;         // Neutral: it may stand in a list of files or on a screen.
  std::vector<Line> before;  // Above everything: what was not judged.
  std::string heading;
  std::vector<Line> under;     // Under the heading, always there.
  std::vector<Part> top;       // Across the page: alarms, ranges.
  std::vector<Part> sections;  // May stand in columns where there is room.
  Part small_print;
  std::string style;  // Of its pictures.
};

// Line feeds and other control characters, which would break a line apart, are spaces.
std::string one_line(std::string text);
// The words alone, as one line.
std::string plain(const Line& line);
// Every sentence of its own on a line of its own.
Page one_sentence_a_line(Page page);

std::string page_text(const Page& page);
std::string page_html(const Page& page);
std::string page_markdown(const Page& page);

// Pieces of a page in HTML, for documents with a head of their own.
std::string part_html(const Part& part, int level);
std::string line_html(const Line& line);

// Sections alone, as text.
std::string sections_text(const std::vector<Part>& sections);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
