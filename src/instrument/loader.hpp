// SPDX-License-Identifier: Apache-2.0
#pragma once
// Loading an instrument, in the order of its meaning: answers, items, scales, gates, levels,
// rules, flags, judgement, examples; then the program. Every step goes on after findings.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/codes/instrument.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/expression/names.hpp"
#include "vaern/expression/read.hpp"
#include "vaern/instrument/instrument.hpp"
#include "vaern/program/condition.hpp"

namespace vaern {
inline namespace v1 {

/// The names in sight at one point of the file; later points see more.
class InstrumentNames final : public Names {
 public:
  const Declaration* find(std::string_view name) const override;
  std::vector<std::string> all() const override { return order_; }
  void add(const std::string& name, Declaration declaration);

 private:
  std::map<std::string, Declaration, std::less<>> names_;
  std::vector<std::string> order_;
};

struct InstrumentLoader {
  InstrumentLoader(const Document& d, const Names& p, DiagnosticList& f)
      : document(d), population_names(p), findings(f), made(new Instrument()) {}

  const Document& document;
  const Names& population_names;
  DiagnosticList& findings;
  std::shared_ptr<Instrument> made;
  ProgramBuilder builder;
  InstrumentNames names;  // items first, then what may read them
  std::map<std::string, Binding, std::less<>> bindings;
  std::map<std::string, std::pair<std::string, SourceSpan>, std::less<>> taken;
  std::vector<Node> asked_when;  // by item: an empty node where there is none

  /// `published`: of a local version, else null.
  InstrumentPtr load(const InstrumentPtr& published);

  // load.cpp
  bool take_name(const std::string& id, const char* kind, const SourceSpan& span);
  /// `name`: of what has the condition, for the finding where a number may be too large.
  std::optional<NodeId> compile(const Condition& condition, const std::string& name);
  void read_population(Fields& fields);
  void read_evidence(Fields& fields);
  void read_judgement(Fields& fields);
  void find_unused_items();
  void fingerprint();

  // load_items.cpp
  void read_answers_sets(Fields& fields);
  void read_items(Fields& fields);
  bool check_range(const Item& item, const SourceSpan& to, const SourceSpan& step);
  void read_factors(Fields& fields);
  void add_item(Item item, const Node& condition);
  void add_inputs();
  void read_asked_when();

  // load_scales.cpp
  void read_scales(Fields& fields);
  void read_scale(const Entry& entry);
  bool read_terms(const Node& node, Scale& scale, const std::string& id, bool weighted);
  void read_steps(const Node& node, Scale& scale);
  void read_missing(const Node& node, Scale& scale);
  void check_prorate(const Node& node, const Scale& scale, bool by_count, bool clamped);
  std::string term_name(const Term& term) const;

  // load_outcome.cpp
  void read_gates(Fields& fields);
  void read_levels(Fields& fields);
  void read_rules(Fields& fields);
  void read_flags(Fields& fields);
  void add_outcome();
  std::optional<std::uint32_t> read_level(const Node& node);

  // load_examples.cpp
  void read_examples(Fields& fields);
  bool fits_an_item(const RawAnswer& answer) const;
  void check_expectation(const Node& expect);
};

}  // namespace v1
}  // namespace vaern
