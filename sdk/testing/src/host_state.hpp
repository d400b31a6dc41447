// SPDX-License-Identifier: Apache-2.0
// What a RecordingHost holds: the instance, and the galley_host table that it sees.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

#include <galley/testing/recording_host.hpp>

#include "call.hpp"
#include "services.hpp"

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

/// A table for plugins that finds its way back to the State.
struct RecordingHost::State : galley_host {
    State(const galley_plugin* its_plugin, std::filesystem::path folder);
    ~State();
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    const galley_plugin* plugin;
    std::filesystem::path data_folder;
    void* self = nullptr;
    bool configured = false;
    bool is_cancelled = false;
    std::int64_t left_ns = INT64_MAX;
    std::string error;
    std::vector<LogLine> log_lines;
    std::map<std::string, double> counters;
    std::map<std::string, const void*, std::less<>> offered;
    std::map<std::string, std::string, std::less<>> resources;
    std::vector<std::unique_ptr<std::byte[]>> scratches;
    OutputFolder output;
    galley_run_totals totals{};
    std::map<std::string, std::uint64_t, std::less<>> kept;  ///< bytes by output
    std::vector<std::array<std::string, 3>> held;            ///< uri, path, reason

    void drop_instance();

    /// Runs one call into the plugin and completes its message.
    template <class F>
    galley_status call(Document* document, F&& into_plugin) {
        error.clear();
        Call now(*plugin, document);
        const galley_status status = into_plugin();
        now.settle();
        scratches.clear();
        if (status < 0 && !now.complaint().empty()) {
            error += (error.empty() ? "" : ": ") + now.complaint();
        }
        return status;
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw std::runtime_error(std::string(plugin->id) + ": " + what + ": " + error);
    }

    /// The instance's table for a role ("galley.reader/1").
    template <class Table>
    const Table& role(const char* id) {
        const auto* table = plugin->extension == nullptr ? nullptr : plugin->extension(self, id);
        if (table == nullptr) {
            error = "not offered";
            fail(id);
        }
        return *static_cast<const Table*>(table);
    }
};

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
