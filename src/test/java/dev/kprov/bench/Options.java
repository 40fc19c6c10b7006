package dev.kprov.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What the command line asks for.
 *
 * @param hosts numbers of hosts, in ascending order
 * @param delays of each way
 * @param rounds that count; one more comes before
 * @param only names of contestants; all when there is none
 * @param write whether the page and its pictures are to say the results
 * @param json whether they are printed as JSON
 */
record Options(
    List<Integer> hosts,
    List<Duration> delays,
    int rounds,
    List<String> only,
    boolean write,
    boolean json) {

  private static final Options DEFAULT =
      new Options(
          List.of(6, 50, 200, 500),
          List.of(Duration.ZERO, Duration.ofMillis(50)),
          7,
          List.of(),
          false,
          false);

  /** What the command line says wrongly. */
  static final class MisusedException extends Exception {
    private static final long serialVersionUID = 1L;

    MisusedException(String message) {
      super(message);
    }
  }

  static Options of(String... arguments) throws MisusedException {
    Options options = DEFAULT;
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      options =
          switch (option) {
            case "--smoke" -> options.smoked();
            case "--write" -> options.writing();
            case "--hosts" -> options.withHosts(value(arguments, ++i));
            case "--delay" -> options.withDelays(value(arguments, ++i));
            case "--rounds" -> options.withRounds(value(arguments, ++i));
            case "--only" -> options.withOnly(value(arguments, ++i));
            case "-o" -> options.printedAs(value(arguments, ++i));
            default -> throw new MisusedException("unknown argument " + option);
          };
    }
    return options;
  }

  private static String value(String[] arguments, int i) throws MisusedException {
    if (i == arguments.length) {
      throw new MisusedException(arguments[i - 1] + " needs a value");
    }
    return arguments[i];
  }

  private Options smoked() {
    return new Options(List.of(6), List.of(Duration.ZERO), 0, only, write, json);
  }

  private Options writing() {
    return new Options(hosts, delays, rounds, only, true, json);
  }

  private Options withHosts(String value) throws MisusedException {
    List<Integer> numbers =
        list(value, text -> number(text, 4, 999)).stream().sorted().distinct().toList();
    return new Options(numbers, delays, rounds, only, write, json);
  }

  private Options withDelays(String value) throws MisusedException {
    List<Duration> each = list(value, text -> Duration.ofMillis(number(text, 0, 10_000)));
    return new Options(hosts, each, rounds, only, write, json);
  }

  private Options withRounds(String value) throws MisusedException {
    int number = list(value, text -> number(text, 1, 99)).getFirst();
    return new Options(hosts, delays, number, only, write, json);
  }

  private Options withOnly(String value) throws MisusedException {
    return new Options(hosts, delays, rounds, list(value, text -> text), write, json);
  }

  private Options printedAs(String value) throws MisusedException {
    if (!List.of("text", "json").contains(value)) {
      throw new MisusedException("-o takes text or json");
    }
    return new Options(hosts, delays, rounds, only, write, value.equals("json"));
  }

  private static <T> List<T> list(String value, Function<String, T> read) throws MisusedException {
    try {
      return Arrays.stream(value.split(",")).map(read).toList();
    } catch (NumberFormatException e) {
      throw new MisusedException("no such number: " + value);
    }
  }

  private static int number(String text, int least, int most) {
    int number = Integer.parseInt(text);
    if (number < least || number > most) {
      throw new NumberFormatException();
    }
    return number;
  }
}
