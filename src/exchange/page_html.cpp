// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exchange/page.hpp"
#include "instrument/wording.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// Screen: one column, at most a comfortable line. Print: A4, two columns, small and dense.
constexpr std::string_view style = R"css(
*{box-sizing:border-box}
html{background:#fff;color:#1a1a1a;font:1rem/1.45 system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif}
body{margin:0 auto;padding:1rem;max-width:60rem;overflow-wrap:break-word;hyphens:auto}
h1{font-size:1.5rem;margin:.2rem 0}
h2{font-size:1.2rem;margin:1.4rem 0 .3rem;border-bottom:2px solid #1a1a1a}
h3{font-size:1.05rem;margin:1rem 0 .2rem}
h4{font-size:1rem;margin:.7rem 0 .1rem}
p,ul,ol{margin:.3rem 0}
ul,ol{padding-left:1.5rem}
.before{border:2px solid #1a1a1a;padding:.4rem .6rem}
.alarm{border:3px solid #8f1010;padding:.2rem .8rem .5rem;margin:.8rem 0}
.alarm h2{color:#8f1010;border:0;margin:.3rem 0}
.lead>p:first-of-type{font-size:1.15rem}
table{border-collapse:collapse;width:100%;margin:.3rem 0}
caption{text-align:left;font-weight:600;padding:.2rem 0}
th,td{text-align:left;vertical-align:top;padding:.25rem .5rem .25rem 0;border-bottom:1px solid #767676}
tbody th{font-weight:400}
.small{font-size:.85rem;color:#333}
@media (max-width:36rem){
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr,tbody th,tbody td{display:block}
tbody th,tbody td{border:0;padding:0}
tbody tr{border-bottom:1px solid #767676;padding:.35rem 0}
tbody td{font-weight:600;font-size:.9rem}
}
@page{size:A4;margin:6mm 8mm}
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

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        // Control characters are not allowed in a document at all.
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
  }
  return out;
}

std::string inline_html(const Line& line) {
  std::string out;
  for (const Run& run : line.runs) {
    if (run.text.empty()) continue;
    std::string text = escaped(run.text);
    if (!run.tag.empty()) text = "<span lang=\"" + escaped(run.tag) + "\">" + text + "</span>";
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
  for (const auto& row : block.rows) {
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
    out += "<" + tag + ">" + escaped(section.heading) + "</" + tag + ">\n";
  }
  for (const Block& block : section.blocks) print(out, block);
  for (const Part& inner : section.sections) {
    print(out, inner, has_heading ? level + 1 : level);
  }
  if (has_heading) out += "</section>\n";
}

}  // namespace

std::string page_html(const Page& page) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"";
  out += language_tag(page.language);
  out +=
      "\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"robots\" content=\"noindex\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>";
  out += escaped(page.title) + "</title>\n<style>" + std::string(style) +
         "</style>\n</head>\n<body>\n";
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
