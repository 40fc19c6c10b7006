package dev.kprov.config;

import dev.kprov.base.Place;
import dev.kprov.base.Problem;
import dev.kprov.base.Problems;
import dev.kprov.config.InventoryDraft.HostDraft;
import dev.kprov.inventory.Addresses;
import dev.kprov.inventory.ApiServer;
import dev.kprov.inventory.Architecture;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Cluster;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.SshSettings;
import dev.kprov.inventory.Subnet;
import dev.kprov.text.Value;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names that templates may use: of the cluster, of its vars, and of one host. */
final class Frames {

  private final Value.Scope shared;
  private final Vars vars;
  private final Problems problems;
  private final Map<String, Frame> ofHosts = new HashMap<>();

  Frames(Cluster cluster, Vars vars, Problems problems) {
    this.shared =
        new Value.Scope(Map.of()).with("cluster", cluster(cluster)).with("vars", vars.shared());
    this.vars = vars;
    this.problems = problems;
  }

  /** For what is one for the whole cluster. */
  Frame shared() {
    return new Frame(shared, Optional.empty(), false, problems);
  }

  /** For what is made for one host. */
  Frame of(HostDraft host) {
    return host.sample()
        ? make(host, problems)
        : ofHosts.computeIfAbsent(host.host().name(), _ -> make(host, problems));
  }

  /** For a look at what a host would get, whose problems are told elsewhere or not at all. */
  Frame silent(HostDraft host) {
    return make(host, new Problems());
  }

  private Frame make(HostDraft draft, Problems into) {
    Host host = draft.host();
    Value.Scope scope =
        shared
            .with("vars", vars.of(draft.vars()))
            .with("host", host(host).with("arch", arch(draft)))
            .with("ssh", ssh(host));
    return new Frame(scope, Optional.of(host), draft.sample(), into);
  }

  /** A host that no inventory has, to try templates on. */
  static HostDraft sample(Role role) {
    return sample("sample", role);
  }

  /** Another one. */
  static HostDraft another(Role role) {
    return sample("another", role);
  }

  /** RFC 2606 and RFC 5737 keep the domain and the network for what does not exist. */
  private static HostDraft sample(String label, Role role) {
    Path nowhere = Path.of("known_hosts");
    String name = label + ".invalid";
    String address = "192.0.2." + name.length();
    SshSettings ssh =
        new SshSettings(
            address, 22, "sample", Optional.empty(), nowhere, Optional.empty(), Become.NONE);
    Host host = new Host(name, name, List.of(role), address, Optional.of(Architecture.AMD64), ssh);
    return new HostDraft(host, new Place(name, 1, 1), List.of(), Optional.empty(), true);
  }

  /** What a host says of itself is not known yet: what depends on it needs the inventory's word. */
  private static Value arch(HostDraft draft) {
    return draft
        .host()
        .arch()
        .map(arch -> Value.of(arch.word()))
        .orElseGet(() ->
            new Value.Unsaid(
                Problem.at(
                    draft.namePlace(),
                    "the playbook asks for the architecture of this host, and it has none here",
                    "say arch: amd64 or arch: arm64 beside its name")));
  }

  /** What a host is to the names of another's certificate. */
  static Value.Scope host(Host host) {
    Map<String, Value> names = new LinkedHashMap<>();
    names.put("name", Value.of(host.name()));
    names.put("nodeName", Value.of(host.nodeName()));
    names.put("address", Value.of(host.address()));
    names.put("urlAddress", Value.of(Addresses.inUrl(host.address())));
    return new Value.Scope(names);
  }

  private static Value.Scope ssh(Host host) {
    Map<String, Value> names = new LinkedHashMap<>();
    names.put("user", Value.of(host.ssh().user()));
    names.put("host", Value.of(host.ssh().host()));
    names.put("port", Value.of(String.valueOf(host.ssh().port())));
    return new Value.Scope(names);
  }

  private static Value.Scope cluster(Cluster cluster) {
    Map<String, Value> names = new LinkedHashMap<>();
    names.put("name", Value.of(cluster.name()));
    names.put("domain", Value.of(cluster.domain()));
    names.put("dnsDomain", Value.of(cluster.dnsDomain()));
    names.put("serviceIp", Value.of(cluster.serviceIps().getFirst()));
    names.put("serviceIps", Value.of(cluster.serviceIps()));
    names.put(
        "serviceSubnets",
        Value.of(cluster.serviceSubnets().stream().map(Subnet::toString).toList()));
    names.put("apiServer", apiServer(cluster.apiServer()));
    return new Value.Scope(names);
  }

  private static Value.Scope apiServer(ApiServer api) {
    Map<String, Value> names = new LinkedHashMap<>();
    names.put("name", Value.of(api.name()));
    names.put("address", Value.of(api.address()));
    names.put("port", Value.of(String.valueOf(api.port())));
    names.put("endpoint", Value.of(Addresses.endpoint(api.address(), api.port())));
    names.put("extraNames", Value.of(api.extraNames()));
    return new Value.Scope(names);
  }
}
