// SPDX-License-Identifier: Apache-2.0
#pragma once
// The models that benchmarks run: files of this tree, by their place in it.

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "vaern/document/document.hpp"
#include "vaern/programme/library.hpp"

namespace vaern::benchmarks {

inline constexpr const char* reference_task = "/benchmarks/peers/reference.yaml";

/// Null where it has findings.
inline InstrumentPtr load(const std::string& file) {
  DiagnosticList findings;
  const auto document = read_document_file(VAERN_SOURCE_DIR + file, findings);
  return document ? load_instrument(*document, population_names(), findings) : nullptr;
}

/// The files of all published instruments.
inline std::vector<std::string> published() {
  const std::string folder = "/instruments/published";
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(VAERN_SOURCE_DIR + folder)) {
    files.push_back(folder + "/" + entry.path().filename().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// "danger-assessment", of a file.
inline std::string id_of(const std::string& file) {
  return std::filesystem::path(file).stem().string();
}

}  // namespace vaern::benchmarks
