package dev.kprov.store;

import dev.kprov.base.Mode;
import dev.kprov.base.Sha256;
import dev.kprov.result.Journal;
import dev.kprov.result.JournalEntry;
import dev.kprov.result.JournalHead;
import dev.kprov.result.JournalLine;
import dev.kprov.state.Agreement;
import dev.kprov.state.Trace;
import dev.kprov.text.Json;
import dev.kprov.text.Members;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines of the journal. Each names the SHA-256 of the line before it; those that an earlier
 * kprov wrote do not, and are read all the same. Keys that a later version may add are passed over.
 */
final class JournalText {

  private static final String RUN = "run";
  private static final String PREVIOUS = "previous";

  private JournalText() {}

  /** The next line of a journal. */
  static Map<String, ?> write(JournalEntry entry, long run, Sha256 previous) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(RUN, run);
    line.put(PREVIOUS, previous.hex());
    line.put("begin", entry.begin().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("end", entry.end().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("user", entry.user());
    line.put("machine", entry.machine());
    line.put("command", entry.command());
    entry.plan().ifPresent(plan -> line.put("plan", plan.hex()));
    line.put("changes", entry.changes());
    if (!entry.hosts().isEmpty()) {
      Map<String, Object> hosts = new LinkedHashMap<>();
      entry.hosts().forEach((name, host) -> hosts.put(name, write(host)));
      line.put("hosts", hosts);
    }
    line.put("outcome", entry.outcome());
    return line;
  }

  private static Map<String, ?> write(JournalEntry.Touched host) {
    Map<String, Object> map = new LinkedHashMap<>();
    host.agreement().ifPresent(agreement -> map.put("ssh", write(agreement)));
    map.put("paths", host.paths().stream().map(JournalText::write).toList());
    return map;
  }

  private static Map<String, ?> write(Agreement agreement) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("keyExchange", agreement.keyExchange());
    map.put("cipher", agreement.cipher());
    agreement.mac().ifPresent(mac -> map.put("mac", mac));
    map.put("hostKeyAlgorithm", agreement.hostKeyAlgorithm());
    map.put("hostKey", agreement.hostKey());
    return map;
  }

  private static Map<String, ?> write(JournalEntry.Path path) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("path", path.path());
    map.put("done", path.done());
    map.put("before", write(path.before()));
    path.after().ifPresent(after -> map.put("after", write(after)));
    return map;
  }

  private static Map<String, ?> write(Trace trace) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", trace.kind().word());
    trace
        .rights()
        .ifPresent(rights -> {
          map.put("mode", rights.mode().toString());
          map.put("owner", rights.owner());
          map.put("group", rights.group());
        });
    trace
        .file()
        .ifPresent(file -> {
          map.put("size", file.size());
          file.hash().ifPresent(hash -> map.put("sha256", hash.hex()));
        });
    return map;
  }

  /** The end of a journal, by which the next line is chained to it. */
  static JournalHead head(JsonLines.Content content) {
    return read(content, 0).head().orElse(new JournalHead(0, Journal.beginning()));
  }

  /**
   * Reads all lines, damaged ones too.
   *
   * @param begun the number of the last run that began to change something, as far as it is known
   */
  static Journal read(JsonLines.Content content, long begun) {
    List<JournalLine> lines = new ArrayList<>();
    long last = 0;
    for (String text : content.whole()) {
      JournalLine line = line(text, content.file().toString(), lines.size() + 1, last + 1);
      lines.add(line);
      last = line.run();
    }
    return new Journal(lines, content.torn(), Math.max(begun, last));
  }

  private static JournalLine line(String text, String file, int number, long next) {
    Sha256 hash = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    try {
      Members line =
          Json.readLine(text, file, number)
              .map(Members::new)
              .orElseThrow(IllegalArgumentException::new);
      return new JournalLine(
          number,
          line.has(RUN) ? line.number(RUN) : next,
          hash,
          line.textIf(PREVIOUS).map(Sha256::new),
          Optional.of(entry(line)));
    } catch (IllegalArgumentException | DateTimeException _) {
      return new JournalLine(number, next, hash, Optional.empty(), Optional.empty());
    }
  }

  private static JournalEntry entry(Members line) {
    Members changes = line.object("changes");
    return new JournalEntry(
        Instant.parse(line.text("begin")),
        Instant.parse(line.text("end")),
        line.text("user"),
        line.text("machine"),
        line.text("command"),
        line.textIf("plan").map(Sha256::new),
        changes.each(Members::texts),
        line.objectIf("hosts")
            .map(hosts -> hosts.each((host, name) -> touched(host.object(name))))
            .orElse(Map.of()),
        line.text("outcome"));
  }

  private static JournalEntry.Touched touched(Members host) {
    return new JournalEntry.Touched(
        host.objectIf("ssh").map(JournalText::agreement),
        host.objects("paths").stream().map(JournalText::path).toList());
  }

  private static Agreement agreement(Members ssh) {
    return new Agreement(
        ssh.text("keyExchange"),
        ssh.text("cipher"),
        ssh.textIf("mac"),
        ssh.text("hostKeyAlgorithm"),
        ssh.text("hostKey"));
  }

  private static JournalEntry.Path path(Members path) {
    return new JournalEntry.Path(
        path.text("path"),
        path.truth("done"),
        trace(path.object("before")),
        path.objectIf("after").map(JournalText::trace));
  }

  private static Trace trace(Members trace) {
    return new Trace(
        Trace.Kind.of(trace.text("kind")),
        trace.has("mode") ? Optional.of(rights(trace)) : Optional.empty(),
        trace.has("size")
            ? Optional.of(
                new Trace.Body(trace.number("size"), trace.textIf("sha256").map(Sha256::new)))
            : Optional.empty());
  }

  private static Trace.Rights rights(Members trace) {
    Mode mode = Mode.parse(trace.text("mode")).orElseThrow(IllegalArgumentException::new);
    return new Trace.Rights(mode, trace.text("owner"), trace.text("group"));
  }
}
