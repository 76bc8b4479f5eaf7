// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A safety plan as a document, for one reader: what each may hold, and how it is printed.
///
/// Nothing in a discreet copy depends on what was left out of it (P5): no word, order, number,
/// title or key. A copy for the person is refused where a line that matters for safety is not
/// there in its language. Same plan, options and format: same bytes.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/result.hpp"
#include "vaern/document/document.hpp"
#include "vaern/exchange/translation.hpp"
#include "vaern/programme/assess.hpp"

namespace vaern {
inline namespace v1 {

inline constexpr std::string_view plan_copy_schema = "vaern-plan-copy/1";

/// Whom a copy is for.
enum class PlanCopy : std::uint8_t {
  person,     ///< Agreed urgent measures, at most twelve; what the person already does first.
  discreet,   ///< Of these what reveals nothing to whoever finds it; a neutral list.
  agency,     ///< Every measure with its state and reason, questions, alarms.
  card,       ///< Three to five lines for the professional who has one minute.
  recipient,  ///< Agreed measures of the sections that were agreed to be shared.
  handover,   ///< For the professional who takes over: in progress, to do, to ask, settled.
};
std::string_view to_string(PlanCopy copy) noexcept;
std::optional<PlanCopy> parse_plan_copy(std::string_view word) noexcept;

enum class CopyFormat : std::uint8_t { text, markdown, json, html };
std::string_view to_string(CopyFormat format) noexcept;
std::optional<CopyFormat> parse_copy_format(std::string_view word) noexcept;

/// Who an id of the case is, for one rendering. Nothing stores it (P6).
struct NamedPerson {
  std::string name;
  std::string telephone;  ///< May be empty.
};
using NameTable = std::map<std::string, NamedPerson, std::less<>>;

/// Reads a table of names: `w1: {name: ..., telephone: ...}`, a line a party of the case. All
/// faults at once; nothing where any is an error.
std::optional<NameTable> load_names(const Document& document, const CaseFile& file,
                                    DiagnosticList& findings);

struct CopyOptions {
  PlanCopy copy = PlanCopy::agency;
  Language language = Language::en;
  bool is_large = false;  ///< Large type, of HTML.
  bool is_easy = false;   ///< Easy to read, of the copies of the person and the discreet one.
  /// Words of another language, for the copies of the person and the discreet one; may be null.
  const Translation* translation = nullptr;
  /// May be null. Never printed in JSON or in a discreet copy.
  const NameTable* names = nullptr;
  Who recipient = Who::person;    ///< Of a recipient's copy: any other than the person.
  std::string recipient_party{};  ///< One party of the case, whose role `recipient` is; or empty.
  /// Of a recipient's copy: those that are shared. Empty: those of the newest disclosure to them.
  std::vector<std::string> sections{};
};

/// A plan with what it was made of; all of it must outlive the call.
struct PlanSource {
  const CaseFile* file = nullptr;
  const Programme* programme = nullptr;
  const SafetyPlan* plan = nullptr;
  AsOf when;
};

/// The document. Errors: a section that the catalogue does not have, or that the case does not say
/// the recipient may have; a recipient of whom the case says that it is not safe; lines that are
/// missing in the language of the person's or discreet copy.
Result<std::string> plan_copy(const PlanSource& source, const CopyOptions& options,
                              CopyFormat format);

/// Measures on an easy-read copy whose ordinary text stands there and is not simple itself
/// (LIX over 25), in the order of the copy. Empty of any other copy.
std::vector<std::string> measures_not_easy(const PlanSource& source, const CopyOptions& options);

/// A name without an ending for the file that holds it; of a paper that is kept at home (discreet,
/// person, child, network) a neutral one.
std::string plan_copy_file_name(const PlanSource& source, const CopyOptions& options);

/// The part of a path that gives a discreet copy away: the name of a folder or of the file with a
/// word of safety, plans, violence or help, or with the id of the case. Empty: none. The path is
/// looked at as it is given; capital letters are as small ones. What `plan_copy_file_name` gives
/// is never refused.
std::string what_gives_away(std::string_view path, const CaseFile& file);
bool gives_away(std::string_view path, const CaseFile& file);

}  // namespace v1
}  // namespace vaern
