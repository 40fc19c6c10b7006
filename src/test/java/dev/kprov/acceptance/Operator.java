package dev.kprov.acceptance;

import dev.kprov.cli.Terminal;
import dev.kprov.cli.Typed;
import dev.kprov.lab.FaultyLine;
import dev.kprov.lab.Lab;
import dev.kprov.lab.SshAgent;
import dev.kprov.run.Deadlines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An operator with an inventory of the lab, who types commands and reads what they print. */
final class Operator {

  private static final String ERROR = "kprov: error: ";
  private static final Pattern CHANGE =
      Pattern.compile("^\\S+: (issue|recover|create|update|blocked|error|warning|not reached)\\b");

  private static final Pattern PLAYBOOK = Pattern.compile("playbook: ([a-z-]+)");

  private final Lab lab;
  private final Path folder;
  private final Path inventory;
  private InstantSource clock = InstantSource.system();
  private Deadlines deadlines = Deadlines.USUAL;
  private Terminal terminal = Terminal.NONE;
  private Map<String, String> environment = Map.of("NO_COLOR", "1");

  Operator(Lab lab, Path folder) {
    this.lab = lab;
    this.folder = folder;
    this.inventory = lab.inventory(folder);
  }

  /** What a command printed and how it ended. */
  record Ran(int exit, String out, String err) {

    List<String> lines() {
      return out.lines().toList();
    }

    /** The lines that say what would be done or is wrong, without the hints. */
    List<String> changes() {
      return out.lines().filter(line -> CHANGE.matcher(line).find()).toList();
    }

    /** The rows of the table of hosts that are not fit, with one blank between its cells. */
    List<String> preflight() {
      return Stream.concat(out.lines(), err.lines())
          .dropWhile(line -> !line.startsWith("HOST  "))
          .skip(1)
          .takeWhile(line -> line.contains("  "))
          .map(line -> line.replaceAll(" {2,}", " "))
          .toList();
    }

    /** The lines that say what went wrong, without their beginning. */
    List<String> errors() {
      return err.lines()
          .filter(line -> line.startsWith(ERROR))
          .map(line -> line.substring(ERROR.length()))
          .toList();
    }

    /** What {@link #errors} says of one host. */
    List<String> errors(String host) {
      return errors().stream().filter(line -> line.startsWith(host + ": ")).toList();
    }

    @Override
    public String toString() {
      return "exit " + exit + "\n" + out + err;
    }
  }

  Ran up(String... options) {
    return run("up", options);
  }

  Ran plan(String... options) {
    return run("plan", options);
  }

  Ran verify(String... options) {
    return run("verify", options);
  }

  /** Runs a command on the inventory: {@code verify}, {@code user add}. */
  Ran run(String command, String... options) {
    return type(
        Stream.of(
                Stream.of(command.split(" ")), Stream.of(inventory.toString()), Stream.of(options))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  /** Runs a command line that names no inventory: {@code apply plan.json}. */
  Ran type(String... line) {
    Typed typed =
        Typed.in(
            Typed.Place.NOWHERE
                .with(environment)
                .in(folder)
                .at(clock)
                .waiting(deadlines)
                .answering(terminal),
            line);
    return new Ran(typed.exit(), typed.out(), typed.err());
  }

  /** From now on it is another time for this operator. */
  void at(InstantSource time) {
    clock = time;
  }

  /** From now on this operator has an ssh-agent. */
  void agent(SshAgent agent) {
    environment = Map.of("NO_COLOR", "1", "SSH_AUTH_SOCK", agent.socket().toString());
  }

  /** From now on this operator sits at a terminal. */
  void at(Terminal newTerminal) {
    terminal = newTerminal;
  }

  /** From now on this operator waits no longer for a host. */
  void within(Deadlines patience) {
    deadlines = patience;
  }

  /** From now on worker0 is reached by a line that can break. */
  FaultyLine reachWorker0ByFaultyLine() throws IOException {
    int real = lab.port("worker0");
    FaultyLine line = new FaultyLine(real);
    edit(text ->
        text.replace("worker[0:2]", "worker[1:2]")
            .replace("[14:16]", "[15:16]")
            .replace("[" + real + ":", "[" + (real + 1) + ":")
            .replace(
                "  - { name: gateway,",
                "  - { name: worker0, role: worker, address: 192.168.1.14,"
                    + " ssh: { host: 127.0.0.1, port: "
                    + line.port()
                    + " } }\n  - { name: gateway,"));
    Path known = folder.resolve("known_hosts");
    String lines = Files.readString(known);
    Files.writeString(known, lines.replace("]:" + real + " ", "]:" + line.port() + " "));
    return line;
  }

  /** Changes the text of the inventory. */
  void edit(UnaryOperator<String> change) {
    try {
      String text = Files.readString(inventory);
      String edited = change.apply(text);
      if (edited.equals(text)) {
        throw new IllegalArgumentException("the edit changes nothing");
      }
      Files.writeString(inventory, edited);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves only these hosts in the inventory, each with its own line. */
  void narrow(List<String> hosts) {
    StringBuilder lines = new StringBuilder("hosts:\n");
    for (String host : hosts) {
      lines.append(
          "  - { name: %s, role: %s, address: 192.168.1.%d, ssh: { host: 127.0.0.1, port: %d } }\n"
              .formatted(
                  host, host.replaceAll("\\d", ""), 11 + Lab.HOSTS.indexOf(host), lab.port(host)));
    }
    edit(text -> text.substring(0, text.indexOf("hosts:\n")) + lines);
  }

  /** Copies the playbook beside the inventory, changes its text, and uses that from now on. */
  void ownPlaybook(UnaryOperator<String> change) {
    edit(text -> {
      Matcher playbook = PLAYBOOK.matcher(text);
      if (!playbook.find()) {
        throw new IllegalArgumentException("the inventory names no shipped playbook");
      }
      copy(Path.of("playbooks", playbook.group(1) + ".yaml"), change);
      return playbook.replaceFirst("playbook: ./own.yaml");
    });
  }

  private void copy(Path shipped, UnaryOperator<String> change) {
    try {
      Files.writeString(folder.resolve("own.yaml"), change.apply(Files.readString(shipped)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Accepts the host keys that the hosts have now, as after a look at their consoles. */
  void acceptHostKeys() {
    try {
      Files.write(folder.resolve("known_hosts"), lab.knownHosts());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  Path inventory() {
    return inventory;
  }

  Path store() {
    return folder.resolve("pki/lab");
  }

  Lab lab() {
    return lab;
  }

  /** Every file below the operator's folder but the locks, with its time of change and inode. */
  Map<String, String> traces() {
    try (Stream<Path> files = Files.walk(folder)) {
      Map<String, String> traces = new TreeMap<>();
      files
          .filter(file -> !file.endsWith("lock"))
          .forEach(file -> traces.put(folder.relativize(file).toString(), trace(file)));
      return traces;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same of the store alone, without what tells of runs: what was issued, and when. */
  Map<String, String> issued() {
    Map<String, String> issued = new TreeMap<>(traces());
    issued.keySet().removeIf(name -> !name.startsWith("pki/") || name.endsWith("journal.jsonl"));
    issued.remove("pki/lab/generation");
    return issued;
  }

  private static String trace(Path file) {
    try {
      boolean folder = Files.isDirectory(file);
      return Files.getAttribute(file, "unix:ino")
          + " "
          + Files.getAttribute(file, "unix:mode")
          + (folder ? "" : " " + Files.getLastModifiedTime(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of a host's home, without what its login shell keeps there, one a line. */
  List<String> home(String host) {
    return lab.shell(
            host, "cd /home/ubuntu && find . -mindepth 1 -printf '%P %m %u:%g %i %T@\\n' | sort")
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }
}
