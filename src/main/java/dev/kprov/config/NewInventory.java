package dev.kprov.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An inventory as it is first written, with comments for whoever goes on with it.
 *
 * @param playbook the playbook that it is for
 * @param cluster the cluster's name
 * @param domain DNS domain of the hosts
 * @param serviceSubnet subnet of the services, or two of them with a comma
 * @param api where clients reach the API
 * @param user login name for SSH
 * @param identityFile the private key to log in with, if one is named
 * @param hosts entries of hosts, which may hold ranges
 */
public record NewInventory(
    Outline playbook,
    String cluster,
    String domain,
    String serviceSubnet,
    Api api,
    String user,
    Optional<String> identityFile,
    List<Entry> hosts) {

  /** Where clients reach the API. */
  public record Api(String name, String address, String port) {}

  /** One entry of the list of hosts; name and address may hold ranges of one length. */
  public record Entry(String name, String role, String address) {

    private String text() {
      return "- { name: %s, role: %s, address: %s }"
          .formatted(scalar(name), scalar(role), scalar(address));
    }
  }

  public NewInventory {
    hosts = List.copyOf(hosts);
  }

  /** The whole file. */
  public String text() {
    return """
    # The inventory of %s: what the cluster is called and which hosts it has. Another host
    # is another line below, and then `kprov trust` and `kprov up`. docs/inventory.md explains
    # all that may stand here; by the output of `kprov schema inventory` editors complete it.
    cluster:
    %s
      # What clients reach: the load balancer, or the one control host.
      apiServer: { name: %s, address: %s, port: %s }

    # How to reach the hosts. `kprov trust` writes their host keys, once, to known_hosts
    # beside this file.
    ssh:
    %s
    %s
    # A range stands for one host per value; name and address count up together.
    hosts:
    %s
    """
        .formatted(
            cluster,
            clusterLines(),
            scalar(api.name()),
            scalar(api.address()),
            scalar(api.port()),
            ssh(),
            vars(),
            hostLines());
  }

  private String clusterLines() {
    return String.join(
        "\n",
        commented("name", cluster, "the store, with the CA and all keys, is pki/ and this name"),
        commented("playbook", playbook.name(), "a shipped one, or a path relative to this file"),
        commented("domain", domain, "DNS domain of the hosts"),
        commented("dnsDomain", "cluster.local", "DNS domain of the cluster's services"),
        commented("serviceSubnet", serviceSubnet, "its first address is the API's service IP"));
  }

  private static String commented(String key, String value, String comment) {
    return "  %-31s# %s".formatted(key + ": " + scalar(value) + " ", comment);
  }

  private String ssh() {
    List<String> lines = new ArrayList<>();
    lines.add("  user: " + scalar(user));
    lines.add(
        identityFile
            .map(file -> "  identityFile: " + scalar(file))
            .orElse("  # identityFile: ~/.ssh/id_ed25519   # else the usual ones in ~/.ssh"));
    lines.add("  knownHosts: known_hosts");
    if (playbook.forRoot() && !user.equals("root")) {
      lines.add("  become: sudo                   # the playbook's files belong to root");
    }
    return String.join("\n", lines);
  }

  private String vars() {
    return playbook.vars().isEmpty()
        ? ""
        : playbook.vars().entrySet().stream()
            .map(NewInventory::var)
            .collect(
                Collectors.joining(
                    "\n",
                    "\n# What the playbook lets you choose, with its defaults.\n# vars:\n",
                    "\n"));
  }

  private static String var(Map.Entry<String, String> entry) {
    return "#   " + entry.getKey() + ": " + entry.getValue();
  }

  private String hostLines() {
    List<String> lines = new ArrayList<>();
    hosts.forEach(entry -> lines.add("  " + entry.text()));
    playbook.roles().stream()
        .filter(role -> hosts.stream().noneMatch(entry -> entry.role().equals(role)))
        .forEach(
            role -> lines.add("  # - { name: %s0, role: %s, address: … }".formatted(role, role)));
    return String.join("\n", lines);
  }

  /** A text as YAML, in quotes wherever it could be taken for something else. */
  static String scalar(String text) {
    boolean plain = text.matches("[A-Za-z0-9~/.][A-Za-z0-9._/-]*") && !text.matches("~|(?i)null");
    return plain ? text : "'" + text.replace("'", "''") + "'";
  }
}
