package dev.kprov.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Become;
import dev.kprov.inventory.SshSettings;
import dev.kprov.judge.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostScriptTest {
  @TempDir Path temporary;

  @Test
  void theWholeScriptPassesShellcheck() throws IOException {
    Path whole = temporary.resolve("whole.sh");
    Files.writeString(whole, "# shellcheck shell=sh\n" + HostScript.APPLY.source());

    Path sudo = temporary.resolve("sudo.sh");
    Files.writeString(sudo, HostScript.read("sudo.sh"));

    Judge.of("shellcheck").run(sudo).accepted();
    // SC2317: the verb that is not called cannot be reached.
    Judge.of("shellcheck").run("--exclude=SC2317", whole).accepted();
  }

  @Test
  void theCommandPassesEveryLoginShell() {
    SshSettings ubuntu = settings("ubuntu", Become.SUDO);
    SshSettings doas = settings("ubuntu", Become.DOAS);
    SshSettings root = settings("root", Become.NONE);
    assertThat(
            Stream.of(
                new RunAs.Login(),
                RunAs.atWork(ubuntu),
                RunAs.writer(ubuntu, "etcd"),
                RunAs.atWork(doas),
                RunAs.writer(doas, "etcd"),
                RunAs.writer(root, "etcd")))
        .extracting(HostScriptTest::command)
        .allSatisfy(command -> assertThat(command).doesNotContain("!", "\\", "\n"));
  }

  private static String command(RunAs as) {
    return switch (as) {
      case RunAs.Direct direct -> HostScript.APPLY.command(direct);
      case RunAs.Sudo sudo -> HostScript.APPLY.command(sudo, "mark");
    };
  }

  private static SshSettings settings(String user, Become become) {
    return new SshSettings(
        "10.0.0.1", 22, user, Optional.empty(), Path.of("known"), Optional.empty(), become);
  }

  @Test
  void theScriptThatLooksCallsNothingThatWrites() {
    assertThat(new String(HostScript.PROBE.text(), US_ASCII))
        .doesNotContain("mv -", "rm -", "rmdir \"", "mkdir -", "chmod \"", "chown -", "of=\"");
    assertThat(new String(HostScript.APPLY.text(), US_ASCII))
        .contains("mv -", "rm -", "rmdir \"", "mkdir -", "chmod \"", "chown -", "of=\"");
  }

  @Test
  void commentsStayAtHome() {
    String sent = new String(HostScript.APPLY.text(), US_ASCII);

    assertThat(sent.lines()).noneMatch(line -> line.startsWith("#") || line.isBlank());
    assertThat(sent).startsWith("{\n").endsWith("\napply\n}\n");
  }
}
