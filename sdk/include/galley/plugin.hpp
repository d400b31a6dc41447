// SPDX-License-Identifier: Apache-2.0
// The C++20 layer over plugin.h: write a struct, name it in GALLEY_PLUGIN, done. Compiled into the
// plugin.
#pragma once
#include <cstddef>
#include <iterator>
#include <memory>
#include <new>

#include <galley/doc.hpp>
#include <galley/export.hpp>
#include <galley/host.hpp>
#include <galley/ingest.hpp>
#include <galley/needs.h>
#include <galley/values.hpp>

namespace galley GALLEY_SDK_HIDDEN {

/// One row of a parameter table.
constexpr galley_param param(
    const char* name,
    galley_param_type type,
    const char* default_value,
    const char* help,
    const char* min = nullptr,
    const char* max = nullptr) {
    return {
        sizeof(galley_param),
        static_cast<std::uint32_t>(type),
        0,
        0,
        name,
        default_value,
        help,
        nullptr,
        nullptr,
        min,
        max};
}

/// A row whose value is one of "a|b|c".
constexpr galley_param choice(
    const char* name, const char* choices, const char* default_value, const char* help) {
    auto row = param(name, GALLEY_PARAM_ENUM, default_value, help);
    row.choices = choices;
    return row;
}

/// A row that the config must give.
constexpr galley_param required(galley_param row) {
    row.flags |= GALLEY_PARAM_REQUIRED;
    return row;
}

namespace detail {

/// The guard: no C++ exception leaves the plugin.
template <class F>
galley_status guarded(const galley_host* owner, F&& f) noexcept {
    const auto say = [&](const char* text) {
        if (text != nullptr && *text != '\0') {
            owner->set_error(owner, to_abi(text));
        }
    };
    try {
        return f();
    } catch (const failure& e) {
        say(e.what());
        return e.status();
    } catch (const std::bad_alloc&) {
        return GALLEY_E_MEMORY;
    } catch (const std::exception& e) {
        say(e.what());
        return GALLEY_E_FAILED;
    } catch (...) {
        say("an exception of unknown type");
        return GALLEY_E_FAILED;
    }
}

/// An instance: the author's struct and the host that made it.
template <class P>
struct box {
    const galley_host* owner;
    P plugin;
};

template <class P>
struct adapter {
    using Box = box<P>;

    static Box& self_of(void* self) { return *static_cast<Box*>(self); }

    static galley_status create(const galley_host* owner, void** self) noexcept {
        return guarded(owner, [&] {
            *self = new Box{owner, P{}};
            return GALLEY_OK;
        });
    }

    static galley_status configure(void* self, const galley_conf* values) noexcept {
        auto& b = self_of(self);
        return guarded(b.owner, [&] {
            if constexpr (requires { b.plugin.configure(conf(values, b.owner)); }) {
                b.plugin.configure(conf(values, b.owner));
            }
            return GALLEY_OK;
        });
    }

    static galley_status process(void* self, galley_doc* raw) noexcept {
        auto& b = self_of(self);
        return guarded(b.owner, [&]() -> galley_status {
            if constexpr (requires(doc & d, host & h) { b.plugin.process(d, h); }) {
                doc d(raw, b.owner->doc);
                host h(b.owner);
                if constexpr (requires {
                                  { b.plugin.process(d, h) } -> std::same_as<galley_status>;
                              }) {
                    return b.plugin.process(d, h);
                } else {
                    b.plugin.process(d, h);
                    return GALLEY_OK;
                }
            } else {
                return GALLEY_E_UNSUPPORTED;
            }
        });
    }

    static galley_status flush(void*, galley_doc*) noexcept { return GALLEY_OK; }

    static void destroy(void* self) noexcept { delete static_cast<Box*>(self); }

    static const void* extension(void*, const char* id) noexcept {
        const std::string_view wanted(id);
        if constexpr (IsSource<P>) {
            if (wanted == GALLEY_SOURCE_V1) {
                return &source_adapter<P, Box>::table;
            }
        }
        if constexpr (IsReader<P>) {
            if (wanted == GALLEY_READER_V1) {
                return &reader_adapter<P, Box>::table;
            }
        }
        if constexpr (IsExporter<P>) {
            if (wanted == GALLEY_EXPORT_V1) {
                return &export_adapter<P, Box>::table;
            }
        }
        if constexpr (requires { P::needs; }) {
            if (wanted == GALLEY_NEEDS_V1) {
                return &P::needs;
            }
        }
        if constexpr (requires { P::explain_table; }) {
            if (wanted == GALLEY_EXPLAIN_V1) {
                return &P::explain_table;
            }
        }
        return nullptr;
    }

    static galley_plugin make() {
        galley_plugin out{};
        out.struct_size = sizeof out;
        out.kind = static_cast<std::uint32_t>(P::kind);
        if constexpr (requires { P::thread_model; })
            out.thread_model = static_cast<std::uint32_t>(P::thread_model);
        if constexpr (requires { P::capabilities; })
            out.capabilities = static_cast<std::uint32_t>(P::capabilities);
        out.id = P::id;
        out.version = P::version;
        out.summary = P::summary;
        out.license = "Apache-2.0";
        if constexpr (requires { P::license; })
            out.license = P::license;
        if constexpr (requires { P::params; }) {
            out.params = std::data(P::params);
            out.param_count = static_cast<std::uint32_t>(std::size(P::params));
        }
        out.param_size = sizeof(galley_param);
        if constexpr (requires { P::reads; })
            out.reads = P::reads;
        if constexpr (requires { P::writes; })
            out.writes = P::writes;
        out.create = create;
        out.configure = configure;
        out.process = process;
        out.flush = flush;
        out.destroy = destroy;
        out.extension = extension;
        return out;
    }

    static const galley_plugin* table() {
        static const galley_plugin made = make();
        return &made;
    }
};

template <class... P>
const galley_module* make_module(const char* version) {
    static const galley_plugin* const plugins[] = {adapter<P>::table()...};
    static const galley_module module{
        sizeof(galley_module),
        GALLEY_ABI_MAJOR,
        GALLEY_TARGET_MINOR,
        sizeof...(P),
        sizeof(galley_plugin),
        0,
        version,
        "g++ " __VERSION__,
        plugins};
    return &module;
}

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN

/// Makes the plugin file's only exported function. A file may hold several plugins.
#define GALLEY_PLUGIN(FIRST, ...)                                                               \
    GALLEY_EXPORT const galley_module* galley_module_v1(uint32_t) {                             \
        return ::galley::detail::make_module<FIRST __VA_OPT__(, ) __VA_ARGS__>(FIRST::version); \
    }
