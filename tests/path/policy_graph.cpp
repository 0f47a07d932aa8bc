// SPDX-License-Identifier: Apache-2.0
#include <vidimus/path/policy_graph.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <string>

using namespace vidimus;
using detail::PolicyGraph;

namespace {

constexpr auto any = oid::any_policy;
constexpr auto one = der::make_oid<"1.3.6.1.4.1.99999.1.1">();
constexpr auto two = der::make_oid<"1.3.6.1.4.1.99999.1.2">();
constexpr auto three = der::make_oid<"1.3.6.1.4.1.99999.1.3">();

using Oids = std::vector<der::Oid>;

auto accept(PolicyGraph& graph, Oids const& policies, bool any_counts = false) { graph.accept(policies, any_counts); }
auto map(PolicyGraph& graph, std::vector<PolicyMapping> const& mappings) { graph.map(mappings); }
auto of_user(PolicyGraph const& graph, Oids const& wanted = {any}) -> Oids { return graph.user_constrained(wanted); }

}  // namespace

TEST_CASE("before the first certificate every policy is valid", "[path]") {
  PolicyGraph const graph;
  CHECK_FALSE(graph.is_null());
  CHECK(of_user(graph) == Oids{any});
  CHECK(of_user(graph, {one, two}) == Oids{one, two});
}

TEST_CASE("a policy that every certificate has is valid to the end", "[path]") {
  PolicyGraph graph;
  accept(graph, {one, two});
  accept(graph, {two, three});
  CHECK(of_user(graph) == Oids{two});
  CHECK(of_user(graph, {two}) == Oids{two});
  CHECK(of_user(graph, {one}).empty());
}

TEST_CASE("policies that never meet leave nothing", "[path]") {
  PolicyGraph graph;
  accept(graph, {one});
  accept(graph, {two});
  CHECK(graph.is_null());
  CHECK(of_user(graph).empty());
  CHECK(of_user(graph, {one}).empty());
  accept(graph, {one});
  map(graph, {{one, two}});
  graph.forbid(std::vector<PolicyMapping>{{one, two}});
  CHECK(graph.is_null());
}

TEST_CASE("a certificate without policies ends them all", "[path]") {
  PolicyGraph graph;
  accept(graph, {one});
  graph.clear();
  CHECK(graph.is_null());
  CHECK(of_user(graph).empty());
}

TEST_CASE("anyPolicy takes over what was expected, where it counts", "[path]") {
  PolicyGraph graph;
  accept(graph, {one, two});
  accept(graph, {any}, true);
  CHECK(of_user(graph) == Oids{one, two});
  PolicyGraph inhibited;
  accept(inhibited, {one, two});
  accept(inhibited, {any}, false);
  CHECK(inhibited.is_null());
}

TEST_CASE("anyPolicy from the top lets a later policy in", "[path]") {
  PolicyGraph graph;
  accept(graph, {any}, true);
  accept(graph, {one});
  CHECK(of_user(graph) == Oids{one});
  PolicyGraph all;
  accept(all, {any}, true);
  accept(all, {any}, true);
  CHECK(of_user(all) == Oids{any});
  CHECK(of_user(all, {three}) == Oids{three});
}

TEST_CASE("a mapping renames a policy, and the user's name is the one above", "[path]") {
  PolicyGraph graph;
  accept(graph, {one});
  map(graph, {{one, two}});
  accept(graph, {two});
  CHECK(of_user(graph) == Oids{one});
  CHECK(of_user(graph, {two}).empty());
  PolicyGraph old_name;
  accept(old_name, {one});
  map(old_name, {{one, two}});
  accept(old_name, {one});
  CHECK(old_name.is_null());
}

TEST_CASE("a policy may be mapped to several and several to one", "[path]") {
  PolicyGraph graph;
  accept(graph, {one, two});
  map(graph, {{one, three}, {two, three}, {one, two}});
  accept(graph, {three});
  CHECK(of_user(graph) == Oids{one, two});
}

TEST_CASE("a mapping of what anyPolicy stands for makes it a policy of its own", "[path]") {
  PolicyGraph graph;
  accept(graph, {any}, true);
  map(graph, {{one, two}});
  accept(graph, {two});
  CHECK(of_user(graph) == Oids{one});
}

TEST_CASE("a mapping of a policy that is not there does nothing", "[path]") {
  PolicyGraph graph;
  accept(graph, {one});
  map(graph, {{three, two}});
  accept(graph, {one});
  CHECK(of_user(graph) == Oids{one});
}

TEST_CASE("mapping where it is forbidden deletes the policy", "[path]") {
  PolicyGraph graph;
  accept(graph, {one, two});
  graph.forbid(std::vector<PolicyMapping>{{one, three}});
  accept(graph, {one, two, three});
  CHECK(of_user(graph) == Oids{two});
}

// CVE-2023-0464: with a tree, every certificate that maps two policies to two others doubles it
TEST_CASE("crossed mappings do not make the graph grow", "[path]") {
  PolicyGraph graph;
  for (int i = 0; i != 1000; ++i) {
    accept(graph, {one, two});
    map(graph, {{one, one}, {one, two}, {two, one}, {two, two}});
  }
  CHECK(of_user(graph) == Oids{one, two});
}

TEST_CASE("many policies and mappings take time in proportion", "[path]") {
  std::vector<Buffer> octets;
  for (int i = 0; i != 4000; ++i)
    octets.push_back({std::byte{42}, static_cast<std::byte>(i / 64 % 64 + 1), static_cast<std::byte>(i % 64 + 1)});
  Oids policies;
  for (auto const& each : octets) policies.emplace_back(each);
  std::vector<PolicyMapping> mappings;
  for (std::size_t i = 0; i != policies.size(); ++i)
    mappings.push_back({policies[i], policies[policies.size() - 1 - i]});
  auto const start = std::chrono::steady_clock::now();
  PolicyGraph graph;
  for (int i = 0; i != 8; ++i) {
    accept(graph, policies);
    map(graph, mappings);
  }
  CHECK(of_user(graph).size() == 4000);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{20});
}
