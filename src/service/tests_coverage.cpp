// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "service/tests_parts.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern::service::detail {
namespace {

struct KindWords {
  CoverageKind kind;
  std::string_view en, da;
};
constexpr KindWords kinds[] = {
    {CoverageKind::answers, "answers", "svar"},
    {CoverageKind::asked_when, "asked or not", "spørges der"},
    {CoverageKind::within, "within a time", "inden for en tid"},
    {CoverageKind::missing, "missing answers", "manglende svar"},
    {CoverageKind::cut_offs, "cut-offs", "grænser"},
    {CoverageKind::gates, "gates", "betingelser"},
    {CoverageKind::rules, "rules", "regler"},
    {CoverageKind::levels, "levels", "niveauer"},
    {CoverageKind::flags, "flags", "markeringer"},
    {CoverageKind::judgement, "judgement", "faglig vurdering"},
    {CoverageKind::habit, "habits", "vaner"},
    {CoverageKind::tables, "rows of tables", "rækker i tabeller"},
    {CoverageKind::classes, "classes", "klasser"},
    {CoverageKind::consistent, "consistent answers", "svar, der passer sammen"},
    {CoverageKind::earlier, "earlier values", "tidligere værdier"},
};
static_assert(std::size(kinds) == coverage_kinds);

constexpr std::string_view states[] = {"covered", "missing", "impossible", "undecided"};

void add_list(std::string& text, std::string_view head, const Coverage& coverage,
              CoveragePoint::State state, Language language) {
  std::string lines;
  for (const CoveragePoint& point : coverage.points) {
    if (point.state != state) continue;
    lines += "    " + place(point.span) + ": " + point.text.best(language) + "\n";
  }
  if (!lines.empty()) text += "  " + std::string(head) + "\n" + lines;
}

}  // namespace

std::string place(const SourceSpan& span) {
  if (span.file == nullptr) return {};
  return span.file->name() + ":" + std::to_string(span.line) + ":" + std::to_string(span.column);
}

std::string coverage_text(const Coverage& coverage, Language language) {
  const bool da = language == Language::da;
  std::vector<std::vector<std::string>> rows;
  const auto row = [&](std::string_view name, const CoverageCount& count) {
    rows.push_back(
        {std::string(name),
         std::to_string(count.covered) + (da ? " af " : " of ") + std::to_string(count.of),
         std::to_string(Coverage::percent(count)) + " %"});
  };
  for (const KindWords& words : kinds) {
    const CoverageCount count = coverage.count(words.kind);
    if (count.of != 0) row(da ? words.da : words.en, count);
  }
  row(da ? "i alt" : "all", coverage.count());
  std::string text = table(rows);
  add_list(text, da ? "ingen eksempler viser, at:" : "no example shows that:", coverage,
           CoveragePoint::State::missing, language);
  add_list(text,
           da ? "ingen eksempler viser det, og motoren ved ikke, om det kan ske:"
              : "no example shows it, and the engine does not know whether it can happen:",
           coverage, CoveragePoint::State::undecided, language);
  add_list(text, da ? "kan ikke ske:" : "cannot happen:", coverage,
           CoveragePoint::State::impossible, language);
  if (!coverage.proposals.empty()) {
    text += da ? "  eksempler, der kan sættes ind under examples:\n"
               : "  examples to paste under examples:\n";
    for (const ProposedExample& proposal : coverage.proposals) {
      text += proposal_yaml(coverage.instrument, proposal, language);
    }
  }
  return text;
}

void write_coverage(CanonicalWriter& json, const Coverage& coverage, Language language) {
  const auto number = [&](std::string_view key, std::size_t value) {
    json.integer(key, static_cast<std::int64_t>(value));
  };
  const auto counts = [&](const CoverageCount& count) {
    number("covered", count.covered);
    number("of", count.of);
    number("percent", Coverage::percent(count));
  };
  json.begin_map("coverage").begin_list("kinds");
  for (const KindWords& words : kinds) {
    const CoverageCount count = coverage.count(words.kind);
    if (count.of == 0) continue;
    json.begin_map().text("kind", to_string(words.kind));
    counts(count);
    json.end_map();
  }
  json.end_list();
  counts(coverage.count());
  json.begin_list("points");
  for (const CoveragePoint& point : coverage.points) {
    json.begin_map().text("kind", to_string(point.kind)).text("subject", point.subject);
    json.text("side", point.side).text("state", states[static_cast<std::size_t>(point.state)]);
    json.text("text", point.text.best(language));
    write_place(json, point.span);
    if (point.example) number("example", *point.example);
    if (point.proposal) number("proposal", *point.proposal);
    json.end_map();
  }
  json.end_list();
  write_proposals(json, coverage.instrument, coverage.proposals, language);
  json.end_map();
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], count_code_points(row[i]));
    }
  }
  std::string text;
  for (const auto& row : rows) {
    text += "  " + row[0] + std::string(widths[0] - count_code_points(row[0]), ' ');
    for (std::size_t i = 1; i < row.size(); ++i) {
      text += std::string(widths[i] - count_code_points(row[i]) + 2, ' ') + row[i];
    }
    text += "\n";
  }
  return text;
}

void write_place(CanonicalWriter& json, const SourceSpan& span) {
  if (span.file == nullptr) return;
  json.text("file", shown(span.file->name()));
  json.integer("line", span.line).integer("column", span.column);
}

void write_proposals(CanonicalWriter& json, const InstrumentPtr& instrument,
                     const std::vector<ProposedExample>& proposals, Language language) {
  json.begin_list("proposals");
  for (const ProposedExample& proposal : proposals) {
    json.begin_map().text("name", proposal.name.best(language));
    json.text("yaml", proposal_yaml(instrument, proposal, language));
    json.begin_list("covers");
    for (const std::size_t covered : proposal.covers) {
      json.integer(static_cast<std::int64_t>(covered));
    }
    json.end_list().end_map();
  }
  json.end_list();
}

}  // namespace vaern::service::detail
