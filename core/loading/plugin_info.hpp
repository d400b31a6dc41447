// SPDX-License-Identifier: Apache-2.0
// What is known of a plugin without running it: identity, parameters, what it reads and writes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace galley::core {

/// The numbers are those of plugin.h and never change; loading asserts it.
enum class PluginKind : std::uint32_t { kIngest = 1, kCleanup, kTagging, kExport };
enum class ThreadModel : std::uint32_t { kInstance, kShared, kSerial, kOrdered };
enum class ParamType : std::uint32_t {
    kBool = 1,
    kInt,
    kReal,
    kText,
    kDuration,
    kSize,
    kRegex,
    kPath,
    kEnum,
    kList,
    kSecret
};

/// Bits of PluginInfo::capabilities.
inline constexpr std::uint32_t kCapRewrites = 1, kCapNetwork = 2, kCapFiles = 4, kCapStreams = 8,
                               kCapReview = 16;

/// Of PluginInfo::offers.
inline constexpr std::string_view kSourceExtension = "galley.source/1",
                                  kReaderExtension = "galley.reader/1";

/// Bits of ParamInfo::flags.
inline constexpr std::uint32_t kParamRequired = 1, kParamPaths = 2;

struct ParamInfo {
    std::string name;
    ParamType type = ParamType::kText;
    std::optional<std::string> default_value;  ///< absent: no value unless the config gives one
    std::string help, unit;
    std::string choices;   ///< "a|b|c"; for kEnum, and for the items of a kList
    std::string min, max;  ///< as a config would write them; empty: no bound
    std::uint32_t flags = 0;
};

struct PluginInfo {
    std::string id;  ///< "cleanup.strip_notices"
    std::string version, summary, license;
    PluginKind kind = PluginKind::kCleanup;
    ThreadModel thread_model = ThreadModel::kInstance;
    std::uint32_t capabilities = 0;
    std::vector<ParamInfo> params;
    std::vector<std::string> reads, writes;  ///< layers, fields, "body"
    std::vector<std::string> offers;         ///< extension ids: "galley.reader/1"
    std::vector<std::string> reads_files;    ///< while documents are worked on; absolute
    bool needs_isolation = false;            ///< parses a format of others
    std::filesystem::path file;
    std::string sha256;  ///< what the file must have to be loaded; empty: anything

    bool offers_extension(std::string_view wanted) const {
        return std::ranges::find(offers, wanted) != offers.end();
    }

    const ParamInfo* param(std::string_view name) const {
        for (const ParamInfo& each : params) {
            if (each.name == name) {
                return &each;
            }
        }
        return nullptr;
    }
};

}  // namespace galley::core
