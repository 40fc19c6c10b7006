package dev.kprov.result;

import dev.kprov.pki.HostMark;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Preflight;
import dev.kprov.state.Observation;
import java.time.Duration;
import java.util.List;

/** Something that happened on the way, told as it happens. */
public sealed interface Event {

  /** A part of the work begins; {@code count} is how many hosts or items it is about. */
  record Begun(Stage stage, int count) implements Event {}

  /** The parts of the work that take time. */
  enum Stage {
    LOOKING,
    ISSUING,
    APPLYING
  }

  /** A host is being connected to and looked at. */
  record Looking(String host) implements Event {}

  /** A host answered. */
  record Reached(String host) implements Event {}

  /** A host could not be looked at. */
  record Unreached(String host, Observation.Unreached why) implements Event {}

  /** An item was made in the store. */
  record Issued(String item) implements Event {}

  /** An item that the store held got the ledger line that it lacked. */
  record Recovered(String item) implements Event {}

  /** The ledger knows what became of a host. */
  record Marked(String host, HostMark.Kind kind) implements Event {}

  /** The operator's own kubeconfig has a context of the cluster. */
  record Merged(String context, String file) implements Event {}

  /** A host showed its keys, or was not reached; told before anybody is asked to accept them. */
  record Scanned(HostKeys keys) implements Event {}

  /** What would be done; told before somebody is asked to agree to it. */
  record Proposed(Plan plan) implements Event {}

  /** Hosts that are not fit to be worked on; told before anything is written, and only if any. */
  record Unfit(List<Preflight.Failure> failures) implements Event {
    public Unfit {
      failures = List.copyOf(failures);
    }
  }

  /** A host is being changed. */
  record Applying(String host, long changes) implements Event {}

  /** The changes of a host were carried out or failed. */
  record Applied(String host, long done, long failed) implements Event {}

  /** Another run holds the store, and this one waits for it; told once. */
  record Waiting(String why) implements Event {}

  /**
   * The operator wants the run to end; what is under way on hosts has this long to end by itself.
   */
  record Stopping(Duration grace) implements Event {}
}
