package dev.kprov.view;

import dev.kprov.base.Printable;
import dev.kprov.plan.Finding;
import dev.kprov.result.PlanOptions;
import dev.kprov.result.PlanSheet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A saved plan in words. */
final class PlanLines {

  private PlanLines() {}

  static List<String> of(PlanSheet sheet) {
    List<String> lines = new ArrayList<>();
    lines.add("plan " + sheet.id());
    lines.add(
        "of cluster %s, made %s after run %d, good until %s"
            .formatted(
                sheet.cluster(),
                sheet.basis().time(),
                sheet.basis().generation(),
                sheet.basis().expires()));
    lines.add("asked for with: " + String.join(" ", asked(sheet.options())));
    sheet.basis().digests().forEach((what, hash) -> lines.add(what + ": sha256 " + hash));
    Stream.concat(Stream.of(sheet.local()), sheet.hosts().stream())
        .forEach(section -> tell(section, lines));
    return lines.stream().map(Printable::of).toList();
  }

  /** The words with which it was asked for. */
  static List<String> asked(PlanOptions options) {
    List<String> words = new ArrayList<>();
    words.add(options.inventory().toString());
    options.set().forEach((name, value) -> words.add("--set " + name + "=" + value));
    options.limit().ifPresent(limit -> words.add("--limit " + limit));
    options.store().ifPresent(store -> words.add("--store " + store));
    options.reissue().forEach(name -> words.add("--reissue " + name));
    if (options.newKeys()) {
      words.add("--new-key");
    }
    if (options.prune().left()) {
      words.add("--prune");
    }
    if (options.prune().strangers()) {
      words.add("--prune-strangers");
    }
    if (options.assumeNewCluster()) {
      words.add("--assume-new-cluster");
    }
    return words;
  }

  private static void tell(PlanSheet.Section section, List<String> lines) {
    String host = section.name() + ": ";
    section.unreached().ifPresent(cause -> lines.add(host + "not reached: " + cause));
    section.findings().stream().filter(Finding::isError).forEach(f -> tell(host, f, lines));
    for (PlanSheet.Entry entry : section.changes()) {
      lines.add(host + entry.message());
      entry.request().ifPresent(request -> lines.add(host + "  request: " + request));
      entry.hint().ifPresent(hint -> lines.add(host + "  hint: " + hint));
    }
    section.findings().stream().filter(f -> !f.isError()).forEach(f -> tell(host, f, lines));
  }

  private static void tell(String host, Finding finding, List<String> lines) {
    lines.add(
        host
            + (finding.isError() ? "error " : "warning ")
            + finding.subject()
            + ": "
            + finding.message());
  }
}
