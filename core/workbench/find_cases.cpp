// SPDX-License-Identifier: Apache-2.0
// A walk over folders; what a case runs is told by where it lies, or by its case.info.
#include "core/workbench/find_cases.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/config/config.hpp"
#include "core/config/includes.hpp"

namespace galley::core::workbench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCaseInfo = "case.info";

bool has_input(const fs::path& folder) {
    std::error_code code;
    return std::ranges::any_of(
        fs::directory_iterator(folder, code), [](const fs::directory_entry& each) {
            return each.is_regular_file() && each.path().stem() == "in";
        });
}

bool is_case(const fs::path& folder) {
    std::error_code code;
    return fs::exists(folder / kCaseInfo, code) ||
           (fs::absolute(folder).parent_path().filename() == "cases" && has_input(folder));
}

std::string without_last_line_end(std::string text) {
    while (text.ends_with('\n')) {
        text.pop_back();
    }
    return text;
}

class Finder {
  public:
    Finder(const loading::Catalog& catalog, std::string config)
        : catalog_(catalog), config_(std::move(config)) {}

    std::vector<FoundCase> found;

    void look(const fs::path& place) {
        std::error_code code;
        if (!fs::is_directory(place, code)) {
            add_tests_file(place);
        } else if (is_case(place)) {
            add_folder(place);
        } else if (!fs::exists(place / "CMakeCache.txt", code)) {
            look_inside(place);
        }
    }

  private:
    void look_inside(const fs::path& folder) {
        std::vector<fs::path> entries;
        std::error_code code;
        for (const auto& each : fs::directory_iterator(folder, code)) {
            const auto name = each.path().filename().string();
            const bool is_link = each.is_symlink(code);
            const bool wanted = each.is_directory(code) ? !is_link : name.ends_with(kTestsFileEnd);
            if (wanted && !name.starts_with('.')) {
                entries.push_back(each.path());
            }
        }
        std::ranges::sort(entries);
        std::ranges::for_each(entries, [this](const fs::path& each) { look(each); });
    }

    void add_tests_file(const fs::path& path) {
        auto read = read_tests_file(path);
        if (!read.has_value()) {
            auto& one = found.emplace_back();
            one.suite = one.name = one.where = path.string();
            one.broken = without_last_line_end(config::to_text(read.error()));
            return;
        }
        const auto file = std::make_shared<const TestsFile>(std::move(read).value());
        for (const auto& page : file->cases) {
            auto& one = found.emplace_back();
            one.suite = path.string();
            one.name = page.name;
            one.where = fmt::format("{}:{}", path.string(), page.line);
            one.file = file;
            one.page = &page;
            one.config = config_.empty() ? file->config.string() : config_;
            one.set = page.set;
        }
    }

    void add_folder(const fs::path& folder) {
        auto& one = found.emplace_back();
        one.name = fs::absolute(folder).lexically_normal().filename().string();
        one.where = folder.string();
        one.folder = folder;
        std::error_code code;
        if (fs::exists(folder / kCaseInfo, code)) {
            read_case_info(folder, one);
        } else {
            guess_plugin(folder, one);
        }
        one.suite = one.plugin.empty() ? one.config : one.plugin;
        if (one.broken.empty() && !one.plugin.empty() && catalog_.find(one.plugin) == nullptr) {
            one.broken = fmt::format("{}: no plugin {} is installed", one.where, one.plugin);
        }
    }

    void read_case_info(const fs::path& folder, FoundCase& one) {
        const auto file = folder / kCaseInfo;
        const auto root = config::load_tree(file);
        config::Diagnostics problems;
        if (!root.has_value()) {
            problems = root.error();
        } else {
            for (const auto& node : root->children) {
                read_key(folder, node, one, problems);
            }
            if (problems.empty() && one.plugin.empty() == one.config.empty()) {
                problems.push_back(
                    {{file.string(), 1, {}}, "expected either plugin ID or config FILE", {}});
            }
        }
        one.broken = without_last_line_end(config::to_text(problems));
        one.config = one.config.empty() || config_.empty() ? one.config : config_;
    }

    static void read_key(
        const fs::path& folder,
        const config::Node& node,
        FoundCase& one,
        config::Diagnostics& problems) {
        if (node.key == "plugin" && one.plugin.empty()) {
            one.plugin = node.value;
        } else if (node.key == "config" && one.config.empty()) {
            one.config = (folder / node.value).lexically_normal().string();
        } else if (node.key == "set") {
            one.set.push_back(node.value);
        } else if (node.key != "galley") {
            const std::vector<std::string> known = {"plugin", "config", "set", "galley"};
            problems.push_back(
                {node.position(node.key),
                 "unknown key, or given twice",
                 config::closest(node.key, known)});
        }
    }

    /// KIND/NAME/tests/cases/CASE says it; a folder NAME of another kind of tree is looked up.
    void guess_plugin(const fs::path& folder, FoundCase& one) const {
        const auto home =
            fs::absolute(folder).lexically_normal().parent_path().parent_path().parent_path();
        const auto name = home.filename().string();
        const auto kind = home.parent_path().filename().string();
        if (config::kind_of(kind).has_value()) {
            one.plugin = kind + "." + name;
            return;
        }
        for (const auto& plugin : catalog_.plugins()) {
            if (config::name_of(plugin.id) == name) {
                one.plugin = plugin.id;
                return;
            }
        }
        one.plugin.clear();
        one.config = name;
        one.skipped = "no plugin " + name + " is installed";
    }

    const loading::Catalog& catalog_;
    std::string config_;
};

}  // namespace

std::string FoundCase::host() const {
    if (!plugin.empty()) {
        return plugin;
    }
    return fmt::format("{}\n{}", config, fmt::join(set, "\n"));
}

Result<std::vector<FoundCase>> find_cases(
    const std::vector<std::string>& places,
    const loading::Catalog& catalog,
    const std::string& config) {
    Finder finder(catalog, config);
    for (const auto& place : places) {
        std::error_code code;
        if (!fs::exists(place, code)) {
            return unexpected(Error{place + ": no such file or folder", ErrorKind::kUsage});
        }
        if (!fs::is_directory(place, code) && !place.ends_with(kTestsFileEnd)) {
            return unexpected(Error{
                fmt::format(
                    "{}: expected a folder, or a file whose name ends in {}", place, kTestsFileEnd),
                ErrorKind::kUsage});
        }
        finder.look(place);
    }
    return std::move(finder.found);
}

}  // namespace galley::core::workbench
