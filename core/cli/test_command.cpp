// SPDX-License-Identifier: Apache-2.0
// galley test.
#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>
#include <unistd.h>

#include <fmt/format.h>

#include "core/cli/commands.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/json_line.hpp"
#include "core/cli/session.hpp"
#include "core/reporting/log.hpp"
#include "core/workbench/difference.hpp"
#include "core/workbench/effects.hpp"
#include "core/workbench/junit.hpp"
#include "core/workbench/run_cases.hpp"
#include "core/workbench/write_file.hpp"

namespace galley::core::cli {
namespace {

using workbench::Outcome;
using workbench::Verdict;

struct Totals {
    std::size_t passed = 0, failed = 0, skipped = 0, broken = 0, accepted = 0;

    std::size_t all() const { return passed + failed + skipped + broken + accepted; }
};

/// Each config, with its overrides, is read and loaded once.
class Sessions {
  public:
    Result<const pipeline::PreparedChain*> open(
        const std::string& config, const std::vector<std::string>& set) {
        auto session = check_config(config, set);
        if (!session.has_value()) {
            return unexpected(session.error());
        }
        if (auto loaded = load_plugins(*session.value()); !loaded.has_value()) {
            return unexpected(loaded.error());
        }
        sessions_.push_back(std::move(session).value());
        return &sessions_.back()->prepared;
    }

  private:
    std::vector<std::unique_ptr<Session>> sessions_;
};

std::string_view word(Verdict verdict) {
    switch (verdict) {
        case Verdict::kPassed:
            return "passed";
        case Verdict::kFailed:
            return "FAILED";
        case Verdict::kSkipped:
            return "skipped";
        case Verdict::kBroken:
            break;
    }
    return "BROKEN";
}

void print_lines(std::string_view text, std::string_view indent) {
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        print(fmt::format("{}{}\n", indent, reporting::printable(text.substr(begin, end - begin))));
        begin = end + 1;
    }
}

/// The reports of one `galley test`: text or JSON lines, and the counts.
class Report {
  public:
    Report(const Common& common, bool accept)
        : common_(common), accept_(accept), colour_(use_colour(common.colour, STDOUT_FILENO)) {}

    Result<bool> add(const Outcome& one) {
        bool accepted = false;
        std::vector<std::string> written;
        if (accept_ && workbench::can_accept(one)) {
            show(one, false);
            auto done = workbench::accept(one);
            if (!done.has_value()) {
                return unexpected(done.error());
            }
            written = std::move(done).value();
            accepted = true;
        }
        count(one, accepted);
        if (common_.json) {
            print_json(to_json(one, accepted));
        } else if (accepted) {
            for (const auto& each : written) {
                print("  " + reporting::printable(each) + '\n');
            }
        } else {
            show(one, accept_);
        }
        return true;
    }

    const Totals& totals() const { return totals_; }

  private:
    void count(const Outcome& one, bool accepted) {
        totals_.accepted += accepted ? 1 : 0;
        totals_.passed += one.verdict == Verdict::kPassed ? 1 : 0;
        totals_.failed += one.verdict == Verdict::kFailed && !accepted ? 1 : 0;
        totals_.skipped += one.verdict == Verdict::kSkipped ? 1 : 0;
        totals_.broken += one.verdict == Verdict::kBroken ? 1 : 0;
    }

    void show(const Outcome& one, bool not_accepted) {
        const bool quiet = one.verdict == Verdict::kPassed || one.verdict == Verdict::kSkipped;
        if (common_.json || (quiet && common_.verbose == 0)) {
            return;
        }
        print(fmt::format(
            "{:<7} {} {}\n",
            word(one.verdict),
            reporting::printable(one.suite),
            reporting::printable(one.name)));
        print_lines(one.reason, "  ");
        for (const auto& each : one.differences) {
            print(fmt::format(
                "  {}: {}\n", reporting::printable(each.where), reporting::printable(each.what)));
            print(difference(each));
            print(each.hint.empty() ? "" : "  hint: " + reporting::printable(each.hint) + '\n');
        }
        if (not_accepted && one.verdict == Verdict::kFailed) {
            print(
                one.folder.empty() ? "  hint: a case of a tests file is edited by hand\n"
                                   : "  hint: not accepted: a second run over what came out must "
                                     "decide nothing\n");
        }
    }

    std::string difference(const workbench::Difference& each) const {
        const bool one_line = each.expected.find('\n') == std::string::npos &&
                              each.got.find('\n') == std::string::npos;
        if (!one_line) {
            return workbench::show_difference(each.expected, each.got, colour_);
        }
        auto out = fmt::format(
            "    expected {}\n    got      {}\n",
            each.expected.empty() ? "nothing" : reporting::printable(each.expected),
            each.got.empty() ? "nothing" : reporting::printable(each.got));
        if (each.what != "line" && !each.expected.empty() && !each.got.empty()) {
            out += fmt::format(
                "    differs  {}\n", workbench::show_characters(each.expected, each.got, colour_));
        }
        return out;
    }

    static nlohmann::ordered_json to_json(const Outcome& one, bool accepted) {
        auto differences = nlohmann::ordered_json::array();
        for (const auto& each : one.differences) {
            differences.push_back(
                {{"what", each.what},
                 {"where", each.where},
                 {"expected", each.expected},
                 {"got", each.got},
                 {"hint", each.hint}});
        }
        auto verdict = std::string(word(one.verdict));
        std::ranges::transform(verdict, verdict.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        return {
            {"schema_version", 1},
            {"suite", one.suite},
            {"case", one.name},
            {"where", one.where},
            {"verdict", accepted ? "accepted" : verdict},
            {"reason", one.reason},
            {"seconds", one.seconds},
            {"differences", differences}};
    }

    const Common& common_;
    bool accept_;
    bool colour_;
    Totals totals_;
};

bool matches(const workbench::FoundCase& one, const std::string& filter) {
    return (one.suite + '/' + one.name).find(filter) != std::string::npos ||
           one.where.find(filter) != std::string::npos;
}

/// The verdict of the whole: nothing that ran is no success.
int conclude(const Common& common, const Totals& totals, double seconds) {
    const auto summary = fmt::format(
        "{}: {} passed, {} failed, {} broken, {} skipped{}, {:.2f} s\n",
        workbench::counted(totals.all(), "case"),
        totals.passed,
        totals.failed,
        totals.broken,
        totals.skipped,
        totals.accepted > 0 ? fmt::format(", {} accepted", totals.accepted) : "",
        seconds);
    common.json ? say(summary) : print(summary);
    if (totals.broken > 0) {
        return kConfig;
    }
    if (totals.failed > 0) {
        return kCheckFailed;
    }
    if (totals.passed + totals.accepted == 0) {
        return fail({"no case could be run", ErrorKind::kUsage});
    }
    return kOk;
}

/// The cases of the places that the filter lets through; none of them is an error.
Result<std::vector<workbench::FoundCase>> find(
    const TestOptions& options, const loading::Catalog& catalog) {
    const std::vector<std::string> here = {"."};
    const auto& places = options.places.empty() ? here : options.places;
    auto found = workbench::find_cases(places, catalog, options.config);
    if (!found.has_value()) {
        return found;
    }
    if (found->empty()) {
        return unexpected(Error{
            fmt::format(
                "{}: no cases found; expected folders tests/cases/NAME with an in.txt, or files "
                "that end in {}",
                fmt::join(places, ", "),
                workbench::kTestsFileEnd),
            ErrorKind::kUsage});
    }
    const auto seen = found->size();
    std::erase_if(*found, [&](const auto& one) { return !matches(one, options.filter); });
    if (found->empty()) {
        return unexpected(Error{
            fmt::format(
                "--filter \"{}\": expected part of a case's name or place, none of {} cases has it",
                options.filter,
                seen),
            ErrorKind::kUsage});
    }
    return found;
}

std::vector<Outcome> run(
    const TestOptions& options,
    const std::vector<workbench::FoundCase>& cases,
    const loading::Catalog& catalog) {
    Sessions sessions;
    rules::RuleStore store;
    pipeline::Services services;
    services.rules = &store;
    const auto processors = std::max(1U, std::thread::hardware_concurrency());
    return workbench::run_cases(
        cases,
        catalog,
        [&](const std::string& config, const std::vector<std::string>& set) {
            return sessions.open(config, set);
        },
        services,
        options.jobs == 0 ? processors : options.jobs);
}

}  // namespace

int test_command(const Common& common, const TestOptions& options) {
    const auto begin = std::chrono::steady_clock::now();
    const auto catalog = default_catalog();
    if (!catalog.has_value()) {
        return fail(catalog.error());
    }
    const auto cases = find(options, *catalog);
    if (!cases.has_value()) {
        return fail(cases.error());
    }
    const auto outcomes = run(options, *cases, *catalog);
    if (!options.junit.empty()) {
        auto written = workbench::write_file(options.junit, workbench::junit_xml(outcomes));
        if (!written.has_value()) {
            return fail(written.error());
        }
    }
    Report report(common, options.accept);
    for (const auto& each : outcomes) {
        if (auto added = report.add(each); !added.has_value()) {
            return fail(added.error());
        }
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    return conclude(common, report.totals(), took.count());
}

}  // namespace galley::core::cli
