package dev.kprov.result;

import dev.kprov.plan.Change;
import java.util.Optional;

/**
 * What became of one change.
 *
 * @param change what was to be done
 * @param failure why it was not done; empty where it was
 */
public record Outcome(Change change, Optional<String> failure) {

  public boolean done() {
    return failure.isEmpty();
  }
}
