package dev.kprov.state;

import dev.kprov.base.Sha256;
import java.util.Optional;

/** The wanted content of a file, as far as it is known when a plan is made. */
public sealed interface Content {

  /**
   * The store holds it.
   *
   * @param hash of the whole content
   * @param size in bytes
   */
  record Known(Sha256 hash, long size) implements Content {}

  /**
   * A file of the operator's machine is it.
   *
   * @param hash of the whole content
   * @param size in bytes; empty where nobody has looked at that file
   */
  record Local(Sha256 hash, Optional<Long> size) implements Content {}

  /**
   * It does not exist yet; the same plan issues it first.
   *
   * @param why for a person to read: {@code never issued}, {@code names: + 10.0.0.9}
   */
  record ToBeIssued(String why) implements Content {}

  /**
   * It does not exist and cannot be made now.
   *
   * @param cause what stands in the way
   * @param remedy what to do about it
   */
  record Unavailable(String cause, String remedy) implements Content {}
}
