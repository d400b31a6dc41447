// SPDX-License-Identifier: Apache-2.0
// The state of a run in OUT/.galley: begun, read back, and committed to.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/state/database.hpp"
#include "core/state/journal.hpp"
#include "core/state/kept.hpp"
#include "core/state/known.hpp"
#include "core/state/lock.hpp"
#include "core/state/records.hpp"

namespace galley::core::state {

/// What the commits of a run tell the next session.
struct Past {
    /// Documents by their place in the input, from 1.
    using Documents = std::map<std::uint64_t, DocumentRecord>;

    Known known;                 ///< every document that was settled
    std::vector<Content> texts;  ///< of those exported or held: a copy is a duplicate
    Documents unexported;        ///< the first of them, for the summary
    Documents held;
    std::vector<std::uint64_t> redriven;  ///< documents whose dead letters need not run again
    bool complete = false;                ///< the input was read to its end
};

/// One owner, one caller at a time.
class RunState {
  public:
    /// Begins a run in a folder that Outputs has made, or goes on with the one that is there.
    /// @errors  kUsage: another galley is at work; it is a run of another chain, and what differs.
    ///          kIo: it cannot be read or written; its sealed outputs are damaged; it is lost.
    static Result<std::unique_ptr<RunState>> open(
        const std::filesystem::path& out, const RunInfo& info, std::string_view now);

    /// Takes up the run that is there, of whatever chain.
    /// @errors  as open(); kUsage: there is none.
    static Result<std::unique_ptr<RunState>> reopen(
        const std::filesystem::path& out, std::string_view now);

    /// Its lock, which is held as long as that lives; nothing more can be done with the state.
    static Lock give_up(std::unique_ptr<RunState> state) { return std::move(state->lock_); }

    const RunInfo& info() const { return info_; }

    /// Whether the run had begun before.
    bool resumed() const { return resumed_; }

    /// The last commit without its documents; number 0: none.
    const Commit& last() const { return last_; }

    /// What was read back; forgotten once it is taken over.
    Past& past() { return past_; }

    /// What was found and mended, one sentence each.
    const std::vector<std::string>& repairs() const { return repairs_; }

    /// Bytes kept after which a commit is sealed.
    void seal_every(std::uint64_t bytes) { seal_bytes_ = bytes; }

    /// The documents that were not exported, in input order.
    Result<std::vector<Unexported>> unexported() { return database_->unexported(); }

    /// Numbers the commit, seals it if it is time, and makes it durable. Exporters have committed.
    Result<void> commit(Commit commit);

    /// Notes how this session ended: complete, interrupted, stopped, failed.
    Result<void> end(std::string_view outcome, std::string_view now);

    /// A call that was refused is no session.
    Result<void> forget_session() { return database_->forget_session(session_.number); }

  private:
    static constexpr std::string_view kHowOn =
        "; what it held cannot be told: restore the file from a copy, or begin anew with --fresh "
        "if the inputs are still there";

    RunState(std::filesystem::path out, Lock lock)
        : out_(std::move(out)), lock_(std::move(lock)), hashes_(parts()) {
        past_.known.keep_in(state_folder(out_));
    }

    std::filesystem::path parts() const { return state_folder(out_) / "parts"; }

    static Result<std::unique_ptr<RunState>> open(
        const std::filesystem::path& out, const RunInfo* info, std::string_view now);
    Result<void> open_files();
    Result<void> open_database();
    Result<void> read_run(const RunInfo* info);
    Result<void> complete_run(const std::string& in_journal, const std::string& in_database);
    Result<void> begin(const RunInfo& info);
    Result<void> complete_journal();
    Result<void> read_back();
    Result<void> refuse_damage(const Damage& damage, std::uint64_t from);
    Result<void> complete_database();
    void remember(Commit commit);
    void remember(RedrivenRecord redriven);
    void list(std::uint64_t number, DocumentRecord document);
    Result<Commit> commit_at(std::uint64_t number) const;

    std::filesystem::path out_;
    Lock lock_;
    RunInfo info_;
    bool resumed_ = false;
    std::unique_ptr<Journal> journal_;
    std::unique_ptr<Database> database_;
    KeptHashes hashes_;
    Past past_;
    Commit last_;
    Session session_;
    std::uint64_t read_before_ = 0;
    std::uint64_t seal_bytes_ = std::uint64_t{64} << 20U;
    std::uint64_t unsealed_bytes_ = 0;
    std::vector<std::string> repairs_;
};

/// Whether a start reads back what the journal and the outputs hold; false only in the mutant
/// that the crash suite must catch.
bool reads_back();

}  // namespace galley::core::state
