// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one pass that reads a case. Entries register their ids as they are read; what they name
// is looked up when everything has been read, so that the order of the file is nothing.

#include <map>
#include <string>
#include <vector>

#include "case_file/readers.hpp"
#include "vaern/case_file/load.hpp"

namespace vaern::case_file::detail {

class Loader {
 public:
  explicit Loader(DiagnosticList& findings) : findings_(findings) {}

  void read(const Node& root);
  CaseFile take() { return std::move(file_); }

 private:
  enum class Entity : std::uint8_t {
    party,
    fact,
    assessment,
    event,
    plan,
    date,
    suspension,
    disclosure,
    network,
    correction,
  };

  struct Declared {
    Entity entity = Entity::party;
    std::optional<Role> role;  // of a party, where it could be read
    SourceSpan span;
    std::optional<Moment> recorded;
  };

  // What a name must be.
  enum class Needs : std::uint8_t {
    party,
    other_party,
    child,
    writer,
    around,     // somebody of the network, or a professional
    recipient,  // anybody but an other party
    assessment,
    event,
    plan,
  };

  struct Mention {
    Placed name;
    Needs needs = Needs::party;
  };

  void read_parties(const Node* list);
  void read_party(const Node& node);
  void read_episode(const Node& node);
  void read_fact(const Node& node);
  void read_assessment(const Node& node);
  std::optional<JudgementEntry> read_judgement(const Node& node, const Moment* assessed);
  void read_event(const Node& node);
  void read_plan(const Node& node);
  void read_measures(const Node& node, PlanEntry& plan);
  std::optional<MeasureEntry> read_measure_status(const Node& node);
  std::vector<TraitEntry> read_traits(const Node* node);
  std::optional<PriorityEntry> read_priorities(const Node& node);
  std::vector<PriorityPair> read_pairs(const Node& node);
  void read_disclosure(const Node& node);
  void read_network(const Node& node);
  std::optional<Tie> read_tie(const Node& node, const Placed& party);
  void read_correction(const Node& node);
  void read_date(const Node& node);
  void read_suspension(const Node& node);

  template <class Each>
  void each(const Node* list, Each&& read_one) {
    if (list == nullptr) return;
    for (const Node& item : list->items()) read_one(item);
  }

  // Reads `id` and registers it; an id that cannot be read gives an empty one.
  Placed declare(Fields& fields, Entity entity, bool is_required = true);
  std::vector<Placed> read_by(Fields& fields, bool is_required = true);
  void mention(const Placed& name, Needs needs);
  void mention(const std::vector<Placed>& names, Needs needs);

  void check_mentions();
  void check_mention(const Mention& mention);
  void check_subject();
  void check_replaced();
  void check_parents();
  void check_network();
  void check_facts();
  void check_births();
  void check_corrections();
  void unknown_name(const CodeInfo& code, const Placed& name, const std::vector<Entity>& entities);

  DiagnosticList& findings_;
  CaseFile file_;
  std::map<std::string, Declared> declared_;
  std::vector<std::string> order_;  // of declaration: for "did you mean"
  std::vector<Mention> mentions_;
  bool party_without_id_ = false;  ///< Of one the id is a finding; others may name it.
};

/// Direct identifiers anywhere in the file: keys, values, comments.
void guard_identifiers(const Document& document, DiagnosticList& findings);

}  // namespace vaern::case_file::detail
