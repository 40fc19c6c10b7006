package dev.kprov.ssh;

import dev.kprov.base.ShellWord;
import dev.kprov.wire.RemoteFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says in a person's words why the key that a server showed is not trusted, and how to go on.
 *
 * @param trustCommand gathers the host keys of this inventory
 */
record Distrust(String trustCommand) {

  RemoteFailure of(Endpoint server, HostKey offered, Verdict verdict, HostTrust trust) {
    return switch (verdict) {
      case Verdict.Trusted _ ->
          throw new IllegalArgumentException("a host key that is trusted is no failure");
      case Verdict.Unknown _ ->
          new RemoteFailure(
              "host key " + offered + " is not known",
              Optional.of("compare it with the host's, then run: " + trustCommand));
      case Verdict.Revoked(String by) ->
          new RemoteFailure(
              "host key " + offered + " is revoked",
              Optional.of("do not connect; " + by + ", so the host needs a new one"));
      case Verdict.TooShort(int least) ->
          new RemoteFailure(
              "host key "
                  + offered
                  + " has fewer than the "
                  + least
                  + " bits that the SSH configuration asks for (RequiredRSASize)",
              Optional.of("give the host a longer key, or one of another type"));
      case Verdict.BadCertificate(String flaw) ->
          new RemoteFailure(
              "host certificate of " + offered + " " + Failures.printable(flaw),
              Optional.of("have the host's key signed again, for the name " + server.plainName()));
      case Verdict.Changed(List<String> known) ->
          new RemoteFailure(
              "host key has changed: known " + String.join(", ", known) + ", offered " + offered,
              Optional.of(
                  "somebody may be listening in; if the host was made anew and its console shows"
                      + " the offered fingerprint, "
                      + remedy(server, trust)));
    };
  }

  private String remedy(Endpoint server, HostTrust trust) {
    return switch (trust) {
      case PinnedKey _ -> "change hostKey in the inventory";
      case KnownHosts files ->
          "run: "
              + files.filesWith(server).stream()
                  .map(file -> removal(server, file))
                  .collect(Collectors.joining(" and then: "))
              + " and then: "
              + trustCommand;
    };
  }

  private static String removal(Endpoint server, String file) {
    return "ssh-keygen -R " + ShellWord.of(server.knownHostsName()) + " -f " + ShellWord.of(file);
  }
}
