// SPDX-License-Identifier: Apache-2.0
#pragma once
// Names to read and situations to read them in, for the tests of this room.
#include <map>
#include <string>
#include <vector>

#include "vaern/document/document.hpp"
#include "vaern/expression/evaluate.hpp"
#include "vaern/expression/names.hpp"
#include "vaern/expression/read.hpp"

namespace vaern::test {

/// Yes/no: gun, left, choked (within 14 days), child (conditional), danger-assessment.weapon,
/// other_party.violent. Options: sleep (ordered: never, sometimes, often), sex (woman, man, other).
/// Numbers: total (0 to 20), age (0 to 120), weeks (0 to 40, conditional), visits (no range).
class SampleNames final : public Names {
 public:
  SampleNames() {
    yes_no("gun");
    yes_no("left");
    yes_no("choked").within = Duration::parse("P14D");
    yes_no("child").conditional = true;
    yes_no("danger-assessment.weapon");
    yes_no("other_party.violent");
    options("sleep", {"never", "sometimes", "often"}).ordered = true;
    options("sex", {"woman", "man", "other"});
    number("total", 0, 20);
    number("age", 0, 120);
    number("weeks", 0, 40).conditional = true;
    add("visits", NameKind::number);
  }

  const Declaration* find(std::string_view name) const override {
    const auto found = declarations_.find(name);
    return found == declarations_.end() ? nullptr : &found->second;
  }
  std::vector<std::string> all() const override { return order_; }

 private:
  Declaration& add(const std::string& name, NameKind kind) {
    order_.push_back(name);
    Declaration& declaration = declarations_[name];
    declaration.kind = kind;
    declaration.declared_at.file = file_;
    declaration.declared_at.line = static_cast<std::uint32_t>(order_.size());
    declaration.declared_at.column = 1;
    return declaration;
  }
  Declaration& yes_no(const std::string& name) { return add(name, NameKind::yes_no); }
  Declaration& options(const std::string& name, std::vector<std::string> codes) {
    Declaration& declaration = add(name, NameKind::options);
    declaration.codes = std::move(codes);
    return declaration;
  }
  Declaration& number(const std::string& name, int from, int to) {
    Declaration& declaration = add(name, NameKind::number);
    declaration.range = Interval(Rational(from), Rational(to));
    return declaration;
  }

  std::shared_ptr<const SourceFile> file_ =
      std::make_shared<const SourceFile>("names.yaml", std::string(20, '\n'));
  std::map<std::string, Declaration, std::less<>> declarations_;
  std::vector<std::string> order_;
};

/// A condition as it stands behind `when:` in a file, with what was found.
struct Read {
  ConditionPtr condition;
  DiagnosticList findings;
  std::string text() const { return condition ? to_text(*condition) : std::string("(none)"); }
  /// "name 1:7" of every finding, in order of place.
  std::vector<std::string> found() const {
    DiagnosticList sorted = findings;
    sorted.sort();
    std::vector<std::string> list;
    for (const Diagnostic& each : sorted) {
      list.push_back(std::string(each.code->name) + " " + std::to_string(each.span.line) + ":" +
                     std::to_string(each.span.column));
    }
    return list;
  }
};

inline Read read(const std::string& written, ConditionOptions options = Profile::exact,
                 const Names& names = SampleNames()) {
  Read result;
  const auto document = read_document("condition.yaml", "when: " + written + "\n", result.findings);
  const Node* node = document ? document->root.find("when") : nullptr;
  if (node != nullptr) result.condition = read_condition(*node, names, options, result.findings);
  return result;
}

/// Everything is unknown until it is set.
class SampleSituation final : public Situation {
 public:
  explicit SampleSituation(const Names& names) : names_(names) {}

  std::map<std::string, Truth, std::less<>> truths;
  std::map<std::string, OptionSet, std::less<>> option_sets;
  std::map<std::string, Interval, std::less<>> numbers;
  std::map<std::string, Truth, std::less<>> applicables;
  std::map<std::string, std::string, std::less<>> reasons;

  Truth truth(std::string_view name) const override {
    const auto found = truths.find(name);
    return found == truths.end() ? Truth::unknown : found->second;
  }
  OptionSet options(std::string_view name) const override {
    const auto found = option_sets.find(name);
    if (found != option_sets.end()) return found->second;
    return OptionSet::any(static_cast<unsigned>(names_.find(name)->codes.size()));
  }
  Interval number(std::string_view name) const override {
    const auto found = numbers.find(name);
    if (found != numbers.end()) return found->second;
    const auto& range = names_.find(name)->range;
    return range ? *range : Interval(Rational(-1'000'000), Rational(1'000'000));
  }
  Truth applicable(std::string_view name) const override {
    const auto found = applicables.find(name);
    if (found != applicables.end()) return found->second;
    return names_.find(name)->conditional ? Truth::unknown : Truth::yes;
  }
  bool is_unknown(std::string_view name) const override {
    return truths.find(name) == truths.end() && option_sets.find(name) == option_sets.end() &&
           numbers.find(name) == numbers.end();
  }
  bool is_missing(std::string_view name, std::string_view reason) const override {
    const auto found = reasons.find(name);
    return found != reasons.end() && (reason.empty() || found->second == reason);
  }

 private:
  const Names& names_;
};

}  // namespace vaern::test
