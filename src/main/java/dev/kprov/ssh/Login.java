package dev.kprov.ssh;

import dev.kprov.base.Secret;
import dev.kprov.inventory.LoginMethod;
import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.Service;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.userauth.UserAuth;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;
import net.schmizz.sshj.userauth.method.AuthNone;

/**
 * One login, by the methods that are wanted, in their order: one key after another, never more than
 * a server allows by default, and what the operator has said before. Where somebody must be asked,
 * it ends as a setback.
 */
final class Login {

  /** OpenSSH's MaxAuthTries: after as many wrong keys the server hangs up. */
  private static final int MAX_TRIES = 6;

  private final String user;
  private final List<LoginMethod> methods;
  private final Offer offer;
  private final Talk talk;
  private final Trail trail;
  private final List<Try> left;
  private final List<Identity> refused = new ArrayList<>();
  private final List<Identity> accepted = new ArrayList<>();
  private final List<Identity> unsigned = new ArrayList<>();
  private final List<String> excuses = new ArrayList<>();
  private int tries;
  private boolean asked;
  private String way = "";

  /** What a server counts as one try. */
  private record Try(Identity key, String algorithm) {

    @Override
    public String toString() {
      return key + " by " + algorithm;
    }
  }

  /**
   * @param trail hears of every way that was tried
   */
  Login(SshSettings ssh, Offer offer, Talk talk, Trail trail) {
    this.user = ssh.user();
    this.methods = ssh.methods();
    this.offer = offer;
    this.talk = talk;
    this.trail = trail;
    this.left = order(offer.keys());
  }

  /**
   * Logs in.
   *
   * @throws Setback where the agent did not sign with a key that is in a file as well, or where the
   *     operator must say something
   */
  void on(SSHClient client) throws IOException, RemoteFailure, Setback {
    UserAuth auth = client.getUserAuth();
    if (isIn(client, auth)) {
      talk.right();
      trail.add(new Passage.Entered(user, way));
    } else {
      throwIfUnsigned(auth);
      throw denied(auth);
    }
  }

  private boolean isIn(SSHClient client, UserAuth auth)
      throws SSHException, RemoteFailure, Setback {
    boolean keyFirst = !left.isEmpty() && methods.getFirst() == LoginMethod.PUBLIC_KEY;
    // Who has nothing to offer at once asks first what the server takes, as ssh does.
    if (!keyFirst && authenticate(client, auth, new AuthNone())) {
      return true;
    }
    Set<LoginMethod> open = new LinkedHashSet<>(methods);
    while (true) {
      Optional<LoginMethod> next = open.stream().filter(method -> takes(auth, method)).findFirst();
      if (next.isEmpty()) {
        return false;
      }
      if (isInBy(next.get(), client, auth)) {
        return true;
      }
      if (next.get() != LoginMethod.PUBLIC_KEY) {
        open.remove(next.get());
      }
    }
  }

  private boolean isInBy(LoginMethod method, SSHClient client, UserAuth auth)
      throws SSHException, RemoteFailure, Setback {
    if (method != LoginMethod.PUBLIC_KEY) {
      throwIfUnsigned(auth);
    }
    return switch (method) {
      case PUBLIC_KEY -> isInByKey(client, auth);
      case KEYBOARD_INTERACTIVE -> isInByAnswers(client, auth);
      case PASSWORD -> isInByPassword(client, auth);
    };
  }

  /** Fails where the agent did not sign with a key that is in a file as well. */
  private void throwIfUnsigned(UserAuth auth) throws Setback {
    if (refused.isEmpty() && accepted.isEmpty() && offer.locked().isPresent()) {
      throw new Setback(new Setback.Why.Unsigned(offer.locked().get()), denied(auth));
    }
  }

  /** Whether a method is worth trying now. */
  private boolean takes(UserAuth auth, LoginMethod method) {
    boolean keyLeft = tries < MAX_TRIES && !left.isEmpty();
    return (!asked || auth.getAllowedMethods().contains(method.word()))
        && (method != LoginMethod.PUBLIC_KEY || keyLeft);
  }

  /** By one key after another, as long as the server takes keys. */
  private boolean isInByKey(SSHClient client, UserAuth auth) throws SSHException, RemoteFailure {
    while (takes(auth, LoginMethod.PUBLIC_KEY)) {
      Try one = left.getFirst();
      if (unsigned.contains(one.key())) {
        left.removeFirst();
      } else if (succeeds(client, auth, one)) {
        return true;
      }
    }
    return false;
  }

  private boolean isInByPassword(SSHClient client, UserAuth auth)
      throws SSHException, RemoteFailure, Setback {
    Optional<Secret> password = talk.password();
    if (password.isEmpty()) {
      throw asking(new Need.OfPassword(talk.shown()), denied(auth));
    }
    return isInBy(client, auth, new PasswordLogin(password.get()), () -> true);
  }

  private boolean isInByAnswers(SSHClient client, UserAuth auth)
      throws SSHException, RemoteFailure, Setback {
    KeyboardLogin method = new KeyboardLogin(talk);
    return isInBy(client, auth, method, method::hasAnswered);
  }

  /**
   * By what the operator said.
   *
   * @param said whether the server has heard it
   */
  private boolean isInBy(
      SSHClient client, UserAuth auth, AbstractAuthMethod method, BooleanSupplier said)
      throws SSHException, RemoteFailure, Setback {
    try {
      if (authenticate(client, auth, method)) {
        return true;
      }
    } catch (SSHException e) {
      switch (e.getCause()) {
        case KeyboardLogin.Unanswered open -> throw asking(open.need(), denied(auth));
        case RemoteFailure told -> throw told;
        case null, default -> {
          if (!said.getAsBoolean() || !(Failures.isTooManyTries(e) || Failures.isHangUp(e))) {
            throw e;
          }
          throw asking(new Need.OfOthers(), mistyped());
        }
      }
    }
    // What the server would take once more, it did not take; what it took, it asks for no more.
    if (said.getAsBoolean() && auth.getAllowedMethods().contains(method.getName())) {
      trail.add(new Passage.Declined(way + ": refused; accepted are " + accepted(auth)));
      throw asking(new Need.OfOthers(), mistyped());
    }
    return false;
  }

  /** With the keys that the server has not judged, and those that it asked for more beside. */
  private Setback asking(Need need, RemoteFailure failure) {
    List<Identity> open = Stream.concat(accepted.stream(), left.stream().map(Try::key)).toList();
    List<Identity> keys = offer.keys().stream().filter(open::contains).toList();
    return new Setback(new Setback.Why.Asking(need, offer.with(keys)), failure);
  }

  private RemoteFailure mistyped() {
    return new RemoteFailure(
        "permission denied for " + user + ": the server did not take what was typed",
        Optional.of("are ssh.user and the password right?"));
  }

  private boolean authenticate(SSHClient client, UserAuth auth, AbstractAuthMethod method)
      throws SSHException {
    method.setLoggerFactory(client.getTransport().getConfig().getLoggerFactory());
    Service next = (Service) client.getConnection();
    way = method instanceof SignedLogin signed ? signed.key() : method.getName();
    boolean in = auth.authenticate(user, next, method, client.getTransport().getTimeoutMs());
    asked = true;
    return in;
  }

  /** All keys first; after them those that can sign in another way too, for old servers. */
  private static List<Try> order(List<Identity> keys) {
    Stream<Try> best = keys.stream().map(key -> new Try(key, key.algorithms().getFirst()));
    Stream<Try> others =
        keys.stream()
            .flatMap(key -> key.algorithms().stream().skip(1).map(other -> new Try(key, other)));
    return Stream.concat(best, others).collect(Collectors.toCollection(ArrayList::new));
  }

  private boolean succeeds(SSHClient client, UserAuth auth, Try one)
      throws SSHException, RemoteFailure {
    boolean before = auth.hadPartialSuccess();
    try {
      if (authenticate(client, auth, new SignedLogin(one.key(), one.algorithm()))) {
        return true;
      }
      tries++;
      if (!before && auth.hadPartialSuccess()) {
        left.removeFirst();
        accepted.add(one.key());
      } else {
        refusedBy(one, auth.getAllowedMethods().contains(SignedLogin.NAME));
        trail.add(new Passage.Declined(one + ": refused; accepted are " + accepted(auth)));
      }
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
        refusedBy(one, true);
        trail.add(new Passage.Declined(one + ": the server hung up"));
        throw denied(
            auth,
            "; then the server hung up" + (enough ? " (too many authentication failures)" : ""));
      }
      throw e;
    }
  }

  /**
   * Notes it.
   *
   * @param judged whether the server looked at the key; where it takes no keys, or not yet, it did
   *     not
   */
  private void refusedBy(Try one, boolean judged) {
    if (judged) {
      left.remove(one);
    }
    if (!refused.contains(one.key())) {
      refused.add(one.key());
    }
  }

  private RemoteFailure denied(UserAuth auth) {
    return denied(auth, "");
  }

  private RemoteFailure denied(UserAuth auth, String end) {
    if (!accepted.isEmpty()) {
      return new RemoteFailure(
          "the key is right, but the server also asks " + user + " for: " + accepted(auth),
          Optional.of(remedy(auth, 0)));
    }
    int left = offer.keys().size() - refused.size() - unsigned.size();
    StringBuilder message =
        new StringBuilder(
            offer.lack().map(RemoteFailure::getMessage).orElse("permission denied for " + user));
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
    Collection<String> taken = auth.getAllowedMethods();
    boolean keys = taken.isEmpty() || taken.contains(SignedLogin.NAME);
    if (methods.stream().anyMatch(one -> one.isTyped() && taken.contains(one.word()))) {
      return "run kprov on a terminal, or give the password on a file descriptor:"
          + " --ssh-password-fd 3 3<FILE"
          + (keys ? "; or put the public key into ~" + user + "/.ssh/authorized_keys" : "")
          + others;
    }
    if (!keys) {
      return "kprov logs in by key, and by what is typed where the SSH configuration allows it;"
          + " allow one of both for "
          + user;
    }
    if (offer.lack().isPresent()) {
      return offer.lack().get().hint().orElseThrow();
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
