// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/codes/notes.hpp"
#include "service/words.hpp"
#include "vaern/diagnostics/identifiers.hpp"
#include "vaern/model/canonical.hpp"
#include "vaern/service/answer.hpp"

namespace vaern {
inline namespace v1 {
namespace {

const std::string* argument(const Arguments& arguments, std::string_view name) {
  for (const Argument& a : arguments) {
    if (a.name == name) return &a.value;
  }
  return nullptr;
}

}  // namespace

std::string faults_json(const DiagnosticList& findings, Language language,
                        const Document* document) {
  CanonicalWriter json;
  json.begin_list();
  for (const Diagnostic& finding : findings) {
    // What a fault repeats of the data is masked like its message.
    const auto text_if = [&](std::string_view key, const std::string* value) {
      if (value == nullptr || value->empty()) return;
      json.text(key, service::detail::shown(mask_identifiers(*value)));
    };
    json.begin_map().text("code", finding.code->id);
    json.text("severity", to_string(finding.severity()));
    std::string path = finding.path;
    if (document != nullptr) {
      const std::string written = service::detail::path_at(document->root, finding.span);
      if (!written.empty()) path = written;
    }
    text_if("path", &path);
    text_if("item", argument(finding.arguments, "item"));
    text_if("value", argument(finding.arguments, "value"));
    if (finding.help == &notes::allowed_are) {
      text_if("allowed", argument(finding.help_arguments, "allowed"));
    }
    json.text("message", service::detail::shown(finding.message(language)));
    const std::string help = finding.help_text(language);
    text_if("help", &help);
    if (finding.span.file != nullptr) {
      json.text("file", finding.span.file->name());
      if (finding.span.line != 0) json.integer("line", finding.span.line);
      if (finding.span.line != 0 && finding.span.column != 0) {
        json.integer("column", finding.span.column);
      }
    }
    json.end_map();
  }
  json.end_list();
  return std::string(service::detail::without_line_feed(json.finish()));
}

}  // namespace v1
}  // namespace vaern
