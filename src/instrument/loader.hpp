// SPDX-License-Identifier: Apache-2.0
#pragma once
// Loading an instrument, in the order of its meaning: parameters, answers, items, earlier values,
// tables, consistent conditions, scales, gates, levels, classes, outcomes, rules, judgement,
// flags, examples; then the program and what is proved of it. Every step goes on after findings,
// and what was refused keeps its name, so that nothing that reads it is a finding again.

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/codes/instrument.hpp"
#include "instrument/readings.hpp"
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
  void replace(const std::string& name, Declaration declaration);
  /// What declares them could not be read: a name that is not here may be one of those.
  void refuse_what_is_unknown() { refuses_unknown_ = true; }
  /// While it is no name here: that it is read has its finding.
  void silence(const std::string& name) { silent_.insert(name); }

  /// Names of constants that were asked for, by this or by a copy of it.
  const std::set<std::string, std::less<>>& constants_read() const { return *constants_read_; }

 private:
  std::map<std::string, Declaration, std::less<>> names_;
  std::vector<std::string> order_;
  Declaration refused_ = refused();
  bool refuses_unknown_ = false;
  std::set<std::string, std::less<>> silent_;

  static Declaration refused() {
    Declaration declaration;
    declaration.is_refused = true;
    return declaration;
  }
  std::shared_ptr<std::set<std::string, std::less<>>> constants_read_ =
      std::make_shared<std::set<std::string, std::less<>>>();
};

/// Levels as they are read, of the instrument or of a further outcome.
struct LevelsRead {
  Levels levels;
  bool is_refused = false;  ///< A level may be missing or misnamed: no finding for names of levels.
  bool is_faulty = false;   ///< Something of it has a finding, here or where it is declared.
};

/// A number as written, or the parameter whose id stands in its place.
struct NumberRead {
  Number number;
  std::string parameter;  ///< Empty: a number.
};

struct InstrumentLoader {
  InstrumentLoader(const Document& d, const Names& p, DiagnosticList& f)
      : document(d), population_names(p), findings(f), made(new Instrument()) {}

  const Document& document;
  const Names& population_names;
  DiagnosticList& findings;
  std::shared_ptr<Instrument> made;
  ProgramBuilder builder;
  InstrumentNames names;       // items first, then what may read them
  InstrumentNames rule_names;  // those, and outcomes upward
  std::map<std::string, Binding, std::less<>> bindings;
  std::map<std::string, std::pair<std::string, SourceSpan>, std::less<>> taken;
  std::vector<Node> asked_when;      // by item: an empty node where there is none
  std::vector<Node> earlier_scales;  // by earlier value: where its scale is named
  std::set<std::string, std::less<>> refused_sets;
  std::set<std::string, std::less<>> refused_tables;
  std::set<std::string, std::less<>> used_tables;
  std::set<std::string, std::less<>> used_parameters;
  bool has_parameters = false;
  bool has_refused_item = false;
  bool are_levels_refused = false;
  bool are_classes_refused =
      false;  // of the classes being read, also where the finding is elsewhere

  /// `published`: of a local version, else null.
  InstrumentPtr load(const InstrumentPtr& extended);

  // load.cpp
  bool take_name(const std::string& id, const char* kind, const SourceSpan& span);
  /// `id` is declared with a fault that has its finding: what reads it is no finding.
  void refuse(const std::string& id);
  /// The section of the items cannot be read: nothing that reads one is a finding.
  void are_items_unread();
  /// An item, a scale or the like: read by nothing that is a finding.
  bool is_known(const std::string& id) const {
    const Declaration* declaration = names.find(id);
    return taken.count(id) != 0 || (declaration != nullptr && declaration->is_refused);
  }
  /// The best help there is for a name that does not exist: the nearest one, else all of a few.
  static void suggest(Diagnostic& finding, std::string_view name,
                      const std::vector<std::string>& candidates);
  /// `name`: of what has the condition, for the finding where a number may be too large.
  std::optional<NodeId> compile(const Condition& condition, const std::string& name);
  /// A finding for every circle; the names in them.
  std::set<std::string, std::less<>> report_circles(const instrument::detail::Readings& readings);
  void read_population(Fields& fields);
  void read_evidence(Fields& fields);
  void fingerprint();  // fingerprint.cpp

  // load_parameters.cpp
  void read_parameters(Fields& fields);
  std::optional<NumberRead> read_number_or_parameter(const Node& node);

  // load_answers.cpp
  void read_answer_sets(Fields& fields);
  void read_answer_set(const Entry& entry);
  void read_options(const Node& options, AnswerSet& set);
  void check_points(const AnswerSet& set);

  // load_items.cpp
  void read_items(Fields& fields);
  void read_item(const Entry& entry);
  bool read_type(const Node& node, Item& item);
  void read_second_questions(Fields& f, Item& item, bool& is_good);
  void check_reversed(const Node& reversed, Item& item, bool& is_good);
  bool check_range(const std::string& name, const Rational& from, const Rational& to,
                   const Rational& step, const SourceSpan& span, const SourceSpan& to_span,
                   const SourceSpan& step_span);
  void read_factors(Fields& fields);  // load_factors.cpp

  void find_classes_read(const Fields& fields);  // load_classes_read.cpp

  // load_inputs.cpp
  void add_item(Item item, const Node& condition);
  void add_inputs();
  InputId add_second_input(const std::string& name);
  void read_asked_when();

  // load_earlier.cpp
  void read_earlier(Fields& fields);
  void read_earlier_input(const Entry& entry);
  void check_earlier();

  // load_tables.cpp
  void read_tables(Fields& fields);
  void read_table(const Entry& entry);
  std::vector<Norm::Row> read_rows(const Node& rows, bool& is_good);
  std::optional<Norm> read_norm(const Entry& entry, Table::Choose choose);
  void check_dates(const Table& table, bool& is_good);
  void check_codes(const Table& table, const Node& norms, bool& is_good);

  // load_consistent.cpp
  void read_consistent(Fields& fields);

  // load_scales.cpp
  void read_scales(Fields& fields);
  void read_scale(const Entry& entry);
  void read_formula(const Entry& formula, Scale& scale, InstrumentScale& made_scale);
  void read_count(const Node& node, Scale& scale);
  void read_terms(const Node& node, Scale& scale, bool weighted);
  void add_term(const std::string& name, const SourceSpan& span, Rational weight, Scale& scale);
  bool check_item(const Item& item, const SourceSpan& span, const Scale& scale);
  void read_lookup(const Node& node, Scale& scale, InstrumentScale& made_scale);
  void read_steps(const Node& node, Scale& scale);
  bool may_have_no_value(const Scale& scale) const;
  bool is_scale_refused = false;  // of the scale being read, also where the finding is elsewhere
  const InstrumentScale* find_scale(std::string_view id) const;
  /// Names that a scale may sum at this point.
  std::vector<std::string> scale_inputs() const;

  // load_missing.cpp
  void read_missing(const Node& node, Scale& scale);
  void read_at_least(const Node& limit, Scale& scale);
  void read_counted(const Node& node, Scale& scale);
  void read_missing_tables(const Node& node, Scale& scale);
  void check_prorate(const Node& node, const Scale& scale, bool by_count, bool clamped);
  std::string term_name(const Term& term) const;
  /// What the codes of an input are worth in a scale, without its weight.
  const std::vector<Rational>& points_of(const Term& term) const;

  // load_levels.cpp
  void read_levels(Fields& fields);
  LevelsRead read_levels_of(Fields& f);
  void read_cut_offs(const Node& cut_offs, LevelsRead& read, const std::optional<Interval>& range);
  bool say_range(const Entry& entry, const Levels& levels);
  void check_cut_off(const Level& level, const Levels& levels,
                     const std::optional<Interval>& range);
  void read_order(const Node& order, LevelsRead& read);
  std::optional<std::uint32_t> read_level(const Node& node, const Levels& levels, bool is_refused);
  Outcome outcome_of(const Levels& levels, const std::vector<Rule>& rules);

  // load_rules.cpp
  void read_gates(Fields& fields);
  void read_rules(Fields& fields);
  void read_rule(const Entry& entry, const LevelsRead& of, std::vector<Rule>& rules);
  void read_flags(Fields& fields);
  void add_outcome();

  // load_outcomes.cpp
  void read_outcomes(Fields& fields);
  void read_outcome(const Entry& entry, bool is_circular);
  void read_classes(Fields& fields);
  void read_classes_of(const Entry& entry);
  void read_judgement(Fields& fields);
  void read_opinions(Fields& fields);

  // check_use.cpp: what is declared and read by nothing
  void find_unused();

  // check_program.cpp: what is proved of the compiled program
  void check_program();
  void check_example_answers();
  void check_consistent();
  void check_classes();
  void check_lookups();
  void leave_out_sensitive();

  // load_examples.cpp
  void read_examples(Fields& fields);
  void read_example(const Node& node);
  void read_example_judgement(const Node& node, Example& example);
  bool fits_an_item(const RawAnswer& answer) const;

  // load_expectations.cpp
  void check_expectation(const Node& expect);
  void unknown_word(const std::string& name, const SourceSpan& span,
                    const std::vector<std::string>& candidates);
  void check_words(const Node& map, const std::vector<std::string>& known,
                   const std::function<void(const Entry&)>& read);
  void check_level_word(const std::string& key, const Node& value, const Levels& levels,
                        bool is_refused);
  void check_classes_expected(const Entry& entry);
  void check_without_sensitive(const Node& map);
};

}  // namespace v1
}  // namespace vaern
