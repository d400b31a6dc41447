// SPDX-License-Identifier: Apache-2.0
// Ranges are found by their text, so the sample can be read.
#include "sample_output.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <openssl/sha.h>
#include <stdexcept>
#include <string_view>

namespace galley::tests {
namespace {

using nlohmann::json;

std::string sha256_hex(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    std::string hex;
    for (const auto byte : digest) {
        hex += kDigits[byte >> 4U];
        hex += kDigits[byte & 0xFU];
    }
    return hex;
}

class Page {
  public:
    explicit Page(std::string source) : source_(std::move(source)), sha256_(sha256_hex(source_)) {}

    std::size_t size() const { return source_.size(); }

    std::size_t begin(std::string_view text) const { return source_.find(text); }

    std::size_t end(std::string_view text) const { return begin(text) + text.size(); }

    std::string uri(std::size_t from, std::size_t to) const {
        return "galley:" + sha256_ + "#" + std::to_string(from) + "-" + std::to_string(to);
    }

    json row(const std::string& op, const std::string& uri, std::size_t from, std::size_t to) {
        const bool has_text = op != "split" && op != "collapse" && op != "keep";
        return {
            {"schema_version", 1},
            {"uri", uri},
            {"path", "in/page.txt"},
            {"article", 0},
            {"seq", ++seq_},
            {"stage", "s"},
            {"plugin", "p"},
            {"plugin_version", "1"},
            {"rule", "r"},
            {"category", "other"},
            {"op", op},
            {"begin", from},
            {"end", to},
            {"text", has_text ? source_.substr(from, to - from) : ""},
            {"replacement", nullptr},
            {"destination", nullptr},
            {"confidence", 1},
            {"status", "applied"},
            {"source_sha256", sha256_},
            {"source_bytes", source_.size()}};
    }

    json row(const std::string& op, const std::string& uri, std::string_view text) {
        return row(op, uri, begin(text), end(text));
    }

    json collapse(const std::string& uri, std::size_t from, std::size_t to) {
        auto made = row("collapse", uri, from, to);
        made["gaps"] = {{from, to}};
        return made;
    }

  private:
    std::string source_, sha256_;
    int seq_ = 0;
};

json item(const std::string& uri, const std::string& text) {
    return {{"schema_version", 1}, {"uri", uri}, {"path", "in/page.txt"}, {"text", text}};
}

void add_first_article(Output& out, Page& page, const std::string& uri, std::size_t end) {
    out.ledger.push_back(page.row("strip", uri, "One headline\n"));
    const auto wrap = page.end("Body a");
    out.ledger.push_back(page.row("replace", uri, wrap, wrap + 1));
    out.ledger.back()["replacement"] = " ";
    out.ledger.push_back(page.row("move", uri, "Caption h\xC3\xA9re\n"));
    out.ledger.back()["destination"] = end;
    out.ledger.push_back(page.row("strip", uri, "More body.\n"));
    out.ledger.back()["status"] = "held";
    const auto caption = page.end("Caption h\xC3\xA9re\n");
    out.ledger.push_back(page.collapse(uri, caption - 1, caption));
    for (auto row = out.ledger.end() - 5; row != out.ledger.end(); ++row) {
        (*row)["article"] = 1;
    }
    out.articles.push_back(item(uri, "Body a broken line.\nMore body.\nCaption h\xC3\xA9re"));
}

}  // namespace

json& Output::row(int seq) {
    const auto found =
        std::ranges::find_if(ledger, [&](const json& row) { return row["seq"] == seq; });
    if (found == ledger.end()) {
        throw std::logic_error("the sample has no seq " + std::to_string(seq));
    }
    return *found;
}

void Output::drop_row(int seq) {
    std::erase_if(ledger, [&](const json& row) { return row["seq"] == seq; });
}

Output sample_output() {
    Output out;
    Page page(
        "Masthead\nOne headline\nBody a\nbroken line.\nCaption h\xC3\xA9re\nMore body.\n"
        "LOST: card 12 void.\nTwo headline\nSecond body.\n\n\n");
    const auto root = page.uri(0, page.size());
    const auto one = page.begin("One headline");
    const auto two = page.begin("Two headline");
    const auto lost = page.begin("LOST");
    out.ledger = {
        page.row("strip", root, "Masthead\n"),
        page.row("split", root, lost, two),
        page.row("split", root, one, two),
        page.row("split", root, two, page.size())};
    add_first_article(out, page, page.uri(one, two), two);
    const auto second = page.uri(two, page.size());
    out.ledger.push_back(page.row("strip", second, "Two headline\n"));
    out.ledger.push_back(page.collapse(second, page.end("Second body."), page.size()));
    out.ledger[out.ledger.size() - 2]["article"] = out.ledger.back()["article"] = 2;
    out.articles.push_back(item(second, "Second body."));
    out.ledger.push_back(page.collapse(page.uri(lost, two), two - 1, two));
    out.notices.push_back(item(page.uri(lost, two), "LOST: card 12 void."));
    const Page plain("Plain text.");
    out.articles.push_back(item(plain.uri(0, plain.size()), "Plain text."));
    return out;
}

OutputFolder::OutputFolder(const Output& output) {
    auto name = (std::filesystem::temp_directory_path() / "galley-ledger-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("no temporary folder");
    }
    path_ = name;
    const auto lines = [](const std::vector<json>& values) {
        std::string text;
        for (const auto& value : values) {
            text += value.dump() + "\n";
        }
        return text;
    };
    write("ledger.jsonl", lines(output.ledger));
    write("articles.jsonl", lines(output.articles));
    write("notices.jsonl", lines(output.notices));
}

OutputFolder::~OutputFolder() {
    std::error_code ignored;  // a folder left in /tmp is no reason to end a test
    std::filesystem::remove_all(path_, ignored);
}

void OutputFolder::write(const std::string& name, const std::string& content) const {
    std::ofstream(path_ / name, std::ios::binary) << content;
}

}  // namespace galley::tests
