// SPDX-License-Identifier: Apache-2.0
#include "exchange/html.hpp"
#include "exchange/plan_copy_words.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// One side of A4 in large, black print. It names nothing, so that the same style stands in the
/// person's copy and in the discreet one.
constexpr std::string_view sheet_style = R"css(
*{box-sizing:border-box}
html{background:#fff;color:#000;font:1.15rem/1.5 system-ui,"Segoe UI","Helvetica Neue",Arial,"Noto Sans Arabic",sans-serif}
body{margin:0 auto;padding:1rem;max-width:40rem;overflow-wrap:break-word}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0 .6rem}
h2{font-size:1.25rem;line-height:1.25;margin:1.4rem 0 .3rem;border-bottom:1px solid #000}
p{margin:.4rem 0}
ul{margin:.4rem 0;padding-inline-start:1.4rem}
li{margin:.35rem 0}
footer{margin-top:1.6rem;border-top:1px solid #000}
@page{size:A4;margin:16mm 18mm}
@media print{
html{font-size:12.5pt;line-height:1.4}
body{max-width:none;padding:0}
h2{margin-top:6mm;break-after:avoid}
li{break-inside:avoid}
}
)css";

constexpr std::string_view large_style = R"css(
html{font-size:1.5rem}
body{max-width:52rem}
@page{margin:12mm 14mm}
@media print{html{font-size:18pt;line-height:1.28}h1{font-size:22pt}h2{font-size:18pt;margin-top:4mm}li{margin:1.2mm 0}p{margin:1.6mm 0}footer{margin-top:4mm}}
)css";

/// Easy to read: larger type, more room between the lines, nothing smaller than the rest.
constexpr std::string_view easy_style = R"css(
html{font-size:1.4rem;line-height:1.7}
h2{border-bottom:0;margin-top:2rem}
p,li{margin:.9rem 0}
@media print{html{font-size:15pt;line-height:1.6}h1{font-size:20pt}h2{font-size:17pt;margin-top:7mm}li{margin:3mm 0}}
)css";
constexpr std::string_view large_easy_style = R"css(
html{font-size:1.7rem}
@media print{html{font-size:19pt}h1{font-size:24pt}h2{font-size:21pt}}
)css";

/// For professionals: dense, black and white, several pages where there is much. Who, when and
/// status keep their width beside a long text, and on a telephone stand under it on one line. What
/// is out of use stands in two columns on paper: it is looked up, not read through.
constexpr std::string_view pages_style = R"css(
table{table-layout:fixed}
th:nth-child(2):nth-last-child(2){width:15%}
th:nth-child(3):last-child{width:12%}
h3{margin-top:1.4rem}
th[scope=rowgroup]{font-weight:700;padding-top:.7rem}
@media (min-width:36.01rem){tbody th{padding-right:1rem}}
@media screen and (max-width:36rem){
tbody td{display:inline}
tbody td+td::before{content:" \2013  "}
}
@page{size:A4;margin:12mm 14mm}
@media print{
html{font:9pt/1.32 Arial,"Liberation Sans","Helvetica Neue",sans-serif;color:#000}
body{max-width:none;padding:0}
h1{font-size:15pt;margin:0 0 1mm}
h2{font-size:12pt;margin:4.5mm 0 1mm;break-after:avoid}
h3{font-size:10.5pt;margin:3.5mm 0 .8mm;break-after:avoid}
header p{margin:.6mm 0}
.alarm{border-color:#000}
.alarm h2{color:#000}
th,td{padding:.7mm 3mm .7mm 0}
th[scope=rowgroup]{padding-top:2mm}
tr:has(>th[scope=rowgroup]){break-after:avoid}
td:last-child{padding-right:0}
tr,li{break-inside:avoid}
li{margin:.4mm 0}
p{orphans:3;widows:3}
footer{break-before:avoid}
section section>ul{columns:2;column-gap:7mm;font-size:8.2pt;line-height:1.28}
.small{font-size:8pt}
}
)css";

/// Large type has no room for columns on paper: who and when stand under what to do.
constexpr std::string_view large_pages_style = R"css(
html{font-size:1.4rem}
th:nth-child(2):nth-last-child(2){width:26%}
th:nth-child(3):last-child{width:21%}
@media print{
html{font-size:16pt}
h1{font-size:22pt}
h2{font-size:18pt}
h3{font-size:16pt}
.small,section section>ul{font-size:16pt;columns:auto}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr,tbody th{display:block}
tbody td{display:inline;border:0;padding:0;font-weight:600}
tbody th{border:0;padding:0}
tr{border-bottom:1px solid #767676;padding:.8mm 0}
tbody td+td::before{content:" \2013  "}
}
)css";

}  // namespace

std::string copy_html(const CopyPage& copy, bool is_large, bool is_easy) {
  const Page& page = copy.page;
  std::string style(copy.is_sheet ? sheet_style : screen_style);
  if (!copy.is_sheet) style += pages_style;
  if (is_easy) style += easy_style;
  if (is_large && is_easy) {
    style += large_easy_style;
  } else if (is_large) {
    style += copy.is_sheet ? large_style : large_pages_style;
  }
  std::string out = bare_html_head(copy.tag, copy.is_right_to_left, page.title, style);
  out += "<header>\n<h1" +
         (copy.heading_tag.empty() ? std::string()
                                   : " lang=\"" + escaped(copy.heading_tag) + "\" dir=\"auto\"") +
         ">" + escaped(page.heading) + "</h1>\n";
  for (const Line& line : page.under) out += "<p>" + line_html(line) + "</p>\n";
  out += "</header>\n<main>\n";
  for (const Part& part : page.sections) out += part_html(part, 2);
  out += "</main>\n";
  if (!page.small_print.is_empty()) {
    out += "<footer>\n" + part_html(page.small_print, 2) + "</footer>\n";
  }
  return out + "</body>\n</html>\n";
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
