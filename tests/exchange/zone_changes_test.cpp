// SPDX-License-Identifier: Apache-2.0
// What has changed in a plan of zones, in words: nothing that the page for staff says otherwise is
// left out.
#include "vaern/exchange/zone_changes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "vaern/case_file/load.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/exchange/zone_copy.hpp"
#include "vaern/programme/library.hpp"

namespace vaern {
namespace {

using testing::HasSubstr;
using testing::Not;

const Programme& resident_programme() {
  static const ProgrammePtr programme = [] {
    DiagnosticList findings;
    static const Library library = Library::load({VAERN_SOURCE_DIR "/instruments"}, findings);
    return library.find_programme("residential-adults");
  }();
  return *programme;
}

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t n) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return (state_ >> 11U) % n;
  }

 private:
  std::uint64_t state_;
};

std::string said_at_random(Dice& dice, const char* made, const std::string& id,
                           const std::string& parent) {
  const ZoneCatalogue& zones = *resident_programme().zones();
  const char* has[] = {"yes", "no", "{missing: unknown}"};
  const char* statuses[] = {"proposed", "agreed", "declined", "already_does", "waived", "done"};
  std::string text = "  - id: " + id + "\n    made: " + made + "\n    by: [p1, w1]\n";
  if (!parent.empty()) text += "    parent: " + parent + "\n";
  const auto traits = [&](const char* key, const auto& list) {
    std::string lines;
    for (const auto& each : list) {
      if (dice.below(3) == 0) continue;
      lines += "      " + each.id + ": {has: " + has[dice.below(3)] +
               (dice.below(4) == 0 ? ", words: Mine ord " + id : std::string()) + "}\n";
    }
    if (!lines.empty()) text += "    " + std::string(key) + ":\n" + lines;
  };
  traits("signs", zones.signs());
  traits("strains", zones.strains());
  std::string lines;
  for (const ZoneMeasure& measure : zones.measures()) {
    if (measure.part == ZonePart::staff_avoid || dice.below(3) == 0) continue;
    lines += "      " + measure.id + ": {status: " + statuses[dice.below(6)] +
             ", reason: En grund " + id + ".}\n";
  }
  return lines.empty() ? text : text + "    measures:\n" + lines;
}

CaseFile case_at_random(Dice& dice) {
  std::string text =
      "vaern: 1\ncase: k-1\nprogramme: residential-adults@1\nsubject: p1\n"
      "parties: [{id: p1, role: subject, sex: man, born: 1992-03}, {id: w1, role: coordinator}]\n"
      "episodes: [{no: 1, opened: 2026-09-28, route: moved_in}]\nfacts:\n";
  const char* values[] = {"value: yes", "value: no", "missing: unknown"};
  for (const char* fact : {"force_was_used", "unsafe_alone_outside"}) {
    for (const char* day : {"2026-10-01", "2026-11-18"}) {
      text += "  - {fact: " + std::string(fact) + ", about: p1, " + values[dice.below(3)] +
              ", from: " + day + ", recorded: " + day + ", by: w1}\n";
    }
  }
  std::string events;
  const char* kinds[] = {"incident", "force_used", "person_asked"};
  const char* days[] = {"2026-10-05", "2026-11-10", "2026-11-17"};
  for (std::uint64_t i = 0; i < dice.below(4); ++i) {
    const std::string day = days[dice.below(3)];
    events += "  - {id: e" + std::to_string(i) + ", kind: " + kinds[dice.below(3)] +
              ", occurred: " + day + ", recorded: " + day + ", by: w1}\n";
  }
  if (!events.empty()) text += "events:\n" + events;
  text += "plans:\n" + said_at_random(dice, "2026-10-08", "s1", "") +
          said_at_random(dice, "2026-11-20", "s2", "s1");
  DiagnosticList findings;
  const auto document = read_document("case.yaml", text, findings);
  auto file = document ? load_case(*document, findings) : std::nullopt;
  if (file) check_case(*file, resident_programme(), findings);
  if (!file || findings.has_errors()) throw std::runtime_error(render(findings) + text);
  return *std::move(file);
}

struct DraftedSide {
  ZonePlan plan;
  AsOf when;
  std::string page;

  DraftedSide(const CaseFile& file, const char* at)
      : plan(zone_plan(file, resident_programme(), {Instant::parse(at), {}}).value()),
        when{Instant::parse(at), {}},
        page(zone_copy_text({&file, &resident_programme(), &plan, when}, ZoneCopy::agency,
                            Language::da)) {}
  ZoneSide side(const CaseFile& file) const {
    return {.file = &file,
            .plan = &plan,
            .as_of = when.as_of,
            .zone = &resident_programme().policy().zone()};
  }
};

/// Every bullet of a page as one line, after its headings.
std::set<std::string> bullets(const std::string& page) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t end = page.find('\n', at);
    lines.push_back(page.substr(at, end - at));
    at = end + 1;
  }
  std::set<std::string> found;
  std::string heading, under, bullet;
  const auto finish = [&] {
    if (!bullet.empty()) found.insert(heading + " | " + under + " | " + bullet);
    bullet.clear();
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (line.rfind("  ", 0) == 0 && !bullet.empty()) {
      bullet += line.substr(1);
      continue;
    }
    finish();
    if (line.rfind("- ", 0) == 0) bullet = line.substr(2);
    if (i + 1 >= lines.size() || line.empty()) continue;
    if (lines[i + 1].rfind("===", 0) == 0) {
      heading = line;
      under.clear();
    } else if (lines[i + 1].rfind("---", 0) == 0) {
      under = line;
    }
  }
  finish();
  return found;
}

/// What the difference can say of a line: the texts in the words of staff of all that is in it.
std::vector<std::string> said_by(const ZonePlanDifference& made) {
  std::vector<std::string> texts;
  const auto add = [&](const LocalizedText& text) { texts.emplace_back(text.best(Language::da)); };
  for (const ZoneMeasureDifference& one : made.measures) add(one.after->measure->text.staff);
  for (const auto* list : {&made.signs, &made.strains}) {
    for (const TraitDifference& one : *list) add(one.text_after->staff);
  }
  for (const ZoneQuestionDifference& one : made.asked) {
    add(one.after && !one.after->empty() ? *one.after
                                         : resident_programme().find_fact(one.name)->question);
  }
  for (const ZoneDateDifference& one : made.dates) {
    const ZoneDate& date = one.after ? *one.after : *one.before;
    add(date.is_review ? resident_programme().find_event(date.kind)->text : date.text);
  }
  return texts;
}

std::string in_one_line(std::string text) {
  for (std::size_t at = text.find("\n  "); at != std::string::npos; at = text.find("\n  ", at)) {
    text.replace(at, 3, " ");
  }
  return text;
}

TEST(ZoneChanges, NameEveryLineThatThePageForStaffPrintsOtherwise) {
  Dice dice(88172645463325252U);
  std::size_t differ = 0;
  for (int round = 0; round < 60; ++round) {
    const CaseFile file = case_at_random(dice);
    const DraftedSide before(file, "2026-10-20T12:00+02:00");
    const DraftedSide after(file, "2026-11-21T12:00+01:00");
    const ZonePlanDifference made = zone_plan_difference(before.side(file), after.side(file));
    const std::vector<std::string> texts = said_by(made);
    const std::string printed = in_one_line(zone_changes_text(
        made, before.side(file), after.side(file), resident_programme(), Language::da));
    const std::set<std::string> old = bullets(before.page);
    const std::set<std::string> now = bullets(after.page);
    std::vector<std::string> other;
    std::set_symmetric_difference(old.begin(), old.end(), now.begin(), now.end(),
                                  std::back_inserter(other));
    for (const std::string& line : other) {
      ++differ;
      // How many are marked (ask): the signs and strains themselves are in the difference.
      if (line.find("Hvilke af linjerne") != std::string::npos) continue;
      EXPECT_TRUE(std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
        return line.find(text) != std::string::npos;
      })) << line;
    }
    for (const std::string& text : texts) EXPECT_THAT(printed, HasSubstr(text));
    EXPECT_THAT(printed, Not(HasSubstr("Mine ord")));
    EXPECT_THAT(zone_changes_json(made, before.side(file), after.side(file)),
                Not(HasSubstr("Mine ord")));
    EXPECT_TRUE(zone_plan_difference(after.side(file), after.side(file)).empty());
  }
  EXPECT_GT(differ, 1000U);
}

TEST(ZoneChanges, OfAPlanWithItselfSayThatNothingHasChanged) {
  Dice dice(7);
  const CaseFile file = case_at_random(dice);
  const DraftedSide side(file, "2026-11-21T12:00+01:00");
  const ZonePlanDifference made = zone_plan_difference(side.side(file), side.side(file));
  EXPECT_THAT(
      zone_changes_text(made, side.side(file), side.side(file), resident_programme(), Language::en),
      HasSubstr("Nothing in the plan has changed."));
}

}  // namespace
}  // namespace vaern
