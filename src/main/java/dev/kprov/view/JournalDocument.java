package dev.kprov.view;

import dev.kprov.base.Sha256;
import dev.kprov.result.Journal;
import dev.kprov.result.JournalCheck;
import dev.kprov.result.JournalEntry;
import dev.kprov.result.JournalHead;
import dev.kprov.result.JournalLine;
import dev.kprov.state.Agreement;
import dev.kprov.state.Trace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The journal as JSON. */
final class JournalDocument {

  private JournalDocument() {}

  /** Every run, without the files that it changed. */
  static Fields of(Journal journal) {
    return head(journal)
        .objects("runs", journal.lines().stream().map(JournalDocument::summary).toList());
  }

  /** One run with all that is known of it. */
  static Fields of(JournalLine line) {
    Fields run = summary(line);
    line.entry()
        .ifPresent(entry ->
            run.objects(
                "hosts", entry.hosts().entrySet().stream().map(JournalDocument::host).toList()));
    return new Fields().object("run", run);
  }

  static Fields of(JournalCheck.Result result) {
    Fields fields =
        head(result.journal())
            .number("lines", result.journal().lines().size())
            .truth("intact", result.intact())
            .objects("findings", result.findings().stream().map(JsonChanges::of).toList());
    result.since().ifPresent(since -> fields.number("since", since));
    return fields;
  }

  /** The line that a run has written; nothing where it wrote none. */
  static Fields of(Optional<JournalHead> head) {
    return head.map(line -> new Fields().object("journal", of(line))).orElseGet(Fields::new);
  }

  private static Fields head(Journal journal) {
    return of(journal.head()).number("generation", journal.generation());
  }

  private static Fields of(JournalHead head) {
    return new Fields().number("run", head.run()).text("head", head.hash().hex());
  }

  private static Fields summary(JournalLine line) {
    return new Fields()
        .number("number", line.run())
        .text("hash", line.hash().hex())
        .text("previous", line.previous().map(Sha256::hex))
        .truth("readable", line.entry().isPresent())
        .and(line.entry().map(JournalDocument::summary).orElseGet(Fields::new));
  }

  private static Fields summary(JournalEntry entry) {
    return new Fields()
        .text("begin", time(entry.begin()))
        .text("end", time(entry.end()))
        .text("user", entry.user())
        .text("machine", entry.machine())
        .text("command", entry.command())
        .text("plan", entry.plan().map(Sha256::hex))
        .objects(
            "changes", entry.changes().entrySet().stream().map(JournalDocument::changes).toList())
        .text("outcome", entry.outcome());
  }

  private static Fields changes(Map.Entry<String, List<String>> host) {
    return new Fields().text("host", host.getKey()).texts("messages", host.getValue());
  }

  private static Fields host(Map.Entry<String, JournalEntry.Touched> host) {
    Fields fields = new Fields().text("name", host.getKey());
    host.getValue().agreement().ifPresent(agreement -> fields.object("ssh", of(agreement)));
    return fields.objects(
        "paths", host.getValue().paths().stream().map(JournalDocument::of).toList());
  }

  private static Fields of(Agreement agreement) {
    return new Fields()
        .text("keyExchange", agreement.keyExchange())
        .text("cipher", agreement.cipher())
        .text("mac", agreement.mac())
        .text("hostKeyAlgorithm", agreement.hostKeyAlgorithm())
        .text("hostKey", agreement.hostKey());
  }

  private static Fields of(JournalEntry.Path path) {
    Fields fields =
        new Fields()
            .text("path", path.path())
            .truth("done", path.done())
            .object("before", of(path.before()));
    path.after().ifPresent(after -> fields.object("after", of(after)));
    return fields;
  }

  /** What was at a path, without its content. */
  static Fields of(Trace trace) {
    Fields fields = new Fields().text("kind", trace.kind().word());
    trace
        .rights()
        .ifPresent(rights ->
            fields
                .text("mode", rights.mode().toString())
                .text("owner", rights.owner())
                .text("group", rights.group()));
    trace
        .file()
        .ifPresent(file ->
            fields.number("size", file.size()).text("sha256", file.hash().map(Sha256::hex)));
    return fields;
  }

  private static String time(Instant instant) {
    return JsonView.time(instant);
  }
}
