package dev.kprov.plan;

import dev.kprov.inventory.Host;
import dev.kprov.pki.Item;
import dev.kprov.state.HostFacts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is strange about what a host says of itself: its name, its architecture. */
public final class HostRemarks {

  /** The name of the user that a kubelet is (Kubernetes: node authorization). */
  private static final String NODE = "system:node:";

  private final World world;
  private final Set<String> users;

  HostRemarks(World world) {
    this.world = world;
    this.users =
        world.playbook().pki().items().stream()
            .filter(Item.Certificate.class::isInstance)
            .map(item -> ((Item.Certificate) item).subject().commonName())
            .collect(Collectors.toSet());
  }

  List<Finding> on(Host host, HostFacts seen) {
    return Stream.of(architecture(host, seen), hostname(host, seen))
        .flatMap(Optional::stream)
        .toList();
  }

  /** That the host has another one than the inventory says. */
  public static Optional<Finding> architecture(Host host, HostFacts seen) {
    return host.arch()
        .filter(arch -> !arch.isMachine(seen.machine()))
        .map(arch ->
            Finding.error(
                Check.ARCHITECTURE.word(),
                "the inventory says " + arch.word() + ", but the host says " + seen.machine(),
                "mend arch in the inventory, or look whether this is the right host"));
  }

  private Optional<Finding> hostname(Host host, HostFacts seen) {
    String own = seen.hostname().toLowerCase(Locale.ROOT);
    return own.equals(host.nodeName()) || (!isNode(host) && isCalled(host, own))
        ? Optional.empty()
        : Optional.of(otherName(host, seen.hostname(), own));
  }

  /**
   * Whether a kubelet is to run there: it registers under the host's own name in lower case, whole
   * as it is, and its certificate has the node name.
   */
  private boolean isNode(Host host) {
    return users.contains(NODE + host.nodeName());
  }

  private static boolean isCalled(Host host, String name) {
    return Stream.of(host.name(), host.nodeName())
        .anyMatch(one -> (name + ".").startsWith(one + "."));
  }

  private Finding otherName(Host host, String shown, String own) {
    String message = "the host calls itself " + shown + ", not " + host.nodeName();
    if (isCalled(host, own)) {
      return warning(
          message + ", and so will its kubelet",
          "set its name with hostnamectl set-hostname, or nodeName: " + own + " in the inventory");
    }
    Optional<Host> other =
        world.inventory().hosts().stream().filter(one -> isCalled(one, own)).findFirst();
    return other
        .map(one ->
            warning(
                message + "; " + one.name() + " is another host of the inventory",
                "look whether " + host.name() + " and " + one.name() + " are mixed up"))
        .orElseGet(() ->
            warning(
                message, "look whether this is the right host, or set nodeName in the inventory"));
  }

  private static Finding warning(String message, String hint) {
    return Finding.warning("hostname", message, hint);
  }
}
