package dev.kprov.view;

import dev.kprov.pki.HostMark;
import dev.kprov.plan.Change;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Preflight;
import dev.kprov.result.Event;
import dev.kprov.result.HostKeys;
import dev.kprov.state.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Events and the keys of hosts as JSON objects. */
final class JsonEvents {

  private JsonEvents() {}

  static Fields of(Event event) {
    return switch (event) {
      case Event.Begun(Event.Stage stage, int count) ->
          named("begun")
              .text("stage", stage.name().toLowerCase(Locale.ROOT))
              .number("count", count);
      case Event.Looking(String host) -> of("looking", host);
      case Event.Reached(String host) -> of("reached", host);
      case Event.Unreached(String host, Observation.Unreached why) ->
          of("unreached", host).text("cause", why.cause()).text("hint", why.hint());
      case Event.Issued(String item) -> named("issued").text("subject", item);
      case Event.Recovered(String item) -> named("recovered").text("subject", item);
      case Event.Proposed(Plan plan) ->
          named("proposed").number("changes", plan.changes().filter(Change::pending).count());
      case Event.Merged(String context, String file) ->
          named("merged").text("context", context).text("file", file);
      case Event.Marked(String host, HostMark.Kind kind) ->
          named("marked").text("host", host).text("mark", kind.word());
      case Event.Scanned(HostKeys keys) -> named("scanned").object("host", of(keys));
      case Event.Unfit(List<Preflight.Failure> failures) ->
          named("unfit").objects("failures", failures.stream().map(RunDocument::of).toList());
      case Event.Applying(String host, long changes) ->
          of("applying", host).number("changes", changes);
      case Event.Applied(String host, long done, long failed) ->
          of("applied", host).number("done", done).number("failed", failed);
      case Event.Waiting(String why) -> named("waiting").text("cause", why);
      case Event.Stopping(Duration grace) ->
          named("stopping").number("graceSeconds", grace.toSeconds());
    };
  }

  private static Fields of(String event, String host) {
    return named(event).text("host", host);
  }

  private static Fields named(String event) {
    return new Fields().text("event", event);
  }

  static Fields of(HostKeys host) {
    return RunDocument.head(host.host())
        .and(
            host.unreached()
                .map(RunDocument::unreached)
                .orElseGet(() -> new Fields().truth("reached", true)))
        .truth("sound", host.sound())
        .objects("keys", host.keys().stream().map(JsonEvents::of).toList());
  }

  private static Fields of(HostKeys.Key key) {
    return switch (key) {
      case HostKeys.Key.New(var fingerprint) -> of("new", fingerprint);
      case HostKeys.Key.Trusted(var fingerprint) -> of("trusted", fingerprint);
      case HostKeys.Key.Refused(var fingerprint, String cause, Optional<String> remedy) ->
          of("refused", fingerprint).text("cause", cause).text("hint", remedy);
    };
  }

  private static Fields of(String standing, HostKeys.Fingerprint fingerprint) {
    return new Fields()
        .text("standing", standing)
        .text("type", fingerprint.type())
        .text("fingerprint", fingerprint.hash());
  }
}
