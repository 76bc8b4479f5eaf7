// SPDX-License-Identifier: Apache-2.0
// Plans as documents; vaern/documents.py is what people call.
#include <pybind11/stl.h>

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "vaern/exchange/plan_copy.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

using Holder = std::shared_ptr<PlanView>;
/// The name of a file and what is in it.
using NamedText = std::optional<std::pair<std::string, std::string>>;
using Names = std::map<std::string, std::pair<std::string, std::string>>;

std::optional<Translation> translation_of(const NamedText& text) {
  if (!text) return std::nullopt;
  DiagnosticList findings;
  auto translation = load_translation(text->first, text->second, findings);
  if (!translation) raise_data_error(findings);
  return translation;
}

PlanCopy copy_of(const std::string& word) {
  const auto copy = parse_plan_copy(word);
  if (!copy) {
    throw py::value_error("'" + word +
                          "' is no copy of a plan: person, discreet, agency, card, recipient, "
                          "handover");
  }
  return *copy;
}

std::optional<Who> who_of(std::string_view word) {
  for (int who = 0; who <= static_cast<int>(Who::authority); ++who) {
    if (to_string(static_cast<Who>(who)) == word) return static_cast<Who>(who);
  }
  return std::nullopt;
}

/// A role, or a party of the case.
void set_recipient(CopyOptions& options, const std::string& word, const CaseFile& file) {
  const std::optional<Who> role = who_of(word);
  const Party* party = role ? nullptr : file.find_party(word);
  if (role) {
    options.recipient = *role;
  } else if (party != nullptr) {
    options.recipient_party = word;
    options.recipient = who_of(to_string(party->role)).value_or(Who::person);
  } else {
    throw py::value_error(
        "'" + word + "' is no recipient: a role, as 'police' or 'health', or an id of the case");
  }
}

PlanSource source_of(const Holder& view) {
  return {&view->file->file, view->programme.get(), &view->plan, view->when};
}

/// What is said of a translation that reads and does not fit.
py::tuple misfits(const std::optional<Translation>& translation, const Programme& programme) {
  DiagnosticList findings;
  if (translation) check_translation(*translation, programme.catalogue(), findings);
  findings.sort();
  return to_python(findings);
}

/// The copy, the measures of an easy-read one that are not easy, and findings of the translation.
std::tuple<std::string, std::vector<std::string>, py::tuple> made(
    const Holder& view, const std::string& copy, const std::string& format,
    const std::string& language, bool is_large, bool is_easy, const NamedText& translated,
    const Names& named, const std::string& recipient, const std::vector<std::string>& sections) {
  CopyOptions options;
  options.copy = copy_of(copy);
  options.language = language_of(language);
  options.is_large = is_large;
  options.is_easy = is_easy;
  if (!recipient.empty()) set_recipient(options, recipient, view->file->file);
  options.sections = sections;
  const auto wanted = parse_copy_format(format);
  if (!wanted) {
    throw py::value_error("'" + format + "' is not a format of a copy: text, markdown, json, html");
  }
  const std::optional<Translation> translation = translation_of(translated);
  if (translation) options.translation = &*translation;
  NameTable names;
  for (const auto& [id, person] : named) {
    if (view->file->file.find_party(id) == nullptr) {
      throw py::value_error("a key of names= is nobody in case " + view->file->file.id +
                            ": it is an id of the case, as w1, and the name its value");
    }
    names[id] = {person.first, person.second};
  }
  options.names = &names;
  const std::vector<std::string> ids = measures_not_easy(source_of(view), options);
  const std::string text = value_of(plan_copy(source_of(view), options, *wanted));
  // Beside a discreet copy nothing is said that another case would not say.
  const bool is_discreet = options.copy == PlanCopy::discreet;
  return {text, ids, is_discreet ? py::tuple() : misfits(translation, *view->programme)};
}

}  // namespace

void bind_plan_copy(py::module_& module) {
  module.def("_plan_copy", &made, py::arg("plan"), py::arg("copy"), py::arg("format"),
             py::arg("language"), py::arg("large"), py::arg("easy"), py::arg("translation"),
             py::arg("names"), py::arg("recipient"), py::arg("sections"), "See vaern.plan_copy.");
  module.def(
      "_copy_file_name",
      [](const Holder& view, const std::string& copy, const std::string& language) {
        return plan_copy_file_name(source_of(view),
                                   {.copy = copy_of(copy), .language = language_of(language)});
      },
      py::arg("plan"), py::arg("copy"), py::arg("language"), "Without an ending.");
  module.def(
      "_gives_away",
      [](const Holder& view, const std::string& path) {
        return what_gives_away(path, view->file->file);
      },
      py::arg("plan"), py::arg("path"),
      "The name of a folder or the file in it that gives a discreet copy away; empty: none.");
  module.def(
      "_translation_template",
      [](const ProgrammeHolder& programme, const NamedText& translated) {
        const std::optional<Translation> have = translation_of(translated);
        return py::make_tuple(translation_template(programme->catalogue(), have ? &*have : nullptr),
                              misfits(have, *programme));
      },
      py::arg("programme"), py::arg("lacks"), "See vaern.translation_template.");
}

}  // namespace vaern::python
