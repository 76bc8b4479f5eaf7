// SPDX-License-Identifier: Apache-2.0
// Plans of zones, and what is different between two of them.
#include <fmt/format.h>
#include <pybind11/stl.h>

#include <memory>
#include <string>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "pickles.hpp"
#include "vaern/exchange/zone_changes.hpp"
#include "vaern/exchange/zone_copy.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

using Plan = std::shared_ptr<ZonePlanView>;

struct ZoneDifferenceView {
  Plan before;
  Plan after;
  ZoneSide before_side;
  ZoneSide after_side;
  ZonePlanDifference difference;
};
using Difference = std::shared_ptr<ZoneDifferenceView>;

ZoneSource source_of(const ZonePlanView& view) {
  return {&view.file->file, view.programme.get(), &view.plan, view.when};
}

ZoneSide side_of(const ZonePlanView& view) {
  return {.file = &view.file->file,
          .plan = &view.plan,
          .as_of = view.when.as_of,
          .known_by = view.when.known_by,
          .zone = &view.programme->policy().zone()};
}

Difference difference(const Plan& before, const Plan& after) {
  DiagnosticList findings;
  check_same_case(before->file->file, after->file->file, findings);
  if (findings.has_errors()) raise_data_error(findings);
  auto view = std::make_shared<ZoneDifferenceView>(
      ZoneDifferenceView{before, after, side_of(*before), side_of(*after), {}});
  const py::gil_scoped_release release;
  view->difference = zone_plan_difference(view->before_side, view->after_side);
  return view;
}

std::string json_of(const ZoneDifferenceView& view) {
  return zone_changes_json(view.difference, view.before_side, view.after_side);
}

py::dict dict_of(const std::string& json) {
  return py::module_::import("json").attr("loads")(json);
}

template <class List>
py::object traits(const List& list, const std::vector<StatedTrait>& said) {
  py::dict dict;
  for (std::size_t i = 0; i < list.size(); ++i) {
    dict[py::str(list[i].id)] = std::string(to_string(said[i].has));
  }
  return frozen(dict);
}

void bind_difference(py::module_& module) {
  using View = ZoneDifferenceView;
  py::class_<View, Difference>(module, "ZonePlanDifference", py::is_final(), R"(
What is different between two plans of zones of one case, line by line, with what decided. See
ZonePlan.difference.
)")
      .def_property_readonly(
          "before", [](const View& v) { return v.before; }, "The earlier plan.")
      .def_property_readonly(
          "after", [](const View& v) { return v.after; }, "The later plan.")
      .def_property_readonly(
          "since",
          [](const View& v) {
            return tuple_of(v.difference.since, [](const EntrySince& entry) {
              return py::make_tuple(std::string(to_string(entry.kind)), entry.id);
            });
          },
          "(kind, id) of what is new in the case: 'assessment', 'event', 'plan' or 'struck'.")
      .def(
          "explain",
          [](const View& v, const std::string& tag) {
            return zone_changes_text(v.difference, v.before_side, v.after_side, *v.after->programme,
                                     language_of(tag));
          },
          py::arg("language") = "en", "In 'en' or 'da', as `vaern plan diff` prints it.")
      .def("to_json", &json_of, "Canonical JSON, the same bytes everywhere. Never own words.")
      .def(
          "to_dict", [](const View& v) { return dict_of(json_of(v)); },
          "The same as a dict of your own.")
      .def(
          "__bool__", [](const View& v) { return !v.difference.empty(); },
          "Something that a plan says is different.")
      .def("__repr__", [](const View& v) {
        return fmt::format("<ZonePlanDifference of {}: {} measures, {} signs>",
                           v.before->file->file.id, v.difference.measures.size(),
                           v.difference.signs.size());
      });
  bind_pickle<View>(module, "ZonePlanDifference", [](const View& v) {
    return call_of("_between", v.before, "difference", v.after);
  });
}

}  // namespace

void bind_zone_plan(py::module_& module) {
  py::class_<ZonePlanView, Plan> plan(module, "ZonePlan", py::is_final(), R"(
A plan of zones of a case: signs, strains, and every measure in one state. See Programme.zone_plan.
)");
  bind_difference(module);
  plan.def_property_readonly(
          "catalogue",
          [](const ZonePlanView& v) { return v.plan.catalogue->reference().to_string(); },
          "id@version.")
      .def_property_readonly(
          "signs",
          [](const ZonePlanView& v) { return traits(v.plan.catalogue->signs(), v.plan.signs); },
          "By id: 'yes', 'no' or 'unknown'.")
      .def_property_readonly(
          "strains",
          [](const ZonePlanView& v) { return traits(v.plan.catalogue->strains(), v.plan.strains); },
          "By id: 'yes', 'no' or 'unknown'.")
      .def_property_readonly(
          "counts",
          [](const ZonePlanView& v) {
            py::dict dict;
            const auto counts = v.plan.counts();
            for (std::size_t i = 0; i < counts.size(); ++i) {
              dict[py::str(std::string(to_string(static_cast<MeasureState>(i))))] = counts[i];
            }
            return frozen(dict);
          },
          "How many measures are in each state.")
      .def(
          "copy",
          [](const ZonePlanView& v, const std::string& reader, const std::string& format,
             const std::string& tag) {
            return value_of(zone_copy(source_of(v), reader, format, language_of(tag)));
          },
          py::arg("reader"), py::kw_only(), py::arg("format") = "text", py::arg("language") = "en",
          R"(
As a document for one reader: 'person', 'agency' or 'card'; as 'text' or 'html', for the agency also
as 'json'. The person's version has the person's own words.
)")
      .def(
          "explain",
          [](const ZonePlanView& v, const std::string& tag) {
            return zone_copy_text(source_of(v), ZoneCopy::agency, language_of(tag));
          },
          py::arg("language") = "en", "The version of staff, as `vaern plan` prints it.")
      .def("difference", &difference, py::arg("later"), R"(
What is different in a later plan of the same case, or in one with later knowledge.

>>> import vaern
>>> programme = vaern.load().programme("residential-adults")
>>> case = vaern.load_case('''
... vaern: 1
... case: k-1
... programme: residential-adults@1
... subject: p1
... parties: [{id: p1, role: subject}, {id: w1, role: coordinator}]
... plans:
...   - {id: s1, made: 2026-11-02, by: [p1, w1], signs: {louder: {has: no}}}
...   - {id: s2, parent: s1, made: 2026-11-20, by: [p1, w1], signs: {louder: {has: yes}}}
... ''')
>>> first = programme.zone_plan(case, as_of="2026-11-03T12:00+01:00")
>>> second = programme.zone_plan(case, as_of="2026-11-21T12:00+01:00")
>>> [sign["id"] for sign in first.difference(second).to_dict()["signs"]]
['louder']
)")
      .def(
          "to_json", [](const ZonePlanView& v) { return zone_plan_json(v.plan); },
          "Canonical JSON, the same bytes everywhere. Never own words.")
      .def(
          "to_dict", [](const ZonePlanView& v) { return dict_of(zone_plan_json(v.plan)); },
          "The same as a dict of your own.")
      .def("__repr__", [](const ZonePlanView& v) {
        return fmt::format("<ZonePlan of {}: {} measures, {} in the plan>", v.file->file.id,
                           v.plan.measures.size(), v.plan.counts().front());
      });
  bind_pickle<ZonePlanView>(module, "ZonePlan",
                            [](const ZonePlanView& v) { return made_again(v, "zone_plan"); });
}

}  // namespace vaern::python
