// SPDX-License-Identifier: Apache-2.0
// Taking documents out of all that a run has written, so that only hashes of them stay.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/state/gone.hpp"

namespace galley::core::state {

/// What is to go: one of the two is given.
struct PurgeRequest {
    std::string id;      ///< the uri of an article or notice, a source's SHA-256, or a path
    std::string before;  ///< ISO 8601: what was settled before then
};

/// How outputs are written without a document; positions and lengths must stay as they are.
struct Scrubbing {
    /// Writes `to`, which is `from` without what belongs to the documents.
    /// @returns  whether anything did.   @errors  kUsage: it does not know this kind of file; kIo.
    std::function<Result<bool>(
        const std::filesystem::path& from, const std::filesystem::path& to, const Gone& gone)>
        output;
    /// An exporter's position without their paths.
    std::function<std::string(const std::string& position, const Gone& gone)> position;
};

struct PurgedDocument {
    std::uint64_t number = 0;  ///< its place in the input, from 1
    std::string path, status;
    std::string source;  ///< first 32 digits of the SHA-256 of its text
};

/// What went.
struct PurgeReport {
    std::vector<PurgedDocument> documents;
    std::vector<std::string> outputs;  ///< that held something of them
    std::size_t dead_letters = 0;
};

/// All files are made anew beside the old ones, and then take their places; a purge that was
/// killed while they did is completed by the next call that works on the run.
/// @errors  kUsage: no complete run, no such document, another galley at work, an output that
///          `scrubbing` does not know; then nothing is changed. kIo.
Result<PurgeReport> purge_run(
    const std::filesystem::path& out,
    const PurgeRequest& request,
    std::string_view now,
    const Scrubbing& scrubbing);

/// Completes a purge that was killed. The caller holds the lock.
Result<void> finish_purge(const std::filesystem::path& out);

}  // namespace galley::core::state
