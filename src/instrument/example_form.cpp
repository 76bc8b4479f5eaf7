// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/example_form.hpp"

#include <utility>

namespace vaern {
inline namespace v1 {

Result<ExampleForm> example_form(const Instrument& instrument, const Example& example) {
  Result<Responses> responses = example_responses(instrument, example);
  if (!responses) return tl::unexpected(std::move(responses.error()));
  ExampleForm form{*std::move(responses)};
  if (example.judged_level) {
    form.judgement = Judgement{*example.judged_level, example.judged_reason, "",
                               example.is_judged_by_second ? "second" : "", example.opinions};
  }
  form.assessed = example.assessed;
  form.earlier = example.earlier;
  return form;
}

Result<Score> score_example(const InstrumentPtr& instrument, const ExampleForm& form,
                            bool with_witnesses) {
  ScoreOptions options;
  options.judgement = form.judgement;
  options.assessed = form.assessed;
  options.earlier = form.earlier;
  options.with_witnesses = with_witnesses;
  options.with_sides = with_witnesses;
  return score(instrument, form.responses, options);
}

}  // namespace v1
}  // namespace vaern
