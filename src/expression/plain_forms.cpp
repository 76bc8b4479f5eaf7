// SPDX-License-Identifier: Apache-2.0
// Conditions as YAML writes them: all, any, not, at_least, {name: value}; bounds are in
// plain_bounds.cpp.
#include <charconv>
#include <optional>

#include "diagnostics/codes/expression.hpp"
#include "expression/maker.hpp"
#include "expression/plain_bounds.hpp"
#include "vaern/document/node.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/model/parts.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using expression::detail::Maker;
using expression::detail::Resolved;

// "danger-assessment.gun": a name with a hyphen, which CEL text would read as a subtraction.
bool is_hyphenated_name(std::string_view text) {
  bool hyphen = false;
  char before = '.';
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool inner = (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    if (!letter && (!inner || before == '.')) return false;
    hyphen = hyphen || c == '-';
    before = c;
  }
  return hyphen && before != '.' && before != '-';
}

class PlainReader {
 public:
  PlainReader(const Names& names, ConditionOptions options, DiagnosticList& findings)
      : maker_(names, options, findings) {}

  ConditionPtr read(const Node& node) {
    ConditionPtr condition = condition_of(node);
    if (condition) maker_.check_guards(*condition);
    if (condition) maker_.check_upward(*condition);
    return maker_.failed() ? nullptr : condition;
  }

 private:
  ConditionPtr condition_of(const Node& node) {
    switch (node.kind()) {
      case NodeKind::empty:
        return maker_.fail(codes::condition_is_empty, node.span());
      case NodeKind::sequence:
        return maker_.fail(codes::list_as_condition, node.span());
      case NodeKind::scalar:
        return scalar(node);
      case NodeKind::mapping:
        return mapping(node);
    }
    return nullptr;
  }

  ConditionPtr scalar(const Node& node) {
    if (node.text().find_first_not_of(" \t\r\n") == std::string::npos) {
      return maker_.fail(codes::condition_is_empty, node.span());
    }
    if (const auto value = as_yes_no(node)) {
      return maker_.constant(*value ? 1 : 0, ValueType::truth, node.span());
    }
    if (is_hyphenated_name(node.text())) return named(node.text(), node.span());
    return expression::detail::check_text(
        node.text(),
        [&](std::size_t offset, std::size_t length) { return node.span_of(offset, length); },
        maker_);
  }

  // A name that is a condition by itself.
  ConditionPtr named(const std::string& name, const SourceSpan& span) {
    const auto resolved = maker_.resolve(name, span, false);
    if (!resolved) return nullptr;
    if (resolved->declaration->kind != NameKind::yes_no) {
      return maker_.fail(codes::not_a_truth, span, {{"text", name}});
    }
    return maker_.name(*resolved, span);
  }

  ConditionPtr mapping(const Node& node) {
    const auto entries = node.entries();
    if (entries.empty()) return maker_.fail(codes::condition_is_empty, node.span());
    const Entry& entry = entries[0];
    if (node.find("missing") != nullptr) return missing(node);
    if (entries.size() > 1) {
      return maker_.fail(codes::several_conditions, entries[1].key_span,
                         {{"first", entry.key}, {"second", entries[1].key}});
    }
    if (entry.key == "all" || entry.key == "any") return joined(entry);
    if (entry.key == "not") {
      ConditionPtr argument = condition_of(entry.value);
      return argument ? maker_.not_(std::move(argument), entry.key_span) : nullptr;
    }
    if (entry.key == "at_least") return at_least(entry);
    if (entry.key == "unknown") {
      const auto resolved = subject(entry);
      return resolved ? maker_.state_of(Op::unknown, *resolved, {}, entry.value.span()) : nullptr;
    }
    return about_name(entry);
  }

  std::vector<ConditionPtr> list_of(const std::string& form, const SourceSpan& span,
                                    const Node& list, bool& complete) {
    std::vector<ConditionPtr> conditions;
    complete = list.is_sequence() && !list.items().empty();
    if (!list.is_sequence()) {
      maker_.fail(codes::needs_a_list, list.is_empty() ? span : list.span(), {{"form", form}});
    } else if (list.items().empty()) {
      maker_.fail(codes::empty_list, list.span(), {{"form", form}});
    }
    for (const Node& item : list.items()) {
      if (ConditionPtr condition = condition_of(item)) {
        conditions.push_back(std::move(condition));
      } else {
        complete = false;
      }
    }
    return conditions;
  }

  ConditionPtr joined(const Entry& entry) {
    bool complete = false;
    const auto conditions = list_of(entry.key, entry.key_span, entry.value, complete);
    if (!complete) return nullptr;
    return maker_.join(entry.key == "all" ? Op::all_of : Op::any_of, conditions, entry.key_span);
  }

  ConditionPtr at_least(const Entry& entry) {
    const auto counts = entry.value.entries();
    if (counts.size() != 1) {
      return maker_.fail(codes::bad_threshold, entry.key_span, {{"text", entry.value.text()}});
    }
    const std::string& key = counts[0].key;
    int threshold = 0;
    const auto result = std::from_chars(key.data(), key.data() + key.size(), threshold);
    const bool good = result.ec == std::errc() && result.ptr == key.data() + key.size() &&
                      threshold >= 1 && key[0] != '0';
    if (!good) maker_.fail(codes::bad_threshold, counts[0].key_span, {{"text", key}});
    bool complete = false;
    auto conditions = list_of("at_least", counts[0].key_span, counts[0].value, complete);
    if (!complete || !good) return nullptr;
    return maker_.at_least(threshold, std::move(conditions), entry.key_span, counts[0].key_span);
  }

  // The one name that `unknown:` and `missing:` are about.
  std::optional<Resolved> subject(const Entry& entry) {
    if (!entry.value.is_scalar()) {
      maker_.fail(codes::missing_of_nothing, entry.value.span(), {{"form", entry.key}});
      return std::nullopt;
    }
    return maker_.resolve(entry.value.text(), entry.value.span(), false);
  }

  ConditionPtr missing(const Node& node) {
    std::optional<Resolved> resolved;
    std::string reason;
    bool good = true;
    SourceSpan span = node.span();
    for (const Entry& entry : node.entries()) {
      if (entry.key == "missing") {
        span = entry.value.span();
        resolved = subject(entry);
      } else if (entry.key == "reason") {
        reason = entry.value.text();
        if (!entry.value.is_scalar()) {
          maker_.fail(codes::missing_of_nothing, entry.value.span(), {{"form", entry.key}});
        }
        good = maker_.check_reason(reason, entry.value.span()) && entry.value.is_scalar();
      } else {
        maker_.fail(codes::several_conditions, entry.key_span,
                    {{"first", "missing"}, {"second", entry.key}});
        good = false;
      }
    }
    if (!resolved || !good) return nullptr;
    return maker_.state_of(Op::missing, *resolved, reason, span);
  }

  // {name: value}, {name: [values]}, {name: {from: ..., to: ...}}, {name: {within: ...}}
  ConditionPtr about_name(const Entry& entry) {
    const auto resolved = maker_.resolve(entry.key, entry.key_span, false);
    if (!resolved) return nullptr;
    if (entry.value.is_empty()) return maker_.fail(codes::condition_is_empty, entry.key_span);
    if (entry.value.is_mapping() && entry.value.find("value") == nullptr) {
      return expression::detail::read_bounds(maker_, *resolved, entry);
    }
    if (!entry.value.is_sequence()) return equal_to(*resolved, entry.value, entry.key_span);
    if (entry.value.items().empty()) {
      return maker_.fail(codes::empty_list, entry.value.span(), {{"form", entry.key}});
    }
    if (resolved->declaration->kind == NameKind::options) return one_of(*resolved, entry);
    std::vector<ConditionPtr> conditions;
    for (const Node& item : entry.value.items()) {
      if (auto condition = equal_to(*resolved, item, item.span())) conditions.push_back(condition);
    }
    if (conditions.size() != entry.value.items().size()) return nullptr;
    return maker_.join(Op::any_of, conditions, entry.key_span);
  }

  ConditionPtr one_of(const Resolved& resolved, const Entry& entry) {
    std::uint64_t mask = 0;
    bool complete = true;
    for (const Node& item : entry.value.items()) {
      const auto index = expression::detail::read_option(maker_, resolved, item);
      if (!index) {
        complete = false;
        continue;
      }
      const std::uint64_t bit = bit_of(*index);
      if ((mask & bit) != 0)
        maker_.fail(codes::written_twice, item.span(), {{"text", item.text()}});
      mask |= bit;
    }
    return complete ? maker_.in_set(resolved, mask, entry.key_span) : nullptr;
  }
  static std::uint64_t bit_of(unsigned index) { return std::uint64_t{1} << index; }

  ConditionPtr equal_to(const Resolved& resolved, const Node& node, const SourceSpan& span) {
    switch (resolved.declaration->kind) {
      case NameKind::options: {
        const auto index = expression::detail::read_option(maker_, resolved, node);
        return index ? maker_.in_set(resolved, bit_of(*index), span) : nullptr;
      }
      case NameKind::yes_no: {
        const auto value = read_yes_no(node, maker_.findings());
        if (!value) return maker_.failed_elsewhere();
        ConditionPtr condition = maker_.name(resolved, span);
        return *value ? condition : maker_.not_(std::move(condition), span);
      }
      case NameKind::number: {
        const auto number = read_number(node, maker_.findings());
        if (!number) return maker_.failed_elsewhere();
        return maker_.compare_plainly(resolved, span, Comparison::equal, *number, span);
      }
    }
    return nullptr;
  }

  Maker maker_;
};

}  // namespace

ConditionPtr read_condition(const Node& node, const Names& names, ConditionOptions options,
                            DiagnosticList& findings) {
  return PlainReader(names, options, findings).read(node);
}

ConditionPtr read_condition(std::string_view cel, const SourceSpan& span, const Names& names,
                            ConditionOptions options, DiagnosticList& findings) {
  Maker maker(names, options, findings);
  ConditionPtr condition = expression::detail::check_text(
      cel, [&span](std::size_t, std::size_t) { return span; }, maker);
  if (condition) maker.check_guards(*condition);
  if (condition) maker.check_upward(*condition);
  return maker.failed() ? nullptr : condition;
}

}  // namespace v1
}  // namespace vaern
