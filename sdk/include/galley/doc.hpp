// SPDX-License-Identifier: Apache-2.0
// A document as plugins see it: its current text, and what may be said about it.
#pragma once
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include <galley/values.hpp>

namespace galley GALLEY_SDK_HIDDEN {

/// A metadata value as read from a document. Views live until the call ends.
struct field {
    std::string_view key, value;
    span evidence;
    std::uint32_t group = 0;
};

/// A view of a document for the call it was given to. Ranges are bytes of text() as it was when the
/// call began. Every call below that the host refuses ends the plugin's call with that status.
class doc {
  public:
    doc(galley_doc* raw, const galley_doc_api* api) : raw_(raw), api_(api) {}

    galley_doc* raw() const { return raw_; }

    /// The current text: UTF-8, LF; does not change during the call.
    std::string_view text() const { return view(api_->text(raw_)); }

    /// What strip, replace, move and split have in common.
    struct reason {
        std::string_view category, rule;
        double confidence = 1.0;
        bool final = false;  ///< the safety brake does not hold it
    };

    void strip(span at, reason why) const { decide(GALLEY_STRIP, at, why); }

    void strip(
        span at, std::string_view category, std::string_view rule, double confidence = 1.0) const {
        strip(at, {category, rule, confidence});
    }

    void replace(span at, std::string_view replacement, reason why) const {
        auto decision = make(GALLEY_REPLACE, at, why);
        decision.replacement = to_abi(replacement);
        check(api_->decide(raw_, &decision, nullptr), "replace");
    }

    /// Puts the range before the byte `destination`.
    void move(span at, ByteOffset destination, reason why) const {
        auto decision = make(GALLEY_MOVE, at, why);
        decision.destination = destination;
        check(api_->decide(raw_, &decision, nullptr), "move");
    }

    /// A veto: whatever else this call decides about the range is dropped.
    void keep(span at, reason why) const { decide(GALLEY_KEEP, at, why); }

    /// Cuts the range out as a document of its own. The child takes spans, fields and tags in
    /// ranges of this text.
    /// @returns  nothing when a keep() of this call covers the range.
    std::optional<doc> split(span at, galley_child kind, reason why) const {
        auto decision = make(GALLEY_SPLIT, at, why);
        decision.child = static_cast<std::uint32_t>(kind);
        galley_doc* child = nullptr;
        if (check(api_->decide(raw_, &decision, &child), "split") == GALLEY_KEPT ||
            child == nullptr) {
            return std::nullopt;
        }
        return doc(child, api_);
    }

    void add_span(
        span at,
        std::string_view layer,
        std::string_view value = {},
        double confidence = 1.0) const {
        galley_span out{sizeof out, 0, to_abi(at), to_abi(layer), to_abi(value), confidence};
        check(api_->span_add(raw_, &out), "span_add");
    }

    void add_field(
        std::string_view key,
        std::string_view value,
        span evidence = {},
        std::uint32_t group = 0) const {
        galley_field out{sizeof out, 0, group, 0, to_abi(key), to_abi(value), to_abi(evidence)};
        check(api_->field_add(raw_, &out), "field_add");
    }

    void add_tag(
        std::string_view scheme,
        std::string_view code,
        std::string_view label,
        double confidence,
        span evidence = {}) const {
        galley_tag out{
            sizeof out,
            0,
            to_abi(scheme),
            to_abi(code),
            to_abi(label),
            to_abi(evidence),
            confidence};
        check(api_->tag_add(raw_, &out), "tag_add");
    }

    void attach(std::string_view name, std::string_view media_type, std::string_view bytes) const {
        check(api_->attach(raw_, to_abi(name), to_abi(media_type), to_abi(bytes)), "attach");
    }

    bool has_field(std::string_view key) const { return api_->field_count(raw_, to_abi(key)) > 0; }

    /// The first value of a key, or an empty view.
    std::string_view first_field(std::string_view key) const {
        std::string_view value;
        each_field(key, [&](const field& f) { value = value.empty() ? f.value : value; });
        return value;
    }

    /// Calls f(const field&) for each value of a key, in order; an empty key: for all.
    template <class F>
    void each_field(std::string_view key, F&& f) const {
        for (size_t i = 0, count = api_->field_count(raw_, to_abi(key)); i < count; ++i) {
            galley_field in{};
            in.struct_size = sizeof in;
            check(api_->field_at(raw_, to_abi(key), i, &in), "field_at");
            f(field{view(in.key), view(in.value), to_span(in.evidence), in.group});
        }
    }

    /// Calls f(span, std::string_view layer, std::string_view value) for each span that still
    /// stands; an empty layer: all.
    template <class F>
    void each_span(std::string_view layer, F&& f) const {
        for (size_t i = 0, count = api_->span_count(raw_, to_abi(layer)); i < count; ++i) {
            galley_span in{};
            in.struct_size = sizeof in;
            check(api_->span_at(raw_, to_abi(layer), i, &in), "span_at");
            f(to_span(in.range), view(in.layer), view(in.value));
        }
    }

    /// Calls f(const galley_tag&) for each tag of a scheme; an empty scheme: all.
    template <class F>
    void each_tag(std::string_view scheme, F&& f) const {
        for (size_t i = 0, count = api_->tag_count(raw_, to_abi(scheme)); i < count; ++i) {
            galley_tag in{};
            in.struct_size = sizeof in;
            check(api_->tag_at(raw_, to_abi(scheme), i, &in), "tag_at");
            f(static_cast<const galley_tag&>(in));
        }
    }

    /// Calls f(std::string_view line, span at) for each line; line and span include the line end.
    template <class F>
    void each_line(F&& f) const {
        const auto all = text();
        for (size_t begin = 0; begin < all.size();) {
            const auto* found =
                static_cast<const char*>(std::memchr(all.data() + begin, '\n', all.size() - begin));
            const size_t end = found ? static_cast<size_t>(found - all.data()) + 1 : all.size();
            f(all.substr(begin, end - begin), span{begin, end});
            begin = end;
        }
    }

  private:
    static galley_decision make(galley_action action, span at, const reason& why) {
        galley_decision out{};
        out.struct_size = sizeof out;
        out.action = static_cast<std::uint32_t>(action);
        out.flags = why.final ? static_cast<std::uint32_t>(GALLEY_FINAL) : 0U;
        out.range = to_abi(at);
        out.category = to_abi(why.category);
        out.rule = to_abi(why.rule);
        out.confidence = why.confidence;
        return out;
    }

    galley_status decide(galley_action action, span at, const reason& why) const {
        const auto decision = make(action, at, why);
        return check(api_->decide(raw_, &decision, nullptr), "decide");
    }

    static galley_status check(galley_status status, const char* call) {
        if (status < 0) {
            throw failure(status, std::string("the host refused ") + call);
        }
        return status;
    }

    galley_doc* raw_;
    const galley_doc_api* api_;
};

}  // namespace GALLEY_SDK_HIDDEN
