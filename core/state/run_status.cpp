// SPDX-License-Identifier: Apache-2.0
// Questions to state.db of a run that may be at work.
#include "core/state/run_status.hpp"

#include <system_error>

#include "core/state/journal.hpp"
#include "core/state/lock.hpp"

namespace galley::core::state {
namespace fs = std::filesystem;

namespace {

Error unreadable(const Error& error) {
    return {
        error.message + (error.kind == ErrorKind::kInvalidInput
                             ? "; the next galley run on this folder makes it anew"
                             : ""),
        error.kind == ErrorKind::kUsage ? error.kind : ErrorKind::kIo};
}

Result<Database> open_database(const fs::path& out) {
    const auto path = state_folder(out) / "state.db";
    std::error_code code;
    if (!fs::exists(path, code)) {
        return unexpected(
            Error{out.string() + ": holds no run; expected the --out of a run", ErrorKind::kUsage});
    }
    auto opened = Database::open(path, Database::Mode::kReadOnly);
    if (!opened.has_value()) {
        return unexpected(unreadable(opened.error()));
    }
    return opened;
}

Result<Commit> last_commit(Database& database) {
    const auto count = database.commit_count();
    if (!count.has_value()) {
        return unexpected(count.error());
    }
    if (count.value() == 0) {
        return Commit{};
    }
    const auto block = database.commit_block(count.value());
    if (!block.has_value()) {
        return unexpected(block.error());
    }
    auto commit = unpack_commit(block.value());
    if (!commit) {
        return unexpected(Error{"state.db: the last commit is damaged", ErrorKind::kInvalidInput});
    }
    commit->documents.clear();
    return *std::move(commit);
}

}  // namespace

std::string_view RunStatus::state() const {
    if (process) {
        return "running";
    }
    return sessions.empty() || sessions.back().outcome.empty() ? std::string_view("killed")
                                                               : sessions.back().outcome;
}

std::optional<RunInfo> read_info(const fs::path& out) {
    const auto block = Journal::first_block(state_folder(out) / "journal");
    if (auto info = block.has_value() ? unpack_run(block.value()) : std::nullopt) {
        return info;
    }
    const auto status = read_status(out);
    return status.has_value() ? std::optional(status->info) : std::nullopt;
}

Result<RunStatus> read_status(const fs::path& out) {
    auto database = open_database(out);
    if (!database.has_value()) {
        return unexpected(database.error());
    }
    RunStatus status;
    auto block = database->run_block();
    auto last = last_commit(database.value());
    auto sessions = database->sessions();
    for (const auto* error :
         {block.has_value() ? nullptr : &block.error(),
          last.has_value() ? nullptr : &last.error(),
          sessions.has_value() ? nullptr : &sessions.error()}) {
        if (error != nullptr) {
            return unexpected(unreadable(*error));
        }
    }
    auto info = unpack_run(block.value());
    if (!info) {
        return unexpected(Error{out.string() + ": its run has not begun yet", ErrorKind::kUsage});
    }
    status.info = *std::move(info);
    status.last = std::move(last).value();
    status.sessions = std::move(sessions).value();
    status.process = Lock::owner(out);
    return status;
}

Result<std::vector<Unexported>> read_unexported(const fs::path& out) {
    auto database = open_database(out);
    if (!database.has_value()) {
        return unexpected(database.error());
    }
    auto documents = database->unexported();
    if (!documents.has_value()) {
        return unexpected(unreadable(documents.error()));
    }
    return documents;
}

}  // namespace galley::core::state
