// SPDX-License-Identifier: Apache-2.0
// The first block of a journal is the run itself.
#include "core/state/commits.hpp"

#include "core/state/journal.hpp"
#include "core/state/lock.hpp"

namespace galley::core::state {

Result<void> each_commit(
    const std::filesystem::path& out, const std::function<Result<void>(Commit)>& f) {
    const auto path = state_folder(out) / "journal";
    const auto journal = Journal::open(path);
    if (!journal.has_value()) {
        return unexpected(journal.error());
    }
    for (std::size_t i = 1; i < journal->count(); ++i) {
        const auto block = journal->read(i);
        auto commit = block.has_value() ? unpack_commit(block.value()) : std::nullopt;
        if (!commit) {
            return unexpected(Error{
                path.string() + ": commit " + std::to_string(i) + " cannot be read",
                ErrorKind::kIo});
        }
        if (auto done = f(*std::move(commit)); !done.has_value()) {
            return done;
        }
    }
    return {};
}

}  // namespace galley::core::state
