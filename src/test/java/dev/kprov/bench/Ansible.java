package dev.kprov.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Ansible, which pushes files that were made beforehand: with pipelining, connections that are kept
 * and shared, no facts gathered, the interpreter named, and as many forks as there are hosts.
 */
final class Ansible implements Contestant {

  private static final int MOST_FORKS = 50;
  private static final Pattern RECAP =
      Pattern.compile(
          "(?m)^(\\S+) +: ok=\\d+ +changed=(\\d+) +unreachable=(\\d+) +failed=(\\d+) .*$");

  private final Meter meter;
  private final String module;
  private final Path sockets;
  private final Set<Path> made = new HashSet<>();

  /** By {@code copy} or {@code unarchive}; the shared connections are sockets in a folder. */
  Ansible(Meter meter, String module, Path sockets) {
    this.meter = meter;
    this.module = module;
    this.sockets = sockets;
  }

  @Override
  public String name() {
    return "ansible-" + module;
  }

  @Override
  public List<String> programs() {
    return List.of("ansible-playbook", "cfssl", "cfssljson", "kubectl", "tar", "ssh");
  }

  @Override
  public int mostHosts() {
    return 50;
  }

  @Override
  public void prepare(Site site) throws IOException, InterruptedException {
    site.clear();
    if (made.add(site.folder())) {
      make(site);
    }
  }

  private void make(Site site) throws IOException, InterruptedException {
    Path files = site.fresh("made");
    demand(Guide.filesOnly(site, files));
    Path archives = site.fresh("archives");
    for (Host host : site.hosts()) {
      List<String> line =
          new ArrayList<>(List.of("tar", "-cf", archives.resolve(host.name() + ".tar").toString()));
      line.addAll(host.files());
      demand(Command.of(files, line.toArray(String[]::new)));
    }
    Files.write(site.folder().resolve("ansible.ini"), inventory(site));
  }

  private void demand(Command command) throws IOException, InterruptedException {
    Meter.Run run = meter.run(command, false);
    if (run.exit() != 0) {
      throw new IOException(command.line() + ": exit " + run.exit() + "\n" + run.output());
    }
  }

  private static List<String> inventory(Site site) {
    Map<String, List<String>> groups =
        site.hosts().stream()
            .collect(
                Collectors.groupingBy(
                    Host::role, Collectors.mapping(Host::name, Collectors.toList())));
    List<String> lines = new ArrayList<>();
    groups.forEach((role, names) -> {
      lines.add("[" + role + "]");
      lines.addAll(names);
    });
    lines.add("[all:vars]");
    lines.add("ansible_python_interpreter=/usr/bin/python3");
    return lines;
  }

  @Override
  public List<Step> steps(Site site) {
    String words = "ansible " + module;
    return List.of(
        new Step(words, Work.FROM_NOTHING, command(site), output -> wrong(site, output, false)),
        new Step(
            words + ", again", Work.CONVERGED, command(site), output -> wrong(site, output, true)));
  }

  private Command command(Site site) {
    return new Command(
        List.of(
            "ansible-playbook",
            "-i",
            "ansible.ini",
            "-e",
            "made=" + site.folder().resolve("made"),
            "-e",
            "archives=" + site.folder().resolve("archives"),
            site.repository().resolve("scripts/bench.d/" + module + ".yaml").toString()),
        Map.of(
            "ANSIBLE_PIPELINING",
            "True",
            "ANSIBLE_FORKS",
            Integer.toString(Math.min(site.hosts().size(), MOST_FORKS)),
            "ANSIBLE_HOST_KEY_CHECKING",
            "True",
            "ANSIBLE_SSH_ARGS",
            "-F " + site.sshConfig() + " -C -o ControlMaster=auto -o ControlPersist=60s",
            "ANSIBLE_SSH_CONTROL_PATH_DIR",
            sockets.toString(),
            "ANSIBLE_LOCAL_TEMP",
            site.folder().resolve("ansible").toString(),
            "LC_ALL",
            "C.UTF-8"),
        site.folder());
  }

  private static Optional<String> wrong(Site site, String output, boolean again)
      throws IOException {
    Matcher recap = RECAP.matcher(output);
    int good = 0;
    while (recap.find()) {
      boolean changed = Integer.parseInt(recap.group(2)) > 0;
      boolean failed = Integer.parseInt(recap.group(3)) + Integer.parseInt(recap.group(4)) > 0;
      if (failed || changed == again) {
        return Optional.of("not what was to be done: " + recap.group());
      }
      good++;
    }
    return good == site.hosts().size()
        ? site.wrong(site.folder().resolve("made"))
        : Optional.of("it tells of %d hosts".formatted(good));
  }
}
