// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <pybind11/stl.h>

#include <memory>
#include <string>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "pickles.hpp"
#include "score_views.hpp"
#include "vaern/instrument/explanation.hpp"
#include "vaern/instrument/record.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

/// A scale of a score, which it copies nothing of.
struct ScaleView {
  std::shared_ptr<const Score> score;
  std::size_t index;
  const ScaleRow& row() const { return score->scales[index]; }
  const InstrumentScale& scale() const { return score->instrument->scales()[index]; }
};

py::object level_id(const Score& score, const std::optional<std::uint32_t>& level) {
  return vaern::python::level_id(score.instrument->levels(), level);
}

py::tuple ids(const Score& score, LevelSet set) {
  return level_ids(score.instrument->levels(), set);
}

py::object scale_witnesses(const ScaleView& view) {
  const Instrument& model = *view.score->instrument;
  const auto codes = view.score->responses.codes();
  std::optional<Witness> lowest;
  std::optional<Witness> highest;
  if (view.row().has_bounds) {
    py::gil_scoped_release release;
    lowest = bound_witness(model.program(), view.scale().scale, codes, false);
    highest = bound_witness(model.program(), view.scale().scale, codes, true);
  }
  py::dict ends;
  ends["lowest"] = witness(model, lowest);
  ends["highest"] = witness(model, highest);
  return frozen(ends);
}

py::object responses(const Score& score) {
  const Instrument& model = *score.instrument;
  const auto missing = [&](InputId input) {
    py::dict reason;
    reason["missing"] = std::string(to_string(score.responses.reasons()[input]));
    return reason;
  };
  py::dict form;
  for (const Item& item : model.items()) {
    const Code code = score.responses.codes()[item.input];
    py::object answer;
    if (code == missing_code) {
      answer = missing(item.input);
    } else if ((item.within || item.habitual) && code == 1) {
      py::dict all;
      all["value"] = "yes";
      for (const auto& second : {item.within, item.habitual}) {
        if (!second) continue;
        const Code given = score.responses.codes()[*second];
        const bool is_within = second == item.within;
        const py::str key(is_within ? "within" : "habitual");
        if (given == missing_code) {
          all[key] = missing(*second);
        } else if (is_within && given == 1) {
          all[key] = item.ask_when_known->to_string();
        } else {
          all[key] = code_value(model, *second, given);
        }
      }
      answer = all;
    } else {
      answer = code_value(model, item.input, code);
    }
    form[py::str(item.id)] = answer;
  }
  return frozen(form);
}

py::dict node(const ExplanationNode& from) {
  py::dict dict;
  dict["key"] = from.key;
  py::dict arguments;
  for (const auto& [name, value] : from.arguments) arguments[py::str(name)] = value;
  dict["arguments"] = arguments;
  if (from.value) dict["value"] = to_python(*from.value);
  if (from.truth) dict["truth"] = to_python(*from.truth);
  if (from.level) dict["level"] = *from.level;
  py::list children;
  for (const ExplanationNode& child : from.children) children.append(node(child));
  dict["children"] = children;
  return dict;
}

std::string number_text(const ScaleRow& row) {
  if (!row.has_bounds) return "no value";
  return Interval(row.lowest, row.highest).to_string();
}

std::string unanswered(const Score& score) {
  return fmt::format("{} of {} unanswered; {}", score.missing, score.asked,
                     score.instrument->reference());
}

/// The range first; a computed level never stands alone while it is not certain.
std::string repr(const Score& score) {
  if (!score.has_levels) {
    std::string text;
    for (std::size_t i = 0; i < score.scales.size(); ++i) {
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", score.instrument->scales()[i].id,
                          number_text(score.scales[i]));
    }
    return fmt::format("<Score {}; {}>", text, unanswered(score));
  }
  const auto& levels = score.instrument->levels().list;
  std::string text = levels[score.low].id;
  text += score.is_certain() ? ", certain" : " to " + levels[score.high].id + ", not certain";
  if (score.judged) text += "; judged " + levels[score.judged->level].id;
  if (score.judged && score.in_force) text += ", in force " + levels[*score.in_force].id;
  return fmt::format("<Score {}; {}>", text, unanswered(score));
}

void bind_scale(py::module_& module) {
  const auto bound = [](const Rational& value, bool is_there) {
    return is_there ? to_python(value) : py::object(py::none());
  };
  py::class_<ScaleView>(module, "Scale", py::is_final(), R"(
A number of a score, with everything it may still become.

>>> import vaern
>>> danger = vaern.load().instrument("danger-assessment")
>>> total = danger.score({"gun": "yes"}).scales["total"]
>>> total.lowest < total.highest, total.answered
(True, 1)
)")
      .def_property_readonly(
          "id", [](const ScaleView& v) { return v.scale().id; }, "'total'.")
      .def_property_readonly(
          "value", [bound](const ScaleView& v) { return bound(v.row().value, v.row().has_value); },
          "As reported, by the scale's policy for missing answers; None: it has none.")
      .def_property_readonly(
          "lowest",
          [bound](const ScaleView& v) { return bound(v.row().lowest, v.row().has_bounds); },
          "The least value of a complete form that agrees with the answers.")
      .def_property_readonly(
          "highest",
          [bound](const ScaleView& v) { return bound(v.row().highest, v.row().has_bounds); },
          "The greatest value of a complete form that agrees with the answers.")
      .def_property_readonly(
          "attained",
          [](const ScaleView& v) {
            return py::make_tuple(v.row().lowest_attained, v.row().highest_attained);
          },
          "Whether a form is known that has the lowest and the highest value.")
      .def_property_readonly(
          "imputed", [](const ScaleView& v) { return v.row().is_imputed; },
          "The value rests on the policy for missing answers.")
      .def_property_readonly(
          "answered", [](const ScaleView& v) { return v.row().answered; }, "Inputs.")
      .def_property_readonly(
          "missing", [](const ScaleView& v) { return v.row().missing; },
          "Inputs, those included that may not apply.")
      .def_property_readonly("witnesses", &scale_witnesses,
                             "Complete forms with the 'lowest' and the 'highest' value.")
      .def("__repr__", [](const ScaleView& v) {
        const std::string value =
            v.row().has_value ? "reported " + v.row().value.to_string() : "no value reported";
        return fmt::format("<Scale {} {}; {}>", v.scale().id, number_text(v.row()), value);
      });
  bind_pickle<ScaleView>(module, "Scale", [](const ScaleView& v) {
    return part_of(py::cast(holder(v.score)), "scales", v.scale().id);
  });
}

py::object opinions(const Score& score) {
  py::dict dict;
  for (std::size_t i = 0; i < score.opinions.size(); ++i) {
    const OpinionScore& opinion = score.opinions[i];
    const Instrument& model = *score.instrument;
    const AnswerSet& set = *model.find_set(model.opinions()[i].set);
    dict[py::str(opinion.id)] = opinion.given
                                    ? py::object(py::str(set.options[*opinion.given].code))
                                    : py::object(py::none());
  }
  return frozen(dict);
}

py::object earlier(const Score& score) {
  py::dict dict;
  for (const EarlierValue& taken : score.earlier_values) {
    dict[py::str(taken.id)] = taken.value ? to_python(*taken.value) : py::object(py::none());
  }
  return frozen(dict);
}

/// What to know before the level is read: superseded, or outside the days of its validity.
std::vector<std::string> notices(const Score& score) {
  std::vector<std::string> words;
  for (const Standing& standing : score.standing) {
    const std::string day = standing.date.to_string();
    switch (standing.kind) {
      case Standing::Kind::superseded:
        words.push_back("superseded since " + day +
                        (standing.successor ? " by " + standing.successor->to_string() : ""));
        break;
      case Standing::Kind::not_yet_valid:
        words.push_back("valid from " + day);
        break;
      case Standing::Kind::no_longer_valid:
        words.push_back("valid until " + day);
        break;
    }
  }
  return words;
}

}  // namespace

void bind_score(py::module_& module) {
  bind_scale(module);
  bind_outcomes(module);
  using Holder = std::shared_ptr<Score>;
  py::class_<Score, Holder>(module, "Score", py::is_final(), R"(
What an instrument says of one form. A value.

`range`, `possible` and `certain` are those of the answers alone; `in_force` and `possible_after`
count a professional's judgement in.

>>> import vaern
>>> danger = vaern.load().instrument("danger-assessment")
>>> score = danger.score({})
>>> score.range
('variable', 'extreme')
>>> score.possible
('variable', 'increased', 'severe', 'extreme')
>>> score.explain("en").splitlines()[0]
'At least variable danger, may be extreme danger.'
)")
      .def_property_readonly(
          "instrument", [](const Score& s) { return holder(s.instrument); }, "The model.")
      .def_property_readonly("responses", &responses,
                             "Every item: its answer, or why it is missing.")
      .def_property_readonly(
          "assessed",
          [](const Score& s) {
            return s.assessed ? to_python(*s.assessed) : py::object(py::none());
          },
          "A date, or None.")
      .def_property_readonly(
          "level",
          [](const Score& s) {
            return s.is_certain() ? level_id(s, s.low) : py::object(py::none());
          },
          "The one possible level; None while answers could still change it.")
      .def_property_readonly(
          "range",
          [](const Score& s) -> py::object {
            if (!s.has_levels) return py::none();
            return py::make_tuple(level_id(s, s.low), level_id(s, s.high));
          },
          "The lowest and the highest possible level; None for an instrument without levels.")
      .def_property_readonly(
          "possible", [](const Score& s) { return ids(s, s.possible); },
          "The possible levels, lowest first; there may be gaps.")
      .def_property_readonly(
          "certain", [](const Score& held) { return held.is_certain(); }, "One level is possible.")
      .def_property_readonly(
          "exact", [](const Score& s) { return s.is_exact; },
          "For each possible level there is a complete form that has it.")
      .def_property_readonly(
          "computed", [](const Score& s) { return level_id(s, s.computed); },
          "By the reported value and the rules that are true. Never show it without `range`.")
      .def_property_readonly(
          "cut_off", [](const Score& s) { return level_id(s, s.cut_off_level); },
          "The band of the reported value, before rules.")
      .def_property_readonly(
          "scales",
          [](const Holder& s) {
            py::dict scales;
            for (std::size_t i = 0; i < s->scales.size(); ++i) {
              scales[py::str(s->instrument->scales()[i].id)] = ScaleView{s, i};
            }
            return frozen(scales);
          },
          "Scales by id, in declared order.")
      .def_property_readonly(
          "gates", [](const Score& s) { return truths(s.gates, "unknown"); },
          "'yes', 'no' or 'unknown' by id.")
      .def_property_readonly(
          "rules", [](const Score& s) { return truths(s.rules, "unknown"); },
          "'yes', 'no' or 'unknown' by id.")
      .def_property_readonly(
          "flags", [](const Score& s) { return truths(s.flags, "open"); },
          "'yes', 'no' or 'open' by id.")
      .def_property_readonly(
          "missing", [](const Score& s) { return s.missing; },
          "Items that apply or may apply and have no answer.")
      .def_property_readonly(
          "asked", [](const Score& s) { return s.asked; }, "Items that apply or may apply.")
      .def_property_readonly(
          "decisive",
          [](const Holder& s) {
            return decisive_items(s, s->decisive, names_of(s->instrument->levels()));
          },
          "The items that must be answered to be sure, the most useful first.")
      .def_property_readonly(
          "witnesses", [](const Score& s) { return witnesses(*s.instrument, s); },
          "Complete forms at the 'lowest' and the 'highest' end of the range, or None.")
      .def_property_readonly(
          "judged",
          [](const Score& s) {
            return s.judged ? level_id(s, s.judged->level) : py::object(py::none());
          },
          "The professional's level, as judged.")
      .def_property_readonly(
          "in_force", [](const Score& s) { return level_id(s, s.in_force); },
          "The level that counts: after a judgement, or certain without one; else None.")
      .def_property_readonly(
          "possible_after", [](const Score& s) { return ids(s, s.possible_after); },
          "The levels that count downstream: in force, and what may still be higher.")
      .def_property_readonly(
          "outcomes", [](const Holder& s) { return outcomes_of(s); },
          "Outcomes beside `levels`, by id.")
      .def_property_readonly(
          "classes", [](const Holder& s) { return classes_of(s); }, "Nominal outcomes, by id.")
      .def_property_readonly("opinions", &opinions,
                             "Further judged scales by id: the level given, or None.")
      .def_property_readonly("earlier", &earlier,
                             "What was taken from earlier assessments, by id; None: missing.")
      .def_property_readonly(
          "without_sensitive", [](const Score& s) { return side_of(s.without_sensitive); },
          "'scales', 'level', 'outcomes' and 'classes' without the sensitive items; None where "
          "nothing reads one.")
      .def_property_readonly(
          "published", [](const Score& s) { return side_of(s.published); },
          "The same of the published version of a local one, or the codes of the 'faults' that it "
          "finds in the answers; None: no local version.")
      .def_property_readonly(
          "notices", [](const Score& s) { return texts(notices(s)); },
          "That the model is superseded, or outside the days of its validity.")
      .def(
          "record", [](const Score& s) { return record_of(s); },
          py::call_guard<py::gil_scoped_release>(), R"(
The lasting form: canonical JSON with one final line feed, the same bytes everywhere.

>>> import json, vaern
>>> score = vaern.load().instrument("who-5").score({})
>>> json.loads(score.record())["instrument"]["id"]
'who-5'
)")
      .def(
          "explain",
          [](const Score& s, const std::string& tag) {
            const Language language = language_of(tag);
            py::gil_scoped_release release;
            return render(s, language);
          },
          py::arg("language") = "en",
          "For a person, in 'en' or 'da': the range first, then why, and what to ask next.")
      .def(
          "reasons",
          [](const Score& s, const std::string& tag) {
            const Language language = language_of(tag);
            py::gil_scoped_release release;
            return render_reasons(s, language);
          },
          py::arg("language") = "en",
          "The tree in words, in 'en' or 'da': line by line what makes every scale and rule.")
      .def_property_readonly(
          "explanation", [](const Score& s) { return node(explain(s).root); },
          "The tree that gives the score: key, arguments, value, truth, level, children.")
      .def("__repr__", &repr);
  bind_pickle<Score>(module, "Score", [](const Score& s) {
    return call_of("_score", holder(s.instrument), record_of(s), s.with_witnesses, s.with_sides);
  });
}

}  // namespace vaern::python
