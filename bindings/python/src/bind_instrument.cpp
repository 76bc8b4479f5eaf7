// SPDX-License-Identifier: Apache-2.0
#include <pybind11/stl.h>

#include <string>

#include "bind.hpp"
#include "convert.hpp"
#include "diagnostics/codes/model.hpp"
#include "models.hpp"
#include "pickles.hpp"
#include "vaern/archive/models.hpp"
#include "vaern/exchange/codebook.hpp"
#include "vaern/instrument/examples.hpp"
#include "vaern/model/store.hpp"
#include "vaern/programme/library.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

/// An item with the instrument that knows its answers.
struct ItemView {
  InstrumentPtr model;
  const Item* item;
};

InstrumentPtr read_instrument(const std::string& text, const std::string& name,
                              DiagnosticList& findings) {
  auto document = read_document(name, text, findings);
  if (!document) return nullptr;
  ModelStore store;
  const StoredModel* model = store.add(*std::move(document), findings);
  if (model == nullptr) return nullptr;
  if (model->kind != Kind::instrument) {
    findings.add(codes::model_of_another_kind, model->span,
                 {{"reference", model->reference()},
                  {"kind", "instrument"},
                  {"other", std::string(to_string(model->kind))}});
    return nullptr;
  }
  return load_instrument(model->document, population_names(), findings);
}

InstrumentHolder loads(const std::string& text, const std::string& name) {
  DiagnosticList findings;
  InstrumentPtr model;
  {
    py::gil_scoped_release release;
    model = read_instrument(text, name, findings);
    findings.sort();
  }
  if (model == nullptr && !findings.has_errors()) {
    throw py::value_error("the text is a case and no model: read it with vaern.load_case");
  }
  if (model == nullptr || findings.has_errors()) raise_model_error(findings);
  return holder(model);
}

Score score_answers(const InstrumentHolder& model, const py::object& responses,
                    const py::object& judgement, const py::object& assessed,
                    const py::object& earlier) {
  DiagnosticList findings;
  const std::vector<RawAnswer> answers = answers_of(responses, findings);
  ScoreOptions options;
  options.judgement = judgement_of(judgement, findings);
  options.assessed = date_of(assessed, "assessed");
  options.earlier = earlier_of(earlier, findings);
  std::optional<Result<Score>> made;
  {
    py::gil_scoped_release release;
    made = score(InstrumentPtr(model), answers, options);
  }
  if (!*made) findings.append(std::move(made->error()));
  if (findings.has_errors()) raise_data_error(findings);
  return **std::move(made);
}

std::string type_of(const ItemView& view) {
  switch (view.item->type) {
    case ItemType::yes_no:
      return "yes_no";
    case ItemType::number:
      return "number";
    case ItemType::options:
      break;
  }
  return view.item->set;
}

py::tuple answers(const ItemView& view) {
  const std::uint32_t size = view.model->program().program().inputs[view.item->input].size;
  py::list list;
  for (std::uint32_t code = 0; code < size; ++code) {
    if (view.item->type == ItemType::number) {
      list.append(
          to_python(view.item->from + view.item->step * Rational(static_cast<std::int64_t>(code))));
    } else {
      list.append(view.model->code_text(*view.item, static_cast<Code>(code)));
    }
  }
  return py::tuple(list);
}

void bind_item(py::module_& module) {
  py::class_<ItemView>(module, "Item", py::is_final(), "One thing that an instrument asks.")
      .def_property_readonly(
          "id", [](const ItemView& v) { return v.item->id; }, "'gun'.")
      .def_property_readonly("type", &type_of, "'yes_no', 'number' or the name of an answer set.")
      .def_property_readonly("answers", &answers, "Every answer it takes, in declared order.")
      .def(
          "text",
          [](const ItemView& v, const std::string& tag) {
            return v.item->text.best(language_of(tag));
          },
          py::arg("language") = "en", "The short label in 'en' or 'da'.")
      .def_property_readonly(
          "asked_when",
          [](const ItemView& v) {
            return v.item->asked_when == nullptr
                       ? py::object(py::none())
                       : py::object(py::str(to_text(*v.item->asked_when)));
          },
          "The condition as text; None: always asked.")
      .def_property_readonly(
          "ask_when_known",
          [](const ItemView& v) {
            return v.item->ask_when_known ? py::object(py::str(v.item->ask_when_known->to_string()))
                                          : py::object(py::none());
          },
          "A yes also asks whether it was within this time ('P14D'); None: it does not.")
      .def_property_readonly(
          "is_scored", [](const ItemView& v) { return v.item->is_scored; }, "False: asked only.")
      .def_property_readonly(
          "is_asked_of_assessor", [](const ItemView& v) { return v.item->is_asked_of_assessor; },
          "True: not a question to the person.")
      .def_property_readonly(
          "is_sensitive", [](const ItemView& v) { return v.item->is_sensitive; },
          "True: about origin, religion, the health of others and the like.")
      .def("__repr__", [](const ItemView& v) {
        return "<Item " + v.item->id + " of " + v.model->reference() + ">";
      });
  bind_pickle<ItemView>(module, "Item", [](const ItemView& v) {
    return part_of(py::cast(holder(v.model)), "items", v.item->id);
  });
}

py::tuple run_examples_of(const InstrumentHolder& model) {
  std::vector<ExampleResult> results;
  {
    py::gil_scoped_release release;
    results = run_examples(model);
  }
  return tuple_of(results, [](const ExampleResult& result) {
    py::list differences;
    for (const ExampleMismatch& m : result.mismatches) {
      differences.append(py::make_tuple(m.what, m.expected, m.found));
    }
    for (const Diagnostic& fault : result.faults) {
      differences.append(py::make_tuple("error", "", fault.message()));
    }
    return py::make_tuple(result.name, py::tuple(differences));
  });
}

std::string codebook_of(const InstrumentHolder& model, const std::string& format,
                        const std::string& language) {
  const auto known = parse_codebook_format(format);
  if (!known) throw py::value_error("format is 'csv', 'stata' or 'r', not '" + format + "'");
  const Language tag = language_of(language);
  py::gil_scoped_release release;
  return codebook(*model, *known, tag);
}

constexpr const char* codebook_help = R"(
What the columns of a data table of the instrument mean: names, labels, types, ranges, value labels,
missing codes and formulas.

`format` is 'csv' (one tidy table in Danish and English), 'stata' (a do-file) or 'r' (a script);
`language` is that of labels and comments.

>>> import vaern
>>> danger = vaern.load().instrument("danger-assessment")
>>> danger.codebook().splitlines()[0][:22]
'column,entry,direction'
)";

constexpr const char* score_help = R"(
Scores one form and says everything that could still change the result.

`responses` maps items to answers: 'yes', 'no' or a bool; a code; a number as int, float, Decimal,
Fraction or text. None, or an item that is absent, is not asked; any other reason is written
{"missing": "refused"}. {"value": "yes", "within": "P14D"} also answers the second question.
{"value": "yes", "habitual": "no"} says that it is not usual for the person.
`judgement` is a professional's level: {"level": ..., "reason": ..., "by": ..., "second": ...,
"opinions": {...}}. `assessed` is a date or a text. `earlier` is what earlier assessments reported:
[{"assessed": "2026-09-01", "scales": {"total": 4}}]; an empty list says that there are none.
Raises DataError with every fault of the form.

>>> import vaern
>>> danger = vaern.load().instrument("danger-assessment")
>>> score = danger.score({"gun": "yes", "left": True, "choked": {"missing": "refused"}})
>>> score.certain, score.level
(False, None)
>>> score.range[1]
'extreme'
)";

}  // namespace

void bind_instrument(py::module_& module) {
  bind_item(module);
  py::class_<Instrument, InstrumentHolder> instrument(module, "Instrument", py::is_final(), R"(
A risk instrument, checked. Immutable; safe to share between threads.

>>> import vaern
>>> danger = vaern.load().instrument("danger-assessment")
>>> danger.levels
('variable', 'increased', 'severe', 'extreme')
>>> danger.items["gun"].answers
('no', 'yes')
)");
  bind_head(instrument);
  instrument
      .def("score", &score_answers, py::arg("responses"), py::kw_only(),
           py::arg("judgement") = py::none(), py::arg("assessed") = py::none(),
           py::arg("earlier") = py::none(), score_help)
      .def("codebook", &codebook_of, py::arg("format") = "csv", py::arg("language") = "en",
           codebook_help)
      .def_property_readonly(
          "items",
          [](const InstrumentHolder& model) {
            py::dict items;
            for (const Item& item : model->items()) {
              items[py::str(item.id)] = ItemView{model, &item};
            }
            return frozen(items);
          },
          "Items by id, in declared order.")
      .def_property_readonly(
          "levels",
          [](const Instrument& model) {
            return tuple_of(model.levels().list,
                            [](const Level& level) { return py::str(level.id); });
          },
          "Lowest concern first; empty for an instrument without levels.")
      .def_property_readonly(
          "scales",
          [](const Instrument& model) {
            return tuple_of(model.scales(),
                            [](const InstrumentScale& scale) { return py::str(scale.id); });
          },
          "Ids in declared order.")
      .def_property_readonly(
          "outcomes",
          [](const Instrument& model) {
            return tuple_of(model.outcomes(),
                            [](const FurtherOutcome& outcome) { return py::str(outcome.id); });
          },
          "Ids of the outcomes beside `levels`.")
      .def_property_readonly(
          "classes",
          [](const Instrument& model) {
            py::dict classes;
            for (const InstrumentClasses& each : model.classes()) {
              classes[py::str(each.id)] =
                  tuple_of(each.list, [](const NominalClass& one) { return py::str(one.id); });
            }
            return frozen(classes);
          },
          "The classes of each nominal outcome, in declared order.")
      .def_property_readonly(
          "parameters",
          [](const Instrument& model) {
            py::dict parameters;
            for (const Parameter& each : model.parameters()) {
              parameters[py::str(each.id)] = to_python(each.value.value);
            }
            return frozen(parameters);
          },
          "Numbers that differ between places, as this model sets them.")
      .def_property_readonly(
          "published",
          [](const Instrument& model) {
            return model.published() == nullptr ? py::object(py::none())
                                                : py::cast(holder(model.published()));
          },
          "The published instrument behind a local version; None: this is no local version.")
      .def(
          "level_text",
          [](const Instrument& model, const std::string& level, const std::string& tag) {
            const auto found = model.levels().find(level);
            if (!found) throw py::key_error(level);
            return model.level_text(*found, language_of(tag));
          },
          py::arg("level"), py::arg("language") = "en", "The words for a level.")
      .def_property_readonly(
          "judgement",
          [](const Instrument& model) {
            switch (model.judgement()) {
              case JudgementPolicy::decides:
                return "decides";
              case JudgementPolicy::lower_with_reason:
                return "lower_with_reason";
              case JudgementPolicy::lower_second_person:
                return "lower_second_person";
              case JudgementPolicy::lower_never:
                break;
            }
            return "lower_never";
          },
          "What a professional's level may do: 'lower_never', 'lower_with_reason', "
          "'lower_second_person' or 'decides'.")
      .def_property_readonly(
          "exactness",
          [](const Instrument& model) {
            return "e" + std::to_string(static_cast<int>(model.program().exactness()));
          },
          "How far possible levels are exact: 'e0' and 'e1' always, 'e2' sound bounds.")
      .def_property_readonly(
          "meaning", [](const Instrument& model) { return model.meaning().to_string(); },
          "Fingerprint of everything that can change a result.")
      .def_property_readonly(
          "text", [](const Instrument& model) { return model.text().to_string(); },
          "Fingerprint of every word.")
      .def("run_examples", &run_examples_of, R"(
Runs the examples written in the model: (name, differences) of each.

>>> import vaern
>>> who5 = vaern.load().instrument("who-5")
>>> [name for name, differences in who5.run_examples() if differences]
[]
)")
      .def("__repr__",
           [](const Instrument& model) { return "<Instrument " + model.reference() + ">"; });

  bind_pickle<Instrument>(module, "Instrument", [](const Instrument& model) {
    return call_of("_model", py::bytes(save(model)));
  });

  module.def("loads", &loads, py::arg("text"), py::kw_only(), py::arg("name") = "<text>", R"(
One instrument from its YAML or JSON text; `name` stands in messages. Raises ModelError.

>>> import vaern
>>> signs = vaern.loads('''
... vaern: 1
... instrument: signs
... version: "1"
... status: draft
... title: {en: Signs, da: Tegn}
... items:
...   fear: {type: yes_no, text: {en: Afraid, da: Bange}}
... scales:
...   total: {sum: [fear], missing: bounds_only}
... levels:
...   from: total
...   cut_offs: {low: lowest, high: 1}
...   texts: {low: {en: Low is not safe., da: Lav er ikke det samme som sikker.}}
... ''')
>>> signs.score({})
<Score low to high, not certain; 1 of 1 unanswered; signs@1>
)");
}

}  // namespace vaern::python
