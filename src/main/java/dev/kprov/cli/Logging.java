package dev.kprov.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.kprov.base.Printable;
import dev.kprov.base.RunFailure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The log of one command: to standard error with {@code -v}, to a file with {@code --log-file}.
 * Only what kprov itself says is ever let through; libraries stay at the levels of {@link
 * QuietLibraries}, since sshj prints plaintext packets below INFO. Whatever a host said is escaped
 * here, once for all.
 */
final class Logging extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger logger;
  private final Level shown;
  private final PrintStream err;
  private final Optional<LogFile> file;

  private Logging(Logger logger, Level shown, PrintStream err, Optional<LogFile> file) {
    this.logger = logger;
    this.shown = shown;
    this.err = err;
    this.file = file;
  }

  /**
   * Begins to log.
   *
   * @param verbose whether standard error gets it too
   * @throws RunFailure of kind {@code LOCAL_IO} where the file cannot be opened
   */
  static Logging begin(boolean verbose, Optional<Path> path, InstantSource clock, PrintStream err)
      throws RunFailure {
    Optional<LogFile> file =
        path.isPresent() ? Optional.of(LogFile.open(path.get(), clock, err)) : Optional.empty();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger logger = context.getLogger("dev.kprov");
    Logging logging = new Logging(logger, verbose ? Level.INFO : Level.WARN, err, file);
    logging.setContext(context);
    logging.start();
    logger.setLevel(file.isPresent() ? Level.DEBUG : Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(logging);
    return logging;
  }

  @Override
  protected void append(ILoggingEvent event) {
    String line = Printable.of(event.getFormattedMessage());
    file.ifPresent(log -> log.add(event.getLevel().toString(), line));
    if (event.getLevel().isGreaterOrEqual(shown)) {
      err.println(event.getLevel().isGreaterOrEqual(Level.WARN) ? "kprov: warning: " + line : line);
    }
  }

  /** Keeps in the file what people are told, too. */
  void told(String line) {
    file.ifPresent(log -> log.add("SHOWN", line));
  }

  /** The next command of this process logs as it wants to. */
  @Override
  public void close() throws java.io.IOException {
    logger.detachAppender(this);
    logger.setAdditive(true);
    logger.setLevel(null);
    stop();
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
