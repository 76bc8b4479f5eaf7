// SPDX-License-Identifier: Apache-2.0
#pragma once
// The few shapes that pictures are made of, as text.

#include <string>
#include <string_view>

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

// A place on a drawing, to a tenth, with a point in every locale.
std::string svg_number(double value);

// Shapes in the order drawn. `style` is attributes with a space before each: " class=\"g\"".
struct SvgDrawing {
  std::string body;

  void text(double left, double top, std::string_view style, std::string_view words);
  void line(double x1, double y1, double x2, double y2, std::string_view style);
  void rect(double left, double top, double wide, double high, std::string_view style);
  void circle(double x, double y, double radius, std::string_view style);
  void path(std::string_view data, std::string_view style);
};

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
