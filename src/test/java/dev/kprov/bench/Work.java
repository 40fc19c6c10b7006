package dev.kprov.bench;

/** What is compared with what: kprov's own way to do it is the 1 of each ratio. */
enum Work {
  /** No key, no certificate and no file was there; they are on all hosts afterwards. */
  FROM_NOTHING("from nothing"),
  /** All is as it should be, and is found to be. */
  CONVERGED("nothing to do");

  private final String words;

  Work(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
