// SPDX-License-Identifier: Apache-2.0
// Writing of dead letters.
#include "core/pipeline/dead_letters.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "core/state/file.hpp"

namespace galley::core::pipeline {
namespace fs = std::filesystem;

namespace {

/// @returns  what the system said when it failed.
std::error_code write_file(const fs::path& path, std::string_view bytes) {
    errno = 0;
    std::ofstream out(path, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    return out.fail() ? std::error_code(errno, std::generic_category()) : std::error_code();
}

/// The bytes as they came in: what the reader kept of a streamed document, else the file, else the
/// decoded text.
std::string original_bytes(Item& item, std::uint64_t most) {
    for (const auto& attachment : item.family.attachments) {
        if (attachment.name == "original") {
            return std::string(attachment.bytes.substr(0, most));
        }
    }
    auto bytes = item.streamed || item.blob == nullptr ? std::string() : item.blob->reread(most);
    return bytes.empty() ? std::string(item.family.source().substr(0, most)) : bytes;
}

}  // namespace

Result<bool> DeadLetters::write(Item& item, std::uint64_t number, std::uint64_t most_bytes) {
    auto name = std::to_string(number);
    name.insert(0, name.size() < 8 ? 8 - name.size() : 0, '0');
    const auto folder = folder_ / name;
    std::error_code code;
    fs::create_directories(folder, code);
    // Raw documents hold what nobody has looked at yet: for the owner only.
    if (!code) {
        fs::permissions(folder_.parent_path(), fs::perms::owner_all, code);
    }
    const auto bytes = original_bytes(item, most_bytes);
    const bool cut = bytes.size() == most_bytes;
    nlohmann::ordered_json reason = {
        {"schema_version", 1},
        {"run", run_},
        {"number", number},
        {"path", item.family.path},
        {"status", item.family.status},
        {"stage", item.stage},
        {"plugin", item.plugin},
        {"reason", item.family.reason},
        {"input_bytes", bytes.size()},
        {"input_cut", cut},
    };
    if (item.death.has_value()) {
        reason["code"] = item.death->code;
        reason["signal"] = item.death->signal;
        reason["attempts"] = item.death->attempts;
        reason["stderr"] = item.death->stderr_tail;
    }
    const auto text =
        reason.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    code = code ? code : write_file(folder / "input.bin", bytes);
    code = code ? code : write_file(folder / "reason.json", text);
    if (code) {
        return unexpected(
            Error{folder.string() + ": cannot be written: " + code.message(), ErrorKind::kIo});
    }
    unsynced_.push_back(folder);
    return true;
}

Result<bool> DeadLetters::sync() {
    for (const auto& folder : unsynced_) {
        for (const auto* name : {"input.bin", "reason.json"}) {
            auto file = state::File::open(folder / name, O_RDONLY);
            if (!file.has_value()) {
                return unexpected(file.error());
            }
            if (auto synced = file->sync(); !synced.has_value()) {
                return unexpected(synced.error());
            }
        }
        if (auto synced = state::sync_folder(folder); !synced.has_value()) {
            return unexpected(synced.error());
        }
    }
    if (unsynced_.empty()) {
        return true;
    }
    unsynced_.clear();
    for (const auto& folder :
         {folder_, folder_.parent_path(), folder_.parent_path().parent_path()}) {
        if (auto synced = state::sync_folder(folder); !synced.has_value()) {
            return unexpected(synced.error());
        }
    }
    return true;
}

}  // namespace galley::core::pipeline
