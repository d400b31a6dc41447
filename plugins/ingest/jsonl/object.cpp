// SPDX-License-Identifier: Apache-2.0
// Takes the wanted values out of one JSON object.
#include "object.hpp"

namespace galley::jsonl {
namespace {

namespace json = simdjson::ondemand;
using simdjson::error_code;
using simdjson::SUCCESS;

constexpr std::size_t kKeptParser = 8U << 20U;  // one grown beyond is made anew: 5 bytes a byte

std::string_view trimmed_token(std::string_view token) {
    const auto end = token.find_last_not_of(" \t\r\n");
    return token.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

bool is_too_deep(std::string_view raw, std::size_t max_depth) {
    if (raw.size() < 2 * max_depth) {
        return false;
    }
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const char c = raw[i];
        if (in_string) {
            i += c == '\\';
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > max_depth) {
                return true;
            }
        } else if (c == '}' || c == ']') {
            depth -= depth > 0;
        }
    }
    return false;
}

/// The key as written, when it needs no unescaping: it ends at the first quote.
bool plain_key(const json::raw_json_string& key, std::string_view& out) {
    const char* const begin = key.raw();
    const char* end = begin;
    while (*end != '"' && *end != '\\') {
        ++end;
    }
    out = {begin, static_cast<std::size_t>(end - begin)};
    return *end == '"';
}

/// One pass over an object; errors are simdjson's.
class Pass {
  public:
    Pass(std::vector<Value>& values, Strings& strings, std::size_t max_depth)
        : values_(values), strings_(strings), max_depth_(max_depth) {}

    error_code object(json::object in, const WantedKey& wanted) {
        for (auto one : in) {
            json::field field;
            if (const auto error = std::move(one).get(field)) {
                return error;
            }
            const WantedKey* found = nullptr;
            if (const auto error = find(field, wanted, found)) {
                return error;
            }
            const auto error =
                found != nullptr ? value(field.value(), *found) : skip(field.value());
            if (error) {
                return error;
            }
        }
        return SUCCESS;
    }

  private:
    static error_code find(json::field& field, const WantedKey& wanted, const WantedKey*& found) {
        std::string_view key;
        if (!plain_key(field.key(), key)) {
            if (const auto error = field.unescaped_key().get(key)) {
                return error;
            }
        }
        found = wanted.find(key);
        return SUCCESS;
    }

    error_code value(json::value& in, const WantedKey& wanted) {
        json::json_type type{};
        if (const auto error = in.type().get(type)) {
            return error;
        }
        if (type == json::json_type::object && !wanted.below.empty()) {
            json::object inner;
            const auto error = in.get_object().get(inner);
            return error ? error : object(inner, wanted);
        }
        if (type == json::json_type::array && !wanted.targets.empty()) {
            return array(in, wanted);
        }
        return wanted.targets.empty() ? skip(in) : scalar(in, type, wanted);
    }

    error_code array(json::value& in, const WantedKey& wanted) {
        json::array items;
        if (const auto error = in.get_array().get(items)) {
            return error;
        }
        for (auto one : items) {
            json::value item;
            json::json_type type{};
            if (const auto error = std::move(one).get(item)) {
                return error;
            }
            if (const auto error = item.type().get(type)) {
                return error;
            }
            if (const auto error = scalar(item, type, wanted)) {
                return error;
            }
        }
        return SUCCESS;
    }

    error_code scalar(json::value& in, json::json_type type, const WantedKey& wanted) {
        std::string_view text;
        switch (type) {
            case json::json_type::string:
                if (const auto error = string(in, text)) {
                    return error;
                }
                break;
            case json::json_type::number:
            case json::json_type::boolean:
                text = trimmed_token(in.raw_json_token());
                break;
            case json::json_type::null:
                return SUCCESS;
            default:
                return skip(in);
        }
        for (const auto target : wanted.targets) {
            values_.push_back({target, text, type == json::json_type::string});
        }
        return SUCCESS;
    }

    error_code string(json::value& in, std::string_view& out) {
        json::raw_json_string raw;
        if (const auto error = in.get_raw_json_string().get(raw)) {
            return error;
        }
        return strings_.unescape(raw.raw(), out) ? SUCCESS : simdjson::STRING_ERROR;
    }

    /// Without recursion. Scalars are stepped over by the iterator itself.
    error_code skip(json::value& in) const {
        json::json_type type{};
        if (const auto error = in.type().get(type)) {
            return error;
        }
        std::string_view raw;
        error_code error = SUCCESS;
        if (type == json::json_type::array) {
            json::array items;
            error = in.get_array().get(items);
            error = error ? error : items.raw_json().get(raw);
        } else if (type == json::json_type::object) {
            json::object inner;
            error = in.get_object().get(inner);
            error = error ? error : inner.raw_json().get(raw);
        }
        return error ? error : is_too_deep(raw, max_depth_) ? simdjson::DEPTH_ERROR : SUCCESS;
    }

    std::vector<Value>& values_;
    Strings& strings_;
    std::size_t max_depth_;
};

/// For people who see the line, not the parser.
std::string problem_of(error_code error, std::size_t max_depth) {
    switch (error) {
        case simdjson::UTF8_ERROR:
            return "not UTF-8";
        case simdjson::EMPTY:
            return "no JSON on it";
        case simdjson::UNCLOSED_STRING:
            return "a string is not closed";
        case simdjson::UNESCAPED_CHARS:
            return "a control character inside a string";
        case simdjson::STRING_ERROR:
            return "a bad escape or half a surrogate pair in a string";
        case simdjson::INCORRECT_TYPE:
            return "expected one JSON object";
        case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
            return "the object is not closed";
        case simdjson::DEPTH_ERROR:
            return "nested deeper than max_depth (" + std::to_string(max_depth) + ")";
        case simdjson::TRAILING_CONTENT:
            return "something follows the object";
        case simdjson::MEMALLOC:
        case simdjson::CAPACITY:
            return "too large for the parser";
        default:
            return "not well-formed JSON";
    }
}

error_code parse(json::document& document, const WantedKey& wanted, Pass pass) {
    json::object object;
    if (const auto error = document.get_object().get(object)) {
        return error;
    }
    if (const auto error = pass.object(object, wanted)) {
        return error;
    }
    return document.current_location().error() == SUCCESS ? simdjson::TRAILING_CONTENT : SUCCESS;
}

}  // namespace

std::string ObjectReader::read(
    std::string_view line,
    std::size_t readable,
    const WantedKey& wanted,
    std::vector<Value>& values) {
    values.clear();
    if (parser_.capacity() > kKeptParser && line.size() <= kKeptParser) {
        parser_ = simdjson::ondemand::parser();
    }
    strings_.begin(line.size());
    json::document document;
    auto error = parser_.iterate(line.data(), line.size(), readable).get(document);
    if (!error) {
        error = parse(document, wanted, Pass(values, strings_, max_depth_));
    }
    return error ? problem_of(error, max_depth_) : std::string{};
}

}  // namespace galley::jsonl
