package dev.kprov.judge;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A file that this process holds open, as a shell does with {@code 3<FILE}. */
public final class Descriptor implements AutoCloseable {

  private final FileInputStream stream;
  private final Path file;

  private Descriptor(Path file) throws IOException {
    this.stream = new FileInputStream(file.toFile());
    this.file = file.toRealPath();
  }

  public static Descriptor of(Path file) throws IOException {
    return new Descriptor(file);
  }

  /** Its number; Java does not tell it, but Linux does. */
  public String number() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(this::leadsHere).findFirst().orElseThrow().getFileName().toString();
    }
  }

  private boolean leadsHere(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (IOException _) {
      return false; // closed by another thread in the meantime
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
