package dev.kprov.run;

import dev.kprov.base.Problems;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.mint.Certificates;
import dev.kprov.mint.Keys;
import dev.kprov.text.Node;
import dev.kprov.text.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A kubeconfig that says no more than one of kprov's does: one cluster, one user and one context
 * that joins them, whatever they are called, with everything in it.
 *
 * @param server URL of the API server
 * @param trust what clients trust, in PEM
 * @param client what they show, in PEM
 * @param key theirs, in PEM
 */
record WholeKubeconfig(String server, Secret trust, Secret client, Secret key) {

  private static final Set<String> TOP =
      Set.of(
          "apiVersion", "kind", "preferences", "clusters", "contexts", "users", "current-context");

  /** Reads a file; empty where it says more, less, or refers to other files. */
  static Optional<WholeKubeconfig> read(Secret file) {
    Problems problems = new Problems();
    return file.use(bytes -> Yaml.parse(bytes, "kubeconfig", problems))
        .filter(_ -> problems.isEmpty())
        .flatMap(WholeKubeconfig::mapping)
        .filter(top -> has(top, TOP))
        .flatMap(WholeKubeconfig::read);
  }

  /**
   * What it means, in one hash that has no secret in it: two that let the same client in to the
   * same server have the same, however they are written. Empty where a part cannot be read.
   */
  Optional<Sha256> meaning() {
    return Keys.read(key)
        .toOptional()
        .flatMap(pair ->
            trust.use(ca -> client.use(own -> meaning(server, ca, own, pair.info().publicKey()))));
  }

  /**
   * The same of its parts.
   *
   * @param key SHA-256 of the public half of the client's key
   */
  static Optional<Sha256> meaning(String server, byte[] trust, byte[] client, Sha256 key) {
    return certificates(trust)
        .flatMap(authorities ->
            certificates(client).map(own -> String.join("\n", server, authorities, own, key.hex())))
        .map(text -> Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<String> certificates(byte[] pem) {
    return Certificates.readAll(pem, List.of())
        .toOptional()
        .map(all ->
            all.stream()
                .map(one -> one.info().fingerprint().hex())
                .collect(Collectors.joining(" ")));
  }

  private static Optional<WholeKubeconfig> read(Node.Mapping top) {
    Optional<Node.Mapping> cluster = only(top, "clusters", "cluster");
    Optional<Node.Mapping> context = only(top, "contexts", "context");
    Optional<Node.Mapping> user = only(top, "users", "user");
    if (cluster.isEmpty() || context.isEmpty() || user.isEmpty()) {
      return Optional.empty();
    }
    boolean joined =
        text(top, "current-context").equals(text(context.get(), "name"))
            && inner(context.get(), "context", "cluster").equals(text(cluster.get(), "name"))
            && inner(context.get(), "context", "user").equals(text(user.get(), "name"))
            && holds(context.get(), "context", Set.of("cluster", "user"))
            && holds(cluster.get(), "cluster", Set.of("server", "certificate-authority-data"))
            && holds(user.get(), "user", Set.of("client-certificate-data", "client-key-data"));
    return joined ? of(cluster.get(), user.get()) : Optional.empty();
  }

  private static Optional<WholeKubeconfig> of(Node.Mapping cluster, Node.Mapping user) {
    Optional<Secret> trust = data(inner(cluster, "cluster", "certificate-authority-data"));
    Optional<Secret> client = data(inner(user, "user", "client-certificate-data"));
    Optional<Secret> key = data(inner(user, "user", "client-key-data"));
    Optional<String> server = inner(cluster, "cluster", "server");
    return server.isEmpty() || trust.isEmpty() || client.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(new WholeKubeconfig(server.get(), trust.get(), client.get(), key.get()));
  }

  /** The only entry of a list, if that has a name and the part of this name. */
  private static Optional<Node.Mapping> only(Node.Mapping top, String list, String part) {
    return top.get(list)
        .filter(Node.Sequence.class::isInstance)
        .map(node -> ((Node.Sequence) node).items())
        .filter(items -> items.size() == 1)
        .flatMap(items -> mapping(items.getFirst()))
        .filter(entry -> has(entry, Set.of("name", part)));
  }

  private static boolean holds(Node.Mapping entry, String part, Set<String> known) {
    return entry
        .get(part)
        .flatMap(WholeKubeconfig::mapping)
        .filter(one -> has(one, known))
        .isPresent();
  }

  /** Whether a mapping has nothing but these keys. */
  private static boolean has(Node.Mapping mapping, Set<String> known) {
    return mapping.entries().stream().allMatch(entry -> known.contains(entry.key().text()));
  }

  private static Optional<String> inner(Node.Mapping entry, String part, String key) {
    return entry.get(part).flatMap(WholeKubeconfig::mapping).flatMap(one -> text(one, key));
  }

  private static Optional<String> text(Node.Mapping mapping, String key) {
    return mapping
        .get(key)
        .filter(Node.Scalar.class::isInstance)
        .map(node -> ((Node.Scalar) node).text());
  }

  private static Optional<Node.Mapping> mapping(Node node) {
    return node instanceof Node.Mapping mapping ? Optional.of(mapping) : Optional.empty();
  }

  private static Optional<Secret> data(Optional<String> base64) {
    try {
      return base64.map(text -> Secret.of(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
