// SPDX-License-Identifier: Apache-2.0
// Dead letters read back, to run again.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/result.hpp"
#include "core/state/database.hpp"

namespace galley::core::pipeline {

/// OUT/dead-letter/<run>/<number>/{input.bin, reason.json} of a document that was not exported.
struct Letter {
    std::uint64_t number = 0;  ///< the document's place in the input, from 1
    std::string path, status, stage;
    std::filesystem::path folder;
    bool is_text = false;   ///< input.bin holds the decoded text, else the bytes as they came in
    bool streamed = false;  ///< one of several documents of its blob
    std::string media_type, encoding;
    std::vector<std::pair<std::string, std::string>> fields;  ///< by its reader, beside a text
    std::vector<std::string> refused;  ///< failed_export: what was refused, "uri|stage"
};

/// The folder of a document's dead letter.
std::filesystem::path letter_folder(
    const std::filesystem::path& out, const std::string& run, std::uint64_t number);

/// Where letters go that need not run again.
std::filesystem::path replayed_folder(
    const std::filesystem::path& out, const std::string& run, std::uint64_t number);

/// @errors  kInvalidInput: it cannot run again, and why.
Result<Letter> read_letter(std::filesystem::path folder, const state::Unexported& document);

}  // namespace galley::core::pipeline
