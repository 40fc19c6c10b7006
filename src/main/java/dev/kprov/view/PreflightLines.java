package dev.kprov.view;

import dev.kprov.plan.Preflight;
import java.util.ArrayList;
import java.util.List;

/** Hosts that are not fit to be worked on, as a table for people. */
final class PreflightLines {

  private static final List<String> HEADINGS = List.of("HOST", "CHECK", "FAILURE", "WHAT TO DO");

  private PreflightLines() {}

  /** A summary, and a row for each check of each host; no line where all hosts are fit. */
  static List<String> of(List<Preflight.Failure> failures) {
    if (failures.isEmpty()) {
      return List.of();
    }
    long hosts = failures.stream().map(Preflight.Failure::host).distinct().count();
    List<String> lines = new ArrayList<>();
    lines.add(
        "preflight: %s not passed, on %s"
            .formatted(Lines.count(failures.size(), "check"), Lines.count(hosts, "host")));
    lines.addAll(Table.lines(HEADINGS, failures.stream().map(PreflightLines::row).toList()));
    return lines;
  }

  private static List<String> row(Preflight.Failure failure) {
    return List.of(
        failure.host(), failure.check().word(), failure.text(), failure.hint().orElse(""));
  }
}
