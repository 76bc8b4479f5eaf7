// SPDX-License-Identifier: Apache-2.0
#pragma once
// One scale of a plan: what its terms add up to, its bounds, and what it reports.

#include <optional>
#include <vector>

#include "program/block/builder.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

/// Values of whole numbers from `first` on, for one key or several; nothing where there is none.
struct ValueTable {
  std::int64_t first = 0;
  std::size_t width = 1;  ///< Keys.
  std::vector<std::optional<Rational>> values;
};

/// Aggregates are numerators over `sum_denominator_`; values over the denominator of the scale's
/// format. `low` and `high` are the ends over completions, `raw` is of the answered terms alone.
class ScaleBuilder {
 public:
  ScaleBuilder(Builder& builder, ScaleId id);
  void build();

 private:
  struct Direct {
    InputId input = 0;
    std::vector<std::int64_t> by_code;
    std::int64_t low = 0;
    std::int64_t high = 0;
    std::int64_t stand_in = 0;  ///< count_as
  };
  struct Sub {
    ScaleId scale = 0;
    std::int64_t factor = 0;  ///< Of the numerator of its value.
  };
  /// What an imputed value depends on beside the answered sum.
  enum class Key : std::uint8_t { none, missing, open };

  void collect();
  void collect_ranges();
  bool is_uniform() const;
  void choose_key();
  void tabulate_plain();
  void take_line();
  void tabulate();
  void choose_numerators();
  void choose_positions();
  void choose_format();
  Rational aggregate_of(const Rational& sum) const;
  Rational stepped(std::int64_t aggregate) const;
  std::optional<Rational> imputed(std::int64_t index, std::int64_t key) const;
  bool imputes() const;
  bool has_table() const { return key_ != Key::none; }

  Reg without_answer();
  Reg has_answers(const std::vector<std::uint32_t>& terms, std::uint32_t least);
  Reg reaches(Reg counter, std::uint32_t least);
  Reg stays_within(Reg counter, std::uint32_t most);
  bool is_by_range() const { return scale_.missing.kind == MissingPolicy::Kind::prorate_by_range; }
  Reg table_index() const { return is_by_range() ? shifted_ : raw_; }
  Reg table_key() const { return key_ == Key::open ? open_ : regs_.missing; }
  std::optional<std::size_t> keys_with_values() const;
  template <class T>
  Reg is_in_table();
  template <class T>
  void emit_has_value();
  template <class T>
  void emit_in();
  template <class T>
  Reg sum_of_bytes();
  template <class T>
  Reg plus_missing(Reg from, const std::vector<std::int64_t>& weights);
  template <class T>
  void emit_sums();
  template <class T>
  void emit_greatest();
  template <class T>
  void emit_conditional(const Direct& term);
  template <class T>
  void emit_sub(const Sub& sub);
  bool can_put_right(const JoinedTerms& joined) const;
  template <class T>
  void put_right();
  template <class T>
  Reg value_of(Reg aggregate);
  template <class T>
  void emit_values();

  Builder& b_;
  ScaleId id_;
  const Scale& scale_;
  ScaleRegs& regs_;
  std::vector<Direct> free_;  ///< Always asked.
  std::vector<Direct> conditional_;
  std::vector<Sub> subs_;
  std::int64_t terms_ = 0;
  bool is_greatest_ = false;
  bool turns_ = false;  ///< Steps put the greatest first.

  std::int64_t sum_denominator_ = 1;
  std::int64_t least_ = 0;  ///< Of aggregates, also of the answered alone.
  std::int64_t most_ = 0;
  std::int64_t least_sum_ = 0;  ///< Of completions where nothing is conditional.
  std::int64_t spread_ = 0;     ///< Of free terms: the sum of their ranges.

  std::optional<std::pair<Rational, Rational>> line_;  ///< value = first * aggregate + second
  ValueTable plain_;                                   ///< Where there is no line.
  Key key_ = Key::none;
  ValueTable imputed_;

  // Registers on the way.
  Reg low_;
  Reg high_;
  Reg raw_;
  Reg shifted_;  ///< Answered free terms, each above its least.
  Reg open_;     ///< One byte: the ranges of the missing ones.
  Reg filled_;   ///< count_as
};

/// A row of a table (S5.10).
void build_lookup(Builder& builder, ScaleId id);

}  // namespace block
}  // namespace v1
}  // namespace vaern
