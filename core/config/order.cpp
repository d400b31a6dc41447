// SPDX-License-Identifier: Apache-2.0
// The order of kinds, and of readers after writers.
#include "order.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace galley::core::config {

namespace {

class OrderCheck {
  public:
    OrderCheck(
        const Config& config, std::span<const PluginInfo* const> plugins, Diagnostics& problems)
        : stages_(config.stages), plugins_(plugins), problems_(problems) {}

    void run() {
        for (std::size_t i = 0; i < stages_.size(); ++i) {
            check_reads(i);
        }
        for (std::size_t i = 0; i < stages_.size(); ++i) {
            check_kind(i);
        }
    }

  private:
    /// Only cleanup decides on text, and all of it may.
    bool writes(std::size_t stage, std::string_view what) const {
        if (what == "body" && stages_[stage].kind == PluginKind::kCleanup) {
            return true;
        }
        return plugins_[stage] != nullptr &&
               std::ranges::find(plugins_[stage]->writes, what) != plugins_[stage]->writes.end();
    }

    void check_reads(std::size_t reader) {
        if (plugins_[reader] == nullptr) {
            return;
        }
        for (const std::string& what : plugins_[reader]->reads) {
            if (!writes(reader, what)) {
                check_read(reader, what);
            }
        }
    }

    /// Cleanup stages take turns at the body; everyone else wants it finished. Of other things one
    /// writer before is enough. A writer of a later kind cannot come before, so reading it is a
    /// wish.
    void check_read(std::size_t reader, const std::string& what) {
        const bool is_body = what == "body";
        for (std::size_t i = 0; i < reader && !is_body; ++i) {
            if (writes(i, what)) {
                return;
            }
        }
        const PluginKind kind = stages_[reader].kind;
        for (std::size_t i = reader + 1; i < stages_.size(); ++i) {
            const bool in_turns = is_body && kind <= PluginKind::kCleanup;
            if (writes(i, what) && stages_[i].kind <= kind && !in_turns) {
                explained_.insert(i);
                problems_.push_back(
                    {stages_[reader].position,
                     fmt::format(
                         "{} reads `{}`; {} writes it and must come before it ({})",
                         title(stages_[reader]),
                         what,
                         stages_[i].id,
                         stages_[i].position.where()),
                     {}});
                return;
            }
        }
    }

    void check_kind(std::size_t stage) {
        for (std::size_t i = 0; i < stage && !explained_.contains(stage); ++i) {
            if (stages_[i].kind > stages_[stage].kind) {
                problems_.push_back(
                    {stages_[stage].position,
                     fmt::format(
                         "{} stands after {} ({}); the order is ingest, cleanup, tagging, export",
                         title(stages_[stage]),
                         title(stages_[i]),
                         stages_[i].position.where()),
                     {}});
                return;
            }
        }
    }

    const std::vector<Stage>& stages_;
    std::span<const PluginInfo* const> plugins_;
    Diagnostics& problems_;
    std::set<std::size_t> explained_;  // stages that a message about reading already names
};

}  // namespace

void check_order(
    const Config& config, std::span<const PluginInfo* const> plugins, Diagnostics& problems) {
    OrderCheck(config, plugins, problems).run();
    const bool has_pipeline = config.pipeline_position.line != 0;
    const std::string pipeline =
        config.pipeline.empty() ? "the pipeline" : "pipeline " + shown(config.pipeline);
    for (const PluginKind kind : {PluginKind::kIngest, PluginKind::kExport}) {
        if (has_pipeline &&
            std::ranges::find(config.stages, kind, &Stage::kind) == config.stages.end()) {
            problems.push_back(
                {config.pipeline_position,
                 fmt::format("{} has no {}", pipeline, keyword(kind)),
                 {}});
        }
    }
}

}  // namespace galley::core::config
