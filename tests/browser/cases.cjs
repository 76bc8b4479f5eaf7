// SPDX-License-Identifier: Apache-2.0
// What is filled in, and what the paper form gives. The totals are added up by hand.
"use strict";

const yes = (...ids) => Object.fromEntries(ids.map((id) => [id, true]));

const dashTen = yes("injury", "frightened", "fears_more_violence", "isolated", "separation",
                    "conflict_over_contact", "stalking", "more_often", "getting_worse",
                    "controlled");

const itqEach = (value, ...ids) => Object.fromEntries(ids.map((id) => [id, value]));
// One symptom of each cluster at 2 or more, and trouble in daily life: the fewest that count.
const itqPtsd = itqEach("moderately", "dreams", "avoids_inside", "alert", "ptsd_social");
const itqDisturbances = itqEach("moderately", "calming", "failure", "distant", "dso_social");

module.exports = [
  {
    name: "itq-complex",
    model: "itq",
    others: "not_at_all",
    answers: {...itqPtsd, ...itqDisturbances},
    expect: {classes: {result: ["complex_ptsd"]}},
  },
  {
    name: "itq-ptsd",
    model: "itq",
    others: "a_little",
    answers: itqPtsd,
    expect: {classes: {result: ["ptsd"]}},
  },
  {
    name: "itq-open",
    model: "itq",
    others: "not_at_all",
    answers: {...itqPtsd, ...itqDisturbances, dso_social: {missing: "refused"}},
    expect: {classes: {result: ["ptsd", "complex_ptsd"]}},
  },
  {
    name: "phq-9-twelve",
    model: "phq-9",
    others: "several_days",
    answers: {interest: "nearly_every_day", low_mood: "more_than_half"},
    expect: {total: 12, level: "moderate", flags: {suicidal: "yes"}},
  },
  {
    name: "dash-14",
    model: "dash-marac",
    others: false,
    answers: {...dashTen, ...yes("weapon", "threat_to_kill", "sexual_abuse", "money"),
              events_12_months: "1"},
    expect: {total: 14, level: "marac"},
  },
  {
    name: "dash-13",
    model: "dash-marac",
    others: false,
    answers: {...dashTen, ...yes("weapon", "threat_to_kill", "sexual_abuse"),
              events_12_months: "2"},
    expect: {total: 13, level: "below_criteria"},
  },
  {
    name: "dash-escalation",
    model: "dash-marac",
    others: false,
    answers: {...yes("frightened"), choked: {value: true, within: true}, events_12_months: "3"},
    expect: {total: 2, level: "marac", flags: {strangulation: "yes"}},
  },
  {
    name: "dash-refused",
    model: "dash-marac",
    others: false,
    answers: {...dashTen, ...yes("weapon", "threat_to_kill", "sexual_abuse"),
              money: {missing: "refused"}, events_12_months: "0"},
    expect: {total: 13, low: "below_criteria", high: "marac"},
  },
  {
    name: "dash-keyboard",
    model: "dash-marac",
    keyboard: true,
    answers: {},
    expect: {total: 0, level: "below_criteria", flags: {strangulation: "no"}},
  },
  {
    name: "danger-assessment-closed",
    model: "danger-assessment",
    others: false,
    // A yes that is taken back by a question before it: `never_lived_together` closes with `left`.
    first: {never_lived_together: true},
    answers: {...yes("left", "gun", "unemployed", "weapon", "child_not_his")},
    closed: ["never_lived_together"],
    expect: {total: 18, level: "extreme"},
  },
  {
    name: "who-5-keyboard",
    model: "who-5",
    keyboard: true,
    answers: {},
    expect: {},
  },
  {
    name: "spj",
    model: "spj-partner-violence",
    answers: {},
    judgement: {level: 2, reason: "New threats since the separation."},
    expect: {},
  },
];
