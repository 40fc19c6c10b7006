package dev.kprov.wire;

import dev.kprov.base.Secret;
import java.util.Optional;

/** The password that sudo on one host asks for. It is sent only where sudo asks. */
public interface SudoPassword {

  /** A password to try here, if there is one for which nobody needs to wait. */
  Optional<Attempt> atHand();

  /**
   * A password to try here; waits for whoever is tried or asked before.
   *
   * @param said what sudo said, fit to be shown
   * @throws RemoteFailure where there is none
   */
  Attempt needed(String said) throws RemoteFailure, InterruptedException;

  /** A password that is tried on a host. One of its other methods is called in the end. */
  interface Attempt {

    /** With no line end in it. */
    Secret password();

    /** It was right. */
    void right();

    /**
     * It was wrong.
     *
     * @param said what sudo said, fit to be shown
     * @return another one to try on this host
     * @throws RemoteFailure where there is no other
     */
    Attempt wrong(String said) throws RemoteFailure, InterruptedException;

    /** Nothing is known of it: the connection broke, or sudo did not read it. */
    void untried();
  }

  /** There is none. */
  SudoPassword NONE =
      new SudoPassword() {
        @Override
        public Optional<Attempt> atHand() {
          return Optional.empty();
        }

        @Override
        public Attempt needed(String said) throws RemoteFailure {
          throw new RemoteFailure("sudo asks for a password: " + said);
        }
      };
}
