package dev.kprov.result;

import dev.kprov.plan.Plan;
import java.util.List;

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

  /** The report of a run that only verified. */
  void verified(Report report);
}
