// SPDX-License-Identifier: Apache-2.0
#pragma once
// Instruments written for these tests.

#include "exchange/support.hpp"

namespace vaern::exchange_tests {

/// Null, with the findings as a failure, where the text has errors.
inline InstrumentPtr load(std::string_view yaml) {
  DiagnosticList findings;
  const auto document = read_document("model.yaml", std::string(yaml), findings);
  InstrumentPtr made;
  if (document) made = load_instrument(*document, population_names(), findings);
  EXPECT_FALSE(findings.has_errors()) << render(findings);
  return findings.has_errors() ? nullptr : made;
}

/// Conditions of every form and scoring of every kind, in one small model.
inline constexpr std::string_view every_mechanism = R"yaml(vaern: 1
instrument: every-mechanism
version: "1"
status: draft
title: {en: Every mechanism, da: Alle mekanismer}
sources: {paper: {cite: A paper}}
answers:
  often: {ordered: yes, options: {never: 0, sometimes: 1, often: 3}}
  kind: [calm, loud, no]
items:
  gun: {type: yes_no, text: {en: Gun, da: Skydevåben}}
  left: {type: yes_no, asked_when: {not: gun}, ask_when_known: P14D, text: {en: Left, da: Gået}}
  sleep: {type: often, text: {en: Sleep, da: Søvn}}
  fear: {type: often, asked_when: {sleep: {from: sometimes}}, text: {en: Fear, da: Frygt}}
  events: {type: number, from: -1, to: 4, step: 0.5, asked_when: {any: [left, {fear: often}]}, text: {en: Events, da: Episoder}}
  many: {type: yes_no, asked_when: {events: {from: 2}}, text: {en: Many, da: Mange}}
  sort: {type: kind, asked_when: "applicable(many) || count([gun, left, many]) >= 2", text: {en: Kind, da: Slags}}
  last: {type: yes_no, asked_when: {all: [{not: {sort: loud}}, {at_least: {1: [gun, many, {sort: calm}]}}]}, text: {en: Last, da: Sidste}}
  sum: {type: yes_no, scored: no, asked_when: "applicable(events) && (gun ? events + 1 : events * 2 - 1) > 2", text: {en: Sum, da: Sum}}
  end: {type: yes_no, scored: no, asked_when: "applicable(events) && (min(events, 2) == 1 || max(events, 0) != 0)", text: {en: End, da: Slut}}
scales:
  weighted:
    text: {en: Weighted, da: Vægtet}
    sum: {gun: 2, left: -1}
    missing: {at_most: 1, count_as: no}
    source: paper
    verified: no
  mean:
    mean: [sleep, fear]
    then: [{times: 4}, {plus: 1}, {round: floor}, {clamp: {from: 0, to: 12}}]
    missing: {at_least: {n: 1}, prorate: by_count}
  high: {max: [sleep, fear], missing: bounds_only}
  number: {count: {of: [sleep, fear], at_or_above: 1}, missing: forbid}
gates:
  two: {at_least: {2: [gun, left, many]}}
  mixture: {any: [gun, {sleep: never}]}
levels:
  from: weighted
  cut_offs: {low: lowest, middle: 1, high: 2}
  texts: {low: {en: Low is not safe., da: Lavt er ikke sikkert.}}
rules:
  up:
    when: two
    raise_by: 1
    floor: middle
    because: {en: Two of three., da: To af tre.}
flags:
  unsure: {when: {any: [{unknown: gun}, {missing: left, reason: refused}, last]}, because: {en: Unsure., da: Usikkert.}}
  silent: {when: {any: [{missing: gun, reason: refused}, {missing: left, reason: refused}]}, because: {en: Silent., da: Tavs.}}
  mixed: {when: {all: [{not: mixture}, {not: two}]}, because: {en: Mixed., da: Blandet.}}
judgement: {lower: second_person}
)yaml";

/// What the language has beside that: habits, reversed items, consistent forms, earlier values,
/// parameters, tables with norms, further outcomes, classes, opinions.
inline constexpr std::string_view whole_language = R"yaml(vaern: 1
instrument: whole-language
version: "2"
status: draft
title: {en: Whole language, da: Hele sproget}
supersedes: {model: whole-language@1, from: 2026-01-01}
valid: {from: 2026-01-01}
sources: {paper: {cite: A paper}}
answers:
  often: {ordered: yes, options: {never: 0, sometimes: 1, always: 3}}
  grade: {ordered: yes, options: [low, high]}
parameters:
  high_from: {value: 4, allowed: [4, 5], text: {en: High from, da: Høj fra}, source: paper, verified: no}
items:
  shouts: {type: yes_no, relative_to_habit: yes, text: {en: Shouts, da: Råber}}
  hits: {type: yes_no, relative_to_habit: yes, ask_when_known: P14D, text: {en: Hits, da: Slår}}
  calm: {type: often, reversed: yes, text: {en: Calm, da: Rolig}}
  sad: {type: often, sensitive: yes, text: {en: Sad, da: Ked af det}}
  children: {type: number, from: 0, to: 9, text: {en: Children, da: Børn}}
  hurt: {type: number, from: 0, to: 9, asked_when: {children: {from: 1}}, text: {en: Children hurt, da: Børn kommet til skade}}
consistent:
  not_more: {must: "!applicable(hurt) || hurt <= children", because: {en: No more children are hurt than there are., da: Der kan ikke være flere børn skadet end der er.}}
  one_mood: {must: {not: {all: [{calm: always}, {sad: always}]}}, because: {en: Not both always., da: Ikke begge altid.}}
earlier:
  before: {of: total, take: mean, last: 3, within: P90D, from: 0, to: 9, round: half_up, text: {en: Before, da: Før}}
tables:
  rates: {rows: {0: 5, 3: 20}, text: {en: Rates, da: Andele}, source: paper, verified: no}
  by_day:
    choose: date
    text: {en: Norms, da: Normer}
    norms:
      old: {rows: {0: 1}, from: 2020-01-01, until: 2024-12-31, text: {en: Old, da: Gammel}}
      new: {rows: {0: 2, 4: 3}, from: 2025-01-01, text: {en: New, da: Ny}}
scales:
  total: {sum: [shouts, hits, calm, sad, hurt], missing: {at_most: 1, table: {1: {-2: 0, 2: 3}}}}
  rate: {lookup: {of: total, in: rates}, text: {en: Rate, da: Andel}, missing: bounds_only}
  norm: {lookup: {of: total, in: by_day}, missing: forbid}
  change: {sum: {total: 1, before: -1}, missing: forbid}
levels:
  from: total
  cut_offs: {low: lowest, high: high_from}
  texts: {low: {en: Low is not safe., da: Lavt er ikke sikkert.}}
outcomes:
  lethality:
    text: {en: Lethality, da: Livsfare}
    from: rate
    cut_offs: {usual: lowest, raised: 20}
    texts: {usual: {en: Usual is not safe., da: Sædvanlig er ikke sikker.}}
    rules:
      hit: {when: {hits: {habitual: no}}, raise_to: raised, because: {en: A new blow., da: Et nyt slag.}}
rules:
  escalates: {when: {lethality: {from: raised}}, raise_to: high, because: {en: Lethality is raised., da: Livsfaren er øget.}}
classes:
  pattern:
    text: {en: Pattern, da: Mønster}
    first_match:
      both: {when: {all: [shouts, hits]}, label: {en: both, da: begge}}
      worse: {when: {change: {from: 2}}, label: {en: worse, da: værre}}
      other: {when: otherwise, label: {en: other, da: andet}}
opinions:
  harm: {levels: grade, text: {en: Serious harm, da: Alvorlig skade}, required: yes}
flags:
  worse: {when: {pattern: worse}, because: {en: It gets worse., da: Det bliver værre.}}
judgement: {lower: with_reason}
)yaml";

/// Texts that would break a page which does not escape them.
inline constexpr std::string_view hostile = R"yaml(vaern: 1
instrument: hostile
version: "1"
status: draft
title: {en: "</title></script><img src=x onerror=alert(1)>", da: "</title></script><img src=x onerror=alert(1)>"}
description: {en: An instrument, da: Et redskab}
not_for: {en: "\" onclick='x' &amp; <b>", da: "\" onclick='x' &amp; <b>"}
sources: {s: {cite: "</script><img src=x onerror=alert(1)>", doi: "\"><script>", url: "javascript:alert(1)"}}
answers:
  often:
    never: {points: 0, text: {en: "</script><img src=x onerror=alert(1)>", da: "<!-- "}}
    always: {points: 1, text: {en: "\" autofocus onfocus=\"x", da: "]]>"}}
items:
  one: {type: often, text: {en: "</script><img src=x onerror=alert(1)>", da: "</script><img src=x onerror=alert(1)>"}}
  two: {type: yes_no, asked_when: {one: always}, text: {en: "' onmouseover='x", da: "</legend></fieldset>"}}
  three: {type: number, from: 0, to: 3, text: {en: "</textarea><script>alert(1)</script>", da: "<svg onload=x>"}}
scales:
  total: {text: {en: "<!--<script>", da: "</desc></svg><script>"}, sum: [one, two, three], missing: bounds_only}
levels:
  from: total
  cut_offs: {low: lowest, high: 2}
  labels: {low: {en: "</text></svg><script>", da: "<low>"}, high: {en: "\"high\"", da: "</option></select>"}}
  texts: {low: {en: "Low is not safe <script>.", da: "Lavt er ikke sikkert <script>."}}
)yaml";

}  // namespace vaern::exchange_tests
