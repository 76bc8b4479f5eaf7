// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/recall.hpp"

#include <algorithm>

#include "instrument/record_reader.hpp"

namespace vaern {
inline namespace v1 {

using namespace instrument::detail;

namespace {

/// As it was written, whatever its spaces and the order of its keys are now.
bool is_as_written(std::string_view record, const ReadRecord& read, const InstrumentFinder& find) {
  if (read.digest_holds || has_digest(json_of(read.root()) + "\n")) return true;
  return find && verify(record, find).holds();
}

/// What is not answered in the record and not asked by the model says nothing.
std::vector<RawAnswer> answers_for(const Instrument& model, const Node& responses,
                                   DiagnosticList& findings) {
  std::vector<RawAnswer> answers = read_answers(responses, findings);
  std::erase_if(answers, [&](const RawAnswer& answer) {
    return answer.kind == RawAnswer::Kind::missing && model.find_item(answer.item) == nullptr;
  });
  return answers;
}

}  // namespace

Recalled recall(std::string_view record, const RecallOf& of, const InstrumentFinder& find) {
  Recalled result;
  const ReadRecord read = read_record(record);
  if (!read.document) {
    result.problem = read.problem;
    return result;
  }
  const Node& json = read.root();
  result.instrument = read.reference();
  const bool is_concerned =
      std::any_of(of.versions.begin(), of.versions.end(), [&](const Reference& version) {
        return version.id == read.id && version.version == read.version;
      });
  const std::string& id = of.corrected->head().id;
  if (!is_concerned) {
    result.state =
        read.id == id ? Recalled::State::other_version : Recalled::State::other_instrument;
    const Node* published = json.find("published");
    result.rests_on_corrected = read.id != id && text_at(published, "id") == id;
    return result;
  }
  if (!is_as_written(record, read, find)) {
    result.state = Recalled::State::altered;
    return result;
  }
  result.was_made_by_corrected =
      text_at(json.find("instrument"), "meaning") == of.corrected->meaning().to_string();
  result.before = results_in(json);
  ScoreOptions options = options_in(json, result.faults);
  options.with_witnesses = false;
  options.with_sides = false;
  result.rests_on_earlier = options.earlier && !options.earlier->empty();
  const std::vector<RawAnswer> answers = answers_for(*of.corrected, *read.responses, result.faults);
  Result<Score> again = score(of.corrected, answers, options);
  if (!again) result.faults.append(std::move(again.error()));
  if (result.faults.has_errors()) {
    result.state = Recalled::State::cannot_be_scored;
    return result;
  }
  result.after = results_of(*again);
  result.change = compare(result.before, result.after, *of.corrected);
  result.state = Recalled::State::compared;
  return result;
}

}  // namespace v1
}  // namespace vaern
