// SPDX-License-Identifier: Apache-2.0
// The built-in keys with their types, defaults and ranges.
#include "vocabulary.hpp"

#include <array>

#include "config.hpp"

namespace galley::core::config {

namespace {

ParamInfo row(std::string name, ParamType type, std::string default_value, std::string help) {
    ParamInfo param;
    param.name = std::move(name);
    param.type = type;
    param.default_value = std::move(default_value);
    param.help = std::move(help);
    return param;
}

ParamInfo with_range(ParamInfo param, std::string min, std::string max) {
    param.min = std::move(min);
    param.max = std::move(max);
    return param;
}

ParamInfo with_choices(ParamInfo param, std::string choices) {
    param.choices = std::move(choices);
    return param;
}

ParamInfo most(std::string name, std::string default_value, std::string help) {
    return with_range(
        row(std::move(name), ParamType::kInt, std::move(default_value), std::move(help)),
        "1",
        "1000000000");
}

ParamInfo most_bytes(std::string name, std::string default_value, std::string help) {
    return with_range(
        row(std::move(name), ParamType::kSize, std::move(default_value), std::move(help)),
        "1B",
        "1TiB");
}

}  // namespace

std::span<const ParamInfo> limit_params() {
    using enum ParamType;
    static const std::array<ParamInfo, 11> kParams = {
        row("errors",
            kText,
            "",
            "failed documents that stop the run: 12, 3/1000 or 0.3%; none: no limit; if not given: "
            "a fifth, once 50 documents were read"),
        with_range(row("document_time", kDuration, "30s", "time for one document"), "1ms", "1d"),
        with_range(
            row("stage_time",
                kDuration,
                "0s",
                "time for one call of a cleanup or tagging stage; 0: document_time alone"),
            "0s",
            "1d"),
        most_bytes(
            "document_size",
            "64MiB",
            "largest document: its bytes as they came, and its text when decoded"),
        most_bytes("line_size", "8MiB", "longest line of a text"),
        most_bytes(
            "metadata_size",
            "16MiB",
            "bytes of all fields, tags and layers that plugins add to one document"),
        most("fields", "10000", "values of fields that plugins add to one document"),
        most("tags", "10000", "tags that plugins add to one document"),
        most("spans", "100000", "spans of layers that plugins add to one document"),
        most("children", "10000", "articles and notices that are cut out of one document"),
        with_range(
            row("disk_space",
                kSize,
                "64MiB",
                "a run does not begin, and stops, when less is free where --out lies; 0: never"),
            "0",
            "1024TiB")};
    return kParams;
}

std::span<const ParamInfo> commit_params() {
    using enum ParamType;
    static const std::array<ParamInfo, 3> kParams = {
        with_range(
            row("documents", kInt, "10000", "documents after which what was done is made durable"),
            "1",
            "1000000"),
        with_range(
            row("time", kDuration, "200ms", "time after which what was done is made durable"),
            "0s",
            "1h"),
        with_range(
            row("seal",
                kSize,
                "64MiB",
                "size of outputs after which they are sealed: a resumed run never goes back behind "
                "it"),
            "1B",
            "1TiB")};
    return kParams;
}

std::span<const ParamInfo> brake_params() {
    using enum ParamType;
    static const std::array<ParamInfo, 6> kParams = {
        with_range(
            row("smallest_body_chars", kInt, "0", "a document with less body left is held"),
            "0",
            "1000000"),
        with_range(
            row("free_chars",
                kInt,
                "200",
                "characters that each category may strip of a text, whatever their share"),
            "0",
            "1000000"),
        with_range(
            row("share",
                kReal,
                "",
                "share of a text that each category may strip; if not given, by category: "
                "navigation and related 0.8, notice 0.95, normalization 0.5, source_line and other "
                "0.4, disclaimer and subscription 0.3, breadcrumb, share_widget, promotion, "
                "advertisement, byline, editor_line, headline and pagination 0.2, the rest 0.5"),
            "0",
            "1"),
        with_range(
            row("share.CATEGORY", kReal, "", "the same for one category, such as share.notice"),
            "0",
            "1"),
        with_range(
            row("paragraph_chars",
                kInt,
                "120",
                "a stripped paragraph longer than this that ends like a sentence is held; 0: off"),
            "0",
            "1000000"),
        row("sources",
            kText,
            "",
            "{ SOURCE { ... } }: all keys above but paragraph_chars, for the documents of one "
            "source: a value of the field source, or a folder with a slash behind it")};
    return kParams;
}

std::span<const ParamInfo> isolation_params() {
    using enum ParamType;
    static const std::array<ParamInfo, 4> kParams = {
        with_choices(
            row("sandbox",
                kEnum,
                "auto",
                "auto: what the system gives; required: all of it, or no run; off: none"),
            "auto|required|off"),
        with_range(
            row("memory", kSize, "512MiB", "address space of a worker; 0: no limit"), "0", "1TiB"),
        with_range(
            row("worker_documents",
                kInt,
                "10000",
                "a worker is replaced after so many documents; 0: never for that"),
            "0",
            "1000000000"),
        with_range(
            row("worker_deaths",
                kInt,
                "5",
                "documents that cost a worker within 10 s stop the run; 0: none do"),
            "0",
            "1000000")};
    return kParams;
}

std::span<const ParamInfo> brake_source_params() {
    constexpr std::size_t kForSources = 3;
    return brake_params().first(kForSources);
}

std::span<const ParamInfo> stage_params() {
    using enum ParamType;
    static const std::array<ParamInfo, 5> kParams = {
        row("id",
            kText,
            "",
            "name of the stage in messages and --set; if not given, the plugin's name "
            "(ingest_jsonl and export_jsonl where both are used)"),
        row("when",
            kText,
            "",
            "condition in quotes; a document for which it does not hold passes by"),
        with_choices(
            row("kinds",
                kList,
                "article",
                "kinds of documents that enter; exporters take notices too"),
            "article|notice|page"),
        with_choices(
            row("on_error", kEnum, "fail", "a failed document fails, skips the stage, or is held"),
            "fail|skip|hold"),
        with_choices(
            row("isolate",
                kEnum,
                "",
                "where a cleanup or tagging plugin or a reader runs: in galley, or in a process of "
                "its own; if not given, process for plugins that did not come with galley and for "
                "readers whose manifest asks for it"),
            "none|process")};
    return kParams;
}

std::span<const std::string> top_level_keys() {
    static const std::array<std::string, 9> kKeys = {
        "galley",
        "pipeline",
        "stages",
        "limits",
        "commit",
        "brake",
        "isolation",
        "plugins",
        "include"};
    return kKeys;
}

std::vector<std::string> names(std::span<const ParamInfo> params) {
    std::vector<std::string> all;
    for (const ParamInfo& each : params) {
        all.push_back(each.name);
    }
    return all;
}

const ParamInfo* find_param(std::span<const ParamInfo> params, std::string_view name) {
    for (const ParamInfo& each : params) {
        if (each.name == name) {
            return &each;
        }
    }
    return nullptr;
}

std::span<const std::string> categories() {
    static const std::array<std::string, 22> kCategories = {
        "breadcrumb", "navigation",  "share_widget",  "comment_widget", "disclaimer",
        "related",    "promotion",   "advertisement", "subscription",   "notice",
        "byline",     "source_line", "editor_line",   "headline",       "caption",
        "pagination", "duplicate",   "whitespace",    "wrap",           "normalization",
        "redaction",  "other"};
    return kCategories;
}

}  // namespace galley::core::config
