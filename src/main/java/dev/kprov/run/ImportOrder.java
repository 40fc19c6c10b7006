package dev.kprov.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which files the operator offers as an authority.
 *
 * @param certificate has its certificate, and may have those above it and the key
 * @param key has its key; none where that is with the certificate
 * @param chain have certificates above it
 */
public record ImportOrder(Path certificate, Optional<Path> key, List<Path> chain) {

  public ImportOrder {
    chain = List.copyOf(chain);
  }

  /** The file that has the key. */
  Path keyFile() {
    return key.orElse(certificate);
  }

  List<Path> files() {
    return Stream.of(Stream.of(certificate), key.stream(), chain.stream())
        .flatMap(files -> files)
        .toList();
  }
}
