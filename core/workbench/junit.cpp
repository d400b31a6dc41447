// SPDX-License-Identifier: Apache-2.0
// Writes JUnit XML.
#include "core/workbench/junit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <galley/text.hpp>

#include "core/workbench/difference.hpp"

namespace galley::core::workbench {
namespace {

struct Counts {
    std::size_t failed = 0, broken = 0, skipped = 0;
    double seconds = 0;

    void add(const Outcome& one) {
        failed += one.verdict == Verdict::kFailed ? 1 : 0;
        broken += one.verdict == Verdict::kBroken ? 1 : 0;
        skipped += one.verdict == Verdict::kSkipped ? 1 : 0;
        seconds += one.seconds;
    }
};

std::string differences(const Outcome& one) {
    std::string out;
    for (const auto& each : one.differences) {
        out += fmt::format(
            "{}: {}\n{}", each.where, each.what, show_difference(each.expected, each.got, false));
        out += each.hint.empty() ? "" : "  hint: " + each.hint + '\n';
    }
    return out;
}

void add_case(const Outcome& one, std::string& out) {
    out += fmt::format(
        R"(    <testcase classname="{}" name="{}" file="{}" time="{:.6f}")",
        xml_text(one.suite),
        xml_text(one.name),
        xml_text(one.where),
        one.seconds);
    switch (one.verdict) {
        case Verdict::kPassed:
            out += "/>\n";
            return;
        case Verdict::kSkipped:
            out += fmt::format("><skipped message=\"{}\"/></testcase>\n", xml_text(one.reason));
            return;
        case Verdict::kBroken:
            out += fmt::format("><error message=\"{}\"/></testcase>\n", xml_text(one.reason));
            return;
        case Verdict::kFailed:
            out += fmt::format(
                "><failure message=\"{}\">{}</failure></testcase>\n",
                xml_text(one.differences.front().what),
                xml_text(differences(one)));
    }
}

bool fits_xml(galley::code_point c) {
    const bool control = c.value < 0x20 && c.value != '\n' && c.value != '\t';
    const bool no_utf8 = c.value == 0xFFFD && c.size_bytes == 1;
    const bool surrogate = c.value >= 0xD800 && c.value <= 0xDFFF;
    return !control && !no_utf8 && !surrogate && c.value != 0xFFFE && c.value != 0xFFFF &&
           c.value <= 0x10FFFF;
}

}  // namespace

std::string xml_text(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = galley::decode_at(text, at);
        const auto bytes = text.substr(at, c.size_bytes);
        at += c.size_bytes;
        if (!fits_xml(c)) {
            for (const char byte : bytes) {
                out += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
            }
        } else if (c.value == '&') {
            out += "&amp;";
        } else if (c.value == '<') {
            out += "&lt;";
        } else if (c.value == '>') {
            out += "&gt;";
        } else if (c.value == '"') {
            out += "&quot;";
        } else {
            out += bytes;
        }
    }
    return out;
}

std::string junit_xml(const std::vector<Outcome>& outcomes) {
    Counts all;
    std::ranges::for_each(outcomes, [&](const Outcome& one) { all.add(one); });
    auto out = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites name=\"galley test\" tests=\"{}\" failures=\"{}\" errors=\"{}\" "
        "skipped=\"{}\" time=\"{:.6f}\">\n",
        outcomes.size(),
        all.failed,
        all.broken,
        all.skipped,
        all.seconds);
    for (auto begin = outcomes.begin(); begin != outcomes.end();) {
        const auto end = std::find_if(
            begin, outcomes.end(), [&](const Outcome& one) { return one.suite != begin->suite; });
        Counts counts;
        std::for_each(begin, end, [&](const Outcome& one) { counts.add(one); });
        out += fmt::format(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" "
            "time=\"{:.6f}\">\n",
            xml_text(begin->suite),
            end - begin,
            counts.failed,
            counts.broken,
            counts.skipped,
            counts.seconds);
        std::for_each(begin, end, [&](const Outcome& one) { add_case(one, out); });
        out += "  </testsuite>\n";
        begin = end;
    }
    return out + "</testsuites>\n";
}

}  // namespace galley::core::workbench
