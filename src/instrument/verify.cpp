// SPDX-License-Identifier: Apache-2.0
// A record scored again from its own answers, and compared value by value.
#include <string>
#include <utility>

#include "instrument/record_digest.hpp"
#include "vaern/core/fingerprint.hpp"
#include "vaern/document/document.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/instrument/record.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr std::size_t max_record_bytes = 16 * 1024 * 1024;

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

/// The same value: numbers as numbers, whatever their form.
bool is_same_scalar(const Node& a, const Node& b) {
  if (a.is_plain() != b.is_plain()) return false;
  const auto one = a.is_plain() ? as_decimal(a) : std::nullopt;
  const auto other = b.is_plain() ? as_decimal(b) : std::nullopt;
  if (one && other) return *one == *other;
  return a.text() == b.text();
}

void compare(const Node& recorded, const Node& found, const std::string& path,
             std::vector<Mismatch>& mismatches) {
  if (recorded.is_mapping() && found.is_mapping()) {
    for (const Entry& entry : recorded.entries()) {
      const std::string at = path + "/" + entry.key;
      if (const Node* other = found.find(entry.key)) {
        compare(entry.value, *other, at, mismatches);
      } else {
        mismatches.push_back({at, json_of(entry.value), ""});
      }
    }
    for (const Entry& entry : found.entries()) {
      if (recorded.find(entry.key) != nullptr) continue;
      mismatches.push_back({path + "/" + entry.key, "", json_of(entry.value)});
    }
    return;
  }
  const bool are_lists = recorded.is_sequence() && found.is_sequence();
  if (are_lists && recorded.items().size() == found.items().size()) {
    for (std::size_t i = 0; i < recorded.items().size(); ++i) {
      compare(recorded.items()[i], found.items()[i], path + "/" + std::to_string(i), mismatches);
    }
    return;
  }
  if (recorded.is_empty() && found.is_empty()) return;
  if (recorded.is_scalar() && found.is_scalar() && is_same_scalar(recorded, found)) return;
  mismatches.push_back({path, json_of(recorded), json_of(found)});
}

bool has_digest(std::string_view record) {
  using instrument::detail::digest_key;
  const std::size_t at = record.rfind(digest_key);
  if (at == std::string_view::npos) return false;
  const std::string_view hex = record.substr(at + digest_key.size(), 64);
  if (record.substr(at + digest_key.size() + hex.size()) != "\"}\n") return false;
  return Fingerprint::of(std::string(record.substr(0, at)) + "}\n").to_string() == hex;
}

/// The text under a key; empty where there is none.
std::string text_at(const Node* map, std::string_view key) {
  const Node* node = map != nullptr ? map->find(key) : nullptr;
  return node != nullptr && node->is_scalar() && !node->is_plain() ? node->text() : std::string();
}

/// What the record says came with the answers.
ScoreOptions options_of(const Node& record, DiagnosticList& findings) {
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

/// The wording that was shown has those words still.
void compare_wording(const ShownWording& shown, const Instrument& model, const WordingFinder& find,
                     std::vector<Mismatch>& mismatches) {
  const std::string language = shown.reference.substr(shown.reference.find('@') + 1);
  const WordingPtr words = find(model, language);
  if (words == nullptr || words->id != shown.reference) return;
  const std::string fingerprint = words->fingerprint.to_string();
  if (fingerprint == shown.fingerprint) return;
  mismatches.push_back(
      {"/wording/fingerprint", json_text(shown.fingerprint), json_text(fingerprint)});
}

}  // namespace

Verification verify(std::string_view record, const InstrumentFinder& find,
                    const WordingFinder& find_wording) {
  Verification result;
  DiagnosticList findings;
  ReadOptions reading;
  reading.max_bytes = max_record_bytes;
  const auto document = read_document("record.json", std::string(record), findings, reading);
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
  const std::string id = text_at(instrument, "id");
  const std::string version = text_at(instrument, "version");
  result.instrument = id + "@" + version;
  const Node* responses = json.find("responses");
  if (id.empty() || version.empty() || responses == nullptr) {
    result.problem = "it names no instrument or holds no responses";
    return result;
  }
  result.digest_holds = has_digest(record);
  const InstrumentPtr model = find(id, version);
  if (model == nullptr) {
    result.state = Verification::State::model_absent;
    return result;
  }
  result.meaning_holds = text_at(instrument, "meaning") == model->meaning().to_string();
  result.text_holds = text_at(instrument, "text") == model->text().to_string();
  result.state = Verification::State::differs;

  const std::vector<RawAnswer> answers = read_answers(*responses, findings);
  const ScoreOptions options = options_of(json, findings);
  const Result<Score> again = score(model, answers, options);
  if (!again || findings.has_errors()) {
    const DiagnosticList& faults = again ? findings : again.error();
    for (const Diagnostic& fault : faults) {
      result.mismatches.push_back({fault.path, fault.message(), "no score"});
    }
    return result;
  }
  const auto fresh = read_document("again.json", record_of(*again), findings, reading);
  compare(json, fresh->root, "", result.mismatches);
  if (options.wording && find_wording) {
    compare_wording(*options.wording, *model, find_wording, result.mismatches);
  }
  if (!result.mismatches.empty()) return result;
  result.state = result.digest_holds ? Verification::State::verified  //
                                     : Verification::State::reformatted;
  return result;
}

}  // namespace v1
}  // namespace vaern
