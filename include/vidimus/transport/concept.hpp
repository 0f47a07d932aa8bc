// SPDX-License-Identifier: Apache-2.0
// What a Transport is: something that moves bytes both ways. It has no role tag, so that sockets fit as they are.
#pragma once

#include <vidimus/core/config.hpp>

#include <concepts>
#include <cstddef>
#include <span>
#include <system_error>

namespace vidimus {

/// Both functions move at least one byte or say why not in the `std::error_code`, which they also clear on success:
///
/// * `read_some` returns how many bytes it wrote to its span. 0 without an error is the end of the stream: the peer has
///   said its last byte. An empty span reads nothing and returns 0, which says nothing of the stream.
/// * `write_some` returns how many bytes it took; fewer than given is no error.
/// * `std::errc::operation_would_block` (or `resource_unavailable_try_again`): not now; only of a non-blocking
///   transport.
/// * `std::errc::timed_out`: the transport's own deadline passed. The bytes that had moved before have been reported
///   before.
/// * Any other error is final.
///
/// A transport is used by one thread at a time. Destroying it closes it.
template <class T>
concept Transport = std::movable<T> && requires(T& transport, std::span<std::byte> in, std::span<std::byte const> out,
                                                std::error_code& error) {
  { transport.read_some(in, error) } -> std::convertible_to<std::size_t>;
  { transport.write_some(out, error) } -> std::convertible_to<std::size_t>;
};

}  // namespace vidimus
