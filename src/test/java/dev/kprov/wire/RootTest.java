package dev.kprov.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kprov.state.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a login as root does, and refuses to do. */
class RootTest {
  @TempDir Path temporary;

  /** Below a home that is root's alone, as {@code /tmp} is not. */
  private Path home;

  private TestHost host;

  @BeforeEach
  void asRoot() throws IOException {
    assumeTrue(TestHost.runByRoot(), "only root can log in as root");
    home = Files.createTempDirectory(Path.of("/root"), "kprov-test");
    host = TestHost.ofRoot(home, temporary.resolve("bin"));
  }

  @AfterEach
  void clean() throws Exception {
    if (home != null) {
      new ProcessBuilder("rm", "-rf", "--one-file-system", home.toString()).start().waitFor();
    }
  }

  @Test
  void rootWritesWhereOnlyRootMayWrite() throws Exception {
    host.make("pki", "0755").write("pki/ca.pem", "ca", "0644", new Fact.Missing());

    assertThat(host.apply().failures()).isEmpty();
    assertThat(host.tree()).containsExactly("rw-r--r-- pki/ca.pem", "rwxr-xr-x pki");
  }

  @Test
  void rootDoesNotWriteWhereOthersMay() throws Exception {
    Path open = host.directory("open");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxr-x"));
    host.directory("open/below");
    host.symlink("link", "/etc");
    host.make("open/new", "0755");
    host.write("open/below/a.pem", "a", "0600", new Fact.Missing());
    host.write("link/kprov-test.pem", "a", "0600", new Fact.Missing());

    assertThat(host.apply().failures())
        .isEqualTo(
            Map.of(
                host.path("open/new"),
                "root does not write below %s, which others may change".formatted(open),
                host.path("open/below/a.pem"),
                "root does not write below %s, which others may change".formatted(open),
                host.path("link/kprov-test.pem"),
                "root does not write below %s, which is a symbolic link"
                    .formatted(host.root.resolve("link"))));
    assertThat(Path.of("/etc/kprov-test.pem")).doesNotExist();
  }

  @Test
  void ownersAreGivenWithTheirPrimaryGroup() throws Exception {
    ApplyRequest planned = host.make("pki", "0700").write("a.pem", "a").planned();
    ApplyRequest.Write file = planned.files().getFirst();
    ApplyRequest.MakeDirectory directory = planned.directories().getFirst();
    ApplyRequest request =
        new ApplyRequest(
            "r1",
            List.of(
                new ApplyRequest.MakeDirectory(
                    directory.path(), directory.expected(), directory.mode(), "nobody", "")),
            List.of(
                new ApplyRequest.Write(
                    file.path(),
                    file.expected(),
                    file.mode(),
                    "nobody",
                    "daemon",
                    file.content(),
                    file.hash())),
            planned.readBack());
    ApplyReply reply = host.dialogue.apply(host.remote, home.toString(), request, TestHost.LIMIT);

    assertThat(reply.failures()).isEmpty();
    assertThat(((Fact.RegularFile) reply.after().at(file.path())).stat())
        .satisfies(
            stat -> assertThat(stat.owner() + ":" + stat.group()).isEqualTo("nobody:daemon"));
    assertThat(((Fact.Directory) reply.after().at(directory.path())).stat())
        .satisfies(
            stat -> assertThat(stat.owner() + ":" + stat.group()).isEqualTo("nobody:nogroup"));
  }

  @Test
  void aMountPointInAFilesPlaceStays() throws Exception {
    Path mounted = host.directory("a.pem");
    assumeTrue(ran("mount", "-t", "tmpfs", "none", mounted.toString()), "root may not mount");
    try {
      Fact.Directory seen = (Fact.Directory) host.look("a.pem");
      assertThat(seen.mountPoint()).isTrue();
      host.write("a.pem", "a").write("b.pem", "b");

      assertThat(host.apply().failures())
          .isEqualTo(Map.of(host.path("a.pem"), "rmdir: device or resource busy"));
      assertThat(host.root.resolve("b.pem")).hasContent("b");
    } finally {
      assertThat(ran("umount", mounted.toString())).isTrue();
    }
  }

  @Test
  void anImmutableFileStays() throws Exception {
    Path file = host.file("a.pem", "old", "rw-------");
    assumeTrue(ran("chattr", "+i", file.toString()), "this filesystem has no immutable files");
    try {
      host.write("a.pem", "a").write("b.pem", "b");

      assertThat(host.apply().failures())
          .isEqualTo(Map.of(host.path("a.pem"), "mv: operation not permitted"));
      assertThat(file).hasContent("old");
    } finally {
      assertThat(ran("chattr", "-i", file.toString())).isTrue();
    }
  }

  private static boolean ran(String... line) throws IOException, InterruptedException {
    return new ProcessBuilder(line).start().waitFor() == 0;
  }
}
