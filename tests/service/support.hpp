// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "vaern/service/models.hpp"

namespace vaern::test {

/// The shipped library with the small models of the golden files, read once.
inline const Models& models() {
  static const Models all = [] {
    DiagnosticList findings;
    Models made =
        Models::load({VAERN_SOURCE_DIR "/instruments", VAERN_TEST_DATA "/golden/models"}, findings);
    EXPECT_FALSE(findings.has_errors());
    return made;
  }();
  return all;
}

inline Document document(std::string name, std::string text) {
  DiagnosticList findings;
  auto read = read_document(std::move(name), std::move(text), findings);
  EXPECT_TRUE(read.has_value());
  return read ? *read : Document{};
}

inline std::string codes(const DiagnosticList& findings) {
  std::string text;
  for (const Diagnostic& finding : findings) {
    text += (text.empty() ? "" : " ") + std::string(finding.code->id);
  }
  return text;
}

}  // namespace vaern::test
