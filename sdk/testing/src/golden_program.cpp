// SPDX-License-Identifier: Apache-2.0
// The golden program: prints what does not hold, and writes expectations when told to.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include <galley/testing/golden.hpp>
#include <galley/text.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

namespace {

constexpr int kUsageExit = 64;

struct Arguments {
    CasesToRun what;
    bool accept = false;
    bool usage = false;
};

Arguments read_arguments(int argc, char** argv) {
    Arguments out;
    std::vector<std::string> places;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const bool has_value = i + 1 < argc;
        if (word == "--accept") {
            out.accept = true;
        } else if (word == "--case" && has_value) {
            out.what.only = argv[++i];
        } else if (word == "--id" && has_value) {
            out.what.id = argv[++i];
        } else if (word.starts_with("--")) {
            out.usage = true;
        } else {
            places.emplace_back(word);
        }
    }
    out.usage = out.usage || places.size() != 2;
    if (!out.usage) {
        out.what.plugin_file = places[0];
        out.what.cases = places[1];
    }
    return out;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

/// lengths[i][j]: the longest common run of lines of a from i and b from j.
std::vector<std::vector<std::size_t>> common_lengths(
    const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::vector<std::vector<std::size_t>> lengths(
        a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = a.size(); i-- > 0;) {
        for (std::size_t j = b.size(); j-- > 0;) {
            lengths[i][j] = a[i] == b[j] ? lengths[i + 1][j + 1] + 1
                                         : std::max(lengths[i + 1][j], lengths[i][j + 1]);
        }
    }
    return lengths;
}

void write(const std::filesystem::path& path, const std::string& content) {
    std::ofstream out(path, std::ios::binary);
    out << content;
    if (!out.flush()) {
        throw std::runtime_error(path.string() + ": cannot be written");
    }
}

void accept(const std::filesystem::path& folder, const CaseResult& result) {
    for (const auto& [name, content] : accepted_files(folder, result)) {
        if (content.empty()) {
            std::filesystem::remove(folder / name);
        } else {
            write(folder / name, content);
        }
    }
}

void print(const CaseResult& result) {
    for (const auto& each : result.mismatches) {
        std::printf(
            "FAILED %s: %s\n%s",
            result.name.c_str(),
            each.what.c_str(),
            line_difference(each.expected, each.got).c_str());
    }
}

int run(const Arguments& arguments, const Extensions& extensions) {
    const auto results = run_cases(arguments.what, extensions);
    std::size_t failed = 0;
    for (const auto& each : results) {
        print(each);
        failed += each.mismatches.empty() ? 0 : 1;
        if (arguments.accept && !each.mismatches.empty()) {
            accept(arguments.what.cases / each.name, each);
        }
    }
    std::printf(
        "%zu cases, %zu failed%s\n", results.size(), failed, arguments.accept ? ", accepted" : "");
    return failed > 0 || results.empty() ? 1 : 0;
}

}  // namespace

std::string line_difference(const std::string& expected, const std::string& got) {
    const auto a = lines_of(expected);
    const auto b = lines_of(got);
    const auto lengths = common_lengths(a, b);
    std::string out;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            out += "    " + a[i] + '\n';
            ++i;
            ++j;
        } else if (i < a.size() && (j == b.size() || lengths[i + 1][j] >= lengths[i][j + 1])) {
            out += "  - " + a[i++] + '\n';
        } else {
            out += "  + " + b[j++] + '\n';
        }
    }
    return out;
}

int golden_main(int argc, char** argv, const Extensions& extensions) {
    const auto arguments = read_arguments(argc, argv);
    if (arguments.usage) {
        std::fputs(
            "usage: galley_golden PLUGIN.so CASES [--id ID] [--case NAME] [--accept]\n", stderr);
        return kUsageExit;
    }
    try {
        return run(arguments, extensions);
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "galley_golden: %s\n", problem.what());
        return 1;
    }
}

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
