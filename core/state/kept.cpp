// SPDX-License-Identifier: Apache-2.0
// XXH3 over blocks that stay in the cache.
#include "core/state/kept.hpp"

#include <algorithm>
#include <fcntl.h>
#include <memory>
#include <xxhash.h>

namespace galley::core::state {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{64} << 10U;

using HashState = std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)>;

Error not_as_said(const std::filesystem::path& path, std::uint64_t expected) {
    return {
        path.string() + ": expected at least " + std::to_string(expected) +
            " bytes that stay as they are, as its exporter said",
        ErrorKind::kInvalidInput};
}

}  // namespace

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
    const HashState hash(XXH3_createState(), &XXH3_freeState);
    XXH3_64bits_reset(hash.get());
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
        XXH3_64bits_update(hash.get(), block_.data(), wanted);
        at += wanted;
    }
    known.kept_bytes = output.kept_bytes;
    output.hash = XXH3_64bits_digest(hash.get());
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
