// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A free-standing expression of the `cel` profile (S17): a subset of the Common Expression
/// Language with bool, int, double, string, null, timestamp, duration and list. Bytes, uint, maps,
/// messages and type values are not in it and are findings of `parse`.

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/result.hpp"
#include "vaern/expression/cel_value.hpp"

namespace vaern {
inline namespace v1 {

/// What an evaluation came to. Unknown beats error; `&&` and `||` absorb both (S3).
struct CelOutcome {
  enum class Kind : std::uint8_t { value, unknown, error };

  Kind kind = Kind::value;
  CelValue value;                  ///< Only of kind value.
  std::string message;             ///< Of an error: what failed, in English ("division by zero").
  std::vector<std::string> names;  ///< Of unknown: the missing names it rests on, sorted.

  bool is_value() const noexcept { return kind == Kind::value; }
  bool is_unknown() const noexcept { return kind == Kind::unknown; }
  bool is_error() const noexcept { return kind == Kind::error; }
};

/// Values by name. Names may be dotted ("other_party.sex").
using CelBindings = std::map<std::string, CelValue, std::less<>>;

/// Immutable; safe to share between threads.
class Expression {
 public:
  struct ParseOptions {
    bool check = true;  ///< False: types and functions are judged only when it runs.
  };
  struct EvaluateOptions {
    bool missing_is_error = false;     ///< A name without a value is an error and not unknown.
    std::size_t max_work = 1'000'000;  ///< Parts of the expression visited; more is an error.
  };

  /// All findings of the checker at once, or the first of the syntax. Names are not declared:
  /// any name may hold any type.
  static Result<Expression> parse(std::string_view text) { return parse(text, ParseOptions()); }
  static Result<Expression> parse(std::string_view text, ParseOptions options);

  /// Never throws for want of a value. Deterministic: no clock, no locale, no machine's zones.
  CelOutcome evaluate(const CelBindings& bindings) const {
    return evaluate(bindings, EvaluateOptions());
  }
  CelOutcome evaluate(const CelBindings& bindings, EvaluateOptions options) const;

  const std::string& text() const noexcept;

  /// What the checker found; `dynamic` without a check or where it depends on a binding.
  CelType type() const noexcept;

  /// The free names it reads, sorted.
  std::vector<std::string> names() const;

 private:
  struct Program;
  explicit Expression(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
  std::shared_ptr<const Program> program_;
};

}  // namespace v1
}  // namespace vaern
