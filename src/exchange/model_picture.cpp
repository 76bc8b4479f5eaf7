// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "exchange/html.hpp"
#include "exchange/model_page.hpp"
#include "exchange/svg.hpp"
#include "vaern/diagnostics/utf8.hpp"
#include "vaern/program/row.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

bool is_whole(const TableRows& rows) {
  return std::all_of(rows.begin(), rows.end(),
                     [](const TableRow& row) { return row.value.is_integer(); });
}

bool is_whole(const Program& program, const Scale& scale) {
  const auto whole = [](const Rational& number) { return number.is_integer(); };
  const auto whole_rows = [](const TableRows& rows) { return is_whole(rows); };
  bool is_it = scale.aggregate != Aggregate::mean;
  is_it = is_it && std::all_of(scale.rows.begin(), scale.rows.end(), whole_rows);
  is_it =
      is_it && std::all_of(scale.missing.tables.begin(), scale.missing.tables.end(), whole_rows);
  for (const Term& term : scale.terms) {
    if (scale.aggregate == Aggregate::count || scale.aggregate == Aggregate::lookup) break;
    if (!whole(term.weight)) is_it = false;
    if (term.is_scale) {
      is_it = is_it && is_whole(program, program.scales[term.id]);
    } else {
      const std::vector<Rational>& values =
          term.points.empty() ? program.inputs[term.id].values : term.points;
      is_it = is_it && std::all_of(values.begin(), values.end(), whole);
    }
  }
  for (const Step& step : scale.steps) {
    switch (step.kind) {
      case Step::Kind::times:
      case Step::Kind::plus:
        is_it = is_it && whole(step.operand);
        break;
      case Step::Kind::divide:
        is_it = false;
        break;
      case Step::Kind::round:
        is_it = true;
        break;
      case Step::Kind::clamp:
        is_it = is_it && (!step.from || whole(*step.from)) && (!step.to || whole(*step.to));
        break;
    }
  }
  // An estimate for missing answers is a fraction, unless it is rounded.
  const bool is_rounded = std::any_of(scale.steps.begin(), scale.steps.end(), [](const Step& step) {
    return step.kind == Step::Kind::round;
  });
  const bool is_estimated = scale.missing.kind == MissingPolicy::Kind::prorate_by_range ||
                            scale.missing.kind == MissingPolicy::Kind::prorate_by_count;
  return is_it && (is_rounded || !is_estimated);
}

constexpr double width = 360;
constexpr double margin = 8;

/// From a light to a dark blue that both stand out from white, also in grey.
std::string shade(std::size_t index, std::size_t count) {
  constexpr std::array<int, 3> light{0x7c, 0x93, 0xab};
  constexpr std::array<int, 3> dark{0x1b, 0x32, 0x54};
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "#";
  const auto steps = static_cast<int>(std::max<std::size_t>(count, 2) - 1);
  for (std::size_t i = 0; i < light.size(); ++i) {
    const int value = light[i] + (dark[i] - light[i]) * static_cast<int>(index) / steps;
    text += digits[static_cast<std::size_t>(value / 16)];
    text += digits[static_cast<std::size_t>(value % 16)];
  }
  return text;
}

struct Drawing : SvgDrawing {
  double low;
  double high;

  Drawing(double lowest, double highest) : low(lowest), high(highest) {}
  double x(const Rational& value) const {
    return margin + (value.to_double() - low) / (high - low) * (width - 2 * margin);
  }
};

std::vector<std::string> lines_of(std::string_view text, std::size_t length) {
  std::vector<std::string> lines;
  const std::string wrapped = instrument::detail::wrap(text, length, 0);
  for (std::size_t start = 0; start <= wrapped.size();) {
    const std::size_t end = std::min(wrapped.find('\n', start), wrapped.size());
    lines.push_back(wrapped.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

}  // namespace

Extent extent_of(const Instrument& model, ScaleId scale) {
  const Program& program = model.program().program();
  RowRun run(model.program());
  const std::vector<Code> nothing(program.inputs.size(), missing_code);
  const ScaleRow& row = run.run(nothing).scales[scale];
  Extent extent;
  extent.lowest = row.lowest;
  extent.highest = row.highest;
  extent.is_attained = row.lowest_attained && row.highest_attained;
  extent.is_whole = is_whole(program, program.scales[scale]);
  return extent;
}

std::vector<Band> bands_of(const ModelWords& words, const Levels& levels, const Extent& extent) {
  std::vector<Band> bands;
  const std::size_t count = levels.list.size();
  const Rational after = extent.is_whole ? 1 : 0;
  const auto cut = [&](std::size_t i) { return levels.list[i].cut_off->value; };
  const auto to = words.tell(" to ", " til ");
  for (std::size_t i = 0; i < count; ++i) {
    const Level& level = levels.list[i];
    Band band;
    band.label = words.text(level.label, level.id);
    if (level.cut_off) {
      band.cut_off = level.cut_off->value;
      band.is_unverified =
          level.cut_off->verified.value_or(levels.provenance.verified.value_or(true)) == false;
    }
    const bool has_next = i + 1 < count;
    if (levels.is_falling) {
      band.from = has_next ? cut(i + 1) + after : extent.lowest;
      band.to = i == 0 ? extent.highest + after : cut(i) + after;
    } else {
      band.from = i == 0 ? extent.lowest : cut(i);
      band.to = has_next ? cut(i + 1) : extent.highest + after;
    }
    if (extent.is_whole) {
      const Rational last = band.to - 1;
      band.extent = words.number(band.from);
      if (band.from < last) band.extent += to + words.number(last);
    } else if (levels.is_falling) {
      std::vector<std::string> parts;
      if (has_next) parts.push_back(words.tell("above ", "over ") + words.number(cut(i + 1)));
      if (i > 0) parts.push_back(words.tell("at most ", "højst ") + words.number(cut(i)));
      band.extent = join(parts, ", ");
    } else {
      std::vector<std::string> parts;
      if (i > 0) parts.push_back(words.tell("at least ", "mindst ") + words.number(cut(i)));
      if (has_next) parts.push_back(words.tell("below ", "under ") + words.number(cut(i + 1)));
      band.extent = join(parts, ", ");
    }
    band.from = std::clamp(band.from, extent.lowest, extent.highest + after);
    band.to = std::clamp(band.to, band.from, extent.highest + after);
    bands.push_back(std::move(band));
  }
  return bands;
}

Picture cut_off_picture(const ModelWords& words, std::string_view scale,
                        const std::vector<Band>& bands, const Extent& extent, std::string_view id) {
  const Rational after = extent.is_whole ? 1 : 0;
  Drawing drawing(extent.lowest.to_double(), (extent.highest + after).to_double());
  if (drawing.high <= drawing.low) drawing.high = drawing.low + 1;
  const std::string unchecked = words.tell("not checked", "ikke kontrolleret");

  Picture picture;
  picture.in_words = std::string(scale) + words.tell(" goes from ", " går fra ") +
                     words.number(extent.lowest) + words.tell(" to ", " til ") +
                     words.number(extent.highest) + ". ";
  std::vector<std::string> spoken;
  double y = 4;
  double ground = y;
  for (const Band& band : bands) {
    const std::size_t length = 50;
    ground += 15.0 * static_cast<double>(lines_of(band.label, length).size()) + 36;
  }
  // Where levels begin, behind everything: dashed where nobody has checked the number.
  for (const Band& band : bands) {
    if (!band.cut_off) continue;
    const Rational edge =
        band.from > extent.lowest && band.cut_off == band.from ? band.from : band.to;
    drawing.line(drawing.x(edge), y, drawing.x(edge), ground + 5,
                 band.is_unverified ? " class=\"g\" stroke-dasharray=\"3 3\"" : " class=\"g\"");
  }
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const Band& band = bands[i];
    for (const std::string& line : lines_of(band.label, 50)) {
      y += 15;
      drawing.text(margin, y, " class=\"l\"", line);
    }
    std::string extent_words = band.extent;
    if (band.is_unverified) extent_words += ", " + unchecked;
    drawing.text(margin, y + 14, " class=\"e\"", extent_words);
    drawing.line(margin, y + 24, width - margin, y + 24, " class=\"t\"");
    const double left = drawing.x(band.from);
    const double size = std::max(drawing.x(band.to) - left, 3.0);
    drawing.rect(left, y + 20, size, 8, " fill=\"" + shade(i, bands.size()) + "\"");
    y += 36;
    spoken.push_back(band.label + ": " + extent_words);
  }
  drawing.line(margin, ground, width - margin, ground, " class=\"a\"");

  // Numbers under the line: the ends and where levels begin; those that would touch go lower.
  std::vector<Rational> ticks{extent.lowest, extent.highest};
  for (const Band& band : bands) {
    if (band.cut_off) ticks.push_back(std::clamp(*band.cut_off, extent.lowest, extent.highest));
  }
  std::sort(ticks.begin(), ticks.end());
  ticks.erase(std::unique(ticks.begin(), ticks.end()), ticks.end());
  std::array<double, 3> taken{-1e9, -1e9, -1e9};
  double lowest_row = 0;
  for (const Rational& tick : ticks) {
    const std::string text = words.number(tick);
    const double half = 3.6 * static_cast<double>(count_code_points(text));
    double middle = extent.is_whole ? (drawing.x(tick) + drawing.x(tick + 1)) / 2 : drawing.x(tick);
    middle = std::clamp(middle, half, width - half);
    std::size_t row = 0;
    while (row + 1 < taken.size() && middle - half < taken[row] + 4) ++row;
    taken[row] = middle + half;
    lowest_row = std::max(lowest_row, static_cast<double>(row));
    drawing.text(middle, ground + 17 + 13 * static_cast<double>(row), " class=\"n\"", text);
  }
  picture.in_words += join(spoken, "; ") + ".";
  const std::string name(id);
  picture.svg = "<svg role=\"img\" aria-labelledby=\"" + name + "-t " + name +
                "-d\" viewBox=\"0 0 " + svg_number(width) + " " +
                svg_number(ground + 24 + 13 * lowest_row) + "\">\n<title id=\"" + name + "-t\">" +
                escaped(words.tell("Cut-offs of ", "Grænser for ") + std::string(scale)) +
                "</title>\n<desc id=\"" + name + "-d\">" + escaped(picture.in_words) + "</desc>\n" +
                drawing.body + "</svg>\n";
  return picture;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
