package dev.kprov.plan;

/** What the planner decides for one item of the PKI. */
sealed interface Decision {

  /** The store holds it, and it is good. */
  record Keep() implements Decision {}

  /** It is made, or made again. */
  record Make(Change.Issue issue) implements Decision {}

  /** It is good, but a crash left it without its ledger line. */
  record Recover(Change.Recover recover) implements Decision {}

  /**
   * A person must act.
   *
   * @param usable whether what the store holds may still be given to hosts
   */
  record Bar(Change.Blocked blocked, boolean usable) implements Decision {}

  /** An authority that cannot be used before somebody else has signed it. */
  record Await(Change.Blocked blocked) implements Decision {}

  /**
   * Not made now, and that is no fault of the item: its host was not reached, or what it depends on
   * is barred.
   */
  record Wait(String cause, String remedy) implements Decision {}
}
