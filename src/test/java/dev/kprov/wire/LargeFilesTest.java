package dev.kprov.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.RemotePath;
import dev.kprov.base.Sha256;
import dev.kprov.state.Fact;
import dev.kprov.state.FileKind;
import dev.kprov.state.Observed;
import dev.kprov.state.Owned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are larger than what is read at every look. */
class LargeFilesTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX"}) // the login shell makes no difference
  void aLargeFileIsHashedWhereItIsAskedForByItsSizeAndOnce(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    String content = "x".repeat(300_000);
    for (String name : List.of("right", "other size", "any size", "not asked")) {
      host.file(name, content, "rw-r--r--");
    }
    RemotePath folder = new RemotePath(host.root.toString());
    Map<RemotePath, Optional<FileKind>> paths = new LinkedHashMap<>();
    List.of("right", "other size", "any size", "not asked")
        .forEach(name -> paths.put(host.path(name), Optional.empty()));
    Map<RemotePath, Optional<Long>> large =
        Map.of(
            host.path("right"),
            Optional.of(300_000L),
            host.path("other size"),
            Optional.of(300_001L),
            host.path("any size"),
            Optional.empty());
    ProbeRequest request =
        new ProbeRequest(
            host.user,
            paths,
            List.of(new Owned(folder, List.of("right"))),
            List.of(),
            List.of(),
            large);

    Observed seen = host.dialogue.probe(host.remote, request, TestHost.LIMIT);

    assertThat(paths.keySet())
        .filteredOn(path -> ((Fact.RegularFile) seen.at(path)).hash().isPresent())
        .containsExactly(host.path("right"), host.path("any size"));
    assertThat(((Fact.RegularFile) seen.at(host.path("right"))).hash())
        .contains(Sha256.of(content.getBytes(UTF_8)));
    assertThat(seen.matches())
        .singleElement()
        .satisfies(match -> assertThat(((Fact.RegularFile) match.fact()).hash()).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX"}) // the login shell makes no difference
  void aLargeFileArrivesInPiecesAndIsHashedThoughItIsLarge(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    Payload.Streamed large = TestFiles.large(temporary.resolve("etcd"), (8 << 20) + 5);
    Path old = host.file("etcd", "old", "rw-------");
    host.write("etcd", large, host.look("etcd")).write("last.pem", "last");

    ApplyReply reply = host.apply();

    assertThat(reply.failures()).isEmpty();
    assertThat(old).hasSameBinaryContentAs(large.file());
    assertThat(((Fact.RegularFile) reply.after().at(host.path("etcd"))).hash())
        .contains(large.hash());
    assertThat(host.tree()).containsExactly("rw------- last.pem", "rwxr-xr-x etcd");
  }

  @Test
  void aLargeFileThatIsNoLongerWhatThePlanSawIsLeftAlone() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.DASH);
    Payload.Streamed large = TestFiles.large(temporary.resolve("etcd"), 300_000);
    Path old = host.file("etcd", "x".repeat(300_000), "rw-------");
    host.write("etcd", large, host.look("etcd"));
    Files.setLastModifiedTime(old, FileTime.fromMillis(0));

    assertThat(host.apply().failures())
        .isEqualTo(Map.of(host.path("etcd"), "changed since the plan: it was written again"));
    assertThat(old).hasContent("x".repeat(300_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shorter", "as many bytes, but others", "gone"})
  void aFileThatChangesHereWhileItIsPushedIsRefusedThere(String how) throws Exception {
    TestHost host = TestHost.in(temporary, Shell.DASH);
    Payload.Streamed large = TestFiles.large(temporary.resolve("etcd"), 300_000);
    host.file("etcd", "old", "rw-------");
    host.write("etcd", large, host.look("etcd")).write("last.pem", "last");
    switch (how) {
      case "shorter" -> Files.writeString(large.file(), "x");
      case "gone" -> Files.delete(large.file());
      default -> Files.writeString(large.file(), "x".repeat(300_000));
    }

    assertThat(host.apply().failures())
        .containsEntry(
            host.path("etcd"),
            how.equals("gone")
                ? "etcd cannot be read on this machine: no such file, or a symlink that leads"
                    + " nowhere"
                : "etcd changed on this machine while it was pushed")
        .containsEntry(
            host.path("last.pem"),
            "not tried, because the content of %s arrived damaged".formatted(host.path("etcd")));
    assertThat(host.tree()).containsExactly("rw------- etcd");
  }
}
