package dev.kprov.ssh;

import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.Service;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.userauth.UserAuth;

/** One login: one key after another, never more than a server allows by default. */
final class Login {

  /** OpenSSH's MaxAuthTries: after as many wrong keys the server hangs up. */
  private static final int MAX_TRIES = 6;

  private final String user;
  private final Offer offer;
  private final List<Identity> refused = new ArrayList<>();
  private final List<Identity> unsigned = new ArrayList<>();
  private final List<String> excuses = new ArrayList<>();
  private int tries;

  /** What a server counts as one try. */
  private record Try(Identity key, String algorithm) {

    @Override
    public String toString() {
      return key + " by " + algorithm;
    }
  }

  Login(String user, Offer offer) {
    this.user = user;
    this.offer = offer;
  }

  /**
   * Logs in by the first key that the server accepts.
   *
   * @param trail hears of every key that was tried
   * @throws Setback where the agent did not sign with a key that is in a file as well
   */
  void on(SSHClient client, Trail trail) throws IOException, RemoteFailure, Setback {
    UserAuth auth = client.getUserAuth();
    for (Try one : order(offer.keys())) {
      if (tries == MAX_TRIES || !takesKeys(auth)) {
        break;
      }
      if (!unsigned.contains(one.key()) && succeeds(client, auth, one, trail)) {
        trail.add(new Passage.Entered(user, one.key().toString()));
        return;
      }
    }
    throw failure(auth);
  }

  /** All keys first; after them those that can sign in another way too, for old servers. */
  private static List<Try> order(List<Identity> keys) {
    Stream<Try> best = keys.stream().map(key -> new Try(key, key.algorithms().getFirst()));
    Stream<Try> others =
        keys.stream()
            .flatMap(key -> key.algorithms().stream().skip(1).map(other -> new Try(key, other)));
    return Stream.concat(best, others).toList();
  }

  private boolean takesKeys(UserAuth auth) {
    return tries == 0 || auth.getAllowedMethods().contains(SignedLogin.NAME);
  }

  private boolean succeeds(SSHClient client, UserAuth auth, Try one, Trail trail)
      throws SSHException, RemoteFailure {
    SignedLogin method = new SignedLogin(one.key(), one.algorithm());
    method.setLoggerFactory(client.getTransport().getConfig().getLoggerFactory());
    try {
      Service next = (Service) client.getConnection();
      if (auth.authenticate(user, next, method, client.getTransport().getTimeoutMs())) {
        return true;
      }
      refusedBy(one);
      trail.add(new Passage.Declined(one + ": refused; accepted are " + accepted(auth)));
      return false;
    } catch (SSHException e) {
      if (e.getCause() instanceof Agent.Failure excuse) {
        unsigned.add(one.key());
        trail.add(new Passage.Declined(one + ": " + excuse.getMessage()));
        excuses.add(excuse.getMessage() + " with " + one.key());
        return false;
      }
      boolean enough = Failures.isTooManyTries(e);
      if (enough || (!refused.isEmpty() && Failures.isHangUp(e))) {
        refusedBy(one);
        trail.add(new Passage.Declined(one + ": the server hung up"));
        throw denied(
            auth,
            "; then the server hung up" + (enough ? " (too many authentication failures)" : ""));
      }
      throw e;
    }
  }

  private void refusedBy(Try one) {
    tries++;
    if (!refused.contains(one.key())) {
      refused.add(one.key());
    }
  }

  private RemoteFailure failure(UserAuth auth) throws Setback {
    if (auth.hadPartialSuccess()) {
      return new RemoteFailure(
          "the key is right, but the server also asks " + user + " for: " + accepted(auth),
          Optional.of("kprov logs in by key alone; allow that for " + user));
    }
    RemoteFailure failure = denied(auth, "");
    if (refused.isEmpty() && offer.locked().isPresent()) {
      throw Setback.unsigned(failure);
    }
    return failure;
  }

  private RemoteFailure denied(UserAuth auth, String end) {
    int left = offer.keys().size() - refused.size() - unsigned.size();
    StringBuilder message = new StringBuilder("permission denied for ").append(user);
    if (!refused.isEmpty()) {
      message.append(": offered ").append(String.join(", ", names(refused)));
    }
    message.append(end);
    if (left > 0) {
      message.append("; not offered: ").append(left).append(left == 1 ? " more key" : " more keys");
    }
    excuses.forEach(excuse -> message.append("; ").append(excuse));
    if (!auth.getAllowedMethods().isEmpty()) {
      message.append("; accepted are ").append(accepted(auth));
    }
    return new RemoteFailure(message.toString(), Optional.of(remedy(auth, left)));
  }

  private String remedy(UserAuth auth, int left) {
    String others =
        offer.missing().isEmpty() ? "" : "; left out: " + String.join("; ", offer.missing());
    if (tries > 0 && !auth.getAllowedMethods().isEmpty() && !takesKeys(auth)) {
      return "kprov logs in by key alone; allow that for " + user;
    }
    if (left > 0) {
      return "a server hangs up after some wrong keys; name the right one: ssh.identityFile"
          + others;
    }
    if (refused.isEmpty()) {
      return "confirm it where the agent asks; a key with destination constraints cannot be used"
          + others;
    }
    return "put the public key into ~" + user + "/.ssh/authorized_keys" + others;
  }

  private static String accepted(UserAuth auth) {
    return Failures.printable(String.join(", ", auth.getAllowedMethods()));
  }

  private static List<String> names(List<Identity> keys) {
    return keys.stream().map(Identity::toString).toList();
  }
}
