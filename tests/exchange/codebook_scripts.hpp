// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads Stata and R scripts as their own readers take them apart: strings, macros, comments,
// brackets. Neither program is needed.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace vaern::exchange_tests {

struct Script {
  std::vector<std::string> faults;
  std::vector<std::string> strings;
};

/// A do-file line by line. `vaern_numbers` itself, which needs macros, is passed over.
inline Script read_stata(std::string_view text) {
  Script script;
  int braces = 0;
  bool is_program = false;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (line.size() == text.size()) script.faults.push_back("the last line is not ended");
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const auto fault = [&](const char* what) {
      script.faults.push_back(std::string(what) + ": " + std::string(line));
    };
    if (line.starts_with("program define")) is_program = true;
    if (is_program) {
      is_program = line != "end";
      continue;
    }
    if (line.find("//") != line.npos || line.find("/*") != line.npos) fault("a comment begins");
    if (line.starts_with("*")) {
      if (line.find('`') != line.npos) fault("a macro in a comment");
      continue;
    }
    bool is_quoted = false;
    std::string string;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char next = i + 1 < line.size() ? line[i + 1] : '\0';
      if (line[i] == '\\' && (next == '$' || next == '`' || next == '\\')) {
        string += next;
        ++i;
      } else if (!is_quoted && line[i] == '`' && next == '"') {
        is_quoted = true;
        string.clear();
        ++i;
      } else if (is_quoted && line[i] == '"' && next == '\'') {
        is_quoted = false;
        script.strings.push_back(string);
        ++i;
      } else if (line[i] == '`' || line[i] == '$') {
        fault("a macro");
      } else if (!is_quoted && line[i] == '"') {
        fault("a plain quote");
      } else if (!is_quoted && (line[i] == '{' || line[i] == '}')) {
        braces += line[i] == '{' ? 1 : -1;
      } else if (is_quoted) {
        string += line[i];
      }
    }
    if (is_quoted) fault("a string is not ended");
  }
  if (braces != 0) script.faults.push_back("braces do not meet");
  return script;
}

inline Script read_r(std::string_view text) {
  Script script;
  std::string open;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '#') {
      i = std::min(text.find('\n', i), text.size());
    } else if (c == '"') {
      std::string string;
      for (++i; i < text.size() && text[i] != '"'; ++i) {
        if (text[i] == '\\') {
          ++i;
          if (text.substr(i, 1) != "\\" && text.substr(i, 1) != "\"") {
            script.faults.push_back("an escape that R reads otherwise");
          }
        }
        if (i < text.size()) string += text[i];
      }
      if (i >= text.size()) script.faults.push_back("a string is not ended");
      script.strings.push_back(string);
      const char after = i + 1 < text.size() ? text[i + 1] : '\n';
      if (std::string_view(" ,)]\n=").find(after) == std::string_view::npos) {
        script.faults.push_back("something stands right behind the string " + string);
      }
    } else if (c == '\'' || c == '`') {
      script.faults.push_back("a quote of another kind");
    } else if (c == '(' || c == '[' || c == '{') {
      open += c;
    } else if (c == ')' || c == ']' || c == '}') {
      const char first = c == ')' ? '(' : c == ']' ? '[' : '{';
      if (open.empty() || open.back() != first) {
        script.faults.push_back("brackets do not meet");
        return script;
      }
      open.pop_back();
    }
  }
  if (!open.empty()) script.faults.push_back("a bracket is not closed");
  return script;
}

}  // namespace vaern::exchange_tests
