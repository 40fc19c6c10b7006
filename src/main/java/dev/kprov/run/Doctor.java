package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.inventory.Host;
import dev.kprov.plan.Clocks;
import dev.kprov.plan.HostRemarks;
import dev.kprov.result.Checkup;
import dev.kprov.result.Event;
import dev.kprov.ssh.SshConnector;
import dev.kprov.state.ConnectionStep;
import dev.kprov.state.ConnectionStep.End;
import dev.kprov.state.ConnectionStep.Kind;
import dev.kprov.state.HostFacts;
import dev.kprov.state.Observation;
import dev.kprov.wire.ProbeRequest;
import dev.kprov.wire.RemoteFailure;
import dev.kprov.wire.RunAs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Goes to hosts as every run does, and tells each step on the way. It changes nothing: it holds
 * nothing by which it could.
 */
public final class Doctor {

  private final SshConnector connector;
  private final Onlooker hosts;
  private final InstantSource clock;

  private Doctor(SshConnector connector, Onlooker hosts, InstantSource clock) {
    this.connector = connector;
    this.hosts = hosts;
    this.clock = clock;
  }

  /**
   * Examines hosts, all at once as far as the forks allow.
   *
   * @param events told on the way, from any thread
   */
  public static List<Checkup> examine(
      List<Host> hosts,
      SshConnector connector,
      Request request,
      Consumer<Event> events,
      InstantSource clock,
      Cancellation cancellation)
      throws RunFailure, InterruptedException {
    events.accept(new Event.Begun(Event.Stage.LOOKING, hosts.size()));
    try (Workers workers = new Workers(request.forks(), cancellation);
        Fleet fleet = new Fleet(new LoggedConnector(connector), workers, request, clock)) {
      Doctor doctor = new Doctor(connector, fleet, clock);
      return workers.each(
          hosts,
          host -> {
            events.accept(new Event.Looking(host.name()));
            Checkup checkup = doctor.examine(host);
            events.accept(event(checkup));
            return checkup;
          });
    }
  }

  private static Event event(Checkup checkup) {
    String name = checkup.host().name();
    return checkup
        .failure()
        .<Event>map(
            step -> new Event.Unreached(name, new Observation.Unreached(step.text(), step.hint())))
        .orElseGet(() -> new Event.Reached(name));
  }

  private Checkup examine(Host host) throws InterruptedException {
    List<ConnectionStep> steps = new ArrayList<>();
    try {
      hosts.connect(host);
      steps.addAll(connector.steps(host));
      new Visit(host, steps).make();
    } catch (RemoteFailure e) {
      steps.addAll(connector.steps(host));
      steps.addAll(notReached(host, Kind.LOGIN));
    }
    return new Checkup(host, steps);
  }

  private static List<ConnectionStep> notReached(Host host, Kind after) {
    return List.of(Kind.SHELL, Kind.RIGHTS, Kind.HOST, Kind.CLOCK).stream()
        .filter(kind -> kind.compareTo(after) > 0)
        .map(kind -> ConnectionStep.notReached(kind, host.ssh().listens()))
        .toList();
  }

  /** What is seen once somebody has logged in. */
  private final class Visit {

    private final Host host;
    private final RunAs atWork;
    private final List<ConnectionStep> steps;
    private Kind current = Kind.SHELL;

    Visit(Host host, List<ConnectionStep> steps) {
      this.host = host;
      this.atWork = RunAs.atWork(host.ssh());
      this.steps = steps;
    }

    void make() throws InterruptedException {
      try {
        well(Kind.SHELL, hosts.shell(host, new RunAs.Login()));
        current = Kind.RIGHTS;
        if (!(atWork instanceof RunAs.Login)) {
          hosts.shell(host, atWork);
        }
        current = Kind.HOST;
        Instant asked = clock.instant();
        HostFacts facts =
            hosts.look(host, new ProbeRequest(host.ssh().user(), Map.of(), List.of())).host();
        Instant answered = clock.instant();
        well(Kind.RIGHTS, "works as " + facts.user());
        judge(facts);
        judge(facts.skew(asked, answered));
      } catch (RemoteFailure e) {
        if (current == Kind.HOST) {
          well(Kind.RIGHTS, "commands run");
        }
        add(current, End.FAILED, e.getMessage(), e.hint());
        steps.addAll(notReached(host, current));
      }
    }

    private void judge(HostFacts facts) {
      String text = facts.hostname() + ", " + facts.machine() + ", home " + facts.home();
      HostRemarks.architecture(host, facts)
          .ifPresentOrElse(
              other -> add(Kind.HOST, End.WARNING, text + "; " + other.message(), other.hint()),
              () -> well(Kind.HOST, text));
    }

    private void judge(Duration skew) {
      String text =
          skew.isZero()
              ? "as this machine's"
              : skew.abs().toSeconds()
                  + " s "
                  + (skew.isNegative() ? "behind" : "ahead of")
                  + " this machine's";
      if (Clocks.isWrong(skew)) {
        add(
            Kind.CLOCK,
            End.WARNING,
            text,
            Optional.of(
                "set the clock that is wrong: certificates begin five minutes before they are"
                    + " made"));
      } else {
        well(Kind.CLOCK, text);
      }
    }

    private void well(Kind kind, String text) {
      add(kind, End.OK, text, Optional.empty());
    }

    private void add(Kind kind, End end, String text, Optional<String> hint) {
      steps.add(new ConnectionStep(kind, host.ssh().listens(), end, text, List.of(), hint));
    }
  }
}
