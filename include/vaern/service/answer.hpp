// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// One request in JSON, one answer in JSON: what hosts without C++ call.
///
///   {"command":"score","instrument":"danger-assessment@2009","responses":{"gun":true}}
///   {"command":"score","result":{"schema":"vaern-score/1",...}}
///
/// A request is read by the rules of every JSON file here: an unknown key is a fault.
///
///   command          beside "language" ("en", "da") and "format"
///   check            documents: [{name, text}], kind?, hints?
///   test             model?, coverage?, require?, mutate?   (no model: every instrument)
///   score, explain   instrument, responses, judgement?, assessed?, earlier?, wording?; or case,
///                    assessment
///   verify           record (its bytes as a text)
///   diff             old, new, data? (the text of a table)
///   recall           model, records: [{name, text}]
///   doc              instrument, wording_text?       (the result is a page in HTML or text)
///   form             instrument, responses?, judgement?, assessed?, earlier?, wording_text?
///   due, plan        case, as_of?, known_by?
///   report           case, as_of?, known_by?
///   timeline         case, as_of?, known_by?, since?
///   calendar         calendar (as "denmark-offices@2024"), year
///
/// `wording_text` is the text of a wording file; without it the words among the models are used.
/// `case` is the case itself, or `case_text` the text of its file. `format` is "json" (the
/// default), "text", for a report and a timeline "html", for a timeline "svg" and "ics" too (with
/// `since` "json", "text" and "ics"); other than "json" the result is a text. A page is
/// "html", the default, or "text"; a form is "html".

#include <string>
#include <string_view>

#include "vaern/service/models.hpp"

namespace vaern {
inline namespace v1 {

struct Answer {
  std::string text;
  bool has_error = false;
};

/// {"command":...,"result":...} or {"command":...,"error":{"faults":[...]}}, with one final line
/// feed. The result holds the same bytes that the command of the same name prints with `--json`,
/// without their line feed. Everything wrong with the request comes at once, as `faults_json`
/// writes it; where there is a result, warnings stand beside it as "warnings". Same request and
/// models, same bytes. `language` is that of requests that name none.
Answer answer(const Models& models, std::string_view request, Language language = Language::en);

/// Findings for a program that shows them in its own way: a list of {"code","severity","path",
/// "item","value","allowed","message","help","file","line","column"}. `path` is the JSON path in
/// `document`; what a finding does not have is left out.
std::string faults_json(const DiagnosticList& findings, Language language = Language::en,
                        const Document* document = nullptr);

}  // namespace v1
}  // namespace vaern
