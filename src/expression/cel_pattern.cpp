// SPDX-License-Identifier: Apache-2.0
// `matches`: a subset of RE2 over code points. Thompson's construction, so no text makes it slow:
// literals, ., [...], \d \w \s and their opposites, groups, |, *, +, ?, {n,m}, ^ and $.
#include <algorithm>
#include <vector>

#include "expression/cel_runtime.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern::expression::detail {
namespace {

constexpr std::size_t max_instructions = 2'000;
constexpr std::size_t max_work = 20'000;  // repetitions inside repetitions are written again
constexpr std::size_t max_repeats = 100;
constexpr int max_groups_deep = 50;

struct Range {
  char32_t first;
  char32_t last;
};

struct CharacterSet {
  std::vector<Range> ranges;
  bool negated = false;

  bool contains(char32_t c) const {
    const bool inside = std::any_of(ranges.begin(), ranges.end(), [c](const Range& range) {
      return range.first <= c && c <= range.last;
    });
    return inside != negated;
  }
};

enum class Step : std::uint8_t { character, split, jump, begin, end, match };

struct Instruction {
  Step step = Step::match;
  std::size_t set = 0;  // of a character
  std::size_t x = 0;    // where to go; of a split two places
  std::size_t y = 0;
};

struct BadPattern {};

// Writes instructions as it reads; a piece is repeated by reading it again.
class Compiler {
 public:
  explicit Compiler(std::u32string pattern) : pattern_(std::move(pattern)) {}

  void compile() {
    alternatives();
    if (position_ != pattern_.size()) throw BadPattern();
    emit({Step::match, 0, 0, 0});
  }

  std::vector<Instruction> program;
  std::vector<CharacterSet> sets;

 private:
  bool more() const { return position_ < pattern_.size(); }
  char32_t peek() const { return more() ? pattern_[position_] : U'\0'; }
  bool take(char32_t c) {
    if (!more() || pattern_[position_] != c) return false;
    ++position_;
    return true;
  }
  std::size_t emit(Instruction instruction) {
    if (program.size() >= max_instructions || ++work_ > max_work) throw BadPattern();
    program.push_back(instruction);
    return program.size() - 1;
  }

  void alternatives() {
    if (++depth_ > max_groups_deep) throw BadPattern();
    std::vector<std::size_t> ends;
    std::size_t start = program.size();
    sequence();
    while (take(U'|')) {
      insert(start, {Step::split, 0, start + 1, 0});
      ends.push_back(emit({Step::jump, 0, 0, 0}));
      program[start].y = program.size();
      start = program.size();
      sequence();
    }
    for (const std::size_t end : ends) program[end].x = program.size();
    --depth_;
  }

  // Makes room at `at`; everything from there on moves by one.
  void insert(std::size_t at, Instruction instruction) {
    if (program.size() >= max_instructions) throw BadPattern();
    for (std::size_t i = at; i < program.size(); ++i) {
      if (program[i].x >= at) ++program[i].x;
      if (program[i].step == Step::split && program[i].y >= at) ++program[i].y;
    }
    program.insert(program.begin() + static_cast<std::ptrdiff_t>(at), instruction);
  }

  void sequence() {
    while (more() && peek() != U'|' && peek() != U')') repeated();
  }

  struct Times {
    std::size_t least = 1;
    std::size_t most = 1;
    bool unbounded = false;
  };

  void repeated() {
    const std::size_t start = program.size();
    const std::size_t from = position_;
    piece();
    const std::size_t to = position_;
    const Times times = read_times();
    const std::size_t after = position_;
    const auto again = [&] {
      position_ = from;
      piece();
      if (position_ != to) throw BadPattern();
    };
    if (times.least == 0) {
      program.resize(start);
    } else {
      for (std::size_t i = 1; i < times.least; ++i) again();
    }
    if (times.unbounded) {
      const std::size_t loop = emit({Step::split, 0, program.size() + 1, 0});
      again();
      emit({Step::jump, 0, loop, 0});
      program[loop].y = program.size();
    } else {
      std::vector<std::size_t> splits;
      for (std::size_t i = times.least; i < times.most; ++i) {
        splits.push_back(emit({Step::split, 0, program.size() + 1, 0}));
        again();
      }
      for (const std::size_t split : splits) program[split].y = program.size();
    }
    position_ = after;
  }

  Times read_times() {
    Times times;
    if (take(U'*')) {
      times = {0, 0, true};
    } else if (take(U'+')) {
      times = {1, 1, true};
    } else if (take(U'?')) {
      times = {0, 1, false};
    } else if (take(U'{')) {
      times.least = number();
      times.most = times.least;
      if (take(U',')) {
        times.unbounded = peek() == U'}';
        times.most = times.unbounded ? times.least : number();
      }
      if (!take(U'}') || times.most < times.least) throw BadPattern();
    } else {
      return times;
    }
    take(U'?');  // lazy or not, what is found anywhere is the same
    if (more() && std::u32string_view(U"*+?{").find(peek()) != std::u32string_view::npos) {
      throw BadPattern();
    }
    return times;
  }

  std::size_t number() {
    std::size_t value = 0;
    const std::size_t start = position_;
    while (more() && peek() >= U'0' && peek() <= U'9') {
      value = value * 10 + (peek() - U'0');
      ++position_;
      if (value > max_repeats) throw BadPattern();
    }
    if (position_ == start) throw BadPattern();
    return value;
  }

  void piece() {
    const char32_t c = peek();
    if (take(U'(')) {
      if (take(U'?') && !take(U':')) throw BadPattern();
      alternatives();
      if (!take(U')')) throw BadPattern();
    } else if (take(U'^')) {
      emit({Step::begin, 0, 0, 0});
    } else if (take(U'$')) {
      emit({Step::end, 0, 0, 0});
    } else if (take(U'.')) {
      character({{{U'\n', U'\n'}}, true});
    } else if (take(U'[')) {
      character(bracket());
    } else if (take(U'\\')) {
      character(escape());
    } else if (std::u32string_view(U"*+?{}]").find(c) != std::u32string_view::npos) {
      throw BadPattern();
    } else {
      ++position_;
      character({{{c, c}}, false});
    }
  }

  void character(CharacterSet set) {
    sets.push_back(std::move(set));
    emit({Step::character, sets.size() - 1, 0, 0});
  }

  CharacterSet escape() {
    if (!more()) throw BadPattern();
    const char32_t c = pattern_[position_++];
    CharacterSet set;
    switch (c) {
      case U'd':
      case U'D':
        set.ranges = {{U'0', U'9'}};
        break;
      case U'w':
      case U'W':
        set.ranges = {{U'0', U'9'}, {U'a', U'z'}, {U'A', U'Z'}, {U'_', U'_'}};
        break;
      case U's':
      case U'S':
        set.ranges = {{U'\t', U'\n'}, {U'\f', U'\r'}, {U' ', U' '}};
        break;
      case U'n':
        set.ranges = {{U'\n', U'\n'}};
        return set;
      case U't':
        set.ranges = {{U'\t', U'\t'}};
        return set;
      case U'r':
        set.ranges = {{U'\r', U'\r'}};
        return set;
      default:
        if ((c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z')) {
          throw BadPattern();
        }
        set.ranges = {{c, c}};
        return set;
    }
    set.negated = c < U'a';
    return set;
  }

  CharacterSet bracket() {
    CharacterSet set;
    set.negated = take(U'^');
    bool first = true;
    while (first || peek() != U']') {
      first = false;
      if (!more()) throw BadPattern();
      char32_t low = pattern_[position_++];
      if (low == U'[' && peek() == U':') throw BadPattern();
      if (low == U'\\') {
        const CharacterSet inner = escape();
        if (inner.negated) throw BadPattern();
        set.ranges.insert(set.ranges.end(), inner.ranges.begin(), inner.ranges.end());
        if (inner.ranges.size() != 1 || inner.ranges[0].first != inner.ranges[0].last) continue;
        low = inner.ranges[0].first;
      }
      char32_t high = low;
      if (peek() == U'-' && position_ + 1 < pattern_.size() && pattern_[position_ + 1] != U']') {
        ++position_;
        high = pattern_[position_++];
        if (high == U'\\' || high < low) throw BadPattern();
      }
      set.ranges.push_back({low, high});
    }
    ++position_;
    return set;
  }

  std::u32string pattern_;
  std::size_t position_ = 0;
  int depth_ = 0;
  std::size_t work_ = 0;
};

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    out += point.value;
    i += point.bytes;
  }
  return out;
}

// All places reached at once, each at most once a character.
class Machine {
 public:
  Machine(const Compiler& compiled, std::u32string text)
      : compiled_(compiled), text_(std::move(text)), seen_(compiled.program.size(), 0) {}

  bool finds() {
    std::vector<std::size_t> now;
    std::vector<std::size_t> next;
    for (std::size_t i = 0; i <= text_.size(); ++i) {
      ++round_;
      now.clear();
      for (const std::size_t place : next) follow(place, i, now);
      follow(0, i, now);  // a match may begin anywhere
      next.clear();
      if (matched_) return true;
      if (i == text_.size()) break;
      for (const std::size_t place : now) {
        const Instruction& instruction = compiled_.program[place];
        if (compiled_.sets[instruction.set].contains(text_[i])) next.push_back(place + 1);
      }
    }
    return false;
  }

 private:
  void follow(std::size_t start, std::size_t at, std::vector<std::size_t>& places) {
    std::vector<std::size_t> open{start};
    while (!open.empty()) {
      const std::size_t place = open.back();
      open.pop_back();
      if (seen_[place] == round_) continue;
      seen_[place] = round_;
      const Instruction& instruction = compiled_.program[place];
      switch (instruction.step) {
        case Step::character:
          places.push_back(place);
          break;
        case Step::match:
          matched_ = true;
          break;
        case Step::jump:
          open.push_back(instruction.x);
          break;
        case Step::begin:
          if (at == 0) open.push_back(place + 1);
          break;
        case Step::end:
          if (at == text_.size()) open.push_back(place + 1);
          break;
        case Step::split:
          open.push_back(instruction.y);
          open.push_back(instruction.x);
          break;
      }
    }
  }

  const Compiler& compiled_;
  std::u32string text_;
  std::vector<std::size_t> seen_;  // the round in which a place was last reached
  std::size_t round_ = 0;
  bool matched_ = false;
};

}  // namespace

tl::expected<bool, std::string> cel_matches(std::string_view text, std::string_view pattern) {
  Compiler compiler(code_points(pattern));
  try {
    compiler.compile();
  } catch (const BadPattern&) {
    return tl::unexpected("not a pattern: \"" + std::string(pattern) + "\"");
  }
  return Machine(compiler, code_points(text)).finds();
}

}  // namespace vaern::expression::detail
