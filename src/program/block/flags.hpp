// SPDX-License-Identifier: Apache-2.0
#pragma once
// A flag's condition as operations on a block that has been scored.

#include <string>
#include <utility>
#include <vector>

#include "program/block/builder.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

class FlagBuilder {
 public:
  FlagBuilder(Builder& builder, std::function<FlagName(std::string_view)> name)
      : b_(builder), name_(std::move(name)) {}

  TruthRegs truth(const Condition& condition);

 private:
  std::vector<TruthRegs> truths(const Condition& condition);
  TruthRegs node(NodeId id) const;
  TruthRegs named(const FlagName& name);
  TruthRegs in_set(const FlagName& name, std::uint64_t mask);
  TruthRegs compare(const Condition& condition);
  std::optional<TruthRegs> compare_with_constant(const Condition& condition);
  NumberRegs number(const Condition& condition);
  Reg unknown(const FlagName& name);
  Reg missing(const FlagName& name, const std::string& reason);

  Builder& b_;
  std::function<FlagName(std::string_view)> name_;
};

}  // namespace block
}  // namespace v1
}  // namespace vaern
