// SPDX-License-Identifier: Apache-2.0
// The copies that the person holds: their own, and the discreet one.
#include <algorithm>
#include <map>
#include <utility>

#include "exchange/plan_copy_words.hpp"
#include "exchange/plan_words.hpp"
#include "exchange/report_page.hpp"
#include "exchange/zone_copy.hpp"
#include "vaern/core/date.hpp"
#include "vaern/safety_plan/own_words.hpp"
#include "vaern/safety_plan/revision.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

Line line_of(Run run) {
  Line line;
  line.runs.push_back(std::move(run));
  return line;
}

CopyPage sheet(const CopyWords& words, const CopyOptions& options, const Run& heading) {
  CopyPage copy;
  copy.tag = words.tag();
  copy.is_right_to_left = words.is_right_to_left();
  copy.is_sheet = true;
  copy.page.language = options.language;
  copy.page.title = heading.text;
  copy.page.heading = heading.text;
  copy.heading_tag = heading.tag;
  return copy;
}

Part headed(Run heading) {
  Part part;
  part.heading = std::move(heading.text);
  part.heading_tag = std::move(heading.tag);
  return part;
}

/// It is the danger line itself: everybody's number, in the words that are printed, and nothing
/// with it that gives anybody away.
bool names_112(const Measure& measure, const Run& text) {
  return measure.reveals_nothing() && says_112(text.text);
}

/// A number is read from left to right in any script.
std::string isolated(const std::string& number, bool is_right_to_left) {
  return is_right_to_left ? "\u2066" + number + "\u2069" : number;
}

/// Words of a person in a page of another direction, which keep their own.
std::string in_own_direction(const std::string& words, bool is_right_to_left) {
  return is_right_to_left ? "\u2068" + words + "\u2069" : words;
}

/// How the copy tells the children of the case apart: by the name that a table gives, else by age,
/// else by id. A child who is the only one needs no word.
class Children {
 public:
  Children(const PlanSource& source, const CopyOptions& options, CopyWords& words)
      : options_(options), words_(words) {
    std::map<std::string, int> times;
    for (const Party& party : source.file->parties) {
      if (party.role != Role::child) continue;
      ++count_;
      ages_[party.id] = age_of(party, source);
      ++times[ages_[party.id]];
    }
    // Of two of one age neither is told apart by it.
    for (auto& [id, age] : ages_) {
      if (times[age] > 1) age.clear();
    }
  }

  /// " (the child aged 10 and the child aged 14)"
  void add_to(Line& line, const std::vector<std::string>& ids) const {
    std::vector<Run> runs;
    for (const std::string& id : ids) {
      const bool is_only_one = count_ <= 1 && named(options_, id) == nullptr;
      if (!id.empty() && !is_only_one) runs.push_back(word(id));
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const bool is_last = i > 0 && i + 1 == runs.size();
      line.add(i == 0 ? " (" : is_last && !is_translated() ? joint() : ", ");
      line.runs.push_back(std::move(runs[i]));
    }
    if (!runs.empty()) line.add(")");
  }

 private:
  /// "10", or "9-10" where the day of birth leaves it open. Empty: it is not known.
  static std::string age_of(const Party& party, const PlanSource& source) {
    if (!party.born.value || !source.when.as_of) return {};
    const Date today = source.programme->policy().zone().local(*source.when.as_of).date;
    const int youngest = whole_years_between(party.born.value->last, today);
    const int eldest = whole_years_between(party.born.value->first, today);
    if (youngest < 0) return {};
    const std::string least = std::to_string(youngest);
    return youngest == eldest ? least : least + "-" + std::to_string(eldest);
  }

  Run word(const std::string& id) const {
    if (const NamedPerson* person = named(options_, id)) return {person->name, false, {}};
    const auto found = ages_.find(id);
    const std::string age = found == ages_.end() ? std::string() : found->second;
    if (age == "0") return words_.own(own::child_under_one);
    if (!age.empty()) {
      auto run = words_.own(own::child_aged, "{age}", isolated(age, words_.is_right_to_left()));
      if (run) return *std::move(run);
    }
    Run run = words_.own(own::child);
    run.text += " " + id;
    return run;
  }

  bool is_translated() const { return options_.translation != nullptr; }
  std::string joint() const { return tell(options_.language, " and ", " og "); }

  const CopyOptions& options_;
  CopyWords& words_;
  std::map<std::string, std::string> ages_;
  std::size_t count_ = 0;
};

/// What the copy is made with.
struct PersonTeller {
  const PlanSource& source;
  const CopyOptions& options;
  CopyWords& words;
  const Children& children;
  vaern::OwnWords said;

  /// One measure, of several children where it is the same for them, with what belongs to it.
  Line line(const std::vector<std::size_t>& places, bool is_strong) const {
    const Measure& measure = *planned(places.front()).measure;
    Run text = words.measure(measure);
    text.strong = is_strong;
    Line line = line_of(std::move(text));
    std::vector<std::string> ids;
    for (const std::size_t place : places) ids.push_back(planned(place).child);
    children.add_to(line, ids);
    for (const Caution& caution : measure.cautions) {
      if (!caution.is_for_person()) continue;
      line.add(" ");
      line.runs.push_back(words.caution(measure, caution));
    }
    add_own_words(line, places);
    return line;
  }

  /// Each once; of which child, where not all of the line have the same.
  void add_own_words(Line& line, const std::vector<std::size_t>& places) const {
    std::vector<std::pair<std::string_view, std::vector<std::string>>> each;
    for (const std::size_t place : places) {
      const std::string_view of_it = said.find(planned(place).measure->id, planned(place).child);
      if (of_it.empty()) continue;
      auto found = std::find_if(each.begin(), each.end(),
                                [&](const auto& other) { return other.first == of_it; });
      if (found == each.end()) found = each.insert(found, {of_it, {}});
      found->second.push_back(planned(place).child);
    }
    if (each.empty()) return;
    line.add(" ");
    line.runs.push_back(words.own(own::in_your_words));
    for (std::size_t i = 0; i < each.size(); ++i) {
      const std::string own_words(each[i].first);
      line.add((i == 0 ? ": " : ", ") +
               quoted(in_own_direction(own_words, words.is_right_to_left()),
                      words.tag() == "da" ? Language::da : Language::en));
      if (each[i].second.size() < places.size()) children.add_to(line, each[i].second);
    }
  }

  /// The day of the latest plan that counts; nothing where there is none.
  void add_day(Part& part) const {
    const PlanEntry* plan = latest_plan(*source.file, source.when.as_of,
                                        &source.programme->policy().zone(), source.when.known_by);
    if (plan == nullptr) return;
    const std::string written = plan->made.date.to_string();
    const bool is_translated = options.translation != nullptr;
    const std::string day = is_translated ? isolated(written, words.is_right_to_left())
                                          : day_words(written, options.language);
    auto run = words.own(own::agreed_on, "{day}", day);
    if (run) part.paragraph(line_of(*std::move(run)));
  }

  const PlannedMeasure& planned(std::size_t place) const { return source.plan->measures[place]; }
};

/// Something was agreed with the person, though it may wait for an answer or a guard.
bool is_anything_agreed(const SafetyPlan& plan) {
  return std::any_of(plan.measures.begin(), plan.measures.end(), [](const PlannedMeasure& planned) {
    return is_for_person(planned.measure->who) && (planned.status == MeasureStatus::agreed ||
                                                   planned.status == MeasureStatus::already_does);
  });
}

}  // namespace

CopyPage person_page(const PlanSource& source, const CopyOptions& options) {
  CopyWords words(options);
  CopyPage copy = sheet(words, options, words.own(own::your_plan));
  Page& page = copy.page;
  Part danger = headed(words.own(own::if_danger));
  const SafetyPlan& plan = *source.plan;
  const Children children(source, options, words);
  const PersonTeller teller{
      source, options, words, children,
      vaern::OwnWords::of(*source.file, source.when.as_of, &source.programme->policy().zone(),
                          source.when.known_by)};
  std::vector<Line> done;
  std::vector<Line> agreed;
  std::vector<Line> to_child;
  std::vector<Line> to_others;
  std::vector<std::vector<std::size_t>> lines = person_lines(plan);
  const bool has_no_room = lines.size() > most_person_lines;
  lines.resize(std::min(lines.size(), most_person_lines));
  for (const std::vector<std::size_t>& places : lines) {
    const PlannedMeasure& planned = plan.measures[places.front()];
    const Measure& measure = *planned.measure;
    if (measure.who != Who::person) {
      // Words that they are to hear: the person passes them on.
      (measure.who == Who::child ? to_child : to_others).push_back(teller.line(places, false));
    } else if (names_112(measure, words.measure(measure))) {
      danger.paragraph(teller.line(places, true));
    } else {
      (planned.status == MeasureStatus::already_does ? done : agreed)
          .push_back(teller.line(places, false));
    }
  }
  if (danger.is_empty()) {
    Run call = words.danger_line();
    call.strong = true;
    danger.paragraph(line_of(std::move(call)));
  }
  page.sections.push_back(std::move(danger));
  const auto add = [&](const OwnWords& heading, std::vector<Line>& section) {
    if (section.empty()) return;
    page.sections.push_back(headed(words.own(heading)).bullets(std::move(section)));
  };
  add(own::you_do, done);
  add(own::agreed, agreed);
  add(own::tell_child, to_child);
  add(own::tell_others, to_others);
  const bool is_agreed = !lines.empty() || is_anything_agreed(plan);
  if (has_no_room || (lines.empty() && is_agreed)) {
    page.sections.push_back(Part().paragraph(line_of(words.own(own::more))));
  } else if (lines.empty()) {
    page.sections.push_back(Part().paragraph(line_of(words.own(own::nothing_yet))));
  }
  std::vector<Line> people;
  for (const Party& party : source.file->parties) {
    const NamedPerson* person = named(options, party.id);
    if (person == nullptr || person->telephone.empty() || !is_professional(party.role)) continue;
    people.emplace_back(person->name + ", " + isolated(person->telephone, copy.is_right_to_left));
  }
  if (!people.empty()) {
    page.sections.push_back(headed(words.own(own::contacts)).bullets(std::move(people)));
  }
  page.small_print.paragraph(line_of(words.own(own::keep_it)));
  page.small_print.paragraph(line_of(words.own(own::it_is_yours)));
  if (is_agreed) teller.add_day(page.small_print);
  copy.missing = words.missing();
  return copy;
}

CopyPage discreet_page(const PlanSource& source, const CopyOptions& options) {
  CopyWords words(options);
  CopyPage copy = sheet(words, options, words.own(own::neutral_title));
  // One list without headings: nothing that could stand empty, no number, no day, no id. Its first
  // line is the same whether it was agreed or not.
  std::vector<Line> lines{line_of(words.danger_line())};
  for (const std::size_t place : discreet_copy(*source.plan)) {
    const Measure& measure = *source.plan->measures[place].measure;
    if (!measure.is_danger_line()) lines.push_back(line_of(words.measure(measure)));
  }
  copy.page.sections.push_back(Part().bullets(std::move(lines)));
  copy.missing = words.missing();
  return copy;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
