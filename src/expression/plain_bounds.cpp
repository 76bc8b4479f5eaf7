// SPDX-License-Identifier: Apache-2.0
#include "expression/plain_bounds.hpp"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostics/codes/expression.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/model/parts.hpp"

namespace vaern::expression::detail {
namespace {

class BoundsReader {
 public:
  explicit BoundsReader(Maker& maker) : maker_(maker) {}

  ConditionPtr read(const Resolved& resolved, const Entry& entry) {
    const Declaration& declaration = *resolved.declaration;
    Ends ends{};  // lower, upper
    Words words{};
    const Entry* second = nullptr;  // within, habitual
    bool good = true;
    for (const Entry& each : entry.value.entries()) {
      const Bound* bound = nullptr;
      for (const Bound& candidate : bound_words) {
        if (candidate.key == each.key) bound = &candidate;
      }
      const bool is_second = each.key == "within" || each.key == "habitual";
      if (is_second && declaration.kind == NameKind::yes_no) {
        if (second != nullptr) {
          maker_.fail(codes::several_conditions, each.key_span,
                      {{"first", second->key}, {"second", each.key}});
          good = false;
        }
        second = &each;
      } else if (bound == nullptr || declaration.kind == NameKind::yes_no) {
        unknown_bound(resolved, each);
        good = false;
      } else if (const Entry*& end = ends[bound->is_lower ? 0 : 1]; end != nullptr) {
        maker_.fail(codes::two_bounds, each.key_span, {{"first", end->key}, {"second", each.key}});
        good = false;
      } else {
        end = &each;
        words[bound->is_lower ? 0 : 1] = bound;
      }
    }
    if (entry.value.entries().empty())
      return maker_.fail(codes::condition_is_empty, entry.key_span);
    if (!good) return nullptr;
    if (second != nullptr) {
      return second->key == "within" ? recent(resolved, *second, entry.key_span)
                                     : usual(resolved, *second, entry.key_span);
    }
    if (declaration.kind == NameKind::options) return options_between(resolved, entry, ends, words);
    return numbers_between(resolved, entry, ends, words);
  }

 private:
  struct Bound {
    std::string_view key;
    Comparison comparison;
    bool is_lower;
  };
  static constexpr std::array<Bound, 4> bound_words{{{"from", Comparison::greater_equal, true},
                                                     {"above", Comparison::greater, true},
                                                     {"to", Comparison::less_equal, false},
                                                     {"below", Comparison::less, false}}};

  using Ends = std::array<const Entry*, 2>;
  using Words = std::array<const Bound*, 2>;

  void unknown_bound(const Resolved& resolved, const Entry& entry) {
    const bool yes_no = resolved.declaration->kind == NameKind::yes_no;
    Diagnostic& finding = maker_.error(codes::unknown_bound, entry.key_span,
                                       {{"key", entry.key}, {"name", resolved.name}});
    finding.help = &notes::allowed_are;
    finding.help_arguments = {
        {"allowed", yes_no ? "yes, no, {within: …}, {habitual: …}" : "from, to, above, below"}};
  }

  ConditionPtr recent(const Resolved& resolved, const Entry& entry, const SourceSpan& span) {
    const auto duration = read_duration(entry.value, maker_.findings());
    if (!duration) return maker_.failed_elsewhere();
    return maker_.within(resolved, *duration, span, entry.value.span());
  }

  ConditionPtr usual(const Resolved& resolved, const Entry& entry, const SourceSpan& span) {
    const auto value = read_yes_no(entry.value, maker_.findings());
    if (!value) return maker_.failed_elsewhere();
    return maker_.habitual(resolved, *value, span, entry.value.span());
  }

  ConditionPtr options_between(const Resolved& resolved, const Entry& entry, const Ends& ends,
                               const Words& words) {
    const Entry& first = *(ends[0] != nullptr ? ends[0] : ends[1]);
    if (!maker_.check_ordered(resolved, first.key, first.key_span)) return nullptr;
    const std::size_t count = resolved.declaration->codes.size();
    std::uint64_t mask = ~std::uint64_t{0};
    bool good = true;
    for (std::size_t i = 0; i < 2; ++i) {
      if (ends[i] == nullptr) continue;
      const auto index = read_option(maker_, resolved, ends[i]->value);
      good = good && index.has_value();
      if (index) mask &= Maker::mask_of(words[i]->comparison, *index, count);
    }
    if (!good) return nullptr;
    if (mask == 0 && ends[0] != nullptr && ends[1] != nullptr) return nothing_between(ends);
    return maker_.in_set(resolved, mask, entry.key_span, ends[1] == nullptr);
  }

  ConditionPtr nothing_between(const Ends& ends) {
    return maker_.fail(codes::nothing_between, ends[1]->value.span(),
                       {{"low", ends[0]->value.text()}, {"high", ends[1]->value.text()}});
  }

  ConditionPtr numbers_between(const Resolved& resolved, const Entry& entry, const Ends& ends,
                               const Words& words) {
    std::array<std::optional<Number>, 2> numbers;
    bool good = true;
    for (std::size_t i = 0; i < 2; ++i) {
      if (ends[i] == nullptr) continue;
      numbers[i] = read_number(ends[i]->value, maker_.findings());
      good = good && numbers[i].has_value();
    }
    if (!good) return maker_.failed_elsewhere();
    if (numbers[0] && numbers[1]) {
      const bool open =
          words[0]->comparison == Comparison::greater || words[1]->comparison == Comparison::less;
      if (numbers[0]->value > numbers[1]->value ||
          (open && numbers[0]->value == numbers[1]->value)) {
        return nothing_between(ends);
      }
    }
    std::vector<ConditionPtr> conditions;
    for (std::size_t i = 0; i < 2; ++i) {
      if (!numbers[i]) continue;
      conditions.push_back(maker_.compare_plainly(resolved, entry.key_span, words[i]->comparison,
                                                  *numbers[i], ends[i]->key_span));
    }
    return maker_.join(Op::all_of, conditions, entry.key_span);
  }

  Maker& maker_;
};

}  // namespace

ConditionPtr read_bounds(Maker& maker, const Resolved& resolved, const Entry& entry) {
  return BoundsReader(maker).read(resolved, entry);
}

std::optional<unsigned> read_option(Maker& maker, const Resolved& resolved, const Node& node) {
  if (!expect_scalar(node, maker.findings())) {
    maker.mark_failed();
    return std::nullopt;
  }
  return maker.option(resolved, node.text(), node.span());
}

}  // namespace vaern::expression::detail
