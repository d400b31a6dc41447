// SPDX-License-Identifier: Apache-2.0
// Setup and state of a worker as bytes.
#include <fmt/format.h>

#include "core/isolation/messages.hpp"
#include "core/isolation/wire.hpp"

namespace galley::core::isolation {
namespace {

void write_texts(const std::vector<std::string>& texts, Writer& out) {
    out.put<std::uint64_t>(texts.size());
    for (const auto& text : texts) {
        out.put_text(text);
    }
}

std::vector<std::string> read_texts(Reader& in) {
    std::vector<std::string> texts(in.get_count(sizeof(std::uint64_t)));
    for (auto& text : texts) {
        text = in.get_text();
    }
    return texts;
}

void write_stage(const config::ResolvedStage& resolved, Writer& out) {
    const auto& stage = resolved.stage;
    out.put_text(stage.id).put_text(stage.position.file).put(stage.position.line);
    out.put_text(resolved.plugin->id).put_text(resolved.plugin->version);
    out.put_text(resolved.plugin->file.native()).put_text(resolved.plugin->sha256);
    out.put<std::uint64_t>(resolved.values.size());
    for (const auto& value : resolved.values) {
        out.put_text(value.name).put(static_cast<std::uint32_t>(value.type));
        write_texts(value.texts, out);
        out.put(value.integer).put(value.real).put_text(value.where);
    }
}

config::Value read_value(Reader& in) {
    config::Value value;
    value.name = in.get_text();
    value.type = static_cast<ParamType>(in.get<std::uint32_t>());
    value.texts = read_texts(in);
    value.integer = in.get<std::int64_t>();
    value.real = in.get<double>();
    value.where = in.get_text();
    return value;
}

void read_stage(Reader& in, PluginInfo& plugin, config::ResolvedStage& resolved) {
    resolved.stage.id = in.get_text();
    resolved.stage.position.file = in.get_text();
    resolved.stage.position.line = in.get<std::uint32_t>();
    plugin.id = in.get_text();
    plugin.version = in.get_text();
    plugin.file = std::string(in.get_text());
    plugin.sha256 = in.get_text();
    resolved.values.resize(in.get_count(sizeof(std::uint64_t)));
    for (auto& value : resolved.values) {
        value = read_value(in);
    }
}

}  // namespace

std::string SandboxState::text() const {
    const auto landlock =
        landlock_abi > 0 ? fmt::format("landlock abi {}", landlock_abi) : "landlock off";
    const auto memory =
        memory_bytes > 0 ? fmt::format("memory {} MiB", memory_bytes >> 20U) : "memory unlimited";
    return fmt::format("{}, seccomp {}, {}", landlock, seccomp ? "on" : "off", memory);
}

std::string write_setup(const Setup& setup) {
    Writer out;
    out.put(Message::kSetup);
    out.put<std::uint8_t>(setup.sandbox.enabled ? 1 : 0).put(setup.sandbox.memory_bytes);
    write_texts(setup.sandbox.readable, out);
    write_texts(setup.sandbox.kept, out);
    out.put_text(setup.sandbox.cache).put(setup.log_level);
    out.put<std::uint8_t>(setup.wants_packs ? 1 : 0);
    out.put<std::uint64_t>(setup.stages.size());
    for (const auto* stage : setup.stages) {
        out.put<std::uint8_t>(stage == nullptr ? 0 : 1);
        if (stage != nullptr) {
            write_stage(*stage, out);
        }
    }
    return std::string(out.bytes());
}

bool read_setup(std::string_view bytes, OwnedSetup& setup) {
    Reader in(bytes);
    setup.sandbox.enabled = in.get<std::uint8_t>() != 0;
    setup.sandbox.memory_bytes = in.get<std::uint64_t>();
    setup.sandbox.readable = read_texts(in);
    setup.sandbox.kept = read_texts(in);
    setup.sandbox.cache = in.get_text();
    setup.log_level = in.get<std::int32_t>();
    setup.wants_packs = in.get<std::uint8_t>() != 0;
    const auto count = in.get_count(1);
    setup.plugins.resize(count);
    setup.stages.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (in.get<std::uint8_t>() != 0) {
            read_stage(in, setup.plugins[i], setup.stages[i]);
        }
    }
    return in.is_whole();
}

void write_packs(const std::vector<GivenPack>& packs, Writer& out) {
    out.put<std::uint64_t>(packs.size());
    for (const auto& pack : packs) {
        out.put(pack.stage).put_text(pack.name).put_text(pack.text);
    }
}

bool read_packs(Reader& in, std::vector<GivenPack>& packs) {
    for (auto left = in.get_count(2 * sizeof(std::uint64_t)); left > 0; --left) {
        auto& pack = packs.emplace_back();
        pack.stage = in.get<std::uint32_t>();
        pack.name = in.get_text();
        pack.text = in.get_text();
    }
    return in.is_whole();
}

void write_state(const SandboxState& state, Writer& out) {
    out.put(state.landlock_abi).put<std::uint8_t>(state.seccomp ? 1 : 0).put(state.memory_bytes);
}

bool read_state(Reader& in, SandboxState& state) {
    state.landlock_abi = in.get<std::int32_t>();
    state.seccomp = in.get<std::uint8_t>() != 0;
    state.memory_bytes = in.get<std::uint64_t>();
    return in.is_ok();
}

}  // namespace galley::core::isolation
