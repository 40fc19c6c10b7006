package dev.kprov.view;

import dev.kprov.lint.Remark;
import dev.kprov.lint.Remarks;
import dev.kprov.plan.Severity;
import java.util.Locale;

/** What {@code lint} tells. */
final class RemarkDocument {

  private RemarkDocument() {}

  static Fields of(Remarks remarks) {
    return new Fields()
        .object(
            "summary",
            new Fields()
                .number("errors", remarks.count(Severity.ERROR))
                .number("warnings", remarks.count(Severity.WARNING)))
        .objects("remarks", remarks.list().stream().map(RemarkDocument::of).toList());
  }

  private static Fields of(Remark remark) {
    return new Fields()
        .text("code", remark.rule().code())
        .text("severity", remark.rule().severity().name().toLowerCase(Locale.ROOT))
        .text("title", remark.rule().title())
        .texts("subjects", remark.subjects())
        .text("message", remark.message())
        .text("hint", remark.rule().remedy());
  }
}
