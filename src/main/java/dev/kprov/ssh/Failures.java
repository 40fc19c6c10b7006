package dev.kprov.ssh;

import dev.kprov.inventory.AlgorithmChoice;
import dev.kprov.inventory.Obstacle;
import dev.kprov.wire.RemoteFailure;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.transport.TransportException;

/** Says in a person's words what went wrong with a connection. */
final class Failures {

  private static final int MAX_REMOTE_TEXT = 200;

  /** How sshj words it that two sides share no algorithm (Proposal.firstMatch in sshj 0.40.0). */
  private static final Pattern NO_SETTLEMENT =
      Pattern.compile("Unable to reach a settlement of (\\w+): \\[.*] and \\[(.*)]");

  private static final Map<String, String> KINDS =
      Map.of(
          "KeyExchangeAlgorithms", "key exchange algorithm",
          "HostKeyAlgorithms", "host key algorithm",
          "Client2ServerCipherAlgorithms", "cipher",
          "Server2ClientCipherAlgorithms", "cipher",
          "Client2ServerMACAlgorithms", "MAC algorithm",
          "Server2ClientMACAlgorithms", "MAC algorithm",
          "Client2ServerCompressionAlgorithms", "compression",
          "Server2ClientCompressionAlgorithms", "compression");

  /** What servers list among the algorithms and is none. */
  private static final String PSEUDO_ALGORITHM = "(, )?(kex-strict-s-v00@openssh\\.com|ext-info-s)";

  private static final String HUNG_UP = "the server closed the connection";

  /** How sshj words it that a channel request was turned down (AbstractChannel in sshj 0.40.0). */
  private static final String REFUSED = "Request failed";

  private Failures() {}

  /** Nothing answered, or not as it should, until the connection stood. */
  static RemoteFailure connecting(Endpoint server, AlgorithmChoice choice, Throwable cause) {
    return switch (cause) {
      case RemoteFailure told -> told;
      case UnknownHostException e ->
          new RemoteFailure(
              "unknown host name " + server.host(),
              Optional.of("set ssh.host or address to what this machine can resolve"));
      case NoRouteToHostException e -> new RemoteFailure("no route to " + server);
      case ConnectException e when isRefusal(e) ->
          new RemoteFailure(
              "connection refused by " + server,
              Optional.of("check that sshd runs there and that ssh.port is right"));
      case TransportException e -> transport(server, choice, e);
      default -> new RemoteFailure("cannot connect to " + server + ": " + reason(cause));
    };
  }

  /** Nothing had accepted the connection when the deadline passed. */
  static RemoteFailure silent(Endpoint server, Duration limit) {
    return new RemoteFailure("no answer from " + server + " within " + seconds(limit));
  }

  /** The deadline passed before the login was done. */
  static RemoteFailure slow(Endpoint server, boolean greeted, Duration limit) {
    String after = " within " + seconds(limit);
    return greeted
        ? new RemoteFailure("login to " + server + " did not end" + after)
        : new RemoteFailure(
            server + " accepts connections but does not speak SSH" + after,
            Optional.of("check ssh.port; an overloaded sshd behaves like this too"));
  }

  /** The server ended the connection before it said anything, each time. */
  static RemoteFailure dropped(Endpoint server) {
    return new RemoteFailure(
        server + " hung up before it greeted",
        Optional.of(
            "its sshd has too many logins under way (MaxStartups), or bars this machine (fail2ban,"
                + " PerSourcePenalties); its log says which"));
  }

  /** Fails where a host must not be connected to. */
  static void throwIf(Optional<Obstacle> obstacle) throws RemoteFailure {
    if (obstacle.isPresent()) {
      throw new RemoteFailure(printable(obstacle.get().message()), obstacle.get().hint());
    }
  }

  /** The connection stood and was lost. */
  static RemoteFailure lost(Throwable cause) {
    return switch (cause) {
      case RemoteFailure told -> told;
      case OpenFailException e ->
          new RemoteFailure(
              "the server opens no session: " + printable(String.valueOf(e.getMessage())));
      case ConnectionException e when REFUSED.equals(e.getMessage()) ->
          new RemoteFailure("the server refuses to run commands");
      default -> new RemoteFailure("connection lost: " + reason(cause));
    };
  }

  /** Whether the server hung up because of too many wrong keys (auth_maxtries_exceeded in sshd). */
  static boolean isTooManyTries(Throwable cause) {
    return String.valueOf(cause.getMessage()).contains("oo many authentication failures");
  }

  /** Whether the server hung up, in contrast to having said what it wants. */
  static boolean isHangUp(Throwable cause) {
    return cause instanceof SocketException
        || (cause instanceof TransportException e
            && (e.getCause() instanceof SocketException || reason(e).equals(HUNG_UP)));
  }

  /** Remote text for people: one line, bounded, without control characters. */
  static String printable(String text) {
    String line = text.strip().replaceAll("[^\\x20-\\x7e]", "?");
    return line.length() <= MAX_REMOTE_TEXT ? line : line.substring(0, MAX_REMOTE_TEXT) + "...";
  }

  static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  private static RemoteFailure transport(
      Endpoint server, AlgorithmChoice choice, TransportException e) {
    Matcher none = NO_SETTLEMENT.matcher(String.valueOf(e.getMessage()));
    if (none.find()) {
      return new RemoteFailure(
          "no "
              + KINDS.getOrDefault(none.group(1), "algorithm")
              + " in common with "
              + server
              + ", which offers "
              + printable(none.group(2).replaceAll(PSEUDO_ALGORITHM, "")),
          Optional.of(
              choice.lists().isEmpty()
                  ? "kprov speaks what OpenSSH 7.4 and later speak by default; update sshd"
                  : "of what kprov speaks, the SSH configuration leaves out some: see "
                      + keywords(choice)));
    }
    return new RemoteFailure("cannot connect to " + server + ": " + reason(e));
  }

  private static String keywords(AlgorithmChoice choice) {
    return choice.lists().keySet().stream()
        .sorted()
        .map(AlgorithmChoice.Option::keyword)
        .collect(Collectors.joining(", "));
  }

  private static boolean isRefusal(ConnectException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("refused");
  }

  /** The innermost cause in one line. */
  private static String reason(Throwable cause) {
    Throwable inner = cause;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    String text = printable(String.valueOf(inner.getMessage()));
    if (text.contains("EOF") || text.contains("during identification exchange")) {
      return HUNG_UP;
    }
    return text.isEmpty()
        ? "no reason given"
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
