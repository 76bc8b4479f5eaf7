// SPDX-License-Identifier: Apache-2.0
// The forms that are tried on every mutant: simple ones first, then all that an author could mean.
#include <algorithm>
#include <set>

#include "instrument/coverage_goals.hpp"
#include "instrument/tell_apart.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

constexpr std::size_t random_forms = 400;

}  // namespace

/// Simple forms first: the first that differs is proposed.
void Contrast::fill_pool() {
  const Instrument& instrument = *finder_.instrument();
  const Program& program = instrument.program().program();
  for (const bool last : {false, true}) {
    add({finder_.filled(last)});
    for (InputId input = 0; input < program.inputs.size(); ++input) {
      for (std::uint32_t c = 0; c < program.inputs[input].size; ++c) {
        ExampleForm form{finder_.empty()};
        form.responses.answer(input, static_cast<Code>(c));
        fill(instrument, form.responses, last);
        add(finder_.given(std::move(form.responses)));
      }
    }
  }
  for (const Goal& goal : goals_of(finder_)) {
    Sought sought = goal.seek(finder_);
    if (sought.form) add(*std::move(sought.form));
  }
  add_left_out();
  add({finder_.empty()});
  for (const Example& example : instrument.examples()) {
    auto form = example_form(instrument, example);
    if (form) add(*std::move(form));
  }
  add_seconds();
  add_courses();
  add_random();
}

/// Forms with answers left out, for every reason that a flag asks for.
void Contrast::add_left_out() {
  const Instrument& instrument = *finder_.instrument();
  const Program& program = instrument.program().program();
  std::set<MissingReason> reasons{MissingReason::not_asked};
  for (const Flag& flag : instrument.flags()) {
    for (const MissingReason reason : reasons_asked(instrument, *flag.when)) reasons.insert(reason);
  }
  for (const bool last : {false, true}) {
    const Responses base = finder_.filled(last);
    for (const MissingReason reason : reasons) {
      for (InputId input = 0; input < program.inputs.size(); ++input) {
        ExampleForm form{base};
        leave_out(instrument, form.responses, input, reason);
        add(std::move(form));
      }
    }
    // Ever fewer answers of each scale: what its limits and its policy make of them.
    for (const InstrumentScale& scale : instrument.scales()) {
      ExampleForm form{base};
      for (const InputId input : finder_.inputs_of(scale.scale)) {
        leave_out(instrument, form.responses, input, MissingReason::not_asked);
        add(form);
      }
    }
  }
}

/// Every judgement with a second person too.
void Contrast::add_seconds() {
  const std::size_t size = pool_.size();
  for (std::size_t i = 0; i < size; ++i) {
    ExampleForm form = pool_[i].form;
    if (!form.judgement || !form.judgement->second.empty()) continue;
    form.judgement->second = "second";
    add(std::move(form));
  }
}

/// Several earlier assessments, of which the oldest differs from the rest: which of them count.
void Contrast::add_courses() {
  for (const EarlierInput& earlier : finder_.instrument()->earlier()) {
    const std::uint32_t last = earlier.last.value_or(1);
    for (const bool is_oldest_highest : {false, true}) {
      for (const std::uint32_t assessments : {2U, 3U, last, last + 1}) {
        for (const int days : {1, 45, 400}) {
          ExampleForm form{finder_.filled(is_oldest_highest)};
          form.assessed = Date(2026, 6, 15);
          form.earlier.emplace();
          for (std::uint32_t i = 1; i <= std::min(assessments, 60U); ++i) {
            const bool is_oldest = i == std::min(assessments, 60U);
            const auto before = static_cast<std::int64_t>(i - 1) + (is_oldest ? days : 1);
            form.earlier->push_back(
                {form.assessed->add_days(-before),
                 {{earlier.of, is_oldest == is_oldest_highest ? earlier.to : earlier.from}},
                 {}});
          }
          add(std::move(form));
        }
      }
    }
  }
}

void Contrast::add_random() {
  const Instrument& instrument = *finder_.instrument();
  const Program& program = instrument.program().program();
  std::uint32_t state = 20091985;  // always the same forms
  const auto next = [&state](std::uint32_t below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8U) % below;
  };
  for (std::size_t i = 0; i < random_forms; ++i) {
    ExampleForm form{finder_.empty()};
    const std::uint32_t share = next(4);  // of answers left out, in sevenths
    for (const InputId input : program.order) {
      if (next(7) < share) continue;
      // A second question stands in the answer to its first.
      const InputOrigin& origin = instrument.origin(input);
      const bool is_second =
          origin.kind == InputOrigin::Kind::within || origin.kind == InputOrigin::Kind::habitual;
      if (is_second && !form.responses.is_answered(instrument.items()[origin.index].input))
        continue;
      form.responses.answer(input, static_cast<Code>(next(program.inputs[input].size)));
    }
    add(finder_.given(std::move(form.responses)));
  }
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
