package dev.kprov.view;

import dev.kprov.base.Printable;
import dev.kprov.inventory.Host;
import dev.kprov.result.Checkup;
import dev.kprov.state.ConnectionStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The wording of what {@code doctor} found: every line names its host. */
final class CheckupLines {

  private final Checkup checkup;
  private final Ink ink;
  private final List<String> lines = new ArrayList<>();

  private CheckupLines(Checkup checkup, Ink ink) {
    this.checkup = checkup;
    this.ink = ink;
  }

  static List<String> of(List<Checkup> all, Ink ink) {
    List<String> lines = new ArrayList<>();
    all.forEach(one -> lines.addAll(new CheckupLines(one, ink).lines()));
    lines.add(summary(all));
    return lines;
  }

  private List<String> lines() {
    checkup.steps().forEach(this::step);
    List<String> left =
        checkup.steps().stream()
            .filter(step -> step.end() == ConnectionStep.End.NOT_REACHED && isOwn(step))
            .map(step -> step.kind().word())
            .toList();
    if (!left.isEmpty()) {
      line("", "not reached: " + String.join(", ", left));
    }
    return lines;
  }

  private void step(ConnectionStep step) {
    String word =
        switch (step.end()) {
          case OK -> "ok ";
          case WARNING -> ink.warning("warning") + " ";
          case FAILED -> ink.error("failed") + " ";
          case NOT_REACHED -> "";
        };
    if (word.isEmpty()) {
      return;
    }
    String where = isOwn(step) ? "" : "jump host " + step.server() + ": ";
    line(where + word, step.kind().word() + ": " + step.text());
    step.details().forEach(detail -> line("  ", detail));
    step.hint().ifPresent(hint -> line("  hint: ", hint));
  }

  private boolean isOwn(ConnectionStep step) {
    return step.server().equals(checkup.host().ssh().listens());
  }

  private void line(String head, String text) {
    lines.add(checkup.host().name() + ": " + head + Printable.of(text));
  }

  private static String summary(List<Checkup> all) {
    String bad =
        all.stream()
            .flatMap(one -> failure(one.host(), one.failure()).stream())
            .collect(Collectors.joining(", "));
    return bad.isEmpty()
        ? "doctor: "
            + (all.size() == 1 ? "the host is" : "all " + all.size() + " hosts are")
            + " well"
        : "doctor: not well: " + bad;
  }

  private static Optional<String> failure(Host host, Optional<ConnectionStep> failed) {
    return failed.map(step -> host.name() + " (" + step.kind().word() + ")");
  }
}
