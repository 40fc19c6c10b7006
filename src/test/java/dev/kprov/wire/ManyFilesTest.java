package dev.kprov.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kprov.base.Sha256;
import dev.kprov.state.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Puts many files in place at once, and tells of each. */
class ManyFilesTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX"}) // the login shell makes no difference
  void aHundredFilesOfManySizesArriveWhole(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    List<String> contents = new ArrayList<>();
    IntStream.range(0, 100).forEach(i -> contents.add("line " + i + "\n\0"));
    contents.replaceAll(line -> line.repeat(line.length() * line.length() * 10));
    contents.set(7, "");
    for (int i = 0; i < 100; i++) {
      host.write("file%03d".formatted(i), contents.get(i), "0600", new Fact.Missing());
    }

    assertThat(host.apply().failures()).isEmpty();
    for (int i = 0; i < 100; i++) {
      assertThat(Files.readString(host.root.resolve("file%03d".formatted(i))))
          .isEqualTo(contents.get(i));
    }
    assertThat(host.tree()).hasSize(100);
  }

  @Test
  void manyFilesAreDressedAndRenamedByFewProcesses() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.BUSYBOX);
    List<String> modes = List.of("0600", "0644", "0640");
    Sha256 hash = Sha256.of("content".getBytes(UTF_8));
    host.make("one", "0755").make("other", "0755");
    for (int i = 0; i < 60; i++) {
      String name = (i < 30 ? "one" : "other") + "/file%02d".formatted(i);
      host.write(name, "content", modes.get(i % 3), new Fact.Missing(), hash, i % 2 == 1);
    }
    Path log = host.file("log", "", "rw-------");
    for (String program : List.of("chmod", "mv")) {
      TestFiles.program(
          temporary.resolve("bin/" + program),
          "echo %1$s >>%2$s; exec busybox %1$s \"$@\"".formatted(program, log));
    }

    assertThat(host.apply().failures()).isEmpty();
    assertThat(host.tree())
        .contains("rw------- one/file00", "rw-r--r-- one/file01", "rw-r----- other/file59")
        .hasSize(63);
    // Two modes beside 0600, and two directories; two directories twice, and their locks.
    assertThat(Files.readAllLines(log))
        .satisfies(
            lines -> assertThat(Collections.frequency(lines, "chmod")).isEqualTo(2 + 2),
            lines -> assertThat(Collections.frequency(lines, "mv")).isEqualTo(2 * 2 + 2));
  }

  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX"}) // the login shell makes no difference
  void aRenameThatFailsAmongOthersIsToldOfAlone(Shell shell) throws Exception {
    assumeTrue(TestHost.runByRoot(), "only root makes files that its user may not replace");
    TestHost host = TestHost.in(temporary, shell);
    Path sticky = Files.createDirectory(host.root.resolve("sticky"));
    new ProcessBuilder("chmod", "1777", sticky.toString()).start().waitFor();
    Files.writeString(sticky.resolve("held-key.pem"), "root's");
    Sha256 hash = Sha256.of("certificate".getBytes(UTF_8));
    host.write("a.pem", "a").write("sticky/b.pem", "b");
    host.write("sticky/held-key.pem", "key");
    host.write("sticky/held.pem", "certificate", "0644", new Fact.Missing(), hash, true);
    host.write("sticky/c-key.pem", "c");
    host.write("sticky/c.pem", "certificate", "0644", new Fact.Missing(), hash, true);

    assertThat(host.apply().failures())
        .isEqualTo(
            Map.of(
                host.path("sticky/held-key.pem"),
                "mv: operation not permitted",
                host.path("sticky/held.pem"),
                "not tried, because the file that belongs to it failed"));
    assertThat(sticky.resolve("held-key.pem")).hasContent("root's");
    assertThat(host.tree())
        .containsExactly(
            "rw------- a.pem",
            "rw------- sticky/b.pem",
            "rw------- sticky/c-key.pem",
            "rw-r--r-- sticky/c.pem",
            "rw-r--r-- sticky/held-key.pem",
            "rwxrwxrwx sticky");
  }
}
