package dev.kprov.view;

import dev.kprov.base.Printable;
import dev.kprov.lint.Remark;
import dev.kprov.lint.Remarks;
import dev.kprov.lint.Rule;
import dev.kprov.plan.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The wording of remarks: a line each, and after those of one rule what to do about them. */
final class RemarkLines {

  private RemarkLines() {}

  static List<String> of(Remarks remarks, Ink ink) {
    List<String> lines = new ArrayList<>();
    Optional<Rule> last = Optional.empty();
    for (Remark remark : remarks.list()) {
      last.filter(rule -> rule != remark.rule()).ifPresent(rule -> lines.add(hint(rule)));
      lines.add(line(remark, ink));
      last = Optional.of(remark.rule());
    }
    last.ifPresent(rule -> lines.add(hint(rule)));
    lines.add(summary(remarks));
    return lines;
  }

  private static String line(Remark remark, Ink ink) {
    Rule rule = remark.rule();
    return "%s %s: %s: %s"
        .formatted(
            word(rule.severity(), ink),
            rule.code(),
            remark.subjects().stream().map(Printable::of).collect(Collectors.joining(", ")),
            Printable.of(remark.message()));
  }

  private static String word(Severity severity, Ink ink) {
    return switch (severity) {
      case ERROR -> ink.error("error");
      case WARNING -> ink.warning("warning");
    };
  }

  private static String hint(Rule rule) {
    return "  hint: " + rule.remedy();
  }

  private static String summary(Remarks remarks) {
    return remarks.list().isEmpty()
        ? "lint: nothing to remark"
        : "lint: "
            + Lines.count(remarks.count(Severity.ERROR), "error")
            + ", "
            + Lines.count(remarks.count(Severity.WARNING), "warning");
  }
}
