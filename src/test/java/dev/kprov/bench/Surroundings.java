package dev.kprov.bench;

import dev.kprov.lab.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When and where something was measured.
 *
 * @param machine what it is called, and its size
 * @param versions of the programs that took part, by name
 */
record Surroundings(LocalDate date, Map<String, String> machine, Map<String, String> versions) {

  Surroundings {
    machine = new LinkedHashMap<>(machine);
    versions = new LinkedHashMap<>(versions);
  }

  /** Asks this machine. */
  static Surroundings found(Path repository) throws IOException {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    machine.put("processor", value("/proc/cpuinfo", "model name"));
    machine.put("memory", value("/proc/meminfo", "MemTotal"));
    machine.put("kernel", System.getProperty("os.version"));
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("kprov", said(repository.resolve("scripts/kprov").toString(), "--version"));
    versions.put(
        "commit", said("git", "-C", repository.toString(), "rev-parse", "--short", "HEAD"));
    versions.put("Java", Runtime.version().toString());
    versions.put("OpenSSH", said("ssh", "-V"));
    versions.put("OpenSSL", said("openssl", "version"));
    versions.put("Ansible", said("ansible-playbook", "--version"));
    versions.put("cfssl", said("sh", "-c", "cfssl version | sed -n 's/^Version: *//p'"));
    versions.put(
        "kubectl",
        said(
            "sh",
            "-c",
            "kubectl version --client -o json | sed -n 's/.*\"gitVersion\":"
                + " \"\\(.*\\)\".*/\\1/p'"));
    return new Surroundings(LocalDate.now(ZoneOffset.UTC), machine, versions);
  }

  private static String value(String file, String name) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceFirst("^[^:]*:\\s*", ""))
        .findFirst()
        .orElse("unknown");
  }

  /** The first line that a program says; "none" where it is not here. */
  private static String said(String... line) {
    List<String> asked = new ArrayList<>(List.of("sh", "-c", "\"$@\"", "sh"));
    asked.addAll(List.of(line));
    Ran ran = Ran.of(Map.of(), asked);
    return ran.exit() == 0 ? ran.output().lines().findFirst().orElse("none") : "none";
  }
}
