// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <pybind11/stl.h>

#include <string>

#include "bind.hpp"
#include "models.hpp"
#include "pickles.hpp"
#include "score_views.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

using ScorePtr = std::shared_ptr<const Score>;

/// A further outcome of a score, which it copies nothing of.
struct OutcomeView {
  ScorePtr score;
  std::size_t index;
  const FurtherScore& made() const { return score->outcomes[index]; }
  const Levels& levels() const { return score->instrument->outcomes()[index].levels; }
};

struct ClassesView {
  ScorePtr score;
  std::size_t index;
  const ClassScore& made() const { return score->classes[index]; }
  const InstrumentClasses& classes() const { return score->instrument->classes()[index]; }
};

struct DecisiveView {
  ScorePtr score;
  const DecisiveItem* item;
  std::vector<std::string> names;
};

py::tuple class_ids(const InstrumentClasses& classes, LevelSet set) {
  return level_ids(set, [&](std::uint32_t one) { return py::str(classes.list[one].id); });
}

py::object by_answer(const DecisiveView& view) {
  const Instrument& model = *view.score->instrument;
  InputId input = 0;
  while (model.program().program().inputs[input].name != view.item->item) ++input;
  py::dict possible;
  for (std::size_t code = 0; code < view.item->by_code.size(); ++code) {
    if (view.item->by_code[code] == 0) continue;
    possible[code_value(model, input, static_cast<Code>(code))] = level_ids(
        view.item->by_code[code], [&](std::uint32_t one) { return py::str(view.names[one]); });
  }
  return frozen(possible);
}

py::dict side_levels(const Levels& levels, const SideScore::Levels& made) {
  py::dict dict;
  dict["range"] = py::make_tuple(level_id(levels, made.low), level_id(levels, made.high));
  dict["possible"] = level_ids(levels, made.possible);
  dict["computed"] = level_id(levels, made.computed);
  return dict;
}

void bind_decisive(py::module_& module) {
  py::class_<DecisiveView>(module, "DecisiveItem", py::is_final(), R"(
An unanswered item that must be answered to be sure of the level, or of the class.

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
          "Some answer raises the low end of the range or lowers the high end; of classes: "
          "excludes one.")
      .def_property_readonly(
          "spanned", [](const DecisiveView& v) { return v.item->spanned; },
          "Levels that its answers move the ends of the range; classes that they exclude.")
      .def_property_readonly("by_answer", &by_answer,
                             "The possible levels, or classes, with each answer.")
      .def("__repr__", [](const DecisiveView& v) { return "<DecisiveItem " + v.item->item + ">"; });
  bind_pickle<DecisiveView>(module, "DecisiveItem", [](const DecisiveView& v) {
    const auto place = [&](const std::vector<DecisiveItem>& items) -> std::optional<std::size_t> {
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (&items[i] == v.item) return i;
      }
      return std::nullopt;
    };
    const Score& score = *v.score;
    for (std::size_t i = 0; i < score.outcomes.size(); ++i) {
      const auto at = place(score.outcomes[i].decisive);
      if (at) return part_of(py::cast(OutcomeView{v.score, i}), "decisive", *at);
    }
    for (std::size_t i = 0; i < score.classes.size(); ++i) {
      const auto at = place(score.classes[i].decisive);
      if (at) return part_of(py::cast(ClassesView{v.score, i}), "decisive", *at);
    }
    return part_of(py::cast(holder(v.score)), "decisive", place(score.decisive).value());
  });
}

void bind_outcome(py::module_& module) {
  py::class_<OutcomeView>(module, "Outcome", py::is_final(),
                          "An outcome beside `levels`, with a range of its own.")
      .def_property_readonly(
          "id", [](const OutcomeView& v) { return v.made().id; }, "'lethality'.")
      .def_property_readonly(
          "level",
          [](const OutcomeView& v) {
            return v.made().is_certain() ? level_id(v.levels(), v.made().low)
                                         : py::object(py::none());
          },
          "The one possible level; None while answers could still change it.")
      .def_property_readonly(
          "range",
          [](const OutcomeView& v) {
            return py::make_tuple(level_id(v.levels(), v.made().low),
                                  level_id(v.levels(), v.made().high));
          },
          "The lowest and the highest possible level.")
      .def_property_readonly(
          "possible", [](const OutcomeView& v) { return level_ids(v.levels(), v.made().possible); },
          "The possible levels, lowest first; there may be gaps.")
      .def_property_readonly(
          "certain", [](const OutcomeView& v) { return v.made().is_certain(); },
          "One level is possible.")
      .def_property_readonly(
          "exact", [](const OutcomeView& v) { return v.made().is_exact; },
          "For each possible level there is a complete form that has it.")
      .def_property_readonly(
          "computed", [](const OutcomeView& v) { return level_id(v.levels(), v.made().computed); },
          "By the reported value and the rules that are true. Never show it without `range`.")
      .def_property_readonly(
          "rules", [](const OutcomeView& v) { return truths(v.made().rules, "unknown"); },
          "'yes', 'no' or 'unknown' by id.")
      .def_property_readonly(
          "decisive",
          [](const OutcomeView& v) {
            return decisive_items(v.score, v.made().decisive, names_of(v.levels()));
          },
          "The items that must be answered to be sure, the most useful first.")
      .def_property_readonly(
          "witnesses",
          [](const OutcomeView& v) { return witnesses(*v.score->instrument, v.made()); },
          "Complete forms at the 'lowest' and the 'highest' end of the range, or None.")
      .def("__repr__", [](const OutcomeView& v) {
        const auto& list = v.levels().list;
        const std::string low = list[v.made().low].id;
        return v.made().is_certain() ? fmt::format("<Outcome {} {}, certain>", v.made().id, low)
                                     : fmt::format("<Outcome {} {} to {}, not certain>",
                                                   v.made().id, low, list[v.made().high].id);
      });
  bind_pickle<OutcomeView>(module, "Outcome", [](const OutcomeView& v) {
    return part_of(py::cast(holder(v.score)), "outcomes", v.made().id);
  });
}

void bind_classes(py::module_& module) {
  py::class_<ClassesView>(module, "Classes", py::is_final(),
                          "A nominal outcome: the set of classes that are possible.")
      .def_property_readonly(
          "id", [](const ClassesView& v) { return v.made().id; }, "'diagnosis'.")
      .def_property_readonly(
          "possible",
          [](const ClassesView& v) { return class_ids(v.classes(), v.made().possible); },
          "In declared order.")
      .def_property_readonly(
          "certain", [](const ClassesView& v) { return v.made().is_certain(); },
          "One class is possible.")
      .def_property_readonly(
          "exact", [](const ClassesView& v) { return v.made().is_exact; },
          "For each possible class there is a complete form that has it.")
      .def_property_readonly(
          "decisive",
          [](const ClassesView& v) {
            std::vector<std::string> names;
            for (const NominalClass& one : v.classes().list) names.push_back(one.id);
            return decisive_items(v.score, v.made().decisive, names);
          },
          "The items that must be answered to be sure, the most useful first.")
      .def_property_readonly(
          "witnesses",
          [](const ClassesView& v) {
            py::dict forms;
            for (std::size_t i = 0; i < v.made().witnesses.size(); ++i) {
              if (!v.made().witnesses[i]) continue;
              forms[py::str(v.classes().list[i].id)] =
                  witness(*v.score->instrument, v.made().witnesses[i]);
            }
            return frozen(forms);
          },
          "A complete form for each possible class.")
      .def("__repr__", [](const ClassesView& v) {
        std::string text;
        for (const std::uint32_t one : levels_of(v.made().possible)) {
          text += (text.empty() ? "" : ", ") + v.classes().list[one].id;
        }
        return fmt::format("<Classes {}: {}>", v.made().id, text);
      });
  bind_pickle<ClassesView>(module, "Classes", [](const ClassesView& v) {
    return part_of(py::cast(holder(v.score)), "classes", v.made().id);
  });
}

}  // namespace

py::object level_id(const Levels& levels, const std::optional<std::uint32_t>& level) {
  if (!level) return py::none();
  return py::str(levels.list[*level].id);
}

py::tuple level_ids(const Levels& levels, LevelSet set) {
  return level_ids(set, [&](std::uint32_t level) { return py::str(levels.list[level].id); });
}

std::vector<std::string> names_of(const Levels& levels) {
  std::vector<std::string> names;
  for (const Level& level : levels.list) names.push_back(level.id);
  return names;
}

py::tuple decisive_items(const ScorePtr& score, const std::vector<DecisiveItem>& items,
                         const std::vector<std::string>& names) {
  return tuple_of(
      items, [&](const DecisiveItem& item) { return py::cast(DecisiveView{score, &item, names}); });
}

py::object outcomes_of(const ScorePtr& score) {
  py::dict outcomes;
  for (std::size_t i = 0; i < score->outcomes.size(); ++i) {
    outcomes[py::str(score->outcomes[i].id)] = OutcomeView{score, i};
  }
  return frozen(outcomes);
}

py::object classes_of(const ScorePtr& score) {
  py::dict classes;
  for (std::size_t i = 0; i < score->classes.size(); ++i) {
    classes[py::str(score->classes[i].id)] = ClassesView{score, i};
  }
  return frozen(classes);
}

py::object side_of(const std::optional<SideScore>& side) {
  if (!side) return py::none();
  const Instrument& model = *side->instrument;
  py::dict dict;
  dict["instrument"] = model.reference();
  dict["faults"] = texts(side->faults);
  py::dict scales;
  for (std::size_t i = 0; i < side->scales.size(); ++i) {
    scales[py::str(model.scales()[i].id)] =
        side->scales[i] ? to_python(*side->scales[i]) : py::object(py::none());
  }
  dict["scales"] = frozen(scales);
  if (side->level) dict["level"] = frozen(side_levels(model.levels(), *side->level));
  py::dict outcomes;
  for (std::size_t i = 0; i < side->outcomes.size(); ++i) {
    const FurtherOutcome& outcome = model.outcomes()[i];
    outcomes[py::str(outcome.id)] = frozen(side_levels(outcome.levels, side->outcomes[i]));
  }
  dict["outcomes"] = frozen(outcomes);
  py::dict classes;
  for (std::size_t i = 0; i < side->classes.size(); ++i) {
    classes[py::str(model.classes()[i].id)] = class_ids(model.classes()[i], side->classes[i]);
  }
  dict["classes"] = frozen(classes);
  return frozen(dict);
}

void bind_outcomes(py::module_& module) {
  bind_decisive(module);
  bind_outcome(module);
  bind_classes(module);
}

}  // namespace vaern::python
