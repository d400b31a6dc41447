// SPDX-License-Identifier: Apache-2.0
// galley explain.
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "core/cli/commands.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/json_line.hpp"
#include "core/cli/session.hpp"
#include "core/pipeline/explain.hpp"
#include "core/reporting/log.hpp"

namespace galley::core::cli {
namespace {

using pipeline::ExplainedLine;
using pipeline::Explanation;

struct Target {
    std::string file;
    std::size_t line = 0;  ///< 0: all
};

/// "FILE:LINE", unless a file has just that name.
Result<Target> parse_target(const std::string& text) {
    const auto colon = text.rfind(':');
    std::error_code code;
    if (colon == std::string::npos || std::filesystem::exists(text, code)) {
        return Target{text, 0};
    }
    std::size_t line = 0;
    const auto* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data() + colon + 1, end, line);
    if (colon + 1 == text.size() || parsed.ptr != end) {
        return Target{text, 0};
    }
    if (parsed.ec != std::errc() || line == 0) {
        return unexpected(Error{
            text.substr(0, colon) + ": expected a line from 1 on, got " + text.substr(colon + 1),
            ErrorKind::kUsage});
    }
    return Target{text.substr(0, colon), line};
}

std::string fate(const ExplainedLine& line) {
    if (line.text.empty()) {
        return "blank";
    }
    std::string words;
    for (const auto& verdict : line.verdicts) {
        const auto word = verdict.category == "wrap" ? std::string("join") : verdict.op;
        const bool became_article = verdict.op == "split" && line.stands;
        const bool says_it = verdict.status == "applied" && verdict.op != "keep" &&
                             verdict.category != "whitespace" && !became_article;
        if (says_it && words.find(word) == std::string::npos) {
            words += (words.empty() ? "" : "+") + word;
        }
    }
    return words.empty() ? "kept" : words;
}

std::string shorten(std::string_view text) {
    constexpr std::size_t kMostBytes = 120;
    if (text.size() <= kMostBytes) {
        return reporting::printable(text);
    }
    auto end = kMostBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return reporting::printable(text.substr(0, end)) + "...";
}

std::string details(const ExplainedLine& line) {
    std::string out;
    for (const auto& v : line.verdicts) {
        out += fmt::format(
            "    {:<8} {} by {}: {} (confidence {:.2f}){}\n",
            v.op,
            v.category,
            v.stage,
            v.rule,
            v.confidence,
            v.status == "applied" ? "" : ", " + v.status);
    }
    for (const auto& e : line.evidence) {
        const auto& name = e.rule.empty() ? e.category : e.rule;
        out += fmt::format("    {:<8} {}: {}", e.matched ? "matched" : "near", e.stage, name);
        out += e.met.empty() ? "" : "; met: " + reporting::printable(e.met);
        out += (e.missing.empty() ? "" : "; missing: " + reporting::printable(e.missing)) + "\n";
    }
    if (line.verdicts.empty() && line.evidence.empty() && !line.text.empty()) {
        out += "    no rule and no plugin saw anything in it\n";
    }
    return out;
}

nlohmann::ordered_json to_json(const std::string& path, const ExplainedLine& line) {
    auto verdicts = nlohmann::ordered_json::array();
    for (const auto& v : line.verdicts) {
        verdicts.push_back(
            {{"op", v.op},
             {"stage", v.stage},
             {"rule", v.rule},
             {"category", v.category},
             {"confidence", v.confidence},
             {"status", v.status}});
    }
    auto evidence = nlohmann::ordered_json::array();
    for (const auto& e : line.evidence) {
        evidence.push_back(
            {{"stage", e.stage},
             {"rule", e.rule},
             {"category", e.category},
             {"matched", e.matched},
             {"met", e.met},
             {"missing", e.missing},
             {"score", e.score}});
    }
    return {
        {"schema_version", 1},
        {"path", path},
        {"line", line.number},
        {"fate", fate(line)},
        {"text", line.text},
        {"decisions", verdicts},
        {"evidence", evidence}};
}

void show(const Common& common, const Explanation& document, std::size_t wanted) {
    if (document.status != "ok" && document.status != "failed_read" && !common.json) {
        print(fmt::format(
            "{}: {}: {}\n",
            reporting::printable(document.path),
            document.status,
            reporting::printable(document.reason)));
    }
    for (const auto& line : document.lines) {
        if (wanted != 0 && line.number != wanted) {
            continue;
        }
        if (common.json) {
            print_json(to_json(document.path, line));
        } else if (wanted != 0 || !line.text.empty()) {
            print(fmt::format("{:>5}  {:<14} {}\n", line.number, fate(line), shorten(line.text)));
            print(wanted != 0 || fate(line) != "kept" ? details(line) : std::string());
        }
    }
}

}  // namespace

int explain_command(const Common& common, const ExplainOptions& options) {
    const auto parsed = parse_target(options.target);
    if (!parsed.has_value()) {
        return fail(parsed.error());
    }
    const auto& target = *parsed;
    auto session = check_config(options.config, options.set, {target.file});
    if (!session.has_value()) {
        return fail(session.error());
    }
    if (auto loaded = load_plugins(*session.value()); !loaded.has_value()) {
        return fail(loaded.error());
    }
    rules::RuleStore store;
    pipeline::Services services;
    services.rules = &store;
    apply_config(services, *session.value());
    const auto explained = pipeline::explain(session.value()->prepared, services);
    if (!explained.has_value()) {
        return fail(explained.error());
    }
    std::size_t lines = 0;
    for (const auto& document : explained.value()) {
        show(common, document, target.line);
        lines = std::max(lines, document.lines.size());
    }
    const auto unread = std::ranges::find(explained.value(), "failed_read", &Explanation::status);
    if (unread != explained.value().end()) {
        return fail({unread->path + ": " + unread->reason, ErrorKind::kInvalidInput});
    }
    if (target.line > lines) {
        return fail(
            {fmt::format("{}: expected a line of 1..{}, got {}", target.file, lines, target.line),
             ErrorKind::kUsage});
    }
    return kOk;
}

}  // namespace galley::core::cli
