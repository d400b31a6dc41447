// SPDX-License-Identifier: Apache-2.0
// The functions of galley_host.
#include "core/pipeline/host_context.hpp"

#include <algorithm>
#include <cstring>

#include <galley/values.hpp>

#include "core/document/api.hpp"
#include "core/document/said_text.hpp"
#include "core/pipeline/blob.hpp"
#include "core/pipeline/conf.hpp"
#include "core/pipeline/outputs.hpp"
#include "core/version.hpp"

namespace galley::core::pipeline {
namespace {

HostContext& of(const galley_host* raw) {
    return *static_cast<HostContext*>(const_cast<galley_host*>(raw));
}

int log_enabled(const galley_host* raw, std::int32_t level) {
    return level >= of(raw).services.log_level ? 1 : 0;
}

void log(const galley_host* raw, std::int32_t level, galley_str text) {
    if (log_enabled(raw, level) != 0 && of(raw).services.log) {
        auto& services = of(raw).services;
        services.log(level, of(raw).stage, services.masked(galley::view(text)));
    }
}

void set_error(const galley_host* raw, galley_str text) {
    constexpr std::size_t kMostBytes = 64U << 10U;  // a hundred problems of a rule file
    of(raw).error = of(raw).services.masked(galley::view(text)).substr(0, kMostBytes);
}

void count(const galley_host* raw, galley_str metric, double add) {
    constexpr std::size_t kMostNameBytes = 100;
    auto& counters = of(raw).counters;
    const auto name = galley::view(metric);
    const auto known = counters.find(name);
    if (known != counters.end()) {
        known->second += add;
    } else if (name.size() <= kMostNameBytes && document::is_utf8(name)) {
        counters.emplace(name, add);
    }
}

galley_status resource(const galley_host* raw, galley_str name, const void** bytes, size_t* size) {
    auto found = of(raw).services.resources.get(of(raw).data, galley::view(name));
    if (!found.has_value()) {
        of(raw).error = found.error().message;
        return GALLEY_E_ARGUMENT;
    }
    *bytes = found->data();
    *size = found->size();
    return GALLEY_OK;
}

int cancelled(const galley_host* raw) {
    const auto& services = of(raw).services;
    const auto* by_host = services.cancelled_by_host;
    return services.cancelled.load(std::memory_order_relaxed) ||
                   (by_host != nullptr && by_host->load(std::memory_order_relaxed) != 0)
               ? 1
               : 0;
}

std::int64_t time_left_ns(const galley_host* raw) {
    const auto deadline = of(raw).deadline;
    if (deadline == HostContext::Clock::time_point::max()) {
        return INT64_MAX;
    }
    return std::chrono::nanoseconds(deadline - HostContext::Clock::now()).count();
}

void* scratch(const galley_host* raw, size_t bytes, size_t align) {
    constexpr std::size_t kAlignment = 16;
    return align > kAlignment ? nullptr : of(raw).scratch_memory.allocate(bytes);
}

galley_status output_path(const galley_host* raw, galley_str name, galley_str* path) {
    auto& context = of(raw);
    if (context.services.outputs == nullptr) {
        context.error = "no output folder in this run";
        return GALLEY_E_UNSUPPORTED;
    }
    auto found = context.services.outputs->path(context.stage, galley::view(name));
    if (!found.has_value()) {
        context.error = found.error().message;
        return found.error().kind == ErrorKind::kConfig ? GALLEY_E_CONFIG : GALLEY_E_ARGUMENT;
    }
    *path = galley::to_abi(found.value());
    return GALLEY_OK;
}

galley_status output_kept(const galley_host* raw, galley_str name, std::uint64_t bytes) {
    auto& context = of(raw);
    if (context.services.outputs == nullptr) {
        context.error = "no output folder in this run";
        return GALLEY_E_UNSUPPORTED;
    }
    auto kept = context.services.outputs->keep(context.stage, galley::view(name), bytes);
    if (!kept.has_value()) {
        context.error = kept.error().message;
        return GALLEY_E_ARGUMENT;
    }
    return GALLEY_OK;
}

galley_status output_passing(const galley_host* raw, galley_str name, galley_str bytes) {
    auto& context = of(raw);
    if (context.services.outputs == nullptr) {
        context.error = "no output folder in this run";
        return GALLEY_E_UNSUPPORTED;
    }
    auto passed = context.services.outputs->pass(
        context.stage, galley::view(name), galley::view(bytes));
    if (!passed.has_value()) {
        context.error = passed.error().message;
        return GALLEY_E_ARGUMENT;
    }
    return GALLEY_OK;
}

/// A caller of an older plugin.h has room for fewer members.
galley_status run_totals(const galley_host* raw, galley_run_totals* out) {
    auto& services = of(raw).services;
    if (out == nullptr || out->struct_size < sizeof(std::uint64_t) || !services.totals) {
        return GALLEY_E_ARGUMENT;
    }
    galley_run_totals all{};
    services.totals(all);
    all.struct_size = out->struct_size;
    std::memcpy(out, &all, std::min<std::size_t>(out->struct_size, sizeof all));
    return GALLEY_OK;
}

galley_status each_held(const galley_host* raw, void* ctx, galley_listed each) {
    auto& services = of(raw).services;
    if (each == nullptr || !services.each_held) {
        return GALLEY_E_ARGUMENT;
    }
    services.each_held(ctx, each);
    return GALLEY_OK;
}

galley_status compile_rules(
    const galley_host* raw, const galley_pack* packs, size_t count, galley_rules** out) {
    auto& context = of(raw);
    const auto status = rules::extension::compile(context.services.rules, raw, packs, count, out);
    if (status < 0) {
        return status;
    }
    context.rule_sets.push_back(*out);
    for (size_t i = 0; i < count && context.services.keeps_packs; ++i) {
        context.packs.emplace_back(galley::view(packs[i].name), galley::view(packs[i].text));
    }
    return status;
}

const void* extension(const galley_host* raw, const char* id) {
    static const galley_rules_v1 rules{
        sizeof(galley_rules_v1),
        0,
        compile_rules,
        rules::extension::scan_line,
        rules::extension::scan_text,
        rules::extension::scan_names,
        rules::extension::captures};
    static const galley_output_v1 output{
        sizeof(galley_output_v1), 0, output_path, output_kept, output_passing};
    static const galley_run_v1 run{sizeof(galley_run_v1), 0, run_totals, each_held};
    const std::string_view wanted(id);
    if (wanted == GALLEY_RULES_V1) {
        return of(raw).services.rules == nullptr ? nullptr : &rules;
    }
    if (of(raw).services.worker_build != nullptr && wanted == GALLEY_BUILD_V1) {
        return of(raw).services.worker_build;
    }
    if (of(raw).services.worker_documents != nullptr) {
        return nullptr;  // a worker has neither outputs nor more of a document than its text
    }
    if (wanted == GALLEY_BUILD_V1) {
        return &build_api();
    }
    if (wanted == GALLEY_RECORD_V1) {
        return &document::record_api();
    }
    if (wanted == GALLEY_OUTPUT_V1) {
        return &output;
    }
    return wanted == GALLEY_RUN_V1 ? &run : nullptr;
}

constexpr std::string_view kName = "galley";

}  // namespace

HostContext::HostContext(
    Services& shared, std::string_view stage_id, std::filesystem::path data_folder)
    : galley_host{}, services(shared), stage(stage_id), data(std::move(data_folder)) {
    struct_size = sizeof(galley_host);
    abi_minor = GALLEY_ABI_MINOR;
    name = galley::to_abi(kName);
    version = galley::to_abi(kVersion);
    doc = shared.worker_documents == nullptr ? &document::current_api() : shared.worker_documents;
    conf = &conf_api();
    galley_host::extension = pipeline::extension;
    galley_host::log_enabled = pipeline::log_enabled;
    galley_host::log = pipeline::log;
    galley_host::set_error = pipeline::set_error;
    galley_host::count = pipeline::count;
    galley_host::resource = pipeline::resource;
    galley_host::cancelled = pipeline::cancelled;
    galley_host::time_left_ns = pipeline::time_left_ns;
    galley_host::scratch = pipeline::scratch;
}

std::string HostContext::take_error() {
    return std::exchange(error, {});
}

std::string unexplained(galley_status status) {
    return status == GALLEY_E_MEMORY
               ? "memory ran out"
               : "status " + std::to_string(status) + ", and no reason given";
}

}  // namespace galley::core::pipeline
