package dev.kprov.run;

import dev.kprov.base.RemotePath;
import dev.kprov.mint.Certificate;
import dev.kprov.mint.Certificates;
import dev.kprov.mint.Keys;
import dev.kprov.mint.Reading;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.KeyInfo;
import dev.kprov.pki.Kubeconfigs;
import dev.kprov.pki.Sighting;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Fact;
import dev.kprov.state.Observation;
import dev.kprov.state.Resource;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the certificates and public keys in what hosts showed. The same bytes, as of the authority
 * on every host, are read once, and those of the store not again.
 */
final class Sightings {

  private static final Pattern CUT = Pattern.compile("-----BEGIN CERTIFICATE-----\\n\\z");

  private final List<Certificate> authorities;
  private final Map<String, Sighting> known = new ConcurrentHashMap<>();
  private final Map<String, Reading<List<Certificate>>> certificates = new ConcurrentHashMap<>();

  /**
   * @param authorities the store's authorities: whoever else signed something is a stranger
   * @param known the store's certificates, of which hosts should have most
   */
  Sightings(List<Certificate> authorities, List<Certificate> known) {
    this.authorities = List.copyOf(authorities);
    known.stream()
        .filter(one -> one.info().signer().isPresent())
        .forEach(one -> certificates.put(text(one.pem()), new Reading.Good<>(List.of(one))));
  }

  /** What was seen on one host, by path as asked. */
  Map<RemotePath, Sighting> of(Desired desired, Observation observation) {
    Map<RemotePath, Sighting> sightings = new HashMap<>();
    if (observation instanceof Observation.Reached(var seen)) {
      for (Resource.File file : desired.files()) {
        if (seen.at(file.path()) instanceof Fact.RegularFile regular) {
          sighting(file, regular.excerpt()).ifPresent(s -> sightings.put(file.path(), s));
        }
      }
    }
    return sightings;
  }

  private Optional<Sighting> sighting(Resource.File file, String excerpt) {
    return switch (file.kind()) {
      case CERTIFICATE -> Optional.of(known.computeIfAbsent(excerpt, this::certificates));
      case KUBECONFIG -> Optional.of(known.computeIfAbsent(excerpt, this::kubeconfig));
      case PUBLIC_KEY -> Optional.of(known.computeIfAbsent(excerpt, Sightings::publicKey));
      case PRIVATE_KEY, ENCRYPTION_CONFIG -> Optional.empty();
    };
  }

  /** The host tells whole blocks, and of one that is cut short its first line, as the last. */
  private Sighting certificates(String pem) {
    if (pem.isEmpty()) {
      return Sighting.NONE;
    }
    return switch (read(pem)) {
      case Reading.Good<List<Certificate>>(List<Certificate> found) ->
          Sighting.ofCertificates(infos(found));
      case Reading.Bad<List<Certificate>>(String fault) ->
          Sighting.ofCertificates(infos(CUT.matcher(pem).replaceFirst("")).toList())
              .damaged("it " + fault);
    };
  }

  private static Sighting publicKey(String pem) {
    if (pem.isEmpty()) {
      return Sighting.NONE;
    }
    return switch (Keys.readPublic(pem.getBytes(StandardCharsets.UTF_8))) {
      case Reading.Good<KeyInfo>(KeyInfo key) -> Sighting.ofKey(key);
      case Reading.Bad<KeyInfo>(String fault) -> Sighting.NONE.damaged("it " + fault);
    };
  }

  private Sighting kubeconfig(String lines) {
    Kubeconfigs.Excerpt excerpt = Kubeconfigs.read(lines);
    return Sighting.ofKubeconfig(
        excerpt.clients().stream().flatMap(this::infos).toList(),
        excerpt.authorities().stream().flatMap(this::infos).toList(),
        excerpt.servers());
  }

  private Stream<CertificateInfo> infos(String pem) {
    return read(pem).toOptional().stream().flatMap(found -> infos(found).stream());
  }

  private static List<CertificateInfo> infos(List<Certificate> found) {
    return found.stream().map(Certificate::info).toList();
  }

  /** A certificate on its own and the same in a kubeconfig are one, as is its signature. */
  private Reading<List<Certificate>> read(String pem) {
    return certificates.computeIfAbsent(
        pem, _ -> Certificates.readAll(pem.getBytes(StandardCharsets.UTF_8), authorities));
  }

  private static String text(byte[] pem) {
    return new String(pem, StandardCharsets.UTF_8);
  }
}
