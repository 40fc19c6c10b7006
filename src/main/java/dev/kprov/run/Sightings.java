package dev.kprov.run;

import dev.kprov.base.RemotePath;
import dev.kprov.mint.Certificate;
import dev.kprov.mint.Certificates;
import dev.kprov.mint.Reading;
import dev.kprov.pki.CertificateInfo;
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
import java.util.stream.Stream;

/**
 * Reads the certificates in what hosts showed. The same bytes, as of the authority on every host,
 * are read once.
 */
final class Sightings {

  private final List<Certificate> authorities;
  private final Map<String, Sighting> known = new ConcurrentHashMap<>();

  /**
   * @param authorities the store's authorities: whoever else signed something is a stranger
   */
  Sightings(List<Certificate> authorities) {
    this.authorities = List.copyOf(authorities);
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
      case PRIVATE_KEY, PUBLIC_KEY, ENCRYPTION_CONFIG -> Optional.empty();
    };
  }

  /** The host tells whole blocks only: of a file that is cut short, nothing. */
  private Sighting certificates(String pem) {
    if (pem.isBlank()) {
      return Sighting.NONE;
    }
    return switch (read(pem)) {
      case Reading.Good<List<Certificate>>(List<Certificate> found) ->
          new Sighting(infos(found), Optional.empty(), Optional.empty());
      case Reading.Bad<List<Certificate>>(String fault) ->
          new Sighting(List.of(), Optional.empty(), Optional.empty(), Optional.of("it " + fault));
    };
  }

  /** A kubeconfig that kprov made has one of each; one with several is not wanted anyway. */
  private Sighting kubeconfig(String lines) {
    Kubeconfigs.Excerpt excerpt = Kubeconfigs.read(lines);
    return new Sighting(
        excerpt.clients().stream().flatMap(this::infos).toList(),
        excerpt.authorities().stream().flatMap(this::infos).findFirst(),
        excerpt.servers().stream().findFirst());
  }

  private Stream<CertificateInfo> infos(String pem) {
    return read(pem).toOptional().stream().flatMap(found -> infos(found).stream());
  }

  private static List<CertificateInfo> infos(List<Certificate> found) {
    return found.stream().map(Certificate::info).toList();
  }

  private Reading<List<Certificate>> read(String pem) {
    return Certificates.readAll(pem.getBytes(StandardCharsets.UTF_8), authorities);
  }
}
