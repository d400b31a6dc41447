// SPDX-License-Identifier: Apache-2.0
// Owners of what Hyperscan allocates; included by its users only.
#pragma once

#include <cstdlib>
#include <hs/hs.h>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

namespace galley::core::rules {

struct FreeDatabase {
    void operator()(hs_database_t* database) const { hs_free_database(database); }
};

using HyperscanDatabase = std::unique_ptr<hs_database_t, FreeDatabase>;

struct FreeScratch {
    void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
};

using HyperscanScratch = std::unique_ptr<hs_scratch_t, FreeScratch>;

/// @param database  may be null; so is what comes back then, or without memory.
inline HyperscanScratch make_hyperscan_scratch(const HyperscanDatabase& database) {
    hs_scratch_t* scratch = nullptr;
    if (!database || hs_alloc_scratch(database.get(), &scratch) != HS_SUCCESS) {
        return nullptr;
    }
    return HyperscanScratch(scratch);
}

/// @returns false when the bytes do not fit this library or processor; "" is no database.
inline bool read_hyperscan(const std::string& bytes, HyperscanDatabase& database) {
    hs_database_t* made = nullptr;
    if (!bytes.empty() &&
        hs_deserialize_database(bytes.data(), bytes.size(), &made) != HS_SUCCESS) {
        return false;
    }
    database.reset(made);
    return true;
}

/// What read_hyperscan() reads; "": memory ran out.
inline std::string bytes_of(const HyperscanDatabase& database) {
    char* bytes = nullptr;
    std::size_t size = 0;
    if (hs_serialize_database(database.get(), &bytes, &size) != HS_SUCCESS) {
        return {};
    }
    const std::unique_ptr<char, decltype(&std::free)> owner(bytes, std::free);
    return {bytes, size};
}

/// @param on_match  gets `context`.
/// @returns         false when it could not look.
inline bool scan_hyperscan(
    const HyperscanDatabase& database,
    const HyperscanScratch& scratch,
    std::string_view text,
    match_event_handler on_match,
    void* context) {
    return scratch != nullptr && text.size() <= std::numeric_limits<unsigned>::max() &&
           hs_scan(
               database.get(),
               text.data(),
               static_cast<unsigned>(text.size()),
               0,
               scratch.get(),
               on_match,
               context) == HS_SUCCESS;
}

}  // namespace galley::core::rules
