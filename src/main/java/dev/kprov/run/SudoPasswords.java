package dev.kprov.run;

import dev.kprov.base.Secret;
import dev.kprov.inventory.Host;
import dev.kprov.wire.RemoteFailure;
import dev.kprov.wire.SudoPassword;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The passwords of a run that sudo asks for, one for each login. Each is asked for once, when the
 * first host needs it, and tried on that host alone: until it was right somewhere no other host
 * gets it, for accounts that many hosts share are locked after some wrong ones. It is forgotten
 * with the run.
 */
final class SudoPasswords {

  private static final int MOST_ATTEMPTS = 3;

  private final BecomePasswords source;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  SudoPasswords(BecomePasswords source) {
    this.source = source;
  }

  /** As a host may have them. */
  SudoPassword on(Host host) {
    return new OfHost(host.name(), accounts.computeIfAbsent(host.ssh().user(), this::account));
  }

  private Account account(String login) {
    return new Account(login, source.atHand().map(password -> new Candidate(password, 1)));
  }

  /**
   * A password that was right nowhere yet.
   *
   * @param attempt counts those of the login
   */
  private record Candidate(Secret password, int attempt) {}

  /** A password, and where it was right first. */
  private record Proven(Secret password, String host) {}

  /** One login, on all hosts. */
  private static final class Account {

    private final String login;

    /** Held by the host for which somebody is asked, or on which a candidate is tried. */
    private final Semaphore trial = new Semaphore(1);

    private volatile Optional<Candidate> candidate;
    private volatile Optional<Proven> proven = Optional.empty();

    /** The host for which there was no password, or none that was right. */
    private volatile Optional<String> givenUpOn = Optional.empty();

    Account(String login, Optional<Candidate> candidate) {
      this.login = login;
      this.candidate = candidate;
    }
  }

  private final class OfHost implements SudoPassword {

    private final String host;
    private final Account account;

    OfHost(String host, Account account) {
      this.host = host;
      this.account = account;
    }

    @Override
    public Optional<Attempt> atHand() {
      if (account.proven.isPresent()) {
        return account.proven.map(Repeated::new);
      }
      if (account.candidate.isEmpty() || !account.trial.tryAcquire()) {
        return Optional.empty();
      }
      Optional<Attempt> attempt = next();
      if (attempt.isEmpty()) {
        account.trial.release();
      }
      return attempt;
    }

    @Override
    public Attempt needed(String said) throws RemoteFailure, InterruptedException {
      account.trial.acquire();
      Optional<Attempt> attempt = next();
      if (attempt.isPresent()) {
        return attempt.get();
      }
      if (account.givenUpOn.isPresent()) {
        account.trial.release();
        throw notTried(account.givenUpOn.get());
      }
      return asked(said, 1);
    }

    /** What can be tried without asking anybody; the trial is held, and let go where it can. */
    private Optional<Attempt> next() {
      if (account.proven.isPresent()) {
        account.trial.release();
        return account.proven.map(Repeated::new);
      }
      return account.candidate.map(Trial::new);
    }

    /** Asks while all others wait. */
    private Attempt asked(String said, int attempt) throws RemoteFailure {
      account.candidate = Optional.empty();
      try {
        account.candidate =
            Optional.of(attempt)
                .filter(number -> number <= MOST_ATTEMPTS)
                .flatMap(number -> source.ask(account.login, host, said, number))
                .map(password -> new Candidate(password, attempt));
      } finally {
        if (account.candidate.isEmpty()) {
          account.givenUpOn = Optional.of(host);
          account.trial.release();
        }
      }
      return account
          .candidate
          .map(Trial::new)
          .orElseThrow(() -> attempt == 1 ? none(said) : wrong(said));
    }

    private RemoteFailure none(String said) {
      return new RemoteFailure(
          "sudo asks for the password of %s, and nobody gave it: %s".formatted(account.login, said),
          Optional.of(
              "run kprov on a terminal, or give it on a file descriptor: --become-password-fd 3"
                  + " 3<FILE; or let sudo ask for none, by this line in sudoers: "
                  + account.login
                  + " ALL=(ALL) NOPASSWD: ALL"));
    }

    private RemoteFailure wrong(String said) {
      return new RemoteFailure(
          "sudo did not take the password of %s: %s".formatted(account.login, said),
          Optional.of(
              "is it the one that sudo asks for there, and does sudoers let %s become all others?"
                  .formatted(account.login)));
    }

    private RemoteFailure notTried(String where) {
      return new RemoteFailure(
          "sudo asks for the password of %s, which was wrong or not given on %s"
              .formatted(account.login, where),
          Optional.of("if only %1$s is at fault, leave it out: --limit '!%1$s'".formatted(where)));
    }

    /** The use of a password that was right nowhere yet. */
    private final class Trial implements Attempt {

      private final Candidate candidate;

      Trial(Candidate candidate) {
        this.candidate = candidate;
      }

      @Override
      public Secret password() {
        return candidate.password();
      }

      @Override
      public void right() {
        account.proven = Optional.of(new Proven(candidate.password(), host));
        account.trial.release();
      }

      @Override
      public Attempt wrong(String said) throws RemoteFailure {
        return asked(said, candidate.attempt() + 1);
      }

      @Override
      public void untried() {
        account.trial.release();
      }
    }

    /** The use of a password that was right before. */
    private final class Repeated implements Attempt {

      private final Proven proven;

      Repeated(Proven proven) {
        this.proven = proven;
      }

      @Override
      public Secret password() {
        return proven.password();
      }

      @Override
      public void right() {}

      @Override
      public Attempt wrong(String said) throws RemoteFailure {
        throw new RemoteFailure(
            "sudo did not take the password of %s that was right on %s: %s"
                .formatted(account.login, proven.host(), said),
            Optional.of("a run has one password for each login; for another one: --limit " + host));
      }

      @Override
      public void untried() {}
    }
  }
}
