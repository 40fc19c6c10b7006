package dev.kprov.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run that changed something or tried to: a line of the journal. It holds no secret.
 *
 * @param begin when the run began
 * @param end when it ended
 * @param user who ran it
 * @param machine where
 * @param command what was asked: {@code kprov up inventory/kubenet.yaml}
 * @param changes what was done or failed, for people to read, by host; {@code local} is the store
 * @param outcome how it ended: {@code applied and verified}, {@code 2 hosts failed}
 */
public record JournalEntry(
    Instant begin,
    Instant end,
    String user,
    String machine,
    String command,
    Map<String, List<String>> changes,
    String outcome) {

  public JournalEntry {
    changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
  }

  Map<String, ?> json() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("begin", begin.truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("end", end.truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("user", user);
    line.put("machine", machine);
    line.put("command", command);
    line.put("changes", changes);
    line.put("outcome", outcome);
    return line;
  }
}
