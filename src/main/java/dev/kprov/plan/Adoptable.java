package dev.kprov.plan;

import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.pki.Item;
import dev.kprov.state.Fact;
import dev.kprov.state.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a running cluster a store can be filled with: which file of which host, decided from
 * hashes and public parts alone. What the store holds is never taken from a host, and what is to be
 * the same everywhere is taken only where all hosts agree.
 */
public final class Adoptable {

  private final World world;
  private final Placements placements;
  private final Likeness likeness;
  private final Set<String> quarrels;
  private final List<Choice> choices = new ArrayList<>();
  private final List<Finding> left = new ArrayList<>();

  /** A file that can be taken, and what tells it from others in its place. */
  private record Offer(Choice.Source source, Sha256 likeness) {

    StorePath file() {
      return source.file();
    }

    Sha256 hash() {
      return source.hash();
    }

    Host host() {
      return source.host();
    }
  }

  private Adoptable(World world) {
    this.world = world;
    this.placements = new Placements(world.desired());
    this.likeness = new Likeness(world);
    this.quarrels =
        Disagreements.amongHosts(world, placements).stream()
            .map(Finding::subject)
            .collect(Collectors.toSet());
    world.playbook().pki().items().forEach(this::choose);
  }

  public static Adoptable of(World world) {
    return new Adoptable(world);
  }

  /** What can be taken, in the order of the PKI. */
  public List<Choice> choices() {
    return List.copyOf(choices);
  }

  /** What hosts hold and cannot be taken, and why. */
  public List<Finding> left() {
    return List.copyOf(left);
  }

  private void choose(Item item) {
    Set<StorePath> lacks = new HashSet<>(item.files().keySet());
    lacks.removeAll(world.store().of(item.id()).files().keySet());
    if (lacks.isEmpty() || item.id().host().flatMap(this::retired).isPresent()) {
      return;
    }
    Map<Host, List<Offer>> offers = offers(item);
    if (offers.isEmpty()) {
      unreadable(item).ifPresent(left::add);
      return;
    }
    Optional<Finding> objection = quarrel(item).or(() -> other(item, offers));
    objection.ifPresentOrElse(
        left::add,
        () -> {
          Choice choice = choice(item, chosen(item, offers), lacks, offers);
          if (!choice.sources().isEmpty()) {
            choices.add(choice);
          }
        });
  }

  private Optional<Instant> retired(String host) {
    return world.store().ledger().retired(host);
  }

  /** The files of an item that hosts hold and kprov is to keep there, by host. */
  private Map<Host, List<Offer>> offers(Item item) {
    Map<Host, List<Offer>> offers = new LinkedHashMap<>();
    for (Placements.Placed placed : placements.of(item)) {
      Resource.File file = placed.file();
      if (!file.handedOver()
          && retired(placed.host().name()).isEmpty()
          && fact(placed) instanceof Fact.RegularFile there
          && there.hash().isPresent()) {
        Sha256 hash = there.hash().get();
        Choice.Source source =
            new Choice.Source(
                file.source(),
                file.kind(),
                placed.host(),
                file.path(),
                Paths.shown(world, placed.host(), file.path()),
                hash,
                there.excerpt());
        offers
            .computeIfAbsent(placed.host(), _ -> new ArrayList<>())
            .add(new Offer(source, likeness.there(placed, hash)));
      }
    }
    return offers;
  }

  private Fact fact(Placements.Placed placed) {
    return world
        .seen(placed.host())
        .map(seen -> seen.at(placed.file().path()))
        .orElseGet(Fact.Missing::new);
  }

  /** That hosts hold different ones of what must be the same on all, as the plan tells first. */
  private Optional<Finding> quarrel(Item item) {
    return quarrels.contains(item.id().toString())
        ? Optional.of(
            Finding.error(
                item.id().toString(),
                "nothing of it is taken, since hosts hold different ones",
                "find out which one the cluster runs with, put that on all of these hosts, and run"
                    + " kprov adopt again"))
        : Optional.empty();
  }

  /** That every host has another one than that of which the store holds a part. */
  private Optional<Finding> other(Item item, Map<Host, List<Offer>> offers) {
    return fitting(offers).isEmpty()
        ? Optional.of(
            Finding.warning(
                item.id().toString(),
                names(offers.keySet())
                    + " hold another one than that of which the store has a part",
                "if the store is wrong, remove that part and run kprov adopt again"))
        : Optional.empty();
  }

  /** The hosts of which no file is of another one than that of which the store holds a part. */
  private Map<Host, List<Offer>> fitting(Map<Host, List<Offer>> offers) {
    Map<Host, List<Offer>> fitting = new LinkedHashMap<>(offers);
    fitting
        .values()
        .removeIf(files ->
            files.stream()
                .anyMatch(offer ->
                    likeness
                        .ours(offer.file())
                        .filter(own -> !own.equals(offer.likeness()))
                        .isPresent()));
    return fitting;
  }

  private List<Offer> chosen(Item item, Map<Host, List<Offer>> offers) {
    return item.irreplaceable() ? gathered(fitting(offers)) : ofOneHost(fitting(offers));
  }

  /** Each file from the first host that has what most have. */
  private static List<Offer> gathered(Map<Host, List<Offer>> offers) {
    Map<StorePath, List<Offer>> byFile =
        offers.values().stream()
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(Offer::file, LinkedHashMap::new, Collectors.toList()));
    return byFile.values().stream().map(Adoptable::usual).toList();
  }

  private static Offer usual(List<Offer> files) {
    Map<Sha256, List<Offer>> same =
        files.stream()
            .collect(Collectors.groupingBy(Offer::hash, LinkedHashMap::new, Collectors.toList()));
    return first(same.values(), Comparator.comparingInt(List::size)).getFirst();
  }

  /** What most hosts have of those that have most of its files. */
  private static List<Offer> ofOneHost(Map<Host, List<Offer>> offers) {
    Map<Set<Sha256>, List<List<Offer>>> same =
        offers.values().stream()
            .collect(
                Collectors.groupingBy(
                    files -> files.stream().map(Offer::hash).collect(Collectors.toSet()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return first(
            same.values(),
            Comparator.<List<List<Offer>>>comparingInt(hosts -> hosts.getFirst().size())
                .thenComparingInt(List::size))
        .getFirst();
  }

  /** The greatest; the first of several, where {@code max} would give the last. */
  private static <T> T first(Collection<T> all, Comparator<T> order) {
    return all.stream().reduce((a, b) -> order.compare(b, a) > 0 ? b : a).orElseThrow();
  }

  private static Choice choice(
      Item item, List<Offer> files, Set<StorePath> lacks, Map<Host, List<Offer>> offers) {
    Map<StorePath, Sha256> taken =
        files.stream().collect(Collectors.toMap(Offer::file, Offer::hash));
    List<String> differing =
        offers.values().stream()
            .flatMap(List::stream)
            .filter(offer -> !offer.hash().equals(taken.get(offer.file())))
            .map(offer -> offer.host().name())
            .distinct()
            .toList();
    return new Choice(
        item,
        files.stream().map(Offer::source).filter(one -> lacks.contains(one.file())).toList(),
        differing);
  }

  private Optional<Finding> unreadable(Item item) {
    return placements.of(item).stream()
        .filter(placed -> !placed.file().handedOver())
        .flatMap(placed -> hindrance(placed).stream())
        .findFirst()
        .map(cause -> new Finding(Severity.WARNING, item.id().toString(), cause, Optional.empty()));
  }

  private Optional<String> hindrance(Placements.Placed placed) {
    String at =
        placed.host().name() + " (" + Paths.shown(world, placed.host(), placed.file().path()) + ")";
    return switch (fact(placed)) {
      case Fact.RegularFile _ ->
          Optional.of("it cannot be read on " + at + ": not allowed, or larger than 256 KiB");
      case Fact.Unreadable _ -> Optional.of("kprov is not let see it on " + at);
      case Fact.Symlink _ -> Optional.of("it is a symlink on " + at + ", which is not followed");
      case Fact.Directory _, Fact.Special _ -> Optional.of("it is no file on " + at);
      case Fact.Missing _ -> Optional.empty();
    };
  }

  private static String names(Collection<Host> hosts) {
    return hosts.stream().map(Host::name).distinct().collect(Collectors.joining(", "));
  }
}
