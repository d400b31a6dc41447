// SPDX-License-Identifier: Apache-2.0
// simdjson on demand: keys in any order, those not needed are passed over.
#include "core/ledger/ledger_lines.hpp"

#include <array>
#include <simdjson.h>
#include <utility>

#include "core/ledger/scrub.hpp"

namespace galley::core::ledger {
namespace {

namespace json = simdjson::ondemand;

static_assert(simdjson::SIMDJSON_PADDING <= LineParser::kPaddingBytes);

constexpr std::string_view kCanceledStatus = "canceled";

Error bad(std::string_view key, const char* expected) {
    return {std::string(key) + ": expected " + expected, ErrorKind::kInvalidInput};
}

/// Reads values and remembers the first one that was not as expected.
class Reader {
  public:
    void text(std::string_view key, json::value value, std::string_view& to) {
        json::json_type type{};
        if (value.type().get(type) != simdjson::SUCCESS) {
            fail(key, "a string");
        } else if (
            type != json::json_type::null && value.get_string().get(to) != simdjson::SUCCESS) {
            fail(key, "a string or null");
        }
    }

    void number(std::string_view key, json::value value, std::uint64_t& to) {
        json::json_type type{};
        if (value.type().get(type) != simdjson::SUCCESS) {
            fail(key, "a number");
        } else if (
            type != json::json_type::null && value.get_uint64().get(to) != simdjson::SUCCESS) {
            fail(key, "a whole number or null");
        }
    }

    void gaps(json::value value, std::vector<galley::span>& to) {
        json::array array;
        if (value.get_array().get(array) != simdjson::SUCCESS) {
            return fail("gaps", "an array");
        }
        for (auto element : array) {
            json::array pair;
            std::array<std::uint64_t, 2> ends{};
            std::size_t count = 0;
            bool good = element.get_array().get(pair) == simdjson::SUCCESS;
            if (good) {
                for (auto end : pair) {
                    good =
                        good && count < 2 && end.get_uint64().get(ends[count]) == simdjson::SUCCESS;
                    ++count;
                    if (!good) {
                        break;
                    }
                }
            }
            if (!good || count != 2 || ends[1] < ends[0]) {
                return fail("gaps", "pairs [begin,end]");
            }
            to.push_back({ends[0], ends[1]});
        }
    }

    void fail(std::string_view key, const char* expected) {
        if (error.message.empty()) {
            error = bad(key, expected);
        }
    }

    Error error;
};

/// Calls f(key, value) for each member. @returns  whether the line is one whole object.
template <class F>
bool each_member(json::parser& parser, std::string_view padded, F&& f) {
    json::document document;
    json::object object;
    if (parser.iterate(padded, padded.size() + LineParser::kPaddingBytes).get(document) !=
            simdjson::SUCCESS ||
        document.get_object().get(object) != simdjson::SUCCESS) {
        return false;
    }
    for (auto member : object) {
        json::field field;
        std::string_view key;
        if (std::move(member).get(field) != simdjson::SUCCESS ||
            field.unescaped_key().get(key) != simdjson::SUCCESS || !f(key, field.value())) {
            return false;
        }
    }
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

void read_member(Reader& reader, LedgerLine& line, std::string_view key, json::value value) {
    auto& row = line.row;
    std::string_view word;
    if (key == "uri") {
        reader.text(key, value, row.uri);
    } else if (key == "seq") {
        reader.number(key, value, row.seq);
    } else if (key == "op") {
        reader.text(key, value, word);
        const auto op = parse_op(word);
        if (!op) {
            return reader.fail(key, "strip, replace, move, split, keep or collapse");
        }
        row.op = *op;
    } else if (key == "begin") {
        reader.number(key, value, row.range.begin);
    } else if (key == "end") {
        reader.number(key, value, row.range.end);
    } else if (key == "text") {
        reader.text(key, value, row.text);
    } else if (key == "replacement") {
        reader.text(key, value, row.replacement);
    } else if (key == "destination") {
        reader.number(key, value, row.destination);
    } else if (key == "gaps") {
        reader.gaps(value, row.gaps);
    } else if (key == "status") {
        reader.text(key, value, word);
        row.applied = word == "applied";
        line.purged = word == kPurgedStatus;
    } else if (key == "source_sha256") {
        reader.text(key, value, line.source_sha256);
    } else if (key == "source_bytes") {
        reader.number(key, value, line.source_bytes);
    } else if (key == "article") {
        reader.number(key, value, line.article);
    }
}

}  // namespace

struct LineParser::State {
    json::parser parser;
};

LineParser::LineParser() : state_(std::make_unique<State>()) {}

LineParser::~LineParser() = default;

Result<LedgerLine> LineParser::ledger_line(std::string_view padded) {
    LedgerLine line;
    Reader reader;
    const bool whole =
        each_member(state_->parser, padded, [&](std::string_view key, json::value value) {
            read_member(reader, line, key, value);
            return reader.error.message.empty();
        });
    if (!reader.error.message.empty()) {
        return unexpected(reader.error);
    }
    if (!whole || line.row.uri.empty() || (line.source_sha256.empty() && !line.purged)) {
        return unexpected(Error{"not a line of a ledger", ErrorKind::kInvalidInput});
    }
    return line;
}

Result<ExportedText> LineParser::text_line(std::string_view padded) {
    ExportedText out;
    Reader reader;
    const bool whole =
        each_member(state_->parser, padded, [&](std::string_view key, json::value value) {
            if (key == "uri") {
                reader.text(key, value, out.uri);
            } else if (key == "text") {
                reader.text(key, value, out.text);
            } else if (key == "status") {
                std::string_view status;
                reader.text(key, value, status);
                out.purged = status == kPurgedStatus;
                out.canceled = status == kCanceledStatus;
            }
            return reader.error.message.empty();
        });
    if (!whole || out.uri.empty()) {
        return unexpected(Error{"not a line with uri and text", ErrorKind::kInvalidInput});
    }
    return out;
}

}  // namespace galley::core::ledger
