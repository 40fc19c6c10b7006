package dev.kprov.lint;

import dev.kprov.plan.Severity;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be remarked, errors first, then by code.
 *
 * @param list each message of a rule once, with all of which it is true
 */
public record Remarks(List<Remark> list) {

  public Remarks {
    list = List.copyOf(list);
  }

  /**
   * Judges. A pure function.
   *
   * @param ignored the rules that are not asked
   */
  public static Remarks on(Evidence evidence, Set<Rule> ignored) {
    return new Remarks(
        Arrays.stream(Rule.values())
            .filter(rule -> !ignored.contains(rule))
            .sorted(Comparator.comparing(Rule::severity).thenComparing(Rule::code))
            .flatMap(rule -> of(rule, evidence))
            .toList());
  }

  private static Stream<Remark> of(Rule rule, Evidence evidence) {
    Map<String, List<String>> subjects =
        rule.spots(evidence)
            .collect(
                Collectors.groupingBy(
                    Spot::message,
                    LinkedHashMap::new,
                    Collectors.mapping(Spot::subject, Collectors.toList())));
    return subjects.entrySet().stream()
        .map(entry -> new Remark(rule, entry.getValue(), entry.getKey()));
  }

  /** How many remarks are of a severity. */
  public long count(Severity severity) {
    return list.stream().filter(remark -> remark.rule().severity() == severity).count();
  }

  /** Whether there is no error; warnings do not count. */
  public boolean good() {
    return count(Severity.ERROR) == 0;
  }
}
