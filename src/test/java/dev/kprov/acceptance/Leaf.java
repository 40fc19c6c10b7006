package dev.kprov.acceptance;

import dev.kprov.judge.CertificateText;
import dev.kprov.judge.Judge;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A certificate of a store, an authority or not, as the table of its layout has it.
 *
 * @param row file, authority, purposes, subject, names
 */
record Leaf(Path store, Layout.Row row) {

  private static final String SUBJECT_KEY = "Subject Key Identifier";
  private static final String SERVER = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT = "1.3.6.1.5.5.7.3.2";

  static List<Leaf> of(Layout layout, Path store) {
    return layout.rows("certificates").stream().map(row -> new Leaf(store, row)).toList();
  }

  String name() {
    return row.cell(0);
  }

  Path file() {
    return store.resolve(name());
  }

  Path key() {
    return store.resolve(
        name().replaceFirst("\\.crt$", ".key").replaceFirst("\\.pem$", "-key.pem"));
  }

  Path authority() {
    return store.resolve(row.cell(1));
  }

  boolean isAuthority() {
    return isFor("authority");
  }

  /** For "server", "client" or "authority". */
  boolean isFor(String purpose) {
    return row.words(2).contains(purpose);
  }

  String subject() {
    return row.cell(3);
  }

  List<String> names() {
    return row.words(4);
  }

  /** The extensions that it should have, in the words of {@link CertificateText#extensions}. */
  List<String> extensions(boolean elliptic, CertificateText own, CertificateText authority) {
    List<String> wanted = new ArrayList<>();
    wanted.add(SUBJECT_KEY + ": " + own.extension(SUBJECT_KEY));
    if (isAuthority()) {
      wanted.add("Basic Constraints!: CA:TRUE");
      wanted.add("Key Usage!: Certificate Sign, CRL Sign");
      return wanted;
    }
    wanted.add("Authority Key Identifier: " + authority.extension(SUBJECT_KEY));
    wanted.add("Basic Constraints!: CA:FALSE");
    wanted.add("Key Usage!: Digital Signature" + (elliptic ? "" : ", Key Encipherment"));
    wanted.add(
        "Extended Key Usage: "
            + row.words(2).stream()
                .map(purpose -> purpose.equals("server") ? "Server" : "Client")
                .map("TLS Web %s Authentication"::formatted)
                .collect(Collectors.joining(", ")));
    if (!names().isEmpty()) {
      wanted.add("Subject Alternative Name: " + alternatives());
    }
    return wanted;
  }

  /** DNS names first; an address is of four or sixteen octets, which is how it is printed. */
  private String alternatives() {
    return Stream.concat(
            names().stream().filter(name -> !isAddress(name)).map(name -> "DNS:" + name),
            names().stream().filter(Leaf::isAddress).map(name -> "IP Address:" + octets(name)))
        .collect(Collectors.joining(", "));
  }

  private static String octets(String address) {
    try {
      return InetAddress.getByName(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isAddress(String name) {
    return name.matches("[0-9.]+|.*:.*");
  }

  /** What OpenSSL says of a certificate in the chain of its authority. */
  Judge.Verdict openssl(Object... options) {
    return opensslBy(authority(), options);
  }

  Judge.Verdict opensslName(String name) {
    return openssl(isAddress(name) ? "-verify_ip" : "-verify_hostname", name);
  }

  Judge.Verdict opensslBy(Path ca, Object... options) {
    List<Object> line = new ArrayList<>(List.of("verify", "-x509_strict", "-CAfile", ca));
    line.addAll(List.of(options));
    line.add(file());
    return Judge.of("openssl").run(line.toArray());
  }

  Judge.Verdict certtoolServer() {
    return certtool("--verify-purpose", SERVER);
  }

  Judge.Verdict certtoolClient() {
    return certtool("--verify-purpose", CLIENT);
  }

  Judge.Verdict certtoolName(String name) {
    return certtool("--verify-purpose", SERVER, "--verify-hostname", name);
  }

  private Judge.Verdict certtool(Object... options) {
    return certtoolBy(authority(), options);
  }

  Judge.Verdict certtoolBy(Path ca, Object... options) {
    Stream<Object> line = Stream.of("--verify", "--load-ca-certificate", ca, "--infile", file());
    return Judge.of("certtool").run(Stream.concat(line, Stream.of(options)).toArray());
  }

  /** What Go says of the chain. */
  Judge.Verdict cfsslBy(Path ca) {
    return Judge.of("cfssl").run("bundle", "-ca-bundle", ca, "-int-bundle", ca, "-cert", file());
  }

  @Override
  public String toString() {
    return name();
  }
}
