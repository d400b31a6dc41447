// SPDX-License-Identifier: Apache-2.0
// The rule service as plugins see it: the table "galley.rules/1" over a RuleStore.
#include "core/rules/rules_extension.hpp"

#include <array>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "core/rules/limits.hpp"

namespace galley::core::rules {

namespace {

galley_str to_abi(std::string_view text) {
    return {text.data(), text.size()};
}

std::string_view view(galley_str text) {
    return text.ptr == nullptr ? std::string_view() : std::string_view(text.ptr, text.len);
}

galley_range to_abi(Span span) {
    return {span.begin, span.end};
}

galley_status fail(const galley_host* host, galley_status status, std::string_view message) {
    if (host != nullptr && host->set_error != nullptr) {
        host->set_error(host, to_abi(message));
    }
    return status;
}

// A pack without text names a resource of the plugin.
bool read_pack(const galley_host* host, const galley_pack& pack, std::vector<Pack>& out) {
    Pack read{std::string(view(pack.name)), view(pack.text)};
    if (pack.text.ptr == nullptr) {
        const void* bytes = nullptr;
        size_t size = 0;
        if (host == nullptr || host->resource == nullptr ||
            host->resource(host, pack.name, &bytes, &size) < 0) {
            return false;
        }
        read.text = {static_cast<const char*>(bytes), size};
    }
    out.push_back(std::move(read));
    return true;
}

galley_status compile_packs(
    RuleStore& store,
    const galley_host* host,
    std::span<const galley_pack> packs,
    galley_rules** out) {
    std::vector<Pack> read;
    for (const auto& pack : packs) {
        if (!read_pack(host, pack, read)) {
            return fail(
                host,
                GALLEY_E_CONFIG,
                std::string(view(pack.name)) + ": cannot read this rule file");
        }
    }
    const auto compiled = store.compile(read, host);
    if (!compiled) {
        return fail(host, GALLEY_E_CONFIG, join_messages(compiled.error()));
    }
    // Opaque to plugins, which only hand it back; nothing is ever changed through it.
    *out = reinterpret_cast<galley_rules*>(const_cast<RuleSet*>(compiled.value()));
    return GALLEY_OK;
}

galley_status report(const Hit& hit, void* ctx, galley_matched matched) {
    std::array<galley_capture, kMaxNamedGroups> captures;
    uint32_t count = 0;
    for (const auto& capture : hit.captures) {
        captures[count++] = {to_abi(capture.name), to_abi(capture.range)};
    }
    galley_hit out{};
    out.struct_size = sizeof out;
    out.action = static_cast<uint32_t>(hit.rule.action);
    out.flags = hit.rule.final ? uint32_t{GALLEY_FINAL} : 0;
    out.capture_count = count;
    out.capture_size = sizeof(galley_capture);
    out.range = to_abi(hit.match);
    out.line = to_abi(hit.line);
    out.rule = to_abi(hit.rule.id);
    out.category = to_abi(hit.rule.category);
    out.field = hit.rule.field.empty() ? galley_str{} : to_abi(hit.rule.field);
    out.evidence = hit.evidence.empty() ? galley_str{} : to_abi(hit.evidence);
    out.confidence = hit.rule.confidence;
    out.captures = captures.data();
    out.subject = to_abi(hit.subject);
    out.number = hit.number;
    return matched(ctx, &out);
}

template <class ScanText>
galley_status scan(void* ctx, galley_matched matched, ScanText&& scan_text) noexcept {
    galley_status status = GALLEY_OK;
    try {
        scan_text([&](const Hit& hit) {
            status = report(hit, ctx, matched);
            return status == GALLEY_OK;
        });
    } catch (const std::bad_alloc&) {
        return GALLEY_E_MEMORY;
    } catch (...) {
        return GALLEY_E_FAILED;
    }
    return status;
}

}  // namespace

const RuleSet& rule_set_of(const galley_rules* rules) {
    return *reinterpret_cast<const RuleSet*>(rules);
}

namespace extension {

galley_status compile(
    RuleStore* store,
    const galley_host* host,
    const galley_pack* packs,
    size_t count,
    galley_rules** out) noexcept {
    if (out == nullptr || (packs == nullptr && count != 0)) {
        return GALLEY_E_ARGUMENT;
    }
    *out = nullptr;
    if (store == nullptr) {
        return fail(host, GALLEY_E_UNSUPPORTED, "rules: this host has no rule store");
    }
    try {
        return compile_packs(*store, host, std::span(packs, count), out);
    } catch (const std::bad_alloc&) {
        return fail(host, GALLEY_E_MEMORY, "rules: out of memory");
    } catch (const std::exception& error) {
        return fail(host, GALLEY_E_FAILED, error.what());
    }
}

galley_status scan_line(
    const galley_rules* rules, galley_str line, void* ctx, galley_matched matched) noexcept {
    if (rules == nullptr || matched == nullptr) {
        return GALLEY_E_ARGUMENT;
    }
    return scan(
        ctx, matched, [&](auto&& visit) { rule_set_of(rules).scan_line(view(line), visit); });
}

galley_status scan_text(
    const galley_rules* rules, galley_str text, void* ctx, galley_matched matched) noexcept {
    if (rules == nullptr || matched == nullptr) {
        return GALLEY_E_ARGUMENT;
    }
    return scan(
        ctx, matched, [&](auto&& visit) { rule_set_of(rules).scan_text(view(text), visit); });
}

galley_status scan_names(
    const galley_rules* rules, galley_str text, void* ctx, galley_matched matched) noexcept {
    if (rules == nullptr || matched == nullptr) {
        return GALLEY_E_ARGUMENT;
    }
    return scan(
        ctx, matched, [&](auto&& visit) { rule_set_of(rules).scan_names(view(text), visit); });
}

galley_status captures(
    const galley_rules* rules,
    galley_str text,
    uint64_t number,
    galley_range subject,
    galley_range range,
    void* ctx,
    galley_captured captured) noexcept {
    if (rules == nullptr || captured == nullptr) {
        return GALLEY_E_ARGUMENT;
    }
    galley_status status = GALLEY_OK;
    try {
        rule_set_of(rules).captures(
            view(text),
            number,
            {subject.begin, subject.end},
            {range.begin, range.end},
            [&](const Capture& capture) {
                const galley_capture out{to_abi(capture.name), to_abi(capture.range)};
                status = captured(ctx, &out);
                return status == GALLEY_OK;
            });
    } catch (const std::bad_alloc&) {
        return GALLEY_E_MEMORY;
    } catch (...) {
        return GALLEY_E_FAILED;
    }
    return status;
}

}  // namespace extension

}  // namespace galley::core::rules
