package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.house.Shows;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts whose ways, users and keys are in the operator's SSH configuration and nowhere else. */
class SshConfigIT {

  @TempDir private Path folder;
  private Lab lab;
  private Operator operator;
  private Path config;

  @BeforeEach
  void allIsInTheConfiguration() throws IOException {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    config = folder.resolve("ssh_config");
    operator.edit(text ->
        text.replaceAll("(?m)^ssh: .*", "ssh: { config: ssh_config }")
            .replaceAll(", ssh: \\{[^}]*}", ""));
    Files.writeString(
        config,
        Lab.HOSTS.stream()
                .map(host -> "Host %s\n  Port %d\n".formatted(host, lab.port(host)))
                .collect(Collectors.joining())
            + """
            Match host control*,worker*,gateway
              HostName 127.0.0.1
              User ubuntu
              IdentityFile %s
              UserKnownHostsFile %s
            """
                .formatted(lab.identity(), folder.resolve("known_hosts")));
  }

  @Test
  @Shows(table = "ways", value = "as the SSH configuration of the operator says")
  void everyHostIsReachedAsSshReachesItAndItsUserOwnsTheFiles() {
    Operator.Ran plan = operator.plan();

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.err()).isEmpty();
    assertThat(plan.out())
        .contains("worker1: create /home/ubuntu/worker1.pem (0644 ubuntu;")
        .doesNotContain("not reached");
  }

  @Test
  void whatTheInventorySaysGoesBefore() {
    operator.edit(text -> text.replace("ssh: {", "ssh: { user: nobody-there,"));

    Operator.Ran plan = operator.plan("--limit", "worker1");

    assertThat(plan.out())
        .contains("permission denied for nobody-there: offered " + lab.identity());
  }

  @Test
  void whatCannotBeFollowedIsNamedOnceAndAHostBehindAProxyCommandIsLeftAlone() throws IOException {
    Files.writeString(
        config,
        "Host worker1\n  ProxyCommand nc %h %p\nHost *\n  StrictHostKeyChecking no\n"
            + Files.readString(config));

    Operator.Ran plan = operator.plan();

    assertThat(plan.err().lines())
        .containsOnlyOnce(
            "kprov: warning: SSH configuration: StrictHostKeyChecking false is not followed: host"
                + " keys are always checked (control0 and 6 more)");
    assertThat(plan.out())
        .contains("6 blocked, 1 host not reached")
        .contains(
            "worker1  reachable  the SSH configuration has for it ProxyCommand,"
                + " which kprov does not run");
  }

  @Test
  void hostKeysThatAreThrownAwayAreNoWayToSwitchCheckingOff() throws IOException {
    Files.writeString(config, "UserKnownHostsFile /dev/null\n" + Files.readString(config));

    Operator.Ran trust = operator.run("trust", "--yes");

    assertThat(trust.exit()).as(trust.toString()).isEqualTo(69);
    assertThat(trust.err()).contains("keeps no host keys for it (UserKnownHostsFile)");
  }

  @Test
  void newHostKeysGoIntoTheFileThatTheConfigurationNamesByTheNameThatItGives() throws IOException {
    Path known = folder.resolve("known_hosts");
    Files.delete(known);
    Files.writeString(config, "HostKeyAlias the-%n\n" + Files.readString(config));

    Operator.Ran trust = operator.run("trust", "--yes", "--limit", "worker1");

    assertThat(trust.exit()).as(trust.toString()).isZero();
    assertThat(Files.readAllLines(known))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("the-%n "));
    assertThat(operator.plan("--limit", "worker1").out()).doesNotContain("not reached");
  }

  @Test
  void hostsBehindAJumpHostAreReachedByOneConnectionToItAndTrustedOnceItIs() throws IOException {
    Files.writeString(
        config, "Host control* worker*\n  ProxyJump gateway\n" + Files.readString(config));
    Files.delete(folder.resolve("known_hosts"));

    Operator.Ran first = operator.run("trust", "--yes");
    assertThat(first.err())
        .contains("worker1: jump host 127.0.0.1:" + lab.port("gateway") + ": host key SHA256:");

    Operator.Ran second = operator.run("trust", "--yes");
    assertThat(second.exit()).as(second.toString()).isZero();

    Operator.Ran plan = operator.plan();
    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.err()).isEmpty();
    assertThat(plan.out()).doesNotContain("not reached");
  }

  @Test
  void theInventoryMayNameTheJumpHostOrSayThatThereIsNone() throws IOException {
    int gateway = lab.port("gateway");
    Files.writeString(
        config, "Host control* worker* gateway\n  ProxyCommand false\n" + Files.readString(config));
    operator.edit(text ->
        text.replace(
            "ssh: {",
            "ssh: { user: ubuntu, identityFile: %s, knownHosts: known_hosts, jump: %s,"
                .formatted(lab.identity(), "\"ubuntu@127.0.0.1:" + gateway + "\"")));

    assertThat(operator.plan("--limit", "worker1").out())
        .contains("worker1: create")
        .doesNotContain("not reached");

    operator.edit(text -> text.replaceAll("jump: \"[^\"]*\"", "jump: none"));
    assertThat(operator.plan("--limit", "worker1").out()).doesNotContain("not reached");
  }
}
