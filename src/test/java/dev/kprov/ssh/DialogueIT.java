package dev.kprov.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Mode;
import dev.kprov.base.RemotePath;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.SshSettings;
import dev.kprov.lab.Lab;
import dev.kprov.state.Fact;
import dev.kprov.state.FileKind;
import dev.kprov.state.Observed;
import dev.kprov.state.Owned;
import dev.kprov.wire.ApplyReply;
import dev.kprov.wire.ApplyRequest;
import dev.kprov.wire.HostDialogue;
import dev.kprov.wire.KnownPassword;
import dev.kprov.wire.Payload;
import dev.kprov.wire.ProbeRequest;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RunAs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looking at a real host and changing it, within the budget of round trips. */
class DialogueIT {
  private static final Duration LONG = Duration.ofSeconds(20);

  /** The client says that a channel is closed; nobody waits for an answer to it. */
  private static final int FAREWELL = 1;

  @TempDir Path dir;

  /** As whom, and where that one may write. */
  enum Way {
    LOGIN("~"),
    SUDO("/etc"),
    SUDO_WITH_PASSWORD("/etc");

    private final String directory;

    Way(String directory) {
      this.directory = directory;
    }

    private HostDialogue dialogue(Lab lab) {
      HostDialogue root = new HostDialogue().as(new RunAs.Sudo("ubuntu", "root"));
      return switch (this) {
        case LOGIN -> new HostDialogue();
        case SUDO -> root;
        case SUDO_WITH_PASSWORD -> {
          lab.setPassword("worker0", "secret word");
          yield root.with(new KnownPassword("secret word"));
        }
      };
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LOGIN, 1",
    "LOGIN, 50",
    "SUDO, 1",
    "SUDO, 50",
    "SUDO_WITH_PASSWORD, 1",
    "SUDO_WITH_PASSWORD, 50"
  })
  void aHostIsSeenInNineRoundTripsAndChangedInTwelve(Way way, int count) throws Exception {
    Lab lab = Lab.up();
    if (way != Way.LOGIN) {
      lab.assumeRoot();
    }
    lab.reset("worker0");
    HostDialogue dialogue = way.dialogue(lab);
    RemotePath directory = new RemotePath(way.directory);
    List<ApplyRequest.Write> files =
        IntStream.range(0, count).mapToObj(number -> file(directory, number)).toList();
    Map<RemotePath, Optional<FileKind>> paths = new LinkedHashMap<>();
    paths.put(directory, Optional.empty());
    files.forEach(file -> paths.put(file.path(), Optional.of(FileKind.PRIVATE_KEY)));
    Owned owned = new Owned(directory, List.of("*.pem"));
    ProbeRequest look = new ProbeRequest("ubuntu", paths, List.of(owned));

    try (CountingProxy proxy = new CountingProxy(lab.port("worker0"));
        SshConnector ssh = new SshConnector(Sshd.workstation(dir), LONG);
        Remote remote = ssh.connect(host(lab, proxy.port()))) {
      Observed before = dialogue.probe(remote, look, LONG);
      assertThat(proxy.turns()).isLessThanOrEqualTo(9 + FAREWELL);
      assertThat(before.host().home()).isEqualTo("/home/ubuntu");
      assertThat(before.at(files.getFirst().path())).isEqualTo(new Fact.Missing());

      ApplyRequest request = new ApplyRequest("r1", List.of(), files, look);
      ApplyReply reply = dialogue.apply(remote, before.host().home(), request, LONG);
      assertThat(proxy.turns()).isLessThanOrEqualTo(12 + FAREWELL);
      assertThat(reply.failures()).isEmpty();
      assertThat(reply.after().matches()).hasSize(count);
      for (ApplyRequest.Write file : files) {
        assertThat(((Fact.RegularFile) reply.after().at(file.path())).hash()).contains(file.hash());
      }
    }
    assertThat(lab.shell("worker0", "ls -A /etc /home/ubuntu | grep -c kprov || :").strip())
        .isEqualTo("0");
  }

  @Test
  void anOwnerWhoWritesForItselfCostsThreeMore() throws Exception {
    Lab lab = Lab.up();
    lab.assumeRoot();
    lab.reset("worker0");
    HostDialogue owner = new HostDialogue();
    HostDialogue root = owner.as(new RunAs.Sudo("ubuntu", "root"));
    ApplyRequest.Write file = file(new RemotePath("~"), 1);
    Map<RemotePath, Optional<FileKind>> paths = Map.of(file.path(), Optional.empty());
    ProbeRequest look = new ProbeRequest("ubuntu", paths, List.of());

    try (CountingProxy proxy = new CountingProxy(lab.port("worker0"));
        SshConnector ssh = new SshConnector(Sshd.workstation(dir), LONG);
        Remote remote = ssh.connect(host(lab, proxy.port()))) {
      String home = root.probe(remote, look, LONG).host().home();
      assertThat(home).isEqualTo("/home/ubuntu");
      assertThat(proxy.turns()).isLessThanOrEqualTo(9 + FAREWELL);

      ApplyRequest request = new ApplyRequest("r1", List.of(), List.of(file), look);
      assertThat(root.apply(remote, home, request, LONG).failures().values())
          .containsExactly("root does not write below /home/ubuntu, which others may change");
      assertThat(proxy.turns()).isLessThanOrEqualTo(12 + FAREWELL);

      assertThat(owner.apply(remote, home, request, LONG).failures()).isEmpty();
      assertThat(proxy.turns()).isLessThanOrEqualTo(15 + FAREWELL);
    }
  }

  private static ApplyRequest.Write file(RemotePath directory, int number) {
    byte[] content = new byte[1700];
    Arrays.fill(content, (byte) (' ' + number));
    return new ApplyRequest.Write(
        new RemotePath("%s/file%d.pem".formatted(directory.text(), number)),
        new Fact.Missing(),
        Mode.PRIVATE_FILE,
        "ubuntu",
        "",
        new Payload.Held(Secret.of(content)),
        Sha256.of(content));
  }

  /** The lab's worker0 behind a proxy. */
  private Host host(Lab lab, int port) throws Exception {
    String real = "[127.0.0.1]:" + lab.port("worker0") + " ";
    List<String> lines =
        lab.knownHosts().stream()
            .map(line -> line.replace(real, "[127.0.0.1]:" + port + " "))
            .toList();
    Path known = Files.write(dir.resolve("known_hosts"), lines);
    return new Host(
        "worker0",
        "worker0",
        List.of(new Role("worker")),
        "127.0.0.1",
        Optional.empty(),
        new SshSettings(
            "127.0.0.1",
            port,
            "ubuntu",
            Optional.of(lab.identity()),
            known,
            Optional.empty(),
            Become.NONE));
  }
}
