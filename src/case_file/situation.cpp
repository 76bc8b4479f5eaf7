// SPDX-License-Identifier: Apache-2.0
#include "vaern/case_file/situation.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "case_file/facts_seen.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using case_file::detail::parties_in_question;
using case_file::detail::Told;

// Nobody is older; an age that is unknown is anything up to this.
constexpr int oldest = 150;

Interval any_age() { return Interval(Rational(0), Rational(oldest)); }

template <std::size_t n>
std::vector<std::string> words_of(const std::array<std::string_view, n>& words) {
  return {words.begin(), words.end()};
}

Date date_of(Instant instant, const Zone* zone) {
  if (zone != nullptr) return zone->local(instant).date;
  std::int64_t days = instant.seconds / 86'400;
  if (instant.seconds % 86'400 < 0) --days;
  return Date::from_day_number(days);
}

template <class T>
OptionSet option_of(const Given<T>& given, std::size_t count) {
  if (!given.value) return OptionSet::any(static_cast<unsigned>(count));
  return OptionSet::of(static_cast<unsigned>(*given.value));
}

OptionSet join(const OptionSet& a, const OptionSet& b) {
  return {a.possible | b.possible, a.none || b.none};
}

}  // namespace

CaseNames::CaseNames(std::vector<FactDeclaration> facts, std::vector<std::string> levels)
    : facts_(std::move(facts)), levels_(std::move(levels)) {
  const auto declare = [this](std::string_view name, const Declaration& declaration) {
    if (declarations_.try_emplace(std::string(name), declaration).second) {
      order_.emplace_back(name);
    }
  };
  Declaration sex;
  sex.kind = NameKind::options;
  sex.codes = words_of(sex_words);
  Declaration relation;
  relation.kind = NameKind::options;
  relation.codes = words_of(relation_words);
  Declaration age;
  age.kind = NameKind::number;
  age.range = any_age();
  declare(builtin::sex, sex);
  declare(builtin::age, age);
  declare(builtin::relation, relation);
  declare(builtin::living_together, Declaration{});
  declare(builtin::other_party_sex, sex);
  declare(builtin::other_party_age, age);
  declare(builtin::child_age, age);
  if (!levels_.empty()) {
    Declaration level;
    level.kind = NameKind::options;
    level.codes = levels_;
    level.ordered = true;
    declare(builtin::level, level);
  }
  for (const FactDeclaration& fact : facts_) {
    Declaration declaration;
    declaration.declared_at = fact.declared_at;
    declare(fact.id, declaration);
  }
}

const Declaration* CaseNames::find(std::string_view name) const {
  const auto found = declarations_.find(name);
  return found == declarations_.end() ? nullptr : &found->second;
}

std::vector<std::string> CaseNames::all() const { return order_; }

CaseSituation::CaseSituation(const CaseFile& file, const CaseNames& names,
                             const SituationOptions& options) {
  const auto others = parties_in_question(file, Role::other_party, options.other_party);
  const auto set_number = [this](std::string_view name, const std::optional<Interval>& value) {
    numbers_[std::string(name)] = value.value_or(any_age());
    if (!value) unknown_.emplace(name);
  };
  const auto set_options = [this](std::string_view name, const OptionSet& value) {
    options_[std::string(name)] = value;
    if (std::popcount(value.possible) + (value.none ? 1 : 0) != 1) unknown_.emplace(name);
  };
  const auto age_of = [&](const Party* party) -> std::optional<Interval> {
    if (party == nullptr || !party->born.value || !options.as_of) return std::nullopt;
    return age_between(*party->born.value, date_of(*options.as_of, options.zone));
  };
  // Of several persons any age that one of them may have; unknown if it is for one.
  const auto ages_of = [&](const std::vector<const Party*>& parties) -> std::optional<Interval> {
    std::optional<Interval> ages;
    for (const Party* party : parties) {
      const auto age = age_of(party);
      if (!age) return std::nullopt;
      ages = ages ? hull(*ages, *age) : *age;
    }
    return ages;
  };

  const Party* subject = file.find_party(file.subject.text);
  set_options(builtin::sex, subject ? option_of(subject->sex, sex_words.size())
                                    : OptionSet::any(sex_words.size()));
  set_number(builtin::age, age_of(subject));
  set_number(builtin::other_party_age, ages_of(others));
  set_number(builtin::child_age, ages_of(parties_in_question(file, Role::child, options.child)));

  OptionSet relation;
  OptionSet other_sex;
  Truth together = others.empty() ? Truth::unknown : Truth::no;
  for (const Party* other : others) {
    relation = join(relation, option_of(other->relation, relation_words.size()));
    other_sex = join(other_sex, option_of(other->sex, sex_words.size()));
    const auto& living = other->living_together.value;
    together = kleene_or(together, living ? to_truth(*living) : Truth::unknown);
  }
  if (others.empty()) {
    relation = OptionSet::any(relation_words.size());
    other_sex = OptionSet::any(sex_words.size());
  }
  set_options(builtin::relation, relation);
  set_options(builtin::other_party_sex, other_sex);
  truths_[std::string(builtin::living_together)] = together;

  if (!names.levels().empty()) {
    const OptionSet all = OptionSet::any(static_cast<unsigned>(names.levels().size()));
    const std::uint64_t possible = options.possible_levels & all.possible;
    set_options(builtin::level, possible == 0 ? all : OptionSet{possible, false});
  }
  for (const FactDeclaration& fact : names.facts()) {
    Told told = case_file::detail::fact_told(fact, file, options);
    if (!told.event.empty()) events_.try_emplace(fact.id, std::move(told.event));
    truths_.try_emplace(fact.id, told.value);
  }
}

Truth CaseSituation::truth(std::string_view name) const {
  const auto found = truths_.find(name);
  return found == truths_.end() ? Truth::unknown : found->second;
}

OptionSet CaseSituation::options(std::string_view name) const {
  const auto found = options_.find(name);
  return found == options_.end() ? OptionSet::any(64) : found->second;
}

Interval CaseSituation::number(std::string_view name) const {
  const auto found = numbers_.find(name);
  return found == numbers_.end() ? any_age() : found->second;
}

bool CaseSituation::is_unknown(std::string_view name) const {
  const auto found = truths_.find(name);
  if (found != truths_.end()) return !is_known(found->second);
  return unknown_.find(name) != unknown_.end() ||
         (options_.find(name) == options_.end() && numbers_.find(name) == numbers_.end());
}

std::string_view CaseSituation::event_of(std::string_view name) const noexcept {
  const auto found = events_.find(name);
  return found == events_.end() ? std::string_view() : std::string_view(found->second);
}

Interval age_between(const PartialDate& born, Date on) {
  // Whoever is born on the last possible day is youngest; nobody is younger than nothing.
  const int youngest = std::max(0, whole_years_between(born.last, on));
  const int eldest = std::max(youngest, whole_years_between(born.first, on));
  return Interval(Rational(youngest), Rational(eldest));
}

Truth FixedSituation::truth(std::string_view name) const {
  const auto found = truths_.find(name);
  return found == truths_.end() ? Truth::unknown : found->second;
}

OptionSet FixedSituation::options(std::string_view name) const {
  const auto found = options_.find(name);
  if (found != options_.end()) return found->second;
  const Declaration* declaration = names_.find(name);
  return OptionSet::any(declaration ? static_cast<unsigned>(declaration->codes.size()) : 64U);
}

Interval FixedSituation::number(std::string_view name) const {
  const auto found = numbers_.find(name);
  if (found != numbers_.end()) return found->second;
  const Declaration* declaration = names_.find(name);
  return declaration && declaration->range ? *declaration->range : any_age();
}

bool FixedSituation::is_unknown(std::string_view name) const {
  const Declaration* declaration = names_.find(name);
  if (declaration == nullptr || declaration->kind == NameKind::yes_no) {
    return !is_known(truth(name));
  }
  if (declaration->kind == NameKind::number) return numbers_.find(name) == numbers_.end();
  const OptionSet set = options(name);
  return std::popcount(set.possible) + (set.none ? 1 : 0) != 1;
}

}  // namespace v1
}  // namespace vaern
