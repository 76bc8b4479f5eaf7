// SPDX-License-Identifier: Apache-2.0
// What a file with a copy may be called.
#include <algorithm>
#include <array>

#include "vaern/exchange/plan_copy.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr std::array<std::string_view, 2> neutral_names{"husk", "to-remember"};

// Parts of words in small letters. None of them is a part of a neutral name.
constexpr std::array<std::string_view, 51> telling{
    "plan",   "safe",    "secur",     "sikker",   "tryghed", "vold",     "violen",  "krise",
    "crisis", "shelter", "refuge",    "discreet", "diskret", "vaern",    "værn",    "hjælp",
    "hjaelp", "help",    "abuse",     "overgreb", "assault", "risiko",   "risk",    "danger",
    "farlig", "trus",    "threat",    "flugt",    "flygt",   "escape",   "leaving", "forlad",
    "stalk",  "politi",  "police",    "kommune",  "municip", "social",   "case",    "sag",
    "victim", "marac",   "emergency", "beskyt",   "protect", "hemmelig", "secret",  "skjul",
    "hidden", "tilhold", "partner"};

/// Small letters, of Danish and of the other languages of Western Europe too.
std::string folded(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i] >= 'A' && out[i] <= 'Z') out[i] = static_cast<char>(out[i] - 'A' + 'a');
    // U+00C0 to U+00DE, without the sign of multiplication, stand 32 before their small letters.
    if (out[i] != '\xC3' || i + 1 == out.size()) continue;
    const auto next = static_cast<unsigned char>(out[i + 1]);
    if (next >= 0x80 && next <= 0x9E && next != 0x97) out[i + 1] = static_cast<char>(next + 0x20);
  }
  return out;
}

bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

/// Not inside a longer word: the id 's' is no part of 'husk'.
bool has_word(std::string_view text, std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || !is_of_word(text[at - 1]);
    if (begins && (end == text.size() || !is_of_word(text[end]))) return true;
  }
  return false;
}

bool tells(std::string_view part, const CaseFile& file) {
  const std::string name = folded(part);
  const bool is_telling = std::any_of(telling.begin(), telling.end(), [&](std::string_view word) {
    return name.find(word) != std::string::npos;
  });
  return is_telling || has_word(name, folded(file.id));
}

}  // namespace

std::string plan_copy_file_name(const PlanSource& source, const CopyOptions& options) {
  const bool is_danish = options.language == Language::da;
  if (options.copy == PlanCopy::discreet) return std::string(neutral_names[is_danish ? 0 : 1]);
  // The person's own, and a paper in a home: neither the case nor what it is.
  if (options.copy == PlanCopy::person) return is_danish ? "til-dig" : "for-you";
  if (options.copy == PlanCopy::recipient &&
      (options.recipient == Who::child || options.recipient == Who::network)) {
    return is_danish ? "det-har-vi-aftalt" : "we-have-agreed";
  }
  return "plan-" + source.file->id + "-" + std::string(to_string(options.copy));
}

std::string what_gives_away(std::string_view path, const CaseFile& file) {
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of("/\\"), path.size());
    const std::string_view part = path.substr(0, end);
    const bool is_file = end == path.size();
    const std::string_view stem = part.substr(0, part.find('.'));
    // What is proposed is fine, whatever the case is called.
    const bool is_neutral = is_file && std::find(neutral_names.begin(), neutral_names.end(),
                                                 folded(stem)) != neutral_names.end();
    const std::string_view asked = is_neutral ? part.substr(stem.size()) : part;
    const bool is_ending = is_neutral && asked.rfind('.') == 0;
    if (!is_ending && tells(asked, file)) return std::string(part);
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return {};
}

bool gives_away(std::string_view path, const CaseFile& file) {
  return !what_gives_away(path, file).empty();
}

}  // namespace v1
}  // namespace vaern
