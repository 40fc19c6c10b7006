package dev.kprov.ssh;

import net.schmizz.sshj.common.LoggerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;

/**
 * What sshj may log. At TRACE and DEBUG it prints plaintext packets, so these levels are off here,
 * whatever the logging configuration says. The rest goes to our log one step lower, without stack
 * traces: every failure is told to the user by {@link Failures}, once.
 */
final class SshjLoggers implements LoggerFactory {

  /** Below our own loggers, so that those of its own name can stay shut. */
  private static final String OURS = SshjLoggers.class.getPackageName() + ".sshj.";

  @Override
  public Logger getLogger(String name) {
    return new Muted(org.slf4j.LoggerFactory.getLogger(OURS + name));
  }

  @Override
  public Logger getLogger(Class<?> type) {
    return getLogger(type.getName());
  }

  /** Passes on to a log what sshj says from INFO up. */
  static final class Muted extends AbstractLogger {

    private static final long serialVersionUID = 1L;

    private final transient Logger log;

    Muted(Logger log) {
      this.name = log.getName();
      this.log = log;
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
      return false;
    }

    @Override
    public boolean isInfoEnabled() {
      return log.isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
      return log.isDebugEnabled(marker);
    }

    @Override
    public boolean isWarnEnabled() {
      return log.isDebugEnabled();
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
      return log.isDebugEnabled(marker);
    }

    @Override
    public boolean isErrorEnabled() {
      return log.isDebugEnabled();
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
      return log.isDebugEnabled(marker);
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return Muted.class.getName();
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
      log.debug("sshj: " + message, arguments);
    }
  }
}
