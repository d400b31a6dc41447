// SPDX-License-Identifier: Apache-2.0
// Staging and publishing of outputs.
#include "core/pipeline/outputs.hpp"

#include <algorithm>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace galley::core::pipeline {
namespace fs = std::filesystem;

namespace {

Error io_error(const fs::path& path, const std::error_code& code) {
    return {path.string() + ": " + code.message(), ErrorKind::kIo};
}

/// Makes renames in a folder durable.
bool sync_folder(const fs::path& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    const bool synced = ::fsync(fd) == 0;
    ::close(fd);
    return synced;
}

/// The outermost folder that has to be made for `folder` to be there.
fs::path outermost_missing(const fs::path& folder) {
    std::error_code code;
    auto missing = fs::absolute(folder, code).lexically_normal();
    while (missing.has_relative_path() && !fs::exists(missing.parent_path(), code)) {
        missing = missing.parent_path();
    }
    return missing;
}

}  // namespace

bool is_plain_name(std::string_view name) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == '-';
    };
    const auto slash = name.find('/');
    if (slash != std::string_view::npos) {
        return name.find('/', slash + 1) == std::string_view::npos &&
               is_plain_name(name.substr(0, slash)) && is_plain_name(name.substr(slash + 1));
    }
    constexpr std::size_t kMostChars = 200;
    return !name.empty() && name.size() <= kMostChars && name.front() != '.' &&
           std::ranges::all_of(name, plain);
}

Result<Outputs> Outputs::create(const fs::path& out) {
    std::error_code code;
    if (fs::exists(out, code) && !fs::is_directory(out, code)) {
        return unexpected(
            Error{out.string() + ": expected a folder for --out, got a file", ErrorKind::kUsage});
    }
    if (fs::is_directory(out, code) &&
        fs::directory_iterator(out, code) != fs::directory_iterator()) {
        const bool run = fs::exists(out / "run.json", code) || fs::exists(out / ".galley", code);
        return unexpected(Error{
            out.string() + (run ? ": holds a run already" : ": is not empty") +
                "; expected an empty or absent folder for --out (this version does not resume "
                "runs: remove it or name another)",
            ErrorKind::kUsage});
    }
    const auto parts = out / ".galley" / "parts";
    const auto made = outermost_missing(parts);
    fs::create_directories(parts, code);
    if (code) {
        return unexpected(io_error(parts, code));
    }
    fs::permissions(out / ".galley", fs::perms::owner_all, code);
    if (code) {
        return unexpected(io_error(out / ".galley", code));
    }
    return Outputs(out, made);
}

Result<std::string_view> Outputs::path(std::string_view stage, std::string_view name) {
    if (!is_plain_name(name)) {
        return unexpected(Error{
            "output \"" + std::string(name) +
            "\": expected a plain name such as proof.html or proof/page-001.html"});
    }
    const auto known = std::ranges::find(files_, name, &File::name);
    if (known != files_.end()) {
        if (known->stage != stage) {
            return unexpected(Error{
                "output \"" + std::string(name) + "\": stage " + known->stage +
                    " writes it already",
                ErrorKind::kConfig});
        }
        return std::string_view(known->staging);
    }
    const auto staging = out_ / ".galley" / "parts" / name;
    std::error_code code;
    fs::create_directories(staging.parent_path(), code);
    if (code) {
        return unexpected(io_error(staging.parent_path(), code));
    }
    files_.push_back({std::string(stage), std::string(name), staging.string()});
    return std::string_view(files_.back().staging);
}

void Outputs::abandon() {
    std::error_code ignored;  // the error that ends the run is the one to tell
    fs::remove_all(made_, ignored);
}

Result<bool> Outputs::publish() {
    std::error_code code;
    for (const auto& file : files_) {
        if (!fs::exists(file.staging, code)) {
            continue;
        }
        const auto target = out_ / file.name;
        fs::create_directories(target.parent_path(), code);
        fs::rename(file.staging, target, code);
        if (code) {
            return unexpected(io_error(target, code));
        }
    }
    fs::remove_all(out_ / ".galley" / "parts", code);
    if (!sync_folder(out_)) {
        return unexpected(Error{out_.string() + ": cannot be made durable", ErrorKind::kIo});
    }
    return true;
}

}  // namespace galley::core::pipeline
