// SPDX-License-Identifier: Apache-2.0
// What files a folder holds, in an order that is the same everywhere.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <system_error>

#include "diagnostics/codes/document.hpp"
#include "diagnostics/codes/model.hpp"
#include "diagnostics/codes/service.hpp"
#include "service/words.hpp"
#include "vaern/service/models.hpp"
#include "vaern/service/recall.hpp"

namespace vaern {
inline namespace v1 {
namespace {

namespace fs = std::filesystem;

SourceSpan whole_file(const std::string& shown) {
  return SourceSpan{std::make_shared<const SourceFile>(shown, std::string()), 0, 0, 1};
}

/// Visits every file below a folder but symbolic links; a path that is no folder stands for
/// itself. Whether all could be read; what could not is a finding.
bool visit_files(const std::string& path, const std::function<void(const fs::path&)>& visit,
                 DiagnosticList& findings) {
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    visit(path);
    return true;
  }
  std::vector<fs::path> folders{fs::path(path)};
  bool is_readable = true;
  while (!folders.empty()) {
    const fs::path folder = std::move(folders.back());
    folders.pop_back();
    fs::directory_iterator entries(folder, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
      std::error_code ignored;
      if (entries->is_symlink(ignored)) continue;
      if (entries->is_directory(ignored)) {
        folders.push_back(entries->path());
      } else {
        visit(entries->path());
      }
    }
    if (error) {
      const std::string shown = service::detail::shown(folder.generic_string());
      findings.add(codes::cannot_read_directory, whole_file(shown), {{"path", shown}});
      is_readable = false;
    }
  }
  return is_readable;
}

std::optional<std::string> bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) return std::nullopt;
  return bytes;
}

}  // namespace

std::vector<std::string> documents_below(const std::string& path, DiagnosticList& findings) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<std::string> files;
  const bool is_readable = visit_files(
      path,
      [&](const fs::path& file) {
        const std::string extension = file.extension().string();
        if (extension == ".yaml" || extension == ".yml" || extension == ".json") {
          files.push_back(file.lexically_normal().generic_string());
        }
      },
      findings);
  if (files.empty() && is_readable) {
    const std::string shown = service::detail::shown(path);
    findings.add(codes::folder_without_documents, whole_file(shown), {{"path", shown}});
  }
  std::sort(files.begin(), files.end());
  return files;
}

RecordFiles records_below(const std::string& folder, DiagnosticList& findings) {
  RecordFiles found;
  std::vector<std::string> files;
  visit_files(
      folder,
      [&](const fs::path& file) {
        if (file.extension() == ".json") {
          files.push_back(file.lexically_normal().generic_string());
        } else {
          ++found.passed_over;
        }
      },
      findings);
  std::sort(files.begin(), files.end());
  std::error_code error;
  const bool is_folder = fs::is_directory(folder, error);
  for (const std::string& file : files) {
    const std::string shown = service::detail::shown(file);
    auto bytes = bytes_of(file);
    if (!bytes) {
      findings.add(codes::cannot_read_file, whole_file(shown), {{"path", shown}});
      continue;
    }
    const fs::path name = is_folder ? fs::path(file).lexically_relative(folder) : fs::path(file);
    found.files.push_back({service::detail::shown(name.generic_string()), *std::move(bytes)});
  }
  return found;
}

}  // namespace v1
}  // namespace vaern
