// SPDX-License-Identifier: Apache-2.0
#include "vaern/expression/expression.hpp"

#include <algorithm>
#include <iterator>

#include "expression/cel_check.hpp"
#include "expression/cel_runtime.hpp"

namespace vaern {

namespace expression::detail {
namespace {

struct Variable {
  const std::string* name = nullptr;
  const CelValue* value = nullptr;
};

CelOutcome value_of(CelValue value) { return {CelOutcome::Kind::value, std::move(value), {}, {}}; }
CelOutcome error_of(std::string message) {
  return {CelOutcome::Kind::error, {}, std::move(message), {}};
}
CelOutcome outcome_of(CelResult result) {
  return result ? value_of(*std::move(result)) : error_of(std::move(result.error()));
}

// What operands without a value come to: unknown beats error, the first error stays.
class Absorbed {
 public:
  void add(CelOutcome&& outcome) {
    if (outcome.is_unknown()) {
      unknown_ = true;
      names_.insert(names_.end(), std::make_move_iterator(outcome.names.begin()),
                    std::make_move_iterator(outcome.names.end()));
    } else if (outcome.is_error() && !failed_) {
      failed_ = true;
      message_ = std::move(outcome.message);
    }
  }
  bool any() const { return unknown_ || failed_; }
  CelOutcome outcome() {
    if (!unknown_) return error_of(std::move(message_));
    std::sort(names_.begin(), names_.end());
    names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
    return {CelOutcome::Kind::unknown, {}, {}, std::move(names_)};
  }

 private:
  bool unknown_ = false;
  bool failed_ = false;
  std::vector<std::string> names_;
  std::string message_;
};

class Interpreter {
 public:
  Interpreter(const CelBindings& bindings, Expression::EvaluateOptions options)
      : bindings_(bindings), options_(options) {}

  CelOutcome run(const Ast& ast) {
    // Macros inside macros could otherwise run without end.
    if (++work_ > options_.max_work) return error_of("the expression takes too long");
    switch (ast.kind) {
      case AstKind::null_literal:
        return value_of({});
      case AstKind::bool_literal:
        return value_of(CelValue::of(ast.boolean));
      case AstKind::int_literal:
        return value_of(CelValue::of(ast.integer));
      case AstKind::double_literal:
        return value_of(CelValue::of(ast.floating));
      case AstKind::string_literal:
        return value_of(CelValue::of(ast.text));
      case AstKind::identifier:
      case AstKind::select:
        return name(ast);
      case AstKind::list:
        return list(ast);
      case AstKind::unary:
      case AstKind::binary:
        return operation(ast);
      case AstKind::conditional:
        return conditional(ast);
      case AstKind::all_of:
        return logic(ast, false);
      case AstKind::any_of:
        return logic(ast, true);
      case AstKind::call:
        return call(ast);
    }
    return error_of("nothing to evaluate");
  }

 private:
  const CelValue* local(std::string_view name) const {
    for (auto it = variables_.rbegin(); it != variables_.rend(); ++it) {
      if (*it->name == name) return it->value;
    }
    return nullptr;
  }
  const CelValue* find(const std::string& dotted) const {
    if (const CelValue* value = local(dotted)) return value;
    const auto found = bindings_.find(dotted);
    return found == bindings_.end() ? nullptr : &found->second;
  }

  CelOutcome name(const Ast& ast) {
    const std::string dotted = dotted_name(ast);
    if (dotted.empty()) {
      CelOutcome target = run(*ast.arguments[0]);
      return target.is_value() ? error_of("no such field: " + ast.text) : target;
    }
    // A name hides the longer ones that begin with it.
    for (std::size_t dot = dotted.find('.'); dot != std::string::npos;
         dot = dotted.find('.', dot + 1)) {
      const std::string start = dotted.substr(0, dot);
      if (find(start) != nullptr && bindings_.find(dotted) == bindings_.end()) {
        return error_of("no such field: " + dotted.substr(dot + 1));
      }
    }
    if (const CelValue* value = find(dotted)) return value_of(*value);
    if (options_.missing_is_error) return error_of("no such name: " + dotted);
    return {CelOutcome::Kind::unknown, {}, {}, {dotted}};
  }

  // The values of all, or nothing and what they come to in `absorbed`.
  std::vector<CelValue> values(const std::vector<AstPtr>& asts, Absorbed& absorbed) {
    std::vector<CelValue> result;
    for (const AstPtr& ast : asts) {
      CelOutcome outcome = run(*ast);
      if (outcome.is_value()) {
        result.push_back(std::move(outcome.value));
      } else {
        absorbed.add(std::move(outcome));
      }
    }
    return result;
  }

  CelOutcome list(const Ast& ast) {
    Absorbed absorbed;
    std::vector<CelValue> items = values(ast.arguments, absorbed);
    return absorbed.any() ? absorbed.outcome() : value_of(CelValue::of(std::move(items)));
  }

  CelOutcome operation(const Ast& ast) {
    Absorbed absorbed;
    const std::vector<CelValue> operands = values(ast.arguments, absorbed);
    if (absorbed.any()) return absorbed.outcome();
    if (ast.kind == AstKind::unary) return outcome_of(cel_unary(ast.op, operands[0]));
    return outcome_of(cel_binary(ast.op, operands[0], operands[1]));
  }

  CelOutcome conditional(const Ast& ast) {
    CelOutcome condition = run(*ast.arguments[0]);
    if (!condition.is_value()) return condition;
    if (!condition.value.is(CelType::boolean)) {
      return outcome_of(no_overload("_?_:_", {condition.value}));
    }
    return run(*ast.arguments[condition.value.boolean() ? 1 : 2]);
  }

  // One operand of && or ||: true when it decides the whole.
  static bool decides(CelOutcome&& outcome, bool deciding, std::string_view sign,
                      Absorbed& absorbed) {
    if (!outcome.is_value()) {
      absorbed.add(std::move(outcome));
    } else if (!outcome.value.is(CelType::boolean)) {
      absorbed.add(outcome_of(no_overload(sign, {outcome.value})));
    } else {
      return outcome.value.boolean() == deciding;
    }
    return false;
  }

  CelOutcome logic(const Ast& ast, bool deciding) {
    Absorbed absorbed;
    for (const AstPtr& argument : ast.arguments) {
      if (decides(run(*argument), deciding, deciding ? "_||_" : "_&&_", absorbed)) {
        return value_of(CelValue::of(deciding));
      }
    }
    return absorbed.any() ? absorbed.outcome() : value_of(CelValue::of(!deciding));
  }

  CelOutcome call(const Ast& ast) {
    if (is_macro(ast)) return macro(ast);
    if (is_has(ast)) return value_of(CelValue::of(find(dotted_name(*ast.arguments[0])) != nullptr));
    Absorbed absorbed;
    const std::vector<CelValue> arguments = values(ast.arguments, absorbed);
    if (absorbed.any()) return absorbed.outcome();
    return outcome_of(cel_call(ast.text, arguments, ast.is_method));
  }

  CelOutcome macro(const Ast& ast) {
    if (!is_well_formed_macro(ast)) return error_of("no such function: " + ast.text);
    const CelOutcome target = run(*ast.arguments[0]);
    if (!target.is_value()) return target;
    if (!target.value.is(CelType::list)) return outcome_of(no_overload(ast.text, {target.value}));
    const std::string& variable = ast.arguments[1]->text;
    if (ast.text == "all") return quantified(ast, variable, target.value.list(), false);
    if (ast.text == "exists") return quantified(ast, variable, target.value.list(), true);
    return collected(ast, variable, target.value.list());
  }

  CelOutcome with(const std::string& variable, const CelValue& value, const Ast& ast) {
    variables_.push_back({&variable, &value});
    CelOutcome outcome = run(ast);
    variables_.pop_back();
    return outcome;
  }

  CelOutcome quantified(const Ast& ast, const std::string& variable, const CelValue::List& items,
                        bool deciding) {
    Absorbed absorbed;
    for (const CelValue& item : items) {
      if (decides(with(variable, item, *ast.arguments[2]), deciding, ast.text, absorbed)) {
        return value_of(CelValue::of(deciding));
      }
    }
    return absorbed.any() ? absorbed.outcome() : value_of(CelValue::of(!deciding));
  }

  // exists_one, filter, map: every item must have a value.
  CelOutcome collected(const Ast& ast, const std::string& variable, const CelValue::List& items) {
    const bool filtered = ast.text != "map" || ast.arguments.size() == 4;
    Absorbed absorbed;
    CelValue::List result;
    for (const CelValue& item : items) {
      if (filtered) {
        CelOutcome chosen = with(variable, item, *ast.arguments[2]);
        if (chosen.is_value() && !chosen.value.is(CelType::boolean)) {
          chosen = outcome_of(no_overload(ast.text, {chosen.value}));
        }
        if (!chosen.is_value() || !chosen.value.boolean()) {
          absorbed.add(std::move(chosen));
          continue;
        }
      }
      if (ast.text != "map") {
        result.push_back(item);
        continue;
      }
      CelOutcome mapped = with(variable, item, *ast.arguments.back());
      if (mapped.is_value()) {
        result.push_back(std::move(mapped.value));
      } else {
        absorbed.add(std::move(mapped));
      }
    }
    if (absorbed.any()) return absorbed.outcome();
    if (ast.text == "exists_one") return value_of(CelValue::of(result.size() == 1));
    return value_of(CelValue::of(std::move(result)));
  }

  const CelBindings& bindings_;
  Expression::EvaluateOptions options_;
  std::vector<Variable> variables_;
  std::size_t work_ = 0;
};

}  // namespace
}  // namespace expression::detail

inline namespace v1 {

struct Expression::Program {
  std::string text;
  expression::detail::AstPtr tree;
  CelType type = CelType::dynamic;
};

Result<Expression> Expression::parse(std::string_view text, ParseOptions options) {
  const auto file = std::make_shared<const SourceFile>("expression", std::string(text));
  auto tree = expression::detail::parse_text(text);
  if (!tree) {
    const expression::detail::SyntaxFault& fault = tree.error();
    return failure(*fault.code, span_at(file, fault.offset, fault.length), fault.arguments);
  }
  auto program = std::make_shared<Program>();
  program->text = std::string(text);
  program->tree = *std::move(tree);
  if (options.check) {
    DiagnosticList findings;
    program->type = expression::detail::check_types(*program->tree, file, findings);
    if (findings.has_errors()) return failure(std::move(findings));
  }
  return Expression(std::move(program));
}

CelOutcome Expression::evaluate(const CelBindings& bindings, EvaluateOptions options) const {
  expression::detail::Interpreter interpreter(bindings, options);
  return interpreter.run(*program_->tree);
}

const std::string& Expression::text() const noexcept { return program_->text; }

CelType Expression::type() const noexcept { return program_->type; }

std::vector<std::string> Expression::names() const {
  std::set<std::string> names;
  expression::detail::collect_free_names(*program_->tree, names);
  return {names.begin(), names.end()};
}

}  // namespace v1
}  // namespace vaern
