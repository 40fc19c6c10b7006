package dev.kprov.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code ssh} itself thinks of a host key. */
final class RealSsh {

  private RealSsh() {}

  /**
   * Connects by a proxy command, so that the name need not exist nor the port be free.
   *
   * @param sshd the sshd_config of the server
   * @param known a known_hosts file
   * @param alias a HostKeyAlias
   * @return {@code trusted}, {@code unknown}, {@code changed}, {@code revoked}; else all that it
   *     said
   */
  static String ask(Path sshd, Path known, String host, int port, Optional<String> alias)
      throws IOException, InterruptedException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "ProxyCommand=/usr/sbin/sshd -i -f " + sshd,
                "UserKnownHostsFile=" + known,
                "GlobalKnownHostsFile=/dev/null",
                "StrictHostKeyChecking=yes",
                "BatchMode=yes",
                "IdentityFile=none",
                "IdentitiesOnly=yes",
                "CanonicalizeHostname=no"));
    alias.ifPresent(name -> options.add("HostKeyAlias=" + name));
    List<String> command = new ArrayList<>(List.of("ssh", "-F", "none"));
    options.forEach(option -> command.addAll(List.of("-o", option)));
    command.addAll(List.of("-p", Integer.toString(port), host, "true"));
    Process ssh = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    ssh.waitFor();
    if (said.contains("REVOKED HOST KEY DETECTED")) {
      return "revoked";
    }
    if (said.contains("REMOTE HOST IDENTIFICATION HAS CHANGED")) {
      return "changed";
    }
    if (said.contains("host key is known for")) {
      return "unknown";
    }
    return said.contains("Permission denied") ? "trusted" : said;
  }
}
