package dev.kprov.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that explains the rules, held against the rules. */
class LintPageTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (KP\\d+) \\| (error|warning) \\| \\*\\*(.+?)\\.\\*\\* \\S.* \\|$");

  @Test
  void everyRuleIsExplainedOnceInTheOrderOfTheCodes() throws IOException {
    List<String> page =
        ROW.matcher(Files.readString(Path.of("docs/lint.md")))
            .results()
            .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
            .toList();
    assertThat(page).isEqualTo(Arrays.stream(Rule.values()).map(LintPageTest::told).toList());
  }

  private static String told(Rule rule) {
    String severity = rule.severity().name().toLowerCase(Locale.ROOT);
    return rule.code() + " " + severity + " " + rule.title();
  }

  @Test
  void aCodeStandsOnceAndRemediesAreWordedAsHints() {
    assertThat(Rule.values()).extracting(Rule::code).doesNotHaveDuplicates().isSorted();
    assertThat(Rule.values())
        .extracting(Rule::remedy)
        .allMatch(remedy -> remedy.matches("[a-z].*[^.]"));
  }
}
