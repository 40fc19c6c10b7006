package dev.kprov.launch;

import dev.kprov.cli.Kprov;
import dev.kprov.cli.Main;
import dev.kprov.cli.Surroundings;
import dev.kprov.cli.Terminal;
import dev.kprov.run.Cancellation;
import dev.kprov.run.Deadlines;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What the JVM watches when it makes its cache: the commands of a day, on hosts of the lab. Where
 * there are none, as on a machine without an SSH server, what needs no host is still trained; so
 * nothing here fails, and what the commands say is for the log.
 */
public final class Training {

  private final Surroundings surroundings;

  private Training(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Trains.
   *
   * @param args an empty folder for the home of the operator who trains, an inventory that is only
   *     read, and that of the hosts, which need not exist
   */
  public static void main(String[] args) throws IOException {
    Path home = Path.of(args[0]);
    configureSsh(home);
    Training training = new Training(surroundings(home));
    training.run("--help", "up --help", "lint " + args[1]);
    if (Files.exists(Path.of(args[2]))) {
      training.day(args[2], " --store " + home.resolve("store"));
    }
    Main.main(new String[] {"--version"});
  }

  private void day(String inventory, String store) {
    run(
        "trust " + inventory + " --yes",
        "plan " + inventory + store,
        "up " + inventory + store,
        "up " + inventory + store,
        "up -o json " + inventory + store,
        "verify " + inventory + store,
        "certs " + inventory + store,
        "plan -o json " + inventory + store);
  }

  private void run(String... lines) {
    for (String line : lines) {
      int exit = new Kprov(surroundings).run(line.split(" "));
      surroundings.err().println("training: kprov " + line + ": exit code " + exit);
    }
  }

  /** Most operators have such a file, and then ssh itself is asked what it means. */
  private static void configureSsh(Path home) throws IOException {
    Path file = home.resolve(".ssh/config");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "Host *.example\n  ConnectTimeout 5\n");
  }

  private static Surroundings surroundings(Path home) {
    return new Surroundings(
        new PrintStream(OutputStream.nullOutputStream()),
        System.err,
        Map.of("PATH", System.getenv().getOrDefault("PATH", "")),
        home,
        System.getProperty("user.name"),
        ProcessHandle.current().pid(),
        InstantSource.system(),
        Terminal.NONE,
        Deadlines.USUAL,
        new Cancellation());
  }
}
