// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every HTML file of ours shares: escaping, the head, the look on a screen.

#include <string>
#include <string_view>

#include "vaern/diagnostics/diagnostic.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

// As text and as the value of an attribute in quotes. Control characters become spaces.
std::string escaped(std::string_view text);

// Screen: one column, at most a comfortable line. Every page begins with it.
extern const std::string_view screen_style;

// From the doctype to the opened body. `policy` is added to a content security policy that allows
// nothing but the style in the file itself.
std::string html_head(Language language, std::string_view title, std::string_view style,
                      std::string_view policy = {});

// The same in any language and without the look on a screen: the whole style is given.
std::string bare_html_head(std::string_view tag, bool is_right_to_left, std::string_view title,
                           std::string_view style, std::string_view policy = {});

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
