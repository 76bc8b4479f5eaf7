// SPDX-License-Identifier: Apache-2.0
#pragma once
// Instruments for tests: shipped files and texts, with the names a population may read.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "vaern/diagnostics/render.hpp"
#include "vaern/document/document.hpp"
#include "vaern/expression/names.hpp"
#include "vaern/instrument/score.hpp"

namespace vaern::testing_support {

/// The built-in facts that the shipped populations read; cases have the full list.
class PopulationNames final : public Names {
 public:
  PopulationNames() {
    add("sex", NameKind::options, {"woman", "man", "other"});
    add("other_party.sex", NameKind::options, {"woman", "man", "other"});
    add("relation", NameKind::options,
        {"partner", "former_partner", "parent", "child", "sibling", "other_family", "other"});
    add("living_together", NameKind::yes_no, {});
    add("age", NameKind::number, {});
  }
  const Declaration* find(std::string_view name) const override {
    const auto found = names_.find(name);
    return found == names_.end() ? nullptr : &found->second;
  }
  std::vector<std::string> all() const override {
    std::vector<std::string> names;
    for (const auto& [name, declaration] : names_) names.push_back(name);
    return names;
  }

 private:
  void add(const std::string& name, NameKind kind, std::vector<std::string> codes) {
    Declaration declaration;
    declaration.kind = kind;
    declaration.codes = std::move(codes);
    names_[name] = declaration;
  }
  std::map<std::string, Declaration, std::less<>> names_;
};

inline InstrumentPtr load(const std::string& name, const std::string& text,
                          DiagnosticList& findings) {
  const auto document = read_document(name, text, findings);
  if (!document) return nullptr;
  const PopulationNames names;
  return load_instrument(*document, names, findings);
}

inline InstrumentPtr load_text(const std::string& text) {
  DiagnosticList findings;
  InstrumentPtr model = load("test.yaml", text, findings);
  EXPECT_NE(model, nullptr) << render(findings);
  return model;
}

/// One model with every mechanism of the language.
inline InstrumentPtr load_every_mechanism() {
  DiagnosticList findings;
  const auto document = read_document_file(
      VAERN_SOURCE_DIR "/tests/golden/models/every-mechanism.yaml", findings, "every.yaml");
  const PopulationNames names;
  InstrumentPtr model = document ? load_instrument(*document, names, findings) : nullptr;
  EXPECT_NE(model, nullptr) << render(findings);
  return model;
}

inline InstrumentPtr load_shipped(const std::string& file) {
  DiagnosticList findings;
  const auto document =
      read_document_file(VAERN_SOURCE_DIR "/instruments/published/" + file, findings, file);
  const PopulationNames names;
  InstrumentPtr model = document ? load_instrument(*document, names, findings) : nullptr;
  EXPECT_NE(model, nullptr) << render(findings);
  return model;
}

/// {"gun", "yes"} and the like as answers.
inline std::vector<RawAnswer> answers(
    const std::vector<std::pair<std::string, std::string>>& given) {
  std::string text = "{";
  for (const auto& [item, value] : given)
    text += (text.size() == 1 ? "" : ", ") + item + ": " + value;
  DiagnosticList findings;
  const auto document = read_document("answers.yaml", text + "}\n", findings);
  std::vector<RawAnswer> read;
  if (document) read = read_answers(document->root, findings);
  EXPECT_FALSE(findings.has_errors()) << render(findings);
  return read;
}

inline Score scored(const InstrumentPtr& model,
                    const std::vector<std::pair<std::string, std::string>>& given) {
  Result<Score> result = score(model, answers(given));
  EXPECT_TRUE(result.has_value()) << render(result.error());
  return *std::move(result);
}

/// Every shipped instrument.
inline std::vector<InstrumentPtr> all_shipped() {
  std::vector<InstrumentPtr> models;
  for (const char* file : {"danger-assessment.yaml", "dash-marac.yaml", "lethality-screen.yaml",
                           "short-term-signs.yaml", "spj-partner-violence.yaml", "who-5.yaml"}) {
    models.push_back(load_shipped(file));
  }
  return models;
}

}  // namespace vaern::testing_support
