// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Models as archives: their canonical text, which is the files that they were read from.
///
/// An archive of a model holds each file that loading it again needs, byte for byte, under the
/// name that messages show: its own, what it extends, and of a programme its policy, calendar,
/// catalogue and instruments. Nothing compiled is in it. What is opened was loaded and checked
/// like any file and has the fingerprints that were saved, else there is a finding.
///
/// Same model, same names of its files: same bytes. Models that were not read from a document
/// cannot be saved (`std::invalid_argument`).

#include <memory>
#include <string>
#include <string_view>

#include "vaern/archive/archive.hpp"
#include "vaern/programme/library.hpp"

namespace vaern {
inline namespace v1 {

std::string save(const Instrument& instrument);
std::string save(const Calendar& calendar);
std::string save(const Policy& policy);
/// It opens as it is loaded by itself: its conditions are bound by the programme that uses it.
std::string save(const Catalogue& catalogue);
std::string save(const Programme& programme);
/// Every document of it, those with errors too.
std::string save(const ModelStore& store);

/// `name` stands in findings for the archive.
Result<InstrumentPtr> open_instrument(std::string_view archive,
                                      const std::string& name = "archive");
Result<std::shared_ptr<const Calendar>> open_calendar(std::string_view archive,
                                                      const std::string& name = "archive");
Result<Policy> open_policy(std::string_view archive, const std::string& name = "archive");
Result<Catalogue> open_catalogue(std::string_view archive, const std::string& name = "archive");
Result<ProgrammePtr> open_programme(std::string_view archive, const std::string& name = "archive");
Result<ModelStore> open_models(std::string_view archive, const std::string& name = "archive");

}  // namespace v1
}  // namespace vaern
