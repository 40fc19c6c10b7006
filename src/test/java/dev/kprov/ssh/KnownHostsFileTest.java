package dev.kprov.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsFileTest {

  @TempDir Path dir;

  @Test
  void aNewFileIsTheOwnersAlone() throws Exception {
    Path file = dir.resolve("a/b/known_hosts");
    assertThat(KnownHostsFile.append(file, List.of("h ssh-ed25519 AAAA"))).isOne();
    assertThat(file).hasContent("h ssh-ed25519 AAAA\n");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(dir.resolve("a"))).isEqualTo("rwx------");
    assertThat(mode(dir.resolve("a/b"))).isEqualTo("rwx------");
  }

  @Test
  void whatTheFileHoldsStaysAsItIs() throws Exception {
    Path file = Files.writeString(dir.resolve("known_hosts"), "# note\r\nbroken\n\nh x y");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(KnownHostsFile.append(file, List.of("h x y", "i x y", "i x y"))).isOne();
    assertThat(Files.readString(file)).isEqualTo("# note\r\nbroken\n\nh x y\ni x y\n");
    assertThat(mode(file)).isEqualTo("rw-r--r--");
  }

  @Test
  void aLinkedFileStaysLinked() throws Exception {
    Path real = Files.writeString(dir.resolve("real"), "h x y\n");
    Path link = Files.createSymbolicLink(dir.resolve("link"), real);
    assertThat(KnownHostsFile.append(link, List.of("i x y"))).isOne();
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("h x y\ni x y\n");
  }

  @Test
  void whereNothingIsNewNothingIsTouched() throws Exception {
    Path file = Files.writeString(dir.resolve("known_hosts"), "h x y");
    FileTime before = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(file, before);
    assertThat(KnownHostsFile.append(file, List.of("h x y"))).isZero();
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
    assertThat(KnownHostsFile.append(dir.resolve("none"), List.of())).isZero();
    assertThat(dir.resolve("none")).doesNotExist();
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
