// SPDX-License-Identifier: Apache-2.0
#include "exchange/svg.hpp"

#include <cmath>

#include "exchange/html.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

std::string svg_number(double value) {
  const auto tenths = static_cast<long long>(std::llround(value * 10));
  const long long size = tenths < 0 ? -tenths : tenths;
  std::string text = std::to_string(size / 10);
  if (size % 10 != 0) text += "." + std::to_string(size % 10);
  return (tenths < 0 ? "-" : "") + text;
}

void SvgDrawing::text(double left, double top, std::string_view style, std::string_view words) {
  body += "<text x=\"" + svg_number(left) + "\" y=\"" + svg_number(top) + "\"" +
          std::string(style) + ">" + escaped(words) + "</text>\n";
}

void SvgDrawing::line(double x1, double y1, double x2, double y2, std::string_view style) {
  path("M" + svg_number(x1) + " " + svg_number(y1) + "L" + svg_number(x2) + " " + svg_number(y2),
       style);
}

void SvgDrawing::rect(double left, double top, double wide, double high, std::string_view style) {
  body += "<rect x=\"" + svg_number(left) + "\" y=\"" + svg_number(top) + "\" width=\"" +
          svg_number(wide) + "\" height=\"" + svg_number(high) + "\"" + std::string(style) + "/>\n";
}

void SvgDrawing::circle(double x, double y, double radius, std::string_view style) {
  body += "<circle cx=\"" + svg_number(x) + "\" cy=\"" + svg_number(y) + "\" r=\"" +
          svg_number(radius) + "\"" + std::string(style) + "/>\n";
}

void SvgDrawing::path(std::string_view data, std::string_view style) {
  body += "<path d=\"" + std::string(data) + "\"" + std::string(style) + "/>\n";
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
