// SPDX-License-Identifier: Apache-2.0
// Answers and judgements as Python has them.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "convert.hpp"
#include "diagnostics/codes/document.hpp"
#include "diagnostics/codes/model.hpp"
#include "vaern/core/decimal.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

/// Reads what one item was answered.
struct AnswerReader {
  std::string path;
  DiagnosticList& findings;

  void fault(const CodeInfo& code, Arguments arguments) {
    findings.add_at_path(code, path, std::move(arguments));
  }

  bool is_truth(const py::handle& value) const {
    if (py::isinstance<py::bool_>(value)) return true;
    const py::handle type = py::type::handle_of(value);
    const auto name = py::str(type.attr("__name__")).cast<std::string>();
    return (name == "bool" || name == "bool_") &&
           py::str(type.attr("__module__")).cast<std::string>() == "numpy";
  }

  bool read_value(const py::handle& value, RawAnswer& answer) {
    if (is_truth(value)) {
      answer.kind = RawAnswer::Kind::yes_no;
      answer.yes = py::cast<bool>(py::bool_(py::reinterpret_borrow<py::object>(value)));
      answer.text = answer.yes ? "yes" : "no";
      return true;
    }
    if (py::isinstance<py::str>(value)) return read_text(value.cast<std::string>(), answer);
    answer.text = py::str(value).cast<std::string>();
    if (PyIndex_Check(value.ptr()) != 0 || py::hasattr(value, "as_integer_ratio")) {
      answer.kind = RawAnswer::Kind::number;
      answer.number = rational_of(value);
      return true;
    }
    fault(codes::not_an_answer, {{"text", py::repr(value).cast<std::string>()}});
    return false;
  }

  bool read_text(std::string text, RawAnswer& answer) {
    answer.text = std::move(text);
    if (answer.text == "yes" || answer.text == "no") {
      answer.kind = RawAnswer::Kind::yes_no;
      answer.yes = answer.text == "yes";
    } else if ((answer.number = parse_decimal(answer.text))) {
      answer.kind = RawAnswer::Kind::number;
    } else if (parse_missing_reason(answer.text)) {
      fault(codes::reason_as_answer,
            {{"word", answer.text}, {"form", fmt::format("{{\"missing\": \"{}\"}}", answer.text)}});
      return false;
    } else {
      answer.kind = RawAnswer::Kind::code;
    }
    return true;
  }

  std::optional<MissingReason> read_reason(const py::handle& value) {
    const auto word = py::str(value).cast<std::string>();
    const auto reason = parse_missing_reason(word);
    if (!reason) {
      std::string allowed;
      for (const std::string_view each : missing_reason_words) {
        allowed += (allowed.empty() ? "" : ", ") + std::string(each);
      }
      findings.add_at_path(codes::unknown_word, path + "/missing",
                           {{"text", word}, {"allowed", allowed}});
    }
    return reason;
  }

  std::optional<RawAnswer::Within> read_within(const py::handle& value) {
    RawAnswer::Within within;
    if (py::isinstance<py::dict>(value)) {
      const auto map = py::reinterpret_borrow<py::dict>(value);
      if (!check_keys(map, {"missing"})) return std::nullopt;
      const auto reason =
          map.contains("missing") ? read_reason(map["missing"]) : MissingReason::not_asked;
      if (!reason) return std::nullopt;
      within.missing = *reason;
      return within;
    }
    if (value.is_none()) return within;
    const auto word = py::str(value).cast<std::string>();
    if (word == "no" || value.is(py::bool_(false))) {
      within.no = true;
      return within;
    }
    within.duration = Duration::parse(word);
    if (!within.duration) {
      findings.add_at_path(codes::not_a_duration, path + "/within", {{"text", word}});
      return std::nullopt;
    }
    return within;
  }

  std::optional<RawAnswer::Habitual> read_habitual(const py::handle& value) {
    RawAnswer::Habitual habitual;
    if (py::isinstance<py::dict>(value)) {
      const auto map = py::reinterpret_borrow<py::dict>(value);
      if (!check_keys(map, {"missing"})) return std::nullopt;
      const auto reason =
          map.contains("missing") ? read_reason(map["missing"]) : MissingReason::not_asked;
      if (!reason) return std::nullopt;
      habitual.missing = *reason;
      return habitual;
    }
    if (value.is_none()) return habitual;
    RawAnswer answer;
    if (!read_value(value, answer)) return std::nullopt;
    if (answer.kind != RawAnswer::Kind::yes_no) {
      findings.add_at_path(codes::not_yes_no, path + "/habitual", {{"text", answer.text}});
      return std::nullopt;
    }
    habitual.yes = answer.yes;
    return habitual;
  }

  bool check_keys(const py::dict& map, const std::vector<std::string>& allowed) {
    bool is_good = true;
    for (const auto& [key, value] : map) {
      const auto word = py::str(key).cast<std::string>();
      if (std::find(allowed.begin(), allowed.end(), word) != allowed.end()) continue;
      Diagnostic& finding =
          findings.add_at_path(codes::unknown_key, path + "/" + word, {{"key", word}});
      finding.help = &notes::allowed_are;
      finding.help_arguments = {{"allowed", fmt::format("{}", fmt::join(allowed, ", "))}};
      is_good = false;
    }
    return is_good;
  }

  bool read_map(const py::dict& map, RawAnswer& answer) {
    bool is_good = check_keys(map, {"value", "missing", "within", "habitual"});
    if (map.contains("value") == map.contains("missing")) {
      fault(map.contains("value") ? codes::value_and_missing : codes::answer_to_nothing, {});
      return false;
    }
    if (map.contains("missing")) {
      const auto reason = read_reason(map["missing"]);
      answer.kind = RawAnswer::Kind::missing;
      answer.missing = reason.value_or(MissingReason::not_asked);
      is_good = is_good && reason.has_value();
    } else {
      is_good = read_value(map["value"], answer) && is_good;
    }
    const bool is_yes = answer.kind == RawAnswer::Kind::yes_no && answer.yes;
    for (const char* key : {"within", "habitual"}) {
      if (!is_good || !map.contains(key)) continue;
      const bool is_within = std::string_view(key) == "within";
      if (is_within) {
        answer.within = read_within(map[key]);
      } else {
        answer.habitual = read_habitual(map[key]);
      }
      is_good = is_within ? answer.within.has_value() : answer.habitual.has_value();
      if (!is_good || is_yes) continue;
      fault(codes::within_without_yes, {{"key", key}});
      is_good = false;
    }
    return is_good;
  }
};

}  // namespace

std::vector<RawAnswer> answers_of(const py::object& responses, DiagnosticList& findings) {
  if (!py::hasattr(responses, "keys")) {
    throw py::type_error("responses must be a mapping from item ids to answers");
  }
  std::vector<RawAnswer> answers;
  for (const auto& [key, value] : py::dict(responses)) {
    if (!py::isinstance<py::str>(key)) throw py::type_error("the keys of responses are item ids");
    RawAnswer answer;
    answer.item = key.cast<std::string>();
    AnswerReader reader{"/responses/" + answer.item, findings};
    bool is_good = true;
    if (py::isinstance<py::dict>(value)) {
      is_good = reader.read_map(py::reinterpret_borrow<py::dict>(value), answer);
    } else if (!value.is_none()) {
      is_good = reader.read_value(value, answer);
    }
    if (is_good) answers.push_back(std::move(answer));
  }
  return answers;
}

std::optional<Judgement> judgement_of(const py::object& value, DiagnosticList& findings) {
  if (value.is_none()) return std::nullopt;
  if (!py::isinstance<py::dict>(value)) {
    throw py::type_error(
        "judgement must be a dict: {\"level\": ..., \"reason\": ..., \"by\": ..., \"second\": "
        "..., \"opinions\": {...}}");
  }
  const auto map = py::reinterpret_borrow<py::dict>(value);
  AnswerReader{"/judgement", findings}.check_keys(map,
                                                  {"level", "reason", "by", "second", "opinions"});
  const auto text = [&](const char* key) {
    if (!map.contains(key) || map[key].is_none()) return std::string();
    if (!py::isinstance<py::str>(map[key])) {
      throw py::type_error(fmt::format("judgement['{}'] must be a text", key));
    }
    return map[key].cast<std::string>();
  };
  Judgement judgement{text("level"), text("reason"), text("by"), text("second")};
  if (map.contains("opinions") && !map["opinions"].is_none()) {
    if (!py::isinstance<py::dict>(map["opinions"])) {
      throw py::type_error("judgement['opinions'] must be a dict from opinions to levels");
    }
    for (const auto& [id, level] : py::reinterpret_borrow<py::dict>(map["opinions"])) {
      judgement.opinions.emplace_back(py::str(id).cast<std::string>(),
                                      py::str(level).cast<std::string>());
    }
  }
  return judgement;
}

std::optional<std::vector<EarlierAssessment>> earlier_of(const py::object& value,
                                                         DiagnosticList& findings) {
  if (value.is_none()) return std::nullopt;
  std::vector<EarlierAssessment> assessments;
  for (const py::handle each : py::iter(value)) {
    if (!py::isinstance<py::dict>(each)) {
      throw py::type_error(
          "earlier must be a list of dicts: {\"assessed\": ..., \"scales\": {...}}");
    }
    const auto map = py::reinterpret_borrow<py::dict>(each);
    const std::string path = "/earlier/" + std::to_string(assessments.size());
    AnswerReader{path, findings}.check_keys(map, {"assessed", "scales"});
    const auto date =
        map.contains("assessed") ? date_of(map["assessed"], "earlier: assessed") : std::nullopt;
    if (!date || !map.contains("scales") || !py::isinstance<py::dict>(map["scales"])) {
      throw py::type_error("every earlier assessment has 'assessed' and a dict of 'scales'");
    }
    EarlierAssessment one;
    one.assessed = *date;
    for (const auto& [scale, reported] : py::reinterpret_borrow<py::dict>(map["scales"])) {
      const auto id = py::str(scale).cast<std::string>();
      std::optional<Rational> number;
      if (!reported.is_none()) {
        number = py::isinstance<py::str>(reported) ? Rational::parse(reported.cast<std::string>())
                                                   : rational_of(reported);
        if (!number) {
          findings.add_at_path(codes::not_a_number, path + "/scales/" + id,
                               {{"text", py::str(reported).cast<std::string>()}});
          continue;
        }
      }
      one.scales.emplace_back(id, number);
    }
    assessments.push_back(std::move(one));
  }
  return assessments;
}

}  // namespace vaern::python
