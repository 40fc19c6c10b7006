package dev.kprov.ssh;

import dev.kprov.inventory.HostProof;
import dev.kprov.inventory.SshSettings;
import dev.kprov.inventory.SshSource;
import dev.kprov.state.ConnectionStep;
import dev.kprov.state.ConnectionStep.Kind;
import dev.kprov.wire.RemoteFailure;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in a person's words how a connection came about. */
final class Steps {

  private Steps() {}

  /** A step that went well; nothing where it did not. */
  static Optional<ConnectionStep> of(Endpoint server, Kind kind, List<Passage> passed) {
    return passed.stream()
        .filter(passage -> kindOf(passage).filter(kind::equals).isPresent())
        .reduce((_, last) -> last)
        .map(last ->
            ConnectionStep.ok(kind, server.toString(), text(server, last), details(last, passed)));
  }

  /** A step that failed. */
  static ConnectionStep failed(
      Endpoint server, Kind kind, List<Passage> passed, RemoteFailure why) {
    return new ConnectionStep(
        kind,
        server.toString(),
        ConnectionStep.End.FAILED,
        why.getMessage(),
        kind == Kind.LOGIN ? declined(passed) : List.of(),
        why.hint());
  }

  /** The step that a passage completes. */
  private static Optional<Kind> kindOf(Passage passage) {
    return switch (passage) {
      case Passage.Allowed _ -> Optional.of(Kind.SETTINGS);
      case Passage.Trusting _ -> Optional.of(Kind.TRUST);
      case Passage.Keyed _ -> Optional.of(Kind.KEYS);
      case Passage.Jumped jumped -> Optional.of(Kind.JUMP).filter(_ -> jumped.reached());
      case Passage.Resolved _ -> Optional.of(Kind.NAME);
      case Passage.Accepted _ -> Optional.of(Kind.TCP);
      case Passage.Greeted _ -> Optional.of(Kind.GREETING);
      case Passage.Agreed _ -> Optional.of(Kind.ALGORITHMS);
      case Passage.Vouched _ -> Optional.of(Kind.HOST_KEY);
      case Passage.Entered _ -> Optional.of(Kind.LOGIN);
      case Passage.Attempted _, Passage.Declined _ -> Optional.empty();
    };
  }

  private static String text(Endpoint server, Passage passage) {
    return switch (passage) {
      case Passage.Allowed(SshSettings ssh) -> ssh.user() + " at " + server;
      case Passage.Trusting(var _, HostProof proof) -> text(proof);
      case Passage.Keyed(Offer offer) -> count(offer.keys().size());
      case Passage.Jumped(Endpoint jump, var _, var _) -> "by way of " + jump;
      case Passage.Resolved(List<String> addresses) ->
          addresses.equals(List.of(server.host()))
              ? server.host() + " is an address"
              : server.host() + " is " + String.join(", ", addresses);
      case Passage.Accepted(String by, var after) ->
          by + " accepts connections (" + after.toMillis() + " ms)";
      case Passage.Greeted(String software) -> Failures.printable(software);
      case Passage.Agreed(String exchange, String cipher, Optional<String> mac, String hostKey) ->
          exchange + ", " + cipher + mac.map(name -> ", " + name).orElse("") + ", " + hostKey;
      case Passage.Vouched(HostKey shown, String by) -> shown + " stands in " + by;
      case Passage.Entered(String user, String way) -> user + " by " + way;
      case Passage.Attempted _, Passage.Declined _ -> "";
    };
  }

  private static List<String> details(Passage passage, List<Passage> passed) {
    return switch (passage) {
      case Passage.Allowed(SshSettings ssh) ->
          ssh.sources().stream().map(SshSource::toString).toList();
      case Passage.Trusting(KnownHosts known, var _) ->
          known.badLines().stream()
              .map(place -> place.file() + ":" + place.line() + " is no known_hosts line")
              .toList();
      case Passage.Keyed(Offer offer) -> details(offer);
      case Passage.Entered _ -> declined(passed);
      default -> List.of();
    };
  }

  private static List<String> details(Offer offer) {
    List<String> details = new ArrayList<>(offer.keys().stream().map(Identity::toString).toList());
    offer.lack().map(RemoteFailure::getMessage).ifPresent(details::add);
    offer.missing().forEach(one -> details.add("left out: " + one));
    return details;
  }

  private static List<String> declined(List<Passage> passed) {
    return passed.stream()
        .flatMap(one ->
            one instanceof Passage.Declined(String way) ? Stream.of(way) : Stream.<String>empty())
        .toList();
  }

  private static String text(HostProof proof) {
    return proof.pin().isPresent()
        ? "hostKey in the inventory"
        : Stream.concat(proof.files().stream(), proof.global().stream())
            .map(file -> file + (Files.exists(file) ? "" : " (not there)"))
            .collect(Collectors.joining(", "));
  }

  private static String count(int keys) {
    return keys + (keys == 1 ? " key" : " keys") + " to offer";
  }
}
