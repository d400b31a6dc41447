// SPDX-License-Identifier: Apache-2.0
// The functions of the galley_host table.
#include "host_state.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include "parameters.hpp"

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

namespace {

bool stays_inside(const std::filesystem::path& name) {
    if (name.empty() || name.is_absolute()) {
        return false;
    }
    for (const auto& part : name) {
        if (part == "..") {
            return false;
        }
    }
    return true;
}

}  // namespace

/// galley_host's function pointers. A template because State is private to RecordingHost.
template <class State>
struct HostCalls {
    static State& of(const galley_host* raw) {
        return const_cast<State&>(static_cast<const State&>(*raw));
    }

    static const void* extension(const galley_host* raw, const char* id) {
        const auto& offered = of(raw).offered;
        const auto found = offered.find(std::string_view(id));
        return found == offered.end() ? nullptr : found->second;
    }

    static int log_enabled(const galley_host*, std::int32_t) { return 1; }

    static void log(const galley_host* raw, std::int32_t level, galley_str text) {
        of(raw).log_lines.push_back(
            {static_cast<galley_log_level>(level), std::string(view(text))});
    }

    static void set_error(const galley_host* raw, galley_str text) { of(raw).error = view(text); }

    static void count(const galley_host* raw, galley_str metric, double add) {
        of(raw).counters[std::string(view(metric))] += add;
    }

    static galley_status resource(
        const galley_host* raw, galley_str name, const void** bytes, size_t* size) {
        auto& state = of(raw);
        auto found = state.resources.find(view(name));
        if (found == state.resources.end()) {
            std::ifstream in(state.data_folder / view(name), std::ios::binary);
            if (!stays_inside(view(name)) || state.data_folder.empty() || !in) {
                return GALLEY_E_ARGUMENT;
            }
            found = state.resources
                        .emplace(view(name), std::string(std::istreambuf_iterator<char>(in), {}))
                        .first;
        }
        *bytes = found->second.data();
        *size = found->second.size();
        return GALLEY_OK;
    }

    static int cancelled(const galley_host* raw) { return of(raw).is_cancelled ? 1 : 0; }

    static std::int64_t time_left_ns(const galley_host* raw) { return of(raw).left_ns; }

    static void* scratch(const galley_host* raw, size_t bytes, size_t align) {
        auto& blocks = of(raw).scratches;
        std::size_t room = bytes + align;
        void* at = blocks.emplace_back(std::make_unique<std::byte[]>(room)).get();
        return std::align(align, bytes, at, room);
    }

    static galley_status output_path(const galley_host* raw, galley_str name, galley_str* path) {
        return of(raw).output.path(view(name), path);
    }

    static galley_status totals(const galley_host* raw, galley_run_totals* out) {
        auto value = of(raw).totals;
        value.struct_size = out->struct_size;
        std::memcpy(out, &value, std::min<std::size_t>(out->struct_size, sizeof value));
        return GALLEY_OK;
    }

    static galley_status kept(const galley_host* raw, galley_str name, std::uint64_t bytes) {
        auto& known = of(raw).kept[std::string(view(name))];
        if (bytes < known) {
            return GALLEY_E_ARGUMENT;
        }
        known = bytes;
        return GALLEY_OK;
    }

    static galley_status each_held(const galley_host* raw, void* ctx, galley_listed each) {
        for (const auto& [uri, path, reason] : of(raw).held) {
            galley_run_document document{};
            document.struct_size = sizeof document;
            document.uri = to_abi(uri);
            document.path = to_abi(path);
            document.status = to_abi("held");
            document.reason = to_abi(reason);
            each(ctx, &document);
        }
        return GALLEY_OK;
    }

    static void set_up(State& state) {
        state.extension = extension;
        state.log_enabled = log_enabled;
        state.log = log;
        state.set_error = set_error;
        state.count = count;
        state.resource = resource;
        state.cancelled = cancelled;
        state.time_left_ns = time_left_ns;
        state.scratch = scratch;
        static constexpr galley_output_v1 kOutput{sizeof(galley_output_v1), 0, output_path, kept, nullptr};
        static constexpr galley_run_v1 kRun{sizeof(galley_run_v1), 0, totals, each_held};
        state.offered[GALLEY_OUTPUT_V1] = &kOutput;
        state.offered[GALLEY_RUN_V1] = &kRun;
    }
};

RecordingHost::State::State(const galley_plugin* its_plugin, std::filesystem::path folder)
    : galley_host{}, plugin(its_plugin), data_folder(std::move(folder)) {
    struct_size = sizeof(galley_host);
    abi_minor = GALLEY_ABI_MINOR;
    name = to_abi("recording_host");
    version = to_abi("1.0.0");
    doc = &document_calls();
    conf = &parameter_calls();
    HostCalls<State>::set_up(*this);
    offered[GALLEY_BUILD_V1] = &build_calls();
    offered[GALLEY_RECORD_V1] = &record_calls();
    totals.struct_size = sizeof totals;
}

RecordingHost::State::~State() {
    drop_instance();
}

void RecordingHost::State::drop_instance() {
    if (self != nullptr) {
        plugin->destroy(self);
    }
    self = nullptr;
    configured = false;
}

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
