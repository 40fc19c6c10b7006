package dev.kprov.ssh;

import dev.kprov.inventory.AgentChoice;
import dev.kprov.inventory.HostProof;
import dev.kprov.inventory.LoginKeys;
import dev.kprov.inventory.Obstacle;
import dev.kprov.inventory.SshAnswer;
import dev.kprov.inventory.SshQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the options of an SSH configuration mean to kprov, for one host (ssh_config(5)). */
final class ConfigReading {

  /** What is followed, in lower case. */
  static final Set<String> KEYWORDS =
      Set.of(
          "certificatefile",
          "connecttimeout",
          "globalknownhostsfile",
          "hostkeyalias",
          "hostname",
          "identitiesonly",
          "identityagent",
          "identityfile",
          "port",
          "proxycommand",
          "proxyjump",
          "revokedhostkeys",
          "user",
          "userknownhostsfile");

  /** OpenSSH's files where none is named, those of all its versions. */
  private static final String DEFAULT_FILE =
      "~/\\.ssh/id_(rsa|dsa|ecdsa|ecdsa_sk|ed25519|ed25519_sk|xmss)";

  private final OperatorSide side;
  private final SshQuery query;
  private final ConfigAnswer said;
  private final Tokens tokens;

  /**
   * @param side whose configuration it is
   * @param query what was asked
   * @param said what was answered
   */
  ConfigReading(OperatorSide side, SshQuery query, ConfigAnswer said) {
    this.side = side;
    this.query = query;
    this.said = said;
    Map<String, String> letters = new HashMap<>(Map.of("%", "%", "n", query.name()));
    letters.put("d", side.home().toString());
    letters.put("u", side.user());
    letters.put("h", said.one("hostname").orElse(query.name()));
    letters.put("k", said.one("hostkeyalias").orElse(query.name()));
    said.one("port").ifPresent(port -> letters.put("p", port));
    said.one("user").ifPresent(user -> letters.put("r", user));
    this.tokens = new Tokens(side.home().toString(), side.environment(), letters);
  }

  SshAnswer answer() {
    return new SshAnswer(
        said.one("hostname").map(ConfigReading::bare).filter(this::isOther),
        number("port"),
        said.one("user"),
        new LoginKeys(
            identityFiles(),
            paths(said.all("certificatefile")),
            said.is("identitiesonly", "yes", "true"),
            agent()),
        proof(),
        number("connecttimeout").map(Duration::ofSeconds),
        Optional.empty(),
        obstacle());
  }

  private Optional<Integer> number(String keyword) {
    return said.one(keyword).filter(text -> text.matches("\\d{1,9}")).map(Integer::valueOf);
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private boolean isOther(String host) {
    return !host.equalsIgnoreCase(query.name());
  }

  /** Nothing where they are the default ones, of which kprov has a list of its own. */
  private List<Path> identityFiles() {
    List<String> files = said.all("identityfile");
    boolean usual = files.size() > 2 && files.stream().allMatch(f -> f.matches(DEFAULT_FILE));
    return usual ? List.of() : paths(files);
  }

  private AgentChoice agent() {
    String named = said.all("identityagent").stream().findFirst().orElse("SSH_AUTH_SOCK");
    if (named.equals("SSH_AUTH_SOCK")) {
      return new AgentChoice.OfEnvironment();
    }
    String spelt = named.matches("\\$\\w+") ? "${" + named.substring(1) + "}" : named;
    return paths(List.of(spelt)).stream()
        .findFirst()
        .<AgentChoice>map(AgentChoice.At::new)
        .orElseGet(AgentChoice.None::new);
  }

  private HostProof proof() {
    HostProof usual = SshAnswer.ofNothing(side.home()).proof();
    return new HostProof(
        files("userknownhostsfile").orElse(usual.files()),
        files("globalknownhostsfile").orElse(usual.global()),
        said.one("hostkeyalias"),
        Optional.empty());
  }

  private Optional<List<Path>> files(String keyword) {
    return said.all(keyword).stream().findFirst().map(line -> paths(List.of(line.split(" +"))));
  }

  /** Those that there can be. */
  private List<Path> paths(List<String> texts) {
    return texts.stream()
        .filter(text -> !text.equalsIgnoreCase("none") && !text.equals("/dev/null"))
        .flatMap(text -> tokens.expand(text).stream())
        .filter(text -> !text.isEmpty())
        .map(Path::of)
        .toList();
  }

  /** What would have to be followed, and is not. */
  private Optional<Obstacle> obstacle() {
    if (query.jumps().isEmpty() && said.one("proxycommand").isPresent()) {
      return refused("ProxyCommand, which kprov does not run", "set ssh.config to another file");
    }
    return said.one("revokedhostkeys").isPresent()
        ? refused(
            "RevokedHostKeys, which kprov does not read",
            "mark those keys @revoked in a known_hosts file")
        : Optional.empty();
  }

  /** The jump hosts, the first one first. */
  List<SshQuery> hops() {
    return said.one("proxyjump").stream()
        .flatMap(jumps -> Stream.of(jumps.split(",")))
        .flatMap(jump -> SshQuery.jump(jump.strip(), query.source()).stream())
        .toList();
  }

  private static Optional<Obstacle> refused(String option, String hint) {
    return Optional.of(
        new Obstacle("the SSH configuration has for it " + option, Optional.of(hint)));
  }
}
