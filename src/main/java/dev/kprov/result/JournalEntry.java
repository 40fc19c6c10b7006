package dev.kprov.result;

import dev.kprov.base.Sha256;
import dev.kprov.state.Agreement;
import dev.kprov.state.Trace;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run that changed something or tried to, as the journal remembers it. It holds no secret.
 *
 * @param begin when the run began
 * @param end when it ended
 * @param user who ran it
 * @param machine where
 * @param command what was asked: {@code kprov up inventory/kubenet.yaml}
 * @param plan the identifier of the saved plan that was applied
 * @param changes what was done or failed, for people to read, by host; {@code local} is the store
 * @param hosts each host that was changed, by name
 * @param outcome how it ended: {@code applied and verified}, {@code 2 hosts failed}
 */
public record JournalEntry(
    Instant begin,
    Instant end,
    String user,
    String machine,
    String command,
    Optional<Sha256> plan,
    Map<String, List<String>> changes,
    Map<String, Touched> hosts,
    String outcome) {

  public JournalEntry {
    changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
  }

  /**
   * A host that was changed.
   *
   * @param agreement how it was spoken to; empty where that was not over SSH
   * @param paths what was changed there, or was to be, in that order
   */
  public record Touched(Optional<Agreement> agreement, List<Path> paths) {

    public Touched {
      paths = List.copyOf(paths);
    }
  }

  /**
   * A file or directory that was changed.
   *
   * @param path absolute
   * @param done whether the change was made
   * @param before what the run found there
   * @param after what it left there; empty where the host could not be looked at any more
   */
  public record Path(String path, boolean done, Trace before, Optional<Trace> after) {}

  /** How many changes were made or failed. */
  public long count() {
    return changes.values().stream().mapToLong(List::size).sum();
  }
}
