// SPDX-License-Identifier: Apache-2.0
// Replaces include keys by the included file's nodes, confined to the config's folder.
#include "includes.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "source_file.hpp"

namespace galley::core::config {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDeepestInclude = 16;
constexpr int kMostIncludes = 64;

bool is_inside(const fs::path& file, const fs::path& folder) {
    const auto [in_folder, in_file] =
        std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
    return in_folder == folder.end();
}

class IncludeLoader {
  public:
    Result<Node, Diagnostics> run(const fs::path& file) {
        std::error_code error;
        const fs::path real = fs::weakly_canonical(fs::absolute(file, error), error);
        folder_ = real.parent_path();
        std::optional<Node> root = parse(file, real);
        if (root) {
            splice_top(*root);
        }
        if (!problems_.empty()) {
            return unexpected(std::move(problems_));
        }
        return *std::move(root);
    }

  private:
    using Splice = void (IncludeLoader::*)(Node&);

    std::optional<Node> parse(const fs::path& file, const fs::path& real) {
        Result<std::string, Diagnostic> text = read_source(file);
        if (!text) {
            problems_.push_back(std::move(text).error());
            return std::nullopt;
        }
        Result<Node, Diagnostic> parsed = file.extension() == ".json"
                                              ? parse_json(*text, file.string())
                                              : parse_info(*text, file.string());
        if (!parsed) {
            problems_.push_back(std::move(parsed).error());
            return std::nullopt;
        }
        open_.push_back(real);
        return std::move(parsed).value();
    }

    void splice_top(Node& root) {
        splice(root, &IncludeLoader::splice_top);
        for (Node& child : root.children) {
            if (child.key == "pipeline" || child.key == "stages") {
                splice_stages(child);
            }
        }
    }

    void splice_stages(Node& list) {
        // A JSON file may hold its stages as {"stages": [...]} as well as [...].
        if (list.key.empty() && list.children.size() == 1 && list.children[0].key == "stages") {
            Node inner = std::move(list.children[0]);
            list.children = std::move(inner.children);
        }
        for (Node& child : list.children) {
            if (child.key.empty() && child.children.size() == 1 &&
                child.children[0].key == "include") {
                Node inner = std::move(child.children[0]);
                child = std::move(inner);
            }
        }
        splice(list, &IncludeLoader::splice_stages);
    }

    void splice(Node& parent, Splice inner) {
        std::vector<Node> spliced;
        for (Node& child : parent.children) {
            if (child.key != "include") {
                spliced.push_back(std::move(child));
                continue;
            }
            if (std::optional<Node> included = include(child)) {
                (this->*inner)(*included);
                open_.pop_back();
                std::ranges::move(included->children, std::back_inserter(spliced));
            }
        }
        parent.children = std::move(spliced);
    }

    std::optional<Node> include(const Node& node) {
        const auto refuse = [&](std::string problem) {
            problems_.push_back({node.position("include"), std::move(problem), {}});
            return std::nullopt;
        };
        const fs::path wanted = node.value;
        if (node.value.empty() || !node.children.empty()) {
            return refuse("expected one file name");
        }
        const bool climbs = std::ranges::find(wanted, fs::path("..")) != wanted.end();
        const fs::path file = fs::path(node.file).parent_path() / wanted;
        std::error_code error;
        const fs::path real = fs::weakly_canonical(fs::absolute(file, error), error);
        if (wanted.is_absolute() || climbs || error || !is_inside(real, folder_)) {
            return refuse(fmt::format("{} leaves the config's folder", in_quotes(node.value)));
        }
        if (std::ranges::find(open_, real) != open_.end()) {
            return refuse(fmt::format("{} includes itself", in_quotes(node.value)));
        }
        if (open_.size() > kDeepestInclude || ++count_ > kMostIncludes) {
            return refuse(fmt::format(
                "too many includes ({} in all, {} deep)", kMostIncludes, kDeepestInclude));
        }
        std::optional<Node> parsed = parse(file, real);
        if (!parsed) {
            return refuse(
                fmt::format("{} is not usable, see its own message", in_quotes(node.value)));
        }
        return parsed;
    }

    fs::path folder_;
    std::vector<fs::path> open_;  // the chain of files being included, canonical
    int count_ = 0;
    Diagnostics problems_;
};

}  // namespace

Result<Node, Diagnostics> load_tree(const fs::path& file) {
    return IncludeLoader().run(file);
}

}  // namespace galley::core::config
