// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What every model begins with, whatever its kind.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/date.hpp"
#include "vaern/core/localized_text.hpp"
#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/model/kind.hpp"
#include "vaern/model/parts.hpp"

namespace vaern {
inline namespace v1 {

enum class ModelStatus : std::uint8_t { draft, approved, in_force, withdrawn };
std::string_view to_string(ModelStatus status) noexcept;

/// What may be done with the words of a published instrument.
struct Licence {
  enum class Class : std::uint8_t { a, b, c, d };
  enum class Wording : std::uint8_t {
    labels_only,  ///< Short labels of ours; forms say "not for hand-out".
    none,         ///< No words may be shown.
    own,          ///< Our own words, free to use.
    licensed,     ///< The words are used under a licence.
  };
  std::optional<Class> class_;
  std::optional<Wording> wording;
  LocalizedText note;
};
std::string_view to_string(Licence::Class value) noexcept;    ///< "A" to "D".
std::string_view to_string(Licence::Wording value) noexcept;  ///< "labels_only", ...

/// A publication or an authority (E6).
struct Source {
  std::string id;
  std::string cite;
  std::string doi;  ///< These are empty where absent.
  std::string url;
  std::string authority;
  SourceSpan span;  ///< Of the id.
};

/// Another model that this one takes over from, or gives over to.
struct Succession {
  Reference model;
  std::optional<Date> from;  ///< The first day on which the later one is to be used.
};

/// The days on which a model is to be used; at least one of both.
struct Validity {
  std::optional<Date> from;   ///< The first.
  std::optional<Date> until;  ///< The last.
};

struct ModelHead {
  Kind kind = Kind::instrument;
  std::string id;
  std::string version;
  ModelStatus status = ModelStatus::draft;
  LocalizedText title;
  LocalizedText description;  ///< This and the next two may be empty.
  LocalizedText intended_use;
  LocalizedText not_for;
  std::optional<Licence> licence;
  std::vector<Source> sources;  ///< In the order written.
  std::optional<Succession> supersedes;
  std::optional<Succession> superseded_by;
  std::optional<Validity> valid;
  std::optional<Reference> extends;  ///< Of a local version of an instrument: what it changes.
  SourceSpan span;                   ///< Of the id.

  Reference reference() const { return {id, version, span}; }
  const Source* find_source(std::string_view source_id) const noexcept;
};

/// Asks the map at the top of a document for all keys of the head, and checks that every
/// `source:` of the whole document names one of `sources`. Nothing only when the id, the version
/// or the kind cannot be read; everything else that is wrong is a finding beside a head.
std::optional<ModelHead> read_head(Fields& fields, DiagnosticList& findings);

/// Readers of parts of a head, for documents whose head is another.
std::optional<std::string> read_version(const Node& node, DiagnosticList& findings);
std::optional<ModelStatus> read_status(const Node& node, DiagnosticList& findings);
std::optional<Licence> read_licence(const Node& node, DiagnosticList& findings);
/// `{from: DATE, until: DATE}`, at least one of both.
std::optional<Validity> read_validity(const Node& node, DiagnosticList& findings);
/// `{cite: ..., doi: ..., url: ..., authority: ...}`; its id is empty.
std::optional<Source> read_source(const Node& node, DiagnosticList& findings);

/// Why a model should not, or no longer, be used on a day.
struct Standing {
  enum class Kind : std::uint8_t { superseded, not_yet_valid, no_longer_valid };
  Kind kind;
  Date date;                           ///< Superseded since; valid from; valid until.
  std::optional<Reference> successor;  ///< Of superseded.
};

/// What to say of a model that is used on a day; empty: nothing. A successor without a date is
/// not said of any day, because nobody wrote since when.
std::vector<Standing> standing_at(const ModelHead& head, Date day);

}  // namespace v1
}  // namespace vaern
