// SPDX-License-Identifier: Apache-2.0
// Groups cases by the host they need; each group runs on one thread, on one host.
#include "core/workbench/run_cases.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <tuple>

#include <fmt/format.h>

#include "core/loading/loader.hpp"
#include "core/workbench/chain_case.hpp"
#include "core/workbench/difference.hpp"
#include "core/workbench/plugin_case_host.hpp"

namespace galley::core::workbench {
namespace {

/// Cases of one host.
struct Group {
    std::vector<std::size_t> cases;
    std::optional<loading::LoadedPlugin> plugin;
    const pipeline::PreparedChain* chain = nullptr;
    std::string refusal;  ///< why the host cannot be made
};

std::string file_of(const FoundCase& one, const galley::testing::Mismatch& mismatch) {
    const auto file = (one.folder / mismatch.what).string();
    if (mismatch.what == "out.txt") {
        const auto line = first_different_line(mismatch.expected, mismatch.got);
        return fmt::format("{}:{}", file, line);
    }
    // The lines of why.txt are counted without its comments.
    return mismatch.what == "why.txt" || mismatch.what == "error.txt" ? file : one.where;
}

/// Before the threads start: loading files is no work for several.
Group& open_group(
    std::map<std::string, Group>& groups,
    const FoundCase& one,
    const loading::Catalog& catalog,
    const OpenChain& open_chain) {
    const auto [at, is_new] = groups.try_emplace(one.host());
    auto& group = at->second;
    if (!is_new) {
        return group;
    }
    if (!one.plugin.empty()) {
        auto loaded = loading::load_plugin(*catalog.find(one.plugin));
        loaded.has_value() ? static_cast<void>(group.plugin = std::move(loaded).value())
                           : static_cast<void>(group.refusal = loaded.error().message);
    } else {
        auto chain = open_chain(one.config, one.set);
        chain.has_value() ? static_cast<void>(group.chain = chain.value())
                          : static_cast<void>(group.refusal = chain.error().message);
    }
    return group;
}

/// Runs the cases of a group, one after the other.
class GroupRun {
  public:
    GroupRun(
        const std::vector<FoundCase>& cases,
        pipeline::Services& services,
        std::vector<Outcome>& outcomes)
        : cases_(cases), services_(services), outcomes_(outcomes) {}

    void run(Group& group) {
        if (group.refusal.empty() && group.chain != nullptr) {
            auto bench = ChainBench::open(*group.chain, services_);
            bench.has_value() ? static_cast<void>(chain_ = std::move(bench).value())
                              : static_cast<void>(group.refusal = bench.error().message);
        } else if (group.plugin.has_value()) {
            plugin_ = std::make_unique<PluginCaseHost>(*group.plugin, services_);
        }
        for (const auto index : group.cases) {
            const auto begin = std::chrono::steady_clock::now();
            auto& outcome = outcomes_[index];
            group.refusal.empty() ? run(cases_[index], outcome) : refuse(group, outcome);
            outcome.seconds =
                std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        }
    }

  private:
    static void refuse(const Group& group, Outcome& outcome) {
        outcome.verdict = Verdict::kBroken;
        outcome.reason = group.refusal;
    }

    void run(const FoundCase& one, Outcome& outcome) {
        if (plugin_ != nullptr) {
            run_plugin(one, outcome);
        } else if (one.page != nullptr) {
            chain_->run(*one.file, *one.page, outcome);
        } else {
            chain_->run(one.folder, outcome);
        }
        if (outcome.verdict == Verdict::kPassed && !outcome.differences.empty()) {
            outcome.verdict = Verdict::kFailed;
        }
    }

    void run_plugin(const FoundCase& one, Outcome& outcome) {
        plugin_->set_folder(one.folder);
        const auto result = galley::testing::run_case(one.folder, *plugin_);
        if (result.broken) {
            outcome.verdict = Verdict::kBroken;
            outcome.reason = fmt::format("{}: {}", one.where, result.mismatches.back().got);
            return;
        }
        for (const auto& each : result.mismatches) {
            outcome.differences.push_back(
                {each.what, file_of(one, each), each.expected, each.got, {}});
        }
        outcome.accepted = galley::testing::accepted_files(one.folder, result);
    }

    const std::vector<FoundCase>& cases_;
    pipeline::Services& services_;
    std::vector<Outcome>& outcomes_;
    std::unique_ptr<PluginCaseHost> plugin_;
    std::unique_ptr<ChainBench> chain_;
};

std::vector<Outcome> begin_outcomes(const std::vector<FoundCase>& cases) {
    std::vector<Outcome> out;
    for (const auto& one : cases) {
        auto& outcome = out.emplace_back();
        outcome.suite = one.suite;
        outcome.name = one.name;
        outcome.where = one.where;
        outcome.folder = one.folder;
        outcome.verdict = !one.broken.empty()    ? Verdict::kBroken
                          : !one.skipped.empty() ? Verdict::kSkipped
                                                 : Verdict::kPassed;
        outcome.reason = one.broken.empty() ? one.skipped : one.broken;
    }
    return out;
}

}  // namespace

std::vector<Outcome> run_cases(
    const std::vector<FoundCase>& cases,
    const loading::Catalog& catalog,
    const OpenChain& open_chain,
    pipeline::Services& services,
    std::size_t jobs) {
    auto outcomes = begin_outcomes(cases);
    std::map<std::string, Group> groups;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (outcomes[i].verdict == Verdict::kPassed) {
            open_group(groups, cases[i], catalog, open_chain).cases.push_back(i);
        }
    }
    std::vector<Group*> waiting;
    for (auto& [key, group] : groups) {
        waiting.push_back(&group);
    }
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (auto i = next++; i < waiting.size(); i = next++) {
            GroupRun(cases, services, outcomes).run(*waiting[i]);
        }
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < std::min(jobs, waiting.size()); ++i) {
        threads.emplace_back(work);
    }
    work();
    threads.clear();
    return outcomes;
}

}  // namespace galley::core::workbench
