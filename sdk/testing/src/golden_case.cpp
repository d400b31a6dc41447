// SPDX-License-Identifier: Apache-2.0
// Runs one case folder: reads what is given, runs the plugin, compares.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>

#include <galley/testing/case_host.hpp>
#include <galley/testing/why_lines.hpp>
#include <galley/text.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(in), {});
}

/// A text file's content: the line end of its last line is the editor's, not the text's.
std::string without_last_line_end(std::string text) {
    if (!text.empty() && text.back() == '\n') {
        text.pop_back();
    }
    return text;
}

Parameters read_parameters(const fs::path& path) {
    Parameters parameters;
    const auto content = read_file(path).value_or("");
    for (const auto& line : split_lines(content)) {
        if (line.blank() || line.text.front() == '#') {
            continue;
        }
        const auto at = line.text.find('=');
        if (at == std::string_view::npos) {
            throw std::runtime_error("params.txt: expected key = value: " + std::string(line.text));
        }
        parameters.emplace_back(trim(line.text.substr(0, at)), trim(line.text.substr(at + 1)));
    }
    return parameters;
}

/// why.txt without its comments.
std::string read_why(const std::string& content) {
    std::string out;
    for (std::size_t begin = 0; begin < content.size();) {
        const auto end = std::min(content.find('\n', begin), content.size());
        const auto line = std::string_view(content).substr(begin, end - begin);
        if (!line.empty() && line.front() != '#') {
            out.append(line).push_back('\n');
        }
        begin = end + 1;
    }
    return out;
}

fs::path input_of(const fs::path& folder) {
    for (const auto& each : fs::directory_iterator(folder)) {
        if (each.path().stem() == "in") {
            return each.path();
        }
    }
    throw std::runtime_error(folder.string() + ": no in.txt");
}

class CaseRun {
  public:
    CaseRun(CaseHost& host, const fs::path& folder, CaseResult& result)
        : host_(host), folder_(folder), result_(result) {}

    void process() {
        Document given(without_last_line_end(read_file(input_of(folder_)).value()));
        read_given(read_file(folder_ / "given.txt").value_or(""), given);
        Document document;
        document.text = given.text;
        document.fields = given.fields;
        document.spans = given.spans;
        document.tags = given.tags;
        if (host_.process(document) < 0) {
            return fail(document.error);
        }
        result_.changed = std::ranges::any_of(
            document.decisions, [](const Decision& each) { return each.action != GALLEY_KEEP; });
        result_.text = host_.text_after(document);
        result_.why = why_lines(document, given);
        if (document.status == GALLEY_SKIPPED) {
            result_.why += "filtered\n";
        }
        compare(collapse_line_ends(given.text));
        if (host_.plugin().kind == GALLEY_KIND_CLEANUP) {
            run_again(document);
        }
    }

    void read() {
        for (const auto& each : host_.read_all(input_of(folder_))) {
            if (!result_.text.empty()) {
                result_.text += "\n---- next document\n";
            }
            result_.text += each.status < 0 ? "rejected: " + each.error : each.text;
            result_.why += "document " + each.original_encoding + '\n' + why_lines(each, {});
        }
        result_.changed = true;
        compare({});
    }

    void fail(const std::string& message) {
        result_.failed = true;
        result_.text = message;
        const auto expected = read_file(folder_ / "error.txt");
        if (!expected) {
            result_.mismatches.push_back({"the plugin failed", "no error", message});
        } else {
            expect("error.txt", without_last_line_end(*expected), message);
        }
    }

  private:
    void expect(const std::string& what, const std::string& expected, const std::string& got) {
        if (expected != got) {
            result_.mismatches.push_back({what, expected, got});
        }
    }

    void compare(const std::string& unchanged) {
        if (const auto expected = read_file(folder_ / "error.txt")) {
            return expect("error.txt", without_last_line_end(*expected), "(no error)");
        }
        if (const auto expected = read_file(folder_ / "out.txt")) {
            expect("out.txt", without_last_line_end(*expected), result_.text);
        } else if (result_.changed) {
            result_.mismatches.push_back(
                {"no out.txt: the text must not change",
                 unchanged,
                 result_.text + '\n' + result_.why});
        }
        if (const auto expected = read_file(folder_ / "why.txt")) {
            expect("why.txt", read_why(*expected), result_.why);
        }
    }

    /// A second run over what the first one left, and over each article that it cut out, decides
    /// nothing.
    void run_again(const Document& first) {
        Document again(result_.text);
        again.fields = first.fields;
        again.tags = first.tags;
        expect_quiet(again);
        for (const auto& child : first.children) {
            if (child->child_kind == GALLEY_CHILD_ARTICLE) {
                Document article(collapse_line_ends(child->text));
                article.fields = child->fields;
                article.tags = child->tags;
                expect_quiet(article);
            }
        }
    }

    void expect_quiet(Document& document) {
        for (auto& each : document.fields) {
            each.evidence = {};
        }
        for (auto& each : document.tags) {
            each.evidence = {};
        }
        const Document before(document.text);
        if (host_.process(document) < 0) {
            result_.mismatches.push_back({"second run", "no error", document.error});
            return;
        }
        std::erase_if(
            document.decisions, [](const Decision& each) { return each.action == GALLEY_KEEP; });
        if (!document.decisions.empty()) {
            Document decisions_only(document.text);
            decisions_only.decisions = document.decisions;
            result_.mismatches.push_back(
                {"second run over the output must decide nothing",
                 {},
                 why_lines(decisions_only, {})});
        }
    }

    CaseHost& host_;
    const fs::path& folder_;
    CaseResult& result_;
};

/// The comment lines at the head of an existing why.txt.
std::string comments_of(const fs::path& path) {
    std::ifstream in(path);
    std::string out;
    for (std::string line; std::getline(in, line) && line.starts_with('#');) {
        out += line + '\n';
    }
    return out;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> accepted_files(
    const fs::path& folder, const CaseResult& result) {
    if (result.broken) {
        return {};
    }
    if (result.failed) {
        return {{"error.txt", result.text + '\n'}};
    }
    return {
        {"out.txt", result.changed ? result.text + '\n' : ""},
        {"why.txt", comments_of(folder / "why.txt") + result.why}};
}

CaseResult run_case(const fs::path& folder, CaseHost& host) {
    CaseResult result;
    result.name = folder.filename().string();
    CaseRun run(host, folder, result);
    try {
        if (host.configure(read_parameters(folder / "params.txt")) < 0) {
            run.fail(host.error());
        } else if (host.plugin().kind == GALLEY_KIND_INGEST) {
            run.read();
        } else {
            run.process();
        }
    } catch (const std::exception& problem) {
        result.broken = true;
        result.mismatches.push_back({"the case cannot be run", {}, problem.what()});
    }
    return result;
}

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
