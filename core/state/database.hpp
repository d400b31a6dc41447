// SPDX-License-Identifier: Apache-2.0
// OUT/.galley/state.db: the commits of a run again, and tables that people and commands ask.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/state/records.hpp"

struct sqlite3;

namespace galley::core::state {

/// A document that was not exported.
struct Unexported {
    std::uint64_t number = 0;  ///< its place in the input, from 1; its dead letter's folder
    std::string path, status, stage, plugin, reason;
};

/// A call of `galley run` on the folder.
struct Session {
    std::uint64_t number = 0;
    std::string started,
        ended;               ///< ISO 8601 UTC; ended is empty while it runs or when it was killed
    std::string outcome;     ///< complete, interrupted, stopped, failed; empty like `ended`
    std::uint64_t read = 0;  ///< documents that it read and settled
};

/// One connection. All calls: kIo with the file and what SQLite says.
class Database {
  public:
    enum class Mode : std::uint8_t { kReadWrite, kReadOnly };

    /// @errors  kInvalidInput: it is damaged, or no database of galley's; kIo.
    static Result<Database> open(const std::filesystem::path& path, Mode mode);

    /// Looks through all pages; for a database that was not closed.
    /// @errors  kInvalidInput: it is damaged.
    Result<void> check();

    Result<void> set_run(const RunInfo& info, std::string_view block);

    /// The block set_run() was given; empty: none.
    Result<std::string> run_block();

    /// How many commits there are, from 1 on without a gap.
    Result<std::uint64_t> commit_count();
    Result<std::string> commit_block(std::uint64_t number);

    /// In one transaction.
    Result<void> add(const Commit& commit, std::string_view block);

    /// Brings all that was written into the one file.
    Result<void> checkpoint();

    /// Drops all commits and what came with them.
    Result<void> clear_commits();

    /// @returns  its number.
    Result<std::uint64_t> begin_session(std::string_view started);
    Result<void> end_session(const Session& session);
    Result<void> forget_session(std::uint64_t number);

    Result<std::vector<Session>> sessions();

    /// In the order of the input.
    Result<std::vector<Unexported>> unexported();

  private:
    struct Close {
        void operator()(sqlite3* db) const;
    };

    Result<void> run(const char* sql);
    Result<std::uint64_t> schema();
    Result<void> set_up(Mode mode);
    Result<void> add_rows(const Commit& commit, std::string_view block);
    Result<void> add_unexported(const Commit& commit);
    Result<void> change_unexported(const Commit& commit);
    Error failure() const;

    std::filesystem::path path_;
    std::unique_ptr<sqlite3, Close> db_;
};

}  // namespace galley::core::state
