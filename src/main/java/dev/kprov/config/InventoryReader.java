package dev.kprov.config;

import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.inventory.Architecture;
import dev.kprov.inventory.Cluster;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.SshAnswer;
import dev.kprov.text.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads an inventory, all but the question whether its roles and vars are the playbook's. */
final class InventoryReader {

  private final Fields root;
  private final Problems problems;
  private final Words words;
  private final SshReader ssh;
  private final Operator operator;
  private final Unique unique;
  private boolean whole = true;

  InventoryReader(Node tree, Path file, Operator operator, Problems problems) {
    this.root = Fields.of(tree, "inventory", Keys.INVENTORY, problems);
    this.problems = problems;
    this.words = new Words(problems);
    this.ssh = new SshReader(root.mapping("ssh", Keys.SSH), file, operator, problems);
    this.operator = operator;
    this.unique = new Unique(problems);
  }

  InventoryDraft read() {
    Fields cluster = root.requiredMapping("cluster", Keys.CLUSTER);
    Optional<Node.Scalar> playbook = cluster.requiredText("playbook");
    Cluster read = new ClusterReader(cluster, problems).read();
    ssh.read(Fields.none(root.place(), problems));
    return new InventoryDraft(read, playbook, root.optional("vars"), settled(hosts()), whole);
  }

  /** A host of which the SSH configuration was not asked yet. */
  private record Unsettled(
      InventoryDraft.HostDraft draft, Optional<String> address, SshDraft ssh, Fields fields) {}

  /** All hosts, after one question to the SSH configuration. */
  private List<InventoryDraft.HostDraft> settled(List<Unsettled> hosts) {
    Iterator<SshAnswer> answers =
        operator
            .ssh()
            .of(hosts.stream().map(one -> one.ssh().query(one.draft().host().name())).toList())
            .iterator();
    return hosts.stream().map(one -> settled(one, answers.next())).toList();
  }

  private InventoryDraft.HostDraft settled(Unsettled one, SshAnswer answer) {
    Host host =
        one.draft()
            .host()
            .reachedBy(one.ssh().with(answer, one.address().orElse("unknown"), operator));
    if (one.address().isPresent()) {
      claim(host, one.fields());
    }
    return one.draft().of(host);
  }

  private List<Unsettled> hosts() {
    List<Node> entries = root.requiredList("hosts");
    if (root.optional("hosts").orElse(null) instanceof Node.Sequence list
        && list.items().isEmpty()) {
      problems.add(root.place("hosts"), "the inventory has no hosts");
    }
    whole = !entries.isEmpty();
    List<Unsettled> hosts = new ArrayList<>();
    int count = 0;
    for (Node entry : entries) {
      Ranges.Expansion expanded = Ranges.expand(entry, problems);
      whole &= expanded.whole();
      count += expanded.entries().size();
      if (count > Ranges.MAX_HOSTS) {
        problems.add(entry.place(), "the inventory has more than " + Ranges.MAX_HOSTS + " hosts");
        break;
      }
      expanded.entries().forEach(one -> host(one).ifPresent(hosts::add));
    }
    return hosts;
  }

  private Optional<Unsettled> host(Node node) {
    Fields fields = Fields.of(node, "host", Keys.HOST, problems);
    Optional<Node.Scalar> name = fields.requiredText("name");
    Optional<String> goodName = name.flatMap(text -> words.name(text, "host name"));
    Optional<String> address =
        fields.requiredText("address").flatMap(text -> words.address(text, "address"));
    Optional<Architecture> arch = fields.text("arch").flatMap(this::arch);
    Optional<String> nodeName =
        fields.text("nodeName").flatMap(text -> words.name(text, "node name"));
    List<Node.Scalar> roles = roles(fields);
    SshDraft settings = ssh.read(fields.mapping("ssh", Keys.SSH));
    whole &= goodName.isPresent();
    if (goodName.isEmpty()
        || !unique.claim("host name " + goodName.get(), fields.place("name"), goodName.get())) {
      return Optional.empty();
    }
    Host host =
        new Host(
            goodName.get(),
            nodeName.orElse(goodName.get()),
            roles.stream().map(text -> new Role(text.text())).toList(),
            address.orElse("unknown"),
            arch,
            settings.with(SshAnswer.ofNothing(operator.home()), "unknown", operator));
    InventoryDraft.HostDraft draft =
        new InventoryDraft.HostDraft(
            host, fields.place("name"), roles, fields.optional("vars"), false);
    return Optional.of(new Unsettled(draft, address, settings, fields));
  }

  private Optional<Architecture> arch(Node.Scalar text) {
    List<Architecture> all = List.of(Architecture.values());
    return words.oneOf(text.place(), text.text(), "architecture", all, Architecture::word);
  }

  private List<Node.Scalar> roles(Fields fields) {
    if (fields.has("role") == fields.has("roles")) {
      problems.add(fields.place(), "host: give either role or roles");
      return List.of();
    }
    List<Node.Scalar> roles = new ArrayList<>();
    fields.text("role").ifPresent(roles::add);
    Set<String> seen = new HashSet<>();
    for (Node.Scalar role : fields.texts("roles")) {
      if (seen.add(role.text())) {
        roles.add(role);
      } else {
        problems.add(role.place(), "role " + role.text() + " stands twice");
      }
    }
    if (roles.isEmpty() && fields.has("roles")) {
      problems.add(fields.place("roles"), "host: roles must name at least one role");
    }
    return roles;
  }

  private void claim(Host host, Fields fields) {
    String name = host.name();
    boolean fresh =
        unique.claim("address " + host.address(), fields.place("address"), name)
            && unique.claim("SSH endpoint " + host.ssh().endpoint(), fields.place("ssh"), name);
    if (fresh || fields.has("nodeName")) {
      Place nodePlace = fields.place(fields.has("nodeName") ? "nodeName" : "name");
      unique.claim("node name " + host.nodeName(), nodePlace, name);
    }
  }
}
