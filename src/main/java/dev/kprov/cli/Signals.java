package dev.kprov.cli;

import dev.kprov.run.Cancellation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;

/**
 * Turns the signals by which a process is asked to end into a wish to the run. The second one by
 * which somebody insists ends the process at once, as a kill would.
 *
 * <p>The JDK has a hook for the end of the process, but only {@code sun.misc.Signal}, which its
 * module {@code jdk.unsupported} exports, sees a second signal. javac warns of that class and no
 * annotation stops it, so that it is reached by reflection, and only here (decision 0061).
 */
final class Signals {

  /**
   * What comes so soon after the first signal is its echo: {@code timeout} signals its child and
   * then the group, and a shell passes on what the terminal has sent already.
   */
  private static final Duration ECHO = Duration.ofMillis(250);

  private static final Map<String, Cancellation.Cause> CAUSES =
      Map.of(
          "HUP", Cancellation.Cause.HANG_UP,
          "INT", Cancellation.Cause.INTERRUPT,
          "TERM", Cancellation.Cause.TERMINATION);

  private final Cancellation cancellation;
  private long first;

  private Signals(Cancellation cancellation) {
    this.cancellation = cancellation;
  }

  /**
   * From now on the signals of this process are wishes. One that was ignored when the process began
   * stays ignored, so that {@code nohup} and background jobs work: the JVM sees to that. Where the
   * JVM does not hand signals out, they end the process as usual.
   */
  static void heed(Cancellation cancellation) {
    Signals signals = new Signals(cancellation);
    CAUSES.forEach(signals::heed);
  }

  private void heed(String name, Cancellation.Cause cause) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler heard =
          (_, _, _) -> {
            heard(cause);
            return null;
          };
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance(name),
              Proxy.newProxyInstance(
                  Signals.class.getClassLoader(), new Class<?>[] {handler}, heard));
    } catch (ReflectiveOperationException _) {
      // not on this JVM, or not with its options
    }
  }

  private synchronized void heard(Cancellation.Cause cause) {
    if (cancellation.ask(cause)) {
      first = System.nanoTime();
    } else if (cause != Cancellation.Cause.HANG_UP && System.nanoTime() - first > ECHO.toNanos()) {
      // Who hangs up is not there to insist.
      Runtime.getRuntime().halt(ExitCode.of(cause).number());
    }
  }
}
