package dev.kprov.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.RemotePath;
import dev.kprov.fuzz.Mutations;
import dev.kprov.state.Fact;
import dev.kprov.state.FileKind;
import dev.kprov.state.Ground;
import dev.kprov.state.Match;
import dev.kprov.state.Observed;
import dev.kprov.state.OperatingSystem;
import dev.kprov.state.Owned;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that no honest host gives. */
class HostileAnswerTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static final String HOST =
      """
      uid=0(root) gid=0(root) groups=0(root)
      uid=1000(ubuntu) gid=1000(domain users) groups=1000(domain users),27(sudo)
      worker1 6.1.0-28-arm64 aarch64
      id debian
      version "12"
      1763800000
      /home/ubuntu
      lacks containerd
      ground w a1b2c3 4096 18446744073709551615 7 0 18446744073709551615 /home/ubuntu
      ground - - /
      """;

  private static final String BODY =
      HOST
          + "match 1 x\ny.pem\0"
          + "way /home/ubuntu\n"
          + "way /home\n"
          + "unlisted 3\n"
          + HASH
          + " - 81a4 1000 1000 18446744073709551615 10 1763800000 ubuntu:domain users\n"
          + "missing\n"
          + "- - 81a4 0 0 7 10 -5 root:UNKNOWN\n"
          + "- w 41c0 1000 1000 8 4096 1763800000 ubuntu:domain users\n"
          + "- w 41ed 0 0 9 4096 1763800000 root:root\n"
          + "0 -----BEGIN CERTIFICATE-----\n"
          + "2 key\n";

  private final HostDialogue dialogue = new HostDialogue();

  @Test
  void aHonestAnswerIsUnderstood() throws Exception {
    Observed seen = probe(BODY);

    assertThat(seen.host().user()).isEqualTo("root");
    assertThat(seen.host().groups()).isEqualTo(Map.of("root", "root", "ubuntu", "domain users"));
    assertThat(seen.host().machine()).isEqualTo("aarch64");
    assertThat(seen.host().system())
        .isEqualTo(new OperatingSystem(Optional.of("debian"), Optional.of("12"), "6.1.0-28-arm64"));
    assertThat(seen.missing()).containsExactly("containerd");
    assertThat(seen.ground(new RemotePath("~")))
        .contains(
            new Ground(
                new RemotePath("/home/ubuntu"),
                true,
                Optional.of(
                    new Ground.Filesystem("a1b2c3", 4096, Long.MAX_VALUE, 7, Optional.empty()))));
    assertThat(seen.ground(new RemotePath("/srv/none")))
        .contains(new Ground(new RemotePath("/"), false, Optional.empty()));
    assertThat(seen.host().clock()).isEqualTo(Instant.ofEpochSecond(1763800000));
    Fact.RegularFile cert = (Fact.RegularFile) seen.at(new RemotePath("~/ca.pem"));
    assertThat(cert.excerpt()).isEqualTo("-----BEGIN CERTIFICATE-----\n");
    assertThat(cert.stat().inode()).isEqualTo(-1);
    assertThat(cert.stat().group()).isEqualTo("domain users");
    Match match = seen.matches().getFirst();
    assertThat(match.name()).isEqualTo("x\ny.pem");
    assertThat(match.privateKey()).isTrue();
    assertThat(seen.unlisted()).isEqualTo(3);
    assertThat(seen.ways()).hasSize(2);
    assertThat(seen.ways().get(new RemotePath("/home")))
        .isInstanceOfSatisfying(
            Fact.Directory.class, home -> assertThat(home.stat().uid()).isZero());
  }

  @Test
  void anAnswerThatWasCutIsAFailure() {
    for (int end = 0; end < BODY.length(); end++) {
      String part = BODY.substring(0, end);
      assertThatThrownBy(
              () -> ask((nonce, _) -> FakeRemote.saying("\n" + nonce + " begin\n" + part)))
          .isInstanceOf(RemoteFailure.class)
          .hasMessage("the answer of the host broke off (exit status 0)");
    }
  }

  @Test
  void aDamagedAnswerIsUnderstoodOrRefusedAndNothingElse() {
    Mutations.of(
        2_000,
        BODY.getBytes(ISO_8859_1),
        List.of(
            "\n", "\0", " ", "match 1 ", "missing\n", "unlisted ", HASH, "0 ", "2 key", ":", "-"),
        damaged -> {
          try {
            probe(new String(damaged, ISO_8859_1));
          } catch (RemoteFailure expected) {
            assertThat(expected.getMessage()).hasSizeLessThan(2000).matches("[^\\p{Cntrl}]*");
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 -----BEGIN PRIVATE KEY-----", "2 text", "3 key", "9 key"})
  void whatWasNotAskedForIsRefused(String told) {
    assertThatThrownBy(() -> probe(BODY + told + "\n"))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("something was told of a file that was not asked for");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc", "/home/ubuntu/ca.pem", "/home", "home", ""})
  void aWayThatLeadsNowhereIsRefused(String way) {
    String more = BODY.replace("unlisted", "way " + way + "\nunlisted");
    assertThatThrownBy(() -> probe(more))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("cannot be understood: way " + way);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lacks sh", "ground w 1 2 /", "ground - - home", "ground x - /"})
  void whatAHostSaysOfItselfMustHaveItsForm(String line) {
    String other =
        BODY.replace(line.startsWith("lacks") ? "lacks containerd" : "ground - - /", line);

    assertThatThrownBy(() -> probe(other))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("cannot be understood: ");
  }

  @Test
  void whereDoasDoesNotRunTheCommandsItIsToldWhatItNeeds() {
    byte[] err = "\u001b[1mdoas: Operation not permitted\nmore".getBytes(ISO_8859_1);
    FakeRemote remote = new FakeRemote((_, _) -> new Remote.Reply(1, new byte[0], err));

    assertThatThrownBy(() ->
            dialogue.as(new RunAs.Doas("ubuntu", "root")).probe(remote, request(), TestHost.LIMIT))
        .isInstanceOfSatisfying(
            RemoteFailure.class,
            failure ->
                assertThat(failure.hint())
                    .contains(
                        "doas asks for passwords on a terminal only, so /etc/doas.conf needs the"
                            + " line: permit nopass ubuntu"))
        .hasMessage(
            "doas did not run the commands for ubuntu as root (exit status 1):"
                + " \\u001b[1mdoas: Operation not permitted");
  }

  @Test
  void aWrongNonceIsNoAnswer() {
    assertThatThrownBy(
            () -> ask((_, _) -> FakeRemote.saying("\n" + "0".repeat(32) + " begin\n" + BODY)))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageStartingWith("the login shell did not run the commands of kprov");
  }

  @Test
  void aFailingShellIsToldWithItsFirstLine() {
    byte[] err = "\n\u001b[31mfish: no\u0007 such thing\nmore".getBytes(ISO_8859_1);

    assertThatThrownBy(() -> ask((_, _) -> new Remote.Reply(127, new byte[0], err)))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage(
            "the login shell did not run the commands of kprov (exit status 127):"
                + " \\u001b[31mfish: no\\u0007 such thing");
  }

  @Test
  void anAnswerWithABadExitStatusIsAFailure() {
    assertThatThrownBy(() ->
            ask((nonce, _) ->
                new Remote.Reply(3, framed(nonce, BODY).getBytes(ISO_8859_1), new byte[0])))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("the remote shell ended with exit status 3");
  }

  @Test
  void aRefusalIsEscapedAndBounded() {
    assertThatThrownBy(() ->
            ask((nonce, _) ->
                FakeRemote.saying(
                    "\n" + nonce + " refused \u001b]0;x\u0007" + "y".repeat(5000) + "\n")))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageStartingWith("\\u001b]0;x\\u0007yyy")
        .hasMessageEndingWith("…");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mv: cannot move '/a' to '/b': Device or resource busy | mv: device or resource busy
          rmdir: '/a: b': Directory not empty                   | rmdir: directory not empty
          chown: unknown user x                                 | chown: unknown user x
          chown: invalid user: 'a:b'                            | chown: invalid user: 'a:b'
          its content arrived damaged                           | its content arrived damaged
          aaaaaaaabbbbbbbbccccccccddddddddx: No | aaaaaaaabbbbbbbbccccccccddddddddx: No
          """)
  void aToolsComplaintIsReducedToItsCause(String told, String cause) {
    assertThat(EventReader.cause(told + "\nsecond line")).isEqualTo(cause);
  }

  private Observed probe(String body) throws RemoteFailure, InterruptedException {
    return ask((nonce, _) -> FakeRemote.saying("motd" + framed(nonce, body) + "bye"));
  }

  private Observed ask(FakeRemote.Mind mind) throws RemoteFailure, InterruptedException {
    return dialogue.probe(new FakeRemote(mind), request(), TestHost.LIMIT);
  }

  private static ProbeRequest request() {
    Map<RemotePath, Optional<FileKind>> paths = new LinkedHashMap<>();
    paths.put(new RemotePath("~/ca.pem"), Optional.of(FileKind.CERTIFICATE));
    paths.put(new RemotePath("~/ca-key.pem"), Optional.of(FileKind.PRIVATE_KEY));
    Owned owned = new Owned(new RemotePath("~"), List.of("*.kubeconfig", "*.pem"));
    return new ProbeRequest(
        "ubuntu",
        paths,
        List.of(owned),
        List.of(new RemotePath("~"), new RemotePath("/srv/none")),
        List.of("containerd", "ip"),
        Map.of());
  }

  private static String framed(String nonce, String body) {
    return "\n" + nonce + " begin\n" + body + nonce + " end\n";
  }
}
