// SPDX-License-Identifier: Apache-2.0
// The copies that the person holds: their own, and the discreet one.
#include <algorithm>
#include <utility>

#include "exchange/plan_copy_words.hpp"
#include "exchange/report_page.hpp"
#include "exchange/zone_copy.hpp"
#include "vaern/safety_plan/own_words.hpp"

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

/// What the person is to take care of, and the person's own words, behind the measure.
void add_what_belongs_to_it(Line& line, const PlannedMeasure& planned, CopyWords& words,
                            std::string_view own_words) {
  for (const Caution& caution : planned.measure->cautions) {
    if (!caution.is_for_person()) continue;
    line.add(" ");
    line.runs.push_back(words.caution(*planned.measure, caution));
  }
  if (own_words.empty()) return;
  line.add(" ");
  line.runs.push_back(words.own(own::in_my_words));
  line.add(": " + quoted(in_own_direction(std::string(own_words), words.is_right_to_left()),
                         words.tag() == "da" ? Language::da : Language::en));
}

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
  CopyPage copy = sheet(words, options, words.own(own::my_plan));
  Page& page = copy.page;
  Part danger = headed(words.own(own::if_danger));
  const SafetyPlan& plan = *source.plan;
  std::vector<Line> done;
  std::vector<Line> agreed;
  const std::vector<std::size_t> places = person_copy(plan);
  const vaern::OwnWords said = vaern::OwnWords::of(
      *source.file, source.when.as_of, &source.programme->policy().zone(), source.when.known_by);
  for (const std::size_t place : places) {
    const PlannedMeasure& planned = plan.measures[place];
    const std::string_view own_words = said.find(planned.measure->id, planned.child);
    Run text = words.measure(*planned.measure);
    if (names_112(*planned.measure, text)) {
      text.strong = true;
      Line line = line_of(std::move(text));
      add_what_belongs_to_it(line, planned, words, own_words);
      danger.paragraph(std::move(line));
      continue;
    }
    Line line = line_of(std::move(text));
    if (!planned.child.empty()) {
      // In the language of the page, where nobody is named.
      const NamedPerson* named_child = named(options, planned.child);
      Run word = words.own(own::child);
      word.text = named_child != nullptr ? named_child->name : word.text + " " + planned.child;
      if (named_child != nullptr) word.tag.clear();
      line.add(" (");
      line.runs.push_back(std::move(word));
      line.add(")");
    }
    add_what_belongs_to_it(line, planned, words, own_words);
    (planned.status == MeasureStatus::already_does ? done : agreed).push_back(std::move(line));
  }
  if (danger.is_empty()) {
    Run call = words.danger_line();
    call.strong = true;
    danger.paragraph(line_of(std::move(call)));
  }
  page.sections.push_back(std::move(danger));
  if (!done.empty()) page.sections.push_back(headed(words.own(own::i_do)).bullets(std::move(done)));
  if (!agreed.empty()) {
    page.sections.push_back(headed(words.own(own::agreed)).bullets(std::move(agreed)));
  }
  const bool has_no_room = places.size() < agreed_for_person(plan).size();
  if (has_no_room || (places.empty() && is_anything_agreed(plan))) {
    page.sections.push_back(Part().paragraph(line_of(words.own(own::more))));
  } else if (places.empty()) {
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
  copy.missing = words.missing();
  return copy;
}

CopyPage discreet_page(const PlanSource& source, const CopyOptions& options) {
  CopyWords words(options);
  CopyPage copy = sheet(words, options, words.own(own::neutral_title));
  // One list without headings: nothing that could stand empty, no number, no day, no id.
  std::vector<Line> danger;
  std::vector<Line> lines;
  for (const std::size_t place : discreet_copy(*source.plan)) {
    const Measure& measure = *source.plan->measures[place].measure;
    Run text = words.measure(measure);
    const bool is_danger = names_112(measure, text);
    (is_danger ? danger : lines).push_back(line_of(std::move(text)));
  }
  if (danger.empty()) danger.push_back(line_of(words.danger_line()));
  lines.insert(lines.begin(), danger.begin(), danger.end());
  copy.page.sections.push_back(Part().bullets(std::move(lines)));
  copy.missing = words.missing();
  return copy;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
