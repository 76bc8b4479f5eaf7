// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "instrument/wording.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

std::string capitalised(std::string text) {
  if (text.empty()) return text;
  const CodePoint first = code_point_at(text, 0);
  const bool is_small = (first.value >= U'a' && first.value <= U'z') ||
                        (first.value >= 0xE0 && first.value <= 0xFE && first.value != 0xF7);
  if (!is_small) return text;
  std::string result;
  append_utf8(result, first.value - 0x20);
  return result + text.substr(first.bytes);
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

std::string number_words(const Rational& number, Language language) {
  constexpr std::size_t exact_decimals = 3;
  std::string text = number.to_string();
  const std::size_t point = text.find('.');
  const bool is_long = point != std::string::npos && text.size() - point - 1 > exact_decimals;
  if (is_long || text.find('/') != std::string::npos) {
    // In whole hundredths, of the fraction itself.
    try {
      const Rational rounded =
          Rational((number * Rational(100)).round(Rounding::half_up)) / Rational(100);
      text = std::string(say(language, "about ", "ca. ")) + rounded.to_string();
    } catch (const Overflow&) {  // too large for that: as it is
      text = number.to_string();
    }
  }
  if (language == Language::da) {
    const std::size_t at = text.find_last_of('.');
    if (at != std::string::npos && at + 1 < text.size() && text[at + 1] != ' ') text[at] = ',';
  }
  return text;
}

std::string date_words(const Date& date, Language language) {
  if (language != Language::da) return date.to_string();
  return std::to_string(date.day()) + "." + std::to_string(date.month()) + "." +
         std::to_string(date.year());
}

std::string missing_words(MissingReason reason, Language language) {
  switch (reason) {
    case MissingReason::not_asked:
      return std::string(say(language, "not asked", "ikke spurgt"));
    case MissingReason::not_safe_to_ask:
      return std::string(say(language, "not safe to ask", "ikke sikkert at spørge"));
    case MissingReason::unknown:
      return std::string(say(language, "not known", "vides ikke"));
    case MissingReason::refused:
      return std::string(say(language, "did not want to answer", "ønskede ikke at svare"));
    case MissingReason::withdrawn:
      return std::string(say(language, "answer withdrawn", "svaret er trukket tilbage"));
    case MissingReason::omitted:
      break;
  }
  return std::string(say(language, "left out by the assessor", "udeladt af fagpersonen"));
}

std::string short_duration(const Duration& duration, Language language) {
  std::vector<std::string> parts;
  const auto add = [&](std::int64_t count, std::string_view one, std::string_view many) {
    if (count != 0)
      parts.push_back(std::to_string(count) + " " + std::string(count == 1 ? one : many));
  };
  const bool is_danish = language == Language::da;
  add(duration.months(), is_danish ? "måned" : "month", is_danish ? "måneder" : "months");
  add(duration.days(), is_danish ? "dag" : "day", is_danish ? "dage" : "days");
  add(duration.seconds() / 3600, is_danish ? "time" : "hour", is_danish ? "timer" : "hours");
  add(duration.seconds() / 60 % 60, is_danish ? "minut" : "minute",
      is_danish ? "minutter" : "minutes");
  return join(parts, say(language, " and ", " og "));
}

std::string range_words(const std::vector<std::string>& levels, LevelSet possible,
                        Language language) {
  const std::vector<std::uint32_t> list = levels_of(possible);
  if (list.empty()) return std::string(say(language, "no level", "intet niveau"));
  if (list.size() == 1) return levels[list[0]];
  std::string text = std::string(say(language, "at least ", "mindst ")) + levels[list.front()] +
                     std::string(say(language, ", may be ", ", kan være ")) + levels[list.back()];
  std::vector<std::string> skipped;
  for (std::uint32_t level = list.front(); level < list.back(); ++level) {
    if ((possible >> level & 1U) == 0) skipped.push_back(levels[level]);
  }
  if (skipped.empty()) return text;
  return text + std::string(say(language, ", but not ", ", men ikke ")) +
         join(skipped, say(language, " or ", " eller "));
}

std::string range_words(const Levels& levels, LevelSet possible, Language language) {
  std::vector<std::string> labels;
  for (std::uint32_t i = 0; i < levels.list.size(); ++i)
    labels.push_back(levels.label(i, language));
  const std::vector<std::uint32_t> list = levels_of(possible);
  if (!levels.is_falling || list.size() < 2) return range_words(labels, possible, language);
  // Where low numbers are the concern, "at least good" would say the opposite of what it means.
  return labels[list.front()] +
         std::string(say(language, " or worse, may be ", " eller værre, kan være ")) +
         labels[list.back()];
}

std::string wrap(std::string_view text, std::size_t width, std::size_t hang) {
  std::string result;
  std::size_t column = 0;
  std::size_t start = 0;
  while (start < text.size() && text[start] == ' ') ++start;
  result.append(start, ' ');
  column = start;
  bool is_first = true;
  while (start <= text.size()) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    const std::string_view word = text.substr(start, end - start);
    const std::size_t length = count_code_points(word);
    if (!is_first && column + 1 + length > width) {
      result += '\n';
      result.append(hang, ' ');
      column = hang;
    } else if (!is_first) {
      result += ' ';
      ++column;
    }
    result += word;
    column += length;
    is_first = false;
    start = end + 1;
  }
  return result;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
