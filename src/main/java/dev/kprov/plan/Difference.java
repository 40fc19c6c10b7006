package dev.kprov.plan;

/**
 * One way in which a thing on a host is not what is wanted. Never holds content.
 *
 * @param attribute {@code type}, {@code content}, {@code mode}, {@code owner} or {@code group}
 * @param text for people: {@code mode 0644 → 0600}, {@code content differs}
 */
public record Difference(String attribute, String text) {

  public static Difference of(String attribute, String from, String to) {
    return new Difference(attribute, attribute + " " + from + " → " + to);
  }
}
