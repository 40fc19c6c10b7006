package dev.kprov.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.AgentChoice;
import dev.kprov.inventory.AlgorithmChoice;
import dev.kprov.inventory.LoginMethod;
import dev.kprov.inventory.Obstacle;
import dev.kprov.inventory.SshAnswer;
import dev.kprov.inventory.SshJump;
import dev.kprov.inventory.SshQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.schmizz.sshj.common.Factory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What SSH configurations say, held against the real {@code ssh}. */
class OperatorConfigIT {

  private static final Path CASES = Path.of("src/test/resources/ssh-config-cases.txt");
  private static final Path HOME = Path.of(System.getProperty("user.home"));
  private static final String USER = System.getProperty("user.name");
  private static final SshAlgorithms OURS = new SshAlgorithms();

  @TempDir private Path dir;

  /**
   * One case.
   *
   * @param files texts by name; the first is the configuration
   * @param expected what is said, by host
   */
  record Case(String name, Map<String, String> files, Map<String, String> expected) {

    static Case parse(String text) {
      Map<String, String> files = new LinkedHashMap<>();
      Map<String, String> expected = new LinkedHashMap<>();
      String file = "config";
      String[] lines = text.split("\n", -1);
      for (int i = 1; i < lines.length; i++) {
        if (lines[i].startsWith("--- ")) {
          file = lines[i].substring(4);
        } else if (lines[i].contains(" =>")) {
          String[] parts = lines[i].split(" =>", -1);
          expected.put(parts[0], parts[1].strip());
        } else {
          files.merge(file, lines[i] + "\n", String::concat);
        }
      }
      return new Case(lines[0], files, expected);
    }

    boolean forSshOnly() {
      return name.endsWith("for ssh only");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void aConfigurationIsUnderstoodAsSshUnderstandsIt(Case one) throws Exception {
    Path file = write(one);
    List<String> hosts = List.copyOf(one.expected().keySet());

    for (String host : hosts) {
      List<String> warnings = new ArrayList<>();
      SshAnswer answer = config("ssh", warnings::add).of(List.of(query(host, file))).getFirst();
      assertThat((said(answer) + told(warnings)).strip())
          .as(host)
          .isEqualTo(one.expected().get(host));
    }

    List<SshQuery> all = hosts.stream().map(host -> query(host, file)).toList();
    List<SshAnswer> together = config("ssh", _ -> {}).of(all);
    assertThat(together).extracting(OperatorConfigIT::said).isEqualTo(expected(one));
    if (!one.forSshOnly()) {
      assertThat(config("no-such-ssh", _ -> {}).of(all))
          .extracting(OperatorConfigIT::said)
          .isEqualTo(expected(one));
    }
  }

  @Test
  void sshIsAskedOnceForHostsOfOneKindAndNotAtAllWhereNothingMatters() throws Exception {
    Path calls = dir.resolve("calls");
    String program = counting(calls);
    Path file =
        Files.writeString(
            dir.resolve("config"),
            "Host w*\n User ubuntu\nHost bastion\n HostName 10.0.0.1\nHost *\n SendEnv LANG\n");
    List<SshQuery> queries =
        Stream.of("w0", "w1", "w2", "bastion", "a", "b").map(host -> query(host, file)).toList();

    OperatorConfig config = config(program, _ -> {});
    List<SshAnswer> answers = config.of(queries);

    assertThat(answers).extracting(SshAnswer::user).startsWith(Optional.of("ubuntu"));
    assertThat(Files.readAllLines(calls)).hasSize(2);
    config.of(queries);
    assertThat(Files.readAllLines(calls)).as("asked again").hasSize(2);
  }

  @Test
  void hostsThatDifferInNamePortAndUserOnlyAreOneQuestionUnlessTheFileLooksAtThem()
      throws Exception {
    Path calls = dir.resolve("calls");
    String program = counting(calls);
    String blocks =
        IntStream.range(0, 500)
            .mapToObj("Host w%1$d\n HostName 10.0.0.%1$d\n IdentityFile /keys/all\n"::formatted)
            .collect(Collectors.joining());
    Path file = Files.writeString(dir.resolve("config"), blocks);
    List<SshQuery> queries =
        IntStream.range(0, 500)
            .mapToObj(i ->
                new SshQuery(
                    "w" + i,
                    Optional.of(30_000 + i),
                    i == 7 ? Optional.of("admin") : Optional.empty(),
                    new SshQuery.Source.Named(file)))
            .toList();

    List<SshAnswer> answers = config(program, _ -> {}).of(queries);

    assertThat(Files.readAllLines(calls)).hasSize(1);
    assertThat(said(answers.get(7)))
        .isEqualTo("host=10.0.0.7 port=30007 user=admin files=/keys/all");
    assertThat(said(answers.get(499))).isEqualTo("host=10.0.0.499 port=30499 files=/keys/all");
    for (String looking :
        List.of("Match user admin\n User it\n", "IdentityFile /keys/%n\n", "HostName %h.lan\n")) {
      Files.writeString(calls, "");
      Files.writeString(file, blocks + "Host *\n" + looking);
      List<SshQuery> some = queries.subList(5, 9);
      List<SshAnswer> together = config(program, _ -> {}).of(some);
      assertThat(Files.readAllLines(calls))
          .as(looking)
          .filteredOn(line -> !line.endsWith(" localhost")) // of whom ssh tells what is usual
          .hasSize(4);
      List<SshAnswer> alone =
          some.stream().map(one -> config("ssh", _ -> {}).of(List.of(one)).getFirst()).toList();
      assertThat(together).as(looking).isEqualTo(alone);
    }
  }

  private String counting(Path calls) throws IOException {
    Path counting =
        Files.writeString(
            dir.resolve("ssh"), "#!/bin/sh\necho \"$@\" >>" + calls + "\nexec ssh \"$@\"\n");
    assertThat(counting.toFile().setExecutable(true)).isTrue();
    return counting.toString();
  }

  @Test
  void theOperatorsFileGoesBeforeThatOfTheMachineAndBothAreRead() throws Exception {
    Path own = Files.createDirectories(dir.resolve(".ssh"));
    Files.writeString(own.resolve("config"), "Include conf.d/*\n");
    Files.createDirectories(own.resolve("conf.d"));
    Files.writeString(own.resolve("conf.d/kprov"), "User mine\n");
    Path machine = Files.writeString(dir.resolve("ssh_config"), "User theirs\nPort 29\n");

    OperatorConfig config =
        new OperatorConfig(new OperatorSide(dir, "op", Map.of()), machine, "no-such-ssh", _ -> {});
    SshQuery query =
        new SshQuery("w0", Optional.empty(), Optional.empty(), new SshQuery.Source.Usual());

    assertThat(said(config.of(List.of(query)).getFirst()).strip()).startsWith("port=29 user=mine");
  }

  @Test
  void portAndUserOfTheInventoryAreThoseThatMatchSees() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("config"),
            "Match user root\n IdentityFile /keys/root-%p\nMatch all\n User ubuntu\n Port 1\n");
    SshQuery query =
        new SshQuery("w0", Optional.of(2222), Optional.of("root"), new SshQuery.Source.Named(file));

    assertThat(said(config("ssh", _ -> {}).of(List.of(query)).getFirst()).strip())
        .isEqualTo("port=2222 files=/keys/root-2222");
  }

  @Test
  void aHostWhoseNameLooksLikeAnOptionIsAskedForAsAHost() throws Exception {
    Path file = Files.writeString(dir.resolve("config"), "User ubuntu\n");
    SshAnswer answer =
        config("ssh", _ -> {})
            .of(List.of(query("-oProxyCommand=touch " + dir + "/owned", file)))
            .getFirst();

    assertThat(answer.obstacle()).isPresent();
    assertThat(dir.resolve("owned")).doesNotExist();
  }

  static Stream<Case> cases() throws IOException {
    return Stream.of(Files.readString(CASES).split("(?m)^== ", -1)).skip(1).map(Case::parse);
  }

  private Path write(Case one) throws IOException {
    for (Map.Entry<String, String> file : one.files().entrySet()) {
      Path path = dir.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue().replace("DIR", dir.toString()));
    }
    return dir.resolve("config");
  }

  private static List<String> expected(Case one) {
    return one.expected().values().stream()
        .map(line -> line.replaceAll("told=.*", "").strip())
        .toList();
  }

  private static OperatorConfig config(String program, Consumer<String> warnings) {
    OperatorSide side = new OperatorSide(HOME, USER, Map.of("OTHER_AGENT", "/run/other"));
    return new OperatorConfig(side, Path.of("/nowhere"), program, warnings);
  }

  private static SshQuery query(String host, Path file) {
    return new SshQuery(host, Optional.empty(), Optional.empty(), new SshQuery.Source.Named(file));
  }

  /** What is not as it is where nothing is said. */
  private static String said(SshAnswer answer) {
    SshAnswer usual = SshAnswer.ofNothing(HOME);
    List<String> parts = new ArrayList<>();
    answer.host().ifPresent(host -> parts.add("host=" + host));
    answer.port().filter(port -> port != 22).ifPresent(port -> parts.add("port=" + port));
    answer.user().filter(user -> !user.equals(USER)).ifPresent(user -> parts.add("user=" + user));
    if (!answer.keys().files().isEmpty()) {
      parts.add("files=" + join(answer.keys().files()));
    }
    if (!answer.keys().certificates().isEmpty()) {
      parts.add("certs=" + join(answer.keys().certificates()));
    }
    if (answer.keys().only()) {
      parts.add("only");
    }
    switch (answer.keys().agent()) {
      case AgentChoice.OfEnvironment() -> {}
      case AgentChoice.None() -> parts.add("agent=none");
      case AgentChoice.At(Path socket) -> parts.add("agent=" + join(List.of(socket)));
    }
    if (!answer.methods().equals(usual.methods())) {
      parts.add(
          "ways=" + String.join(",", answer.methods().stream().map(LoginMethod::word).toList()));
    }
    if (!answer.proof().files().equals(usual.proof().files())) {
      parts.add("known=" + join(answer.proof().files()));
    }
    if (!answer.proof().global().equals(usual.proof().global())) {
      parts.add("global=" + join(answer.proof().global()));
    }
    if (!answer.proof().revoked().isEmpty()) {
      parts.add("revoked=" + join(answer.proof().revoked()));
    }
    for (AlgorithmChoice.Option option : AlgorithmChoice.Option.values()) {
      List<String> left = left(answer.algorithms(), option);
      if (!left.containsAll(left(AlgorithmChoice.USUAL, option))) {
        parts.add(option.keyword() + "=" + String.join(",", left).replace("@openssh.com", ""));
      }
    }
    answer.algorithms().rsaBits().ifPresent(bits -> parts.add("rsa=" + bits));
    answer.proof().alias().ifPresent(alias -> parts.add("alias=" + alias));
    answer.connectTimeout().ifPresent(time -> parts.add("timeout=" + time.toSeconds()));
    answer.jump().ifPresent(jump -> parts.add("by=" + way(jump)));
    answer.obstacle().ifPresent(why -> parts.add("obstacle=" + named(why)));
    return String.join(" ", parts);
  }

  private static List<String> left(AlgorithmChoice choice, AlgorithmChoice.Option option) {
    List<String> have =
        switch (option) {
          case KEY_EXCHANGES -> Factory.Named.Util.getNames(OURS.getKeyExchangeFactories());
          case CIPHERS -> Factory.Named.Util.getNames(OURS.getCipherFactories());
          case MACS -> Factory.Named.Util.getNames(OURS.getMACFactories());
          case HOST_KEYS, LOGIN_KEYS, AUTHORITIES -> SshAlgorithms.HOST_KEYS;
        };
    return choice.of(option).map(list -> new AlgorithmList(list).of(have)).orElse(have);
  }

  /** The jump hosts as people write them, the first one first. */
  private static String way(SshJump jump) {
    SshAnswer there = jump.answer();
    String user = there.user().filter(one -> !one.equals(USER)).map(one -> one + "@").orElse("");
    String port = there.port().filter(one -> one != 22).map(one -> ":" + one).orElse("");
    String own =
        jump.asked().user().map(one -> one + "@").orElse(user)
            + there.host().orElse(jump.asked().name())
            + jump.asked().port().map(one -> ":" + one).orElse(port);
    return there.jump().map(before -> way(before) + ",").orElse("") + own;
  }

  private static String join(List<Path> files) {
    return files.stream()
        .map(file -> file.toString().replace(HOME + "/", "HOME/"))
        .collect(Collectors.joining(","));
  }

  private static String named(Obstacle why) {
    return Stream.of(
            "ProxyCommand",
            "RevokedHostKeys",
            "KexAlgorithms",
            "Ciphers",
            "MACs",
            "HostKeyAlgorithms",
            "cannot be asked")
        .filter(why.message()::contains)
        .findFirst()
        .orElse(why.message())
        .replace("cannot be ", "");
  }

  private static String told(List<String> warnings) {
    return warnings.isEmpty()
        ? ""
        : warnings.stream()
            .map(warning -> warning.substring(0, warning.indexOf(' ')))
            .collect(Collectors.joining(",", " told=", ""));
  }
}
