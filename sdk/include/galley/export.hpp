// SPDX-License-Identifier: Apache-2.0
// Exporters in C++: a finished document with its whole record, and the table made of the author's
// struct.
#pragma once
#include <concepts>
#include <optional>
#include <string_view>
#include <type_traits>

#include <galley/doc.hpp>
#include <galley/host.hpp>

namespace galley GALLEY_SDK_HIDDEN {

/// A finished document with all that review needs; valid for the write call.
class record {
  public:
    record(const galley_doc* raw, const galley_host* owner)
        : raw_(raw), owner_(owner), api_(&host(owner).require<galley_record_v1>(GALLEY_RECORD_V1)) {
        info_.struct_size = sizeof info_;
        if (const auto status = api_->get(raw_, &info_); status < 0) {
            throw failure(status, {});
        }
    }

    std::string_view uri() const { return view(info_.uri); }

    std::string_view path() const { return view(info_.path); }

    std::string_view kind() const { return view(info_.kind); }  ///< article, notice, page

    std::string_view status() const { return view(info_.status); }  ///< ok, ok_with_warnings, held

    std::string_view reason() const { return view(info_.reason); }

    std::string_view source_sha256() const { return view(info_.source_sha256); }

    std::uint32_t ordinal() const {
        return info_.ordinal;
    }  ///< 1-based among its file's articles; 0: a notice

    span range() const { return to_span(info_.range); }  ///< outer begin and end in the source

    bool is_article() const { return kind() == "article"; }

    bool is_notice() const { return kind() == "notice"; }

    /// The document as it stands: ranges are of its current text.
    doc current() const { return doc(const_cast<galley_doc*>(raw_), owner_->doc); }

    /// The whole decoded source text it was cut from: ranges are of the source, nothing is clipped.
    doc source() const { return doc(const_cast<galley_doc*>(raw_), api_->source); }

    /// Calls f(const galley_row&) for each decision on this document.
    template <class F>
    void each_row(F&& f) const {
        for (std::uint32_t i = 0; i < info_.row_count; ++i) {
            galley_row row{};
            row.struct_size = sizeof row;
            if (api_->row_at(raw_, i, &row) >= 0) {
                f(static_cast<const galley_row&>(row));
            }
        }
    }

    /// The document this one was cut out of, if any.
    std::optional<record> parent() const {
        return info_.parent == nullptr ? std::nullopt
                                       : std::optional<record>(record(info_.parent, owner_));
    }

    /// Calls f(const record&) for each page above this document whose first child it is: rows of
    /// pages, which are never written themselves, are to be written with that child. Outermost
    /// first.
    template <class F>
    void each_page_begun(F&& f) const {
        if (info_.parent == nullptr) {
            return;
        }
        const record above(info_.parent, owner_);
        const galley_doc* first = nullptr;
        if (above.kind() == "page" && api_->child_at(info_.parent, 0, &first) >= 0 &&
            first == raw_) {
            above.each_page_begun(f);
            f(above);
        }
    }

    /// Whether it is as an earlier version of the run exported it.
    bool is_unchanged() const { return info_.unchanged != 0; }

    /// Calls f(const record&) for each document that is not written itself and whose rows go with
    /// this one's: pages that it begins, and in a new version of a run what is unchanged. Over the
    /// documents that are written, each of a family is called for once.
    template <class F>
    void each_unwritten(F&& f) const {
        if (info_.unchanged_count == 0) {
            return each_page_begun(f);
        }
        each_unwritten_above(f);
        each_unchanged_child(f);
    }

    /// Calls f(const record&) for each child.
    template <class F>
    void each_child(F&& f) const {
        for (std::uint32_t i = 0; i < info_.child_count; ++i) {
            const galley_doc* child = nullptr;
            if (api_->child_at(raw_, i, &child) >= 0) {
                f(record(child, owner_));
            }
        }
    }

  private:
    bool is_written() const { return kind() != "page" && !is_unchanged(); }

    bool has_written() const {
        bool found = is_written();
        each_child([&](const record& child) { found = found || child.has_written(); });
        return found;
    }

    template <class F>
    void each_unwritten_above(F&& f) const {
        const auto above = parent();
        const galley_doc* first = nullptr;
        if (above && !above->is_written() && api_->child_at(info_.parent, 0, &first) >= 0 &&
            first == raw_) {
            above->each_unwritten_above(f);
            f(*above);
            above->each_unchanged_child(f);
        }
    }

    template <class F>
    void each_unchanged_child(F&& f) const {
        each_child([&](const record& child) {
            if (!child.has_written()) {
                f(child);
                child.each_unchanged_child(f);
            }
        });
    }

    const galley_doc* raw_;
    const galley_host* owner_;
    const galley_record_v1* api_;
    galley_record info_{};
};

/// The path to write to for what becomes OUT/<name> when the run ends cleanly; NUL-terminated.
/// @errors  failure: E_CONFIG when another exporter has that name, E_ARGUMENT for a name that is
/// not plain.
inline std::string output_path(host owner, std::string_view name) {
    galley_str path{};
    if (const auto status = owner.require<galley_output_v1>(GALLEY_OUTPUT_V1)
                                .path(owner.raw(), to_abi(name), &path);
        status < 0) {
        throw failure(status, {});
    }
    return std::string(view(path));
}

/// In prepare(): the first `bytes` of OUT/<name> will not change any more, and the host checks them
/// when the run is resumed. A host that does not know the call does without.
/// @errors  failure: less than was said before.
inline void output_kept(host owner, std::string_view name, std::uint64_t bytes) {
    const auto& output = owner.require<galley_output_v1>(GALLEY_OUTPUT_V1);
    if (!GALLEY_HAS(&output, kept)) {
        return;
    }
    if (const auto status = output.kept(owner.raw(), to_abi(name), bytes); status < 0) {
        throw failure(status, {});
    }
}

/// Shows the host what is appended to OUT/<name>, in order, so that it need not read the file for
/// its checksum. A host that does not know the call does without.
inline void output_passing(host owner, std::string_view name, std::string_view bytes) {
    const auto& output = owner.require<galley_output_v1>(GALLEY_OUTPUT_V1);
    if (GALLEY_HAS(&output, passing)) {
        if (const auto status = output.passing(owner.raw(), to_abi(name), to_abi(bytes));
            status < 0) {
            throw failure(status, {});
        }
    }
}

/// Calls f(const galley_run_document&) for each document held so far in the whole run, those of
/// earlier sessions too.
template <class F>
void each_held(host owner, F&& f) {
    const auto& run = owner.require<galley_run_v1>(GALLEY_RUN_V1);
    if (!GALLEY_HAS(&run, each_held)) {
        return;
    }
    const auto call = [](void* ctx, const galley_run_document* document) {
        (*static_cast<std::remove_reference_t<F>*>(ctx))(*document);
    };
    if (const auto status = run.each_held(owner.raw(), &f, call); status < 0) {
        throw failure(status, {});
    }
}

/// The run so far; final in the last prepare().
inline galley_run_totals run_totals(host owner) {
    galley_run_totals out{};
    out.struct_size = sizeof out;
    if (const auto status = owner.require<galley_run_v1>(GALLEY_RUN_V1).totals(owner.raw(), &out);
        status < 0) {
        throw failure(status, {});
    }
    return out;
}

/// What an earlier version of the run exported, and what is no more; valid for the cancel call.
struct canceled {
    std::string_view uri, kind;
};

/// An exporter has: void begin(std::string_view run, std::string_view position, host&), void
/// write(const record&, std::string_view key, host&), std::string_view prepare(host&) [the position
/// that commit() makes durable; lives until the next call], void commit(host&), and may have
/// abort(), recover(each, host&) and cancel(const canceled&, std::string_view key, host&).
template <class P>
concept IsExporter = requires(P p, const record& r, std::string_view text, host& h) {
    p.begin(text, text, h);
    p.write(r, text, h);
    { p.prepare(h) } -> std::convertible_to<std::string_view>;
    p.commit(h);
};

namespace detail {

template <class F>
galley_status guarded(const galley_host* owner, F&& f) noexcept;

template <class P, class Box>
struct export_adapter {
    template <class F>
    static galley_status with(void* self, F&& f) noexcept {
        auto& b = *static_cast<Box*>(self);
        return guarded(b.owner, [&] {
            host h(b.owner);
            f(b, h);
            return GALLEY_OK;
        });
    }

    static galley_status begin(void* self, galley_str run, galley_str position) noexcept {
        return with(self, [&](Box& b, host& h) { b.plugin.begin(view(run), view(position), h); });
    }

    static galley_status write(void* self, const galley_doc* raw, galley_str key) noexcept {
        return with(
            self, [&](Box& b, host& h) { b.plugin.write(record(raw, b.owner), view(key), h); });
    }

    static galley_status prepare(void* self, galley_str* position) noexcept {
        return with(self, [&](Box& b, host& h) {
            *position = to_abi(std::string_view(b.plugin.prepare(h)));
        });
    }

    static galley_status commit(void* self) noexcept {
        return with(self, [&](Box& b, host& h) { b.plugin.commit(h); });
    }

    static void abort(void* self) noexcept {
        if constexpr (requires(P p) { p.abort(); })
            static_cast<Box*>(self)->plugin.abort();
    }

    /// An exporter that keeps keys elsewhere than below its position says which it holds:
    /// recover(each, host&) calls each(key).
    static galley_status recover(void* self, void* ctx, galley_settled settled) noexcept {
        return with(self, [&](Box& b, host& h) {
            if constexpr (can_recover) {
                b.plugin.recover(
                    [&](std::string_view key) { settled(ctx, to_abi(key), GALLEY_OK); }, h);
            }
        });
    }

    static constexpr bool can_recover = requires(P p, void (*each)(std::string_view), host& h) {
        p.recover(each, h);
    };

    static galley_status cancel(void* self, const galley_canceled* gone, galley_str key) noexcept {
        return with(self, [&](Box& b, host& h) {
            if constexpr (can_cancel) {
                b.plugin.cancel(canceled{view(gone->uri), view(gone->kind)}, view(key), h);
            }
        });
    }

    static constexpr bool can_cancel =
        requires(P p, const canceled& c, std::string_view key, host& h) {
        p.cancel(c, key, h);
    };

    static constexpr galley_export_v1 table{
        sizeof(galley_export_v1),
        0,
        begin,
        write,
        prepare,
        commit,
        abort,
        can_recover ? recover : nullptr,
        nullptr,
        can_cancel ? cancel : nullptr};
};

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
