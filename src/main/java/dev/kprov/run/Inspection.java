package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.lint.Evidence;
import dev.kprov.lint.Exhibit;
import dev.kprov.lint.Layout;
import dev.kprov.lint.Remarks;
import dev.kprov.lint.Rule;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.StoreState;
import dev.kprov.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers what lint judges, of a cluster or of files that came from anywhere. It speaks to no host
 * and writes nothing.
 */
public final class Inspection {

  private final Instant now;
  private final Set<Rule> ignored;

  /**
   * @param now the time of the judgement
   * @param ignored the rules that are not asked
   */
  public Inspection(Instant now, Set<Rule> ignored) {
    this.now = now;
    this.ignored = Set.copyOf(ignored);
  }

  /** Judges inventory, playbook and store, which may not exist yet. */
  public Remarks of(ClusterDefinition cluster, Path folder) throws RunFailure {
    Store store = Store.at(folder);
    StoreReader reader = StoreReader.read(store, cluster.playbook().pki());
    StoreState state = reader.state();
    List<Exhibit> exhibits = new ArrayList<>();
    for (Item item : cluster.playbook().pki().items()) {
      exhibit(item, state.of(item.id()), reader, exhibits);
    }
    store.open(reader.secrets()).forEach(path -> exhibits.add(new Exhibit.Open(path.toString())));
    Layout layout = new Layout(cluster.inventory(), cluster.playbook(), state);
    return Remarks.on(new Evidence(Optional.of(layout), exhibits, now), ignored);
  }

  /**
   * Judges keys, certificates, kubeconfigs and encryption files, whoever made them.
   *
   * @param places files, and folders of which all files are read
   * @throws RunFailure where one cannot be read, or there is nothing among them that is judged
   */
  public Remarks of(List<Path> places) throws RunFailure {
    List<Exhibit> exhibits =
        LooseExhibits.of(LooseFiles.read(places))
            .orElseThrow(() ->
                new RunFailure(
                    RunFailure.Kind.BAD_FILE,
                    "there is nothing to judge",
                    "name keys, certificates, kubeconfigs or encryption files, or folders of"
                        + " them"));
    return Remarks.on(new Evidence(Optional.empty(), exhibits, now), ignored);
  }

  private static void exhibit(Item item, Holding held, StoreReader reader, List<Exhibit> exhibits) {
    String name = item.id().toString();
    held.certificate()
        .ifPresent(info ->
            exhibits.add(new Exhibit.Certificate(name, info, item instanceof Item.KeyPair)));
    if (item instanceof Item.Authority ca && ca.issuer().isEmpty()) {
      held.above()
          .forEach(info ->
              exhibits.add(
                  new Exhibit.Certificate(
                      info.subject().shortName() + " above " + name, info, false)));
    }
    held.damage().forEach(damage -> exhibits.add(new Exhibit.Damaged(name, damage)));
    if (held.mismatched()) {
      exhibits.add(new Exhibit.Mismatched(name));
    }
    if (item instanceof Item.Encryption encryption) {
      reader
          .encryptionFile(encryption.file())
          .ifPresent(said -> exhibits.add(new Exhibit.Encryption(name, said)));
    }
  }
}
