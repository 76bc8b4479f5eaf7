// SPDX-License-Identifier: Apache-2.0
#pragma once
// Every mutant of a model as a changed tree of its document. One function a part of the language.

#include <string>
#include <utility>
#include <vector>

#include "vaern/document/edit.hpp"
#include "vaern/instrument/mutation.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

struct Edit {
  MutationKind kind = MutationKind::weights;
  LocalizedText change;
  SourceSpan span;
  Node root;
};

/// A node of the document and the way to it.
struct Spot {
  const Node* node = nullptr;
  NodePath path;

  explicit operator bool() const { return node != nullptr; }
  Spot child(std::string_view key) const;  ///< Of a map; nothing where the key is not there.
  std::vector<std::pair<std::string, Spot>> entries() const;
  std::vector<Spot> items() const;
};

/// What is being changed, in both languages: "the weight of gun in total".
struct What {
  std::string en;
  std::string da;
};

class Mutator {
 public:
  Mutator(const Instrument& instrument, const Node& root)
      : instrument_(instrument), root_(root), file_(instrument.head().span.file.get()) {}

  std::vector<Edit> edits();

 private:
  // mutants.cpp
  void answers(const Spot& spot);
  void items(const Spot& spot);
  void levels(const Spot& spot, const std::string& of);
  void rules(const Spot& spot);
  void flags(const Spot& spot);
  void judgement(const Spot& spot);
  void outcomes(const Spot& spot);
  void classes(const Spot& spot);
  void given(const Spot& root);

  // mutants_scales.cpp
  void scales(const Spot& spot);
  void terms(const Spot& spot, const std::string& scale, const std::string& formula);
  void steps(const Spot& spot, const std::string& scale);
  void missing(const Spot& spot, const std::string& scale);
  std::vector<std::string> counted_codes(const std::string& scale) const;

  // mutants_conditions.cpp
  void condition(const Spot& spot, const What& where);
  void parts(const Spot& list, const What& where);
  void cel(const Spot& spot, const What& where);

  // Single changes.
  void number(MutationKind kind, const Spot& spot, const What& what, bool with_sign = false);
  void set(MutationKind kind, const Spot& spot, const What& what, const std::string& text);
  void put(MutationKind kind, const Spot& spot, LocalizedText change, const Node& node);
  void drop(MutationKind kind, const Spot& spot, LocalizedText change);
  void rename(MutationKind kind, const Spot& spot, LocalizedText change, const std::string& key);
  void add(MutationKind kind, const SourceSpan& span, LocalizedText change, Node root);
  /// Of a local version only what its own file says is changed.
  bool is_ours(const Spot& spot) const { return spot.node->span().file.get() == file_; }

  const Instrument& instrument_;
  const Node& root_;
  const SourceFile* file_;
  std::vector<Edit> edits_;
};

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
