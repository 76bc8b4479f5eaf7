// SPDX-License-Identifier: Apache-2.0
#include "service/words.hpp"

#include <charconv>
#include <tuple>

#include "vaern/diagnostics/utf8.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern::service::detail {
namespace {

bool begins_by(const SourceSpan& node, const SourceSpan& place) {
  return std::tie(node.line, node.column) <= std::tie(place.line, place.column);
}

/// In the order of the file, so the last that begins by the place is the one.
void search(const Node& node, const std::string& path, const SourceSpan& place,
            std::string& found) {
  const auto visit = [&](const Node& child, const SourceSpan& begin, const std::string& step) {
    if (!begins_by(begin, place)) return;
    const std::string at = path + "/" + step;
    found = at;
    search(child, at, place, found);
  };
  for (const Entry& entry : node.entries()) visit(entry.value, entry.key_span, entry.key);
  std::size_t index = 0;
  for (const Node& item : node.items()) visit(item, item.span(), std::to_string(index++));
}

std::vector<std::string> steps_of(std::string_view path) {
  std::vector<std::string> steps;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at + 1), path.size());
    steps.emplace_back(path.substr(at + 1, end - at - 1));
    at = end;
  }
  return steps;
}

}  // namespace

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string shown(std::string_view name) {
  std::string text;
  for (std::size_t i = 0; i < name.size();) {
    const CodePoint point = code_point_at(name, i);
    append_utf8(text, point.value);
    i += point.bytes;
  }
  return text;
}

std::string path_at(const Node& root, const SourceSpan& span) {
  std::string found;
  if (span.file == nullptr || span.line == 0 || span.file != root.span().file) return found;
  search(root, "", span, found);
  return found;
}

namespace {

/// The value under a key, or the item of a list at a position; null where there is none.
const Node* step_into(const Node& node, const std::string& step) {
  if (!node.is_sequence()) return node.find(step);
  std::size_t position = 0;
  const char* end = step.data() + step.size();
  const auto read = std::from_chars(step.data(), end, position);
  if (read.ec != std::errc() || read.ptr != end) return nullptr;
  return position < node.items().size() ? &node.items()[position] : nullptr;
}

}  // namespace

DiagnosticList placed(const DiagnosticList& findings, const Node& root, const Node* answers) {
  DiagnosticList result;
  for (const Diagnostic& finding : findings) {
    Diagnostic& copy = result.add(*finding.code, finding.span);
    copy = finding;
    if (finding.span.file != nullptr) continue;
    const std::vector<std::string> steps = steps_of(finding.path);
    std::size_t at = 0;
    const Node* node = &root;
    if (answers != nullptr && !steps.empty() && steps[0] == "responses") {
      node = answers;
      at = 1;
    }
    for (; at < steps.size(); ++at) {
      const Node* next = step_into(*node, steps[at]);
      if (next == nullptr) break;
      node = next;
    }
    copy.span = node->key_span();
  }
  return result;
}

std::string_view without_line_feed(std::string_view text) {
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  return text;
}

std::string json_text(std::string_view text) {
  CanonicalWriter json;
  json.text(shown(text));
  return std::string(without_line_feed(json.finish()));
}

}  // namespace vaern::service::detail
