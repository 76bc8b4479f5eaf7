// SPDX-License-Identifier: Apache-2.0
#include "instrument/reasons.hpp"

#include <map>
#include <utility>
#include <vector>

#include "instrument/condition_words.hpp"
#include "instrument/inputs.hpp"
#include "instrument/teller.hpp"
#include "vaern/diagnostics/utf8.hpp"
#include "vaern/instrument/columns.hpp"
#include "vaern/instrument/explanation.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

const std::string* argument(const ExplanationNode& node, std::string_view name) {
  for (const auto& [key, value] : node.arguments) {
    if (key == name) return &value;
  }
  return nullptr;
}

/// Writes the tree's nodes; conditions are walked beside the model's own.
struct Reasons {
  const Teller& teller;
  std::string page = {};

  std::string tell(std::string_view en, std::string_view da) const { return teller.tell(en, da); }
  std::string number(const Rational& value) const { return number_words(value, teller.language); }

  void heading(const std::string& words) { page += "\n" + wrap(words, page_width, 2) + "\n"; }

  /// A line under a heading, with a word or a number before it.
  void entry(const std::string& before, const std::string& words, std::size_t depth = 1) {
    const std::size_t indent = 2 * depth;
    const std::size_t hang = indent + count_code_points(before) + (before.empty() ? 0 : 1);
    const std::string content =
        std::string(indent, ' ') + before + (before.empty() ? "" : " ") + words;
    page += wrap(content, page_width, hang) + "\n";
  }

  std::string mark(Truth truth) const {
    if (truth == Truth::unknown) return tell("[open]", "[åben]");
    return truth == Truth::yes ? tell("[yes]", "[ja]") : tell("[no]", "[nej]");
  }

  void condition(const ExplanationNode& node, const Condition& of, std::size_t depth) {
    std::string words;
    if (node.key == "all") words = tell("all of these:", "alle disse:");
    if (node.key == "any") words = tell("one of these:", "mindst et af disse:");
    if (node.key == "not") words = tell("not:", "ikke:");
    if (node.key == "at_least") {
      const std::string threshold = *argument(node, "threshold");
      words = tell("at least ", "mindst ") + threshold + tell(" of these:", " af disse:");
    }
    const bool is_leaf = words.empty();
    entry(mark(*node.truth), is_leaf ? condition_words(teller, of) : words, depth);
    if (is_leaf) return;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      condition(node.children[i], *of.arguments[i], depth + 1);
    }
  }

  /// The label of what a line of a scale is about.
  std::string input_words(const ExplanationNode& node) const {
    const std::string& name = *argument(node, "input");
    for (const InstrumentScale& scale : teller.model.scales()) {
      if (scale.id == name) return teller.text(scale.text, name);
    }
    const InputId input = teller.input_of(name);
    std::string words = teller.label(input);
    if (node.key == "input" || node.key == "chosen_by") {
      const Code code = teller.score.responses.codes()[input];
      if (code != missing_code) words += ": " + teller.answer(input, code);
    }
    if (argument(node, "reversed") != nullptr) {
      words += tell(" (counted the other way round)", " (tælles omvendt)");
    }
    return words;
  }

  /// "times 50" and the like, as they stand in the tree.
  std::string step_words(const std::string& step) const {
    const std::size_t space = step.find(' ');
    const std::string word = step.substr(0, space);
    const std::string rest = step.substr(space + 1);
    const auto shown = [&](const std::string& text) {
      const auto value = Rational::parse(text);
      return value ? number(*value) : text;
    };
    if (word == "times") return tell("times ", "gange ") + shown(rest);
    if (word == "plus") return "plus " + shown(rest);
    if (word == "divide") return tell("divided by ", "divideret med ") + shown(rest);
    if (word == "round") return tell("rounded (", "afrundet (") + rest + ")";
    const std::size_t dots = rest.find("..");
    const std::string from = rest.substr(0, dots);
    const std::string to = rest.substr(dots + 2);
    std::string words = tell("kept", "holdt");
    if (!from.empty()) words += tell(" at or above ", " på mindst ") + shown(from);
    if (!to.empty()) {
      words += (from.empty() ? "" : tell(" and", " og")) + tell(" at or below ", " på højst ") +
               shown(to);
    }
    return words;
  }

  std::string line_words(const ExplanationNode& node) const {
    if (node.key == "imputation") {
      return tell("put in place of what is missing", "sat i stedet for det, der mangler");
    }
    if (node.key == "missing_table") {
      return tell("by the table for ", "efter tabellen for ") + *argument(node, "missing") +
             tell(" unanswered", " ubesvarede");
    }
    if (node.key == "mean_of") {
      return tell("the mean of ", "gennemsnittet af ") + *argument(node, "count");
    }
    if (node.key == "step") {
      return step_words(*argument(node, "step"));
    }
    if (node.key == "clamped_into_bounds") {
      return tell("kept within what is possible", "holdt inden for det mulige");
    }
    if (node.key == "row") {
      const std::string* until = argument(node, "until");
      std::string words = tell("in the table, from ", "i tabellen, fra ") +
                          number(*Rational::parse(*argument(node, "from")));
      if (until != nullptr) {
        words += tell(" to below ", " til under ") + number(*Rational::parse(*until));
      }
      return words;
    }
    std::string words = input_words(node);
    if (node.key == "of") return tell("looked up: ", "slået op: ") + words;
    if (node.key == "chosen_by") return tell("chosen by: ", "valgt efter: ") + words;
    if (node.key == "counted_as") words += ", " + counted_words(node);
    return words;
  }

  /// "unanswered and counted as no"
  std::string counted_words(const ExplanationNode& node) const {
    const InputId input = teller.input_of(*argument(node, "input"));
    const std::string& written = *argument(node, "code");
    Code code = 0;
    while (code_text(teller.model, input, code) != written) ++code;
    return tell("unanswered and counted as ", "ubesvaret og talt som ") +
           teller.answer(input, code);
  }

  void scale(const ExplanationNode& node, const InstrumentScale& of) {
    std::string title = teller.text(of.text, of.id) + ": ";
    title += node.value ? number(*node.value) : tell("no value", "ingen værdi");
    const std::string* lowest = argument(node, "lowest");
    const std::string* highest = argument(node, "highest");
    if (lowest != nullptr && *lowest != *highest) {
      title += tell(" (between ", " (mellem ") + number(*Rational::parse(*lowest)) +
               tell(" and ", " og ") + number(*Rational::parse(*highest)) + ")";
    }
    heading(title);
    std::vector<std::string> nothing;
    std::map<std::string, std::vector<std::string>> counted;
    std::vector<std::string> missing;
    std::vector<std::string> not_asked;
    for (const ExplanationNode& child : node.children) {
      const bool is_input = child.key == "input";
      if (child.key == "missing") {
        missing.push_back(input_words(child));
      } else if (child.key == "not_applicable") {
        not_asked.push_back(input_words(child));
      } else if (is_input && child.value && child.value->is_zero()) {
        nothing.push_back(input_words(child));
      } else if (child.key == "counted_as" && child.value->is_zero()) {
        counted[counted_words(child)].push_back(input_words(child));
      } else if (child.value) {
        const bool is_change = !is_input && child.key != "counted_as" && child.key != "row" &&
                               child.key != "of" && child.value->sign() > 0;
        entry((is_change ? "+" : "") + number(*child.value), line_words(child));
      } else {
        entry("", line_words(child));
      }
    }
    const auto group = [&](const std::string& words, const std::vector<std::string>& inputs) {
      if (!inputs.empty()) entry(words, join(inputs, "; "));
    };
    group("0", nothing);
    for (const auto& [words, inputs] : counted) group("0, " + words + ":", inputs);
    group(tell("not answered:", "ubesvaret:"), missing);
    group(tell("not asked here:", "ikke relevant:"), not_asked);
  }

  void truth(const ExplanationNode& node, const Condition& of, const std::string& words) {
    entry(mark(*node.truth), words);
    if (!node.children.empty()) condition(node.children.front(), of, 2);
  }

  void level(const ExplanationNode& node, const std::string& title, const Levels& levels,
             const std::vector<Rule>& rules) {
    const ExplanationNode& order = node.children.front();
    const std::string* from = argument(order, "from");
    if (from == nullptr && rules.empty()) return;
    heading(title);
    if (from != nullptr) {
      std::vector<std::string> bands;
      for (std::uint32_t i = 1; i < levels.list.size(); ++i) {
        bands.push_back(
            levels.label(i, teller.language) +
            (levels.is_falling ? tell(" at most ", " højst ") : tell(" from ", " fra ")) +
            number(levels.list[i].cut_off->value));
      }
      entry("", tell("Cut-offs: ", "Grænser: ") + join(bands, "; ") + ".");
    }
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const ExplanationNode& rule = node.children[i + 1];
      const std::string because = teller.text(rules[i].because, rules[i].id);
      const std::uint32_t to = *levels.find(*rule.level);
      truth(rule, *rules[i].when,
            because + tell(" Raises to ", " Hæver til ") + levels.label(to, teller.language) + ".");
    }
  }

  void classes(const ExplanationNode& node, const InstrumentClasses& of) {
    heading(teller.text(of.text, of.id));
    for (std::size_t i = 0; i < of.list.size(); ++i) {
      const NominalClass& one = of.list[i];
      const ExplanationNode& child = node.children[i];
      const std::string label = teller.text(one.label, one.id);
      if (one.when == nullptr) {
        entry("", label + tell(", otherwise", ", ellers"));
      } else {
        truth(child, *one.when, label);
      }
    }
  }

  template <class List, class Words>
  void truths(const std::vector<const ExplanationNode*>& nodes, const std::string& title,
              const List& list, const Words& words) {
    if (nodes.empty()) return;
    heading(title);
    for (std::size_t i = 0; i < nodes.size(); ++i) words(*nodes[i], list[i]);
  }
};

}  // namespace

std::string reasons(const Score& score, Language language) {
  const Teller teller{score, language};
  const Instrument& model = *score.instrument;
  const Explanation explanation = explain(score);
  const auto nodes_of = [&](std::string_view key) {
    std::vector<const ExplanationNode*> nodes;
    for (const ExplanationNode& node : explanation.root.children) {
      if (node.key == key) nodes.push_back(&node);
    }
    return nodes;
  };
  Reasons told{teller};
  const auto scales = nodes_of("scale");
  for (std::size_t i = 0; i < scales.size(); ++i) told.scale(*scales[i], model.scales()[i]);
  told.truths(nodes_of("gate"), teller.tell("Conditions", "Betingelser"), model.gates(),
              [&](const ExplanationNode& node, const Gate& gate) {
                told.truth(node, *gate.when, gate.id);
              });
  told.truths(nodes_of("consistent"),
              teller.tell("What every complete form keeps", "Det, enhver fuld besvarelse opfylder"),
              model.consistent(), [&](const ExplanationNode& node, const Consistent& one) {
                told.truth(node, *one.must, teller.text(one.because, one.id));
              });
  const auto outcomes = nodes_of("outcome");
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const FurtherOutcome& outcome = model.outcomes()[i];
    told.level(*outcomes[i], teller.text(outcome.text, outcome.id), outcome.levels, outcome.rules);
  }
  for (const ExplanationNode* node : nodes_of("level")) {
    told.level(*node, teller.tell("The level", "Niveauet"), model.levels(), model.rules());
  }
  const auto classes = nodes_of("classes");
  for (std::size_t i = 0; i < classes.size(); ++i) told.classes(*classes[i], model.classes()[i]);
  told.truths(nodes_of("flag"), teller.tell("Flags", "Opmærksomhedspunkter"), model.flags(),
              [&](const ExplanationNode& node, const Flag& flag) {
                told.truth(node, *flag.when, teller.text(flag.because, flag.id));
              });
  return std::move(told.page);
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
