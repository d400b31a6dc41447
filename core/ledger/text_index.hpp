// SPDX-License-Identifier: Apache-2.0
// Where the exported texts of each input document stand in articles.jsonl and notices.jsonl.
#pragma once
#include <array>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ledger/ledger_lines.hpp"
#include "core/result.hpp"

namespace galley::core::ledger {

/// A line of one of the files.
struct TextPlace {
    std::uint64_t source = 0;  ///< the first 64 bits of the source's SHA-256
    std::uint64_t offset = 0;
    std::uint32_t size_bytes = 0;
    std::uint32_t line : 31 = 0;
    std::uint32_t notice : 1 = 0;
};

class TextIndex {
  public:
    /// @param notices  an empty path: there are none.
    Result<void> build(const std::string& articles, const std::string& notices);

    bool has_notices() const { return has_notices_; }

    /// The lines of a source, articles first, each in file order.
    std::span<const TextPlace> of(std::string_view sha256) const;

    const std::vector<TextPlace>& all() const { return places_; }

    /// Reads a line again.
    Result<std::string_view> read(const TextPlace& place, std::string& to) const;

    /// "OUT/articles.jsonl:12: "
    std::string where(const TextPlace& place) const;

    std::uint64_t count(bool notices) const;

    /// Sources whose texts were purged: SHA-256.
    const std::set<std::string>& purged() const { return purged_; }

    /// Lines that could not be read, as problems.
    const std::vector<std::string>& problems() const { return problems_; }

    static std::uint64_t key_of(std::string_view sha256);

  private:
    Result<void> add(bool notices);

    std::array<std::string, 2> paths_;
    std::array<LineFile, 2> files_;
    bool has_notices_ = false;
    std::vector<TextPlace> places_;
    std::vector<std::string> problems_;
    std::set<std::string> purged_;
};

}  // namespace galley::core::ledger
