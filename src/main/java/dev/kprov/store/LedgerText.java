package dev.kprov.store;

import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Sha256;
import dev.kprov.pki.HostMark;
import dev.kprov.pki.Ledger;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.text.Json;
import dev.kprov.text.Members;
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

  static Map<String, ?> write(HostMark mark) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", mark.time().toString());
    line.put("host", mark.host());
    line.put("mark", mark.kind().word());
    line.put("items", mark.items());
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
    List<HostMark> marks = new ArrayList<>();
    for (int i = 0; i < content.whole().size(); i++) {
      String file = content.file().toString();
      Optional<Members> line = Json.readLine(content.whole().get(i), file, i + 1).map(Members::new);
      boolean taken =
          line.isPresent()
              && (line.get().has("mark")
                  ? mark(line.get()).map(marks::add).isPresent()
                  : entry(line.get()).map(entries::add).isPresent());
      if (!taken) {
        problems.add(new Place(file, i + 1, 1), "this line is no entry of a ledger", REMEDY);
      }
    }
    problems.throwIfAny();
    return new Ledger(entries, marks);
  }

  private static Optional<LedgerEntry> entry(Members line) {
    try {
      return Optional.of(
          new LedgerEntry(
              Instant.parse(line.text("time")),
              line.text("item"),
              line.text("reason"),
              new Sha256(line.text("key")),
              line.objectIf("certificate").map(LedgerText::signed)));
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<HostMark> mark(Members line) {
    try {
      Instant time = Instant.parse(line.text("time"));
      String host = line.text("host");
      List<String> items = line.texts("items");
      return HostMark.Kind.ofWord(line.text("mark"))
          .map(kind -> new HostMark(time, host, kind, items));
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static LedgerEntry.Signed signed(Members signed) {
    return new LedgerEntry.Signed(
        signed.text("serial"),
        signed.text("subject"),
        signed.texts("names"),
        Instant.parse(signed.text("notBefore")),
        Instant.parse(signed.text("notAfter")),
        new Sha256(signed.text("issuerKey")),
        new Sha256(signed.text("fingerprint")));
  }
}
