// SPDX-License-Identifier: Apache-2.0
// Reads the texts that `galley rules lint` tries rules on.
#include "core/cli/rule_corpus.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <system_error>

#include "core/rules/utf8.hpp"

namespace galley::core::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using rules::CorpusText;
using Visit = std::function<void(const CorpusText&)>;

constexpr std::string_view kGoldSchema = "galley-gold/1";
constexpr std::array<std::string_view, 4> kStoryLabels = {"body", "caption", "headline", "subhead"};

unexpected<Error> invalid(const std::string& where, const std::string& what) {
    return unexpected(Error{where + ": " + what, ErrorKind::kInvalidInput});
}

Result<std::string> read_file(const fs::path& path) {
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    if (!in) {
        const auto why = std::generic_category().message(errno == 0 ? EIO : errno);
        return unexpected(Error{path.string() + ": cannot be read: " + why, ErrorKind::kIo});
    }
    if (const auto at = rules::find_invalid_utf8(bytes); at != std::string_view::npos) {
        const auto line =
            1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        return invalid(path.string() + ":" + std::to_string(line), "expected UTF-8");
    }
    return bytes;
}

void remove_carriage_returns(std::string& text) {
    std::erase(text, '\r');
}

void mark_all(CorpusText& text) {
    text.story = {{0, text.text.size()}};
}

/// The byte offset of a character's number in a line.
std::size_t byte_of(std::string_view line, std::size_t character) {
    rules::ByteOffset at = 0;
    for (; character > 0 && at < line.size(); --character) {
        static_cast<void>(rules::decode_at(line, at));
    }
    return at;
}

/// A labelled page: its lines, and what of them is kept.
CorpusText gold_page(const std::string& name, const json& page) {
    CorpusText out{name, {}, {}};
    for (const auto& line : page.at("lines")) {
        const auto text = line.at("text").get<std::string>();
        for (const auto& segment : line.value("segments", json::array())) {
            const auto label = segment.at("label").get<std::string>();
            if (std::ranges::find(kStoryLabels, label) != kStoryLabels.end()) {
                out.story.push_back(
                    {out.text.size() + byte_of(text, segment.at("start")),
                     out.text.size() + byte_of(text, segment.at("end"))});
            }
        }
        out.text += text + "\n";
    }
    return out;
}

Result<bool> read_text(
    const std::string& name, std::string text, bool all_story, const Visit& visit) {
    remove_carriage_returns(text);
    CorpusText out{name, std::move(text), {}};
    if (all_story) {
        mark_all(out);
    }
    visit(out);
    return true;
}

Result<bool> read_jsonl(
    const std::string& name, std::string_view text, bool all_story, const Visit& visit) {
    for (std::uint32_t number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
            continue;
        }
        const auto record = json::parse(line, nullptr, false);
        const auto where = name + ":" + std::to_string(number);
        if (!record.is_object() || !record.contains("text") || !record["text"].is_string()) {
            return invalid(where, "expected an object with a string \"text\"");
        }
        CorpusText out{name, record["text"].get<std::string>(), {}, number, true};
        remove_carriage_returns(out.text);
        if (all_story) {
            mark_all(out);
        }
        visit(out);
    }
    return true;
}

Result<bool> read_gold(
    const std::string& name,
    const std::string& text,
    bool named,
    bool all_story,
    const Visit& visit) {
    const auto page = json::parse(text, nullptr, false);
    if (!page.is_object() || !page.contains("schema") || page["schema"] != kGoldSchema) {
        return named ? Result<bool>(invalid(
                           name,
                           "expected a labelled page with \"schema\": \"" +
                               std::string(kGoldSchema) + "\""))
                     : Result<bool>(true);
    }
    try {
        auto out = gold_page(name, page);
        if (all_story) {
            mark_all(out);
        }
        visit(out);
    } catch (const json::exception& wrong) {
        return invalid(name, std::string("not a labelled page: ") + wrong.what());
    }
    return true;
}

Result<bool> read_one(const fs::path& path, bool named, bool all_story, const Visit& visit) {
    const auto kind = path.extension();
    if (!named && kind != ".txt" && kind != ".jsonl" && kind != ".json") {
        return true;
    }
    auto text = read_file(path);
    if (!text.has_value()) {
        return unexpected(text.error());
    }
    if (kind == ".jsonl") {
        return read_jsonl(path.string(), text.value(), all_story, visit);
    }
    return kind == ".json" ? read_gold(path.string(), text.value(), named, all_story, visit)
                           : read_text(path.string(), std::move(text).value(), all_story, visit);
}

std::vector<fs::path> files_below(const fs::path& folder, std::error_code& code) {
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator at(folder, code); !code && at != fs::end(at);
         at.increment(code)) {
        if (at->is_regular_file()) {
            files.push_back(at->path());
        }
    }
    std::ranges::sort(files);
    return files;
}

}  // namespace

Result<bool> read_corpus(
    const std::vector<std::string>& paths, bool all_story, const Visit& visit) {
    for (const auto& path : paths) {
        std::error_code code;
        const bool folder = fs::is_directory(path, code);
        const auto files = folder ? files_below(path, code) : std::vector<fs::path>{path};
        if (folder && code) {
            return unexpected(Error{path + ": cannot be read: " + code.message(), ErrorKind::kIo});
        }
        for (const auto& file : files) {
            if (auto read = read_one(file, !folder, all_story, visit); !read.has_value()) {
                return read;
            }
        }
    }
    return true;
}

}  // namespace galley::core::cli
