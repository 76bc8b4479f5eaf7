// SPDX-License-Identifier: Apache-2.0
#include "vaern/diagnostics/diagnostic.hpp"

#include <algorithm>
#include <tuple>

#include "vaern/diagnostics/identifiers.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
inline namespace v1 {
namespace {

std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    points += point.value;
    i += point.bytes;
  }
  return points;
}

/// Insertions, deletions, replacements, and swaps of two neighbours, each counting one; a part
/// of the text that was swapped is not edited again.
std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::string_view in(Language language, std::string_view en, std::string_view da) {
  return language == Language::da ? da : en;
}

}  // namespace

std::string_view to_string(Severity severity) noexcept {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "hint";
}

Severity Diagnostic::severity() const noexcept {
  if (code == nullptr) return Severity::error;
  return is_hint ? Severity::hint : code->severity;
}

std::string Diagnostic::message(Language language) const {
  if (code == nullptr) return {};
  return mask_identifiers(fill(in(language, code->en, code->da), arguments));
}

std::string Diagnostic::help_text(Language language) const {
  if (help != nullptr) {
    return mask_identifiers(fill(in(language, help->en, help->da), help_arguments));
  }
  if (code == nullptr) return {};
  return mask_identifiers(fill(in(language, code->help_en, code->help_da), arguments));
}

Diagnostic& DiagnosticList::add(const CodeInfo& code, SourceSpan span, Arguments arguments) {
  Diagnostic& diagnostic = list_.emplace_back();
  diagnostic.code = &code;
  diagnostic.span = std::move(span);
  diagnostic.arguments = std::move(arguments);
  return diagnostic;
}

Diagnostic& DiagnosticList::add_at_path(const CodeInfo& code, std::string path,
                                        Arguments arguments) {
  Diagnostic& diagnostic = add(code, SourceSpan{}, std::move(arguments));
  diagnostic.path = std::move(path);
  return diagnostic;
}

void DiagnosticList::append(DiagnosticList other) {
  list_.insert(list_.end(), std::make_move_iterator(other.list_.begin()),
               std::make_move_iterator(other.list_.end()));
}

bool DiagnosticList::has_errors() const noexcept { return error_count() != 0; }

std::size_t DiagnosticList::count(Severity severity) const noexcept {
  return static_cast<std::size_t>(std::count_if(
      list_.begin(), list_.end(),
      [severity](const Diagnostic& diagnostic) { return diagnostic.severity() == severity; }));
}

void DiagnosticList::sort() {
  const auto key = [](const Diagnostic& diagnostic) {
    const auto& span = diagnostic.span;
    return std::make_tuple(span.file ? std::string_view(span.file->name()) : std::string_view(),
                           span.line, span.column, std::string_view(diagnostic.path),
                           diagnostic.code != nullptr ? diagnostic.code->id : std::string_view());
  };
  std::stable_sort(list_.begin(), list_.end(),
                   [&key](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
}

std::string fill(std::string_view text, const Arguments& arguments) {
  std::string result;
  while (!text.empty()) {
    const auto open = text.find('{');
    result += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    const auto close = text.find('}');
    if (close == std::string_view::npos) {
      result += text;
      break;
    }
    const std::string_view name = text.substr(1, close - 1);
    const auto found = std::find_if(arguments.begin(), arguments.end(),
                                    [name](const Argument& a) { return a.name == name; });
    if (found != arguments.end()) {
      result += found->value;
      text.remove_prefix(close + 1);
    } else {
      result += '{';  // Not an argument: the brace stays, and what follows is looked at again.
      text.remove_prefix(1);
    }
  }
  return result;
}

namespace {

/// P7D, PT24H: a duration that looks like another means another.
bool is_duration(std::string_view word) {
  return word.size() > 1 && word[0] == 'P' &&
         (word[1] == 'T' || (word[1] >= '0' && word[1] <= '9'));
}

}  // namespace

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::u32string wanted = code_points(word);
  std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
  std::string nearest;
  for (const std::string& candidate : candidates) {
    const std::u32string points = code_points(candidate);
    const std::size_t gap = points.size() > wanted.size() ? points.size() - wanted.size()
                                                          : wanted.size() - points.size();
    // A word of which nothing is left is no likely slip.
    if (gap > limit || candidate == word || points.empty() || is_duration(candidate)) continue;
    const std::size_t distance = edit_distance(wanted, points);
    if (distance > limit || distance >= std::max(wanted.size(), points.size())) continue;
    if (nearest.empty() || distance < limit) {
      nearest = candidate;
      limit = distance;
    }
  }
  return nearest;
}

}  // namespace v1
}  // namespace vaern
