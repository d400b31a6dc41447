// SPDX-License-Identifier: Apache-2.0
// Staging and publishing of outputs.
#include "core/pipeline/outputs.hpp"

#include <algorithm>
#include <fcntl.h>
#include <set>
#include <system_error>

#include "core/config/plain_name.hpp"
#include "core/failpoint.hpp"
#include "core/state/file.hpp"

namespace galley::core::pipeline {
namespace fs = std::filesystem;

namespace {

Error io_error(const fs::path& path, const std::error_code& code) {
    return {path.string() + ": " + code.message(), ErrorKind::kIo};
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

Result<Outputs> Outputs::create(const fs::path& out) {
    std::error_code code;
    if (fs::exists(out, code) && !fs::is_directory(out, code)) {
        return unexpected(
            Error{out.string() + ": expected a folder for --out, got a file", ErrorKind::kUsage});
    }
    if (fs::is_symlink(out, code) && fs::status(out, code).type() == fs::file_type::not_found) {
        return unexpected(Error{
            out.string() + ": expected a folder for --out, got a link to " +
                fs::read_symlink(out, code).string() + ", which is not there",
            ErrorKind::kUsage});
    }
    if (fs::is_directory(out, code) &&
        fs::directory_iterator(out, code) != fs::directory_iterator()) {
        return unexpected(Error{
            out.string() +
                ": is not empty; expected an empty or absent folder for --out, or one that holds a "
                "run",
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
    if (!config::is_plain_name(name)) {
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
        if (auto own = unshare(*known); !own.has_value()) {
            return unexpected(own.error());
        }
        return std::string_view(known->staging);
    }
    const auto staging = out_ / ".galley" / "parts" / name;
    std::error_code code;
    fs::create_directories(staging.parent_path(), code);
    if (code) {
        return unexpected(io_error(staging.parent_path(), code));
    }
    files_.push_back({std::string(stage), std::string(name), staging.string(), 0, true});
    return std::string_view(files_.back().staging);
}

Outputs Outputs::resume(const fs::path& out, const std::vector<state::OutputRecord>& known) {
    Outputs outputs(out, {});
    std::error_code ignored;  // what is missing is told where it is needed
    fs::create_directories(out / ".galley" / "parts", ignored);
    for (const auto& output : known) {
        if (!config::is_plain_name(output.name)) {
            continue;  // no stage was ever given such a path
        }
        const auto staging = out / ".galley" / "parts" / output.name;
        outputs.files_.push_back(
            {output.stage,
             output.name,
             staging.string(),
             output.kept_bytes,
             false,
             output.kept_bytes});
    }
    return outputs;
}

bool Outputs::holds_run(const fs::path& out) {
    std::error_code code;
    return fs::is_directory(out / ".galley", code);
}

Result<bool> Outputs::keep(std::string_view stage, std::string_view name, std::uint64_t bytes) {
    const auto known = std::ranges::find(files_, name, &File::name);
    if (known == files_.end() || known->stage != stage || bytes < known->kept_bytes) {
        return unexpected(Error{
            "output \"" + std::string(name) +
            "\": expected one that this stage writes, and no fewer bytes kept than before"});
    }
    known->kept_bytes = bytes;
    return true;
}

Result<bool> Outputs::pass(std::string_view stage, std::string_view name, std::string_view bytes) {
    const auto known = std::ranges::find(files_, name, &File::name);
    if (known == files_.end() || known->stage != stage) {
        return unexpected(
            Error{"output \"" + std::string(name) + "\": expected one that this stage writes"});
    }
    known->passed.add(bytes);
    return true;
}

std::vector<state::OutputRecord> Outputs::records() {
    std::vector<state::OutputRecord> out;
    for (auto& file : files_) {
        const auto added = file.kept_bytes - file.recorded_bytes;
        const bool hashed = added > 0 && file.passed.size_bytes() == added;
        const auto hash = file.passed.take();
        out.push_back({file.stage, file.name, file.kept_bytes, hashed ? hash : 0, hashed});
        file.recorded_bytes = file.kept_bytes;
    }
    return out;
}

/// What is written from here on must not change a file that was published: it gets a copy.
Result<bool> Outputs::unshare(File& file) const {
    std::error_code code;
    if (file.own || fs::hard_link_count(file.staging, code) <= 1 || code) {
        file.own = true;
        return true;
    }
    const auto copy = out_ / ".galley" / "copy";
    fs::copy_file(file.staging, copy, fs::copy_options::overwrite_existing, code);
    if (code) {
        return unexpected(io_error(copy, code));
    }
    if (auto opened = state::File::open(copy, O_RDONLY); !opened.has_value()) {
        return unexpected(opened.error());
    } else if (auto synced = opened->sync(); !synced.has_value()) {
        return unexpected(synced.error());
    }
    failpoint("publish.unshare");
    fs::rename(copy, file.staging, code);
    if (code) {
        return unexpected(io_error(file.staging, code));
    }
    if (auto synced = state::sync_folder(fs::path(file.staging).parent_path());
        !synced.has_value()) {
        return unexpected(synced.error());
    }
    file.own = true;
    return true;
}

void Outputs::abandon() {
    if (!made_.empty()) {
        std::error_code ignored;  // the error that ends the run is the one to tell
        fs::remove_all(made_, ignored);
    }
}

/// The name of a staging file becomes a second one of the same content; a disk that knows no such
/// links gets a copy.
Result<bool> Outputs::publish() {
    const auto made = out_ / ".galley" / "publish";
    std::set<fs::path> folders;
    for (auto& file : files_) {
        std::error_code code;
        const auto target = out_ / file.name;
        if (!fs::exists(file.staging, code) || fs::equivalent(file.staging, target, code)) {
            continue;
        }
        fs::create_directories(target.parent_path(), code);
        fs::remove(made, code);
        fs::create_hard_link(file.staging, made, code);
        if (code) {
            fs::copy_file(file.staging, made, fs::copy_options::overwrite_existing, code);
        }
        if (code) {
            return unexpected(io_error(made, code));
        }
        failpoint("publish.file");
        fs::rename(made, target, code);
        if (code) {
            return unexpected(io_error(target, code));
        }
        file.own = false;
        folders.insert(target.parent_path());
    }
    failpoint("publish.sync");
    folders.insert(out_);
    for (const auto& folder : folders) {
        if (auto synced = state::sync_folder(folder); !synced.has_value()) {
            return unexpected(synced.error());
        }
    }
    return true;
}

}  // namespace galley::core::pipeline
