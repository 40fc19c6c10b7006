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

  /**
   * What to do about a failure that the next look at the host does not explain: of a quota nothing
   * can be seen there (statvfs(3) tells of filesystems, not of users).
   */
  public Optional<String> remedy() {
    return failure
        .filter(cause -> cause.endsWith("quota exceeded"))
        .map(_ ->
            "raise the quota of the user who writes there, or remove what nobody needs (quota -s)");
  }
}
