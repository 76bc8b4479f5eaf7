// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Makes the nodes of checked conditions, for plain forms and for CEL text alike: so both give
/// the same nodes, and both get the same findings.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vaern/expression/read.hpp"
#include "vaern/model/parts.hpp"

namespace vaern::expression::detail {

/// A name in sight.
struct Resolved {
  std::string name;
  const Declaration* declaration = nullptr;
};

class Maker {
 public:
  Maker(const Names& names, ConditionOptions options, DiagnosticList& findings);

  const Names& names() const { return names_; }
  DiagnosticList& findings() { return findings_; }

  /// Finds a name; with `from_cel` a '_' may stand for a '-'. Nothing after a finding.
  std::optional<Resolved> resolve(const std::string& name, const SourceSpan& span, bool from_cel);

  ConditionPtr constant(Rational value, ValueType type, const SourceSpan& span);
  ConditionPtr name(const Resolved& resolved, const SourceSpan& span);
  /// The index of an option, or nothing after a finding.
  std::optional<unsigned> option(const Resolved& resolved, const std::string& code,
                                 const SourceSpan& span);
  /// `rises`: from an option on, or above it.
  ConditionPtr in_set(const Resolved& resolved, std::uint64_t mask, const SourceSpan& span,
                      bool rises = false);
  /// The options that stand in this relation to the one at `index`. The options are ordered.
  static std::uint64_t mask_of(Comparison comparison, unsigned index, std::size_t count);
  bool check_ordered(const Resolved& resolved, std::string_view sign, const SourceSpan& span);

  ConditionPtr compare(ConditionPtr left, Comparison comparison, ConditionPtr right,
                       const SourceSpan& span);
  /// add, subtract, multiply, divide, negate, minimum, maximum; constants become one constant.
  ConditionPtr arithmetic(Op op, std::vector<ConditionPtr> arguments, const SourceSpan& span);
  ConditionPtr choose(ConditionPtr condition, ConditionPtr yes, ConditionPtr no,
                      const SourceSpan& span);
  /// all_of or any_of, flat. Of one: that one.
  ConditionPtr join(Op op, const std::vector<ConditionPtr>& arguments, const SourceSpan& span);
  ConditionPtr not_(ConditionPtr argument, const SourceSpan& span);
  ConditionPtr count(std::vector<ConditionPtr> arguments, const SourceSpan& span);
  ConditionPtr at_least(int threshold, std::vector<ConditionPtr> arguments, const SourceSpan& span,
                        const SourceSpan& threshold_span);
  /// applicable, unknown, answered, missing.
  ConditionPtr state_of(Op op, const Resolved& resolved, std::string reason,
                        const SourceSpan& span);
  /// Empty is "any reason". False after a finding.
  bool check_reason(const std::string& reason, const SourceSpan& span);
  /// `name` and `name.within`, where the declared time is the one asked.
  ConditionPtr within(const Resolved& resolved, const Duration& asked, const SourceSpan& span,
                      const SourceSpan& duration_span);

  /// `name`, and whether that is usual for the person.
  ConditionPtr habitual(const Resolved& resolved, bool usual, const SourceSpan& span,
                        const SourceSpan& word_span);

  /// A comparison of a plain form: false where there is no number, so it needs no guard (S2.5).
  ConditionPtr compare_plainly(const Resolved& resolved, const SourceSpan& name_span,
                               Comparison comparison, const Number& number, const SourceSpan& span);

  /// Findings for numbers of CEL text that may not be applicable and are not guarded (S2.5).
  void check_guards(const Condition& condition);

  /// Findings for levels of outcomes that stand under a negation (S8).
  void check_upward(const Condition& condition, bool may_read = true);

  bool failed() const { return failed_; }
  void mark_failed() { failed_ = true; }  ///< After an error that something else found.
  Diagnostic& error(const CodeInfo& code, const SourceSpan& span, Arguments arguments = {});
  /// Null, for whoever has nothing left to read.
  ConditionPtr fail(const CodeInfo& code, const SourceSpan& span, Arguments arguments = {}) {
    error(code, span, std::move(arguments));
    return nullptr;
  }
  ConditionPtr failed_elsewhere() {
    mark_failed();
    return nullptr;
  }

 private:
  /// "ITEM.within" or "ITEM.habitual" of an item that has one; else why it has none.
  std::optional<Resolved> second_input(const std::string& item, std::string_view suffix,
                                       const SourceSpan& span);
  Diagnostic& error_at_declaration(const CodeInfo& code, const SourceSpan& span,
                                   Arguments arguments, const Declaration& declaration);
  void warn_if_decided(const Condition& condition);
  void warn_of_twins(Op op, const std::vector<ConditionPtr>& arguments);
  void guard(const Condition& condition, const std::vector<std::string>& guarded);

  const Names& names_;
  ConditionOptions options_;
  DiagnosticList& findings_;
  std::vector<std::unique_ptr<Declaration>> derived_;  // of "ITEM.within", "ITEM.habitual"
  std::vector<std::string> reported_guards_;
  std::vector<const Condition*> plain_comparisons_;  // held by the condition that is made
  bool failed_ = false;
};

/// CEL text to a truth; null after findings. `span_of` gives the place of bytes of the text.
ConditionPtr check_text(std::string_view text,
                        const std::function<SourceSpan(std::size_t, std::size_t)>& span_of,
                        Maker& maker);

}  // namespace vaern::expression::detail
