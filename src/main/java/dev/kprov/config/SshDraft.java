package dev.kprov.config;

import dev.kprov.inventory.Become;
import dev.kprov.inventory.HostProof;
import dev.kprov.inventory.LoginKeys;
import dev.kprov.inventory.Obstacle;
import dev.kprov.inventory.SshAnswer;
import dev.kprov.inventory.SshJump;
import dev.kprov.inventory.SshQuery;
import dev.kprov.inventory.SshSettings;
import dev.kprov.inventory.SshSource;
import dev.kprov.inventory.SshSource.From;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the inventory alone says of how SSH reaches a host; the SSH configuration says the rest.
 *
 * @param source which configuration that is
 */
record SshDraft(
    Optional<String> host,
    Optional<Integer> port,
    Optional<String> user,
    Optional<Path> identityFile,
    Optional<Path> knownHosts,
    Optional<String> hostKey,
    Become become,
    Optional<List<SshQuery>> jumps,
    SshQuery.Source source) {

  private static final String INSTEAD = "say it in the inventory: ssh.";

  /** What to ask the SSH configuration. */
  SshQuery query(String name) {
    return new SshQuery(host.orElse(name), port, user, jumps, source);
  }

  /**
   * Puts both together.
   *
   * @param address where the host is reached when nobody says anything else
   * @param operator who logs in then
   */
  SshSettings with(SshAnswer answer, String address, Operator operator) {
    return with(answer, address, operator, From.INVENTORY);
  }

  /**
   * The same.
   *
   * @param asker who called the host so: the SSH configuration may name a jump host
   */
  private SshSettings with(SshAnswer answer, String address, Operator operator, From asker) {
    String login = user.or(answer::user).orElse(operator.user());
    SshSettings settings =
        new SshSettings(
            answer.host().or(() -> host).orElse(address),
            port.or(answer::port).orElse(22),
            login,
            keys(answer.keys()),
            answer.methods(),
            proof(answer.proof()),
            answer.algorithms(),
            become,
            answer.connectTimeout(),
            answer.jump().map(jump -> with(jump, operator)),
            answer.obstacle().or(() -> oddName(login)).or(() -> unproven(answer.proof())),
            List.of());
    return settings.from(sources(settings, answer, operator, asker));
  }

  /** A jump host: with the keys and known_hosts of the inventory, and never a pin. */
  private SshSettings with(SshJump jump, Operator operator) {
    SshQuery asked = jump.asked();
    SshDraft there =
        new SshDraft(
            Optional.of(asked.name()),
            asked.port(),
            asked.user(),
            identityFile,
            knownHosts,
            Optional.empty(),
            Become.NONE,
            asked.jumps(),
            asked.source());
    From asker = jumps.isPresent() ? From.INVENTORY : From.CONFIGURATION;
    return there.with(jump.answer(), asked.name(), operator, asker);
  }

  private List<SshSource> sources(
      SshSettings settings, SshAnswer answer, Operator operator, From asker) {
    SshAnswer usual = SshAnswer.ofNothing(operator.home());
    return new SshSources(answer)
        .both(
            host.isPresent() ? "host" : "address",
            Optional.of(asker).filter(_ -> answer.host().isEmpty()),
            "HostName",
            settings.host(),
            "")
        .both("port", port.map(_ -> asker), "Port", Integer.toString(settings.port()), "22")
        .both("user", user.map(_ -> asker), "User", settings.user(), operator.user())
        .both(
            "identityFile",
            identityFile.map(_ -> From.INVENTORY),
            "IdentityFile",
            keyFiles(settings.keys()),
            keyFiles(usual.keys()))
        .both(
            "knownHosts",
            knownHosts.map(_ -> From.INVENTORY),
            "UserKnownHostsFile",
            SshSources.names(settings.proof().files()),
            SshSources.names(usual.proof().files()))
        .said("hostKey", hostKey)
        .both(
            "jump",
            jumps.map(_ -> From.INVENTORY),
            "ProxyJump",
            answer.jump().map(way -> way.asked().name()).orElse("none"),
            "none")
        .said("become", Optional.of(become).filter(one -> one != Become.NONE).map(Become::word))
        .configured()
        .all();
  }

  private static String keyFiles(LoginKeys keys) {
    return keys.files().isEmpty()
        ? "the agent's keys, then the usual files"
        : SshSources.names(keys.files());
  }

  private LoginKeys keys(LoginKeys said) {
    return identityFile.map(said::only).orElse(said);
  }

  private HostProof proof(HostProof said) {
    List<Path> files = knownHosts.map(List::of).orElse(said.files());
    return new HostProof(files, said.global(), said.revoked(), said.alias(), hostKey);
  }

  private static Optional<Obstacle> oddName(String login) {
    return login.matches(Words.ACCOUNT)
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                "user " + login + " of the SSH configuration is no login name",
                Optional.of(INSTEAD + "user")));
  }

  /** Where the configuration throws host keys away, so that no host would ever be known. */
  private Optional<Obstacle> unproven(HostProof said) {
    return hostKey.isPresent() || knownHosts.isPresent() || !said.files().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                "the SSH configuration keeps no host keys for it (UserKnownHostsFile), and they are"
                    + " always checked",
                Optional.of(INSTEAD + "knownHosts or ssh.hostKey")));
  }
}
