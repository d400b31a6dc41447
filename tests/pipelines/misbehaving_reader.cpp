// SPDX-License-Identifier: Apache-2.0
// A reader for tests: blobs that begin with a line PAGES, their documents parted by lines of %%.
// Does harm where a blob begins with !SNIFF, or a document with a mark such as !SEGV.
#include <string>
#include <unistd.h>

#include <galley/plugin.hpp>

namespace {

struct Pages {
    static constexpr auto kind = GALLEY_KIND_INGEST;
    static constexpr const char* id = "ingest.pages";
    static constexpr const char* version = "1.0.0";
    static constexpr const char* summary = "Reads test pages";
    static constexpr const char* writes[] = {"body", "page", nullptr};
    static constexpr const char* media_types[] = {"text/x-pages", nullptr};
    static constexpr galley_needs_v1 needs{sizeof(galley_needs_v1), GALLEY_NEED_ISOLATION, nullptr};
#ifdef STREAMS
    static constexpr auto capabilities = GALLEY_CAP_STREAMS;
#endif

    int sniff(const galley::blob&, std::string_view head) {
        if (head.starts_with("!SNIFF")) {
            *reinterpret_cast<volatile int*>(8) = 1;
        }
        return head.starts_with("PAGES\n") ? 90 : 0;
    }

    void open(const galley_blob* raw, galley::host& host) {
        constexpr std::size_t kStep = 1000;
        const galley::blob blob(raw, host.raw());
        char part[kStep];
        text.clear();
        for (std::size_t got = 1; got > 0;) {
            got = blob.read(part, kStep);
            text.append(part, got);
        }
        text.erase(0, text.find('\n') + 1);
        number = 0;
    }

    galley_status next(galley::doc& blank, galley::host& host) {
        if (text.empty()) {
            return GALLEY_SKIPPED;
        }
        constexpr std::string_view kBreak = "%%\n";
        const auto page = text.substr(0, text.find(kBreak));
        text.erase(0, page.size() + kBreak.size());
        if (page.starts_with("!SEGV")) {
            *reinterpret_cast<volatile int*>(8) = 1;
        } else if (page.starts_with("!HANG")) {
            while (true) {
                ::usleep(1000);
            }
        } else if (page.starts_with("!BAD!")) {
            throw galley::rejected("a page that cannot be read");
        }
        galley::set_text(host, blank, page, "UTF-8");
        blank.add_field("page", std::to_string(++number));
        return GALLEY_OK;
    }

    std::string text;
    int number = 0;
};

}  // namespace

GALLEY_PLUGIN(Pages)
