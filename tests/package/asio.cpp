// SPDX-License-Identifier: Apache-2.0
// A program of somebody else, who asked for vidimus::asio.
#include <vidimus/adapters/asio.hpp>
#include <vidimus/vidimus.hpp>

#include <asio.hpp>

#include <cstdio>
#include <memory>
#include <string>
#include <utility>

using namespace vidimus;

using Orders = AsioChannel<asio::ip::tcp::socket, Rfc5280, CrlChecker<>, ExpectedDnsId>;

void send(std::shared_ptr<Orders> orders, std::string_view order) {
  asio::async_write(*orders, asio::buffer(order), [orders](std::error_code error, std::size_t) {
    if (error) return std::puts(error.message().c_str()), void();
    orders->async_close([orders](std::error_code) {});
  });
}

void connect_to_qm2(asio::ip::tcp::socket socket, Orders::endpoint_type const& endpoint) {
  async_connect(std::move(socket), endpoint, expect("qm2.acme.example"), [](Result<Orders> orders) {
    if (!orders) return std::puts(explain(orders.error()).c_str()), void();
    send(std::make_shared<Orders>(*std::move(orders)), "100 widgets\n");
  });
}

int main() {
  asio::io_context events;
  AsioTransport<> nowhere{asio::ip::tcp::socket{events}};
  std::byte octet{};
  std::error_code error;
  return nowhere.write_some({&octet, 1}, error) == 0 && error == std::errc::bad_file_descriptor ? 0 : 1;
}
