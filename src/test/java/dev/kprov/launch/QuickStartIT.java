package dev.kprov.launch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and its cache, in a checkout of its own that has been built. */
class QuickStartIT {

  private static final Map<String, String> ONLY_WITH_CACHE =
      Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");

  @TempDir private Path folder;

  private Path jar;

  /** What the launcher asks for of a checkout: the sources, which must be older than the jar. */
  @BeforeEach
  void copyTheCheckout() throws Exception {
    Path built = builtJar();
    for (String sources : List.of("src/main", "playbooks", "docs/schema", "target/fast/lib")) {
      Files.createDirectories(folder.resolve(sources));
    }
    Files.createFile(folder.resolve("pom.xml"));
    copyTree(Path.of("scripts"), folder.resolve("scripts"));
    copyTree(Path.of("inventory"), folder.resolve("inventory"));
    copyTree(built.resolveSibling("lib"), folder.resolve("target/fast/lib"));
    jar = Files.copy(built, folder.resolve("target/fast/kprov.jar"));
  }

  @Test
  void aCacheIsMadeOnceAndUsedAndNeitherForAnotherBuildNorWhenDamaged() throws Exception {
    Started first = start(Map.of(), "--version");
    assertThat(first.exit()).isZero();
    assertThat(first.err()).containsOnlyOnce("making a cache").doesNotContain("warning");
    Path cache = cache();

    Started again = start(ONLY_WITH_CACHE, "--version");
    assertThat(again.exit()).isZero();
    assertThat(again.out()).isEqualTo(first.out()).startsWith("kprov ");
    assertThat(again.err()).doesNotContain("making a cache");

    rebuildWithAnotherName();
    Started rebuilt = start(Map.of(), "--version");
    assertThat(rebuilt.out()).isEqualTo(first.out().replace("kprov ", "KPROV "));
    assertThat(cache()).isNotEqualTo(cache);
    assertThat(start(ONLY_WITH_CACHE, "--version").out()).isEqualTo(rebuilt.out());

    try (SeekableByteChannel damaged = Files.newByteChannel(cache(), StandardOpenOption.WRITE)) {
      damaged.truncate(4096);
    }
    assertThat(start(Map.of(), "--version")).isEqualTo(new Started(0, rebuilt.out(), ""));
  }

  @Test
  void theCopiesHoldNothingThatTheCacheRefuses() throws Exception {
    Path copies = Files.createDirectory(folder.resolve("copies"));
    ArchivableJars.main(new String[] {jar.toString(), copies.toString()});

    Path lib = copies.resolve("lib");
    assertThat(names(lib)).containsExactlyInAnyOrderElementsOf(names(jar.resolveSibling("lib")));
    for (String name : names(lib)) {
      try (JarFile copy = new JarFile(lib.resolve(name).toFile())) {
        assertThat(copy.stream().map(Object::toString)).noneMatch(entry -> entry.endsWith(".SF"));
        assertThat(copy.stream().map(Object::toString).filter(entry -> entry.endsWith(".class")))
            .as(name)
            .allSatisfy(entry -> assertThat(version(copy, entry)).isGreaterThan(49));
      }
    }
  }

  /** What was started, and how it ended. */
  private record Started(int exit, String out, String err) {}

  private Started start(Map<String, String> environment, String... arguments) throws Exception {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    Stream.of(folder.resolve("scripts/kprov").toString()), Stream.of(arguments))
                .toList());
    builder.environment().putAll(environment);
    builder.environment().put("KPROV_JAVA_HOME", System.getProperty("java.home"));
    int exit =
        builder
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    return new Started(exit, Files.readString(out), Files.readString(err));
  }

  /** The one cache that there is. */
  private Path cache() throws IOException {
    try (Stream<Path> all = Files.walk(jar.resolveSibling("quick"))) {
      List<Path> caches = all.filter(file -> file.endsWith("kprov.aot")).toList();
      assertThat(caches).hasSize(1);
      return caches.getFirst();
    }
  }

  /** A jar of the same size at the same place, with other classes. */
  private void rebuildWithAnotherName() throws IOException {
    try (FileSystem content =
        FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Path version = content.getPath("dev/kprov/cli/Version.class");
      String bytes = new String(Files.readAllBytes(version), ISO_8859_1);
      assertThat(bytes).containsOnlyOnce("kprov \1");
      Files.write(version, bytes.replace("kprov \1", "KPROV \1").getBytes(ISO_8859_1));
    }
  }

  private static int version(JarFile jar, String entry) {
    try (InputStream content = jar.getInputStream(jar.getJarEntry(entry))) {
      return ByteBuffer.wrap(content.readNBytes(8)).getShort(6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(Path lib) throws IOException {
    try (Stream<Path> jars = Files.list(lib)) {
      return jars.map(Path::getFileName).map(Path::toString).toList();
    }
  }

  private static Path builtJar() throws URISyntaxException {
    Path place = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return Files.isDirectory(place) ? place.resolveSibling("kprov.jar") : place;
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (!Files.exists(copy)) {
          Files.copy(file, copy);
        }
      }
    }
  }
}
