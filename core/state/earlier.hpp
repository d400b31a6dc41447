// SPDX-License-Identifier: Apache-2.0
// What earlier versions of a run exported, for a version that exports only what has changed.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "core/result.hpp"
#include "core/state/lock.hpp"
#include "core/state/records.hpp"

namespace galley::core::state {

enum class Change : std::uint8_t { kAdded, kChanged, kUnchanged };

/// What of all that earlier versions exported was not met.
struct Vanished {
    std::uint64_t known = 0;  ///< articles and notices there are, but those of purged documents
    std::uint64_t gone = 0;   ///< that are no more
    std::uint64_t kept = 0;   ///< of documents that fail or are held now: not gone
};

/// One caller at a time. Holds 24 bytes for each article and notice, in a table that is 7/16 to 7/8
/// full, and the locks of the versions.
class Earlier {
  public:
    /// Reads complete versions, oldest first; what a later one says counts.
    /// @errors  kUsage: one is not complete, or of a galley that noted no digests; another galley
    ///          is at work on it. kIo: as RunState::open.
    static Result<std::unique_ptr<Earlier>> open(
        const std::vector<std::filesystem::path>& versions, std::string_view now);

    /// Documents of which only hashes are left; they are not taken again.
    const std::vector<DocumentRecord>& purged() const { return purged_; }

    /// Takes up what sessions before have committed to the version itself.
    Result<void> resume(const std::filesystem::path& out);

    /// Compares what came out of a document, and notes that it is still there.
    Change meet(const std::array<unsigned char, 32>& sha256, const OutcomeRecord& outcome);

    /// Notes what became of a document: what came out of one earlier that now fails or is held is
    /// not gone.
    /// @param number  its place in the input of the version, from 1.
    void note(std::uint64_t number, const DocumentRecord& document);

    /// Once, when all was met: tells what is gone from what is kept because of note().
    Result<Vanished> look_for_vanished();

    /// Behind look_for_vanished(): calls f for what is gone, in the order in which it was exported;
    /// once each.
    Result<bool> each_vanished(const std::function<Result<bool>(const CanceledRecord&)>& f);

  private:
    using Key = std::array<std::uint64_t, 2>;

    struct KeyHash {
        using is_avalanching = void;  // bits of a hash are spread as they are

        std::size_t operator()(const Key& key) const { return key[0]; }
    };

    /// Hashes of content, path and file, by which what a document was before is found; 0: none.
    using Places = std::array<std::uint64_t, 3>;

    static Key key_of(const Content& content, const Content& rest, const OutcomeRecord& outcome);
    static Places places_of(const DocumentRecord& document);
    Result<void> read(const std::filesystem::path& version, std::string_view now);
    Result<void> add(const std::filesystem::path& version, const Commit& commit);
    void meet_all(const Commit& commit);
    template <class F>
    Result<bool> each_unmet(F&& f);

    std::vector<std::filesystem::path> versions_;
    std::vector<Lock> locks_;
    boost::unordered_flat_map<Key, std::uint64_t, KeyHash> digests_;  ///< lowest bit: was met
    std::vector<DocumentRecord> purged_;
    std::set<Content> purged_contents_;
    std::map<std::uint64_t, Places> failing_;  ///< documents that failed or were held
};

}  // namespace galley::core::state
