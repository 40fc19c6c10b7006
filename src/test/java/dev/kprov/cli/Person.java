package dev.kprov.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Somebody at a terminal who knows all answers before the questions, and then says nothing. */
public final class Person implements Terminal {

  private final Deque<String> secrets;
  private final Deque<String> lines;
  private final List<String> asked = new ArrayList<>();

  private Person(List<String> secrets, List<String> lines) {
    this.secrets = new ArrayDeque<>(secrets);
    this.lines = new ArrayDeque<>(lines);
  }

  /** Who types these where nothing is echoed. */
  public static Person ofSecrets(String... answers) {
    return new Person(List.of(answers), List.of());
  }

  /** Who types these where everybody may look. */
  static Person ofLines(List<String> answers) {
    return new Person(List.of(), answers);
  }

  /** What was asked until now. */
  public List<String> asked() {
    return asked;
  }

  @Override
  public Optional<char[]> secret(String prompt) {
    asked.add(prompt);
    return Optional.ofNullable(secrets.poll()).map(String::toCharArray);
  }

  @Override
  public Optional<String> line(String prompt) {
    asked.add(prompt);
    return Optional.ofNullable(lines.poll());
  }
}
