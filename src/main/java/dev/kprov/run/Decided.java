package dev.kprov.run;

import dev.kprov.plan.Change;
import dev.kprov.plan.Finding;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps in the log what was decided. */
final class Decided {

  private static final Logger LOG = LoggerFactory.getLogger(Decided.class);

  private Decided() {}

  static Plan logged(Plan plan) {
    if (LOG.isInfoEnabled()) {
      log("local", plan.local(), plan.findings());
      for (HostPlan host : plan.hosts()) {
        log(host.host().name(), host.changes(), host.findings());
      }
    }
    return plan;
  }

  private static void log(String host, List<Change> changes, List<Finding> findings) {
    changes.forEach(change -> LOG.info("{}: decided: {}", host, Journals.words(change)));
    findings.forEach(
        finding -> LOG.info("{}: found: {}: {}", host, finding.subject(), finding.message()));
    if (changes.isEmpty()) {
      LOG.debug("{}: decided: nothing to do", host);
    }
  }
}
