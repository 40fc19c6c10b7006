package dev.kprov.bench;

import dev.kprov.text.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The program behind {@code scripts/bench}, which says how it is used. */
public final class Bench {

  private static final int BROKEN = 1;
  private static final int MISUSED = 64;

  private final Path repository;
  private final Options options;
  private final PrintStream told;

  private Bench(Path repository, Options options, PrintStream told) {
    this.repository = repository;
    this.options = options;
    this.told = told;
  }

  /** The arguments: the folder of the sources, then those of {@code scripts/bench}. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String... arguments) {
    try {
      String[] given = Arrays.copyOfRange(arguments, 1, arguments.length);
      new Bench(Path.of(arguments[0]), Options.of(given), System.err).run(System.out);
      return 0;
    } catch (Options.MisusedException e) {
      System.err.println("bench: error: " + e.getMessage());
      System.err.println("bench: hint: see scripts/bench --help");
      return MISUSED;
    } catch (BrokenException | IOException e) {
      System.err.println("bench: error: " + e.getMessage());
      return BROKEN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BROKEN;
    }
  }

  private void run(PrintStream out)
      throws Options.MisusedException, BrokenException, IOException, InterruptedException {
    Path sockets = Files.createTempDirectory("kb");
    try (Sites sites = new Sites(repository)) {
      // Also where somebody interrupts: hosts that nobody knows of would go on for ever.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(sites)));
      Meter meter = new Meter(Files.createDirectories(sites.folder()));
      Results results =
          new Results(
              Surroundings.found(repository), rows(sites, meter, contestants(meter, sockets)));
      out.print(options.json() ? Json.pretty(results.document()) + "\n" : results.text());
      if (options.write()) {
        new Page(repository.resolve("docs")).write(results);
      }
    } finally {
      Files.deleteIfExists(sockets);
    }
  }

  private static void close(Sites sites) {
    try {
      sites.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Row> rows(Sites sites, Meter meter, List<Contestant> contestants)
      throws BrokenException, IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (int hosts : options.hosts()) {
      for (Duration delay : options.delays()) {
        List<Contestant> able =
            contestants.stream()
                .filter(each -> hosts <= each.mostHosts())
                .filter(each -> delay.isZero() || each.travels())
                .toList();
        rows.addAll(
            new Race(sites.open(hosts, delay), able, meter, this::tell).run(options.rounds()));
      }
    }
    return rows;
  }

  private List<Contestant> contestants(Meter meter, Path sockets)
      throws Options.MisusedException, IOException {
    List<Contestant> all =
        List.of(
            new Kprov(),
            new Guide(false),
            new Guide(true),
            new Ansible(meter, "copy", sockets),
            new Ansible(meter, "unarchive", sockets),
            new SshFloor(meter),
            new KeyFloor());
    List<String> names = all.stream().map(Contestant::name).toList();
    if (!names.containsAll(options.only())) {
      throw new Options.MisusedException("contestants are: " + String.join(", ", names));
    }
    List<Contestant> asked =
        all.stream()
            .filter(each -> options.only().isEmpty() || options.only().contains(each.name()))
            .toList();
    for (Contestant each : asked) {
      tellWhatIsMissing(each);
    }
    return asked.stream().filter(each -> missing(each).isEmpty()).toList();
  }

  /** In CI all take part: there, what is missing is a fault. */
  private void tellWhatIsMissing(Contestant contestant) throws IOException {
    List<String> missing = missing(contestant);
    if (!missing.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new IOException(contestant.name() + " needs " + String.join(", ", missing));
    }
    if (!missing.isEmpty()) {
      tell(
          "%s is skipped, for this machine has no %s; scripts/setup installs it"
              .formatted(contestant.name(), String.join(", ", missing)));
    }
  }

  private static List<String> missing(Contestant contestant) {
    return contestant.programs().stream().filter(program -> !isHere(program)).toList();
  }

  private static boolean isHere(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private void tell(String line) {
    told.println("bench: " + line);
  }
}
