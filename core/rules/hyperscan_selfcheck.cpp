// SPDX-License-Identifier: Apache-2.0
// Finds out at start whether the Hyperscan library that was loaded loses matches.
//
// libvectorscan 5.4.9 has the same soname and drops a match when these two patterns scan these
// three lines at once; what was linked at build time says nothing about what is loaded. Losing
// happens in the search: what was compiled by the same version may come from the cache.
#include <array>
#include <hs/hs.h>
#include <string>
#include <string_view>

#include "core/rules/database_cache.hpp"
#include "core/rules/hyperscan_database.hpp"
#include "core/rules/hyperscan_prefilter.hpp"
#include "core/rules/sha256.hpp"

namespace galley::core::rules {

namespace {

constexpr const char* kPatterns[] = {
    "^(?:[ \\t]|\xE3\x80\x80)*(?:(?:\\[|\xE3\x80\x90|\xE3\x80\x94))?"
    "\xE8\xB4\xA3\xE4\xBB\xBB?\xE7\xBC\x96\xE8\xBE\x91?(?::|\xEF\xBC\x9A).{2,12}"
    "(?:(?:\\]|\xE3\x80\x91|\xE3\x80\x95))?(?:[ \\t]|\xE3\x80\x80)*$",
    "^(?:[ \\t]|\xE3\x80\x80)*(?:Advertisement|ADVERTISEMENT|Sponsored|Promoted|"
    "Story continues below advertisement)"};

// An invented photographer's and an invented editor's name around a heading.
constexpr std::string_view kText =
    "\xE7\xAB\xA0\xE4\xB8\x80\xE8\x88\x9F \xE6\x91\x84\n"
    "\xE7\x9B\xB8\xE5\x85\xB3\xE6\x96\xB0\xE9\x97\xBB\n"
    "[\xE8\xB4\xA3\xE4\xBB\xBB\xE7\xBC\x96\xE8\xBE\x91\xEF\xBC\x9A\xE6\x9D\x8E\xE6\xB8\xA1]\n";

int count_hit(unsigned id, unsigned long long, unsigned long long, unsigned, void* hits) {
    ++(*static_cast<std::array<int, 2>*>(hits))[id];
    return 0;
}

std::string key_of_selfcheck() {
    Sha256 sha;
    sha.add("galley self-check 1").add(hyperscan_platform());
    for (const auto* pattern : kPatterns) {
        sha.add(pattern);
    }
    return sha.hex();
}

HyperscanDatabase compile() {
    constexpr unsigned kFlags[] = {HS_FLAG_MULTILINE, HS_FLAG_MULTILINE};
    constexpr unsigned kIds[] = {0, 1};
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    hs_compile_multi(kPatterns, kFlags, kIds, 2, HS_MODE_BLOCK, nullptr, &database, &error);
    hs_free_compile_error(error);
    return HyperscanDatabase(database);
}

bool finds_all(const HyperscanDatabase& database) {
    std::array<int, 2> hits{};
    return database != nullptr &&
           scan_hyperscan(database, make_hyperscan_scratch(database), kText, count_hit, &hits) &&
           hits == std::array<int, 2>{1, 0};
}

}  // namespace

bool hyperscan_is_sound(const DatabaseCache& cache) {
    if (hs_valid_platform() != HS_SUCCESS) {
        return false;
    }
    const auto key = key_of_selfcheck();
    const auto bytes = cache.load(key);
    HyperscanDatabase kept;
    if (bytes && read_hyperscan(*bytes, kept) && finds_all(kept)) {
        return true;
    }
    const auto database = compile();
    if (!finds_all(database)) {
        return false;
    }
    cache.store(key, bytes_of(database));
    return true;
}

}  // namespace galley::core::rules
