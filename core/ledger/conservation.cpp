// SPDX-License-Identifier: Apache-2.0
// Rows go by seq over the whole family; the file has them document by document.
#include "core/ledger/conservation.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <openssl/sha.h>

#include "core/ledger/replay.hpp"

namespace galley::core::ledger {
namespace {

using At = Breach::At;

std::string sha256_hex(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    std::string hex;
    for (const auto byte : digest) {
        hex += kDigits[byte >> 4U];
        hex += kDigits[byte & 0xFU];
    }
    return hex;
}

std::string describe(const LedgerRow& row) {
    return "seq " + std::to_string(row.seq) + " (" + std::string(to_string(row.op)) + " " +
           std::to_string(row.range.begin) + "-" + std::to_string(row.range.end) + "): ";
}

/// Bytes that rows and texts could fill at most.
std::uint64_t bytes_held(const Family& family) {
    std::uint64_t held = 0;
    for (const auto& row : family.rows) {
        held += row.text.size();
        for (const auto gap : row.gaps) {
            held += gap.size();
        }
    }
    for (const auto& text : family.texts) {
        held += text.text.size();
    }
    return held;
}

std::optional<Breach> check_row_names(const Family& family) {
    std::map<std::string_view, std::uint64_t> last;
    for (std::size_t i = 0; i < family.rows.size(); ++i) {
        const auto& row = family.rows[i];
        const auto name = parse_uri(row.uri);
        if (!name || name->sha256 != family.sha256) {
            return Breach{At::kRow, i, describe(row) + "uri is not of this source", {}};
        }
        const auto [known, is_first] = last.try_emplace(row.uri, row.seq);
        if (!is_first && row.seq <= known->second) {
            return Breach{
                At::kRow,
                i,
                describe(row) + "expected a seq over " + std::to_string(known->second),
                {}};
        }
        known->second = row.seq;
    }
    return std::nullopt;
}

std::optional<Breach> replay_rows(const Family& family, Replay& replay) {
    std::vector<std::size_t> order(family.rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](auto i) { return family.rows[i].seq; });
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto& row = family.rows[order[i]];
        if (i > 0 && family.rows[order[i - 1]].seq == row.seq) {
            return Breach{At::kRow, order[i], describe(row) + "another row has this seq", {}};
        }
        if (auto problem = replay.apply(row)) {
            return Breach{At::kRow, order[i], describe(row) + *problem, {}};
        }
    }
    return std::nullopt;
}

std::optional<Breach> put_texts(const Family& family, Replay& replay) {
    for (std::size_t i = 0; i < family.texts.size(); ++i) {
        const auto& text = family.texts[i];
        const auto name = parse_uri(text.uri);
        const auto problem = name && name->sha256 == family.sha256
                                 ? replay.put_text(name->range, text.text)
                                 : Problem("uri is not of this source");
        if (problem) {
            return Breach{At::kText, i, *problem, {}};
        }
    }
    return std::nullopt;
}

std::optional<Breach> check_all_exported(const Replay& replay) {
    const auto document = replay.unexported();
    if (!document) {
        return std::nullopt;
    }
    return Breach{
        At::kUnexported,
        0,
        "document " + std::to_string(document->begin) + "-" + std::to_string(document->end) +
            " has text left and was not exported",
        *document};
}

std::optional<Breach> check_end(const Family& family, const Replay& replay) {
    if (!replay.complete()) {
        return Breach{At::kFamily, 0, "some bytes of the source are nowhere", {}};
    }
    if (const auto moved = replay.check_moves()) {
        const auto index = static_cast<std::size_t>(moved->first - family.rows.data());
        return Breach{At::kRow, index, describe(*moved->first) + moved->second, {}};
    }
    return std::nullopt;
}

}  // namespace

Result<std::string, Breach> rebuild_source(const Family& family) {
    if (auto breach = check_row_names(family)) {
        return unexpected(*breach);
    }
    // A ledger that claims more bytes than there are anywhere gets no memory for them.
    const auto held = bytes_held(family);
    const bool can_fill = family.source_bytes <= held;
    Replay replay(family, can_fill ? Replay::Fill::kYes : Replay::Fill::kNo);
    for (const auto step : {replay_rows, put_texts}) {
        if (auto breach = step(family, replay)) {
            return unexpected(*breach);
        }
    }
    if (auto breach = check_all_exported(replay)) {
        return unexpected(*breach);
    }
    if (!can_fill) {
        return unexpected(Breach{
            At::kFamily,
            0,
            "the source has " + std::to_string(family.source_bytes) +
                " bytes, ledger and exports hold " + std::to_string(held),
            {}});
    }
    if (auto breach = check_end(family, replay)) {
        return unexpected(*breach);
    }
    auto source = replay.take_source();
    if (const auto found = sha256_hex(source); found != family.sha256) {
        return unexpected(Breach{
            At::kFamily, 0, "the rebuilt source has SHA-256 " + found + ", not the ledger's", {}});
    }
    return source;
}

Result<void, Breach> check_conservation(const Family& family) {
    auto source = rebuild_source(family);
    if (!source) {
        return unexpected(source.error());
    }
    return {};
}

}  // namespace galley::core::ledger
