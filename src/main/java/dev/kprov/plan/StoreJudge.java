package dev.kprov.plan;

import dev.kprov.base.StorePath;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Sighting;
import dev.kprov.playbook.Step;
import dev.kprov.state.FileKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges the certificates of the store as those of hosts are judged. What is missing there, cannot
 * be read, has expired or is not the key's is the plan's to tell: it knows what is done about it.
 */
public final class StoreJudge {

  private final World world;
  private final Set<String> told;
  private final Faults faults;

  private StoreJudge(World world, Plan plan) {
    this.world = world;
    this.told = plan.local().stream().map(Change::subject).collect(Collectors.toSet());
    this.faults = new Faults(world);
  }

  /**
   * What the steps of the playbook want to be judged; empty where none does.
   *
   * @param plan of the same world
   */
  public static Optional<StoreVerdict> of(World world, Plan plan) {
    List<Step.VerifyStore> steps =
        world.playbook().steps().stream()
            .filter(Step.VerifyStore.class::isInstance)
            .map(Step.VerifyStore.class::cast)
            .toList();
    return steps.isEmpty() || world.wishes().leave().isPresent()
        ? Optional.empty()
        : Optional.of(new StoreJudge(world, plan).of(steps));
  }

  private StoreVerdict of(List<Step.VerifyStore> steps) {
    Set<StorePath> counted =
        steps.stream().flatMap(step -> step.files().stream()).collect(Collectors.toSet());
    Set<StorePath> held =
        world.store().holdings().values().stream()
            .flatMap(holding -> holding.files().keySet().stream())
            .collect(Collectors.toSet());
    int found = Math.toIntExact(counted.stream().filter(held::contains).count());
    boolean chains = steps.stream().anyMatch(Step.VerifyStore::chains);
    return new StoreVerdict(new Tally(counted.size(), found, 0), chains ? verdicts() : List.of());
  }

  private List<Verdict> verdicts() {
    return world.playbook().pki().items().stream()
        .filter(item -> !told.contains(item.id().toString()))
        .filter(item -> Judge.authority(item).flatMap(this::held).isPresent())
        .flatMap(item -> held(item.id()).stream().map(certificate -> of(item, certificate)))
        .toList();
  }

  private Optional<CertificateInfo> held(ItemId id) {
    return world.store().of(id).certificate();
  }

  private Verdict of(Item item, CertificateInfo held) {
    Sighting sighting = Sighting.ofCertificates(world.store().inFile(item));
    return new Verdict(file(item), Judge.summary(item, held), faults.of(item, sighting));
  }

  private static String file(Item item) {
    return item.files().entrySet().stream()
        .filter(file -> file.getValue() == FileKind.CERTIFICATE)
        .map(Map.Entry::getKey)
        .findFirst()
        .map(StorePath::text)
        .orElseGet(() -> item.id().toString());
  }
}
