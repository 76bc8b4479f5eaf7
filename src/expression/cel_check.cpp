// SPDX-License-Identifier: Apache-2.0
#include "expression/cel_check.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "diagnostics/codes/expression.hpp"
#include "expression/cel_runtime.hpp"

namespace vaern::expression::detail {
namespace {

constexpr std::array<std::string_view, 5> macros{"all", "exists", "exists_one", "filter", "map"};

// Of a list also what it holds; deeper than that is dynamic.
struct Type {
  CelType kind = CelType::dynamic;
  CelType element = CelType::dynamic;
};

bool is_dynamic(const Type& type) { return type.kind == CelType::dynamic; }
bool may_be(const Type& type, CelType kind) { return is_dynamic(type) || type.kind == kind; }
bool is_number(const Type& type) {
  return type.kind == CelType::integer || type.kind == CelType::floating;
}

// Something that both may be.
bool agree(const Type& a, const Type& b) {
  if (is_dynamic(a) || is_dynamic(b)) return true;
  if (a.kind == CelType::null_type || b.kind == CelType::null_type) return true;
  if (a.kind != b.kind) return false;
  return a.kind != CelType::list || a.element == CelType::dynamic ||
         b.element == CelType::dynamic || a.element == b.element;
}

Type joined(const Type& a, const Type& b) {
  if (a.kind != b.kind) return {};
  return {a.kind, a.element == b.element ? a.element : CelType::dynamic};
}

std::optional<Type> arithmetic(Operator op, const Type& a, const Type& b) {
  using T = CelType;
  if (is_dynamic(a) && is_dynamic(b)) return Type{};
  const auto both = [&](T kind) { return may_be(a, kind) && may_be(b, kind); };
  if (both(T::integer)) return Type{T::integer};
  if (both(T::floating) && op != Operator::modulo) return Type{T::floating};
  const bool adds = op == Operator::add;
  if (!adds && op != Operator::subtract) return std::nullopt;
  if (adds && both(T::string)) return Type{T::string};
  if (adds && both(T::list)) return is_dynamic(a) || is_dynamic(b) ? Type{T::list} : joined(a, b);
  const auto is_time = [](const Type& type) {
    return type.kind == T::timestamp || type.kind == T::duration;
  };
  if (is_dynamic(a) ? is_time(b) : is_time(a) && is_dynamic(b)) return Type{};
  if (both(T::duration)) return Type{T::duration};
  if (may_be(a, T::timestamp) && may_be(b, T::duration)) return Type{T::timestamp};
  if (adds && may_be(a, T::duration) && may_be(b, T::timestamp)) return Type{T::timestamp};
  if (!adds && both(T::timestamp)) return Type{T::duration};
  return std::nullopt;
}

struct Signature {
  std::string_view name;
  CelType result;
  std::array<CelType, 6> accepts;  // dynamic ends the list
};
constexpr CelType none = CelType::dynamic;
constexpr std::array<Signature, 8> conversions{{
    {"size", CelType::integer, {CelType::string, CelType::list, none, none, none, none}},
    {"int",
     CelType::integer,
     {CelType::integer, CelType::floating, CelType::string, CelType::timestamp, none, none}},
    {"double",
     CelType::floating,
     {CelType::integer, CelType::floating, CelType::string, none, none, none}},
    {"string",
     CelType::string,
     {CelType::boolean, CelType::integer, CelType::floating, CelType::string, CelType::timestamp,
      CelType::duration}},
    {"bool", CelType::boolean, {CelType::boolean, CelType::string, none, none, none, none}},
    {"timestamp",
     CelType::timestamp,
     {CelType::string, CelType::integer, CelType::timestamp, none, none, none}},
    {"duration", CelType::duration, {CelType::string, CelType::duration, none, none, none, none}},
    {"dyn", none, {none, none, none, none, none, none}},
}};

class Checker {
 public:
  Checker(std::shared_ptr<const SourceFile> file, DiagnosticList& findings)
      : file_(std::move(file)), findings_(findings) {}

  Type check(const Ast& ast) {
    switch (ast.kind) {
      case AstKind::null_literal:
        return {CelType::null_type};
      case AstKind::bool_literal:
        return {CelType::boolean};
      case AstKind::int_literal:
        return {CelType::integer};
      case AstKind::double_literal:
        return {CelType::floating};
      case AstKind::string_literal:
        return {CelType::string};
      case AstKind::identifier:
        return local(ast.text);
      case AstKind::select:
        return select(ast);
      case AstKind::call:
        return call(ast);
      case AstKind::list:
        return list(ast);
      case AstKind::unary:
        return unary(ast);
      case AstKind::binary:
        return binary(ast);
      case AstKind::conditional:
        return conditional(ast);
      case AstKind::all_of:
      case AstKind::any_of:
        return logic(ast);
    }
    return {};
  }

 private:
  Type fail(const CodeInfo& code, const Ast& ast, Arguments arguments) {
    findings_.add(code, span_at(file_, ast.offset, ast.length), std::move(arguments));
    return {};
  }
  Type refuse(const Ast& ast, std::string_view what, const std::vector<Type>& types) {
    std::string names;
    for (const Type& type : types) {
      names += (names.empty() ? "" : ", ") + std::string(to_string(type.kind));
    }
    return fail(codes::no_overload, ast, {{"operator", std::string(what)}, {"types", names}});
  }

  Type local(const std::string& name) const {
    for (auto it = locals_.rbegin(); it != locals_.rend(); ++it) {
      if (it->first == name) return {it->second};
    }
    return {};
  }

  Type select(const Ast& ast) {
    const Type target = check(*ast.arguments[0]);
    if (!is_dynamic(target)) return refuse(ast, "." + ast.text, {target});
    return {};
  }

  Type list(const Ast& ast) {
    Type result{CelType::list};
    for (std::size_t i = 0; i < ast.arguments.size(); ++i) {
      const Type item = check(*ast.arguments[i]);
      if (i == 0) {
        result.element = item.kind;
      } else if (result.element != item.kind) {
        result.element = CelType::dynamic;
      }
    }
    return result;
  }

  Type unary(const Ast& ast) {
    const Type type = check(*ast.arguments[0]);
    if (ast.op == Operator::not_) {
      return may_be(type, CelType::boolean) ? Type{CelType::boolean} : refuse(ast, "!", {type});
    }
    return is_dynamic(type) || is_number(type) ? type : refuse(ast, "-", {type});
  }

  Type logic(const Ast& ast) {
    const std::string_view sign = ast.kind == AstKind::all_of ? "&&" : "||";
    for (const AstPtr& argument : ast.arguments) {
      const Type type = check(*argument);
      if (!may_be(type, CelType::boolean)) refuse(*argument, sign, {type});
    }
    return {CelType::boolean};
  }

  Type conditional(const Ast& ast) {
    const Type condition = check(*ast.arguments[0]);
    const Type yes = check(*ast.arguments[1]);
    const Type no = check(*ast.arguments[2]);
    if (!may_be(condition, CelType::boolean) || !agree(yes, no)) {
      return refuse(ast, "? :", {condition, yes, no});
    }
    return joined(yes, no);
  }

  Type binary(const Ast& ast) {
    const Type a = check(*ast.arguments[0]);
    const Type b = check(*ast.arguments[1]);
    const std::string_view sign = to_string(ast.op);
    switch (ast.op) {
      case Operator::equal:
      case Operator::not_equal:
        return agree(a, b) ? Type{CelType::boolean} : refuse(ast, sign, {a, b});
      case Operator::less:
      case Operator::less_equal:
      case Operator::greater:
      case Operator::greater_equal: {
        const auto unordered = [](const Type& type) {
          return type.kind == CelType::list || type.kind == CelType::null_type;
        };
        const bool good =
            !unordered(a) && !unordered(b) && (agree(a, b) || (is_number(a) && is_number(b)));
        return good ? Type{CelType::boolean} : refuse(ast, sign, {a, b});
      }
      case Operator::in:
        if (!may_be(b, CelType::list) || !agree(a, Type{b.element})) {
          return refuse(ast, sign, {a, b});
        }
        return {CelType::boolean};
      case Operator::index:
        if (!may_be(a, CelType::list) || !may_be(b, CelType::integer)) {
          return refuse(ast, sign, {a, b});
        }
        return {a.element};
      default: {
        const auto result = arithmetic(ast.op, a, b);
        return result ? *result : refuse(ast, sign, {a, b});
      }
    }
  }

  Type call(const Ast& ast) {
    if (is_macro(ast)) return macro(ast);
    if (is_has(ast)) return {CelType::boolean};
    std::vector<Type> types;
    for (const AstPtr& argument : ast.arguments) types.push_back(check(*argument));
    if (!is_cel_function(ast.text)) return fail(codes::unknown_function, ast, {{"name", ast.text}});
    if (is_time_getter(ast.text)) return getter(ast, types);
    const auto* const conversion =
        std::find_if(conversions.begin(), conversions.end(),
                     [&](const Signature& each) { return each.name == ast.text; });
    if (conversion == conversions.end()) {
      const bool good = types.size() == 2 && may_be(types[0], CelType::string) &&
                        may_be(types[1], CelType::string) &&
                        (ast.is_method || ast.text == "matches");
      return good ? Type{CelType::boolean} : refuse(ast, ast.text, types);
    }
    const bool good = types.size() == 1 && (!ast.is_method || ast.text == "size") &&
                      (is_dynamic(types[0]) || conversion->accepts[0] == none ||
                       std::find(conversion->accepts.begin(), conversion->accepts.end(),
                                 types[0].kind) != conversion->accepts.end());
    return good ? Type{conversion->result} : refuse(ast, ast.text, types);
  }

  Type getter(const Ast& ast, const std::vector<Type>& types) {
    const bool on_duration = ast.text == "getHours" || ast.text == "getMinutes" ||
                             ast.text == "getSeconds" || ast.text == "getMilliseconds";
    bool good = ast.is_method && !types.empty() && types.size() <= 2;
    if (good && types.size() == 2) {
      good = may_be(types[0], CelType::timestamp) && may_be(types[1], CelType::string);
    } else if (good) {
      good = may_be(types[0], CelType::timestamp) ||
             (on_duration && types[0].kind == CelType::duration);
    }
    return good ? Type{CelType::integer} : refuse(ast, ast.text, types);
  }

  Type macro(const Ast& ast) {
    if (!is_well_formed_macro(ast)) return fail(codes::bad_macro, ast, {{"name", ast.text}});
    const Type target = check(*ast.arguments[0]);
    if (!may_be(target, CelType::list)) return refuse(ast, ast.text, {target});
    locals_.emplace_back(ast.arguments[1]->text, target.element);
    const bool maps = ast.text == "map";
    for (std::size_t i = 2; i < ast.arguments.size(); ++i) {
      const Type type = check(*ast.arguments[i]);
      const bool is_transform = maps && i + 1 == ast.arguments.size();
      if (is_transform) {
        locals_.pop_back();
        return {CelType::list, type.kind};
      }
      if (!may_be(type, CelType::boolean)) refuse(*ast.arguments[i], ast.text, {type});
    }
    locals_.pop_back();
    return ast.text == "filter" ? Type{CelType::list, target.element} : Type{CelType::boolean};
  }

  std::shared_ptr<const SourceFile> file_;
  DiagnosticList& findings_;
  std::vector<std::pair<std::string, CelType>> locals_;
};

void collect(const Ast& ast, std::vector<std::string>& locals, std::set<std::string>& names) {
  const std::string dotted = dotted_name(ast);
  if (!dotted.empty()) {
    const std::string root = dotted.substr(0, dotted.find('.'));
    if (std::find(locals.begin(), locals.end(), root) == locals.end()) names.insert(dotted);
    return;
  }
  if (!is_well_formed_macro(ast)) {
    for (const AstPtr& argument : ast.arguments) collect(*argument, locals, names);
    return;
  }
  collect(*ast.arguments[0], locals, names);
  locals.push_back(ast.arguments[1]->text);
  for (std::size_t i = 2; i < ast.arguments.size(); ++i) collect(*ast.arguments[i], locals, names);
  locals.pop_back();
}

}  // namespace

bool is_macro(const Ast& ast) {
  return ast.kind == AstKind::call && ast.is_method &&
         std::find(macros.begin(), macros.end(), ast.text) != macros.end();
}

bool is_well_formed_macro(const Ast& ast) {
  if (!is_macro(ast)) return false;
  const std::size_t count = ast.arguments.size();
  return (count == 3 || (count == 4 && ast.text == "map")) &&
         ast.arguments[1]->kind == AstKind::identifier;
}

bool is_has(const Ast& ast) {
  return ast.kind == AstKind::call && !ast.is_method && ast.text == "has" &&
         ast.arguments.size() == 1 && !dotted_name(*ast.arguments[0]).empty();
}

CelType check_types(const Ast& ast, const std::shared_ptr<const SourceFile>& file,
                    DiagnosticList& findings) {
  return Checker(file, findings).check(ast).kind;
}

void collect_free_names(const Ast& ast, std::set<std::string>& names) {
  std::vector<std::string> locals;
  collect(ast, locals, names);
}

}  // namespace vaern::expression::detail
