// SPDX-License-Identifier: Apache-2.0
#include "exchange/html.hpp"

#include "vaern/core/localized_text.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

const std::string_view screen_style = R"css(
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

std::string bare_html_head(std::string_view tag, bool is_right_to_left, std::string_view title,
                           std::string_view style, std::string_view policy) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"" + escaped(tag) + "\"";
  if (is_right_to_left) out += " dir=\"rtl\"";
  out +=
      ">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"robots\" content=\"noindex\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src 'unsafe-inline'";
  out += policy;
  out += "\">\n<title>" + escaped(title) + "</title>\n<style>";
  out += style;
  return out + "</style>\n</head>\n<body>\n";
}

std::string html_head(Language language, std::string_view title, std::string_view style,
                      std::string_view policy) {
  return bare_html_head(language_tag(language), false, title,
                        std::string(screen_style) + std::string(style), policy);
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
