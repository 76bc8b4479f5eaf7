// SPDX-License-Identifier: Apache-2.0
// Bounds of sums of joined inputs, put right by what each component adds less than its plain bounds
// say.
#include <algorithm>
#include <array>
#include <memory>

#include "program/block/kernels.hpp"
#include "program/block/scales.hpp"

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

using Byte = std::uint8_t;

constexpr std::int64_t most_in_byte = 255;
/// Columns whose places are gathered for one call.
constexpr std::size_t at_once = 32;

struct Digit {
  InputId input = 0;
  Code size = 0;
  Byte weight = 1;
};
/// The answers of one component as one code.
struct JointKey {
  Reg reg;
  std::vector<Digit> digits;
};
/// Keys that have the same to add.
struct Stretches {
  std::vector<Reg> keys;
  std::vector<BytePoints> points;

  void add(Reg key, const std::vector<Byte>& by_key) {
    for (std::size_t from = 0; from < by_key.size();) {
      std::size_t to = from;
      while (to < by_key.size() && by_key[to] == by_key[from]) ++to;
      if (by_key[from] != 0) {
        BytePoints stretch;
        stretch.kind = BytePoints::Kind::between;
        stretch.top = by_key[from];
        stretch.first = static_cast<Code>(from);
        stretch.last = static_cast<Code>(to - 1);
        stretch.codes = static_cast<std::uint16_t>(by_key.size());
        std::fill(stretch.by_code + from, stretch.by_code + to, stretch.top);
        keys.push_back(key);
        points.push_back(stretch);
      }
      from = to;
    }
  }

  void sum(const Space& s, Byte* out, Byte* unused) const {
    s.k->fill(out, 0, s.rows);
    std::array<const Code*, at_once> columns{};
    std::array<const BytePoints*, at_once> of{};
    for (std::size_t from = 0; from < keys.size(); from += at_once) {
      const std::size_t count = std::min(at_once, keys.size() - from);
      for (std::size_t i = 0; i < count; ++i) {
        columns[i] = s.at<Code>(keys[from + i]);
        of[i] = &points[from + i];
      }
      s.k->add_columns({out, unused, nullptr}, columns.data(), of.data(), count, s.rows);
    }
  }
};

struct Repair {
  std::vector<JointKey> keys;
  Stretches below;
  Stretches above;
};

}  // namespace

/// The row run has exact bounds too, and bytes hold what all parts add together.
bool ScaleBuilder::can_put_right(const JoinedTerms& joined) const {
  const CompiledProgram& compiled = b_.compiled_;
  if (compiled.values(id_) == nullptr || compiled.applicability() == nullptr) return false;
  const Rational most(most_in_byte, sum_denominator_);
  const auto fits = [&](std::vector<Rational> JoinedPart::* end) {
    Rational sum;
    for (const JoinedPart& part : joined.parts) {
      sum = sum + *std::max_element((part.*end).begin(), (part.*end).end());
    }
    return sum <= most;
  };
  return !conditional_.empty() && fits(&JoinedPart::below) && fits(&JoinedPart::above);
}

template <class T>
void ScaleBuilder::put_right() {
  if (b_.compiled_.has_simple_bounds(id_)) return;
  std::optional<JoinedTerms>& joined = b_.joined_terms(id_);
  if (!joined || joined->parts.empty()) return;
  if (!can_put_right(*joined)) return joined.reset();
  const auto repair = std::make_shared<Repair>();
  for (const JoinedPart& part : joined->parts) {
    JointKey key{b_.reg(1), {}};
    std::size_t weight = part.below.size();
    for (const InputId input : part.inputs) {
      const std::uint32_t size = b_.program_.inputs[input].size;
      weight /= size + 1;
      key.digits.push_back({input, static_cast<Code>(size), static_cast<Byte>(weight)});
    }
    const auto bytes = [&](const std::vector<Rational>& by_key) {
      std::vector<Byte> made;
      for (const Rational& number : by_key) {
        const Rational numerator = number * Rational(sum_denominator_);
        made.push_back(static_cast<Byte>(numerator.numerator()));
      }
      return made;
    };
    repair->below.add(key.reg, bytes(part.below));
    repair->above.add(key.reg, bytes(part.above));
    repair->keys.push_back(std::move(key));
  }
  const Reg is_open = b_.mask();
  const Reg sum = b_.reg(1);
  b_.add([=, low = low_, high = high_, hidden = b_.hidden_](const Space& s) {
    const NumberKernels<T>& numbers = s.k->of<T>();
    numbers.differ(s.mask(is_open), s.at<T>(low), s.at<T>(high), s.rows);
    if (!s.k->any(s.mask(is_open), s.rows)) return;
    for (const JointKey& key : repair->keys) {
      s.k->fill(s.mask(key.reg), 0, s.rows);
      for (const Digit& digit : key.digits) {
        const Reg of = hidden[digit.input];
        const Code* codes = of ? s.at<Code>(of) : s.inputs[digit.input];
        s.k->add_digit(s.at<Byte>(key.reg), codes, digit.size, digit.weight, s.rows);
      }
    }
    // The mask has been read: it takes what is counted beside and not wanted.
    const auto put = [&](const Stretches& stretches, Reg end, T sign) {
      if (stretches.keys.empty()) return;
      stretches.sum(s, s.at<Byte>(sum), s.mask(is_open));
      numbers.add_product(s.at<T>(end), s.at<T>(end), s.at<Byte>(sum), sign, s.rows);
    };
    put(repair->below, low, T{1});
    put(repair->above, high, T{-1});
  });
}

template void ScaleBuilder::put_right<std::int8_t>();
template void ScaleBuilder::put_right<std::int16_t>();
template void ScaleBuilder::put_right<std::int32_t>();
template void ScaleBuilder::put_right<std::int64_t>();

}  // namespace block
}  // namespace v1
}  // namespace vaern
