// SPDX-License-Identifier: Apache-2.0
// Sources and readers in C++: what a struct must have to be one, and the tables made of it.
#pragma once
#include <concepts>
#include <string_view>

#include <galley/doc.hpp>
#include <galley/host.hpp>

namespace galley GALLEY_SDK_HIDDEN {

/// A blob as a reader sees it.
class blob {
  public:
    blob(const galley_blob* raw, const galley_host* owner) : raw_(raw), owner_(owner) {}

    std::string_view name() const { return view(raw_->name); }

    std::string_view media_type() const { return view(raw_->media_type); }

    bool size_known() const { return raw_->size != UINT64_MAX; }

    std::uint64_t size_bytes() const { return raw_->size; }

    /// Reads on, in order from the start.
    /// @returns  bytes read into `to`; 0: the end.
    /// @errors   failure with the host's status.
    size_t read(void* to, size_t room) const {
        size_t got = 0;
        const auto& build = host(owner_).require<galley_build_v1>(GALLEY_BUILD_V1);
        if (const auto status = build.read(raw_, to, room, &got); status < 0) {
            throw failure(status, {});
        }
        return got;
    }

  private:
    const galley_blob* raw_;
    const galley_host* owner_;
};

/// Sets a blank document's text, once: UTF-8 with LF line ends.
/// @errors  failure GALLEY_E_ARGUMENT (not UTF-8), GALLEY_E_REJECTED (over limits.document_size).
inline void set_text(
    host owner, const doc& blank, std::string_view utf8, std::string_view original_encoding) {
    const auto& build = owner.require<galley_build_v1>(GALLEY_BUILD_V1);
    if (const auto status = build.set_text(blank.raw(), to_abi(utf8), to_abi(original_encoding));
        status < 0) {
        throw failure(status, {});
    }
}

/// The same for bytes that a parser has found to be UTF-8; the host need not look again.
/// @errors  failure GALLEY_E_REJECTED (over limits.document_size).
inline void set_checked_text(
    host owner, const doc& blank, std::string_view utf8, std::string_view original_encoding) {
    const auto& build = owner.require<galley_build_v1>(GALLEY_BUILD_V1);
    const auto set = GALLEY_HAS(&build, set_checked_text) ? build.set_checked_text : build.set_text;
    if (const auto status = set(blank.raw(), to_abi(utf8), to_abi(original_encoding)); status < 0) {
        throw failure(status, {});
    }
}

/// A source has: galley_status next(galley_blob& out, host&) [OK, SKIPPED: none left], and may have
/// open(host&), close(), read(std::string_view token, void* to, size_t room) -> size_t,
/// outcome(std::string_view token, galley_status).
template <class P>
concept IsSource = requires(P p, galley_blob& out, host& h) {
    { p.next(out, h) } -> std::same_as<galley_status>;
};

/// A reader has: static media_types (NULL-terminated array), int sniff(const blob&,
/// std::string_view head) [0..100], void open(const galley_blob*, host&), galley_status next(doc&
/// blank, host&), and may have close().
template <class P>
concept IsReader = requires(P p, const blob& b, std::string_view head, doc& blank, host& h) {
    { p.sniff(b, head) } -> std::convertible_to<int>;
    { p.next(blank, h) } -> std::same_as<galley_status>;
};

namespace detail {

template <class F>
galley_status guarded(const galley_host* owner, F&& f) noexcept;

template <class P, class Box>
struct source_adapter {
    static Box& self_of(void* self) { return *static_cast<Box*>(self); }

    static galley_status open(void* self) noexcept {
        auto& b = self_of(self);
        return guarded(b.owner, [&] {
            host h(b.owner);
            if constexpr (requires { b.plugin.open(h); })
                b.plugin.open(h);
            return GALLEY_OK;
        });
    }

    static void close(void* self) noexcept {
        if constexpr (requires(P p) { p.close(); })
            self_of(self).plugin.close();
    }

    static galley_status next(void* self, galley_blob* out) noexcept {
        auto& b = self_of(self);
        return guarded(b.owner, [&] {
            host h(b.owner);
            return b.plugin.next(*out, h);
        });
    }

    static galley_status read(
        void* self, galley_str token, void* to, size_t room, size_t* got) noexcept {
        auto& b = self_of(self);
        return guarded(b.owner, [&]() -> galley_status {
            if constexpr (requires { b.plugin.read(view(token), to, room); }) {
                *got = b.plugin.read(view(token), to, room);
                return GALLEY_OK;
            } else {
                return GALLEY_E_UNSUPPORTED;
            }
        });
    }

    static galley_status outcome(void* self, galley_str token, galley_status status) noexcept {
        auto& b = self_of(self);
        return guarded(b.owner, [&] {
            if constexpr (requires { b.plugin.outcome(view(token), status); })
                b.plugin.outcome(view(token), status);
            return GALLEY_OK;
        });
    }

    static constexpr galley_source_v1 table{
        sizeof(galley_source_v1), 0, open, close, next, read, outcome};
};

template <class P, class Box>
struct reader_adapter {
    static Box& self_of(void* self) { return *static_cast<Box*>(self); }

    static std::int32_t sniff(void* self, const galley_blob* raw, galley_str head) noexcept {
        auto& b = self_of(self);
        std::int32_t sure = 0;
        guarded(b.owner, [&] {
            sure = static_cast<std::int32_t>(b.plugin.sniff(blob(raw, b.owner), view(head)));
            return GALLEY_OK;
        });
        return sure;
    }

    static galley_status open(void* self, const galley_blob* raw) noexcept {
        auto& b = self_of(self);
        return guarded(b.owner, [&] {
            host h(b.owner);
            b.plugin.open(raw, h);
            return GALLEY_OK;
        });
    }

    static void close(void* self) noexcept {
        if constexpr (requires(P p) { p.close(); })
            self_of(self).plugin.close();
    }

    static galley_status next(void* self, galley_doc* raw) noexcept {
        auto& b = self_of(self);
        return guarded(b.owner, [&] {
            doc blank(raw, b.owner->doc);
            host h(b.owner);
            return b.plugin.next(blank, h);
        });
    }

    static constexpr galley_reader_v1 table{
        sizeof(galley_reader_v1), 0, P::media_types, sniff, open, close, next};
};

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
