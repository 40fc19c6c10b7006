package dev.kprov.wire;

import dev.kprov.base.RemotePath;
import dev.kprov.base.Secret;
import dev.kprov.state.Fact;
import dev.kprov.state.FileKind;
import dev.kprov.state.Observed;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Talks to hosts: looks at one, or puts files in place on one, each in a single exec. Holds no
 * state of a host; one serves all, from any thread.
 */
public final class HostDialogue {
  /** Hundreds of files with their certificates; a host that says more is at fault. */
  private static final int MAX_ANSWER = 8 << 20;

  private static final int NONCE_BYTES = 16;

  private static final Remote.Input NOTHING = _ -> {};

  private final SecureRandom random;
  private final RunAs as;
  private final Password password;

  /** Talks as the user who logged in. */
  public HostDialogue() {
    this(new SecureRandom(), new RunAs.Login(), Password.NONE);
  }

  private HostDialogue(SecureRandom random, RunAs as, Password password) {
    this.random = random;
    this.as = as;
    this.password = password;
  }

  /** The same, as another user. */
  public HostDialogue as(RunAs user) {
    return new HostDialogue(random, user, password);
  }

  /** The same, on hosts whose sudo may ask for a password. */
  public HostDialogue with(Password sudo) {
    return new HostDialogue(random, as, sudo);
  }

  /** A path that the plan wants changed, with what the plan saw there. */
  private record Target(RemotePath path, Fact expected) {}

  /**
   * Looks, and changes nothing.
   *
   * @param limit for the whole exec
   * @throws RemoteFailure where the host gives no answer, or one that cannot be understood
   */
  public Observed probe(Remote remote, ProbeRequest request, Duration limit)
      throws RemoteFailure, InterruptedException {
    String nonce = nonce();
    byte[] lines = new RequestText(nonce).wanted(request).bytes();
    Answer answer = ask(remote, HostScript.PROBE, nonce, lines, NOTHING, limit);
    return new SightReader(request, answer).read();
  }

  /**
   * Puts directories and files in place, each file whole, and looks afterwards. Does nothing where
   * one of them is no longer what the plan saw.
   *
   * @param home the absolute path that {@code ~} stood for when the plan was made
   * @param limit for the whole exec
   * @throws RemoteFailure where the host gives no answer, or one that cannot be understood; what
   *     was done is unknown then, but every file is whole
   */
  public ApplyReply apply(Remote remote, String home, ApplyRequest request, Duration limit)
      throws RemoteFailure, InterruptedException {
    String nonce = nonce();
    byte[] lines = new RequestText(nonce).wanted(request.readBack()).orders(request, home).bytes();
    Shipment shipment = new Shipment(request.files());
    Answer answer = ask(remote, HostScript.APPLY, nonce, lines, shipment, limit);
    EventReader events = new EventReader(request).read(answer);
    Observed after = new SightReader(request.readBack(), answer).read();
    Map<RemotePath, String> failures =
        events.stale().isEmpty()
            ? shipment.explained(events.failures())
            : leftAlone(targets(request), events.stale(), after);
    return new ApplyReply(failures, after);
  }

  /**
   * Reads whole files, and changes nothing. What is no regular file, or may not be read, is empty;
   * what is larger than 256 KiB is cut there.
   *
   * @param limit for the whole exec
   * @throws RemoteFailure where the host gives no answer, or one that cannot be understood
   */
  public Map<RemotePath, Secret> take(
      Remote remote, String sshUser, List<RemotePath> paths, Duration limit)
      throws RemoteFailure, InterruptedException {
    Map<RemotePath, Optional<FileKind>> wanted = new LinkedHashMap<>();
    paths.forEach(path -> wanted.put(path, Optional.empty()));
    String nonce = nonce();
    byte[] lines =
        new RequestText(nonce).wanted(new ProbeRequest(sshUser, wanted, List.of())).bytes();
    Answer answer = ask(remote, HostScript.TAKE, nonce, lines, NOTHING, limit);
    Map<RemotePath, Secret> taken = new LinkedHashMap<>();
    for (RemotePath path : wanted.keySet()) {
      taken.put(path, answer.taken(nonce));
    }
    return taken;
  }

  /**
   * Sees whether commands run at all, and changes nothing.
   *
   * @param limit for the whole exec
   * @return the login shell by which they came, as the host names it, fit to be shown
   * @throws RemoteFailure where the host gives no answer, or one that cannot be understood
   */
  public String shell(Remote remote, Duration limit) throws RemoteFailure, InterruptedException {
    String nonce = nonce();
    byte[] lines = new RequestText(nonce).bytes();
    return RemoteText.shown(
        ask(remote, HostScript.GREET, nonce, lines, NOTHING, limit).line(), 255);
  }

  private Answer ask(
      Remote remote,
      HostScript script,
      String nonce,
      byte[] lines,
      Remote.Input contents,
      Duration limit)
      throws RemoteFailure, InterruptedException {
    Remote.Input input =
        out -> {
          out.write(script.text());
          out.write(lines);
          contents.writeTo(out);
        };
    return Answer.framed(run(remote, script, input, limit), nonce, as);
  }

  private Remote.Reply run(Remote remote, HostScript script, Remote.Input input, Duration limit)
      throws RemoteFailure, InterruptedException {
    return switch (as) {
      case RunAs.Direct direct -> remote.run(script.command(direct), input, limit, MAX_ANSWER);
      case RunAs.Sudo sudo -> {
        String mark = nonce();
        yield new SudoExec(sudo, password, mark, script.command(sudo, mark), input)
            .run(remote, limit, MAX_ANSWER);
      }
    };
  }

  private static List<Target> targets(ApplyRequest request) {
    List<Target> targets = new ArrayList<>();
    request.directories().forEach(one -> targets.add(new Target(one.path(), one.expected())));
    request.files().forEach(one -> targets.add(new Target(one.path(), one.expected())));
    request.removals().forEach(one -> targets.add(new Target(one.path(), one.expected())));
    return targets;
  }

  private static Map<RemotePath, String> leftAlone(
      List<Target> targets, Set<Integer> stale, Observed after) {
    Map<RemotePath, String> failures = new LinkedHashMap<>();
    for (int i = 0; i < targets.size(); i++) {
      Target one = targets.get(i);
      failures.put(
          one.path(),
          stale.contains(i)
              ? Changed.since(one.expected(), Optional.ofNullable(after.files().get(one.path())))
              : "not tried, because other files of this host changed since the plan");
    }
    return failures;
  }

  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
