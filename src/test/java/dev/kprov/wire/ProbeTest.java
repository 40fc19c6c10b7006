package dev.kprov.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kprov.base.Mode;
import dev.kprov.base.RemotePath;
import dev.kprov.base.Sha256;
import dev.kprov.state.Fact;
import dev.kprov.state.FileKind;
import dev.kprov.state.Ground;
import dev.kprov.state.HostFacts;
import dev.kprov.state.Match;
import dev.kprov.state.Observed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Looks at real files through real shells. */
class ProbeTest {

  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource
  void everyKindOfThingIsSeenAsWhatItIs(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    host.file("plain file", "hello\n", "rw-r-----");
    host.directory("empty");
    host.directory("full");
    host.file("full/.hidden", "", "rw-------");
    host.symlink("link", "full");
    host.symlink("dangling", "nowhere");
    new ProcessBuilder("mkfifo", host.root.resolve("pipe").toString()).start().waitFor();

    Map<RemotePath, Optional<FileKind>> paths = new LinkedHashMap<>();
    List.of("plain file", "empty", "full", "link", "dangling", "pipe", "none", "none/below")
        .forEach(name -> paths.put(host.path(name), Optional.empty()));
    Observed seen =
        host.dialogue.probe(
            host.remote, new ProbeRequest(host.user, paths, List.of()), TestHost.LIMIT);

    Path plain = host.root.resolve("plain file");
    assertThat(seen.at(host.path("plain file")))
        .isInstanceOfSatisfying(
            Fact.RegularFile.class,
            file -> {
              assertThat(file.hash()).contains(Sha256.of("hello\n".getBytes(UTF_8)));
              assertThat(file.excerpt()).isEmpty();
              assertThat(file.stat().mode()).isEqualTo(new Mode(0640));
              assertThat(file.stat().owner()).isEqualTo(host.user);
              assertThat(file.stat().size()).isEqualTo(6);
              assertThat(file.stat().inode()).isEqualTo(attribute(plain, "unix:ino"));
              assertThat(file.stat().uid()).isEqualTo(attribute(plain, "unix:uid"));
              assertThat(Instant.ofEpochSecond(file.stat().mtime()))
                  .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
            });
    assertThat(directory(seen.at(host.path("empty")))).isEqualTo("empty writable");
    assertThat(directory(seen.at(host.path("full")))).isEqualTo("writable");
    assertThat(seen.at(host.path("link"))).isInstanceOf(Fact.Symlink.class);
    assertThat(seen.at(host.path("dangling"))).isInstanceOf(Fact.Symlink.class);
    assertThat(seen.at(host.path("pipe"))).isInstanceOf(Fact.Special.class);
    assertThat(seen.at(host.path("none"))).isEqualTo(new Fact.Missing());
    assertThat(seen.at(host.path("none/below"))).isEqualTo(new Fact.Missing());
  }

  @ParameterizedTest
  @EnumSource
  void whatMayNotBeReadIsToldApartFromWhatIsMissing(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    host.file("locked", "secret", "---------");
    Path closed = host.directory("closed");
    host.file("closed/inside", "", "rw-------");
    Path fixed = host.directory("fixed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(fixed, PosixFilePermissions.fromString("r-xr-xr-x"));

    assertThat(host.look("locked"))
        .isInstanceOfSatisfying(Fact.RegularFile.class, f -> assertThat(f.hash()).isEmpty());
    assertThat(host.look("closed/inside")).isEqualTo(new Fact.Unreadable());
    assertThat(host.look("closed/inside/deeper")).isEqualTo(new Fact.Unreadable());
    assertThat(host.look("locked/below")).isEqualTo(new Fact.Missing());
    assertThat(directory(host.look("fixed"))).isEqualTo("empty");
  }

  @ParameterizedTest
  @EnumSource
  void theHostSaysWhoAndWhereWeAre(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    HostFacts facts = host.matches("*.pem").host();

    assertThat(facts.user()).isEqualTo(host.user);
    assertThat(facts.home()).isEqualTo(passwdHome(host.user));
    assertThat(facts.machine()).isEqualTo(printed("uname", "-m"));
    assertThat(facts.hostname()).isEqualTo(printed("uname", "-n"));
    assertThat(facts.groups()).isEqualTo(Map.of(host.user, printed("id", "-gn", host.user)));
    assertThat(facts.clock())
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(2));
  }

  @ParameterizedTest
  @EnumSource
  void theHostSaysWhatItRunsAndLacks(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    ProbeRequest request =
        new ProbeRequest(
            host.user,
            Map.of(),
            List.of(),
            List.of(),
            List.of("awk", "no-such-program", "stat"),
            Map.of());

    Observed seen = host.dialogue.probe(host.remote, request, TestHost.LIMIT);

    assertThat(seen.missing()).containsExactly("no-such-program");
    assertThat(seen.host().system().kernel()).isEqualTo(printed("uname", "-r"));
    assertThat(seen.host().system().id())
        .hasValue(printed("sh", "-c", ". /etc/os-release; echo $ID"));
    assertThat(seen.host().system().version())
        .isEqualTo(
            Optional.of(printed("sh", "-c", ". /etc/os-release; echo $VERSION_ID"))
                .filter(version -> !version.isEmpty()));
  }

  @ParameterizedTest
  @EnumSource
  void theHostSaysOnWhatAPathStands(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    host.directory("there");
    host.symlink("link", "there");
    Path closed = host.directory("closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    List<RemotePath> asked =
        List.of(
            host.path("there"),
            host.path("link/below"),
            host.path("closed/a/b"),
            new RemotePath("/no-such/directory"));

    Observed seen =
        host.dialogue.probe(
            host.remote,
            new ProbeRequest(host.user, Map.of(), List.of(), asked, List.of(), Map.of()),
            TestHost.LIMIT);

    assertThat(asked.stream().map(path -> ground(seen, path)))
        .containsExactly(
            host.root + "/there writable",
            host.root + "/link writable",
            host.root + "/closed",
            "/");
    Ground.Filesystem there =
        seen.ground(asked.getFirst()).orElseThrow().filesystem().orElseThrow();
    assertThat(there).isEqualTo(seen.ground(asked.get(2)).orElseThrow().filesystem().orElseThrow());
    FileStore store = Files.getFileStore(host.root);
    assertThat(there.available() * there.block())
        .isCloseTo(store.getUsableSpace(), withinPercentage(5));
    assertThat(there.free() * there.block())
        .isCloseTo(store.getUnallocatedSpace(), withinPercentage(5));
    assertThat(there.inodes()).isPresent();
  }

  private static String ground(Observed seen, RemotePath path) {
    Ground ground = seen.ground(path).orElseThrow();
    return ground.nearest() + (ground.writable() ? " writable" : "");
  }

  @Test
  void aTildeIsThePasswdHome() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.DASH);
    RemotePath below = new RemotePath("~/kprov-has-no-such-file.pem");
    Map<RemotePath, Optional<FileKind>> paths =
        Map.of(new RemotePath("~"), Optional.empty(), below, Optional.empty());
    ProbeRequest request = new ProbeRequest("root", paths, List.of());
    Observed seen = host.dialogue.probe(host.remote, request, TestHost.LIMIT);

    assertThat(seen.host().home()).isEqualTo("/root");
    assertThat(seen.at(new RemotePath("~"))).isInstanceOf(Fact.Directory.class);
  }

  @Test
  void aLargeFileIsNotRead() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.DASH);
    host.file("at-limit", "x".repeat(256 * 1024), "rw-------");
    host.file("above", "x".repeat(256 * 1024 + 1), "rw-------");

    assertThat(((Fact.RegularFile) host.look("at-limit")).hash()).isPresent();
    assertThat(((Fact.RegularFile) host.look("above")).hash()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void filesAreFoundByPatternWhateverTheirNames(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    String key = "-----BEGIN EC PRIVATE KEY-----\n";
    List<String> hostile =
        List.of(
            " lead.pem",
            "-rf.pem",
            "a\nb.pem",
            "b\\n.pem",
            "c\u001b[31m.pem",
            "d*?.pem",
            "e=f.pem",
            "g $(id) `id`.pem",
            "h'\".pem",
            "ż.pem",
            "n\n.pem");
    for (String name : hostile) {
      host.file(name, key, "rw-------");
    }
    host.file("public.pem", "hello", "rw-r--r--");
    host.file("user.kubeconfig", "users:\n- user:\n    client-key-data: Zm9v\n", "rw-------");
    host.file(".dot.pem", key, "rw-------");
    host.directory("folder.pem");
    host.symlink("link.pem", "public.pem");

    List<Match> matches = host.matches("*.pem", "*.kubeconfig", "p*").matches();

    assertThat(matches).allMatch(match -> match.directory().text().equals(host.root.toString()));
    assertThat(matches.stream().filter(Match::privateKey).map(Match::name))
        .containsExactlyInAnyOrderElementsOf(with(hostile, "user.kubeconfig"));
    assertThat(matches.stream().filter(match -> !match.privateKey()).map(Match::name))
        .containsExactlyInAnyOrder("public.pem", "link.pem");
    assertThat(matches.stream().filter(Match::privateKey).map(Match::fact))
        .allSatisfy(fact -> assertThat(((Fact.RegularFile) fact).hash()).isPresent());
    assertThat(matches.stream().filter(match -> hostile.contains(match.name())))
        .allSatisfy(match ->
            assertThat(((Fact.RegularFile) match.fact()).hash())
                .contains(Sha256.of(key.getBytes(UTF_8))));
  }

  @ParameterizedTest
  @EnumSource
  void aNameThatIsNoUtf8IsReadByteByByte(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    new ProcessBuilder(
            "sh", "-c", "cd \"$0\" && : >\"$(printf 'x\\377\\201.pem')\"", host.root + "")
        .start()
        .waitFor();

    assertThat(host.matches("*.pem").matches().stream().map(Match::name))
        .containsExactly("x\u00ff\u0081.pem");
  }

  @Test
  void ofTooManyMatchesTheRestIsCounted() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.DASH);
    for (int i = 0; i < 612; i++) {
      Files.createFile(host.root.resolve("stranger-%04d.pem".formatted(i)));
    }
    Observed seen = host.matches("*.pem");

    assertThat(seen.matches()).hasSize(500);
    assertThat(seen.unlisted()).isEqualTo(112);
  }

  @ParameterizedTest
  @EnumSource
  void noisyLoginFilesDoNoHarm(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    host.file("a", "", "rw-------");
    Remote noisy =
        host.remote.withLoginFile(
            "echo 'Welcome!'; ls /there-is-no-such-folder; printf 'no newline'");
    ProbeRequest request =
        new ProbeRequest(host.user, Map.of(host.path("a"), Optional.empty()), List.of());

    assertThat(host.dialogue.probe(noisy, request, TestHost.LIMIT).at(host.path("a")))
        .isInstanceOf(Fact.RegularFile.class);
  }

  @Test
  void missingProgramsAreNamed() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.BUSYBOX);
    host.matches("*.pem");
    Files.delete(temporary.resolve("bin/stat"));
    Files.delete(temporary.resolve("bin/awk"));

    assertThatThrownBy(() -> host.matches("*.pem"))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("the host lacks these programs: awk stat");
  }

  @Test
  void aStatThatIsOfNoUseIsNamed() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.BUSYBOX);
    host.look("a");
    TestFiles.program(temporary.resolve("bin/stat"), "echo 'stat: unknown option -c' >&2; exit 1");
    host.file("a", "", "rw-------");

    assertThatThrownBy(() -> host.look("a"))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("stat: unknown option -c");
  }

  @Test
  void aDdWithoutFullblockIsServedByteByByte() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.BUSYBOX);
    host.look("a");
    TestFiles.oldDd(temporary.resolve("bin/dd"));

    assertThat(host.look("a")).isEqualTo(new Fact.Missing());
  }

  @Test
  void aUserWithoutPasswdEntryIsRefused() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.DASH);

    assertThatThrownBy(() -> probeAs(host, "nobody-of-that-name"))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("user nobody-of-that-name has no home directory");
    assertThatThrownBy(() -> probeAs(host, "x;touch${IFS}y"))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("the user name x;touch${IFS}y is not supported");
  }

  @Test
  void anAccountWithoutShellIsExplained() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.DASH);
    Remote closed =
        host.remote.withLoginFile("echo 'This account is currently not available.'; exit 1");
    ProbeRequest request = new ProbeRequest(host.user, Map.of(), List.of());

    assertThatThrownBy(() -> host.dialogue.probe(closed, request, TestHost.LIMIT))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage(
            "the login shell did not run the commands of kprov (exit status 1):"
                + " This account is currently not available.");
  }

  @Test
  void aMountPointIsSeen() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc")), "there is no /proc");
    TestHost host = TestHost.in(temporary, Shell.DASH);
    RemotePath proc = new RemotePath("/proc");
    ProbeRequest request = new ProbeRequest(host.user, Map.of(proc, Optional.empty()), List.of());
    Fact fact = host.dialogue.probe(host.remote, request, TestHost.LIMIT).at(proc);

    assertThat(directory(fact)).isEqualTo("mounted");
  }

  private static void probeAs(TestHost host, String user)
      throws RemoteFailure, InterruptedException {
    host.dialogue.probe(host.remote, new ProbeRequest(user, Map.of(), List.of()), TestHost.LIMIT);
  }

  private static List<String> with(List<String> names, String name) {
    List<String> all = new ArrayList<>(names);
    all.add(name);
    return all;
  }

  private static String directory(Fact fact) {
    Fact.Directory directory = (Fact.Directory) fact;
    return ((directory.empty() ? "empty " : "")
            + (directory.writable() ? "writable " : "")
            + (directory.mountPoint() ? "mounted" : ""))
        .strip();
  }

  private static long attribute(Path path, String name) {
    try {
      return ((Number) Files.getAttribute(path, name)).longValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String passwdHome(String user) throws IOException, InterruptedException {
    return printed("getent", "passwd", user).split(":", -1)[5];
  }

  private static String printed(String... line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(line).start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    process.waitFor();
    return text;
  }
}
