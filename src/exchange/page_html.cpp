// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exchange/html.hpp"
#include "exchange/page.hpp"
#include "instrument/wording.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// Print: A4, two columns, small and dense.
constexpr std::string_view overview_style = R"css(@page{size:A4;margin:6mm 8mm}
@media print{
html{font:7.2pt/1.15 Arial,"Liberation Sans","Helvetica Neue",sans-serif}
body{max-width:none;padding:0}
h1{font-size:12pt;margin:0}
h2{font-size:9.2pt;margin:1mm 0 .4mm;border-bottom-width:1px;break-after:avoid}
h3{font-size:8.2pt;margin:.8mm 0 .2mm;break-after:avoid}
h4{font-size:7.6pt;margin:.6mm 0 0;break-after:avoid}
p,ul,ol{margin:.3mm 0}
ul,ol{padding-left:3.2mm}
.columns{columns:2;column-gap:6mm;column-rule:1px solid #767676}
.lead>p:first-of-type{font-size:9.2pt;line-height:1.2}
.alarm{border-width:2px;padding:.2mm 2mm .6mm;margin:.8mm 0}
.alarm h2{margin:.3mm 0}
table,caption,tbody,tr{display:block;margin:0;padding:0}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody th,tbody td{display:inline;border:0;padding:0}
tbody td{font-style:italic}
tbody td::before{content:" \2013  "}
tr{border-bottom:.5px solid #767676}
tr,li{break-inside:avoid}
.small{font-size:6.4pt;line-height:1.12}
.small h2{font-size:7.3pt}
.small p{display:inline}
}
)css";

/// Print: A4 as a text to read. On a screen of any width a picture keeps its size.
constexpr std::string_view reading_style = R"css(
body{max-width:46rem}
h1{font-size:1.7rem;line-height:1.2;margin:.6rem 0 .2rem}
h2{margin-top:2rem;border-bottom-width:1px}
header>p{margin:.2rem 0}
figure{margin:1rem 0 .6rem}
figure svg{display:block;width:100%;max-width:34rem;height:auto}
svg text{paint-order:stroke;stroke:#fff;stroke-width:4px}
svg .l{font:600 13px sans-serif;fill:#1a1a1a}
svg .e{font:12px sans-serif;fill:#444}
svg .n{font:12px sans-serif;fill:#1a1a1a;text-anchor:middle}
svg .a{stroke:#1a1a1a;stroke-width:1}
svg .t{stroke:#d0d5da;stroke-width:1}
svg .g{stroke:#999;stroke-width:.7}
table{margin:.6rem 0 1rem}
figcaption{font-size:.9rem;color:#444}
@media (min-width:36.01rem){thead th,tbody td{min-width:8rem}}
tbody th{font-weight:400}
@media screen and (max-width:36rem){tbody td{font-weight:400;color:#333}}
@page{size:A4;margin:18mm 18mm 16mm}
@media print{
html{font:9.6pt/1.38 Georgia,"Liberation Serif","Times New Roman",serif}
body{max-width:none;padding:0}
h1,h2,h3,caption,thead,.before{font-family:Arial,"Liberation Sans","Helvetica Neue",sans-serif}
h1{font-size:17pt}
h2{font-size:12pt;margin:6mm 0 1.5mm;break-after:avoid}
h3{font-size:10pt;margin:3.5mm 0 .8mm;break-after:avoid}
thead{font-size:8pt}
tr,li,figure,.before{break-inside:avoid}
figure svg{max-width:112mm}
thead th,tbody td{min-width:24mm}
.small{font-size:8pt;line-height:1.3}
}
)css";

/// Print: A4 across, the picture first. On a narrow screen the picture is moved, not made small.
constexpr std::string_view wide_style = R"css(
body{max-width:66rem}
header>p{margin:.2rem 0}
figure{margin:1rem 0}
.scroll{overflow-x:auto}
.scroll:focus-visible{outline:3px solid #1b3254}
figure svg{display:block;width:100%;min-width:56rem;height:auto;margin-bottom:1rem}
figcaption{font-size:.9rem;color:#333}
.columns>section>table:first-of-type{font-size:.95rem}
table{table-layout:fixed}
@media print,(min-width:52.01rem){
th:nth-child(1):nth-last-child(5),th:nth-child(2):nth-last-child(4){width:16%}
th:nth-child(3):nth-last-child(3){width:22%}
th:nth-child(5){width:13%}
th:nth-child(1):nth-last-child(3){width:24%}
th:nth-child(2):nth-last-child(2){width:36%}
}
td:nth-child(5){overflow-wrap:anywhere;hyphens:none;font-size:.85em}
@media screen and (max-width:52rem){
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr,tbody th,tbody td{display:block}
tbody th,tbody td{border:0;padding:0}
tbody tr{border-bottom:1px solid #767676;padding:.35rem 0}
tbody td{font-weight:400;font-size:.9rem}
tbody th{font-weight:600}
}
@page{size:A4 landscape;margin:9mm 10mm}
@media print{
html{font:8.4pt/1.3 Arial,"Liberation Sans","Helvetica Neue",sans-serif}
body{max-width:none;padding:0}
h1{font-size:14pt;margin:0}
h2{font-size:10.5pt;margin:4mm 0 1mm;border-bottom-width:1px;break-after:avoid}
h3{font-size:9pt;break-after:avoid}
.scroll{overflow:visible}
figure{margin:2mm 0}
figure svg{min-width:0;max-height:168mm;margin-bottom:2mm;break-inside:avoid}
tr,li,.before{break-inside:avoid}
.alarm{border-width:2px}
.small{font-size:7.4pt}
}
)css";

std::string_view style_of(Page::Look look) {
  switch (look) {
    case Page::Look::overview:
      return overview_style;
    case Page::Look::reading:
      return reading_style;
    case Page::Look::wide:
      break;
  }
  return wide_style;
}

std::string language_attributes(const std::string& tag) {
  return tag.empty() ? std::string() : " lang=\"" + escaped(tag) + "\" dir=\"auto\"";
}

std::string inline_html(const Line& line) {
  std::string out;
  for (const Run& run : line.runs) {
    if (run.text.empty()) continue;
    std::string text = escaped(run.text);
    if (!run.tag.empty()) {
      text = "<span" + language_attributes(run.tag) + ">" + text + "</span>";
    }
    if (run.begins_line) out += "<br>\n";
    out += run.strong ? "<strong>" + text + "</strong>" : text;
  }
  return out;
}

void print_list(std::string& out, std::string_view tag, const std::vector<Line>& lines) {
  out += "<" + std::string(tag) + ">\n";
  for (const Line& line : lines) out += "<li>" + inline_html(line) + "</li>\n";
  out += "</" + std::string(tag) + ">\n";
}

void print_table(std::string& out, const Block& block) {
  out += "<table>\n";
  if (!block.caption.empty()) out += "<caption>" + escaped(block.caption) + "</caption>\n";
  out += "<thead><tr>";
  for (const std::string& column : block.columns) {
    out += "<th scope=\"col\">" + escaped(column) + "</th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t place = 0; place < block.rows.size(); ++place) {
    const auto& row = block.rows[place];
    if (block.heads_rows(row)) {
      if (place > 0) out += "</tbody>\n<tbody>\n";
      out += "<tr><th scope=\"rowgroup\" colspan=\"" + std::to_string(block.columns.size()) +
             "\">" + inline_html(row.front()) + "</th></tr>\n";
      continue;
    }
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += i == 0 ? "<th scope=\"row\">" + inline_html(row[i]) + "</th>"
                    : "<td>" + inline_html(row[i]) + "</td>";
    }
    out += "</tr>\n";
  }
  out += "</tbody>\n</table>\n";
}

void print(std::string& out, const Block& block) {
  switch (block.kind) {
    case Block::Kind::paragraph:
      for (const Line& line : block.lines) out += "<p>" + inline_html(line) + "</p>\n";
      break;
    case Block::Kind::bullets:
      print_list(out, "ul", block.lines);
      break;
    case Block::Kind::numbers:
      print_list(out, "ol", block.lines);
      break;
    case Block::Kind::table:
      print_table(out, block);
      break;
    case Block::Kind::picture:
      out += "<figure>\n" + block.picture;
      for (const Line& line : block.lines) {
        out += "<figcaption>" + inline_html(line) + "</figcaption>\n";
      }
      out += "</figure>\n";
      break;
  }
}

std::string_view class_of(Part::Tone tone) {
  switch (tone) {
    case Part::Tone::alarm:
      return " class=\"alarm\"";
    case Part::Tone::lead:
      return " class=\"lead\"";
    case Part::Tone::small:
      return " class=\"small\"";
    case Part::Tone::calm:
      return " class=\"zone calm\"";
    case Part::Tone::rising:
      return " class=\"zone rising\"";
    case Part::Tone::danger:
      return " class=\"zone danger\"";
    case Part::Tone::after:
      return " class=\"zone after\"";
    case Part::Tone::plain:
      break;
  }
  return "";
}

void print(std::string& out, const Part& section, int level) {
  if (section.is_empty()) return;
  const bool has_heading = !section.heading.empty();
  if (has_heading) {
    const std::string tag = "h" + std::to_string(std::min(level, 6));
    out += "<section" + std::string(class_of(section.tone)) + ">\n";
    out += "<" + tag + language_attributes(section.heading_tag) + ">" + escaped(section.heading) +
           "</" + tag + ">\n";
  }
  for (const Block& block : section.blocks) print(out, block);
  for (const Part& inner : section.sections) {
    print(out, inner, has_heading ? level + 1 : level);
  }
  if (has_heading) out += "</section>\n";
}

}  // namespace

std::string part_html(const Part& part, int level) {
  std::string out;
  print(out, part, level);
  return out;
}

std::string line_html(const Line& line) { return inline_html(line); }

std::string page_html(const Page& page) {
  std::string out =
      html_head(page.language, page.title, std::string(style_of(page.look)) + page.style);
  out += "<header>\n";
  for (const Line& line : page.before) {
    out += "<p class=\"before\">" + inline_html(line) + "</p>\n";
  }
  out += "<h1>" + escaped(page.heading) + "</h1>\n";
  for (const Line& line : page.under) out += "<p>" + inline_html(line) + "</p>\n";
  out += "</header>\n<main>\n";
  // Alarms go across the page; the rest may stand in columns on paper.
  std::vector<const Part*> rest;
  for (const Part& section : page.top) {
    if (section.tone == Part::Tone::alarm) {
      print(out, section, 2);
    } else {
      rest.push_back(&section);
    }
  }
  for (const Part& section : page.sections) rest.push_back(&section);
  out += "<div class=\"columns\">\n";
  for (const Part* section : rest) print(out, *section, 2);
  out += "</div>\n</main>\n<footer>\n";
  print(out, page.small_print, 2);
  return out + "</footer>\n</body>\n</html>\n";
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
