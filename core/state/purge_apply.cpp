// SPDX-License-Identifier: Apache-2.0
// The second half of a purge: what was made in OUT/.galley/purge takes its place. Each step may
// have been done before.
#include <fcntl.h>
#include <sstream>
#include <system_error>

#include "core/failpoint.hpp"
#include "core/state/file.hpp"
#include "core/state/lock.hpp"
#include "core/state/purge.hpp"

namespace galley::core::state {
namespace fs = std::filesystem;

namespace {

Result<void> failed(const fs::path& path, const std::error_code& code) {
    return unexpected(Error{path.string() + ": " + code.message(), ErrorKind::kIo});
}

Result<void> move_if_there(const fs::path& from, const fs::path& to) {
    std::error_code code;
    if (!fs::exists(from, code)) {
        return {};
    }
    failpoint("purge.move");
    fs::rename(from, to, code);
    if (code) {
        return failed(to, code);
    }
    return sync_folder(to.parent_path());
}

std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> out;
    std::error_code code;
    for (const auto& entry : fs::recursive_directory_iterator(folder, code)) {
        if (!entry.is_directory(code)) {
            out.push_back(entry.path().lexically_relative(folder));
        }
    }
    return out;
}

Result<void> move_parts(const fs::path& state) {
    for (const auto& name : files_below(state / "purge" / "parts")) {
        auto moved = move_if_there(state / "purge" / "parts" / name, state / "parts" / name);
        if (!moved.has_value()) {
            return moved;
        }
    }
    return {};
}

Result<void> move_state(const fs::path& state) {
    if (auto moved = move_if_there(state / "purge" / "journal", state / "journal");
        !moved.has_value()) {
        return moved;
    }
    std::error_code code;
    if (!fs::exists(state / "purge" / "state.db", code)) {
        return {};
    }
    for (const auto* end : {"-wal", "-shm", ".corrupt", ".corrupt-wal", ".corrupt-shm"}) {
        fs::remove(state / (std::string("state.db") + end), code);
    }
    for (const auto* left : {"copy", "publish"}) {  // by a run that was killed while it made them
        fs::remove(state / left, code);
    }
    return move_if_there(state / "purge" / "state.db", state / "state.db");
}

Result<std::string> content_of(const fs::path& path) {
    const auto file = File::open(path, O_RDONLY);
    const auto size = file.has_value() ? file->size() : unexpected(file.error());
    if (!size.has_value()) {
        return unexpected(size.error());
    }
    std::string text(size.value(), '\0');
    const auto got = file->read_at(0, text.data(), text.size());
    return got.has_value() ? Result<std::string>(std::move(text)) : unexpected(got.error());
}

/// A list that cannot be read is no empty one: what it names would stay.
Result<void> delete_letters(const fs::path& out) {
    const auto list = content_of(state_folder(out) / "purge" / "ready");
    if (!list.has_value()) {
        return unexpected(list.error());
    }
    std::istringstream ready(list.value());
    std::error_code code;
    for (std::string name; std::getline(ready, name);) {
        failpoint("purge.letter");
        fs::remove_all(out / name, code);
        if (code) {
            return failed(out / name, code);
        }
    }
    return {};
}

/// Published files that were written anew.
Result<void> publish_again(const fs::path& out) {
    const auto parts = state_folder(out) / "parts";
    const auto made = state_folder(out) / "purge" / "publish";
    for (const auto& name : files_below(parts)) {
        std::error_code code;
        if (!fs::exists(out / name, code) || fs::equivalent(parts / name, out / name, code)) {
            continue;
        }
        fs::remove(made, code);
        fs::create_hard_link(parts / name, made, code);
        if (code) {
            fs::copy_file(parts / name, made, fs::copy_options::overwrite_existing, code);
        }
        if (code) {
            return failed(made, code);
        }
        if (auto moved = move_if_there(made, out / name); !moved.has_value()) {
            return moved;
        }
    }
    return {};
}

}  // namespace

Result<void> finish_purge(const fs::path& out) {
    const auto state = state_folder(out);
    std::error_code code;
    if (fs::exists(state / "purge" / "ready", code)) {
        for (auto* step : {&move_parts, &move_state}) {
            if (auto done = step(state); !done.has_value()) {
                return done;
            }
        }
        for (auto* step : {&delete_letters, &publish_again}) {
            if (auto done = step(out); !done.has_value()) {
                return done;
            }
        }
        failpoint("purge.finished");
        fs::remove(state / "purge" / "ready", code);
        if (code) {
            return failed(state / "purge" / "ready", code);
        }
    }
    failpoint("purge.clear");
    fs::remove_all(state / "purge", code);
    return code ? failed(state / "purge", code) : Result<void>();
}

}  // namespace galley::core::state
