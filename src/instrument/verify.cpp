// SPDX-License-Identifier: Apache-2.0
// A record scored again from its own answers, and compared value by value.
#include <string>
#include <utility>

#include "instrument/record_reader.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/instrument/record.hpp"

namespace vaern {
inline namespace v1 {

using namespace instrument::detail;

namespace {

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

std::optional<Score> score_again(std::string_view record, const InstrumentPtr& instrument,
                                 bool with_witnesses, bool with_sides) {
  const ReadRecord read = read_record(record);
  if (!read.document || read.reference() != instrument->reference()) return std::nullopt;
  DiagnosticList findings;
  const std::vector<RawAnswer> answers = read_answers(*read.responses, findings);
  ScoreOptions options = options_in(read.root(), findings);
  options.with_witnesses = with_witnesses;
  options.with_sides = with_sides;
  auto score = vaern::score(instrument, answers, options);
  if (!score || findings.has_errors()) return std::nullopt;
  return *std::move(score);
}

Verification verify(std::string_view record, const InstrumentFinder& find,
                    const WordingFinder& find_wording) {
  Verification result;
  const ReadRecord read = read_record(record);
  if (!read.id.empty()) result.instrument = read.reference();
  if (!read.document) {
    result.problem = read.problem;
    return result;
  }
  const Node& json = read.root();
  const Node* instrument = json.find("instrument");
  DiagnosticList findings;
  result.digest_holds = read.digest_holds;
  const InstrumentPtr model = find(read.id, read.version);
  if (model == nullptr) {
    result.state = Verification::State::model_absent;
    return result;
  }
  result.meaning_holds = text_at(instrument, "meaning") == model->meaning().to_string();
  result.text_holds = text_at(instrument, "text") == model->text().to_string();
  result.state = Verification::State::differs;

  const std::vector<RawAnswer> answers = read_answers(*read.responses, findings);
  const ScoreOptions options = options_in(json, findings);
  const Result<Score> again = score(model, answers, options);
  if (!again || findings.has_errors()) {
    const DiagnosticList& faults = again ? findings : again.error();
    for (const Diagnostic& fault : faults) {
      result.mismatches.push_back({fault.path, fault.message(), "no score"});
    }
    return result;
  }
  const auto fresh = read_record_document(record_of(*again), findings);
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
