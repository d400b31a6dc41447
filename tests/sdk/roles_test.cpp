// SPDX-License-Identifier: Apache-2.0
// The test kit's host drives sources, readers and exporters.
#include <cstdio>
#include <fcntl.h>
#include <fstream>

#include <gtest/gtest.h>

#include <galley/plugin.hpp>
#include <galley/testing/recording_host.hpp>

namespace {

using galley::testing::Document;
using galley::testing::RecordingHost;

/// Delivers one blob in chunks and one by descriptor, and remembers outcomes.
struct TwoBlobs {
    static constexpr auto kind = GALLEY_KIND_INGEST;
    static constexpr auto id = "ingest.two_blobs", version = "1", summary = "Delivers two";
    int given = 0;
    std::size_t at = 0;

    galley_status next(galley_blob& out, galley::host& h) {
        out.name = galley::to_abi(given == 0 ? "chunks" : "descriptor");
        out.token = out.name;
        if (given == 1) {
            out.fd = open("/proc/self/comm", O_RDONLY | O_CLOEXEC);
        }
        h.count("asked");
        return given++ < 2 ? GALLEY_OK : GALLEY_SKIPPED;
    }

    std::size_t read(std::string_view, void* to, std::size_t room) {
        constexpr std::string_view kBytes = "some bytes";
        const auto size = std::min<std::size_t>({room, kBytes.size() - at, 4});
        std::memcpy(to, kBytes.data() + at, size);
        at += size;
        return size;
    }
};

/// Makes a document of each line; lines with a bang are bad, text that is not UTF-8 is refused by
/// the host.
struct LineReader {
    static constexpr auto kind = GALLEY_KIND_INGEST;
    static constexpr auto id = "ingest.lines", version = "1", summary = "A line, a document";
    static constexpr const char* media_types[] = {"text/plain", nullptr};
    std::string bytes;
    std::size_t at = 0;

    int sniff(const galley::blob& b, std::string_view head) {
        return b.name().ends_with(".lines") && !head.empty() ? 90 : 0;
    }

    void open(const galley_blob* raw, galley::host& h) {
        const galley::blob blob(raw, h.raw());
        char chunk[10000];
        while (const auto got = blob.read(chunk, sizeof chunk)) {
            bytes.append(chunk, got);
        }
    }

    galley_status next(galley::doc& blank, galley::host& h) {
        if (at >= bytes.size()) {
            return GALLEY_SKIPPED;
        }
        const auto end = bytes.find('\n', at);
        const auto line = bytes.substr(at, end - at);
        at = end + 1;
        if (line == "!") {
            throw galley::rejected("a bang");
        }
        const auto set = line.starts_with('=') ? galley::set_checked_text : galley::set_text;
        set(h, blank, line, "ASCII");
        blank.add_field("encoding", "ASCII");
        return GALLEY_OK;
    }
};

/// Writes what it is given into one file.
struct OneFile {
    static constexpr auto kind = GALLEY_KIND_EXPORT;
    static constexpr auto id = "export.one_file", version = "1", summary = "Writes one file";
    std::string content, path, position;

    void begin(std::string_view run, std::string_view from, galley::host& h) {
        path = galley::output_path(h, "out/all.txt");
        content = std::string(run) + ':' + std::string(from) + '\n';
    }

    void write(const galley::record& r, std::string_view key, galley::host&) {
        content += std::string(key) + ' ' + std::string(r.uri()) + ' ' + std::string(r.kind()) +
                   ' ' + std::string(r.current().text()) + " of " + std::string(r.source().text()) +
                   '\n';
        r.each_row([&](const galley_row& row) {
            content += std::string(galley::view(row.category)) + '@' +
                       std::to_string(row.range.begin) + '\n';
        });
        if (r.kind() == "naughty") {
            r.current().add_field("x", "y");
        }
    }

    std::string_view prepare(galley::host& h) {
        content += std::to_string(galley::run_totals(h).articles) + '\n';
        position = std::to_string(content.size());
        return position;
    }

    void commit(galley::host&) { std::ofstream(path) << content; }
};

const galley_plugin* plugin(std::size_t index) {
    return galley::detail::make_module<TwoBlobs, LineReader, OneFile>("1")->plugins[index];
}

TEST(RecordingHostSource, DrainsChunksAndDescriptors) {
    RecordingHost host(plugin(0));
    const auto found = host.drain();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].name, "chunks");
    EXPECT_EQ(found[0].bytes, "some bytes");
    EXPECT_EQ(found[1].name, "descriptor");
    EXPECT_EQ(found[1].bytes, "sdk_test\n");
    EXPECT_DOUBLE_EQ(host.counts().at("asked"), 3.0);
}

TEST(RecordingHostReader, ReadsAllAndGoesOnAfterARejectedOne) {
    RecordingHost host(plugin(1));
    const auto found = host.read_all("one\n!\nthree\n", "x.lines");
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].text, "one");
    EXPECT_EQ(found[0].original_encoding, "ASCII");
    EXPECT_EQ(found[0].value("encoding"), "ASCII");
    EXPECT_EQ(found[1].status, GALLEY_E_REJECTED);
    EXPECT_EQ(found[1].error, "a bang");
    EXPECT_EQ(found[2].text, "three");
}

TEST(RecordingHostReader, RefusesTextThatIsNotUtf8OrHasOtherLineEnds) {
    for (const auto* bytes : {"a\xFFz\n", "=\xFFz\n", "a\xE4\xB8\n", "a\xED\xA0\x80\n", "a\r\n"}) {
        RecordingHost host(plugin(1));
        const auto found = host.read_all(bytes, "x.lines");
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found[0].status, GALLEY_E_ARGUMENT) << found[0].error;
    }
}

TEST(SetCheckedText, IsSetTextForAHostThatKnowsNoOther) {
    galley_build_v1 old{};
    old.struct_size = offsetof(galley_build_v1, set_checked_text);
    old.set_text = [](galley_doc*, galley_str utf8, galley_str) -> galley_status {
        return galley::view(utf8) == "two" ? GALLEY_E_REJECTED : GALLEY_OK;
    };
    static const galley_build_v1* offered = nullptr;
    offered = &old;
    galley_host raw{};
    raw.struct_size = sizeof raw;
    raw.extension = [](const galley_host*, const char*) -> const void* { return offered; };
    EXPECT_NO_THROW(
        galley::set_checked_text(galley::host(&raw), galley::doc(nullptr, nullptr), "four", {}));
    EXPECT_THROW(
        galley::set_checked_text(galley::host(&raw), galley::doc(nullptr, nullptr), "two", {}),
        galley::failure);
}

TEST(RecordingHostReader, HandsLargeBlobsOutInPieces) {
    RecordingHost host(plugin(1));
    const auto found = host.read_all(std::string(20000, 'a') + '\n', "x.lines");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].text.size(), 20000U);
    EXPECT_EQ(host.sniff("x", "a.lines"), 90);
    EXPECT_EQ(host.sniff("x", "a.txt"), 0);
}

TEST(RecordingHostExporter, GivesRecordsAndOutputFiles) {
    RecordingHost host(plugin(2));
    Document source("whole text");
    Document article("text");
    article.source = &source;
    article.record.uri = "galley:1";
    galley::testing::Row row;
    row.category = "notice";
    row.range = {0, 6};
    article.record.rows.push_back(row);
    galley_run_totals totals{};
    totals.struct_size = sizeof totals;
    totals.articles = 1;
    host.set_totals(totals);
    ASSERT_EQ(host.begin("run-7"), GALLEY_OK) << host.error();
    ASSERT_EQ(host.write(article, "key-1"), GALLEY_OK) << host.error();
    host.finish();
    EXPECT_EQ(
        host.outputs().at("out/all.txt"),
        "run-7:\nkey-1 galley:1 article text of whole text\nnotice@0\n1\n");
}

TEST(RecordingHostExporter, RefusesChangesToDocuments) {
    RecordingHost host(plugin(2));
    Document article("text");
    article.record.kind = "naughty";
    ASSERT_EQ(host.begin(), GALLEY_OK);
    EXPECT_EQ(host.write(article, "key-1"), GALLEY_E_CONTRACT);
    EXPECT_EQ(host.error(), "the host refused field_add: an exporter cannot change a document");
}

TEST(RecordingHostExporter, RefusesRolesThatAPluginDoesNotHave) {
    RecordingHost host(plugin(2));
    EXPECT_THROW(host.read_all("x", "x"), std::runtime_error);
}

}  // namespace
