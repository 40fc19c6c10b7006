package dev.kprov.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** kprov itself, as its users start it. */
final class Kprov implements Contestant {

  /** What the first step has made. */
  private List<String> left = List.of();

  @Override
  public String name() {
    return "kprov";
  }

  @Override
  public List<String> programs() {
    return List.of();
  }

  @Override
  public void prepare(Site site) throws IOException {
    site.clear();
    site.fresh("store");
  }

  @Override
  public List<Step> steps(Site site) {
    return List.of(
        new Step("kprov up", Work.FROM_NOTHING, command(site, "up"), output -> wrongAtFirst(site)),
        converged("kprov up, again", site, "up"),
        converged("kprov plan", site, "plan"),
        converged("kprov verify", site, "verify"));
  }

  private Optional<String> wrongAtFirst(Site site) throws IOException {
    left = site.state();
    return site.wrong();
  }

  private Step converged(String name, Site site, String command) {
    return new Step(
        name,
        Work.CONVERGED,
        command(site, command),
        output ->
            site.state().equals(left)
                ? Optional.empty()
                : Optional.of("it wrote files that were right"));
  }

  private static Command command(Site site, String command) {
    Path program = site.repository().resolve("scripts/kprov");
    return Command.of(
        site.folder(),
        program.toString(),
        command,
        site.inventory().toString(),
        "--store",
        site.folder().resolve("store").toString());
  }
}
