// SPDX-License-Identifier: Apache-2.0
#include "safety_plan/words.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "diagnostics/codes/document.hpp"
#include "diagnostics/codes/safety_plan.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/model/parts.hpp"

namespace vaern::safety_plan::detail {
namespace {

const CodeInfo& code_of(WordList list) {
  static constexpr std::array<const CodeInfo*, word_list_names.size()> found_as{
      &codes::blaming_word, &codes::unobservable_word, &codes::force_word, &codes::demanding_word};
  return *found_as[static_cast<std::size_t>(list)];
}

bool is_language(std::string_view key) {
  return (key.size() == 2 || key.size() == 3) &&
         std::all_of(key.begin(), key.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

Words::Words() {
  for (const ShippedWords& shipped : shipped_words()) {
    auto& words = of(shipped.list)[shipped.language];
    for (const char* word : shipped.words) {
      // A test reads each; one that cannot be read is a fault of ours.
      words.push_back({WordPattern::read(word).value(), shipped.instead});
    }
  }
}

void Words::read(const Node& node, std::span<const WordList> lists, DiagnosticList& findings) {
  Fields fields(node, findings);
  for (const WordList list : lists) {
    const auto name = word_list_names[static_cast<std::size_t>(list)];
    const Node* languages = fields.optional_map(name);
    if (languages == nullptr) continue;
    for (const Entry& entry : languages->entries()) {
      if (!is_language(entry.key)) {
        findings.add(codes::bad_language, entry.key_span, {{"language", entry.key}});
        continue;
      }
      std::vector<Word>& words = of(list)[entry.key];
      vaern::read_list(entry.value, findings, [&](const Node& n, DiagnosticList& f) {
        if (n.is_mapping()) {
          leave_out(n, name, words, f);
        } else {
          add(n, words, f);
        }
        return std::optional<bool>(true);
      });
    }
  }
}

void Words::add(const Node& node, std::vector<Word>& words, DiagnosticList& findings) {
  const auto word = read_text_scalar(node, findings);
  if (!word) return;
  auto pattern = WordPattern::read(*word);
  if (pattern) {
    words.push_back({*std::move(pattern), nullptr});
  } else {
    findings.add(codes::word_never_found, node.span(), {{"word", *word}});
  }
}

// What the author added is taken out by not writing it: only words that ship are meant.
void Words::leave_out(const Node& node, std::string_view list, std::vector<Word>& words,
                      DiagnosticList& findings) {
  Fields fields(node, findings);
  const auto word = fields.required("leave_out", read_text_scalar);
  fields.required("because", read_text);
  if (!word) return;
  const auto written = words_of(*word);
  const auto is_it = [&](const Word& each) {
    return each.instead != nullptr && !written.empty() &&
           each.pattern.match(written, 0) == written.size();
  };
  if (std::erase_if(words, is_it) > 0) return;
  auto& finding = findings.add(codes::word_not_shipped, node.find("leave_out")->span(),
                               {{"word", *word}, {"list", std::string(list)}});
  std::vector<std::string> shipped;
  for (const Word& each : words) {
    if (each.instead != nullptr) shipped.push_back(each.pattern.first_form());
  }
  const std::string candidate = did_you_mean(*word, shipped);
  if (candidate.empty()) return;
  finding.help = &notes::did_you_mean;
  finding.help_arguments = {{"candidate", candidate}};
}

void Words::check(const Node& text, WordList list, DiagnosticList& findings) const {
  for (const Node& each : text.items()) check(each, list, findings);
  const Languages& languages = lists_[static_cast<std::size_t>(list)];
  for (const Entry& entry : text.entries()) {
    const auto found = languages.find(entry.key);
    if (found == languages.end() || !entry.value.is_scalar()) continue;
    const auto words = words_of(entry.value.text());
    for (std::size_t at = 0; at < words.size();) {
      std::size_t longest = 0;
      const Word* word = nullptr;
      for (const Word& candidate : found->second) {
        const std::size_t length = candidate.pattern.match(words, at);
        if (length > longest) {
          longest = length;
          word = &candidate;
        }
      }
      if (word != nullptr) {
        const std::size_t begin = words[at].begin;
        const std::size_t length = words[at + longest - 1].end - begin;
        auto& finding = findings.add(code_of(list), entry.value.span_of(begin, length),
                                     {{"word", entry.value.text().substr(begin, length)}});
        if (word->instead != nullptr) finding.help = word->instead;
      }
      at += std::max<std::size_t>(longest, 1);
    }
  }
}

}  // namespace vaern::safety_plan::detail
