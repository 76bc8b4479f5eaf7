// SPDX-License-Identifier: Apache-2.0
// What a scale reports: its bounds after the steps, whether there is a value, and which.
#include <algorithm>
#include <cstring>
#include <memory>
#include <numeric>
#include <set>

#include "program/block/kernels.hpp"
#include "program/block/scales.hpp"

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

using Byte = std::uint8_t;

}  // namespace

/// Where so many of these terms have an answer that counts.
Reg ScaleBuilder::has_answers(const std::vector<std::uint32_t>& terms, std::uint32_t least) {
  if (least == 0) return b_.always_;
  if (least > terms.size()) return b_.never_;
  const auto most = static_cast<std::uint32_t>(terms.size() - least);
  // Counted are those without one; what is not asked has none.
  if (std::set<std::uint32_t>(terms.begin(), terms.end()).size() == scale_.terms.size()) {
    return stays_within(without_answer(), most);
  }
  const Reg counter = b_.reg(1);
  WeightsOfMissing columns;
  std::vector<Reg> values;
  for (const std::uint32_t term : terms) {
    const std::uint32_t id = scale_.terms[term].id;
    if (scale_.terms[term].is_scale) {
      values.push_back(b_.plan_.scales[id].has_value);
    } else {
      columns.emplace_back(id, Byte{1});
    }
  }
  b_.add_missing(counter, columns);
  for (const Reg has : values) {
    const Reg gone = b_.invert(has);
    b_.add([=](const Space& s) { s.k->add_one(s.at<Byte>(counter), s.mask(gone), s.rows); });
  }
  return stays_within(counter, most);
}

/// How many terms have no answer, also because they are not asked.
Reg ScaleBuilder::without_answer() {
  if (conditional_.empty()) return regs_.missing;
  const Reg counter = b_.reg(1);
  b_.add([=, missing = regs_.missing](const Space& s) {
    std::memcpy(s.at<Byte>(counter), s.at<Byte>(missing), s.rows);
  });
  for (const Direct& term : conditional_) {
    const Reg not_asked = b_.invert(b_.applicable_[term.input]->maybe);
    b_.add([=](const Space& s) { s.k->add_one(s.at<Byte>(counter), s.mask(not_asked), s.rows); });
  }
  return counter;
}

/// Where a counter is at least, and at most, so many.
Reg ScaleBuilder::reaches(Reg counter, std::uint32_t least) {
  if (least == 0) return b_.always_;
  if (least > 255) return b_.never_;
  const Reg out = b_.mask();
  b_.add([=, from = static_cast<Byte>(least)](const Space& s) {
    s.k->is_at_least(s.mask(out), s.at<Byte>(counter), from, s.rows);
  });
  return out;
}

Reg ScaleBuilder::stays_within(Reg counter, std::uint32_t most) {
  return most >= 255 ? b_.always_ : b_.invert(reaches(counter, most + 1));
}

/// Where it is the key alone that says whether the table has a value: up to how many keys it has.
std::optional<std::size_t> ScaleBuilder::keys_with_values() const {
  const std::size_t width = imputed_.width;
  const auto has_value = [&](std::size_t key) { return imputed_.values[key].has_value(); };
  for (std::size_t i = width; i < imputed_.values.size(); ++i) {
    if (imputed_.values[i].has_value() != has_value(i % width)) return std::nullopt;
  }
  std::size_t count = 0;
  while (count < width && has_value(count)) ++count;
  for (std::size_t key = count; key < width; ++key) {
    if (has_value(key)) return std::nullopt;
  }
  return count;
}

/// Where the table of imputed values has one.
template <class T>
Reg ScaleBuilder::is_in_table() {
  // Beyond what the policy allows there is none in any case.
  std::int64_t most_key = static_cast<std::int64_t>(imputed_.width) - 1;
  if (key_ == Key::missing) {
    most_key = std::min(most_key, std::max<std::int64_t>(terms_ - 1, 0));
    if (scale_.missing.at_most)
      most_key = std::min<std::int64_t>(most_key, *scale_.missing.at_most);
  }
  bool is_everywhere = true;
  const auto table = std::make_shared<std::vector<Mask>>();
  for (std::size_t i = 0; i < imputed_.values.size(); ++i) {
    table->push_back(imputed_.values[i] ? 0xFF : 0x00);
    if (static_cast<std::int64_t>(i % imputed_.width) > most_key) continue;
    is_everywhere = is_everywhere && imputed_.values[i].has_value();
  }
  if (is_everywhere) return b_.always_;
  if (const auto keys = keys_with_values()) {
    return *keys == 0 ? b_.never_
                      : stays_within(table_key(), static_cast<std::uint32_t>(*keys - 1));
  }
  const Reg there = b_.mask();
  b_.add([=, index = table_index(), key = table_key(), first = static_cast<T>(imputed_.first),
          width = imputed_.width](const Space& s) {
    const TablePlace<T> place{s.at<T>(index), first, s.at<Byte>(key), width, table->size()};
    s.k->of<T>().look_up_mask(s.mask(there), place, table->data(), s.rows);
  });
  return there;
}

template <class T>
void ScaleBuilder::emit_has_value() {
  const Reg is_complete = stays_within(regs_.missing, 0);
  regs_.has_value = is_complete;
  for (const Sub& sub : subs_) {  // a sub-scale's value may be imputed (S15)
    const ScaleRegs& made = b_.plan_.scales[sub.scale];
    if (!made.is_imputed) continue;
    regs_.is_imputed = b_.none_of(regs_.is_imputed, b_.both(made.is_imputed, made.has_value));
  }
  if (!imputes()) return;
  std::vector<std::uint32_t> all(static_cast<std::size_t>(terms_));
  std::iota(all.begin(), all.end(), 0U);
  Reg may = conditional_.empty()
                ? stays_within(regs_.missing, static_cast<std::uint32_t>(terms_ - 1))
                : has_answers(all, 1);  // S5.3
  const MissingPolicy& policy = scale_.missing;
  if (policy.at_most) may = b_.both(may, stays_within(regs_.missing, *policy.at_most));
  for (const MissingPolicy::AtLeast& limit : policy.at_least) {
    may = b_.both(may, has_answers(limit.terms, limit.n));
  }
  if (has_table()) may = b_.both(may, is_in_table<T>());
  regs_.has_value = b_.either(is_complete, may);
  regs_.is_imputed = b_.none_of(b_.invert(is_complete), regs_.is_imputed);
}

/// The steps of the scale, of an aggregate.
template <class T>
Reg ScaleBuilder::value_of(Reg aggregate) {
  const auto numerator = [&](const Rational& value) {
    return static_cast<T>(number_for(regs_.format, value));
  };
  if (line_) {
    const T factor = numerator(line_->first);
    const T plus = numerator(line_->second);
    if (factor == 1 && plus == 0) return aggregate;
    const Reg out = b_.number(regs_.format.lane);
    b_.add([=](const Space& s) {
      s.k->of<T>().affine(s.at<T>(out), s.at<T>(aggregate), factor, plus, s.rows);
    });
    return out;
  }
  const auto table = std::make_shared<std::vector<T>>();
  for (const auto& value : plain_.values) table->push_back(numerator(*value));
  const Reg out = b_.number(regs_.format.lane);
  b_.add([=, first = static_cast<T>(plain_.first)](const Space& s) {
    const TablePlace<T> place{s.at<T>(aggregate), first, nullptr, 1, table->size()};
    s.k->of<T>().look_up(s.at<T>(out), place, table->data(), s.rows);
  });
  return out;
}

template <class T>
void ScaleBuilder::emit_values() {
  regs_.lowest = value_of<T>(low_);
  regs_.highest = high_ == low_ ? regs_.lowest : value_of<T>(high_);
  if (turns_) std::swap(regs_.lowest, regs_.highest);
  b_.sharpen_bounds(id_);
  if (!regs_.has_own_value) {
    regs_.value = regs_.lowest;
    return;
  }
  Reg value;
  if (has_table()) {
    // Keys with no value at the end of each row of the table are left out: they are read nowhere.
    const std::size_t keys = imputed_.width;
    std::size_t width = 1;
    for (std::size_t i = 0; i < imputed_.values.size(); ++i) {
      if (imputed_.values[i]) width = std::max(width, i % keys + 1);
    }
    const auto table = std::make_shared<std::vector<T>>();
    for (std::size_t i = 0; i < imputed_.values.size(); ++i) {
      if (i % keys >= width) continue;
      const auto& each = imputed_.values[i];
      table->push_back(each ? static_cast<T>(number_for(regs_.format, *each)) : T{0});
    }
    value = b_.number(regs_.format.lane);
    b_.add([=, index = table_index(), key = table_key(),
            first = static_cast<T>(imputed_.first)](const Space& s) {
      const TablePlace<T> place{s.at<T>(index), first, s.at<Byte>(key), width, table->size()};
      s.k->of<T>().look_up(s.at<T>(value), place, table->data(), s.rows);
    });
  } else {
    value = value_of<T>(filled_ ? filled_ : raw_);
  }
  regs_.value = b_.number(regs_.format.lane);  // S5.8: no value leaves its bounds
  b_.add([=, out = regs_.value, low = regs_.lowest, high = regs_.highest](const Space& s) {
    s.k->of<T>().clamp(s.at<T>(out), s.at<T>(value), s.at<T>(low), s.at<T>(high), s.rows);
  });
}

template <class T>
void ScaleBuilder::emit_in() {
  regs_.missing = b_.reg(1);
  b_.add([=, missing = regs_.missing](const Space& s) { s.k->fill(s.mask(missing), 0, s.rows); });
  if (is_greatest_) {
    emit_greatest<T>();
  } else {
    emit_sums<T>();
    put_right<T>();
  }
  emit_has_value<T>();
  emit_values<T>();
}

template void ScaleBuilder::emit_in<std::int8_t>();
template void ScaleBuilder::emit_in<std::int16_t>();
template void ScaleBuilder::emit_in<std::int32_t>();
template void ScaleBuilder::emit_in<std::int64_t>();

}  // namespace block
}  // namespace v1
}  // namespace vaern
