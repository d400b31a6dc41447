// SPDX-License-Identifier: Apache-2.0
// Turns the tree of a tests file into cases, collecting every problem on the way.
#include "core/workbench/tests_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "core/config/config.hpp"
#include "core/config/includes.hpp"

namespace galley::core::workbench {
namespace {

using config::Diagnostics;
using config::in_quotes;
using config::Node;

std::vector<std::string> line_labels() {
    std::vector<std::string> out = {"blank", "story", "wrapped"};
    for (const auto& each : config::categories()) {
        out.emplace_back(each);
    }
    return out;
}

class TestsReader {
  public:
    explicit TestsReader(const std::filesystem::path& file) { out_.file = file; }

    void run(const Node& root) {
        const Node* tests = nullptr;
        for (const auto& node : root.children) {
            if (node.key == "tests" && tests == nullptr) {
                tests = &node;
            } else if (node.key == "galley") {
                expect_version(node);
            } else {
                unknown(node, {"galley", "tests"});
            }
        }
        if (tests == nullptr) {
            problems_.push_back(
                {{out_.file.string(), 1, {}},
                 "expected: tests CONFIG { case NAME { page { ... } } }",
                 {}});
            return;
        }
        read_tests(*tests);
    }

    TestsFile out_;
    Diagnostics problems_;

  private:
    void problem(const Node& at, std::string text, std::string meant = {}) {
        problems_.push_back({at.position(at.key), std::move(text), std::move(meant)});
    }

    void unknown(const Node& node, const std::vector<std::string>& known) {
        problem(node, "unknown key, or given twice", config::closest(node.key, known));
    }

    void expect_version(const Node& node) {
        if (node.value != "1") {
            problem(node, "expected 1, the version of this format, got " + in_quotes(node.value));
        }
    }

    void expect_no_children(const Node& node) {
        if (!node.children.empty()) {
            problem(node, "expected no { ... }");
        }
    }

    std::optional<std::size_t> number(const Node& node) {
        std::size_t value = 0;
        const auto* end = node.value.data() + node.value.size();
        const auto parsed = std::from_chars(node.value.data(), end, value);
        if (parsed.ec != std::errc() || parsed.ptr != end) {
            problem(node, "expected a number, got " + in_quotes(node.value));
            return std::nullopt;
        }
        return value;
    }

    void read_tests(const Node& tests) {
        if (tests.value.empty()) {
            problem(tests, "expected the config that the cases are for");
        }
        out_.config = (out_.file.parent_path() / tests.value).lexically_normal();
        std::vector<std::string> set;
        for (const auto& node : tests.children) {
            if (node.key == "case") {
                read_case(node, set);
            } else if (node.key == "set") {
                set.push_back(node.value);
            } else {
                unknown(node, {"case", "set"});
            }
        }
    }

    void read_case(const Node& node, const std::vector<std::string>& set) {
        PageCase one;
        one.name = node.value;
        one.line = node.line;
        one.set = set;
        if (one.name.empty()) {
            problem(node, "expected a name: what happens");
        } else if (!names_.insert(one.name).second) {
            problem(node, "a second case of the name " + in_quotes(one.name));
        }
        for (const auto& child : node.children) {
            read_case_key(child, one);
        }
        if (one.page.empty()) {
            problem(node, "expected page { ... } with a line of the page on each line");
        }
        out_.cases.push_back(std::move(one));
    }

    void read_case_key(const Node& node, PageCase& one) {
        if (node.key == "page") {
            read_page(node, one);
        } else if (node.key == "article" || node.key == "notice") {
            read_item(node, one);
        } else if (node.key == "articles" || node.key == "notices") {
            expect_no_children(node);
            (node.key == "articles" ? one.articles : one.notices) = number(node).value_or(0);
        } else if (node.key == "status") {
            one.status = node.value;
        } else if (node.key == "reason") {
            one.reason = node.value;
        } else if (node.key == "set") {
            one.set.push_back(node.value);
        } else {
            unknown(
                node,
                {"page", "article", "notice", "articles", "notices", "status", "reason", "set"});
        }
    }

    void expect_label(const Node& node) {
        static const auto kLabels = line_labels();
        if (std::ranges::find(kLabels, node.key) == kLabels.end()) {
            problem(
                node,
                "expected blank, story, wrapped, caption, notice or a category",
                config::closest(node.key, kLabels));
        }
        if (node.value.find('\n') != std::string::npos) {
            problem(node, "expected one line of text");
        }
    }

    void read_page(const Node& page, PageCase& one) {
        for (const auto& node : page.children) {
            expect_label(node);
            if ((node.key == "blank") != node.value.empty()) {
                problem(node, node.value.empty() ? "expected text" : "expected no text");
            }
            ExpectedLine line{node.key, node.value, {}, {}, node.line};
            for (const auto& child : node.children) {
                if (child.key == "rule") {
                    line.rule = child.value;
                } else {
                    read_part(child, line);
                }
            }
            one.page.push_back(std::move(line));
        }
    }

    void read_part(const Node& node, ExpectedLine& line) {
        expect_label(node);
        if (node.value.empty() || line.text.find(node.value) == std::string::npos) {
            problem(node, "expected a part of its line, got " + in_quotes(node.value));
        }
        line.parts.push_back({node.key, node.value, node.line});
    }

    void read_item(const Node& node, PageCase& one) {
        ExpectedItem item;
        item.is_notice = node.key == "notice";
        item.number = number(node).value_or(1);
        item.line = node.line;
        for (const auto& child : node.children) {
            expect_no_children(child);
            const auto known = std::ranges::find_if(
                item.values, [&](const auto& each) { return each.first == child.key; });
            if (known != item.values.end()) {
                known->second.push_back(child.value);
            } else {
                item.values.push_back({child.key, {child.value}});
                item.lines.push_back(child.line);
            }
        }
        if (item.number == 0) {
            problem(node, "expected a number from 1");
        }
        auto& count = item.is_notice ? one.notices : one.articles;
        count = std::max(count, item.number);
        one.items.push_back(std::move(item));
    }

    std::set<std::string> names_;
};

}  // namespace

std::string PageCase::text() const {
    std::string out;
    for (const auto& each : page) {
        out += each.text + '\n';
    }
    return out;
}

Result<TestsFile, Diagnostics> read_tests_file(const std::filesystem::path& file) {
    auto root = config::load_tree(file);
    if (!root.has_value()) {
        return unexpected(std::move(root).error());
    }
    TestsReader reader(file);
    reader.run(*root);
    if (!reader.problems_.empty()) {
        config::sort(reader.problems_);
        return unexpected(std::move(reader.problems_));
    }
    return std::move(reader.out_);
}

}  // namespace galley::core::workbench
