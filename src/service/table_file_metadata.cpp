// SPDX-License-Identifier: Apache-2.0
// Where a scored file comes from, by the W3C's Metadata Vocabulary for Tabular Data (2015).
#include "service/table_file.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern {
inline namespace v1 {

using namespace service::detail;

namespace {

using Kind = OutputColumn::Kind;

std::string alternatives(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "|") + word;
  return text;
}

void write_type(CanonicalWriter& json, const Instrument& model, const FileResult& result,
                char decimal) {
  const OutputColumn& column = result.column;
  std::vector<std::string> words;
  switch (column.kind) {
    case Kind::level:
    case Kind::low:
    case Kind::high:
    case Kind::computed: {
      const auto& levels =
          column.index == 0 ? model.levels().list : model.outcomes()[column.index - 1].levels.list;
      for (const Level& level : levels) words.push_back(level.id);
      break;
    }
    case Kind::one_class:
      for (const NominalClass& one : model.classes()[column.index].list) words.push_back(one.id);
      break;
    case Kind::low_form:
    case Kind::high_form:
      json.text("datatype", "string");
      return;
    case Kind::gate:
    case Kind::rule:
    case Kind::flag:
      words = {"no", "yes", "open"};
      break;
    case Kind::certain:
    case Kind::imputed:
    case Kind::rejected:
      json.begin_map("datatype").text("base", "boolean").text("format", "yes|no").end_map();
      return;
    case Kind::possible:
    case Kind::classes:
      json.text("datatype", "string").text("separator", " ");
      return;
    default:
      break;
  }
  if (!words.empty()) {
    json.begin_map("datatype").text("base", "string");
    json.text("format", alternatives(words)).end_map();
  } else if (column.type != ColumnType::float64) {
    json.text("datatype", "integer");
  } else {
    json.begin_map("datatype").text("base", "double").begin_map("format");
    json.text("decimalChar", std::string_view(&decimal, 1)).end_map().end_map();
  }
}

void write_list(CanonicalWriter& json, std::string_view key,
                const std::vector<std::string>& words) {
  json.begin_list(key);
  for (const std::string& word : words) json.text(word);
  json.end_list();
}

}  // namespace

std::string TableFile::metadata(const TableFileDone& done, std::string_view result,
                                std::string_view engine) const {
  const Plan& plan = *plan_;
  const Instrument& model = *plan.instrument;
  const auto number = [](std::uint64_t count) { return static_cast<std::int64_t>(count); };
  CanonicalWriter json;
  json.begin_map().text("@context", "http://www.w3.org/ns/csvw").text("url", result);
  json.begin_map("dialect").text("delimiter", std::string_view(&plan.layout.separator, 1));
  json.text("encoding", "utf-8").end_map();
  json.begin_list("notes").begin_map();
  json.text("instrument", model.reference()).text("meaning", model.meaning().to_string());
  json.text("text", model.text().to_string()).text("engine", engine);
  json.text("source", plan.file_name);
  json.integer("rows", number(done.rows)).integer("rejected", number(done.rejected));
  json.integer("left_out", number(done.left_out));
  json.text("faults", plan.options.collects_faults ? "collect" : "stop");
  json.begin_map("missing");
  for (const MissingCode& code : plan.options.missing) {
    json.text(code.written, to_string(code.reason));
  }
  json.end_map().begin_map("columns");
  for (const FileInput& input : plan.inputs) {
    json.text(input.name, plan.header[plan.parsed[input.column]]);
  }
  json.end_map();
  write_list(json, "absent", plan.absent);
  json.end_map().end_list();
  json.begin_map("tableSchema").begin_list("columns");
  for (const std::size_t slot : plan.kept) {
    json.begin_map().text("titles", plan.header[plan.parsed[slot]]);
    json.text("datatype", "string").end_map();
  }
  for (const FileResult& each : plan.results) {
    json.begin_map().text("name", each.column.name).text("titles", each.column.name);
    write_type(json, model, each, plan.layout.decimal);
    json.end_map();
  }
  json.end_list().end_map().end_map();
  return json.finish();
}

}  // namespace v1
}  // namespace vaern
