// SPDX-License-Identifier: Apache-2.0
#include "allocations.hpp"

#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t count = 0;

auto counted(std::size_t size) -> void* {
  ++count;
  auto* const memory = std::malloc(size != 0 ? size : 1);
  if (memory == nullptr) throw std::bad_alloc{};
  return memory;
}

}  // namespace

auto bench::allocations() -> std::size_t { return count; }

// The other forms of the standard library end in these.
auto operator new(std::size_t size) -> void* { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
