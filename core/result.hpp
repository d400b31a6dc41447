// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value, or the reason why there is none; keeps the names of std::expected.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace galley::core {

/// Whose turn it is to act; the command line makes exit codes of these.
enum class ErrorKind { kFailed, kUsage, kConfig, kIo, kInvalidInput, kInternal };

/// What went wrong, as one sentence for a person: where, what, expected, got.
struct Error {
    std::string message;
    ErrorKind kind = ErrorKind::kFailed;

    friend bool operator==(const Error&, const Error&) = default;
};

/// Marks an error on its way into a Result: `return unexpected(Error{...});`.
template <class E>
class unexpected {
  public:
    explicit unexpected(E error) : error_(std::move(error)) {}

    const E& error() const& noexcept { return error_; }

    E&& error() && noexcept { return std::move(error_); }

  private:
    E error_;
};

/// value(), *, -> without a value and error() without an error are programming errors.
template <class T, class E = Error>
class [[nodiscard]] Result {
  public:
    using value_type = T;
    using error_type = E;

    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}

    Result(unexpected<E> error) : state_(std::in_place_index<1>, std::move(error).error()) {}

    bool has_value() const noexcept { return state_.index() == 0; }

    explicit operator bool() const noexcept { return has_value(); }

    T& value() & { return std::get<0>(state_); }

    const T& value() const& { return std::get<0>(state_); }

    T&& value() && { return std::get<0>(std::move(state_)); }

    E& error() & { return std::get<1>(state_); }

    const E& error() const& { return std::get<1>(state_); }

    E&& error() && { return std::get<1>(std::move(state_)); }

    T& operator*() & { return value(); }

    const T& operator*() const& { return value(); }

    T&& operator*() && { return std::move(*this).value(); }

    T* operator->() { return &value(); }

    const T* operator->() const { return &value(); }

    template <class U>
    T value_or(U&& other) const& {
        return has_value() ? value() : static_cast<T>(std::forward<U>(other));
    }

  private:
    std::variant<T, E> state_;
};

template <class E>
class [[nodiscard]] Result<void, E> {
  public:
    using value_type = void;
    using error_type = E;

    Result() = default;

    Result(unexpected<E> error) : state_(std::in_place_index<1>, std::move(error).error()) {}

    bool has_value() const noexcept { return state_.index() == 0; }

    explicit operator bool() const noexcept { return has_value(); }

    void value() const { assert(has_value()); }

    E& error() & { return std::get<1>(state_); }

    const E& error() const& { return std::get<1>(state_); }

    E&& error() && { return std::get<1>(std::move(state_)); }

  private:
    std::variant<std::monostate, E> state_;
};

}  // namespace galley::core
