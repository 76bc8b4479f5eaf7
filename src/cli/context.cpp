// SPDX-License-Identifier: Apache-2.0
#include "cli/context.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

#include "cli/part_file.hpp"
#include "diagnostics/codes/document.hpp"
#include "diagnostics/codes/model.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/service/answer.hpp"

namespace vaern::cli {
namespace {

namespace fs = std::filesystem;

std::string with_line_feed(std::string_view text) {
  std::string line(text);
  if (line.empty() || line.back() != '\n') line += '\n';
  return line;
}

/// Nobody ever sees half of it.
bool write_file(const std::string& path, std::string_view text, bool is_private) {
  auto file = PartFile::open(path, is_private);
  return file && file->write(text) && file->finish(true);
}

}  // namespace

void add_unreadable(const std::string& path, DiagnosticList& findings) {
  findings.add(codes::cannot_read_file,
               SourceSpan{std::make_shared<const SourceFile>(path, std::string()), 0, 0, 1},
               {{"path", path}});
}

bool looks_like_file(std::string_view name) {
  const auto ends = [&](std::string_view ending) {
    return name.size() >= ending.size() && name.substr(name.size() - ending.size()) == ending;
  };
  return name.find('/') != std::string_view::npos || ends(".yaml") || ends(".yml") || ends(".json");
}

std::vector<std::string> Context::folders() const {
  std::vector<std::string> folders{surroundings_.library.string()};
  folders.insert(folders.end(), options_.models.begin(), options_.models.end());
  return folders;
}

Models Context::open_models(bool shows_findings) const {
  DiagnosticList findings;
  Models models = Models::load(folders(), findings);
  DiagnosticList told;
  for (const Diagnostic& finding : findings) {
    // Which of two folders a model is from is said whatever is asked.
    if (finding.severity() == Severity::error || finding.code == &codes::models_copied) {
      told.add(*finding.code, {}) = finding;
    }
  }
  if (shows_findings && !told.empty()) tell(told);
  return models;
}

std::optional<std::string> Context::read_bytes(const std::string& path,
                                               DiagnosticList& findings) const {
  if (path == "-") {
    return std::string(std::istreambuf_iterator<char>(*surroundings_.in), {});
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::error_code error;
  if (file && !fs::is_directory(path, error)) {
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file.bad()) return bytes;
  }
  add_unreadable(path, findings);
  return std::nullopt;
}

std::optional<Document> Context::read(const std::string& path, DiagnosticList& findings) const {
  if (path != "-") return read_document_file(path, findings);
  return read_document("<stdin>", *read_bytes(path, findings), findings);
}

Result<InstrumentPtr> Context::open_instrument(const Models& models,
                                               const std::string& name) const {
  if (!looks_like_file(name)) return models.find_instrument(name);
  DiagnosticList findings;
  InstrumentPtr instrument;
  if (const auto document = read(name, findings)) {
    instrument = load_instrument_file(models, *document, name, findings);
  }
  if (instrument != nullptr && !findings.has_errors()) {
    tell(findings);
    return instrument;
  }
  findings.sort();
  return failure(std::move(findings));
}

void Context::tell(const DiagnosticList& findings) const {
  if (findings.empty()) return;
  *surroundings_.err << render(findings, {options_.language, surroundings_.colour});
}

void Context::tell(std::string_view text) const { *surroundings_.err << with_line_feed(text); }

int Context::fail(const DiagnosticList& findings, const Document* document) const {
  if (options_.format != Format::json) {
    tell(findings);
    return found;
  }
  return answer(
      "{\"error\":{\"faults\":" + faults_json(findings, options_.language, document) + "}}", found);
}

int Context::answer(std::string_view text, int code) const {
  const std::string whole = text.empty() ? std::string() : with_line_feed(text);
  if (options_.output.empty()) {
    *surroundings_.out << whole;
    surroundings_.out->flush();
    if (surroundings_.out->good()) return code;
    tell("vaern: cannot write to standard output");
    return wrong_use;
  }
  // What is printed for one reader is read by nobody else on the machine.
  if (write_file(options_.output, whole, options_.copy.copy.has_value())) return code;
  return cannot_write(options_.output);
}

int Context::cannot_write(const std::string& path) const {
  const std::string why = std::strerror(errno);
  std::error_code error;
  const fs::path folder = fs::path(path).parent_path();
  const bool has_folder = folder.empty() || fs::is_directory(folder, error);
  tell("vaern: cannot write " + path + ": " +
       (has_folder ? why : "there is no folder " + folder.string()));
  return wrong_use;
}

}  // namespace vaern::cli
