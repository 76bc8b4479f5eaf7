// SPDX-License-Identifier: Apache-2.0
#include "vaern/case_file/situation.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace vaern {
inline namespace v1 {
namespace {

// Nobody is older; an age that is unknown is anything up to this.
constexpr int oldest = 150;

Interval any_age() { return Interval(Rational(0), Rational(oldest)); }

template <std::size_t n>
std::vector<std::string> words_of(const std::array<std::string_view, n>& words) {
  return {words.begin(), words.end()};
}

// The first instant of a moment; dates count in UTC where there is no zone.
Instant first_instant(const Moment& moment, const Zone* zone) {
  if (zone != nullptr) return moment.earliest(*zone);
  if (moment.instant) return *moment.instant;
  return Instant{moment.date.first.day_number() * 86'400, 0};
}

Date date_of(Instant instant, const Zone* zone) {
  if (zone != nullptr) return zone->local(instant).date;
  std::int64_t days = instant.seconds / 86'400;
  if (instant.seconds % 86'400 < 0) --days;
  return Date::from_day_number(days);
}

// What is visible of a case at the moment in question.
class View {
 public:
  View(const CaseFile& file, const SituationOptions& options)
      : file_(file),
        options_(options),
        known_by_(options.known_by ? options.known_by : options.as_of) {}

  bool is_struck(const Placed& id) const {
    const Correction* correction = file_.find_correction(id.text);
    return correction != nullptr && is_at_or_before(correction->recorded, known_by_);
  }

  std::vector<const Party*> parties(Role role, const std::string& only) const {
    std::vector<const Party*> found = file_.with_role(role);
    if (!only.empty()) {
      std::erase_if(found, [&](const Party* party) { return party->id != only; });
    }
    return found;
  }

  // What the case says of one party, or nothing where nobody wrote about it.
  std::optional<Truth> written(std::string_view fact, const std::vector<std::string>& about) const {
    std::optional<Truth> value;
    std::optional<Instant> latest;
    for (const FactEntry& entry : file_.facts) {
      if (entry.fact.text != fact || is_struck(entry.id)) continue;
      if (std::find(about.begin(), about.end(), entry.about.text) == about.end()) continue;
      if (entry.from && !is_at_or_before(*entry.from, options_.as_of)) continue;
      if (entry.recorded && !is_at_or_before(*entry.recorded, known_by_)) continue;
      const std::optional<Instant> from =
          entry.from ? std::optional(first_instant(*entry.from, options_.zone)) : std::nullopt;
      const Truth truth = entry.value.value ? to_truth(*entry.value.value) : Truth::unknown;
      if (!value || (from && (!latest || *latest < *from))) {
        value = truth;
        latest = from;
      } else if (latest == from) {
        value = kleene_or(*value, truth);
      }
    }
    return value;
  }

  std::optional<Truth> derived(std::string_view fact, const std::vector<std::string>& about) const {
    std::optional<Truth> value;
    for (const DerivedFact& each : options_.derived) {
      if (each.fact != fact) continue;
      if (std::find(about.begin(), about.end(), each.about) == about.end()) continue;
      value = kleene_or(value.value_or(Truth::no), each.value);
    }
    return value;
  }

  Truth about(std::string_view fact, const std::vector<std::string>& about) const {
    const Truth said = written(fact, about).value_or(Truth::unknown);
    const Truth answered = derived(fact, about).value_or(Truth::unknown);
    if (!is_known(said)) return answered;
    if (!is_known(answered)) return said;
    return kleene_or(said, answered);
  }

  bool says_anything(std::string_view fact, const std::vector<std::string>& about) const {
    return written(fact, about).has_value() || derived(fact, about).has_value();
  }

 private:
  bool is_at_or_before(const Moment& moment, const std::optional<Instant>& limit) const {
    return !limit || first_instant(moment, options_.zone) <= *limit;
  }

  const CaseFile& file_;
  const SituationOptions& options_;
  std::optional<Instant> known_by_;
};

Truth fact_truth(const FactDeclaration& fact, const View& view, const CaseFile& file,
                 const SituationOptions& options) {
  if (fact.about == FactAbout::any_case) {
    std::vector<std::string> everyone{""};
    for (const Party& party : file.parties) everyone.push_back(party.id);
    return view.about(fact.id, everyone);
  }
  if (fact.about == FactAbout::subject) return view.about(fact.id, {"", file.subject.text});
  const bool is_child = fact.about == FactAbout::child;
  const auto parties = is_child ? view.parties(Role::child, options.child)
                                : view.parties(Role::other_party, options.other_party);
  if (parties.empty()) return is_child ? Truth::no : Truth::unknown;
  Truth joined = Truth::no;
  for (const Party* party : parties) joined = kleene_or(joined, view.about(fact.id, {party->id}));
  // Written without saying about whom: it may be any of them.
  if (view.says_anything(fact.id, {""})) joined = kleene_or(joined, view.about(fact.id, {""}));
  return joined;
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
  const View view(file, options);
  const auto others = view.parties(Role::other_party, options.other_party);
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
  set_number(builtin::child_age, ages_of(view.parties(Role::child, options.child)));

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
    truths_.try_emplace(fact.id, fact_truth(fact, view, file, options));
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
