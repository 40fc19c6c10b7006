package dev.kprov.lint;

import java.util.List;

/**
 * What breaks a rule.
 *
 * @param rule the rule, which says how much it matters and what to do
 * @param subjects the items or files of which the message is true, at least one
 * @param message what is the matter with each of them
 */
public record Remark(Rule rule, List<String> subjects, String message) {

  public Remark {
    subjects = List.copyOf(subjects);
  }
}
