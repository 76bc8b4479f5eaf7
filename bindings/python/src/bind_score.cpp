// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <pybind11/stl.h>

#include <memory>
#include <string>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
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
  if (!level) return py::none();
  return py::str(score.instrument->levels().list[*level].id);
}

py::tuple ids(const Score& score, LevelSet set) {
  return level_ids(
      set, [&](std::uint32_t level) { return py::str(score.instrument->levels().list[level].id); });
}

py::object code_value(const Instrument& model, const Item& item, Code code) {
  if (item.type == ItemType::number) return to_python(item.from + item.step * Rational(code));
  return py::str(model.code_text(item, code));
}

/// A complete form, by input; what is not asked in it is left out.
py::object witness(const Instrument& model, const std::optional<Witness>& codes) {
  if (!codes) return py::none();
  py::dict form;
  for (const Item& item : model.items()) {
    if (const Code code = (*codes)[item.input]; code < not_applicable_code) {
      form[py::str(item.id)] = code_value(model, item, code);
    }
    if (!item.within) continue;
    if (const Code code = (*codes)[*item.within]; code < not_applicable_code) {
      form[py::str(item.id + ".within")] = code == 1 ? "yes" : "no";
    }
  }
  return frozen(form);
}

py::object witnesses(const Score& score) {
  py::dict ends;
  ends["lowest"] = witness(*score.instrument, score.lowest_witness);
  ends["highest"] = witness(*score.instrument, score.highest_witness);
  return frozen(ends);
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
    } else if (item.within && code == 1) {
      const Code within = score.responses.codes()[*item.within];
      py::dict both;
      both["value"] = "yes";
      if (within == missing_code) {
        both["within"] = missing(*item.within);
      } else {
        both["within"] = within == 1 ? item.ask_when_known->to_string() : "no";
      }
      answer = both;
    } else {
      answer = code_value(model, item, code);
    }
    form[py::str(item.id)] = answer;
  }
  return frozen(form);
}

py::object truths(const std::vector<NamedTruth>& list, std::string_view unknown) {
  py::dict dict;
  for (const NamedTruth& named : list) dict[py::str(named.id)] = to_python(named.truth, unknown);
  return frozen(dict);
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
}

/// A decisive item with the score that knows its answers.
struct DecisiveView {
  std::shared_ptr<const Score> score;
  const DecisiveItem* item;
};

py::object by_answer(const DecisiveView& view) {
  const Instrument& model = *view.score->instrument;
  const std::string& name = view.item->item;
  const bool is_within = name.ends_with(".within");
  const Item* item = model.find_item(is_within ? name.substr(0, name.size() - 7) : name);
  py::dict levels;
  for (std::size_t code = 0; code < view.item->by_code.size(); ++code) {
    if (view.item->by_code[code] == 0) continue;
    const py::object answer = is_within ? py::object(py::str(code == 1 ? "yes" : "no"))
                                        : code_value(model, *item, static_cast<Code>(code));
    levels[answer] = ids(*view.score, view.item->by_code[code]);
  }
  return frozen(levels);
}

void bind_decisive(py::module_& module) {
  py::class_<DecisiveView>(module, "DecisiveItem", py::is_final(), R"(
An unanswered item that must be answered to be sure of the level.

>>> import vaern
>>> dash = vaern.load().instrument("short-term-signs")
>>> first = dash.score({}).decisive[0]
>>> sorted(first.by_answer)
['no', 'yes']
)")
      .def_property_readonly(
          "item", [](const DecisiveView& v) { return v.item->item; },
          "Its id; 'choked.within' is the second question of 'choked'.")
      .def_property_readonly(
          "settles_alone", [](const DecisiveView& v) { return v.item->settles_alone; },
          "Whatever the answer, the level is then certain.")
      .def_property_readonly(
          "moves_an_end", [](const DecisiveView& v) { return v.item->moves_an_end; },
          "Some answer raises the low end of the range or lowers the high end.")
      .def_property_readonly(
          "spanned", [](const DecisiveView& v) { return v.item->spanned; },
          "Levels that its answers move the ends of the range.")
      .def_property_readonly("by_answer", &by_answer, "The possible levels with each answer.")
      .def("__repr__", [](const DecisiveView& v) { return "<DecisiveItem " + v.item->item + ">"; });
}

}  // namespace

void bind_score(py::module_& module) {
  bind_scale(module);
  bind_decisive(module);
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
      .def_property_readonly("certain", &Score::is_certain, "One level is possible.")
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
            return tuple_of(s->decisive, [&](const DecisiveItem& item) {
              return py::cast(DecisiveView{s, &item});
            });
          },
          "The items that must be answered to be sure, the most useful first.")
      .def_property_readonly(
          "witnesses", &witnesses,
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
      .def_property_readonly(
          "explanation", [](const Score& s) { return node(explain(s).root); },
          "The tree that gives the score: key, arguments, value, truth, level, children.")
      .def("__repr__", &repr);
}

}  // namespace vaern::python
