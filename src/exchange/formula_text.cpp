// SPDX-License-Identifier: Apache-2.0
// A scale as a formula over the columns of a table, from the compiled one.
#include <algorithm>
#include <charconv>

#include "exchange/codebook.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

using Kind = TableColumn::Kind;

class FormulaTeller {
 public:
  FormulaTeller(const Instrument& model, const std::vector<TableColumn>& columns)
      : model_(model), columns_(columns) {}

  std::string tell(const InstrumentScale& named) const {
    const Scale& scale = model_.program().program().scales[named.scale];
    Text text = aggregate(named, scale);
    for (const Step& step : scale.steps) text = after(step, std::move(text));
    return std::move(text.words);
  }

 private:
  // Loose: something with + or - at its top, which times and a division put in brackets.
  struct Text {
    std::string words;
    bool is_loose = false;
    std::string tight() const { return is_loose ? "(" + words + ")" : words; }
  };

  std::string column(Kind kind, std::size_t index) const {
    for (const TableColumn& each : columns_) {
      if (each.kind == kind && each.index == index) return each.name;
    }
    return {};
  }

  std::string input(InputId id) const {
    const InputOrigin& origin = model_.origin(id);
    switch (origin.kind) {
      case InputOrigin::Kind::item:
        break;
      case InputOrigin::Kind::within:
        return column(Kind::within, origin.index);
      case InputOrigin::Kind::habitual:
        return column(Kind::habitual, origin.index);
      case InputOrigin::Kind::earlier:
        return column(Kind::earlier, origin.index);
      case InputOrigin::Kind::norm:
        return "assessed";
    }
    const Item& item = model_.items()[origin.index];
    return table_numbers(model_, item) ? item.id : "points(" + item.id + ")";
  }

  Text term(const Term& term) const {
    if (term.is_scale) return {model_.program().program().scales[term.id].name, false};
    std::string name = input(term.id);
    if (term.points.empty()) return {std::move(name), false};
    const auto [least, greatest] = std::minmax_element(term.points.begin(), term.points.end());
    return {decimal_text(*least + *greatest) + " - " + name, true};
  }

  std::string list(const Scale& scale) const {
    std::string text;
    for (const Term& each : scale.terms) text += (text.empty() ? "" : ", ") + term(each).words;
    return text;
  }

  Text sum(const Scale& scale) const {
    Text text;
    for (const Term& each : scale.terms) {
      const bool is_minus = each.weight.sign() < 0;
      const Rational weight = is_minus ? -each.weight : each.weight;
      if (text.words.empty()) {
        text.words = is_minus ? "-" : "";
      } else {
        text.words += is_minus ? " - " : " + ";
      }
      if (weight != Rational(1)) text.words += decimal_text(weight) + " * ";
      text.words += term(each).tight();
    }
    text.is_loose = scale.terms.size() > 1;
    return text;
  }

  Text aggregate(const InstrumentScale& named, const Scale& scale) const {
    switch (scale.aggregate) {
      case Aggregate::sum:
        return sum(scale);
      case Aggregate::mean:
        return {"mean(" + list(scale) + ")", false};
      case Aggregate::max:
        return {"max(" + list(scale) + ")", false};
      case Aggregate::lookup:
        return {"lookup(" + named.lookup_of + ", " + named.lookup_in + ")", false};
      case Aggregate::count:
        break;
    }
    return {"count(" + list(scale) + "; >= " + decimal_text(scale.at_or_above) + ")", false};
  }

  static Text after(const Step& step, Text text) {
    switch (step.kind) {
      case Step::Kind::times:
        return {text.tight() + " * " + decimal_text(step.operand), false};
      case Step::Kind::plus:
        return {text.words + (step.operand.sign() < 0 ? " - " + decimal_text(-step.operand)
                                                      : " + " + decimal_text(step.operand)),
                true};
      case Step::Kind::divide:
        return {text.tight() + " / " + decimal_text(step.operand), false};
      case Step::Kind::round:
        return {"round(" + text.words + ", " + std::string(to_string(step.rounding)) + ")", false};
      case Step::Kind::clamp:
        if (step.from) text = {"max(" + text.words + ", " + decimal_text(*step.from) + ")", false};
        if (step.to) text = {"min(" + text.words + ", " + decimal_text(*step.to) + ")", false};
        break;
    }
    return text;
  }

  const Instrument& model_;
  const std::vector<TableColumn>& columns_;
};

}  // namespace

std::string formula_text(const Instrument& model, const InstrumentScale& scale,
                         const std::vector<TableColumn>& columns) {
  return FormulaTeller(model, columns).tell(scale);
}

std::string decimal_text(const Rational& number) {
  if (number.is_integer()) return number.to_string();
  char digits[400];
  const auto written =
      std::to_chars(digits, digits + sizeof digits, number.to_double(), std::chars_format::fixed);
  return {digits, written.ptr};
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
