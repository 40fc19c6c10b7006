package dev.kprov.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * Copies the program to another folder, in a form whose classes the JVM's cache takes in. Two kinds
 * it refuses: classes of signed jars (Bouncy Castle), whose digests it would otherwise check at
 * each start; they are checked here, once, and the copy is without signature. And classes for a JVM
 * before version 6 (picocli), which have no stack maps; the copy gets them.
 */
public final class ArchivableJars {

  /** JAR File Specification, "Signed JAR File". */
  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/[^/]*\\.(SF|DSA|RSA|EC)", Pattern.CASE_INSENSITIVE);

  private final Path folder;

  private ArchivableJars(Path folder) {
    this.folder = folder;
  }

  /**
   * Copies.
   *
   * @param args the jar of the program, beside which its libraries lie in {@code lib}, and the
   *     folder for the copies, which must exist
   * @throws SecurityException where a signed jar is not what was signed
   */
  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    ArchivableJars copies = new ArchivableJars(Path.of(args[1]));
    copies.copy(jar, jar.getFileName());
    Path libraries = Path.of("lib");
    Files.createDirectories(copies.folder.resolve(libraries));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(jar.resolveSibling("lib"), "*.jar")) {
      for (Path library : all) {
        copies.copy(library, libraries.resolve(library.getFileName()));
      }
    }
  }

  private void copy(Path from, Path to) throws IOException {
    try (JarFile jar = new JarFile(from.toFile())) {
      List<JarEntry> content = jar.stream().filter(entry -> !isSeal(entry)).toList();
      try (JarOutputStream copy =
          new JarOutputStream(Files.newOutputStream(folder.resolve(to)), unsealed(jar))) {
        ModernClasses classes = new ModernClasses(jar);
        for (JarEntry entry : content) {
          copy.putNextEntry(new JarEntry(entry.getName()));
          copy.write(entry.isDirectory() ? new byte[0] : classes.modern(read(jar, entry)));
          copy.closeEntry();
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Reading to the end is what checks a digest. */
  private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream content = jar.getInputStream(entry)) {
      return content.readAllBytes();
    }
  }

  private static boolean isSeal(JarEntry entry) {
    return entry.getName().equals(JarFile.MANIFEST_NAME)
        || SIGNATURE.matcher(entry.getName()).matches();
  }

  /** The manifest without the digests of the entries; the jar keeps its own. */
  private static Manifest unsealed(JarFile jar) throws IOException {
    Manifest own = jar.getManifest();
    Manifest manifest = own == null ? new Manifest() : new Manifest(own);
    manifest.getEntries().clear();
    return manifest;
  }
}
