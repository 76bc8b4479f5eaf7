// SPDX-License-Identifier: Apache-2.0
#pragma once
// Models in Python. pybind11 holds them without const; nothing bound to them changes them.
#include <pybind11/pybind11.h>

#include <memory>
#include <string>
#include <vector>

#include "convert.hpp"
#include "vaern/case_file/case_file.hpp"
#include "vaern/instrument/instrument.hpp"
#include "vaern/instrument/score.hpp"
#include "vaern/programme/assess.hpp"
#include "vaern/programme/library.hpp"
#include "vaern/service/models.hpp"

namespace vaern::python {

using InstrumentHolder = std::shared_ptr<Instrument>;
using ProgrammeHolder = std::shared_ptr<Programme>;

inline InstrumentHolder holder(const InstrumentPtr& model) {
  return std::const_pointer_cast<Instrument>(model);
}
inline ProgrammeHolder holder(const ProgrammePtr& model) {
  return std::const_pointer_cast<Programme>(model);
}
inline std::shared_ptr<Score> holder(const std::shared_ptr<const Score>& score) {
  return std::const_pointer_cast<Score>(score);
}

/// A policy with the calendar it counts with.
struct PolicyView {
  Policy policy;
  std::shared_ptr<const Calendar> calendar;
};

struct LibraryView {
  Models models;
  DiagnosticList findings;
  const Library& library() const { return models.library(); }
};

struct CaseView {
  CaseFile file;
  DiagnosticList findings;  ///< Warnings.
};
using CaseHolder = std::shared_ptr<CaseView>;

/// What a programme made a result of. Results point into the programme, some into the case too.
struct WorkView {
  ProgrammePtr programme;
  CaseHolder file;
  AsOf when;
};
struct TimelineView : WorkView {
  Timeline timeline;
};
struct PlanView : WorkView {
  SafetyPlan plan;
};
struct ZonePlanView : WorkView {
  ZonePlan plan;
};
struct AssessmentView : WorkView {
  CaseAssessment assessment;
};

/// What pickle makes of a result: the method of the programme that makes it again.
pybind11::tuple made_again(const WorkView& work, const char* method);

/// The words for a range of a programme's levels, for a repr: "low to high", "no level".
std::string range_text(std::uint64_t possible, const std::vector<std::string>& levels);

/// The head of a model as properties of its class: id, version, reference, title, status.
template <class Class>
void bind_head(Class& bound) {
  using Model = typename Class::type;
  bound.def_property_readonly(
           "id", [](const Model& m) { return m.head().id; }, "'who-5'.")
      .def_property_readonly(
          "version", [](const Model& m) { return m.head().version; }, "A text.")
      .def_property_readonly(
          "reference", [](const Model& m) { return m.head().reference().to_string(); },
          "id@version: 'who-5@1998'.")
      .def_property_readonly(
          "status", [](const Model& m) { return std::string(to_string(m.head().status)); },
          "'draft', 'approved', 'in_force' or 'withdrawn'.")
      .def(
          "title",
          [](const Model& m, const std::string& tag) {
            return m.head().title.best(language_of(tag));
          },
          pybind11::arg("language") = "en", "Its name in 'en' or 'da'.");
}

}  // namespace vaern::python
