// SPDX-License-Identifier: Apache-2.0
#include "case_file/facts_seen.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace vaern::case_file::detail {
namespace {

// The first instant of a moment; dates count in UTC where there is no zone.
Instant first_instant(const Moment& moment, const Zone* zone) {
  if (zone != nullptr) return moment.earliest(*zone);
  if (moment.instant) return *moment.instant;
  return Instant{moment.date.first.day_number() * 86'400, 0};
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

  // What the case says of one party, or nothing where nobody wrote about it.
  std::optional<Truth> written(std::string_view fact, const std::vector<std::string>& about) const {
    std::optional<Truth> value;
    std::optional<Instant> latest;
    for (const FactEntry& entry : file_.facts) {
      if (entry.fact.text != fact || !is_seen(entry)) continue;
      if (std::find(about.begin(), about.end(), entry.about.text) == about.end()) continue;
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

  // What is known of a fact about these, with when it was so: latest written, and each answer.
  struct Source {
    Truth value = Truth::unknown;
    const Moment* from = nullptr;      // null: nobody says since when
    const Moment* recorded = nullptr;  // it was so at the latest when it was written down
  };
  std::vector<Source> sources(std::string_view fact, const std::vector<std::string>& about) const {
    std::vector<Source> found;
    const auto is_about = [&](const std::string& party) {
      return std::find(about.begin(), about.end(), party) != about.end();
    };
    for (const FactEntry& entry : file_.facts) {
      if (entry.fact.text != fact || !is_about(entry.about.text) || !is_seen(entry)) continue;
      if (!entry.value.value) continue;
      found.push_back({to_truth(*entry.value.value), entry.from ? &*entry.from : nullptr,
                       entry.recorded ? &*entry.recorded : nullptr});
    }
    for (const DerivedFact& each : options_.derived) {
      if (each.fact != fact || !is_about(each.about) || !is_known(each.value)) continue;
      const Moment* at = each.at ? &*each.at : nullptr;
      found.push_back({each.value, at, at});
    }
    return found;
  }

  // Events that say the fact, of which `is_meant` holds for whom they are about.
  template <class Predicate>
  std::vector<const EventEntry*> events(const FactDeclaration& fact,
                                        const Predicate& is_meant) const {
    std::vector<const EventEntry*> found;
    for (const EventEntry& event : file_.events) {
      const auto& kinds = fact.from_events;
      if (std::find(kinds.begin(), kinds.end(), event.kind.text) == kinds.end()) continue;
      if (is_struck(event.id) || !is_at_or_before(event.occurred, options_.as_of) ||
          !is_at_or_before(event.recorded, known_by_) || !is_meant(event.about.text)) {
        continue;
      }
      found.push_back(&event);
    }
    return found;
  }

  bool says_anything(std::string_view fact, const std::vector<std::string>& about) const {
    return written(fact, about).has_value() || derived(fact, about).has_value();
  }

 private:
  bool is_seen(const FactEntry& entry) const {
    if (is_struck(entry.id)) return false;
    if (entry.from && !is_at_or_before(*entry.from, options_.as_of)) return false;
    return !entry.recorded || is_at_or_before(*entry.recorded, known_by_);
  }

  bool is_at_or_before(const Moment& moment, const std::optional<Instant>& limit) const {
    return !limit || first_instant(moment, options_.zone) <= *limit;
  }

  const CaseFile& file_;
  const SituationOptions& options_;
  std::optional<Instant> known_by_;
};

Told join(const Told& a, const Told& b) {
  const Truth value = kleene_or(a.value, b.value);
  if (a.value == value && (b.value != value || a.event.empty())) return a;
  return b.value == value ? b : Told{value, {}};
}

bool is_after(const View::Source& source, const EventEntry& event) {
  return source.from != nullptr && Moment::surely_before(event.occurred, *source.from);
}

bool is_before(const View::Source& source, const EventEntry& event) {
  const auto before = [&](const Moment* moment) {
    return moment != nullptr && Moment::surely_before(*moment, event.occurred);
  };
  return before(source.from) || before(source.recorded);
}

// An event only ever raises a fact, so that it can end no block: to yes where every no is surely
// earlier, to unknown where the order of a no is not known, and not at all where something is
// surely later.
Told with_events(Truth said, const std::vector<View::Source>& sources,
                 const std::vector<const EventEntry*>& events) {
  if (said == Truth::yes) return {said, {}};
  Told told{said, {}};
  for (const EventEntry* event : events) {
    const auto any = [&](auto&& claim) {
      return std::any_of(sources.begin(), sources.end(), claim);
    };
    if (any([&](const View::Source& source) { return is_after(source, *event); })) continue;
    const bool is_contested = any([&](const View::Source& source) {
      return source.value == Truth::no && !is_before(source, *event);
    });
    if (!is_contested) return {Truth::yes, event->id.text};
    if (told.event.empty()) told = {Truth::unknown, event->id.text};
  }
  return told;
}

}  // namespace

std::vector<const Party*> parties_in_question(const CaseFile& file, Role role,
                                              const std::string& only) {
  std::vector<const Party*> found = file.with_role(role);
  if (!only.empty()) {
    std::erase_if(found, [&](const Party* party) { return party->id != only; });
  }
  return found;
}

Told fact_told(const FactDeclaration& fact, const CaseFile& file, const SituationOptions& options) {
  const View view(file, options);
  const auto told = [&](const std::vector<std::string>& about, const auto& is_meant) {
    return with_events(view.about(fact.id, about), view.sources(fact.id, about),
                       view.events(fact, is_meant));
  };
  const auto any_event = [](const std::string&) { return true; };
  if (fact.about == FactAbout::any_case) {
    std::vector<std::string> everyone{""};
    for (const Party& party : file.parties) everyone.push_back(party.id);
    return told(everyone, any_event);
  }
  if (fact.about == FactAbout::subject) return told({"", file.subject.text}, any_event);
  const bool is_child = fact.about == FactAbout::child;
  const Role role = is_child ? Role::child : Role::other_party;
  const auto parties =
      parties_in_question(file, role, is_child ? options.child : options.other_party);
  if (parties.empty()) {
    if (is_child && options.childless != Truth::yes) return told({""}, any_event);
    return {is_child ? Truth::no : Truth::unknown, {}};
  }
  const bool is_said_of_nobody = view.says_anything(fact.id, {""});
  const bool is_only = file.with_role(role).size() == 1;
  Told joined;
  for (const Party* party : parties) {
    // An event about nobody of the role may be about any of them (T4.4).
    const auto is_meant = [&](const std::string& about) {
      const Party* meant = file.find_party(about);
      return meant == nullptr || meant->role != role || meant->id == party->id;
    };
    if (!is_only || !is_said_of_nobody) {
      joined = join(joined, told({party->id}, is_meant));
      continue;
    }
    const Truth said = kleene_or(view.about(fact.id, {party->id}), view.about(fact.id, {""}));
    joined = join(joined, with_events(said, view.sources(fact.id, {party->id, ""}),
                                      view.events(fact, is_meant)));
  }
  // Written without saying about whom: it may be any of them.
  if (is_said_of_nobody && !is_only) {
    joined = join(joined, Told{view.about(fact.id, {""}), {}});
  }
  return joined;
}

}  // namespace vaern::case_file::detail
