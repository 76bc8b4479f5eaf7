// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/shrink.hpp"

#include <algorithm>
#include <set>

#include "instrument/example_text.hpp"
#include "vaern/instrument/explanation.hpp"

namespace vaern {
inline namespace v1 {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    line.erase(0, line.find_first_not_of(' '));
    if (!line.empty()) lines.push_back(std::move(line));
    begin = end + 1;
  }
  return lines;
}

struct Shrinker {
  const InstrumentPtr& instrument;
  Example example;
  ExampleMismatch mismatch;

  /// What the expectation finds on the example with these changes; nothing where it is met or the
  /// answers have a fault.
  std::optional<std::string> found(const Example& changed) const {
    const ExampleResult result = run_example(instrument, changed);
    for (const ExampleMismatch& m : result.mismatches) {
      if (m.what == mismatch.what) return m.found;
    }
    return std::nullopt;
  }

  bool take(const Example& smaller) {
    if (found(smaller) != mismatch.found) return false;
    example = smaller;
    return true;
  }

  void shrink() {
    for (bool is_smaller = true; is_smaller;) {
      is_smaller = false;
      if (example.others) {
        Example smaller = example;
        smaller.others.reset();
        is_smaller = take(smaller);
      }
      for (std::size_t i = example.responses.size(); i-- > 0;) {
        Example smaller = example;
        smaller.responses.erase(smaller.responses.begin() + static_cast<std::ptrdiff_t>(i));
        is_smaller = take(smaller) || is_smaller;
      }
    }
  }

  std::vector<std::string> said(const Example& form, Language language) const {
    const auto made = example_form(*instrument, form);
    if (!made) return {};
    const auto score = score_example(instrument, *made);
    return score ? lines_of(render_reasons(*score, language)) : std::vector<std::string>();
  }

  std::vector<std::string> because(Language language) const {
    if (example.responses.empty()) return {};
    const auto left_out = [&](std::size_t i) {
      Example without = example;
      without.responses.erase(without.responses.begin() + static_cast<std::ptrdiff_t>(i));
      return without;
    };
    std::size_t chosen = 0;
    for (std::size_t i = example.responses.size(); i-- > 0;) {
      if (!found(left_out(i))) chosen = i;
    }
    const std::vector<std::string> before = said(left_out(chosen), language);
    const std::set<std::string> known(before.begin(), before.end());
    std::vector<std::string> added;
    for (std::string& line : said(example, language)) {
      if (known.count(line) == 0) added.push_back(std::move(line));
    }
    // Those that name the item; a rule that it makes true need not.
    const Item* item = instrument->find_item(example.responses[chosen].item);
    std::vector<std::string> lines;
    for (const std::string& line : added) {
      const bool names_it =
          item != nullptr &&
          (line.find(item->text.best(language)) < line.size() || line.find(item->id) < line.size());
      if (names_it) lines.push_back(line);
    }
    if (!lines.empty() || added.empty()) return lines;
    return {added.front()};
  }
};

}  // namespace

std::optional<ShrunkExample> shrink(const InstrumentPtr& instrument, const Example& example,
                                    Language language) {
  const ExampleResult result = run_example(instrument, example);
  if (result.mismatches.empty() || result.mismatches.front().what == "error") return std::nullopt;
  Shrinker shrinker{instrument, example, result.mismatches.front()};
  shrinker.shrink();
  const auto form = example_form(*instrument, shrinker.example);
  if (!form) return std::nullopt;
  const auto written = instrument::detail::written_responses(*instrument, form->responses,
                                                             shrinker.example.others.has_value());
  const ExampleMismatch& m = shrinker.mismatch;
  return ShrunkExample{
      m.what, m.expected, m.found, written.responses, written.others, shrinker.because(language)};
}

}  // namespace v1
}  // namespace vaern
