package dev.kprov.pki;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A distinguished name, in the order in which it is encoded.
 *
 * @param attributes country first, common name last, as cfssl and Go write them
 */
public record Subject(List<Attribute> attributes) {

  /**
   * One attribute in an RDN of its own.
   *
   * @param type one of {@code C}, {@code ST}, {@code L}, {@code O}, {@code OU}, {@code CN}; what
   *     else a foreign certificate has stands as its dotted object identifier
   * @param value its text
   */
  public record Attribute(String type, String value) {}

  /** The attribute types that a playbook knows, in the order of encoding. */
  public static final List<String> TYPES = List.of("C", "ST", "L", "O", "OU", "CN");

  public Subject {
    attributes = List.copyOf(attributes);
  }

  /** The values of a type; several where the type repeats, as O does for groups. */
  public List<String> values(String type) {
    return attributes.stream().filter(a -> a.type().equals(type)).map(Attribute::value).toList();
  }

  /** The common name, or an empty text. */
  public String commonName() {
    return values("CN").stream().findFirst().orElse("");
  }

  /** Whether Kubernetes sees the same user or node in another: common name and groups count. */
  public boolean sameIdentity(Subject other) {
    return values("CN").equals(other.values("CN"))
        && Set.copyOf(values("O")).equals(Set.copyOf(other.values("O")));
  }

  /** For people: the common name, or all of it where it has none. */
  public String shortName() {
    return commonName().isEmpty() ? toString() : commonName();
  }

  /** For people: {@code C=PL, O=Kubernetes, CN=admin}. */
  @Override
  public String toString() {
    return attributes.stream()
        .map(a -> a.type() + "=" + a.value())
        .collect(Collectors.joining(", "));
  }
}
