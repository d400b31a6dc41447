// SPDX-License-Identifier: Apache-2.0
// XXH3 over blocks that stay in the cache.
#include "core/state/kept.hpp"

#include <algorithm>
#include <fcntl.h>
#include <memory>

#include "core/xxh3.hpp"

namespace galley::core::state {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{64} << 10U;

Error not_as_said(const std::filesystem::path& path, std::uint64_t expected) {
    return {
        path.string() + ": expected at least " + std::to_string(expected) +
            " bytes that stay as they are, as its exporter said",
        ErrorKind::kInvalidInput};
}

}  // namespace

void PassingHash::Free::operator()(XXH3_state_s* state) const {
    XXH3_freeState(state);
}

void PassingHash::add(std::string_view bytes) {
    if (state_ == nullptr) {
        state_.reset(XXH3_createState());
        XXH3_64bits_reset(state_.get());
    }
    XXH3_64bits_update(state_.get(), bytes.data(), bytes.size());
    size_bytes_ += bytes.size();
}

std::uint64_t PassingHash::take() {
    add({});
    const auto hash = XXH3_64bits_digest(state_.get());
    XXH3_64bits_reset(state_.get());
    size_bytes_ = 0;
    return hash;
}

void KeptHashes::resume(const OutputRecord& output) {
    outputs_[output.name].kept_bytes = output.kept_bytes;
}

Result<void> KeptHashes::add(OutputRecord& output) {
    auto& known = outputs_[output.name];
    const auto path = parts_ / output.name;
    if (output.kept_bytes < known.kept_bytes) {
        return unexpected(not_as_said(path, known.kept_bytes));
    }
    if (output.kept_bytes == known.kept_bytes) {
        output.hash = XXH3_64bits("", 0);
        return {};
    }
    if (!known.file.is_open()) {
        auto opened = File::open(path, O_RDONLY);
        if (!opened.has_value()) {
            std::error_code code;
            return unexpected(
                std::filesystem::exists(path, code) ? opened.error()
                                                    : not_as_said(path, output.kept_bytes));
        }
        known.file = std::move(opened).value();
    }
    if (output.hashed) {
        return check_size(known, path, output.kept_bytes);
    }
    PassingHash hash;
    block_.resize(kBlockBytes);
    for (auto at = known.kept_bytes; at < output.kept_bytes;) {
        const auto wanted = std::min<std::uint64_t>(output.kept_bytes - at, kBlockBytes);
        const auto got = known.file.read_at(at, block_.data(), wanted);
        if (!got.has_value()) {
            return unexpected(got.error());
        }
        if (got.value() < wanted) {
            return unexpected(not_as_said(path, output.kept_bytes));
        }
        hash.add(std::string_view(block_).substr(0, wanted));
        at += wanted;
    }
    known.kept_bytes = output.kept_bytes;
    output.hash = hash.take();
    return {};
}

Result<void> KeptHashes::check_size(
    Output& known, const std::filesystem::path& path, std::uint64_t kept_bytes) {
    const auto size = known.file.size();
    if (!size.has_value()) {
        return unexpected(size.error());
    }
    if (size.value() < kept_bytes) {
        return unexpected(not_as_said(path, kept_bytes));
    }
    known.kept_bytes = kept_bytes;
    return {};
}

Result<bool> KeptCheck::holds(const Commit& commit) {
    for (const auto& said : commit.outputs) {
        auto found = said;
        auto& begin = begins_[said.name];
        const auto added = hashes_.add(found);
        if (!added.has_value() && added.error().kind == ErrorKind::kIo) {
            return unexpected(added.error());
        }
        if (!added.has_value() || found.hash != said.hash) {
            damage_ = {commit.number, (parts_ / said.name).string(), begin, said.kept_bytes};
            return false;
        }
        begin = said.kept_bytes;
    }
    return true;
}

}  // namespace galley::core::state
