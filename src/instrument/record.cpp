// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/record.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "instrument/explanation_json.hpp"

namespace vaern {
inline namespace v1 {

namespace {

std::string_view level_id(const Score& score, std::uint32_t level) {
  return score.instrument->levels().list[level].id;
}

void write_level(CanonicalWriter& json, std::string_view key, const Score& score,
                 const std::optional<std::uint32_t>& level) {
  if (level) {
    json.text(key, level_id(score, *level));
  } else {
    json.null(key);
  }
}

void write_value(CanonicalWriter& json, const Instrument& model, const Item& item, Code code) {
  if (item.type == ItemType::number) {
    json.number(item.from + item.step * Rational(code));
  } else {
    json.text(model.code_text(item, code));
  }
}

/// Every item in declared order: its answer, or why it is missing.
void write_responses(CanonicalWriter& json, const Score& score) {
  const Instrument& model = *score.instrument;
  json.begin_map("responses");
  for (const Item& item : model.items()) {
    const Code code = score.responses.codes()[item.input];
    json.key(item.id);
    if (code == missing_code) {
      json.begin_map().text("missing", to_string(score.responses.reasons()[item.input])).end_map();
    } else if (item.within && code == 1) {
      const Code within = score.responses.codes()[*item.within];
      json.begin_map().text("value", "yes").key("within");
      if (within == missing_code) {
        json.begin_map()
            .text("missing", to_string(score.responses.reasons()[*item.within]))
            .end_map();
      } else {
        json.text(within == 1 ? item.ask_when_known->to_string() : "no");
      }
      json.end_map();
    } else {
      write_value(json, model, item, code);
    }
  }
  json.end_map();
}

void write_scales(CanonicalWriter& json, const Score& score) {
  json.begin_list("scales");
  for (std::size_t i = 0; i < score.scales.size(); ++i) {
    const ScaleRow& row = score.scales[i];
    json.begin_map().text("id", score.instrument->scales()[i].id);
    const auto number = [&](std::string_view key, bool there, const Rational& value) {
      if (there) {
        json.number(key, value);
      } else {
        json.null(key);
      }
    };
    number("value", row.has_value, row.value);
    json.boolean("imputed", row.is_imputed);
    number("lowest", row.has_bounds, row.lowest);
    number("highest", row.has_bounds, row.highest);
    json.boolean("lowest_attained", row.lowest_attained);
    json.boolean("highest_attained", row.highest_attained);
    json.integer("answered", row.answered).integer("missing", row.missing).end_map();
  }
  json.end_list();
}

/// What a completion says where the form is silent.
void write_witness(CanonicalWriter& json, std::string_view key, const Score& score,
                   const std::optional<Witness>& witness) {
  json.key(key);
  if (!witness) {
    json.null();
    return;
  }
  const Instrument& model = *score.instrument;
  json.begin_map();
  for (const Item& item : model.items()) {
    for (const std::optional<InputId> input : {std::optional(item.input), item.within}) {
      if (!input || score.responses.is_answered(*input)) continue;
      const Code code = (*witness)[*input];
      if (code == not_applicable_code) continue;
      json.key(model.program().program().inputs[*input].name);
      if (input == item.within) {
        json.text(code == 1 ? item.ask_when_known->to_string() : "no");
      } else {
        write_value(json, model, item, code);
      }
    }
  }
  json.end_map();
}

void write_truths(CanonicalWriter& json, std::string_view key,
                  const std::vector<NamedTruth>& truths, std::string_view unknown) {
  json.begin_map(key);
  for (const NamedTruth& named : truths) {
    json.text(named.id, named.truth == Truth::unknown ? unknown : to_string(named.truth));
  }
  json.end_map();
}

void write_outcome(CanonicalWriter& json, const Score& score) {
  json.begin_map("level");
  write_level(json, "cut_off", score, score.cut_off_level);
  write_level(json, "computed", score, score.computed);
  json.begin_list("range").text(level_id(score, score.low)).text(level_id(score, score.high));
  json.end_list().begin_list("possible");
  for (const std::uint32_t level : levels_of(score.possible)) json.text(level_id(score, level));
  json.end_list().boolean("certain", score.is_certain()).boolean("attained", score.is_exact);
  json.end_map();
  json.begin_map("witnesses");
  write_witness(json, "lowest", score, score.lowest_witness);
  write_witness(json, "highest", score, score.highest_witness);
  json.end_map();
  json.begin_list("decisive");
  for (const DecisiveItem& item : score.decisive) {
    json.begin_map().text("item", item.item).boolean("settles_alone", item.settles_alone);
    json.boolean("moves_an_end", item.moves_an_end).integer("spanned", item.spanned).end_map();
  }
  json.end_list();
}

void write_judgement(CanonicalWriter& json, const Score& score) {
  json.key("judgement");
  if (!score.judged) {
    json.null();
  } else {
    const JudgedLevel& judged = *score.judged;
    json.begin_map().text("level", level_id(score, judged.level));
    json.text("reason", judged.given.reason);
    if (!judged.given.by.empty()) json.text("by", judged.given.by);
    if (!judged.given.second.empty()) json.text("second", judged.given.second);
    json.boolean("lowered", judged.is_lowered).boolean("overruled", judged.is_overruled);
    json.end_map();
  }
  write_level(json, "in_force", score, score.in_force);
  json.begin_list("possible_after");
  for (const std::uint32_t level : levels_of(score.possible_after)) {
    json.text(level_id(score, level));
  }
  json.end_list();
}

constexpr std::string_view digest_key = ",\"digest\":\"";

}  // namespace

std::string record_of(const Score& score) {
  const Instrument& model = *score.instrument;
  CanonicalWriter json;
  json.begin_map().text("schema", record_schema).integer("semantics", semantics_revision);
  json.begin_map("instrument").text("id", model.head().id).text("version", model.head().version);
  json.text("meaning", model.meaning().to_string()).text("text", model.text().to_string());
  json.end_map();
  if (score.assessed) {
    json.text("assessed", score.assessed->to_string());
  } else {
    json.null("assessed");
  }
  write_responses(json, score);
  json.begin_map("earlier").end_map().begin_map("parameters").end_map();
  write_scales(json, score);
  write_truths(json, "gates", score.gates, "unknown");
  write_truths(json, "rules", score.rules, "unknown");
  if (score.has_levels) {
    write_outcome(json, score);
  } else {
    json.null("level");
  }
  write_truths(json, "flags", score.flags, "open");
  if (score.has_levels) write_judgement(json, score);
  json.key("explanation");
  write_explanation(json, explain(score));
  json.end_map();

  std::string record = json.finish();
  const std::string digest = Fingerprint::of(record).to_string();
  record.resize(record.size() - 2);  // "}\n"
  return record.append(digest_key).append(digest).append("\"}\n");
}

namespace {

using Json = nlohmann::ordered_json;

void compare(const Json& recorded, const Json& found, const std::string& path,
             std::vector<Mismatch>& mismatches) {
  if (recorded == found) return;
  if (recorded.is_object() && found.is_object()) {
    std::set<std::string> seen;
    for (const auto& [key, value] : recorded.items()) {
      seen.insert(key);
      if (found.contains(key)) {
        compare(value, found[key], path + "/" + key, mismatches);
      } else {
        mismatches.push_back({path + "/" + key, value.dump(), ""});
      }
    }
    for (const auto& [key, value] : found.items()) {
      if (seen.count(key) == 0) mismatches.push_back({path + "/" + key, "", value.dump()});
    }
    return;
  }
  if (recorded.is_array() && found.is_array() && recorded.size() == found.size()) {
    for (std::size_t i = 0; i < recorded.size(); ++i) {
      compare(recorded[i], found[i], path + "/" + std::to_string(i), mismatches);
    }
    return;
  }
  mismatches.push_back({path, recorded.dump(), found.dump()});
}

bool has_digest(std::string_view record) {
  const std::size_t at = record.rfind(digest_key);
  if (at == std::string_view::npos) return false;
  const std::string_view hex = record.substr(at + digest_key.size(), 64);
  if (record.substr(at + digest_key.size() + hex.size()) != "\"}\n") return false;
  return Fingerprint::of(std::string(record.substr(0, at)) + "}\n").to_string() == hex;
}

std::optional<Judgement> read_judgement(const Json& json) {
  if (!json.contains("judgement") || !json["judgement"].is_object()) return std::nullopt;
  const Json& j = json["judgement"];
  const auto text = [&](const char* key) {
    return j.contains(key) && j[key].is_string() ? j[key].get<std::string>() : std::string();
  };
  return Judgement{text("level"), text("reason"), text("by"), text("second")};
}

}  // namespace

Verification verify(std::string_view record, const InstrumentFinder& find) {
  Verification result;
  const Json json = Json::parse(record, nullptr, false);
  if (json.is_discarded() || !json.is_object()) {
    result.problem = "it is not JSON";
    return result;
  }
  const auto text_at = [&](const Json& at, const char* key) -> std::string {
    return at.is_object() && at.contains(key) && at[key].is_string() ? at[key].get<std::string>()
                                                                     : std::string();
  };
  if (text_at(json, "schema") != record_schema) {
    result.problem =
        "its schema is '" + text_at(json, "schema") + "', not '" + std::string(record_schema) + "'";
    return result;
  }
  const Json instrument = json.value("instrument", Json::object());
  const std::string id = text_at(instrument, "id");
  const std::string version = text_at(instrument, "version");
  result.instrument = id + "@" + version;
  DiagnosticList findings;
  const auto document = read_document("record.json", std::string(record), findings);
  const Node* responses = document ? document->root.find("responses") : nullptr;
  if (id.empty() || version.empty() || responses == nullptr || findings.has_errors()) {
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
  const std::string assessed = text_at(json, "assessed");
  const Result<Score> again = score(model, answers, read_judgement(json), Date::parse(assessed));
  if (!again || findings.has_errors()) {
    const DiagnosticList& faults = again ? findings : again.error();
    for (const Diagnostic& fault : faults) {
      result.mismatches.push_back({fault.path, fault.message(), "no score"});
    }
    return result;
  }
  compare(json, Json::parse(record_of(*again)), "", result.mismatches);
  if (!result.digest_holds && result.mismatches.empty()) {
    result.mismatches.push_back({"/digest", text_at(json, "digest"), "other bytes"});
  }
  if (result.mismatches.empty()) result.state = Verification::State::verified;
  return result;
}

}  // namespace v1
}  // namespace vaern
