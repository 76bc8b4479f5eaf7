// SPDX-License-Identifier: Apache-2.0
// Points of missing policies and of judgement.
#include <algorithm>
#include <utility>

#include "instrument/coverage_goals.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

/// Of a scale over inputs that are asked of everybody any number of them can be answered, so that
/// what cannot be is plain arithmetic.
bool has_free_inputs(const Program& program, const Scale& scale) {
  return std::all_of(scale.terms.begin(), scale.terms.end(), [&](const Term& term) {
    return !term.is_scale && !program.is_conditional(term.id);
  });
}

Sought impossible() { return {Sought::Answer::impossible, std::nullopt}; }

}  // namespace

void Goals::add_missing() {
  for (std::size_t i = 0; i < instrument->scales().size(); ++i) {
    const InstrumentScale& scale = instrument->scales()[i];
    const ScaleId id = scale.scale;
    const MissingPolicy& policy = instrument->program().program().scales[id].missing;
    const auto point = [&](std::string side, LocalizedText text, const Wanted& holds,
                           std::function<Sought(FormFinder&)> seek) {
      add(CoverageKind::missing, scale.id, std::move(side), std::move(text), scale.span, holds,
          std::move(seek));
    };
    const auto try_around = [id](FormFinder& f, const Wanted& wanted) {
      return f.around(f.inputs_of(id), wanted);
    };
    const Wanted complete = [i](const Score& score) {
      const ScaleRow& row = score.scales[i];
      return row.has_value && row.missing == 0 && !row.is_imputed;
    };
    point("complete",
          {{"en", scale.id + " with nothing left out"}, {"da", scale.id + " uden udeladte svar"}},
          complete, [id](FormFinder& f) {
            const std::vector<Rational>* values = f.values(id);
            if (values == nullptr) return f.around(f.inputs_of(id), [](auto&) { return true; });
            return values->empty() ? impossible() : f.with_value(id, values->front());
          });
    const bool imputes = policy.kind != MissingPolicy::Kind::forbid &&
                         policy.kind != MissingPolicy::Kind::bounds_only;
    if (!imputes) {
      const Wanted withheld = [i](const Score& score) {
        return !score.scales[i].has_value && score.scales[i].missing > 0;
      };
      point("withheld",
            {{"en", scale.id + " has no value because an answer is left out"},
             {"da", scale.id + " har ingen værdi, fordi et svar mangler"}},
            withheld, [withheld, try_around](FormFinder& f) { return try_around(f, withheld); });
      continue;
    }
    const Wanted imputed = [i](const Score& score) {
      const ScaleRow& row = score.scales[i];
      return row.has_value && row.is_imputed && row.missing > 0;
    };
    point("imputed",
          {{"en", scale.id + " has a value though an answer is left out"},
           {"da", scale.id + " har en værdi, selv om et svar mangler"}},
          imputed, [id, imputed, try_around](FormFinder& f) {
            const Program& program = f.instrument()->program().program();
            const Scale& s = program.scales[id];
            const bool is_one = has_free_inputs(program, s) && s.terms.size() < 2;
            if (is_one || s.missing.at_most == 0U) return impossible();
            return try_around(f, imputed);
          });
    add_limits(i);
    const Wanted nothing = [i](const Score& score) {
      return !score.scales[i].has_value && score.scales[i].answered == 0 &&
             score.scales[i].missing > 0;
    };
    point("nothing answered",
          {{"en", scale.id + " has no value because nothing is answered"},
           {"da", scale.id + " har ingen værdi, fordi intet er besvaret"}},
          nothing, [nothing, try_around](FormFinder& f) { return try_around(f, nothing); });
  }
}

void Goals::add_limits(std::size_t i) {
  const InstrumentScale& scale = instrument->scales()[i];
  const ScaleId id = scale.scale;
  const Program& program = instrument->program().program();
  const Scale& s = program.scales[id];
  const auto n = static_cast<std::uint32_t>(s.terms.size());
  if (s.missing.at_most) {
    const std::uint32_t limit = *s.missing.at_most;
    const Wanted past = [i, limit](const Score& score) {
      const ScaleRow& row = score.scales[i];
      return row.answered > 0 && row.missing == limit + 1 && !row.has_value;
    };
    const std::string count = std::to_string(limit);
    const bool cannot = has_free_inputs(program, s) && n < limit + 2;
    add(CoverageKind::missing, scale.id, "past at_most",
        {{"en", scale.id + " has no value because more than " + count + " answers are left out"},
         {"da", scale.id + " har ingen værdi, fordi mere end " + count + " svar mangler"}},
        scale.span, past, [id, past, cannot](FormFinder& f) {
          return cannot ? impossible() : f.around(f.inputs_of(id), past);
        });
    if (limit > 0) {
      const Wanted at = [i, limit](const Score& score) {
        return score.scales[i].missing == limit && score.scales[i].has_value;
      };
      const bool too_few = has_free_inputs(program, s) && n <= limit;
      add(CoverageKind::missing, scale.id, "at at_most",
          {{"en", scale.id + " has a value with " + count + " answers left out, the most allowed"},
           {"da",
            scale.id + " har en værdi, selv om " + count + " svar mangler, det højest tilladte"}},
          scale.span, at, [id, at, too_few](FormFinder& f) {
            return too_few ? impossible() : f.around(f.inputs_of(id), at);
          });
    }
  }
  for (std::size_t l = 0; l < s.missing.at_least.size(); ++l) {
    const MissingPolicy::AtLeast limit = s.missing.at_least[l];
    const auto answered = [i, limit](const Score& score) {
      std::uint32_t count = 0;
      for (const std::uint32_t t : limit.terms) {
        if (score.scales[i].terms[t].state == TermRow::State::answered) ++count;
      }
      return count;
    };
    const std::string count = std::to_string(limit.n);
    const std::string place = l == 0 ? "" : " " + std::to_string(l + 1);
    const Wanted past = [i, limit, answered](const Score& score) {
      const ScaleRow& row = score.scales[i];
      return row.answered > 0 && row.missing > 0 && !row.has_value &&
             answered(score) + 1 == limit.n;
    };
    // With n of all terms, one answered fewer leaves n - 1; of a single one nothing is answered.
    const bool cannot =
        has_free_inputs(program, s) && limit.n == 1 && limit.terms.size() == s.terms.size();
    std::vector<InputId> inputs;
    for (const std::uint32_t t : limit.terms) {
      if (!s.terms[t].is_scale) inputs.push_back(s.terms[t].id);
    }
    add(CoverageKind::missing, scale.id, "past at_least" + place,
        {{"en", scale.id + " has no value because fewer than " + count +
                    " of those it needs are answered"},
         {"da", scale.id + " har ingen værdi, fordi færre end " + count +
                    " af de nødvendige er besvaret"}},
        scale.span, past, [past, cannot, inputs](FormFinder& f) {
          return cannot ? impossible() : f.around(inputs, past);
        });
    const Wanted at = [i, limit, answered](const Score& score) {
      const ScaleRow& row = score.scales[i];
      return row.has_value && row.missing > 0 && answered(score) == limit.n;
    };
    add(CoverageKind::missing, scale.id, "at at_least" + place,
        {{"en", scale.id + " has a value with " + count +
                    " of those it needs answered, the fewest allowed"},
         {"da", scale.id + " har en værdi med " + count +
                    " af de nødvendige besvaret, det færrest tilladte"}},
        scale.span, at, [id, at, inputs](FormFinder& f) {
          Sought sought = f.around(inputs, at);
          if (!sought.form) sought = f.around(f.inputs_of(id), at);
          return sought;
        });
  }
}

void Goals::add_judgement() {
  if (instrument->levels().list.empty()) return;
  const JudgementPolicy policy = instrument->judgement();
  const auto highest = static_cast<std::uint32_t>(instrument->levels().list.size() - 1);
  const auto level_id = [](const FormFinder& f, std::uint32_t level) {
    return f.instrument()->levels().list[level].id;
  };
  const SourceSpan& span = instrument->levels().span;
  // A judgement beside a complete form, above or below what its answers give.
  const auto judged = [highest, level_id](FormFinder& f, bool up, const std::string& second) {
    Sought sought = f.complete([&](Question& q) {
      const NodeId top = q.level_at_least(up ? highest : 1);
      return up ? q.negation(top) : top;
    });
    if (sought.form) {
      sought.form->judgement = Judgement{level_id(f, up ? highest : 0), as_example, "", second, {}};
    }
    return sought;
  };
  const auto of_answers = [](const Score& score) { return score.computed.value_or(score.low); };
  if (policy == JudgementPolicy::decides) {
    const Wanted floor = [](const Score& score) {
      return score.judged && score.judged->level < score.low && score.in_force == score.low;
    };
    add(CoverageKind::judgement, "judgement", "below the floor",
        {{"en", "a judgement below the floor that the rules give"},
         {"da", "en faglig vurdering under det, reglerne mindst giver"}},
        span, floor, [judged](FormFinder& f) { return judged(f, false, ""); });
    const Wanted none = [](const Score& score) { return !score.judged && !score.in_force; };
    add(CoverageKind::judgement, "judgement", "none",
        {{"en", "nothing judged yet, so nothing is in force"},
         {"da", "endnu ingen faglig vurdering, så intet niveau gælder"}},
        span, none, [none](FormFinder& f) { return f.around({}, none); });
    return;
  }
  const Wanted raised = [of_answers](const Score& score) {
    return score.judged && score.judged->level > of_answers(score) &&
           score.in_force == score.judged->level;
  };
  add(CoverageKind::judgement, "judgement", "higher",
      {{"en", "a level judged higher than the answers"},
       {"da", "et niveau vurderet højere end svarene"}},
      span, raised, [judged](FormFinder& f) { return judged(f, true, ""); });
  const Wanted refused = [](const Score& score) {
    return score.judged && score.judged->is_overruled;
  };
  const Wanted allowed = [](const Score& score) {
    return score.judged && score.judged->is_lowered;
  };
  if (policy != JudgementPolicy::lower_with_reason) {
    add(CoverageKind::judgement, "judgement", "lower refused",
        {{"en", "a level judged lower than the answers does not count"},
         {"da", "et niveau vurderet lavere end svarene gælder ikke"}},
        span, refused, [judged](FormFinder& f) { return judged(f, false, ""); });
  }
  if (policy != JudgementPolicy::lower_never) {
    const std::string second = policy == JudgementPolicy::lower_second_person ? "second" : "";
    add(CoverageKind::judgement, "judgement", "lower allowed",
        {{"en", "a level judged lower than the answers counts"},
         {"da", "et niveau vurderet lavere end svarene gælder"}},
        span, allowed, [judged, second](FormFinder& f) { return judged(f, false, second); });
  }
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
