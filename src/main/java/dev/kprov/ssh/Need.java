package dev.kprov.ssh;

/** What the operator must say before another connection to a server makes sense. */
sealed interface Need {

  /**
   * The password.
   *
   * @param words by which the server asks for it, fit to be shown
   */
  record OfPassword(String words) implements Need {}

  /** Something else. */
  record OfAnswers(Question question) implements Need {}

  /** What was said is wrong: all of it once more. */
  record OfOthers() implements Need {}
}
