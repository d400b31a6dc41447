// SPDX-License-Identifier: Apache-2.0
// Compiles packs for the tests of core/rules and writes hits down as text.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/rules/rule_store.hpp"

namespace galley::core::rules::testing {

/// A store without a cache, and the set it compiled.
struct Compiled {
    std::unique_ptr<RuleStore> store;
    const RuleSet* set = nullptr;
};

inline Compiled compile(std::string_view pack, bool use_hyperscan = true) {
    Compiled out;
    out.store = std::make_unique<RuleStore>(StoreOptions{{}, use_hyperscan, {}});
    const Pack named{"test.rules", pack};
    auto set = out.store->compile({&named, 1});
    if (!set) {
        ADD_FAILURE() << join_messages(set.error());
        std::abort();
    }
    out.set = *set;
    return out;
}

/// "id[matched text]" of each hit, with a blank between.
inline std::string hits(const RuleSet& set, std::string_view text) {
    std::string out;
    set.scan_text(text, [&](const Hit& hit) {
        out += out.empty() ? "" : " ";
        out +=
            hit.rule.id + "[" + std::string(text.substr(hit.match.begin, hit.match.size())) + "]";
    });
    return out;
}

/// Each line and rule that hit.
using LineRules = std::set<std::pair<std::size_t, std::string>>;

/// Deletes itself and what is in it.
class Folder {
  public:
    Folder() {
        auto name = (std::filesystem::temp_directory_path() / "galley-rules-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            ADD_FAILURE() << "cannot make a folder " << name;
        }
        path_ = name;
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder() { std::filesystem::remove_all(path_); }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace galley::core::rules::testing
