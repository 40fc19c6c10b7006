package dev.kprov.launch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.cli.Main;
import dev.kprov.judge.ChildJvm;
import dev.kprov.mint.KeyMaker;
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
import java.util.ArrayList;
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
    // The JVM would look for the jar at each class, again and again, where it is not where it was.
    assertThat(Files.readString(cache, ISO_8859_1))
        .contains(cache.resolveSibling("kprov.jar").toString());

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
  void theCopyHoldsEveryClassAndNothingThatTheCacheRefuses() throws Exception {
    Path copied = folder.resolve("copy.jar");
    ArchivableJars.main(new String[] {jar.toString(), copied.toString()});

    try (JarFile copy = new JarFile(copied.toFile())) {
      List<String> entries = copy.stream().map(Object::toString).toList();
      assertThat(entries)
          .containsAll(classes())
          .noneMatch(entry -> entry.endsWith(".SF") || entry.endsWith(".so"));
      assertThat(entries.stream().filter(entry -> entry.endsWith(".class")))
          .allSatisfy(entry -> assertThat(version(copy, entry)).isGreaterThan(49));
      assertThat(text(copy, "META-INF/services/ch.qos.logback.classic.spi.Configurator"))
          .contains("dev.kprov.cli.QuietLibraries");
      assertThat(text(copy, "META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
          .contains("ch.qos.logback.classic.spi.LogbackServiceProvider");
    }
  }

  @Test
  void theNativeLibraryIsLoadedFromBesideTheCopy() throws Exception {
    ArchivableJars.main(new String[] {jar.toString(), folder.resolve("copy.jar").toString()});

    Process child =
        ChildJvm.of(
                KeyMaker.class,
                List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djava.library.path=" + folder,
                    "-Dorg.conscrypt.native.workdir=/proc",
                    "-Djava.io.tmpdir=/proc"))
            .start();
    assertThat(child.inputReader().lines().toList()).endsWith("true rsa-2048");
  }

  /** Those of the program and its libraries. */
  private List<String> classes() throws IOException {
    List<String> classes = new ArrayList<>();
    try (Stream<Path> libraries = Files.list(jar.resolveSibling("lib"))) {
      for (Path file : Stream.concat(Stream.of(jar), libraries).toList()) {
        try (JarFile one = new JarFile(file.toFile())) {
          one.stream()
              .map(Object::toString)
              .filter(entry -> entry.endsWith(".class") && !entry.endsWith("module-info.class"))
              .forEach(classes::add);
        }
      }
    }
    return classes;
  }

  private static String text(JarFile jar, String entry) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getJarEntry(entry))) {
      return new String(in.readAllBytes(), ISO_8859_1);
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
