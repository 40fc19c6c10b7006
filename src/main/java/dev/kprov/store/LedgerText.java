package dev.kprov.store;

import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Sha256;
import dev.kprov.pki.Ledger;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.text.Json;
import dev.kprov.text.Node;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines of the ledger. Keys that a later version may add are passed over; what is missing or
 * cannot be read makes the line, and with it the memory of the cluster, damaged.
 */
final class LedgerText {

  private static final String REMEDY =
      "restore the file from a backup; from a wrong memory kprov would make keys again";

  private LedgerText() {}

  static Map<String, ?> write(LedgerEntry entry) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", entry.time().toString());
    line.put("item", entry.item());
    line.put("reason", entry.reason());
    line.put("key", entry.key().hex());
    entry.certificate().ifPresent(signed -> line.put("certificate", write(signed)));
    return line;
  }

  private static Map<String, ?> write(LedgerEntry.Signed signed) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("serial", signed.serial());
    map.put("subject", signed.subject());
    map.put("names", signed.names());
    map.put("notBefore", signed.notBefore().toString());
    map.put("notAfter", signed.notAfter().toString());
    map.put("issuerKey", signed.issuerKey().hex());
    map.put("fingerprint", signed.fingerprint().hex());
    return map;
  }

  /** Reads all lines; every damaged one is a problem with its place. */
  static Ledger read(JsonLines.Content content) throws RunFailure {
    Problems problems = new Problems();
    List<LedgerEntry> entries = new ArrayList<>();
    for (int i = 0; i < content.whole().size(); i++) {
      String file = content.file().toString();
      Optional<Node.Mapping> line = Json.readLine(content.whole().get(i), file, i + 1);
      Optional<LedgerEntry> entry = line.flatMap(LedgerText::entry);
      entry.ifPresent(entries::add);
      if (entry.isEmpty()) {
        problems.add(new Place(file, i + 1, 1), "this line is no entry of a ledger", REMEDY);
      }
    }
    problems.throwIfAny();
    return new Ledger(entries);
  }

  private static Optional<LedgerEntry> entry(Node.Mapping line) {
    try {
      return Optional.of(
          new LedgerEntry(
              Instant.parse(text(line, "time")),
              text(line, "item"),
              text(line, "reason"),
              new Sha256(text(line, "key")),
              line.get("certificate").map(LedgerText::signed)));
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static LedgerEntry.Signed signed(Node node) {
    if (!(node instanceof Node.Mapping signed)) {
      throw new IllegalArgumentException("no mapping");
    }
    return new LedgerEntry.Signed(
        text(signed, "serial"),
        text(signed, "subject"),
        texts(signed, "names"),
        Instant.parse(text(signed, "notBefore")),
        Instant.parse(text(signed, "notAfter")),
        new Sha256(text(signed, "issuerKey")),
        new Sha256(text(signed, "fingerprint")));
  }

  private static List<String> texts(Node.Mapping mapping, String key) {
    return mapping
        .get(key)
        .filter(Node.Sequence.class::isInstance)
        .map(node -> ((Node.Sequence) node).items().stream().map(LedgerText::text).toList())
        .orElseThrow(() -> new IllegalArgumentException(key));
  }

  private static String text(Node.Mapping mapping, String key) {
    return mapping
        .get(key)
        .map(LedgerText::text)
        .orElseThrow(() -> new IllegalArgumentException(key));
  }

  private static String text(Node node) {
    if (node instanceof Node.Scalar scalar && scalar.quoted()) {
      return scalar.text();
    }
    throw new IllegalArgumentException("no text");
  }
}
