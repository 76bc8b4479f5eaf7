// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/policy.hpp"

#include <algorithm>

#include "reassessment/policy_data.hpp"
#include "vaern/expression/evaluate.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

const Declaration* SatisfiedNames::find(std::string_view name) const {
  return name == "completed" || name == "judged" || name == "range_is_one_level" ? &yes_no_
                                                                                 : nullptr;
}

std::vector<std::string> SatisfiedNames::all() const {
  return {"completed", "judged", "range_is_one_level"};
}

namespace {

class AssessmentSituation final : public Situation {
 public:
  AssessmentSituation(bool completed, bool judged, bool one_level)
      : completed_(completed), judged_(judged), one_level_(one_level) {}

  Truth truth(std::string_view name) const override {
    if (name == "completed") return to_truth(completed_);
    if (name == "judged") return to_truth(judged_);
    if (name == "range_is_one_level") return to_truth(one_level_);
    return Truth::unknown;
  }
  OptionSet options(std::string_view) const override { return {0, true}; }
  Interval number(std::string_view) const override { return {}; }
  bool is_unknown(std::string_view) const override { return false; }

 private:
  bool completed_;
  bool judged_;
  bool one_level_;
};

void add(FingerprintBuilder& builder, const PolicyInterval& interval) {
  builder.add(interval.length.to_string());
  builder.add(std::int64_t{interval.proposed}).add(std::int64_t{interval.statutory});
}

void add(FingerprintBuilder& builder, const std::vector<OverdueRung>& ladder) {
  builder.begin("ladder");
  for (const OverdueRung& rung : ladder) {
    builder.begin("rung").add(rung.after.to_string());
    for (const std::string& role : rung.tell) builder.add(role);
    builder.end();
  }
  builder.end();
}

// What a clock may have beside its kind's own keys; nothing where it has none of it.
void add_duty(FingerprintBuilder& builder, const Clock& clock) {
  if (!clock.met_by.empty()) {
    builder.begin("met_by");
    for (const std::string& kind : clock.met_by) builder.add(kind);
    builder.end();
  }
  if (clock.from_occurred) builder.add("counts_from occurred");
  if (!clock.ends_with_case) builder.add("outlives the case");
  if (!clock.valid) return;
  builder.begin("valid");
  for (const auto& date : {clock.valid->from, clock.valid->until}) {
    builder.add(date ? date->to_string() : std::string());
  }
  builder.end();
}

void add(FingerprintBuilder& builder, const Clock& clock) {
  builder.begin("clock").add(clock.id).add(static_cast<std::int64_t>(clock.kind));
  switch (clock.kind) {
    case Clock::Kind::from_event:
      builder.add(clock.from);
      add(builder, clock.within);
      break;
    case Clock::Kind::after_level:
      for (const PolicyInterval& interval : clock.after_level) add(builder, interval);
      add(builder, clock.no_level);
      for (const Clock::OnEvent& on : clock.on_event) {
        builder.add(on.event);
        add(builder, on.interval);
      }
      builder.add(clock.satisfied_by ? to_text(*clock.satisfied_by) : std::string());
      break;
    case Clock::Kind::after_plan:
      add(builder, clock.after_plan);
      break;
    case Clock::Kind::after_closing:
      for (const PolicyInterval& interval : clock.after_closing) add(builder, interval);
      break;
    case Clock::Kind::before_end:
      builder.add(clock.before_end);
      for (const PolicyInterval& interval : clock.remind) add(builder, interval);
      break;
    case Clock::Kind::every_shift:
      add(builder, clock.every);
      break;
  }
  add_duty(builder, clock);
  builder.end();
}

void add(FingerprintBuilder& builder, const LocalizedText& text) {
  builder.begin("text");
  for (const auto& [tag, words] : text) builder.add(tag).add(words);
  builder.end();
}

}  // namespace

bool is_by_deed(const Clock& clock) {
  switch (clock.kind) {
    case Clock::Kind::from_event:
      return !clock.met_by.empty();
    case Clock::Kind::after_closing:
    case Clock::Kind::before_end:
      return true;
    case Clock::Kind::after_level:
    case Clock::Kind::after_plan:
    case Clock::Kind::every_shift:
      break;
  }
  return false;
}

bool counts_from_openings(const Clock& clock) {
  return !is_by_deed(clock) && clock.kind != Clock::Kind::after_plan;
}

bool meets(const Clock& clock, const std::string& kind) {
  return std::find(clock.met_by.begin(), clock.met_by.end(), kind) != clock.met_by.end();
}

bool holds(const Condition& condition, bool completed, bool judged, bool range_is_one_level) {
  return evaluate(condition, AssessmentSituation(completed, judged, range_is_one_level)) ==
         Truth::yes;
}

void set_fingerprints(Policy::Data& data) {
  FingerprintBuilder meaning;
  meaning.add("policy");
  meaning.begin("levels");
  for (const std::string& level : data.levels) meaning.add(level);
  meaning.end();
  meaning.add(data.zone->name()).add(data.calendar.to_string());
  for (const Clock& clock : data.clocks) add(meaning, clock);
  for (const WorkShift& shift : data.shifts) {
    meaning.begin("shift").add(shift.id).add(std::int64_t{shift.from}).end();
  }
  for (const auto& ladder : data.overdue) add(meaning, ladder);
  add(meaning, data.overdue_any);
  add_limits(meaning, data);
  data.meaning = meaning.finish();

  FingerprintBuilder text;
  text.add(data.meaning).add(data.head.id).add(data.head.version);
  text.add(to_string(data.head.status));
  for (const LocalizedText* words :
       {&data.head.title, &data.head.description, &data.head.intended_use, &data.head.not_for}) {
    add(text, *words);
  }
  for (const Source& source : data.head.sources) {
    text.begin("source").add(source.id).add(source.cite).add(source.doi);
    text.add(source.url).add(source.authority).end();
  }
  const auto add_provenance = [&text](const PolicyInterval& interval) {
    text.add(interval.source);
    text.add(std::int64_t{interval.verified ? (*interval.verified ? 1 : 0) : -1});
  };
  for (const Clock& clock : data.clocks) {
    add(text, clock.text);
    add_provenance(clock.within);
    for (const PolicyInterval& interval : clock.after_level) add_provenance(interval);
    add_provenance(clock.no_level);
    for (const Clock::OnEvent& on : clock.on_event) add_provenance(on.interval);
    add_provenance(clock.after_plan);
    for (const PolicyInterval& interval : clock.after_closing) add_provenance(interval);
    for (const PolicyInterval& interval : clock.remind) add_provenance(interval);
  }
  data.text = text.finish();
}

}  // namespace reassessment::detail

const ModelHead& Policy::head() const noexcept { return data_->head; }
const std::vector<std::string>& Policy::levels() const noexcept { return data_->levels; }
const Zone& Policy::zone() const noexcept { return *data_->zone; }
const Reference& Policy::calendar() const noexcept { return data_->calendar; }
const std::vector<Clock>& Policy::clocks() const noexcept { return data_->clocks; }
const std::vector<WorkShift>& Policy::shifts() const noexcept { return data_->shifts; }

const Clock* Policy::find_clock(std::string_view id) const noexcept {
  for (const Clock& clock : data_->clocks) {
    if (clock.id == id) return &clock;
  }
  return nullptr;
}

const std::vector<OverdueRung>& Policy::overdue(std::size_t level) const noexcept {
  return data_->overdue[level];
}
const std::vector<OverdueRung>& Policy::overdue_any() const noexcept { return data_->overdue_any; }

const std::optional<OfficeHours>& Policy::hours() const noexcept { return data_->hours; }
const std::vector<std::string>& Policy::on_duty() const noexcept { return data_->on_duty; }
const std::optional<InForce>& Policy::in_force() const noexcept { return data_->in_force; }
Migrate Policy::migrate() const noexcept { return data_->migrate; }

const std::vector<Clock::OnEvent>& Policy::events_named() const noexcept { return data_->events; }
const SourceSpan& Policy::levels_span() const noexcept { return data_->levels_span; }
const Fingerprint& Policy::meaning() const noexcept { return data_->meaning; }
const Fingerprint& Policy::text() const noexcept { return data_->text; }

bool Policy::satisfies(const Clock& clock, bool completed, bool judged,
                       bool range_is_one_level) const {
  if (!completed) return false;
  if (clock.kind != Clock::Kind::after_level || !clock.met_by.empty()) {
    bool has_levels = false;
    for (const Clock& other : data_->clocks) {
      if (other.kind != Clock::Kind::after_level || !other.met_by.empty()) continue;
      if (!satisfies(other, completed, judged, range_is_one_level)) return false;
      has_levels = true;
    }
    return has_levels || judged || range_is_one_level;
  }
  if (clock.satisfied_by == nullptr) return judged || range_is_one_level;
  return reassessment::detail::holds(*clock.satisfied_by, completed, judged, range_is_one_level);
}

}  // namespace v1
}  // namespace vaern
