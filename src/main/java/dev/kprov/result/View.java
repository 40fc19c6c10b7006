package dev.kprov.result;

import dev.kprov.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Shows what a run does to whoever watches it. One implementation for each output format. */
public interface View {

  /** Something happened; called from any thread. */
  void event(Event event);

  /** The plan of a run that stops there. */
  void plan(Plan plan);

  /** The report of a run that applied a plan. */
  void applied(Report report);

  /** The host keys that hosts showed, before anything is accepted. */
  void hostKeys(List<HostKeys> hosts);

  /** How many host keys were added to which known_hosts files; none where nobody agreed. */
  void trusted(Map<Path, Integer> added);

  /** The report of a run that only verified. */
  void verified(Report report);
}
