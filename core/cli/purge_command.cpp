// SPDX-License-Identifier: Apache-2.0
// galley purge.
#include <chrono>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "core/cli/commands.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/json_line.hpp"
#include "core/ledger/scrub.hpp"
#include "core/pipeline/utc.hpp"
#include "core/reporting/log.hpp"
#include "core/state/purge.hpp"
#include "core/state/versions.hpp"

namespace galley::core::cli {
namespace {

using reporting::printable;

/// Whether two digits are at most so much; one that is not is a slip, and would take more with it.
bool is_at_most(std::string_view digits, int most, int least = 0) {
    const int number = (digits[0] - '0') * 10 + (digits[1] - '0');
    return number >= least && number <= most;
}

/// "2026-01-31" or "2026-01-31T12:00:00Z": a prefix of how times are written.
bool is_time(std::string_view text) {
    constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
    constexpr std::size_t kDayChars = 10;
    if (text.size() != kDayChars && text.size() != kForm.size()) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_digit = text[i] >= '0' && text[i] <= '9';
        if (kForm[i] == '0' ? !is_digit : text[i] != kForm[i]) {
            return false;
        }
    }
    const bool is_day = is_at_most(text.substr(5), 12, 1) && is_at_most(text.substr(8), 31, 1);
    return is_day && (text.size() == kDayChars ||
                      (is_at_most(text.substr(11), 23) && is_at_most(text.substr(14), 59) &&
                       is_at_most(text.substr(17), 60)));
}

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) {
        out += (out.empty() ? "" : ", ") + name;
    }
    return out.empty() ? "no output" : out;
}

void tell_json(const std::string& out, const state::PurgeReport& report) {
    nlohmann::ordered_json documents = nlohmann::ordered_json::array();
    for (const auto& document : report.documents) {
        documents.push_back(
            {{"number", document.number},
             {"path", document.path},
             {"status", document.status},
             {"source", document.source}});
    }
    print_json(
        {{"schema_version", 1},
         {"out", out},
         {"documents", documents},
         {"outputs", report.outputs},
         {"dead_letters", report.dead_letters}});
}

void tell_text(const std::string& out, const state::PurgeReport& report) {
    for (const auto& document : report.documents) {
        print(fmt::format(
            "purged: {} ({}){}\n",
            printable(document.path),
            document.status,
            document.source.empty() ? "" : " source " + document.source));
    }
    print(fmt::format(
        "{}: {} {} purged from {} and the state; {} {} deleted\n",
        printable(out),
        report.documents.size(),
        report.documents.size() == 1 ? "document" : "documents",
        joined(report.outputs),
        report.dead_letters,
        report.dead_letters == 1 ? "dead letter" : "dead letters"));
}

/// A purge works on one version.
void tell_others(const std::string& out) {
    const auto own = state::version_at(out).number;
    std::vector<std::string> others;
    for (const auto& version : state::versions(out)) {
        if (version.number != own) {
            others.push_back(version.folder.string());
        }
    }
    if (!others.empty()) {
        say("galley: not purged: other versions of this run: " + printable(joined(others)) + "\n");
    }
}

}  // namespace

int purge_command(const Common& common, const PurgeOptions& options) {
    if (options.id.empty() == options.before.empty()) {
        return fail({"purge: expected either --id or --before", ErrorKind::kUsage});
    }
    if (!options.before.empty() && !is_time(options.before)) {
        return fail(
            {"--before " + options.before +
                 ": expected a day (2026-01-31) or a time (2026-01-31T12:00:00Z)",
             ErrorKind::kUsage});
    }
    const state::Scrubbing scrubbing{ledger::scrub_output, ledger::scrub_position};
    const auto report = state::purge_run(
        options.out,
        {options.id, options.before},
        pipeline::iso_utc(std::chrono::system_clock::now()),
        scrubbing);
    if (!report.has_value()) {
        return fail(report.error());
    }
    if (!options.id.empty() && report->documents.empty()) {
        return fail(
            {options.out + ": has no document " + options.id +
                 " that is not purged already; expected a uri, a SHA-256 or a path of it",
             ErrorKind::kUsage});
    }
    if (common.json) {
        tell_json(options.out, report.value());
    } else {
        tell_text(options.out, report.value());
    }
    tell_others(options.out);
    return kOk;
}

}  // namespace galley::core::cli
