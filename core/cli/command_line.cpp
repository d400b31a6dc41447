// SPDX-License-Identifier: Apache-2.0
// Options and help, with CLI11.
#include "core/cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <functional>
#include <sstream>
#include <string>
#include <system_error>

#include "core/cli/commands.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/terminal.hpp"
#include "core/config/diagnostic.hpp"
#include "core/config/value.hpp"
#include "core/reporting/log.hpp"

namespace galley::core::cli {
namespace {

/// What the parser fills; the chosen command is run when parsing is over.
struct Line {
    Common common;
    RunOptions run;
    RedriveOptions redrive;
    PurgeOptions purge;
    ValidateOptions validate;
    InspectOptions inspect;
    ExplainOptions explain;
    TestOptions test;
    RulesOptions list;
    LintOptions lint;
    DiffOptions diff;
    std::string verify_out, out;
    std::function<int()> chosen;
};

void add_common(CLI::App& app, Line& line) {
    app.add_option_function<std::string>(
           "--color",
           [&line](const std::string& when) {
               line.common.colour = when == "always"  ? When::kAlways
                                    : when == "never" ? When::kNever
                                                      : When::kAuto;
           },
           "Colour: auto, always or never; NO_COLOR is honoured")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->type_name("WHEN");
    app.add_flag("-v,--verbose", line.common.verbose, "Log more; twice: for each document");
    app.add_flag("-q,--quiet", line.common.quiet, "Log errors only, show no progress");
    app.add_option_function<std::string>(
           "--log-format",
           [&line](const std::string& format) { line.common.json_log = format == "json"; },
           "Log as text or json")
        ->check(CLI::IsMember({"text", "json"}))
        ->type_name("FORMAT");
}

CLI::App* add_command(
    CLI::App& app, Line& line, const char* name, const char* help, std::function<int()> action) {
    auto* command = app.add_subcommand(name, help);
    command->fallthrough();
    command->callback([&line, action = std::move(action)] { line.chosen = action; });
    return command;
}

void add_set(CLI::App& command, std::vector<std::string>& set) {
    command
        .add_option(
            "--set",
            set,
            "Overrides a key of the config, such as pipeline.strip_notices.as_items=false; "
            "repeatable")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
}

void add_json(CLI::App& command, Line& line) {
    command.add_flag("--json", line.common.json, "Print JSON, one object a line");
}

/// @returns  what is wrong with it.
std::string is_error_limit(const std::string& text) {
    return text == "none" || config::parse_error_limit(text)
               ? std::string()
               : "expected 12, 3/1000, 0.3% or none, got " + config::in_quotes(text);
}

/// @returns  what is wrong with it.
std::string is_count(const std::string& text) {
    return text.find_first_not_of("0123456789") == std::string::npos &&
                   text.find_first_not_of('0') != std::string::npos
               ? std::string()
               : "expected a whole number from 1 on, got " + config::in_quotes(text);
}

/// @returns  what is wrong with it.
std::string is_duration(const std::string& text) {
    return config::parse_duration_ns(text).value_or(0) > 0
               ? std::string()
               : "expected a duration such as 500ms or 20s, got " + config::in_quotes(text);
}

void add_run(CLI::App& app, Line& line) {
    auto& o = line.run;
    auto* run = add_command(app, line, "run", "Run a chain to the end", [&line] {
        return run_command(line.common, line.run);
    });
    run->add_option("CONFIG", o.config, "The config file: .info or .json")->required();
    run->add_option(
        "INPUT", o.inputs, "Files, folders, globs or - for stdin; in place of those of the config");
    run->add_option(
           "--out",
           o.out,
           "Folder for the outputs: empty, absent, or with a run of the same chain, which goes on")
        ->type_name("DIR");
    run->add_option("--jobs,-j", o.jobs, "Documents worked on at a time [processors]")
        ->type_name("N")
        ->check(CLI::Range(1, 1024));
    run->add_option("--limit", o.limit, "Stop after N input documents")
        ->type_name("N")
        ->check(is_count);
    add_set(*run, o.set);
    run->add_option(
           "--max-errors",
           o.max_errors,
           "Stop when more documents fail: 12, 3/1000, 0.3% or none; as limits.errors")
        ->type_name("COUNT")
        ->check(is_error_limit);
    run->add_option(
           "--max-canceled",
           o.max_canceled,
           "Stop before a version cancels more articles and notices of earlier ones: 12, 3/1000, "
           "0.3% or none [a fifth, once there are 50]")
        ->type_name("COUNT")
        ->check(is_error_limit);
    run->add_option("--log-file", o.log_file, "Log to a file; SIGHUP opens it anew")
        ->type_name("FILE");
    run->add_option_function<std::string>(
           "--graceful-limit",
           [&o](const std::string& text) {
               o.graceful_limit =
                   std::chrono::nanoseconds(config::parse_duration_ns(text).value_or(0));
           },
           "After SIGINT or SIGTERM finish the documents in flight for so long, such as 20s, then "
           "stop; the same command goes on")
        ->type_name("DURATION")
        ->check(is_duration);
    run->add_flag("--dry-run", o.dry_run, "Clean and count, export nothing; needs no --out");
    run->add_flag(
        "--fresh", o.fresh, "Begin anew: delete the run in --out first, and say what is deleted");
    run->add_flag(
        "--rerun",
        o.rerun,
        "If --out holds a run of another chain, make a new version of it in OUT/version-2 (3, "
        "...): "
        "export what has changed, cancel what is no more. Give all inputs");
    add_json(*run, line);
}

void add_redrive(CLI::App& app, Line& line) {
    auto& o = line.redrive;
    auto* redrive = add_command(
        app,
        line,
        "redrive",
        "Run the dead letters of a run again, with its own chain; what comes through is added to "
        "its outputs",
        [&line] { return redrive_command(line.common, line.redrive); });
    redrive->add_option("OUT", o.out, "The output folder of a complete run")->required();
    redrive
        ->add_option(
            "--stage", o.stage, "Only what failed or was held at this stage; host: at none")
        ->type_name("STAGE");
    redrive->add_option("--config", o.config, "A config of the same chain [the one of the run]")
        ->type_name("CONFIG");
    redrive->add_option("--jobs,-j", o.jobs, "Documents worked on at a time [processors]")
        ->type_name("N")
        ->check(CLI::Range(1, 1024));
    add_set(*redrive, o.set);
    add_json(*redrive, line);
}

void add_purge(CLI::App& app, Line& line) {
    auto& o = line.purge;
    auto* purge = add_command(
        app,
        line,
        "purge",
        "Take documents out of all that a run has written; hashes and lengths stay. Says what goes",
        [&line] { return purge_command(line.common, line.purge); });
    purge->add_option("OUT", o.out, "The output folder of a complete run")->required();
    purge
        ->add_option(
            "--id",
            o.id,
            "The document: a uri, a SHA-256 (or half of it, as purge prints it) or a path of it")
        ->type_name("ID");
    purge->add_option("--before", o.before, "All documents settled before a day or a time (UTC)")
        ->type_name("DATE");
    add_json(*purge, line);
}

/// The commands that look at the run in an output folder.
void add_state(CLI::App& app, Line& line) {
    const auto add = [&](const char* name, const char* help, auto command) {
        auto* made = add_command(
            app, line, name, help, [&line, command] { return command(line.common, line.out); });
        made->add_option("OUT", line.out, "The output folder of a run")->required();
        add_json(*made, line);
    };
    add("status",
        "What became of the documents of a run so far; also while it runs",
        status_command);
    add("failed",
        "The documents of a run that failed or were held, with the reason",
        failed_command);
    add("runs",
        "The versions of a run, and when galley worked on each and how it ended",
        runs_command);
}

void add_plugins(CLI::App& app, Line& line) {
    auto* plugins = app.add_subcommand("plugins", "What plugins there are, and what one can do");
    plugins->require_subcommand(1);
    plugins->fallthrough();
    auto* list = add_command(
        *plugins, line, "list", "All plugins found, and files that were refused", [&line] {
            return list_plugins_command(line.common);
        });
    add_json(*list, line);
    auto* inspect = add_command(
        *plugins, line, "inspect", "One plugin: parameters, what it reads and writes", [&line] {
            return inspect_plugin_command(line.common, line.inspect);
        });
    inspect->add_option(
        "PLUGIN", line.inspect.plugin, "An id such as cleanup.strip_notices, or a file");
    inspect->add_flag(
        "--reference", line.inspect.reference, "The config reference of all plugins, as Markdown");
    add_json(*inspect, line);
}

void add_test(CLI::App& app, Line& line) {
    auto& o = line.test;
    auto* test = add_command(app, line, "test", "Run the cases of plugins and configs", [&line] {
        return test_command(line.common, line.test);
    });
    test->add_option("PLACE", o.places, "Folders to look for cases in, and files *.tests.info [.]");
    test->add_flag(
        "--accept", o.accept, "Show the differences, then write what came out into case folders");
    test->add_option("--junit", o.junit, "Write a JUnit XML report")->type_name("FILE");
    test->add_option("--filter", o.filter, "Only cases with this in their name or place")
        ->type_name("TEXT");
    test->add_option(
            "--config", o.config, "Run tests of configs on this one in place of the one they name")
        ->type_name("CONFIG");
    test->add_option("--jobs,-j", o.jobs, "Groups of cases run at a time [processors]")
        ->type_name("N")
        ->check(CLI::Range(1, 1024));
    add_json(*test, line);
}

void add_packs(CLI::App& command, RulesOptions& options) {
    command
        .add_option(
            "PACKS",
            options.names,
            "Configs (what their stages use), rule files or folders of them (one set), plugins; "
            "none: "
            "all installed plugins")
        ->type_name("");
    add_set(command, options.set);
}

void add_rules(CLI::App& app, Line& line) {
    auto* rules =
        app.add_subcommand("rules", "The rules of rule packs, and what is wrong with them");
    rules->require_subcommand(1);
    rules->fallthrough();
    auto* list = add_command(
        *rules, line, "list", "Every rule: where it stands, what it takes, an example", [&line] {
            return list_rules_command(line.common, line.list);
        });
    add_packs(*list, line.list);
    add_json(*list, line);
    auto* lint = add_command(
        *rules,
        line,
        "lint",
        "Check examples and counters; find shadowed, slow, dead and over-wide rules. Exit 1 on "
        "findings; notes are none",
        [&line] { return lint_rules_command(line.common, line.lint); });
    add_packs(*lint, line.lint);
    lint->add_option(
            "--corpus",
            line.lint.corpus,
            "Texts to try the rules on, files or folders: .txt, .jsonl (its text), labelled pages "
            "(.json); repeatable")
        ->type_name("PATH")
        ->allow_extra_args(false);
    lint->add_option(
            "--story",
            line.lint.story,
            "The same, of which every line is story: what a rule takes of it is a finding; "
            "repeatable")
        ->type_name("PATH")
        ->allow_extra_args(false);
    add_json(*lint, line);
}

void add_diff(CLI::App& app, Line& line) {
    auto& o = line.diff;
    auto* diff = add_command(
        app, line, "diff", "What a change of rules does to a corpus; exit 1 if anything", [&line] {
            return diff_command(line.common, line.diff);
        });
    diff->add_option("OLD", o.before, "The config as it was")->required();
    diff->add_option("NEW", o.after, "The config as it shall be")->required();
    diff->add_option("INPUT", o.inputs, "Files, folders or globs")->required();
    diff->add_option("--html", o.html, "Write a page for reading")->type_name("FILE");
    diff->add_option("--examples", o.examples, "Passages shown of each rule [5]")
        ->type_name("N")
        ->check(CLI::Range(0, 100000));
    diff->add_option("--limit", o.limit, "Stop after N input documents")
        ->type_name("N")
        ->check(is_count);
    diff->add_option("--jobs,-j", o.jobs, "Documents worked on at a time [processors]")
        ->type_name("N")
        ->check(CLI::Range(1, 1024));
    add_json(*diff, line);
}

void add_commands(CLI::App& app, Line& line) {
    add_run(app, line);
    auto* validate =
        add_command(app, line, "validate", "Check configs; reads no document", [&line] {
            return validate_command(line.common, line.validate);
        });
    validate->add_option("CONFIG", line.validate.configs, "Config files")->required();
    add_set(*validate, line.validate.set);
    add_json(*validate, line);
    add_plugins(app, line);
    auto* explain = add_command(
        app,
        line,
        "explain",
        "Why each line of a file was stripped, joined, moved or kept",
        [&line] { return explain_command(line.common, line.explain); });
    explain->add_option("CONFIG", line.explain.config, "The config file")->required();
    explain->add_option("FILE[:LINE]", line.explain.target, "A document, or one of its lines")
        ->required();
    add_set(*explain, line.explain.set);
    add_json(*explain, line);
    add_test(app, line);
    add_rules(app, line);
    add_diff(app, line);
    auto* verify = add_command(
        app, line, "verify", "Rebuild every source from the outputs of a run and compare", [&line] {
            return verify_command(line.common, line.verify_out);
        });
    verify->add_option("OUT", line.verify_out, "The output folder of a run")->required();
    add_json(*verify, line);
    add_redrive(app, line);
    add_purge(app, line);
    add_state(app, line);
    auto* doctor = add_command(
        app,
        line,
        "doctor",
        "What this machine gives galley: sandbox, Hyperscan, caches, plugin folders",
        [&line] { return doctor_command(line.common); });
    add_json(*doctor, line);
    auto* version =
        add_command(app, line, "version", "The version of galley and of what it uses", [&line] {
            return version_command(line.common);
        });
    add_json(*version, line);
}

/// Data that could not be written is a failure, whatever the command did.
int closed(int code) {
    errno = 0;
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) {
        return code;
    }
    const auto why = errno == 0 ? std::string() : ": " + std::generic_category().message(errno);
    return fail({"standard output: cannot be written" + why, ErrorKind::kIo});
}

/// Help on stdout, or what is wrong on stderr; arguments may hold any bytes.
int tell_parse_error(const CLI::App& app, const CLI::ParseError& e) {
    std::ostringstream help;
    std::ostringstream wrong;
    if (const auto unknown = app.remaining();
        app.get_subcommands().empty() && !unknown.empty() && !unknown.front().starts_with('-')) {
        return fail(
            {unknown.front() + ": no such command; galley --help lists them", ErrorKind::kUsage});
    }
    const bool is_help = app.exit(e, help, wrong) == 0;
    print(help.str());
    if (is_help) {
        return closed(kOk);
    }
    std::istringstream lines(wrong.str());
    for (std::string text; std::getline(lines, text);) {
        say(reporting::printable(text) + "\n");
    }
    return kUsage;
}

}  // namespace

int run_command_line(int argc, char** argv) {
    CLI::App app(
        "galley: raw newsroom copy in, clean tagged articles out; every removal can be reviewed",
        "galley");
    app.footer(kExitCodeHelp);
    app.require_subcommand(1);
    app.set_help_all_flag("--help-all", "Help for all commands");
    Line line;
    add_common(app, line);
    add_commands(app, line);
    app.add_subcommand("help", "This help")->callback([&line, &app] {
        line.chosen = [&app] {
            print(app.get_formatter()->make_help(&app, "galley", CLI::AppFormatMode::Normal));
            return static_cast<int>(kOk);
        };
    });
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return tell_parse_error(app, e);
    }
    return closed(line.chosen ? line.chosen() : static_cast<int>(kUsage));
}

}  // namespace galley::core::cli
