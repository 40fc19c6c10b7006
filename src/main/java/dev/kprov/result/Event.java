package dev.kprov.result;

/** Something that happened on the way, told as it happens. */
public sealed interface Event {

  /** A host answered. */
  record Reached(String host) implements Event {}

  /** A host could not be looked at. */
  record Unreached(String host, String cause) implements Event {}

  /** An item was made in the store. */
  record Issued(String item) implements Event {}

  /** An item that the store held got the ledger line that it lacked. */
  record Recovered(String item) implements Event {}

  /** The changes of a host were carried out or failed. */
  record Applied(String host, long done, long failed) implements Event {}
}
