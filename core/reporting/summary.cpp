// SPDX-License-Identifier: Apache-2.0
// Tables and lines about a run.
#include "core/reporting/summary.hpp"

#include <fmt/format.h>

#include "core/reporting/printable.hpp"

namespace galley::core::reporting {

std::string with_commas(std::uint64_t number) {
    auto text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
        text.insert(static_cast<std::size_t>(at), 1, ',');
    }
    return text;
}

std::string summary_table(const pipeline::RunReport& report) {
    const auto& b = report.balance;
    std::string out;
    const auto row = [&](std::string_view name, std::uint64_t count) {
        out += fmt::format("  {:<22}{:>12}\n", name, with_commas(count));
    };
    out += "Documents\n";
    row("read", b.read);
    row("exported", b.exported);
    for (const auto& [name, count] :
         {std::pair{"duplicate", b.duplicate},
          {"filtered", b.filtered},
          {"held", b.held},
          {"failed", b.failed}}) {
        if (count > 0) {
            row(name, count);
        }
    }
    out += "Came out\n";
    row("articles", b.articles);
    row("notices", b.notices);
    if (report.version_number > 1) {
        out += fmt::format("Version {}: articles and notices\n", report.version_number);
        const auto& v = report.version;
        row("added", v.added);
        row("changed", v.changed);
        row("unchanged", v.unchanged);
        row("canceled", v.canceled);
        if (v.kept > 0) {
            row("kept", v.kept);
        }
    }
    out += "Stripped passages\n";
    row("all", b.stripped);
    for (const auto& [category, count] : report.stripped_by_category) {
        row("  " + category, count);
    }
    if (!report.casualties.empty()) {
        out += "Not exported\n";
        for (const auto& casualty : report.casualties) {
            out += fmt::format(
                "  {}: {}: {}\n",
                printable(casualty.path),
                casualty.status,
                printable(casualty.reason));
        }
        const auto all = b.duplicate + b.filtered + b.held + b.failed;
        if (all > report.casualties.size()) {
            out += fmt::format("  and {} more\n", with_commas(all - report.casualties.size()));
        }
    }
    return out;
}

std::string version_line(const pipeline::RunReport& report) {
    const auto& v = report.version;
    return fmt::format(
        "version {}: added={} changed={} unchanged={} canceled={} kept={}",
        report.version_number,
        v.added,
        v.changed,
        v.unchanged,
        v.canceled,
        v.kept);
}

nlohmann::ordered_json version_json(std::uint32_t number, const state::VersionCounts& counts) {
    return {
        {"number", number},
        {"added", counts.added},
        {"changed", counts.changed},
        {"unchanged", counts.unchanged},
        {"canceled", counts.canceled},
        {"kept", counts.kept}};
}

std::string balance_lines(const pipeline::RunReport& report) {
    const auto& b = report.balance;
    const auto version = report.version_number > 1 ? version_line(report) + "\n" : std::string();
    return version +
           fmt::format(
               "balance: read={} exported={} duplicate={} filtered={} held={} failed={} closes={}\n"
               "passages: articles={} notices={} stripped={} seconds={:.2f}\n",
               b.read,
               b.exported,
               b.duplicate,
               b.filtered,
               b.held,
               b.failed,
               b.closes() ? "yes" : "no",
               b.articles,
               b.notices,
               b.stripped,
               report.seconds);
}

std::string summary_json(const pipeline::RunReport& report) {
    const auto& b = report.balance;
    nlohmann::ordered_json casualties = nlohmann::ordered_json::array();
    for (const auto& casualty : report.casualties) {
        casualties.push_back(
            {{"path", casualty.path}, {"status", casualty.status}, {"reason", casualty.reason}});
    }
    nlohmann::ordered_json out = {
        {"schema_version", 1},
        {"run", report.run},
        {"read", b.read},
        {"exported", b.exported},
        {"duplicate", b.duplicate},
        {"filtered", b.filtered},
        {"held", b.held},
        {"failed", b.failed},
        {"closes", b.closes()},
        {"articles", b.articles},
        {"notices", b.notices},
        {"stripped", b.stripped},
        {"stripped_by_category", report.stripped_by_category},
        {"not_exported", casualties},
        {"seconds", report.seconds}};
    if (report.version_number > 1) {
        out["version"] = version_json(report.version_number, report.version);
    }
    return json_line(out);
}

}  // namespace galley::core::reporting
