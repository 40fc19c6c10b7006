package dev.kprov.inventory;

import java.util.List;
import java.util.Optional;

/**
 * One VM of the cluster.
 *
 * @param name its name in the inventory, unique
 * @param nodeName its Kubernetes node name; the inventory name unless said otherwise
 * @param roles what it is for, at least one
 * @param address its IPv4 or IPv6 address or DNS name, as the other hosts see it
 * @param arch the architecture that the inventory claims, if it does
 * @param ssh how SSH reaches it
 */
public record Host(
    String name,
    String nodeName,
    List<Role> roles,
    String address,
    Optional<Architecture> arch,
    SshSettings ssh) {

  public Host {
    roles = List.copyOf(roles);
  }

  /** The same host, reached so. */
  public Host reachedBy(SshSettings way) {
    return new Host(name, nodeName, roles, address, arch, way);
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }
}
