package dev.kprov.pki;

import dev.kprov.inventory.Addresses;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The subject alternative names of a certificate. Their order is kept, but does not count when two
 * are compared by {@link #missingFrom}.
 *
 * @param dns DNS names
 * @param ips addresses in canonical text
 */
public record AltNames(List<String> dns, List<String> ips) {

  public static final AltNames NONE = new AltNames(List.of(), List.of());

  public AltNames {
    dns = List.copyOf(dns);
    ips = List.copyOf(ips);
  }

  /** Sorts names and addresses apart; a repeated one counts once. */
  public static AltNames of(List<String> names) {
    List<String> distinct = names.stream().map(Addresses::canonical).distinct().toList();
    return new AltNames(
        distinct.stream().filter(name -> !Addresses.isIp(name)).toList(),
        distinct.stream().filter(Addresses::isIp).toList());
  }

  public List<String> all() {
    return Stream.concat(dns.stream(), ips.stream()).toList();
  }

  /** The names of this one that another lacks. */
  public List<String> missingFrom(AltNames other) {
    Set<String> there = Set.copyOf(other.all());
    return all().stream().filter(name -> !there.contains(name)).toList();
  }
}
