package dev.kprov.ssh;

import dev.kprov.base.ShellWord;
import dev.kprov.wire.RemoteFailure;
import java.util.List;
import java.util.Optional;

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
      case Verdict.Revoked _ ->
          new RemoteFailure(
              "host key " + offered + " is revoked",
              Optional.of(
                  "do not connect; "
                      + trust.source()
                      + " marks this key @revoked, so the host needs a new one"));
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
      case KnownHosts file ->
          "run: ssh-keygen -R "
              + ShellWord.of(server.knownHostsName())
              + " -f "
              + ShellWord.of(file.source())
              + " and then: "
              + trustCommand;
    };
  }
}
