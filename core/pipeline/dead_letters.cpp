// SPDX-License-Identifier: Apache-2.0
// Writing of dead letters.
#include "core/pipeline/dead_letters.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "core/failpoint.hpp"
#include "core/pipeline/letters.hpp"
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

struct Kept {
    std::string bytes;
    bool is_text = false;  ///< they are the decoded text
};

/// The bytes as they came in: what the reader kept of a streamed document, else the file, else the
/// decoded text.
Kept original_bytes(Item& item, std::uint64_t most) {
    for (const auto& attachment : item.family.attachments) {
        if (attachment.name == "original") {
            return {std::string(attachment.bytes.substr(0, most)), false};
        }
    }
    auto bytes = item.streamed || item.blob == nullptr ? std::string() : item.blob->reread(most);
    return bytes.empty() ? Kept{std::string(item.family.source().substr(0, most)), true}
                         : Kept{std::move(bytes), false};
}

void tell_reason(const Item& item, nlohmann::ordered_json& reason) {
    reason["status"] = item.family.status;
    reason["stage"] = item.stage;
    reason["plugin"] = item.plugin;
    reason["reason"] = item.family.reason;
    for (const auto* key : {"refused", "code", "signal", "attempts", "stderr"}) {
        reason.erase(key);
    }
    if (!item.refused.empty()) {
        reason["refused"] = item.refused;
    }
    if (item.death.has_value()) {
        reason["code"] = item.death->code;
        reason["signal"] = item.death->signal;
        reason["attempts"] = item.death->attempts;
        reason["stderr"] = item.death->stderr_tail;
    }
}

/// What the text alone does not tell, for the document to run again.
void tell_reading(const Item& item, nlohmann::ordered_json& reason) {
    reason["encoding"] = item.family.encoding;
    reason["fields"] = nlohmann::ordered_json::array();
    const auto& fields = item.family.root().fields;
    for (std::size_t i = 0; i < std::min(item.read_fields, fields.size()); ++i) {
        reason["fields"].push_back({{"key", fields[i].key}, {"value", fields[i].value}});
    }
}

std::string to_text(const nlohmann::ordered_json& reason) {
    return reason.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Error cannot_write(const fs::path& folder, const std::error_code& code) {
    return {folder.string() + ": cannot be written: " + code.message(), ErrorKind::kIo};
}

Result<bool> move_folder(const fs::path& from, const fs::path& to) {
    std::error_code code;
    if (!fs::exists(from, code)) {
        return true;
    }
    fs::create_directories(to.parent_path(), code);
    failpoint("letter.move");
    fs::rename(from, to, code);
    if (code) {
        return unexpected(Error{
            from.string() + ": cannot be moved to " + to.string() + ": " + code.message(),
            ErrorKind::kIo});
    }
    for (const auto& folder : {to.parent_path(), from.parent_path()}) {
        if (auto synced = state::sync_folder(folder); !synced.has_value()) {
            return unexpected(synced.error());
        }
    }
    return true;
}

}  // namespace

Result<bool> DeadLetters::write(Item& item, std::uint64_t number, std::uint64_t most_bytes) {
    const auto folder = letter_folder(out_, run_, number);
    std::error_code code;
    fs::create_directories(folder, code);
    // Raw documents hold what nobody has looked at yet: for the owner only.
    if (!code) {
        fs::permissions(out_ / "dead-letter", fs::perms::owner_all, code);
    }
    const auto kept = original_bytes(item, most_bytes);
    nlohmann::ordered_json reason = {
        {"schema_version", 1},
        {"run", run_},
        {"number", number},
        {"path", item.family.path},
    };
    tell_reason(item, reason);
    reason["input"] = kept.is_text ? "text" : "bytes";
    reason["input_bytes"] = kept.bytes.size();
    reason["input_cut"] = kept.bytes.size() == most_bytes;
    reason["streamed"] = item.streamed;
    reason["media_type"] = item.blob == nullptr ? std::string_view{} : item.blob->media_type();
    if (kept.is_text) {
        tell_reading(item, reason);
    }
    code = code ? code : write_file(folder / "input.bin", kept.bytes);
    failpoint("letter.input");
    code = code ? code : write_file(folder / "reason.json", to_text(reason));
    if (code) {
        return unexpected(cannot_write(folder, code));
    }
    failpoint("letter.written");
    unsynced_.push_back(folder);
    return true;
}

Result<bool> DeadLetters::rewrite(const Item& item, std::uint64_t number) {
    const auto folder = letter_folder(out_, run_, number);
    std::ifstream in(folder / "reason.json", std::ios::binary);
    auto reason = nlohmann::ordered_json::parse(in, nullptr, false);
    if (!reason.is_object()) {
        return unexpected(
            Error{(folder / "reason.json").string() + ": cannot be read", ErrorKind::kIo});
    }
    tell_reason(item, reason);
    auto code = write_file(folder / "reason.new", to_text(reason));
    if (code) {
        return unexpected(cannot_write(folder, code));
    }
    auto file = state::File::open(folder / "reason.new", O_RDONLY);
    auto synced = file.has_value() ? file->sync() : Result<void>(unexpected(file.error()));
    if (!synced.has_value()) {
        return unexpected(synced.error());
    }
    fs::rename(folder / "reason.new", folder / "reason.json", code);
    if (code) {
        return unexpected(cannot_write(folder, code));
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
    for (const auto& folder : {out_ / "dead-letter" / run_, out_ / "dead-letter", out_}) {
        if (auto synced = state::sync_folder(folder); !synced.has_value()) {
            return unexpected(synced.error());
        }
    }
    return true;
}

Result<bool> DeadLetters::put_aside(const std::vector<std::uint64_t>& numbers) {
    for (const auto number : numbers) {
        auto moved =
            move_folder(letter_folder(out_, run_, number), replayed_folder(out_, run_, number));
        if (!moved.has_value()) {
            return moved;
        }
    }
    return true;
}

Result<bool> DeadLetters::take_back(const std::vector<state::Unexported>& documents) {
    for (const auto& document : documents) {
        auto moved = move_folder(
            replayed_folder(out_, run_, document.number),
            letter_folder(out_, run_, document.number));
        if (!moved.has_value()) {
            return moved;
        }
    }
    return true;
}

}  // namespace galley::core::pipeline
