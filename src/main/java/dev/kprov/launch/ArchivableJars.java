package dev.kprov.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies the program and its libraries into one jar, in a form whose classes the JVM's cache takes
 * in. Signed jars (Bouncy Castle) it refuses, whose digests it would otherwise check at each start;
 * they are checked here, once, and the copy is without signature. What else it refuses, or does not
 * keep, {@link ArchivableClasses} mends. One jar instead of many, since at each start all are
 * opened: whoever looks for a class or a service that is not there looks in each. Native libraries
 * lie beside it, where {@code java.library.path} finds them: out of a jar, each start that needs
 * one would write it to a temporary folder first.
 */
public final class ArchivableJars implements AutoCloseable {

  /** JAR File Specification, "Signed JAR File". */
  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/[^/]*\\.(SF|DSA|RSA|EC)", Pattern.CASE_INSENSITIVE);

  /** Of what belongs to a jar as such, one cannot have many, and a class path needs none. */
  private static final Pattern OWN =
      Pattern.compile("META-INF/(MANIFEST\\.MF|INDEX\\.LIST)|(.*/)?module-info\\.class");

  private static final Pattern SERVICE = Pattern.compile("META-INF/services/[^/]+");

  private static final Pattern NATIVE = Pattern.compile("META-INF/native/([^/]+)");

  private final JarOutputStream copy;
  private final Path folder;
  private final Set<String> copied = new HashSet<>();
  private final Map<String, String> services = new TreeMap<>();

  /**
   * @param folder where native libraries go
   */
  private ArchivableJars(JarOutputStream copy, Path folder) {
    this.copy = copy;
    this.folder = folder;
  }

  /**
   * Copies.
   *
   * @param args the jar of the program, whose manifest names its libraries, and the file for the
   *     copy
   * @throws SecurityException where a signed jar is not what was signed
   */
  public static void main(String[] args) throws IOException {
    Path program = Path.of(args[0]);
    List<Path> jars = new ArrayList<>(List.of(program));
    Manifest manifest;
    try (JarFile jar = new JarFile(program.toFile())) {
      manifest = new Manifest(jar.getManifest());
      String libraries =
          Objects.toString(manifest.getMainAttributes().remove(Attributes.Name.CLASS_PATH));
      Stream.of(libraries.split(" ", -1)).map(program::resolveSibling).forEach(jars::add);
    }
    // Some libraries have classes for newer JVMs only.
    manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
    Path copy = Path.of(args[1]).toAbsolutePath();
    try (ArchivableJars copies =
        new ArchivableJars(
            new JarOutputStream(Files.newOutputStream(copy), manifest),
            Objects.requireNonNull(copy.getParent()))) {
      for (Path jar : jars) {
        copies.add(jar);
      }
    }
  }

  private void add(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      ArchivableClasses classes = new ArchivableClasses(jar);
      for (JarEntry entry : jar.stream().filter(ArchivableJars::isContent).toList()) {
        byte[] content = read(jar, entry);
        Matcher library = NATIVE.matcher(entry.getName());
        if (library.matches()) {
          Files.write(folder.resolve(library.group(1)), content);
        } else if (SERVICE.matcher(entry.getName()).matches()) {
          services.merge(
              entry.getName(), new String(content, StandardCharsets.UTF_8) + "\n", String::concat);
        } else if (copied.add(entry.getName())) {
          write(entry.getName(), classes.archivable(content));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isContent(JarEntry entry) {
    return !entry.isDirectory()
        && !OWN.matcher(entry.getName()).matches()
        && !SIGNATURE.matcher(entry.getName()).matches();
  }

  /** Reading to the end is what checks a digest. */
  private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream content = jar.getInputStream(entry)) {
      return content.readAllBytes();
    }
  }

  private void write(String name, byte[] content) throws IOException {
    copy.putNextEntry(new JarEntry(name));
    copy.write(content);
    copy.closeEntry();
  }

  @Override
  public void close() throws IOException {
    try (copy) {
      for (Map.Entry<String, String> service : services.entrySet()) {
        write(service.getKey(), service.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
