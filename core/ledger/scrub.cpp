// SPDX-License-Identifier: Apache-2.0
// Lines are told by their uri, parts of a page by their id.
#include "core/ledger/scrub.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace galley::core::ledger {
namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

Error io_error(const fs::path& path, const char* what) {
    return {path.string() + ": " + what, ErrorKind::kIo};
}

bool is_of(const std::string& line, const state::Gone& gone) {
    constexpr std::string_view kUri = "\"uri\":\"galley:";
    const auto at = line.find(kUri);
    return at != std::string::npos &&
           gone.holds_source(std::string_view(line).substr(at + kUri.size()));
}

bool may_stay(std::string_view key) {
    constexpr std::array<std::string_view, 8> kKeys = {
        "uri", "source_sha256", "op", "stage", "plugin", "plugin_version", "rule", "category"};
    return std::ranges::find(kKeys, key) != kKeys.end();
}

void empty_value(Json& value) {
    if (value.is_string()) {
        value = "";
    } else if (value.is_array()) {
        value = Json::array();
    } else if (value.is_object()) {
        value = Json::object();
    }
}

/// Blanks in front of the closing brace make up for what went.
std::string padded(std::string text, std::size_t size) {
    text.insert(text.size() - 1, size - text.size(), ' ');
    return text;
}

Result<bool> scrub_lines(const fs::path& from, const fs::path& to, const state::Gone& gone) {
    std::ifstream in(from, std::ios::binary);
    std::ofstream out(to, std::ios::binary);
    bool changed = false;
    for (std::string line; std::getline(in, line);) {
        const bool found = is_of(line, gone);
        changed = changed || found;
        out << (found ? scrub_line(line) : line);
        if (!in.eof()) {
            out << '\n';
        }
    }
    out.close();
    if (in.bad() || out.fail()) {
        return unexpected(
            io_error(in.bad() ? from : to, in.bad() ? "cannot be read" : "cannot be written"));
    }
    return changed;
}

Result<std::string> read_whole(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    return in.bad() || !in.is_open()
               ? Result<std::string>(unexpected(io_error(path, "cannot be read")))
               : Result<std::string>(std::move(text));
}

Result<bool> write_whole(const fs::path& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    return out.fail() ? Result<bool>(unexpected(io_error(path, "cannot be written")))
                      : Result<bool>(true);
}

/// run.json: the documents in `held`.
bool scrub_report(std::string& text, const state::Gone& gone) {
    auto report = Json::parse(text, nullptr, false);
    if (!report.is_object() || !report.contains("held") || !report["held"].is_array()) {
        return false;
    }
    bool changed = false;
    for (auto& held : report["held"]) {
        if (held.is_object() && gone.paths.contains(held.value("path", std::string()))) {
            held["path"] = "";
            held["reason"] = kPurgedStatus;
            changed = true;
        }
    }
    if (changed) {
        text = report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    }
    return changed;
}

void blank(std::string& html, std::size_t begin, std::size_t end) {
    std::fill(
        html.begin() + static_cast<std::ptrdiff_t>(begin),
        html.begin() + static_cast<std::ptrdiff_t>(end),
        ' ');
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
    }
    return out;
}

/// Blanks every element from `open` to `close` that `is_theirs` says is theirs. Elements of the
/// sheet do not stand in one another, and text of documents has no tags.
template <class F>
bool blank_elements(
    std::string& html, std::string_view open, std::string_view close, F&& is_theirs) {
    bool changed = false;
    for (auto begin = html.find(open); begin != std::string::npos;) {
        auto end = html.find(close, begin);
        if (end == std::string::npos) {
            return changed;
        }
        end += close.size();
        if (is_theirs(std::string_view(html).substr(begin, end - begin))) {
            blank(html, begin, end);
            changed = true;
        }
        begin = html.find(open, end);
    }
    return changed;
}

bool has_id_of(std::string_view element, const state::Gone& gone) {
    constexpr std::string_view kId = " id=\"u-";
    constexpr std::size_t kDigits = 12;
    const auto at = element.substr(0, element.find('>')).find(kId);
    if (at == std::string_view::npos) {
        return false;
    }
    const auto digits = element.substr(at + kId.size(), kDigits);
    const auto next = gone.sources.lower_bound(digits);
    return next != gone.sources.end() && next->starts_with(digits);
}

}  // namespace

std::string scrub_line(const std::string& line) {
    auto object = Json::parse(line, nullptr, false);
    if (!object.is_object()) {
        return std::string(line.size(), ' ');
    }
    for (auto& [key, value] : object.items()) {
        if (key == "status") {
            value = kPurgedStatus;
        } else if (!may_stay(key)) {
            empty_value(value);
        }
    }
    object["status"] = kPurgedStatus;
    auto text = object.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (text.size() > line.size()) {  // hardly anything was in it
        const Json least = {{"uri", object["uri"]}, {"status", kPurgedStatus}};
        text = least.dump();
    }
    if (text.size() > line.size()) {
        return line;
    }
    return padded(std::move(text), line.size());
}

bool scrub_page(std::string& html, const state::Gone& gone) {
    const auto names_path = [&](std::string_view element) {
        return std::ranges::any_of(gone.paths, [&](const std::string& path) {
            return element.find(escaped(path)) != std::string_view::npos;
        });
    };
    bool changed = blank_elements(html, "<article ", "</article>", [&](std::string_view element) {
        return has_id_of(element, gone);
    });
    changed |= blank_elements(html, "<section class=\"between\">", "</section>", names_path);
    // Names of files in the index.
    changed |= blank_elements(html, "<td class=\"files\">", "</td>", names_path);
    return changed;
}

std::string scrub_position(const std::string& position, const state::Gone& gone) {
    auto parsed = Json::parse(position, nullptr, false);
    if (!parsed.is_object()) {
        return position;
    }
    bool changed = false;
    for (auto& [key, value] : parsed.items()) {
        if (value.is_string() && gone.paths.contains(value.get<std::string>())) {
            value = "";
            changed = true;
        }
    }
    return changed ? parsed.dump(-1, ' ', false, Json::error_handler_t::replace) : position;
}

Result<bool> scrub_output(const fs::path& from, const fs::path& to, const state::Gone& gone) {
    const auto kind = from.extension();
    if (kind == ".jsonl") {
        return scrub_lines(from, to, gone);
    }
    if (kind != ".html" && kind != ".json") {
        return unexpected(Error{
            from.string() + ": what is whose in it cannot be told; expected .jsonl, .html or .json",
            ErrorKind::kUsage});
    }
    auto text = read_whole(from);
    if (!text.has_value()) {
        return unexpected(text.error());
    }
    const bool changed =
        kind == ".html" ? scrub_page(text.value(), gone) : scrub_report(text.value(), gone);
    if (!changed) {
        return false;
    }
    auto written = write_whole(to, text.value());
    return written.has_value() ? Result<bool>(true) : written;
}

}  // namespace galley::core::ledger
