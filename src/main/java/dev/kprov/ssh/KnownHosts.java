package dev.kprov.ssh;

import dev.kprov.base.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What OpenSSH known_hosts files say (sshd(8), SSH_KNOWN_HOSTS FORMAT), judged as {@code ssh}
 * judges it: several files count as one. sshj's own reader is not used: it accepts revoked keys and
 * misreads negation, case and files that know a host by its RSA key only.
 *
 * <p>Lines of {@code @cert-authority} say nothing about plain keys (decision 0056). A line that
 * cannot be read is passed over, as {@code ssh} does, and remembered.
 */
final class KnownHosts implements HostTrust {

  private enum Marker {
    NONE,
    REVOKED,
    AUTHORITY
  }

  private record Line(Place place, Marker marker, HostPatterns hosts, HostKey key) {

    String where() {
      return place.file() + ":" + place.line();
    }
  }

  private final Map<Marker, HostLines<Line>> lines = new EnumMap<>(Marker.class);
  private final KeyRules rules;
  private final List<Place> badLines = new ArrayList<>();

  private KnownHosts(KeyRules rules) {
    this.rules = rules;
    for (Marker marker : Marker.values()) {
      lines.put(marker, new HostLines<>(line -> List.of(line.hosts())));
    }
  }

  /** Reads a file; one that does not exist knows nobody. */
  static KnownHosts read(Path file) throws IOException {
    try {
      // Names are ASCII; whatever else a comment holds must not stop the reading.
      return parse(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return new KnownHosts(KeyRules.NONE);
    }
  }

  /**
   * Reads the text of a file.
   *
   * @param file its name, for messages
   */
  static KnownHosts parse(String file, String text) {
    KnownHosts known = new KnownHosts(KeyRules.NONE);
    int number = 0;
    for (String line : text.split("\n", -1)) {
      known.add(new Place(file, ++number, 1), line.strip());
    }
    return known;
  }

  /**
   * What several files say together.
   *
   * @param rules what every key must keep to
   */
  static KnownHosts of(List<KnownHosts> files, KeyRules rules) {
    KnownHosts all = new KnownHosts(rules);
    for (KnownHosts file : files) {
      file.lines.forEach((marker, lines) -> lines.all().forEach(all.lines(marker)::add));
      all.badLines.addAll(file.badLines);
    }
    return all;
  }

  /** The lines that could not be read. */
  List<Place> badLines() {
    return List.copyOf(badLines);
  }

  @Override
  public Verdict judge(Endpoint server, HostKey offered, Instant now) {
    Optional<HostCertificate> shown = HostCertificate.of(offered);
    Optional<Verdict> against =
        revoking(server, offered, shown).or(() -> rules.against(offered, shown));
    if (against.isPresent()) {
      return against.get();
    }
    Optional<Line> authority =
        shown.flatMap(one -> lineWith(one.authority(), authoritiesOf(server)));
    return authority.isEmpty()
        ? judge(server, offered.bare())
        : judge(server, offered.bare(), shown.get(), authority.get(), now);
  }

  private Verdict judge(
      Endpoint server, HostKey bare, HostCertificate certificate, Line authority, Instant now) {
    if (!certificate.genuine()) {
      return new Verdict.BadCertificate("is not signed by the authority that it names");
    }
    Optional<String> flaw = certificate.flaw(server.plainName(), now, rules);
    if (flaw.isEmpty()) {
      return new Verdict.Trusted(authority.where() + ", an authority");
    }
    // Like ssh, a key may be known although its certificate does not hold.
    Verdict plain = judge(server, bare);
    return plain instanceof Verdict.Trusted ? plain : new Verdict.BadCertificate(flaw.get());
  }

  private Verdict judge(Endpoint server, HostKey offered) {
    List<Line> known = linesOf(server.knownHostsName());
    // Like ssh, a host on another port may be known by its plain name.
    List<Line> asked = known.isEmpty() ? linesOf(server.plainName()) : known;
    return lineWith(offered, asked)
        .<Verdict>map(line -> new Verdict.Trusted(line.where()))
        .orElseGet(() ->
            known.isEmpty()
                ? new Verdict.Unknown()
                : new Verdict.Changed(known.stream().map(line -> line.key().toString()).toList()));
  }

  private static Optional<Line> lineWith(HostKey key, List<Line> among) {
    return among.stream().filter(line -> line.key().equals(key)).findFirst();
  }

  /** Whether some authority may vouch for a server by a certificate. */
  boolean hasAuthorityFor(Endpoint server) {
    return !authoritiesOf(server).isEmpty();
  }

  /** Like ssh, those of the name with its port, and those of the plain name. */
  private List<Line> authoritiesOf(Endpoint server) {
    return Stream.of(server.knownHostsName(), server.plainName())
        .flatMap(name -> lines(Marker.AUTHORITY).of(name).stream())
        .distinct()
        .toList();
  }

  /** The host key algorithms by which a server can show a key that can be compared. */
  List<String> algorithmsOf(Endpoint server) {
    List<Line> known = linesOf(server.knownHostsName());
    List<Line> asked = known.isEmpty() ? linesOf(server.plainName()) : known;
    Stream<String> certified =
        hasAuthorityFor(server) ? SshAlgorithms.HOST_CERTIFICATES.stream() : Stream.empty();
    return Stream.concat(
            certified, asked.stream().flatMap(line -> line.key().algorithms().stream()))
        .distinct()
        .toList();
  }

  /** The trusted keys of a server. */
  List<HostKey> keysOf(Endpoint server) {
    return linesOf(server.knownHostsName()).stream().map(Line::key).toList();
  }

  /** The files by which a server is known. */
  List<String> filesWith(Endpoint server) {
    return linesOf(server.knownHostsName()).stream()
        .map(line -> line.place().file())
        .distinct()
        .toList();
  }

  private Optional<Verdict> revoking(
      Endpoint server, HostKey offered, Optional<HostCertificate> shown) {
    Optional<HostKey> authority = shown.map(HostCertificate::authority);
    return lines(Marker.REVOKED).all().stream()
        .filter(line ->
            line.key().equals(offered.bare()) || authority.filter(line.key()::equals).isPresent())
        .filter(line ->
            line.hosts().match(server.knownHostsName()) || line.hosts().match(server.plainName()))
        .findFirst()
        .map(line -> new Verdict.Revoked(line.where() + " marks this key @revoked"));
  }

  private List<Line> linesOf(String name) {
    return lines(Marker.NONE).of(name);
  }

  private HostLines<Line> lines(Marker marker) {
    return Objects.requireNonNull(lines.get(marker));
  }

  private void add(Place place, String text) {
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    try {
      Line line = parseLine(place, text);
      lines(line.marker()).add(line);
    } catch (IllegalArgumentException e) {
      badLines.add(place);
    }
  }

  private static Line parseLine(Place place, String text) {
    String[] fields = text.split("[ \t]+", -1);
    Marker marker = markerOf(fields[0]);
    int first = marker == Marker.NONE ? 0 : 1;
    if (fields.length < first + 3) {
      throw new IllegalArgumentException("a line needs hosts, a key type and a key");
    }
    return new Line(
        place,
        marker,
        HostPatterns.parse(fields[first]),
        HostKey.parse(fields[first + 1], fields[first + 2]));
  }

  private static Marker markerOf(String field) {
    return switch (field) {
      case "@revoked" -> Marker.REVOKED;
      case "@cert-authority" -> Marker.AUTHORITY;
      default -> {
        if (field.startsWith("@")) {
          throw new IllegalArgumentException("an unknown marker");
        }
        yield Marker.NONE;
      }
    };
  }
}
