package dev.kprov.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.kprov.base.Printable;

/**
 * What of the log is seen where nobody asked for one: libraries may warn, and what kprov itself has
 * to say goes through its views. Logback finds this class as a service before it looks for an XML
 * file, whose reading alone loads five hundred classes at each start. It has no rank, since it is
 * the only one: the JDK would make a class to read the annotation.
 */
public final class QuietLibraries extends ContextAwareBase implements Configurator {

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    // sshj prints plaintext packets at TRACE: nothing may ever lower its level below INFO.
    context.getLogger("net.schmizz").setLevel(Level.ERROR);
    context.getLogger("com.hierynomus").setLevel(Level.ERROR);
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    StandardError appender = new StandardError();
    appender.setContext(context);
    appender.start();
    root.addAppender(appender);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static final class StandardError extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      String told = event.getLevel() + " " + event.getLoggerName() + ": ";
      System.err.println("kprov: log: " + told + Printable.of(event.getFormattedMessage()));
    }
  }
}
