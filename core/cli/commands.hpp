// SPDX-License-Identifier: Apache-2.0
// The commands of galley, each a function from its options to an exit code.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/cli/terminal.hpp"

namespace galley::core::cli {

struct RunOptions {
    std::string config;
    std::vector<std::string> inputs;
    std::string out;
    std::size_t jobs = 0;  ///< 0: as many as there are processors
    std::optional<std::uint64_t> limit;
    std::vector<std::string> set;
    std::string max_errors;                     ///< limits.errors; empty: the config's
    std::string max_canceled;                   ///< empty: a fifth, once there are 50
    std::string log_file;                       ///< in place of stderr
    std::chrono::nanoseconds graceful_limit{};  ///< to drain after a signal; 0: as long as it takes
    bool dry_run = false;
    bool fresh = false;  ///< deletes the run in `out` first
    bool rerun = false;  ///< another chain makes a new version of the run in `out`
};

struct RedriveOptions {
    std::string out;
    std::string stage;   ///< only what failed or was held there; empty: all
    std::string config;  ///< in place of the one the run began with
    std::vector<std::string> set;
    std::size_t jobs = 0;  ///< 0: as many as there are processors
};

struct PurgeOptions {
    std::string out;
    std::string id;      ///< uri, SHA-256 or path
    std::string before;  ///< a day or a time
};

struct ValidateOptions {
    std::vector<std::string> configs;
    std::vector<std::string> set;
};

struct InspectOptions {
    std::string plugin;      ///< id or file
    bool reference = false;  ///< the config reference of all plugins, as Markdown
};

struct ExplainOptions {
    std::string config;
    std::string target;  ///< FILE or FILE:LINE
    std::vector<std::string> set;
};

struct TestOptions {
    std::vector<std::string> places;  ///< folders and tests files; none: the working directory
    std::string filter;               ///< part of a case's name or place
    std::string config;               ///< in place of the configs that cases name
    std::string junit;                ///< file to write
    std::size_t jobs = 0;             ///< 0: as many as there are processors
    bool accept = false;
};

struct RulesOptions {
    std::vector<std::string> names;  ///< configs, rule files, folders, plugins; none: all installed
    std::vector<std::string> set;
};

struct LintOptions : RulesOptions {
    std::vector<std::string> corpus;  ///< files and folders to try the rules on
    std::vector<std::string> story;   ///< the same, of which every line is story
};

struct DiffOptions {
    std::string before, after;  ///< configs
    std::vector<std::string> inputs;
    std::string html;      ///< file to write
    std::size_t jobs = 0;  ///< 0: as many as there are processors
    std::optional<std::uint64_t> limit;
    std::size_t examples = 5;  ///< of each rule
};

int run_command(const Common& common, const RunOptions& options);
int redrive_command(const Common& common, const RedriveOptions& options);
int purge_command(const Common& common, const PurgeOptions& options);
int validate_command(const Common& common, const ValidateOptions& options);
int list_plugins_command(const Common& common);
int inspect_plugin_command(const Common& common, const InspectOptions& options);
int explain_command(const Common& common, const ExplainOptions& options);
int test_command(const Common& common, const TestOptions& options);
int list_rules_command(const Common& common, const RulesOptions& options);
int lint_rules_command(const Common& common, const LintOptions& options);
int diff_command(const Common& common, const DiffOptions& options);
int verify_command(const Common& common, const std::string& out);
int status_command(const Common& common, const std::string& out);
int failed_command(const Common& common, const std::string& out);
int runs_command(const Common& common, const std::string& out);
int doctor_command(const Common& common);
int version_command(const Common& common);

}  // namespace galley::core::cli
