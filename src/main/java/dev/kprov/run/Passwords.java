package dev.kprov.run;

import dev.kprov.base.Secret;
import dev.kprov.wire.Password;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The passwords of a run, one for each login. Each is asked for once, when the first host needs it,
 * and tried on that host alone: until it was right somewhere no other host gets it, for accounts
 * that many hosts share are locked after some wrong ones. A host that refuses what was right
 * elsewhere is asked about alone. All is forgotten with the run.
 */
public final class Passwords {

  private static final int MOST_ATTEMPTS = 3;

  private final PasswordSource source;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  /**
   * @param source asks for them
   */
  public Passwords(PasswordSource source) {
    this.source = source;
  }

  /** As a host may have the password of a login. */
  public Password of(String login, String host) {
    return new OfHost(host, accounts.computeIfAbsent(login, this::account));
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

  /** One login, on all hosts. */
  private static final class Account {

    private final String login;

    /** Held by the host for which somebody is asked, or on which a candidate is tried. */
    private final Semaphore trial = new Semaphore(1);

    private volatile Optional<Candidate> candidate;
    private volatile Optional<Secret> proven = Optional.empty();

    /** Those of hosts that have another one. */
    private final Map<String, Secret> others = new ConcurrentHashMap<>();

    /** The host for which there was no password, or none that was right. */
    private volatile Optional<String> givenUpOn = Optional.empty();

    Account(String login, Optional<Candidate> candidate) {
      this.login = login;
      this.candidate = candidate;
    }

    Optional<Secret> provenOn(String host) {
      return Optional.ofNullable(others.get(host)).or(() -> proven);
    }
  }

  private final class OfHost implements Password {

    private final String host;
    private final Account account;

    OfHost(String host, Account account) {
      this.host = host;
      this.account = account;
    }

    @Override
    public Optional<Attempt> atHand() {
      Optional<Secret> known = account.provenOn(host);
      if (known.isPresent()) {
        return known.map(password -> new Own(password, 1));
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
    public Next needed(String said) throws InterruptedException {
      account.trial.acquire();
      Optional<Attempt> attempt = next();
      if (attempt.isPresent()) {
        return new Next.Try(attempt.get());
      }
      if (account.givenUpOn.isPresent()) {
        account.trial.release();
        return new Next.SpentOn(account.givenUpOn.get());
      }
      return asked(said, 1);
    }

    /** What can be tried without asking anybody; the trial is held, and let go where it can. */
    private Optional<Attempt> next() {
      Optional<Secret> known = account.provenOn(host);
      if (known.isPresent()) {
        account.trial.release();
        return known.map(password -> new Own(password, 1));
      }
      return account.candidate.map(Trial::new);
    }

    /** Asks while all others wait. */
    private Next asked(String said, int attempt) {
      account.candidate = Optional.empty();
      try {
        account.candidate = answer(said, attempt).map(given -> new Candidate(given, attempt));
      } finally {
        if (account.candidate.isEmpty()) {
          account.givenUpOn = Optional.of(host);
          account.trial.release();
        }
      }
      return account.candidate.<Next>map(given -> new Next.Try(new Trial(given))).orElse(NOTHING);
    }

    private Optional<Secret> answer(String said, int attempt) {
      return attempt > MOST_ATTEMPTS
          ? Optional.empty()
          : source.ask(account.login, host, said, attempt);
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
        account.proven = Optional.of(candidate.password());
        account.trial.release();
      }

      @Override
      public Next wrong(String said) {
        return asked(said, candidate.attempt() + 1);
      }

      @Override
      public void untried() {
        account.trial.release();
      }
    }

    /** The use of a password that was right before, or that concerns this host alone. */
    private final class Own implements Attempt {

      private final Secret password;
      private final int attempt;

      Own(Secret password, int attempt) {
        this.password = password;
        this.attempt = attempt;
      }

      @Override
      public Secret password() {
        return password;
      }

      @Override
      public void right() {
        if (attempt > 1) {
          account.others.put(host, password);
        }
      }

      @Override
      public Next wrong(String said) {
        return answer(said, attempt + 1)
            .<Next>map(given -> new Next.Try(new Own(given, attempt + 1)))
            .orElse(NOTHING);
      }

      @Override
      public void untried() {}
    }
  }

  private static final Password.Next NOTHING = new Password.Next.Nothing();
}
