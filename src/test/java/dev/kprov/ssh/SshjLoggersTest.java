package dev.kprov.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class SshjLoggersTest {

  @Test
  void plaintextPacketsAreNeverLoggedAndTheRestOneStepLowerWithoutStackTraces() {
    Everything log = new Everything();
    org.slf4j.Logger sshj = new SshjLoggers.Muted(log);
    sshj.trace("packet {}", "secret");
    sshj.debug("packet {}", "secret");
    sshj.info("server {}", "OpenSSH");
    sshj.error("dying because of {}", "eof", new IllegalStateException());
    assertThat(sshj.isTraceEnabled() || sshj.isDebugEnabled()).isFalse();
    assertThat(log.seen)
        .containsExactly(
            "DEBUG sshj: server OpenSSH null", "DEBUG sshj: dying because of eof null");
  }

  /** A log that is set to take everything. */
  private static final class Everything extends LegacyAbstractLogger {

    private final transient List<String> seen = new ArrayList<>();

    @Override
    public boolean isTraceEnabled() {
      return true;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return "";
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
      seen.add(level + " " + MessageFormatter.basicArrayFormat(message, arguments) + " " + thrown);
    }
  }
}
