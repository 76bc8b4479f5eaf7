// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>

#include "diagnostics/codes/expression.hpp"
#include "expression/lexer.hpp"
#include "expression/syntax.hpp"

namespace vaern::expression::detail {
namespace {

constexpr std::array<std::string_view, 18> reserved_words{
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",    "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while", "in"};

struct Binary {
  std::string_view sign;
  Operator op;
  int power;  // higher binds tighter
};
constexpr std::array<Binary, 12> binaries{{{"<", Operator::less, 1},
                                           {"<=", Operator::less_equal, 1},
                                           {">", Operator::greater, 1},
                                           {">=", Operator::greater_equal, 1},
                                           {"==", Operator::equal, 1},
                                           {"!=", Operator::not_equal, 1},
                                           {"in", Operator::in, 1},
                                           {"+", Operator::add, 2},
                                           {"-", Operator::subtract, 2},
                                           {"*", Operator::multiply, 3},
                                           {"/", Operator::divide, 3},
                                           {"%", Operator::modulo, 3}}};

class Fault {
 public:
  explicit Fault(SyntaxFault fault) : value(std::move(fault)) {}
  SyntaxFault value;
};

class Parser {
 public:
  explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  AstPtr parse() {
    AstPtr tree = conditional();
    if (peek().kind != TokenKind::end) unexpected();
    return tree;
  }

 private:
  // Counts brackets and prefixes while inside them, so that reading never runs out of stack.
  class Nested {
   public:
    explicit Nested(Parser& parser) : parser_(parser) {
      if (++parser_.nesting_ > max_depth) parser_.fail(codes::nested_too_deep, parser_.peek());
    }
    ~Nested() { --parser_.nesting_; }
    Nested(const Nested&) = delete;
    Nested& operator=(const Nested&) = delete;

   private:
    Parser& parser_;
  };

  const Token& peek() const { return tokens_[next_]; }
  bool is_sign(std::string_view sign) const {
    return peek().kind == TokenKind::sign && peek().text == sign;
  }
  bool take(std::string_view sign) {
    if (!is_sign(sign)) return false;
    ++next_;
    return true;
  }
  void expect(std::string_view sign) {
    if (!take(sign)) unexpected(sign);
  }

  [[noreturn]] void fail(const CodeInfo& code, const Token& token, Arguments arguments = {}) const {
    throw Fault({&code, token.offset, token.length, std::move(arguments)});
  }
  // With a sign: that one should stand here.
  [[noreturn]] void unexpected(std::string_view sign = {}) const {
    const Token& token = peek();
    if (token.kind == TokenKind::end) {
      if (sign.empty()) fail(codes::ends_too_early, token);
      fail(codes::sign_missing_at_end, token, {{"sign", std::string(sign)}});
    }
    std::string found = token.kind == TokenKind::string ? "\"" + token.text + "\"" : token.text;
    if (sign.empty()) fail(codes::cannot_stand_here, token, {{"found", std::move(found)}});
    fail(codes::sign_missing, token, {{"sign", std::string(sign)}, {"found", std::move(found)}});
  }

  // The node spans from its first argument or `start` to the last token taken.
  AstPtr make(AstKind kind, std::size_t start, std::vector<AstPtr> arguments, std::string text = {},
              Operator op = Operator::none) const {
    auto ast = std::make_shared<Ast>();
    ast->kind = kind;
    ast->op = op;
    ast->text = std::move(text);
    ast->offset = start;
    const Token& last = tokens_[next_ - 1];
    ast->length = last.offset + last.length - start;
    for (const AstPtr& argument : arguments) {
      ast->depth = std::max(ast->depth, argument->depth + 1);
    }
    if (ast->depth > 2 * max_depth) fail(codes::nested_too_deep, last);
    ast->arguments = std::move(arguments);
    return ast;
  }

  AstPtr conditional() {
    const Nested nested(*this);
    AstPtr condition = any_of();
    if (!take("?")) return condition;
    AstPtr yes = any_of();
    expect(":");
    AstPtr no = conditional();
    const std::size_t start = condition->offset;
    return make(AstKind::conditional, start, {std::move(condition), std::move(yes), std::move(no)});
  }

  template <class Next>
  AstPtr chain(std::string_view sign, AstKind kind, Next next) {
    AstPtr first = next();
    if (!is_sign(sign)) return first;
    const std::size_t start = first->offset;
    std::vector<AstPtr> arguments{std::move(first)};
    while (take(sign)) arguments.push_back(next());
    return make(kind, start, std::move(arguments));
  }
  AstPtr any_of() {
    return chain("||", AstKind::any_of, [this] { return all_of(); });
  }
  AstPtr all_of() {
    return chain("&&", AstKind::all_of, [this] { return binary(1); });
  }

  const Binary* binary_here(int power) const {
    const Token& token = peek();
    const bool word = token.kind == TokenKind::identifier && token.text == "in";
    if (token.kind != TokenKind::sign && !word) return nullptr;
    const auto* const found = std::find_if(binaries.begin(), binaries.end(), [&](const Binary& b) {
      return b.sign == token.text && b.power >= power;
    });
    return found == binaries.end() ? nullptr : found;
  }

  AstPtr binary(int power) {
    AstPtr left = unary();
    while (const Binary* found = binary_here(power)) {
      ++next_;
      AstPtr right = binary(found->power + 1);
      const std::size_t start = left->offset;
      left = make(AstKind::binary, start, {std::move(left), std::move(right)}, {}, found->op);
    }
    return left;
  }

  AstPtr unary() {
    const std::size_t start = peek().offset;
    if (take("!")) {
      const Nested nested(*this);
      return make(AstKind::unary, start, {unary()}, {}, Operator::not_);
    }
    if (take("-")) {
      const Nested nested(*this);
      if (peek().kind == TokenKind::integer || peek().kind == TokenKind::floating) {
        return members(number(start, "-"));
      }
      return make(AstKind::unary, start, {unary()}, {}, Operator::negate);
    }
    return members(primary());
  }

  AstPtr members(AstPtr target) {
    while (true) {
      const std::size_t start = target->offset;
      if (take(".")) {
        if (peek().kind != TokenKind::identifier) unexpected();
        std::string name = peek().text;
        ++next_;
        if (take("(")) {
          std::vector<AstPtr> arguments = list_until(")");
          arguments.insert(arguments.begin(), std::move(target));
          target = method(make(AstKind::call, start, std::move(arguments), std::move(name)));
        } else {
          target = make(AstKind::select, start, {std::move(target)}, std::move(name));
        }
      } else if (take("[")) {
        AstPtr index = conditional();
        expect("]");
        target = make(AstKind::binary, start, {std::move(target), std::move(index)}, {},
                      Operator::index);
      } else if (is_sign("{") && !dotted_name(*target).empty()) {
        fail(codes::outside_subset, peek(), {{"what", dotted_name(*target) + "{…}"}});
      } else {
        return target;
      }
    }
  }

  static AstPtr method(const AstPtr& call) {
    auto ast = std::make_shared<Ast>(*call);
    ast->is_method = true;
    return ast;
  }

  std::vector<AstPtr> list_until(std::string_view end) {
    std::vector<AstPtr> items;
    while (!take(end)) {
      if (!items.empty()) {
        expect(",");
        if (end == "]" && take(end)) break;
      }
      items.push_back(conditional());
    }
    return items;
  }

  AstPtr primary() {
    const Token& token = peek();
    switch (token.kind) {
      case TokenKind::integer:
      case TokenKind::floating:
        return number(token.offset, "");
      case TokenKind::string:
        ++next_;
        return make(AstKind::string_literal, token.offset, {}, token.text);
      case TokenKind::identifier:
        return word();
      case TokenKind::sign:
        break;
      case TokenKind::end:
        unexpected();
    }
    if (take("(")) {
      AstPtr inner = conditional();
      expect(")");
      return inner;
    }
    if (take("[")) return make_list(token.offset);
    if (is_sign("{")) fail(codes::outside_subset, token, {{"what", "{…}"}});
    if (take(".")) {
      if (peek().kind != TokenKind::identifier) unexpected();
      return word();
    }
    unexpected();
  }

  AstPtr make_list(std::size_t start) {
    std::vector<AstPtr> items = list_until("]");
    return make(AstKind::list, start, std::move(items));
  }

  AstPtr word() {
    const Token& token = peek();
    ++next_;
    if (token.text == "true" || token.text == "false") {
      auto ast = std::make_shared<Ast>(*make(AstKind::bool_literal, token.offset, {}));
      ast->boolean = token.text == "true";
      return ast;
    }
    if (token.text == "null") return make(AstKind::null_literal, token.offset, {});
    if (std::find(reserved_words.begin(), reserved_words.end(), token.text) !=
        reserved_words.end()) {
      fail(codes::reserved_word, token, {{"word", token.text}});
    }
    if (take("(")) {
      std::vector<AstPtr> arguments = list_until(")");
      return make(AstKind::call, token.offset, std::move(arguments), token.text);
    }
    return make(AstKind::identifier, token.offset, {}, token.text);
  }

  AstPtr number(std::size_t start, std::string_view sign) {
    const Token& token = peek();
    ++next_;
    const std::string written = std::string(sign) + token.text;
    const bool whole = token.kind == TokenKind::integer;
    auto ast = std::make_shared<Ast>(
        *make(whole ? AstKind::int_literal : AstKind::double_literal, start, {}, written));
    std::from_chars_result result{};
    const char* const end = written.data() + written.size();
    if (!whole) {
      result = std::from_chars(written.data(), end, ast->floating);
    } else if (token.text.size() > 1 && (token.text[1] == 'x' || token.text[1] == 'X')) {
      const std::string digits = std::string(sign) + token.text.substr(2);
      result = std::from_chars(digits.data(), digits.data() + digits.size(), ast->integer, 16);
      if (result.ptr == digits.data() + digits.size()) result.ptr = end;
    } else {
      result = std::from_chars(written.data(), end, ast->integer);
    }
    if (result.ec == std::errc::result_out_of_range) {
      fail(codes::number_out_of_range, token, {{"text", written}});
    }
    if (result.ec != std::errc() || result.ptr != end) {
      fail(codes::malformed_number, token, {{"text", written}});
    }
    return ast;
  }

  std::vector<Token> tokens_;
  std::size_t next_ = 0;
  unsigned nesting_ = 0;
};

}  // namespace

std::string_view to_string(Operator op) noexcept {
  switch (op) {
    case Operator::none:
      return "";
    case Operator::index:
      return "[]";
    case Operator::not_:
      return "!";
    case Operator::negate:
      return "-";
    default:
      break;
  }
  for (const Binary& binary : binaries) {
    if (binary.op == op) return binary.sign;
  }
  return "";
}

Parsed<AstPtr> parse_text(std::string_view text) {
  if (text.size() > max_bytes) {
    return tl::unexpected(SyntaxFault{&codes::text_too_long, 0, 1, {}});
  }
  Parsed<std::vector<Token>> tokens = read_tokens(text);
  if (!tokens) return tl::unexpected(tokens.error());
  try {
    return Parser(*std::move(tokens)).parse();
  } catch (const Fault& fault) {
    return tl::unexpected(fault.value);
  }
}

std::string dotted_name(const Ast& ast) {
  if (ast.kind == AstKind::identifier) return ast.text;
  if (ast.kind != AstKind::select) return {};
  const std::string target = dotted_name(*ast.arguments[0]);
  return target.empty() ? target : target + "." + ast.text;
}

}  // namespace vaern::expression::detail
