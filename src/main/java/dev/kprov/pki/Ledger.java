package dev.kprov.pki;

import dev.kprov.base.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The memory of all that was ever issued for a cluster. Asked for every item and every host. */
public final class Ledger {

  private final List<LedgerEntry> entries;
  private final List<HostMark> marks;
  private final Map<String, List<LedgerEntry>> byItem = new HashMap<>();
  private final Map<String, Set<Sha256>> keys = new HashMap<>();
  private final Set<Sha256> certificates = new HashSet<>();
  private final Set<Sha256> adopted = new HashSet<>();

  /**
   * @param entries what was issued, oldest first
   */
  public Ledger(List<LedgerEntry> entries) {
    this(entries, List.of());
  }

  /**
   * @param entries what was issued, oldest first
   * @param marks what became of hosts, oldest first
   */
  public Ledger(List<LedgerEntry> entries, List<HostMark> marks) {
    this.entries = List.copyOf(entries);
    this.marks = List.copyOf(marks);
    for (LedgerEntry entry : entries) {
      byItem.computeIfAbsent(entry.item(), _ -> new ArrayList<>()).add(entry);
      keys.computeIfAbsent(entry.item(), _ -> new HashSet<>()).add(entry.key());
      entry.certificate().ifPresent(signed -> add(entry, signed.fingerprint()));
    }
  }

  private void add(LedgerEntry entry, Sha256 certificate) {
    certificates.add(certificate);
    if (entry.adopted()) {
      adopted.add(certificate);
    }
  }

  public List<LedgerEntry> entries() {
    return entries;
  }

  /** When a host was retired, unless it was let in again since. */
  public Optional<Instant> retired(String host) {
    return marks.stream()
        .filter(mark -> mark.host().equals(host))
        .reduce((_, later) -> later)
        .filter(mark -> mark.kind() != HostMark.Kind.READMITTED)
        .map(HostMark::time);
  }

  /** {@link ItemId#key} of all that was ever issued for one host alone. */
  public List<String> itemsOf(String host) {
    return keys.keySet().stream()
        .filter(item -> item.matches("[^/]+/[^/]+/" + Pattern.quote(host)))
        .sorted()
        .toList();
  }

  /** Whether the item was ever issued, with whatever key. */
  public boolean recorded(ItemId item) {
    return keys.containsKey(item.key());
  }

  /** Whether the item was ever issued with this key. */
  public boolean recorded(ItemId item, Sha256 key) {
    return keys.getOrDefault(item.key(), Set.of()).contains(key);
  }

  /** When the certificates of an item end that were ever issued. */
  public Stream<Instant> ends(ItemId item) {
    return of(item)
        .flatMap(entry -> entry.certificate().stream())
        .map(LedgerEntry.Signed::notAfter);
  }

  /** Whether others made the item, or what certifies it, under this key. */
  public boolean madeByOthers(ItemId item, Sha256 key) {
    return of(item, key).anyMatch(LedgerEntry::madeByOthers);
  }

  /** Whether an authority with this key was taken without those above it. */
  boolean takenAlone(ItemId authority, Sha256 key) {
    return of(authority, key).anyMatch(LedgerEntry::takenAlone);
  }

  private Stream<LedgerEntry> of(ItemId item, Sha256 key) {
    return of(item).filter(entry -> entry.key().equals(key));
  }

  private Stream<LedgerEntry> of(ItemId item) {
    return byItem.getOrDefault(item.key(), List.of()).stream();
  }

  /** The hosts for which an item was ever issued, the latest last; one may be among them twice. */
  public List<String> hosts(ItemId.Section section, String name) {
    String prefix = ItemId.of(section, name).key() + "/";
    return entries.stream()
        .map(LedgerEntry::item)
        .filter(item -> item.startsWith(prefix))
        .map(item -> item.substring(prefix.length()))
        .toList();
  }

  /** Whether a certificate of this fingerprint was ever issued. */
  public boolean issued(Sha256 fingerprint) {
    return certificates.contains(fingerprint);
  }

  /** Whether a certificate of this fingerprint was taken over from a running cluster. */
  public boolean adopted(Sha256 fingerprint) {
    return adopted.contains(fingerprint);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ledger ledger
        && entries.equals(ledger.entries)
        && marks.equals(ledger.marks);
  }

  @Override
  public int hashCode() {
    return Objects.hash(entries, marks);
  }

  @Override
  public String toString() {
    return "Ledger" + entries + marks;
  }
}
