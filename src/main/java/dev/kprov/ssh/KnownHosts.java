package dev.kprov.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

  private record Line(String file, Marker marker, HostPatterns hosts, HostKey key) {}

  private final List<Line> lines = new ArrayList<>();

  private record Asked(Marker marker, String name) {}

  /** What was looked up before: a hashed file costs one HMAC per line and name. */
  private final Map<Asked, List<HostKey>> found = new ConcurrentHashMap<>();

  private final List<Integer> badLines = new ArrayList<>();

  /** Reads a file; one that does not exist knows nobody. */
  static KnownHosts read(Path file) throws IOException {
    try {
      // Names are ASCII; whatever else a comment holds must not stop the reading.
      return parse(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return new KnownHosts();
    }
  }

  /**
   * Reads the text of a file.
   *
   * @param file its name, for messages
   */
  static KnownHosts parse(String file, String text) {
    KnownHosts known = new KnownHosts();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      known.add(file, ++number, line.strip());
    }
    return known;
  }

  /** What several files say together. */
  static KnownHosts of(List<KnownHosts> files) {
    KnownHosts all = new KnownHosts();
    files.forEach(file -> all.lines.addAll(file.lines));
    return all;
  }

  /** The numbers of the lines that could not be read. */
  List<Integer> badLines() {
    return List.copyOf(badLines);
  }

  @Override
  public Verdict judge(Endpoint server, HostKey offered, Instant now) {
    Optional<HostCertificate> shown = HostCertificate.of(offered);
    if (revoking(server, offered, shown).isPresent()) {
      return new Verdict.Revoked();
    }
    Optional<HostCertificate> certificate = shown.filter(one -> vouches(one.authority(), server));
    if (certificate.isEmpty()) {
      return judge(server, offered.bare());
    }
    if (!certificate.get().genuine()) {
      return new Verdict.BadCertificate("is not signed by the authority that it names");
    }
    Optional<String> flaw = certificate.get().flaw(server.plainName(), now);
    // Like ssh, a key may be known although its certificate does not hold.
    return flaw.isEmpty() || judge(server, offered.bare()) instanceof Verdict.Trusted
        ? new Verdict.Trusted()
        : new Verdict.BadCertificate(flaw.get());
  }

  private Verdict judge(Endpoint server, HostKey offered) {
    List<HostKey> known = keysOf(server);
    if (known.isEmpty()) {
      // Like ssh, a host on another port may be known by its plain name.
      return keysOf(server.plainName()).contains(offered)
          ? new Verdict.Trusted()
          : new Verdict.Unknown();
    }
    return known.contains(offered)
        ? new Verdict.Trusted()
        : new Verdict.Changed(known.stream().map(HostKey::toString).toList());
  }

  /** Whether some authority may vouch for a server by a certificate. */
  boolean hasAuthorityFor(Endpoint server) {
    return !authoritiesOf(server).isEmpty();
  }

  private boolean vouches(HostKey authority, Endpoint server) {
    return authoritiesOf(server).contains(authority);
  }

  /** Like ssh, those of the name with its port, and those of the plain name. */
  private List<HostKey> authoritiesOf(Endpoint server) {
    return Stream.of(server.knownHostsName(), server.plainName())
        .flatMap(name -> keys(Marker.AUTHORITY, name).stream())
        .distinct()
        .toList();
  }

  /** The host key algorithms by which a server can show a key that can be compared. */
  List<String> algorithmsOf(Endpoint server) {
    List<HostKey> known = keysOf(server);
    List<HostKey> asked = known.isEmpty() ? keysOf(server.plainName()) : known;
    Stream<String> certified =
        hasAuthorityFor(server) ? SshAlgorithms.HOST_CERTIFICATES.stream() : Stream.empty();
    return Stream.concat(certified, asked.stream().flatMap(key -> key.algorithms().stream()))
        .distinct()
        .toList();
  }

  /** The trusted keys of a server. */
  List<HostKey> keysOf(Endpoint server) {
    return keysOf(server.knownHostsName());
  }

  /** The files by which a server is known. */
  List<String> filesWith(Endpoint server) {
    return linesFor(Marker.NONE)
        .filter(line -> line.hosts().match(server.knownHostsName()))
        .map(Line::file)
        .distinct()
        .toList();
  }

  /** The file that revokes a key of a server, if one does. */
  Optional<String> revoking(Endpoint server, HostKey offered) {
    return revoking(server, offered, HostCertificate.of(offered));
  }

  private Optional<String> revoking(
      Endpoint server, HostKey offered, Optional<HostCertificate> shown) {
    Optional<HostKey> authority = shown.map(HostCertificate::authority);
    return linesFor(Marker.REVOKED)
        .filter(line ->
            line.key().equals(offered.bare()) || authority.filter(line.key()::equals).isPresent())
        .filter(line ->
            line.hosts().match(server.knownHostsName()) || line.hosts().match(server.plainName()))
        .map(Line::file)
        .findFirst();
  }

  private Stream<Line> linesFor(Marker marker) {
    return lines.stream().filter(line -> line.marker() == marker);
  }

  private List<HostKey> keysOf(String name) {
    return keys(Marker.NONE, name);
  }

  private List<HostKey> keys(Marker marker, String name) {
    return found.computeIfAbsent(
        new Asked(marker, name),
        _ -> linesFor(marker).filter(line -> line.hosts().match(name)).map(Line::key).toList());
  }

  private void add(String file, int number, String text) {
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    try {
      lines.add(parseLine(file, text));
    } catch (IllegalArgumentException e) {
      badLines.add(number);
    }
  }

  private static Line parseLine(String file, String text) {
    String[] fields = text.split("[ \t]+", -1);
    Marker marker = markerOf(fields[0]);
    int first = marker == Marker.NONE ? 0 : 1;
    if (fields.length < first + 3) {
      throw new IllegalArgumentException("a line needs hosts, a key type and a key");
    }
    return new Line(
        file,
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
