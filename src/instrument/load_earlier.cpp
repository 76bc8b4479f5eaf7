// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {

void InstrumentLoader::read_earlier(Fields& fields) {
  const Node* earlier = fields.optional_map("earlier");
  if (earlier == nullptr) return;
  for (const Entry& entry : earlier->entries()) {
    const std::size_t before = findings.error_count();
    read_earlier_input(entry);
    if (findings.error_count() > before) refuse(entry.key);
  }
}

void InstrumentLoader::read_earlier_input(const Entry& entry) {
  const std::size_t before = findings.error_count();
  check_id(entry, findings);
  take_name(entry.key, "earlier value", entry.key_span);
  Fields f(entry.value, findings);
  if (!f.is_map()) return;
  EarlierInput input;
  input.id = entry.key;
  input.span = entry.key_span;
  const Node* of = f.required("of");
  if (of != nullptr) input.of = read_text_scalar(*of, findings).value_or("");
  const auto take = f.required("take", [](const Node& n, DiagnosticList& list) {
    return read_choice<EarlierTake>(n, list,
                                    {{"last", EarlierTake::last},
                                     {"mean", EarlierTake::mean},
                                     {"max", EarlierTake::max},
                                     {"count", EarlierTake::count}});
  });
  input.take = take.value_or(EarlierTake::last);
  if (const Node* last = f.optional("last")) {
    if (const auto n = read_integer(*last, findings, 1, 10'000)) {
      input.last = static_cast<std::uint32_t>(*n);
      if (take == EarlierTake::last && *n > 1) {
        findings.add(codes::last_beside_take_last, last->key_span(),
                     {{"last", std::to_string(*n)}});
      }
    }
  }
  input.within = f.optional("within", read_duration);
  f.required("from");
  const Node* to = f.required("to");
  const Node* step = f.optional("step");
  const auto least = f.optional("from", read_decimal);
  const auto most = f.optional("to", read_decimal);
  const auto by = step != nullptr ? read_decimal(*step, findings) : std::optional(Rational(1));
  bool is_range = false;
  if (least && most && by) {
    input.from = *least;
    input.to = *most;
    input.step = *by;
    is_range = check_range(input.id, *least, *most, *by, input.span, to->span(),
                           (step != nullptr ? *step : *to).span());
  }
  if (input.take == EarlierTake::mean && take) {
    if (const Node* round = f.optional("round")) {
      static const std::vector<std::string> words{"half_up", "half_even", "down",
                                                  "up",      "floor",     "ceiling"};
      if (const auto word = read_word(*round, findings, words)) {
        input.rounding = parse_rounding(words[*word]);
      }
    } else if (is_range && input.last != 1U && input.from != input.to) {
      findings.add(codes::earlier_needs_rounding, entry.key_span,
                   {{"name", input.id}, {"step", input.step.to_string()}});
    }
  }
  input.text = f.required("text", read_text).value_or(LocalizedText());
  f.finish();
  if (findings.error_count() > before) return;

  Input of_program;
  of_program.name = input.id;
  of_program.size = 0;
  for (Rational v = input.from; v <= input.to; v += input.step) {
    of_program.values.push_back(v);
    ++of_program.size;
  }
  input.input = builder.add_input(std::move(of_program));
  made->origins_.push_back(
      {InputOrigin::Kind::earlier, static_cast<std::uint32_t>(made->earlier_.size())});
  bindings[input.id] = {Binding::Kind::input, input.input};
  Declaration declaration;
  declaration.kind = NameKind::number;
  declaration.range = Interval(input.from, input.to);
  declaration.declared_at = input.span;
  names.add(input.id, std::move(declaration));
  earlier_scales.push_back(*of);
  made->earlier_.push_back(std::move(input));
}

/// What an earlier value is taken of: once the scales are read.
void InstrumentLoader::check_earlier() {
  for (std::size_t i = 0; i < made->earlier_.size(); ++i) {
    const EarlierInput& input = made->earlier_[i];
    const InstrumentScale* scale = find_scale(input.of);
    if (scale == nullptr) {
      const auto known = taken.find(input.of);
      if (known != taken.end() && known->second.first == "scale") continue;
      std::vector<std::string> ids;
      for (const InstrumentScale& s : made->scales_) ids.push_back(s.id);
      suggest(
          findings.add(codes::unknown_level_scale, earlier_scales[i].span(), {{"name", input.of}}),
          input.of, ids);
      continue;
    }
    Interval range = builder.program().scales[scale->scale].range;
    if (input.take == EarlierTake::count) {
      range = Interval(0, input.last ? static_cast<std::int64_t>(*input.last) : 0);
    }
    if (range.lowest >= input.from && range.highest <= input.to) continue;
    findings.add(codes::earlier_range_narrow, input.span,
                 {{"name", input.id},
                  {"from", input.from.to_string()},
                  {"to", input.to.to_string()},
                  {"lowest", range.lowest.to_string()},
                  {"highest", range.highest.to_string()}});
  }
}

}  // namespace v1
}  // namespace vaern
