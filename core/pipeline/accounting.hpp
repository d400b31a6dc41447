// SPDX-License-Identifier: Apache-2.0
// What became of each input document: duplicates, the balance, dead letters, the error limit.
#pragma once
#include <filesystem>

#include <boost/unordered/unordered_flat_set.hpp>

#include "core/pipeline/dead_letters.hpp"
#include "core/pipeline/letters.hpp"
#include "core/pipeline/run.hpp"
#include "core/state/run_state.hpp"

namespace galley::core::pipeline {

/// Whether `count` of `all` are more than a limit lets pass. A share is judged over at least its
/// `per`, so that one early failure does not stop a batch.
bool is_over(const config::ErrorLimit& limit, std::uint64_t count, std::uint64_t all);

/// Called in input order, by one thread at a time.
class Accounting {
  public:
    /// @param out  empty: no dead letters are written.
    Accounting(const config::Config& config, RunReport& report, std::filesystem::path out);

    /// Goes on where the last commit of a run left off.
    void resume(const state::Commit& last, const state::Past& past);

    /// Makes the dead letters durable that were written since the last call.
    Result<bool> sync_letters() { return dead_letters_.sync(); }

    /// The second document with the same source text in a run is `duplicate`.
    void find_duplicate(Item& item);

    /// Books a document under its final status, and writes its dead letter.
    Result<bool> count(Item& item);

    /// Books a document anew whose dead letter ran again, and gives the letter its new reason.
    Result<bool> count_again(Item& item, const Letter& letter);

    /// Puts aside the letters whose documents came through, once that is durable.
    Result<bool> put_letters_aside();

    bool over_error_limit() const;

  private:
    /// 128 bits of the SHA-256: enough that no two texts of a run meet by chance or on purpose.
    using ContentKey = state::Content;

    struct KeyHash {
        using is_avalanching = void;  // bits of a digest are spread as they are

        std::size_t operator()(const ContentKey& key) const { return key[0]; }
    };

    void count_passages(const Item& item);
    std::uint64_t& bucket(std::string_view status);

    const config::Config& config_;
    RunReport& report_;
    std::filesystem::path out_;
    DeadLetters dead_letters_;
    std::vector<std::uint64_t> came_through_;  ///< letters, by number
    boost::unordered_flat_set<ContentKey, KeyHash> seen_;
};

}  // namespace galley::core::pipeline
