package dev.kprov.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The guide's own scripts, one thing after the other or with {@code xargs -P}. */
final class Guide implements Contestant {

  private static final String FOLDER = "auth";

  /** With more, one OpenSSH client each, two processors are only divided into smaller pieces. */
  private static final int HOSTS_AT_ONCE = 16;

  private final boolean parallel;

  Guide(boolean parallel) {
    this.parallel = parallel;
  }

  @Override
  public String name() {
    return parallel ? "guide-parallel" : "guide";
  }

  @Override
  public List<String> programs() {
    return List.of("cfssl", "cfssljson", "kubectl", "scp", "ssh", "openssl");
  }

  @Override
  public int mostHosts() {
    return 50;
  }

  @Override
  public void prepare(Site site) throws IOException {
    site.clear();
    site.fresh(FOLDER);
  }

  @Override
  public List<Step> steps(Site site) {
    Path folder = site.folder().resolve(FOLDER);
    List<String> options = parallel ? parallel() : List.of();
    return List.of(
        new Step(
            parallel ? "guide, xargs -P" : "guide",
            Work.FROM_NOTHING,
            command(site, folder, options),
            output -> wrong(site, folder, output)));
  }

  private static Optional<String> wrong(Site site, Path folder, String output) throws IOException {
    long good = output.lines().filter(line -> line.endsWith(".pem: OK")).count();
    long certificates =
        site.hosts().stream().mapToLong(host -> host.role().equals("worker") ? 2 : 4).sum();
    return good == certificates
        ? site.wrong(folder)
        : Optional.of("%d certificates of %d were verified".formatted(good, certificates));
  }

  /** Makes the files and leaves them in a folder. */
  static Command filesOnly(Site site, Path folder) {
    List<String> options = new ArrayList<>(parallel());
    options.add("--files-only");
    return command(site, folder, options);
  }

  private static List<String> parallel() {
    return List.of(
        "--parallel",
        Integer.toString(Runtime.getRuntime().availableProcessors()),
        Integer.toString(HOSTS_AT_ONCE));
  }

  private static Command command(Site site, Path folder, List<String> options) {
    List<String> line = new ArrayList<>();
    line.add(site.repository().resolve("scripts/bench.d/guide").toString());
    line.addAll(options);
    line.addAll(List.of(site.list().toString(), site.sshConfig().toString()));
    return Command.of(folder, line.toArray(String[]::new));
  }
}
