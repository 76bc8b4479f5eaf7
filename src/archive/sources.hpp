// SPDX-License-Identifier: Apache-2.0
#pragma once
// The files that a model was read from, and the model that files hold.

#include <memory>
#include <string>
#include <vector>

#include "archive/content.hpp"
#include "vaern/programme/library.hpp"

namespace vaern::archive::detail {

/// A file once, in the order they were added.
void add_text(std::vector<SavedText>& texts, const std::shared_ptr<const SourceFile>& file);

/// An instrument's own file and those it extends, the nearest first.
Content content_of(const Instrument& instrument);
Content content_of(const Programme& programme);

/// The documents of an archive. Findings: a text that is no model, or one that is there twice.
Result<ModelStore> store_of(const Content& content, const std::string& name);

/// What the content says it is, loaded and with the fingerprints that were saved.
Result<InstrumentPtr> instrument_of(const Content& content, const std::string& name);
Result<ProgrammePtr> programme_of(const Content& content, const std::string& name);

}  // namespace vaern::archive::detail
