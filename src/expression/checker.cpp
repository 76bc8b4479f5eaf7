// SPDX-License-Identifier: Apache-2.0
// CEL text as a checked condition: types, names, options.
#include <algorithm>

#include "diagnostics/codes/expression.hpp"
#include "expression/maker.hpp"
#include "expression/operators.hpp"
#include "expression/syntax.hpp"
#include "vaern/core/decimal.hpp"

namespace vaern::expression::detail {
namespace {

// What a part of the text is before its surroundings say what it must be.
struct Operand {
  enum class Kind : std::uint8_t { failed, truth, number, options, text, list };
  Kind kind = Kind::failed;
  ConditionPtr condition;  // truth, number
  Resolved resolved;       // options
  const Ast* ast = nullptr;
};

class Checker {
 public:
  Checker(std::string_view text, const std::function<SourceSpan(std::size_t, std::size_t)>& span_of,
          Maker& maker)
      : text_(text), span_of_(span_of), maker_(maker) {}

  ConditionPtr truth(const Ast& ast) { return as_truth(operand(ast), ast); }

 private:
  using Kind = Operand::Kind;

  SourceSpan span(const Ast& ast) const { return span_of_(ast.offset, ast.length); }
  std::string written(const Ast& ast) const {
    return std::string(text_.substr(ast.offset, ast.length));
  }
  Operand fail(const CodeInfo& code, const Ast& ast, Arguments arguments = {}) {
    maker_.error(code, span(ast), std::move(arguments));
    return {};
  }
  static Operand made(ConditionPtr condition, const Ast& ast) {
    if (!condition) return {};
    const Kind kind = condition->type == ValueType::truth ? Kind::truth : Kind::number;
    return {kind, std::move(condition), {}, &ast};
  }

  ConditionPtr as_truth(const Operand& operand, const Ast& ast) {
    if (operand.kind == Kind::truth) return operand.condition;
    if (operand.kind != Kind::failed) fail(codes::not_a_truth, ast, {{"text", written(ast)}});
    return nullptr;
  }
  ConditionPtr as_number(const Operand& operand, const Ast& ast) {
    if (operand.kind == Kind::number) return operand.condition;
    if (operand.kind != Kind::failed) fail(codes::not_a_number, ast, {{"text", written(ast)}});
    return nullptr;
  }
  ConditionPtr number(const Ast& ast) { return as_number(operand(ast), ast); }

  template <class Read>
  bool read_all(const std::vector<AstPtr>& asts, std::vector<ConditionPtr>& conditions,
                Read&& read) {
    for (const AstPtr& ast : asts) {
      if (ConditionPtr condition = read(*ast)) conditions.push_back(std::move(condition));
    }
    return conditions.size() == asts.size();
  }

  Operand operand(const Ast& ast) {
    switch (ast.kind) {
      case AstKind::bool_literal:
        return made(maker_.constant(ast.boolean ? 1 : 0, ValueType::truth, span(ast)), ast);
      case AstKind::int_literal:
      case AstKind::double_literal:
        return decimal(ast);
      case AstKind::string_literal:
        return {Kind::text, nullptr, {}, &ast};
      case AstKind::identifier:
      case AstKind::select:
        return name(ast);
      case AstKind::call:
        return call(ast);
      case AstKind::list:
        return {Kind::list, nullptr, {}, &ast};
      case AstKind::unary:
        return unary(ast);
      case AstKind::binary:
        return binary(ast);
      case AstKind::conditional:
        return conditional(ast);
      case AstKind::all_of:
      case AstKind::any_of:
        return joined(ast);
      case AstKind::null_literal:
        break;
    }
    return fail(codes::not_in_conditions, ast, {{"text", written(ast)}});
  }

  Operand decimal(const Ast& ast) {
    const auto value = parse_decimal(ast.text);
    if (!value) return fail(codes::malformed_number, ast, {{"text", ast.text}});
    return made(maker_.constant(*value, ValueType::number, span(ast)), ast);
  }

  Operand name(const Ast& ast) {
    const std::string dotted = dotted_name(ast);
    if (dotted.empty()) return fail(codes::not_in_conditions, ast, {{"text", written(ast)}});
    const auto resolved = maker_.resolve(dotted, span(ast), true);
    if (!resolved) return {};
    if (resolved->declaration->kind == NameKind::options) {
      return {Kind::options, nullptr, *resolved, &ast};
    }
    return made(maker_.name(*resolved, span(ast)), ast);
  }

  Operand joined(const Ast& ast) {
    std::vector<ConditionPtr> conditions;
    if (!read_all(ast.arguments, conditions, [this](const Ast& each) { return truth(each); })) {
      return {};
    }
    const Op op = ast.kind == AstKind::all_of ? Op::all_of : Op::any_of;
    return made(maker_.join(op, conditions, span(ast)), ast);
  }

  Operand conditional(const Ast& ast) {
    const ConditionPtr condition = truth(*ast.arguments[0]);
    const Operand yes = operand(*ast.arguments[1]);
    const Operand no = operand(*ast.arguments[2]);
    if (yes.kind == Kind::failed || no.kind == Kind::failed) return {};
    const bool numbers = yes.kind == Kind::number;
    const ConditionPtr first = numbers ? yes.condition : as_truth(yes, *ast.arguments[1]);
    const ConditionPtr second =
        numbers ? as_number(no, *ast.arguments[2]) : as_truth(no, *ast.arguments[2]);
    if (!condition || !first || !second) return {};
    return made(maker_.choose(condition, first, second, span(ast)), ast);
  }

  Operand unary(const Ast& ast) {
    if (ast.op == Operator::not_) {
      ConditionPtr argument = truth(*ast.arguments[0]);
      return argument ? made(maker_.not_(std::move(argument), span(ast)), ast) : Operand();
    }
    ConditionPtr argument = number(*ast.arguments[0]);
    if (!argument) return {};
    return made(maker_.arithmetic(Op::negate, {std::move(argument)}, span(ast)), ast);
  }

  Operand binary(const Ast& ast) {
    if (const auto comparison = comparison_of(ast.op)) return compare(ast, *comparison);
    Op op = Op::add;
    switch (ast.op) {
      case Operator::in:
        return member(ast);
      case Operator::add:
        op = Op::add;
        break;
      case Operator::subtract:
        op = Op::subtract;
        break;
      case Operator::multiply:
        op = Op::multiply;
        break;
      case Operator::divide:
        op = Op::divide;
        break;
      default:
        return fail(codes::not_in_conditions, ast, {{"text", written(ast)}});
    }
    ConditionPtr left = number(*ast.arguments[0]);
    ConditionPtr right = number(*ast.arguments[1]);
    if (!left || !right) return {};
    return made(maker_.arithmetic(op, {std::move(left), std::move(right)}, span(ast)), ast);
  }

  // An option written without quotes beside its enumeration would be an unknown name.
  bool is_bare_option(const Ast& ast, const Operand& other) {
    if (ast.kind != AstKind::identifier || other.kind != Kind::options) return false;
    const std::vector<std::string>& codes_of = other.resolved.declaration->codes;
    if (std::find(codes_of.begin(), codes_of.end(), ast.text) == codes_of.end()) return false;
    if (maker_.names().find(ast.text) != nullptr) return false;
    fail(codes::option_not_quoted, ast, {{"option", ast.text}, {"name", other.resolved.name}});
    return true;
  }
  bool is_undeclared_word(const Ast& ast) {
    return ast.kind == AstKind::identifier && maker_.names().find(ast.text) == nullptr;
  }
  bool is_enumeration(const Ast& ast) {
    const std::string dotted = dotted_name(ast);
    const Declaration* declaration = dotted.empty() ? nullptr : maker_.names().find(dotted);
    return declaration != nullptr && declaration->kind == NameKind::options;
  }

  Operand compare(const Ast& ast, Comparison comparison) {
    const Ast* left = ast.arguments[0].get();
    const Ast* right = ast.arguments[1].get();
    if (is_enumeration(*right) && !is_enumeration(*left)) {
      std::swap(left, right);
      comparison = mirrored(comparison);
    }
    const bool equality = comparison == Comparison::equal || comparison == Comparison::not_equal;
    if (left->kind == AstKind::bool_literal) std::swap(left, right);
    if (right->kind == AstKind::bool_literal && equality) {
      ConditionPtr other = truth(*left);
      const bool negated = right->boolean != (comparison == Comparison::equal);
      if (other && negated) other = maker_.not_(std::move(other), span(ast));
      return other ? made(std::move(other), ast) : Operand();
    }
    const Operand a = operand(*left);
    if (is_bare_option(*right, a)) return {};
    // Beside a name that has its own finding a word may be one of its options.
    if (a.kind == Kind::failed && is_undeclared_word(*right)) return {};
    const Operand b = operand(*right);
    if (a.kind == Kind::failed || b.kind == Kind::failed) return {};
    if (a.kind == Kind::number && b.kind == Kind::number) {
      return made(maker_.compare(a.condition, comparison, b.condition, span(ast)), ast);
    }
    if (a.kind == Kind::options && b.kind == Kind::text) {
      return compare_option(ast, a.resolved, comparison, *b.ast);
    }
    if (a.kind == Kind::truth && b.kind == Kind::truth && equality) {
      return compare_truths(ast, a.condition, b.condition, comparison == Comparison::equal);
    }
    if (a.kind == Kind::truth && b.kind == Kind::text && equality &&
        (b.ast->text == "yes" || b.ast->text == "no")) {
      const bool negated = (b.ast->text == "no") == (comparison == Comparison::equal);
      return made(negated ? maker_.not_(a.condition, span(ast)) : a.condition, ast);
    }
    return fail(codes::cannot_compare, ast,
                {{"left", written(*ast.arguments[0])}, {"right", written(*ast.arguments[1])}});
  }

  Operand compare_option(const Ast& ast, const Resolved& resolved, Comparison comparison,
                         const Ast& code) {
    const bool equality = comparison == Comparison::equal || comparison == Comparison::not_equal;
    const auto index = maker_.option(resolved, code.text, span(code));
    if (!equality && !maker_.check_ordered(resolved, to_string(ast.op), span(ast))) return {};
    if (!index) return {};
    if (comparison == Comparison::not_equal) {
      const auto mask = Maker::mask_of(Comparison::equal, *index, 64);
      ConditionPtr equal = maker_.in_set(resolved, mask, span(ast));
      return equal ? made(maker_.not_(std::move(equal), span(ast)), ast) : Operand();
    }
    const auto mask = Maker::mask_of(comparison, *index, resolved.declaration->codes.size());
    const bool rises = comparison == Comparison::greater || comparison == Comparison::greater_equal;
    return made(maker_.in_set(resolved, mask, span(ast), rises), ast);
  }

  Operand compare_truths(const Ast& ast, const ConditionPtr& a, const ConditionPtr& b, bool equal) {
    // Two are alike when both are yes or both are no.
    const SourceSpan place = span(ast);
    ConditionPtr both = maker_.join(Op::all_of, {a, b}, place);
    ConditionPtr neither =
        maker_.join(Op::all_of, {maker_.not_(a, place), maker_.not_(b, place)}, place);
    ConditionPtr same = maker_.join(Op::any_of, {both, neither}, place);
    return made(equal ? same : maker_.not_(same, place), ast);
  }

  // name in ["a", "b"], number in [1, 2]
  Operand member(const Ast& ast) {
    const Ast& list = *ast.arguments[1];
    const Operand item = operand(*ast.arguments[0]);
    if (list.kind != AstKind::list) {
      if (item.kind == Kind::failed) return {};
      return fail(codes::cannot_compare, ast,
                  {{"left", written(*ast.arguments[0])}, {"right", written(list)}});
    }
    if (list.arguments.empty()) return fail(codes::empty_list, list, {{"form", "in"}});
    if (item.kind == Kind::options) return option_in(ast, item.resolved, list);
    const ConditionPtr left = as_number(item, *ast.arguments[0]);
    std::vector<ConditionPtr> equals;
    const bool good = read_all(list.arguments, equals, [&](const Ast& each) -> ConditionPtr {
      ConditionPtr right = number(each);
      if (!left || !right) return nullptr;
      return maker_.compare(left, Comparison::equal, std::move(right), span(each));
    });
    return good ? made(maker_.join(Op::any_of, equals, span(ast)), ast) : Operand();
  }

  Operand option_in(const Ast& ast, const Resolved& resolved, const Ast& list) {
    std::uint64_t mask = 0;
    bool good = true;
    for (const AstPtr& each : list.arguments) {
      if (each->kind != AstKind::string_literal) {
        if (!is_bare_option(*each, {Kind::options, nullptr, resolved, &list})) {
          fail(codes::cannot_compare, *each, {{"left", resolved.name}, {"right", written(*each)}});
        }
        good = false;
        continue;
      }
      const auto index = maker_.option(resolved, each->text, span(*each));
      good = good && index.has_value();
      if (!index) continue;
      const std::uint64_t bit = std::uint64_t{1} << *index;
      if ((mask & bit) != 0) fail(codes::written_twice, *each, {{"text", each->text}});
      mask |= bit;
    }
    return good ? made(maker_.in_set(resolved, mask, span(ast)), ast) : Operand();
  }

  Operand call(const Ast& ast) {
    const auto* const function =
        std::find_if(functions.begin(), functions.end(),
                     [&](const Function& each) { return each.name == ast.text; });
    if (function == functions.end() || ast.is_method) return unknown_function(ast);
    const auto bad_form = [&] {
      return fail(codes::wrong_arguments, ast,
                  {{"name", ast.text}, {"form", std::string(function->form)}});
    };
    const std::vector<AstPtr>& arguments = ast.arguments;
    if (ast.text == "min" || ast.text == "max") {
      if (arguments.empty()) return bad_form();
      std::vector<ConditionPtr> numbers;
      if (!read_all(arguments, numbers, [this](const Ast& each) { return number(each); })) {
        return {};
      }
      const Op op = ast.text == "min" ? Op::minimum : Op::maximum;
      return made(maker_.arithmetic(op, std::move(numbers), span(ast)), ast);
    }
    if (ast.text == "count" || ast.text == "at_least") {
      const bool counted = ast.text == "count";
      const std::size_t wanted = counted ? 1 : 2;
      if (arguments.size() != wanted || arguments.back()->kind != AstKind::list) return bad_form();
      return count(ast, *arguments.back(), counted ? nullptr : arguments[0].get());
    }
    const bool with_reason = ast.text == "missing" && arguments.size() == 2 &&
                             arguments[1]->kind == AstKind::string_literal;
    if ((arguments.size() != 1 && !with_reason) || dotted_name(*arguments[0]).empty()) {
      return bad_form();
    }
    return state(ast, with_reason ? arguments[1].get() : nullptr);
  }

  Operand unknown_function(const Ast& ast) {
    Diagnostic& finding = maker_.error(codes::unknown_function, span(ast), {{"name", ast.text}});
    std::vector<std::string> names;
    std::string allowed;
    for (const Function& each : functions) {
      names.emplace_back(each.name);
      allowed += (allowed.empty() ? "" : ", ") + names.back();
    }
    const std::string candidate = ast.is_method ? std::string() : did_you_mean(ast.text, names);
    finding.help = candidate.empty() ? &notes::allowed_are : &notes::did_you_mean;
    finding.help_arguments = {{"allowed", allowed}, {"candidate", candidate}};
    return {};
  }

  Operand count(const Ast& ast, const Ast& list, const Ast* threshold) {
    if (list.arguments.empty()) return fail(codes::empty_list, list, {{"form", ast.text}});
    std::vector<ConditionPtr> truths;
    const bool good =
        read_all(list.arguments, truths, [this](const Ast& each) { return truth(each); });
    if (threshold != nullptr && (threshold->kind != AstKind::int_literal ||
                                 threshold->integer < 1 || threshold->integer > 1'000'000)) {
      return fail(codes::bad_threshold, *threshold, {{"text", written(*threshold)}});
    }
    if (!good) return {};
    if (threshold == nullptr) return made(maker_.count(std::move(truths), span(ast)), ast);
    return made(maker_.at_least(static_cast<int>(threshold->integer), std::move(truths), span(ast),
                                span(*threshold)),
                ast);
  }

  Operand state(const Ast& ast, const Ast* reason) {
    const auto resolved =
        maker_.resolve(dotted_name(*ast.arguments[0]), span(*ast.arguments[0]), true);
    const bool good = reason == nullptr || maker_.check_reason(reason->text, span(*reason));
    if (!resolved || !good) return {};
    Op op = Op::answered;  // also of `has`
    if (ast.text == "applicable") op = Op::applicable;
    if (ast.text == "unknown") op = Op::unknown;
    if (ast.text == "missing") op = Op::missing;
    return made(
        maker_.state_of(op, *resolved, reason == nullptr ? std::string() : reason->text, span(ast)),
        ast);
  }

  std::string_view text_;
  const std::function<SourceSpan(std::size_t, std::size_t)>& span_of_;
  Maker& maker_;
};

}  // namespace

ConditionPtr check_text(std::string_view text,
                        const std::function<SourceSpan(std::size_t, std::size_t)>& span_of,
                        Maker& maker) {
  const Parsed<AstPtr> tree = parse_text(text);
  if (!tree) {
    const SyntaxFault& fault = tree.error();
    maker.error(*fault.code, span_of(fault.offset, fault.length), fault.arguments);
    return nullptr;
  }
  return Checker(text, span_of, maker).truth(**tree);
}

}  // namespace vaern::expression::detail
