// SPDX-License-Identifier: Apache-2.0
#pragma once
// A strict reader of the HTML that we write, and the contrast of its colours.

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace vaern::exchange_tests {

struct Tag {
  std::string name;
  std::string attributes;
  bool is_end = false;
};

/// A strict reader of the little HTML that the page uses: every tag closed in order, no bare '<',
/// '>' or '&' in text, attributes in double quotes.
struct Checked {
  std::vector<Tag> tags;
  std::vector<std::string> faults;
};

inline Checked check(const std::string& html) {
  Checked result;
  std::vector<std::string> open;
  const std::set<std::string> empty{"meta", "!DOCTYPE", "input"};
  for (std::size_t i = 0; i < html.size(); ++i) {
    if (html[i] == '>') result.faults.push_back("a bare >");
    if (html[i] == '&') {
      const std::string rest = html.substr(i, 6);
      const std::array<std::string_view, 5> known{"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
      if (std::none_of(known.begin(), known.end(),
                       [&](auto one) { return rest.starts_with(one); })) {
        result.faults.push_back("a bare &: " + rest);
      }
    }
    if (html[i] != '<') continue;
    const std::size_t end = html.find('>', i);
    if (end == std::string::npos) {
      result.faults.push_back("a tag without end");
      break;
    }
    Tag tag;
    std::string inside = html.substr(i + 1, end - i - 1);
    tag.is_end = inside.starts_with('/');
    if (tag.is_end) inside.erase(0, 1);
    tag.name = inside.substr(0, inside.find(' '));
    if (inside.size() > tag.name.size()) tag.attributes = inside.substr(tag.name.size() + 1);
    if (std::count(tag.attributes.begin(), tag.attributes.end(), '"') % 2 != 0) {
      result.faults.push_back("quotes in <" + inside);
    }
    i = end;
    if (tag.is_end) {
      if (open.empty() || open.back() != tag.name) {
        result.faults.push_back("</" + tag.name + "> where " + (open.empty() ? "-" : open.back()) +
                                " is open");
      } else {
        open.pop_back();
      }
    } else if (empty.count(tag.name) == 0 && !tag.attributes.ends_with('/')) {
      open.push_back(tag.name);
    }
    result.tags.push_back(tag);
    // Style and script are not text.
    for (const std::string raw : {"style", "script"}) {
      if (tag.name == raw && !tag.is_end) i = html.find("</" + raw + ">", i) - 1;
    }
  }
  for (const std::string& name : open) result.faults.push_back("<" + name + "> is not closed");
  return result;
}

/// Whether some element has that attribute; text and scripts do not count.
inline bool has_attribute(const Checked& page, std::string_view start_of_name) {
  return std::any_of(page.tags.begin(), page.tags.end(), [&](const Tag& tag) {
    const std::string all = " " + tag.attributes;
    for (std::size_t at = 0; at < all.size(); ++at) {
      if (all[at] == '"') at = all.find('"', at + 1);
      if (at >= all.size()) break;
      if (all[at] == ' ' && all.substr(at + 1).starts_with(start_of_name)) return true;
    }
    return false;
  });
}

inline double luminance(const std::string& hex) {
  const std::string full =
      hex.size() == 3 ? std::string{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]} : hex;
  double sum = 0;
  const std::array<double, 3> weights{0.2126, 0.7152, 0.0722};
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = std::stoi(full.substr(2 * i, 2), nullptr, 16) / 255.0;
    sum += weights[i] * (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  return sum;
}

/// The contrast to white of every dark text colour (`color:` and `fill:`) of the style.
inline std::vector<double> text_contrasts(const std::string& html) {
  std::vector<double> result;
  const std::size_t end_of_style = html.find("</style>");
  for (const std::string_view key : {"{color:#", ";color:#", "fill:#"}) {
    for (std::size_t at = html.find(key); at < end_of_style; at = html.find(key, at + 1)) {
      const std::size_t start = at + key.size();
      std::size_t end = start;
      while (end < html.size() && std::isxdigit(static_cast<unsigned char>(html[end])) != 0) ++end;
      const std::string hex = html.substr(start, end - start);
      if (hex != "fff") result.push_back(1.05 / (luminance(hex) + 0.05));
    }
  }
  return result;
}

}  // namespace vaern::exchange_tests
