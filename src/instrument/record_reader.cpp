// SPDX-License-Identifier: Apache-2.0
#include "instrument/record_reader.hpp"

#include "instrument/record_digest.hpp"
#include "vaern/core/fingerprint.hpp"
#include "vaern/instrument/record.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

constexpr std::size_t max_record_bytes = 16 * 1024 * 1024;

}  // namespace

std::string json_text(const std::string& text) {
  CanonicalWriter writer;
  writer.text(text);
  std::string json = writer.finish();
  json.pop_back();  // its line feed
  return json;
}

std::string json_of(const Node& node) {
  if (node.is_empty()) return "null";
  if (node.is_scalar()) return node.is_plain() ? node.text() : json_text(node.text());
  std::string json;
  for (const Node& item : node.items()) json += (json.empty() ? "" : ",") + json_of(item);
  for (const Entry& entry : node.entries()) {
    json += (json.empty() ? "" : ",") + json_text(entry.key) + ":" + json_of(entry.value);
  }
  return node.is_sequence() ? "[" + json + "]" : "{" + json + "}";
}

bool has_digest(std::string_view record) {
  const std::size_t at = record.rfind(digest_key);
  if (at == std::string_view::npos) return false;
  const std::string_view hex = record.substr(at + digest_key.size(), 64);
  if (record.substr(at + digest_key.size() + hex.size()) != "\"}\n") return false;
  return Fingerprint::of(std::string(record.substr(0, at)) + "}\n").to_string() == hex;
}

std::string text_at(const Node* map, std::string_view key) {
  const Node* node = map != nullptr ? map->find(key) : nullptr;
  return node != nullptr && node->is_scalar() && !node->is_plain() ? node->text() : std::string();
}

ScoreOptions options_in(const Node& record, DiagnosticList& findings) {
  ScoreOptions options;
  options.assessed = Date::parse(text_at(&record, "assessed"));
  if (const Node* judged = record.find("judgement"); judged != nullptr && judged->is_mapping()) {
    Judgement& judgement = options.judgement.emplace();
    judgement.level = text_at(judged, "level");
    judgement.reason = text_at(judged, "reason");
    judgement.by = text_at(judged, "by");
    judgement.second = text_at(judged, "second");
    if (const Node* opinions = record.find("opinions")) {
      for (const Entry& entry : opinions->entries()) {
        if (entry.value.is_scalar()) {
          judgement.opinions.emplace_back(entry.key, entry.value.text());
        }
      }
    }
  }
  const Node* earlier = record.find("earlier");
  const Node* given = earlier != nullptr ? earlier->find("assessments") : nullptr;
  if (given != nullptr && !given->is_empty()) {
    options.earlier = read_earlier_assessments(*given, findings);
  }
  if (const Node* wording = record.find("wording")) {
    options.wording = {text_at(wording, "reference"), text_at(wording, "fingerprint")};
  }
  return options;
}

std::optional<Document> read_record_document(std::string_view record, DiagnosticList& findings) {
  ReadOptions reading;
  reading.max_bytes = max_record_bytes;
  return read_document("record.json", std::string(record), findings, reading);
}

ReadRecord read_record(std::string_view record) {
  ReadRecord result;
  DiagnosticList findings;
  auto document = read_record_document(record, findings);
  if (!document || findings.has_errors() || !document->root.is_mapping()) {
    result.problem = "it is not JSON";
    return result;
  }
  const Node& json = document->root;
  if (const std::string schema = text_at(&json, "schema"); schema != record_schema) {
    result.problem = "its schema is '" + schema + "', not '" + std::string(record_schema) + "'";
    return result;
  }
  const Node* instrument = json.find("instrument");
  result.id = text_at(instrument, "id");
  result.version = text_at(instrument, "version");
  result.responses = json.find("responses");
  if (result.id.empty() || result.version.empty() || result.responses == nullptr) {
    result.problem = "it names no instrument or holds no responses";
    return result;
  }
  result.digest_holds = has_digest(record);
  result.document = std::move(document);
  return result;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
