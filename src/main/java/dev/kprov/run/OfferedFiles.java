package dev.kprov.run;

import dev.kprov.base.IoCause;
import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.mint.AuthorityBundle;
import dev.kprov.mint.Certificate;
import dev.kprov.mint.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Files that the operator names, read once each, with what they hold of an authority. */
final class OfferedFiles {

  /** Far above every key or certificate, and far below what would fill the memory. */
  private static final int MOST_BYTES = 1 << 20;

  private final Map<Path, AuthorityBundle> bundles = new LinkedHashMap<>();

  private OfferedFiles() {}

  /**
   * Reads files.
   *
   * @throws RunFailure where one cannot be read or is damaged; it tells of all that are
   */
  static OfferedFiles read(List<Path> files) throws RunFailure {
    OfferedFiles offered = new OfferedFiles();
    List<Problem> problems = new ArrayList<>();
    for (Path file : files.stream().distinct().toList()) {
      try {
        offered.take(file).ifPresent(fault -> problems.add(Problem.of(file + " " + fault)));
      } catch (IOException e) {
        problems.add(Problem.of("cannot read " + file + ": " + IoCause.of(e)));
      }
    }
    if (!problems.isEmpty()) {
      throw new RunFailure(RunFailure.Kind.BAD_FILE, problems);
    }
    return offered;
  }

  private Optional<String> take(Path file) throws IOException {
    Reading<AuthorityBundle> reading = AuthorityBundle.read(content(file));
    reading.toOptional().ifPresent(bundle -> bundles.put(file, bundle));
    return reading.fault();
  }

  private static Secret content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES);
      Secret secret = Secret.of(bytes);
      Arrays.fill(bytes, (byte) 0);
      return secret;
    }
  }

  /** The private key that a file must have, and no other. */
  AuthorityBundle.Key onlyKey(Path file) throws RunFailure {
    List<AuthorityBundle.Key> keys = of(file).keys();
    if (keys.isEmpty()) {
      throw AuthorityRules.bad(
          file + " has no PEM private key",
          "name the file that has it with --key; where it is to stay where it is, kprov ca csr asks"
              + " for a signature instead");
    }
    if (keys.size() > 1) {
      throw AuthorityRules.bad(
          file + " has " + keys.size() + " private keys", "leave only that of the CA in it");
    }
    return keys.getFirst();
  }

  /** The certificate over a key, if a file has it. */
  Optional<Certificate> certificate(Path file, Sha256 publicKey) {
    return of(file).certificates().stream()
        .filter(one -> one.info().publicKey().equals(publicKey))
        .findFirst();
  }

  private AuthorityBundle of(Path file) {
    return Objects.requireNonNull(bundles.get(file), file::toString);
  }

  /** All certificates of all files. */
  List<Certificate> certificates() {
    return bundles.values().stream().flatMap(bundle -> bundle.certificates().stream()).toList();
  }
}
