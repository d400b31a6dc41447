// SPDX-License-Identifier: Apache-2.0
// What the run state remembers: the run, and commit by commit what became of its documents.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/state/balance.hpp"

namespace galley::core::state {

/// The first 128 bits of the SHA-256 of a source text; all 0: the text could not be read.
using Content = std::array<std::uint64_t, 2>;

Content content_of(const std::array<unsigned char, 32>& sha256);

/// The other 128 bits, which a uri has too.
Content rest_of(const std::array<unsigned char, 32>& sha256);

/// 32 hexadecimal digits.
std::string hex_of(const Content& half);

/// An article or a notice that came out of a document.
struct OutcomeRecord {
    static constexpr std::uint64_t kUnknown = 0;

    std::uint64_t begin = 0, end = 0;  ///< its outer range in the source
    std::uint64_t digest = kUnknown;   ///< of all that is exported of it; unknown: as nothing is
    bool is_notice = false;

    friend bool operator==(const OutcomeRecord&, const OutcomeRecord&) = default;
};

/// What an earlier version of the run exported, and what is no more.
struct CanceledRecord {
    Content content{}, rest{};
    OutcomeRecord outcome;

    std::string uri() const;
};

/// Articles and notices of a version, beside those of earlier versions of the run.
struct VersionCounts {
    std::uint64_t added = 0, changed = 0, unchanged = 0, canceled = 0;
    std::uint64_t kept = 0;        ///< not canceled: their documents failed or were held
    bool looked_for_gone = false;  ///< the input was read to its end, and all that is gone canceled

    friend bool operator==(const VersionCounts&, const VersionCounts&) = default;
};

/// Which chain runs, under which name, since when. Written once, before the first document.
struct RunInfo {
    std::string run, started, version;  ///< run id, ISO 8601 UTC, of galley
    std::string config, pipeline;       ///< absolute path of the config, name of the pipeline
    std::vector<std::string> set;       ///< --set
    std::string chain;                  ///< chain hash
    std::vector<std::pair<std::string, std::string>> parts_of_chain;  ///< what the hash is made of
};

/// An input document and what became of it. What is not exported has its reason.
struct DocumentRecord {
    Content content{};
    std::string path, status;
    std::string uri, stage, plugin, reason;  ///< kept for those that were not exported
    bool purged = false;                     ///< its path is "purged:" and a hash of it
    Content rest{};                          ///< of the SHA-256, when it was written
    std::uint32_t outcomes = 0;              ///< how many of its commit's are its own

    bool exported() const { return status == "ok" || status == "ok_with_warnings"; }

    /// Whether exports have it, all or some of them.
    bool written() const { return exported() || status == "failed_export"; }

    /// Whether it has a dead letter.
    bool failed_or_held() const {
        return !exported() && status != "duplicate" && status != "filtered";
    }
};

struct CounterRecord {
    std::string stage, name;
    double value = 0;
};

/// Where an exporter stands.
struct PositionRecord {
    std::string stage;
    std::string text;  ///< empty: this exporter gave none
};

/// An output, and how much of it will not change any more.
struct OutputRecord {
    std::string stage, name;
    std::uint64_t kept_bytes = 0;
    std::uint64_t hash = 0;  ///< of what was kept since the commit before
    bool hashed = false;     ///< `hash` was taken while the bytes passed; not stored
};

/// A document that had failed or was held, and what became of it when its dead letter ran again.
struct RedrivenRecord {
    std::uint64_t number = 0;  ///< its place in the input, from 1
    bool newly_read = false;   ///< its text could not be read before
    DocumentRecord document;
};

/// What one commit made durable, with the account of the run up to it.
struct Commit {
    std::uint64_t number = 0;  ///< from 1
    std::string time;          ///< ISO 8601 UTC; empty: of a galley that did not say
    bool sealed = false;       ///< no resume goes back behind it
    bool ended = false;        ///< the input was read to its end
    std::vector<DocumentRecord> documents;
    std::vector<RedrivenRecord> redriven;
    std::vector<OutcomeRecord> outcomes;  ///< of the documents, then of those that ran again
    bool has_outcomes = false;            ///< false: of a galley that did not note them
    std::vector<CanceledRecord> canceled;
    VersionCounts version;
    Balance totals;
    std::map<std::string, std::uint64_t> stripped;  ///< by category
    std::vector<CounterRecord> counters;
    std::vector<PositionRecord> positions;
    std::vector<OutputRecord> outputs;

    const PositionRecord* position_of(std::string_view stage) const;

    /// Keeps what it says of the run.
    void forget_documents();
};

std::string pack(const RunInfo& info);
std::string pack(const Commit& commit);

/// Nothing: these bytes are not such a block.
std::optional<RunInfo> unpack_run(std::string_view block);
std::optional<Commit> unpack_commit(std::string_view block);

}  // namespace galley::core::state
