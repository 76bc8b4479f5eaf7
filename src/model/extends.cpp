// SPDX-License-Identifier: Apache-2.0
#include "vaern/model/extends.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostics/codes/model.hpp"
#include "model/own_numbers.hpp"
#include "vaern/document/build.hpp"
#include "vaern/document/fields.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using model::detail::changes_what_was_checked;
using model::detail::is_provenance;
using model::detail::Of;
using model::detail::own_entry;
using model::detail::own_levels;

/// How a key at the top of a local file is joined with the published one.
enum class Way : std::uint8_t {
  own,        ///< The local file's alone.
  head,       ///< As a whole, and no change of the instrument.
  whole,      ///< As a whole.
  sources,    ///< Entry by entry, and no change of the instrument.
  entries,    ///< Entry by entry, and of an entry key by key.
  answers,    ///< The same; a set written in the other form is changed as a whole.
  values,     ///< Entry by entry; what stands under it is one thing, such as a condition.
  levels,     ///< Key by key; cut-offs, labels and texts level by level.
  not_local,  ///< Cannot be changed.
};

struct Section {
  std::string_view key;
  Way way;
};
constexpr std::array sections{
    Section{"vaern", Way::own},          Section{"instrument", Way::own},
    Section{"version", Way::own},        Section{"status", Way::own},
    Section{"title", Way::own},          Section{"extends", Way::own},
    Section{"supersedes", Way::own},     Section{"superseded_by", Way::own},
    Section{"valid", Way::own},          Section{"examples", Way::own},
    Section{"description", Way::head},   Section{"intended_use", Way::head},
    Section{"not_for", Way::head},       Section{"licence", Way::head},
    Section{"evidence", Way::whole},     Section{"population", Way::whole},
    Section{"assessor", Way::whole},     Section{"outcome_note", Way::whole},
    Section{"judgement", Way::whole},    Section{"sources", Way::sources},
    Section{"answers", Way::answers},    Section{"items", Way::entries},
    Section{"parameters", Way::entries}, Section{"tables", Way::entries},
    Section{"earlier", Way::entries},    Section{"consistent", Way::entries},
    Section{"scales", Way::entries},     Section{"gates", Way::values},
    Section{"rules", Way::entries},      Section{"flags", Way::entries},
    Section{"outcomes", Way::entries},   Section{"classes", Way::entries},
    Section{"opinions", Way::entries},   Section{"levels", Way::levels},
    Section{"factors", Way::not_local},
};

/// A key that no instrument has is the local file's own, and a finding when it is loaded.
Way way_of(std::string_view key) {
  for (const Section& section : sections) {
    if (section.key == key) return section.way;
  }
  return Way::own;
}

const Entry* find_entry(const Node& map, std::string_view key) {
  for (const Entry& entry : map.entries()) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

/// What came of joining one key.
struct Merged {
  Node node;
  bool is_changed = true;
  DiagnosticList unchanged;  ///< Keys below it that change nothing.
};

struct Joiner {
  std::string reference;  ///< Of what the local file changes.
  DiagnosticList& findings;

  static Merged take(const Node& base, const Node& local) {
    const bool is_same = say_the_same(base, local);
    return {is_same ? base : local, !is_same, {}};
  }

  void say_unchanged(DiagnosticList& list, const Entry& base, const Entry& local) const {
    list.add(codes::changes_nothing, local.key_span, {{"key", local.key}, {"reference", reference}})
        .notes.push_back({&notes::published_here, base.key_span, {}});
  }

  /// Joins two maps; `merge` joins the values of a key that both have.
  template <class Merge>
  Merged merge_maps(const Node& base, const Node& local, const Merge& merge) const {
    if (!base.is_mapping()) return take(base, local);
    if (!expect_map(local, findings)) return {base, true, {}};
    Merged result;
    result.is_changed = false;
    std::vector<Entry> entries(base.entries().begin(), base.entries().end());
    for (const Entry& entry : local.entries()) {
      const Entry* published = find_entry(base, entry.key);
      if (published == nullptr) {
        entries.push_back(entry);
        result.is_changed = true;
        continue;
      }
      Merged merged = merge(*published, entry);
      if (!merged.is_changed) {
        say_unchanged(result.unchanged, *published, entry);
        continue;
      }
      result.is_changed = true;
      result.unchanged.append(std::move(merged.unchanged));
      const auto at = static_cast<std::size_t>(published - base.entries().data());
      // What is replaced as a whole is named where it is written; what is joined, where it began.
      entries[at].key_span = merged.node.key_span();
      entries[at].value = std::move(merged.node);
    }
    result.node = make_map(base, std::move(entries));
    return result;
  }

  Merged merge_values(const Node& base, const Node& local) const {
    return merge_maps(base, local,
                      [](const Entry& b, const Entry& l) { return take(b.value, l.value); });
  }

  Merged merge_entries(const Node& base, const Node& local) const {
    return merge_maps(base, local, [this](const Entry& b, const Entry& l) {
      return b.value.is_mapping() ? merge_entry(b.value, l.value) : take(b.value, l.value);
    });
  }

  Merged merge_entry(const Node& base, const Node& local) const {
    const bool is_own = changes_what_was_checked(base, local, Of::entry);
    Merged merged = merge_maps(base, local, [&](const Entry& b, const Entry& l) {
      // Where the file has a number of its own, also the published words say something new.
      if (is_own && is_provenance(b.key)) return Merged{l.value, true, {}};
      return take(b.value, l.value);
    });
    if (is_own) merged.node = own_entry(base, local, merged.node);
    return merged;
  }

  Merged merge_answers(const Node& base, const Node& local) const {
    return merge_maps(base, local, [this](const Entry& b, const Entry& l) {
      const bool is_alike =
          b.value.is_mapping() && l.value.is_mapping() &&
          (b.value.find("options") == nullptr) == (l.value.find("options") == nullptr);
      return is_alike ? merge_values(b.value, l.value) : take(b.value, l.value);
    });
  }

  Merged merge_levels(const Node& base, const Node& local) const {
    const bool is_own = changes_what_was_checked(base, local, Of::levels);
    Merged merged = merge_maps(base, local, [&](const Entry& b, const Entry& l) {
      if (is_own && is_provenance(b.key)) return Merged{l.value, true, {}};
      const bool by_level = b.key == "cut_offs" || b.key == "labels" || b.key == "texts";
      return by_level ? merge_values(b.value, l.value) : take(b.value, l.value);
    });
    if (is_own) merged.node = own_levels(base, local, merged.node);
    return merged;
  }

  Merged merge(Way way, const Node& base, const Node& local) const {
    switch (way) {
      case Way::entries:
        return merge_entries(base, local);
      case Way::answers:
        return merge_answers(base, local);
      case Way::values:
        return merge_values(base, local);
      case Way::sources:
        return merge_entries(base, local);
      case Way::levels:
        return merge_levels(base, local);
      case Way::own:
      case Way::head:
      case Way::whole:
      case Way::not_local:
        break;
    }
    return take(base, local);
  }

  Node join(const Node& base, const Node& local) {
    std::vector<Entry> entries;
    DiagnosticList unchanged;
    bool is_changed = false;
    for (const Entry& entry : local.entries()) {
      const Way way = way_of(entry.key);
      const Entry* published = find_entry(base, entry.key);
      if (way == Way::not_local) {
        Diagnostic& finding =
            findings.add(codes::section_not_local, entry.key_span, {{"section", entry.key}});
        if (published != nullptr) {
          finding.notes.push_back({&notes::published_here, published->key_span, {}});
        }
        is_changed = true;
      } else if (way == Way::own || published == nullptr) {
        entries.push_back(entry);
        const bool is_of_head = way == Way::own || way == Way::head || way == Way::sources;
        if (!is_of_head) is_changed = true;
      } else if (entry.value.is_empty()) {
        expect_map(entry.value, findings);
        is_changed = true;
        entries.push_back(*published);
      } else {
        Merged merged = merge(way, published->value, entry.value);
        if (merged.is_changed) {
          unchanged.append(std::move(merged.unchanged));
          if (way != Way::head && way != Way::sources) is_changed = true;
        } else {
          say_unchanged(unchanged, *published, entry);
        }
        entries.push_back({entry.key, merged.node.key_span(), std::move(merged.node)});
      }
    }
    for (const Entry& entry : base.entries()) {
      const Way way = way_of(entry.key);
      const bool is_there = way != Way::not_local && find_entry(local, entry.key) != nullptr;
      if (way != Way::own && !is_there) entries.push_back(entry);
    }
    if (is_changed) {
      findings.append(std::move(unchanged));
    } else {
      const Node* extends = local.find("extends");
      Diagnostic& finding = findings.add(codes::local_changes_nothing,
                                         extends != nullptr ? extends->span() : local.span(),
                                         {{"reference", reference}});
      for (const Diagnostic& same : unchanged) {
        finding.notes.insert(finding.notes.end(), same.notes.begin(), same.notes.end());
      }
    }
    return make_map(local, std::move(entries));
  }
};

/// The models from this one to the published one. Ends early where one names what is not there,
/// and before one that is there already.
struct Chain {
  std::vector<const StoredModel*> models;
  const StoredModel* again = nullptr;  ///< The model that closes a circle.
  bool is_whole = true;
};

Chain chain_of(const ModelStore& store, const StoredModel& model) {
  Chain chain;
  chain.models.push_back(&model);
  while (chain.models.back()->document.root.find("extends") != nullptr) {
    const auto reference = extends_of(chain.models.back()->document);
    const StoredModel* base =
        reference ? store.find(model.kind, reference->id, reference->version) : nullptr;
    if (base == nullptr) {
      chain.is_whole = false;
      return chain;
    }
    if (std::find(chain.models.begin(), chain.models.end(), base) != chain.models.end()) {
      chain.again = base;
      return chain;
    }
    chain.models.push_back(base);
  }
  return chain;
}

bool is_before(const StoredModel* a, const StoredModel* b) {
  return a->reference() < b->reference();
}

/// Told once, at the first of the models by name; the others cannot be checked because of it.
void say_circle(const Chain& chain, DiagnosticList& findings) {
  std::string circle;
  for (const StoredModel* model : chain.models) circle += model->reference() + " → ";
  circle += chain.models.front()->reference();
  Diagnostic& finding = findings.add(codes::extends_in_a_circle,
                                     chain.models.front()->document.root.find("extends")->span(),
                                     {{"circle", circle}});
  for (std::size_t i = 0; i < chain.models.size(); ++i) {
    const StoredModel* model = chain.models[i];
    const StoredModel* next = chain.models[(i + 1) % chain.models.size()];
    finding.notes.push_back({&notes::changes_there,
                             model->document.root.find("extends")->span(),
                             {{"local", model->reference()}, {"reference", next->reference()}}});
  }
}

}  // namespace

std::optional<Reference> extends_of(const Document& document) {
  const Node* node = document.root.find("extends");
  DiagnosticList told_elsewhere;
  return node == nullptr ? std::nullopt : read_reference(*node, told_elsewhere);
}

Document join(const Document& base, const Document& local, DiagnosticList& findings) {
  const auto reference = extends_of(local);
  Joiner joiner{reference ? reference->to_string() : base.file->name(), findings};
  return {local.file, joiner.join(base.root, local.root)};
}

bool say_extends_unresolved(const Document& document, DiagnosticList& findings) {
  const Node* extends = document.root.find("extends");
  if (extends == nullptr) return false;
  if (const auto reference = read_reference(*extends, findings)) {
    findings.add(codes::extends_unresolved, reference->span,
                 {{"reference", reference->to_string()}});
  }
  return true;
}

namespace {

/// The whole chain from a model that extends another; nothing where it is broken.
std::optional<Chain> whole_chain_of(const ModelStore& store, const StoredModel& model,
                                    DiagnosticList& findings) {
  const auto reference = read_reference(*model.document.root.find("extends"), findings);
  if (!reference) return std::nullopt;
  if (reference->id == model.id && reference->version == model.version) {
    findings.add(codes::extends_itself, reference->span, {{"reference", model.reference()}});
    return std::nullopt;
  }
  if (store.resolve(model.kind, *reference, findings) == nullptr) return std::nullopt;
  Chain chain = chain_of(store, model);
  if (chain.again == &model &&
      *std::min_element(chain.models.begin(), chain.models.end(), is_before) == &model) {
    say_circle(chain, findings);
    return std::nullopt;
  }
  if (!chain.is_whole || chain.again != nullptr) {
    say_extends_broken(model, findings);
    return std::nullopt;
  }
  return chain;
}

}  // namespace

std::optional<const StoredModel*> extended_by(const ModelStore& store, const StoredModel& model,
                                              DiagnosticList& findings) {
  if (model.document.root.find("extends") == nullptr) return nullptr;
  const auto chain = whole_chain_of(store, model, findings);
  return chain ? std::optional(chain->models[1]) : std::nullopt;
}

std::optional<Joined> join_all(const ModelStore& store, const StoredModel& model,
                               DiagnosticList& findings) {
  if (model.document.root.find("extends") == nullptr) {
    return Joined{model.document, nullptr, nullptr};
  }
  const auto chain = whole_chain_of(store, model, findings);
  if (!chain) return std::nullopt;
  Document joined = chain->models.back()->document;
  for (std::size_t i = chain->models.size() - 1; i-- > 0;) {
    DiagnosticList of_others;
    joined = join(joined, chain->models[i]->document, i == 0 ? findings : of_others);
  }
  return Joined{std::move(joined), chain->models[1], chain->models.back()};
}

void say_extends_broken(const StoredModel& model, DiagnosticList& findings) {
  const auto reference = extends_of(model.document);
  if (!reference) return;
  findings.add(codes::extends_broken, reference->span,
               {{"local", model.reference()}, {"reference", reference->to_string()}});
}

}  // namespace v1
}  // namespace vaern
