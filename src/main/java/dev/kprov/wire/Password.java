package dev.kprov.wire;

import dev.kprov.base.Secret;
import java.util.Optional;

/**
 * The password that one host asks for, to let somebody in or to let sudo run something. It is sent
 * only where it is asked for.
 */
public interface Password {

  /** A password to try here, if there is one for which nobody needs to wait. */
  Optional<Attempt> atHand();

  /**
   * A password to try here; waits for whoever is tried or asked before.
   *
   * @param said what the host asked, fit to be shown
   */
  Next needed(String said) throws InterruptedException;

  /** What to do where a password is needed. */
  sealed interface Next {

    /** Try this one. */
    record Try(Attempt attempt) implements Next {}

    /** Nobody gave one, or another one. */
    record Nothing() implements Next {}

    /**
     * There is one, or was, and it must not be tried here.
     *
     * @param host where it was wrong, or was not given
     */
    record SpentOn(String host) implements Next {}
  }

  /** A password that is tried on a host. One of its other methods is called in the end. */
  interface Attempt {

    /** With no line end in it. */
    Secret password();

    /** It was right. */
    void right();

    /**
     * It was wrong.
     *
     * @param said what the host said or asks, fit to be shown
     * @return another one to try on this host
     */
    Next wrong(String said);

    /** Nothing is known of it: the connection broke, or nobody read it. */
    void untried();
  }

  /** There is none. */
  Password NONE =
      new Password() {
        @Override
        public Optional<Attempt> atHand() {
          return Optional.empty();
        }

        @Override
        public Next needed(String said) {
          return new Next.Nothing();
        }
      };
}
