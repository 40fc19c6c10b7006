package dev.kprov.ssh;

import dev.kprov.base.Place;
import dev.kprov.inventory.AgentChoice;
import dev.kprov.inventory.AlgorithmChoice;
import dev.kprov.inventory.HostProof;
import dev.kprov.inventory.LoginKeys;
import dev.kprov.inventory.LoginMethod;
import dev.kprov.inventory.Obstacle;
import dev.kprov.inventory.SshAnswer;
import dev.kprov.inventory.SshQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the options of an SSH configuration mean to kprov, for one host (ssh_config(5)). */
final class ConfigReading {

  /** What is followed of algorithms, in lower case. */
  static final Set<String> ALGORITHMS =
      Set.of(
          "casignaturealgorithms",
          "ciphers",
          "hostkeyalgorithms",
          "kexalgorithms",
          "macs",
          "pubkeyacceptedalgorithms",
          "pubkeyacceptedkeytypes",
          "requiredrsasize");

  /** What else is followed. */
  private static final Set<String> OTHERS =
      Set.of(
          "batchmode",
          "certificatefile",
          "challengeresponseauthentication",
          "connecttimeout",
          "dsaauthentication",
          "globalknownhostsfile",
          "hostkeyalias",
          "hostname",
          "identitiesonly",
          "identityagent",
          "identityfile",
          "kbdinteractiveauthentication",
          "passwordauthentication",
          "port",
          "preferredauthentications",
          "proxycommand",
          "proxyjump",
          "pubkeyauthentication",
          "revokedhostkeys",
          "user",
          "userknownhostsfile");

  /** Whether an option, in lower case, is followed. */
  static boolean follows(String keyword) {
    return ALGORITHMS.contains(keyword) || OTHERS.contains(keyword);
  }

  /** OpenSSH's files where none is named, those of all its versions. */
  private static final Predicate<String> DEFAULT_FILE =
      Pattern.compile("~/\\.ssh/id_(rsa|dsa|ecdsa|ecdsa_sk|ed25519|ed25519_sk|xmss)")
          .asMatchPredicate();

  /** Below this, OpenSSH takes no RSA key at all. */
  private static final int LEAST_RSA_BITS = 1024;

  private final OperatorSide side;
  private final SshQuery query;
  private final ConfigAnswer said;
  private final ConfigAnswer usual;
  private final Map<String, Place> places;
  private final Tokens tokens;

  /**
   * @param side whose configuration it is
   * @param query what was asked
   * @param said what was answered
   * @param usual what is answered where there is no configuration
   * @param places where options stand, as far as that is known
   */
  ConfigReading(
      OperatorSide side,
      SshQuery query,
      ConfigAnswer said,
      ConfigAnswer usual,
      Map<String, Place> places) {
    this.side = side;
    this.query = query;
    this.said = said;
    this.usual = usual;
    this.places = places;
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
    HostProof proof = proof();
    AlgorithmChoice algorithms = algorithms();
    return new SshAnswer(
        said.one("hostname").map(ConfigReading::bare).filter(this::isOther),
        number("port").filter(SshQuery::isPort),
        said.one("user"),
        new LoginKeys(
            identityFiles(),
            paths(said.all("certificatefile")),
            said.is("identitiesonly", "yes", "true"),
            agent()),
        methods(),
        proof,
        algorithms,
        number("connecttimeout").map(Duration::ofSeconds),
        Optional.empty(),
        obstacle(proof, algorithms),
        places);
  }

  private Optional<Integer> number(String keyword) {
    return said.one(keyword).filter(ConfigReading::isNumber).map(Integer::valueOf);
  }

  private static boolean isNumber(String text) {
    return text.matches("\\d{1,9}");
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
    boolean usual = files.size() > 2 && files.stream().allMatch(DEFAULT_FILE);
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

  /** Those that kprov knows and nothing forbids. */
  private List<LoginMethod> methods() {
    return said.one("preferredauthentications")
        .map(words -> Stream.of(words.split(",")).flatMap(word -> LoginMethod.named(word).stream()))
        .orElseGet(LoginMethod.USUAL::stream)
        .filter(this::isAllowed)
        .toList();
  }

  /** Two options had other names in older versions of OpenSSH. */
  private boolean isAllowed(LoginMethod method) {
    return switch (method) {
      case PUBLIC_KEY -> !isOff("pubkeyauthentication") && !isOff("dsaauthentication");
      case KEYBOARD_INTERACTIVE ->
          mayAsk()
              && !isOff("kbdinteractiveauthentication")
              && !isOff("challengeresponseauthentication");
      case PASSWORD -> mayAsk() && !isOff("passwordauthentication");
    };
  }

  private boolean mayAsk() {
    return !said.is("batchmode", "yes", "true");
  }

  private boolean isOff(String keyword) {
    return said.is(keyword, "no", "false");
  }

  private HostProof proof() {
    HostProof nothing = SshAnswer.ofNothing(side.home()).proof();
    return new HostProof(
        files("userknownhostsfile").orElse(nothing.files()),
        files("globalknownhostsfile").orElse(nothing.global()),
        files("revokedhostkeys").orElse(List.of()),
        said.one("hostkeyalias"),
        Optional.empty());
  }

  private Optional<List<Path>> files(String keyword) {
    return said.all(keyword).stream().findFirst().map(line -> paths(List.of(line.split(" +"))));
  }

  private Stream<String> named(String keyword) {
    return said.all(keyword).stream()
        .flatMap(line -> Stream.of(line.split(" +")))
        .filter(ConfigReading::isSomething);
  }

  private static boolean isSomething(String file) {
    return !file.equalsIgnoreCase("none") && !file.equals("/dev/null");
  }

  /** Those that there can be. */
  private List<Path> paths(List<String> texts) {
    return texts.stream()
        .filter(ConfigReading::isSomething)
        .flatMap(text -> tokens.expand(text).stream())
        .filter(text -> !text.isEmpty())
        .map(Path::of)
        .toList();
  }

  /** What would have to be followed, and is not. */
  private Optional<Obstacle> obstacle(HostProof proof, AlgorithmChoice algorithms) {
    if (query.jumps().isEmpty() && said.one("proxycommand").isPresent()) {
      return refused("ProxyCommand, which kprov does not run", "set ssh.config to another file");
    }
    if (query.jumps().isEmpty() && hops().size() < jumps().size()) {
      return refused(
          "ProxyJump " + String.join(",", jumps()) + ", which is no list of hosts",
          "say it in the inventory: ssh.jump");
    }
    if (proof.revoked().size() < named("revokedhostkeys").count()) {
      return refused(
          "RevokedHostKeys "
              + String.join(" ", said.all("revokedhostkeys"))
              + ", of which kprov"
              + " cannot tell the file",
          "name the file there as it is, without % and $");
    }
    return SshAlgorithms.lack(algorithms);
  }

  /** What the operator has set; the lists of OpenSSH itself limit nobody. */
  private AlgorithmChoice algorithms() {
    Map<AlgorithmChoice.Option, String> lists = new EnumMap<>(AlgorithmChoice.Option.class);
    for (AlgorithmChoice.Option option : AlgorithmChoice.Option.values()) {
      set(option.keyword().toLowerCase(Locale.ROOT)).ifPresent(list -> lists.put(option, list));
    }
    set("pubkeyacceptedkeytypes") // until OpenSSH 8.4
        .ifPresent(list -> lists.putIfAbsent(AlgorithmChoice.Option.LOGIN_KEYS, list));
    return new AlgorithmChoice(
        lists,
        set("requiredrsasize")
            .filter(ConfigReading::isNumber)
            .map(Integer::valueOf)
            .filter(bits -> bits > LEAST_RSA_BITS));
  }

  private Optional<String> set(String keyword) {
    return said.one(keyword).filter(value -> !usual.one(keyword).equals(Optional.of(value)));
  }

  /** The jump hosts, the first one first. */
  List<SshQuery> hops() {
    return jumps().stream()
        .flatMap(jump -> SshQuery.jump(jump, query.source()).stream())
        .filter(jump -> jump.port().filter(port -> !SshQuery.isPort(port)).isEmpty())
        .toList();
  }

  private List<String> jumps() {
    return said.one("proxyjump").stream()
        .flatMap(jumps -> Stream.of(jumps.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  private static Optional<Obstacle> refused(String option, String hint) {
    return Optional.of(
        new Obstacle("the SSH configuration has for it " + option, Optional.of(hint)));
  }
}
