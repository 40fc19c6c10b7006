package dev.kprov.run;

import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.lint.Exhibit;
import dev.kprov.mint.Certificate;
import dev.kprov.mint.PemFile;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.EncryptionFile;
import dev.kprov.pki.KeyInfo;
import dev.kprov.pki.Kubeconfigs;
import dev.kprov.store.Permissions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes files for what they are, and not for what they are called. */
final class LooseExhibits {

  /** The usual names of the certificate over a service-account key, whose end nobody reads. */
  private static final Pattern WRAPPER = Pattern.compile("sa|service-accounts?");

  private final List<Certificate> authorities;
  private final List<Exhibit> exhibits = new ArrayList<>();
  private final Map<CertificateInfo, List<Path>> places = new LinkedHashMap<>();
  private final Map<Path, Set<Sha256>> certifiedByStem = new HashMap<>();
  private final Map<Path, KeyInfo> keyByStem = new LinkedHashMap<>();

  private LooseExhibits(Map<Path, Secret> files) {
    this.authorities =
        files.values().stream()
            .flatMap(content -> pems(content).stream())
            .flatMap(pem -> PemFile.read(pem, List.of()).certificates().stream())
            .filter(certificate -> certificate.info().authority())
            .toList();
  }

  /** All that can be judged among some files; empty where none of them is of any such kind. */
  static Optional<List<Exhibit>> of(Map<Path, Secret> files) {
    LooseExhibits loose = new LooseExhibits(files);
    files.forEach(loose::read);
    loose.compare();
    List<Exhibit> all = Stream.concat(loose.certificates(), loose.exhibits.stream()).toList();
    return all.isEmpty() && loose.keyByStem.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  /** The file itself, or the certificates within a kubeconfig. */
  private static List<byte[]> pems(Secret content) {
    return content.use(bytes -> {
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (!Kubeconfigs.is(text)) {
        return List.of(bytes);
      }
      Kubeconfigs.Excerpt said = Kubeconfigs.read(text);
      return Stream.concat(said.authorities().stream(), said.clients().stream())
          .map(pem -> pem.getBytes(StandardCharsets.ISO_8859_1))
          .toList();
    });
  }

  private void read(Path file, Secret content) {
    boolean secret = content.use(LooseExhibits::holdsCredential);
    for (byte[] pem : pems(content)) {
      secret |= readPem(file, PemFile.read(pem, authorities));
    }
    Optional<EncryptionFile> encryption = EncryptionFile.read(content);
    encryption.ifPresent(said -> exhibits.add(new Exhibit.Encryption(file.toString(), said)));
    if ((secret || encryption.isPresent()) && Permissions.open(file)) {
      exhibits.add(new Exhibit.Open(file.toString()));
    }
  }

  private static boolean holdsCredential(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return Kubeconfigs.is(text) && Kubeconfigs.holdsCredential(text);
  }

  /** Whether it holds a private key. */
  private boolean readPem(Path file, PemFile pem) {
    pem.faults().forEach(fault -> exhibits.add(new Exhibit.Damaged(file.toString(), fault)));
    for (Certificate certificate : pem.certificates()) {
      CertificateInfo info = certificate.info();
      places.computeIfAbsent(info, _ -> new ArrayList<>()).add(file);
      certifiedByStem.computeIfAbsent(stem(file), _ -> new HashSet<>()).add(info.publicKey());
    }
    pem.keys().forEach(key -> keyByStem.putIfAbsent(stem(file), key));
    return pem.secret();
  }

  /** {@code x/ca} of {@code x/ca.pem}, {@code x/ca.key} and {@code x/ca-key.pem}. */
  private static Path stem(Path file) {
    return file.resolveSibling(
        file.getFileName().toString().replaceFirst("\\.[A-Za-z]+$", "").replaceFirst("-key$", ""));
  }

  private void compare() {
    keyByStem.forEach((stem, key) -> {
      Set<Sha256> certified = certifiedByStem.getOrDefault(stem, Set.of(key.publicKey()));
      if (!certified.contains(key.publicKey())) {
        exhibits.add(new Exhibit.Mismatched(stem.toString()));
      }
    });
  }

  /** Each certificate once, by all the names under which it lies. */
  private Stream<Exhibit> certificates() {
    return places.entrySet().stream()
        .map(entry ->
            new Exhibit.Certificate(
                String.join(", ", entry.getValue().stream().map(Path::toString).toList()),
                entry.getKey(),
                entry.getValue().stream()
                    .map(file -> stem(file).getFileName().toString())
                    .anyMatch(name -> WRAPPER.matcher(name).matches())));
  }
}
