package dev.kprov.ssh;

import dev.kprov.inventory.SshSettings;
import dev.kprov.state.ConnectionStep;
import dev.kprov.state.ConnectionStep.Kind;
import dev.kprov.wire.RemoteFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Remembers how a connection came about, as far as it did, and tells it in steps. */
final class Recording implements Trail {

  private final SshSettings ssh;
  private final Endpoint server;
  private final List<Passage> passed = new ArrayList<>();

  /**
   * @param ssh how the server is to be reached
   */
  Recording(SshSettings ssh) {
    this.ssh = ssh;
    this.server = Endpoint.of(ssh);
  }

  /** Of a further attempt only what was tried to log in is remembered with the last one. */
  @Override
  public synchronized void add(Passage passage) {
    if (passage instanceof Passage.Attempted) {
      int first = passed.indexOf(passage);
      if (first >= 0) {
        List<Passage> before = passed.subList(first, passed.size());
        before.removeIf(Predicate.not(Passage.Declined.class::isInstance));
      }
    }
    passed.add(passage);
  }

  /** All steps as far as the login; the failure is that of the first one that did not go well. */
  synchronized List<ConnectionStep> steps(Optional<RemoteFailure> failure) {
    List<ConnectionStep> steps = new ArrayList<>();
    Optional<RemoteFailure> left = failure;
    for (Kind kind : kinds()) {
      passed.stream()
          .filter(Passage.Jumped.class::isInstance)
          .filter(_ -> kind == Kind.JUMP)
          .forEach(jumped -> steps.addAll(((Passage.Jumped) jumped).steps()));
      Optional<ConnectionStep> done = Steps.of(server, kind, passed);
      if (done.isPresent()) {
        steps.add(done.get());
      } else {
        steps.add(
            left.map(why -> Steps.failed(server, kind, passed, why))
                .orElseGet(() -> ConnectionStep.notReached(kind, server.toString())));
        left = Optional.empty();
      }
    }
    return steps;
  }

  private List<Kind> kinds() {
    Kind way = ssh.jump().isPresent() ? Kind.JUMP : Kind.NAME;
    return List.of(
        Kind.SETTINGS,
        Kind.TRUST,
        Kind.KEYS,
        way,
        Kind.TCP,
        Kind.GREETING,
        Kind.ALGORITHMS,
        Kind.HOST_KEY,
        Kind.LOGIN);
  }
}
