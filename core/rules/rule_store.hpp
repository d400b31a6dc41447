// SPDX-License-Identifier: Apache-2.0
// Compiles rule packs once for all who ask, and owns the sets: one store a run.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/rules/database_cache.hpp"
#include "core/rules/rule.hpp"
#include "core/rules/rule_set.hpp"

namespace galley::core::rules {

struct StoreOptions {
    std::filesystem::path cache_folder = default_cache_folder();  // "": no cache
    bool use_hyperscan = true;  // false: RE2::Set, for tests and other processors
    std::function<void(std::string_view)> warn =
        {};  // one sentence; may be empty; called under a lock
};

class RuleStore {
  public:
    explicit RuleStore(StoreOptions options = {});
    RuleStore(const RuleStore&) = delete;
    RuleStore& operator=(const RuleStore&) = delete;
    ~RuleStore();

    /// Parses and compiles packs as one set, or gives the set that the same packs gave before.
    /// @param packs  names and contents; borrowed for the call.
    /// @param user   remembered for sets_of; never looked into.
    /// @returns      a set that lives as long as the store.
    /// @errors       every problem of all packs at once.
    /// @cost         150 rules: 0.2 s, or a few ms when the cache has them.   @thread any.
    [[nodiscard]] Result<const RuleSet*, std::vector<Problem>> compile(
        std::span<const Pack> packs, const void* user = nullptr);

    /// The sets that a user (the extension: the galley_host of a stage) compiled, in that order,
    /// each once: what `galley explain` asks. @thread any.
    [[nodiscard]] std::vector<const RuleSet*> sets_of(const void* user) const;

  private:
    [[nodiscard]] bool may_use_hyperscan();
    [[nodiscard]] Result<std::unique_ptr<RuleSet>, std::vector<Problem>> build(
        std::span<const Pack> packs);
    [[nodiscard]] std::unique_ptr<RuleSet> ready(std::unique_ptr<const CompiledSet> compiled) const;

    StoreOptions options_;
    DatabaseCache cache_;
    mutable std::mutex mutex_;
    bool self_checked_ = false;
    std::map<std::string, std::unique_ptr<RuleSet>, std::less<>> sets_;
    std::map<const void*, std::vector<const RuleSet*>> users_;
};

}  // namespace galley::core::rules
