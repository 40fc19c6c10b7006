package dev.kprov.plan;

import dev.kprov.inventory.Host;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.pki.Lifetime;
import dev.kprov.pki.Sighting;
import dev.kprov.state.FileKind;
import dev.kprov.state.HostFacts;
import dev.kprov.state.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Clocks that are wrong: a host that is late takes a new certificate for one of the future, and
 * refuses it. Where all hosts agree, it is this machine's clock that is wrong.
 */
public final class Clocks {

  private static final Duration TOLERATED = Duration.ofMinutes(1);

  private final World world;
  private final Placements placements;
  private final Predicate<ItemId> madeNow;
  private final Optional<Duration> common;

  /** Those of a world in which nothing is made. */
  Clocks(World world, Placements placements) {
    this.world = world;
    this.placements = placements;
    this.madeNow = _ -> false;
    this.common = common();
  }

  private Clocks(Clocks before, Predicate<ItemId> madeNow) {
    this.world = before.world;
    this.placements = before.placements;
    this.madeNow = madeNow;
    this.common = before.common;
  }

  /**
   * The same.
   *
   * @param madeNow whether an item is made by the plan at hand, and so begins about now
   */
  Clocks making(Predicate<ItemId> madeNow) {
    return new Clocks(this, madeNow);
  }

  /** When one certificate is valid. */
  private record Span(String path, Instant begin, Instant end) {

    boolean has(Instant time) {
      return !time.isBefore(begin) && !time.isAfter(end);
    }
  }

  /** By how much all clocks are ahead of this machine's, if they agree and there are several. */
  private Optional<Duration> common() {
    List<Duration> skews = reached().map(world::skew).toList();
    if (skews.size() < 2) {
      return Optional.empty();
    }
    Duration least = Collections.min(skews);
    Duration most = Collections.max(skews);
    boolean wrong = isWrong(least) && isWrong(most);
    return wrong && most.minus(least).compareTo(TOLERATED) <= 0
        ? Optional.of(least)
        : Optional.empty();
  }

  private Stream<Host> reached() {
    return world.inventory().hosts().stream().filter(host -> world.seen(host).isPresent());
  }

  /** Whether a clock is further off than anybody need mind. */
  public static boolean isWrong(Duration skew) {
    return skew.abs().compareTo(TOLERATED) > 0;
  }

  /** What is to be told of this machine's own clock. */
  List<Finding> findings() {
    return Stream.of(common.map(this::ownClock), ledger()).flatMap(Optional::stream).toList();
  }

  private Finding ownClock(Duration skew) {
    boolean harmful = reached().anyMatch(host -> !refused(host).isEmpty());
    return new Finding(
        harmful ? Severity.ERROR : Severity.WARNING,
        "clock",
        "this machine's clock is "
            + apart(skew.negated())
            + " the clocks of all "
            + reached().count()
            + " hosts"
            + (harmful ? ", so that they refuse certificates that are good here" : ""),
        Optional.of("set the clock of this machine, then run again"));
  }

  private Optional<Finding> ledger() {
    return world.store().ledger().entries().stream()
        .map(LedgerEntry::time)
        .max(Comparator.naturalOrder())
        .filter(newest -> Duration.between(world.now(), newest).compareTo(TOLERATED) > 0)
        .map(newest ->
            Finding.warning(
                "store",
                "the newest line of the ledger is of "
                    + newest
                    + ", "
                    + Lifetime.apart(Duration.between(world.now(), newest))
                    + " in the future",
                "set the clock of this machine"));
  }

  /** What is to be told of the clock of a host. */
  List<Finding> on(Host host, HostFacts seen) {
    Duration skew = world.skew(host);
    if (common.isPresent() || !isWrong(skew)) {
      return List.of();
    }
    String says = "it says " + seen.clock() + ", which is " + apart(skew) + " this machine's";
    List<Span> refused = refused(host);
    return List.of(
        refused.isEmpty()
            ? Finding.warning("clock", says, "set the clock of whichever is wrong")
            : Finding.error(
                "clock",
                says + "; so the host refuses " + words(refused, skew.isNegative()),
                "set the clock of the host (timedatectl set-ntp true), then run kprov verify"));
  }

  /** Why a clock is too far off for a playbook; empty where it is not. */
  Optional<Change.Blocked> beyond(Host host, Duration limit) {
    Duration skew = world.skew(host);
    return skew.abs().compareTo(limit) <= 0
        ? Optional.empty()
        : Optional.of(
            new Change.Blocked(
                Check.CLOCK.word(),
                "it is "
                    + apart(skew)
                    + " this machine's, and the playbook allows "
                    + Lifetime.apart(limit),
                common.isPresent()
                    ? "set the clock of this machine"
                    : "set the clock of the host (timedatectl set-ntp true)",
                Optional.of(Check.CLOCK)));
  }

  private static String words(List<Span> refused, boolean late) {
    Span first = refused.getFirst();
    int others = refused.size() - 1;
    return first.path()
        + (late ? ", valid from " + first.begin() : ", valid until " + first.end())
        + (others == 0 ? "" : ", and " + others + " more");
  }

  private static String apart(Duration skew) {
    return Lifetime.apart(skew) + (skew.isNegative() ? " behind" : " ahead of");
  }

  /** The files whose certificates are valid by this machine's clock, but not by the host's. */
  private List<Span> refused(Host host) {
    Instant there = world.now().plus(world.skew(host));
    List<Span> refused = new ArrayList<>();
    for (Resource.File file : placements.on(host).files()) {
      spans(host, file)
          .filter(span -> span.has(world.now()) && !span.has(there))
          .findFirst()
          .ifPresent(refused::add);
    }
    return refused;
  }

  /** The certificates that lie in a file or are about to; a bare key has none that counts. */
  private Stream<Span> spans(Host host, Resource.File file) {
    String path = Paths.shown(world, host, file.path());
    Item item = world.playbook().pki().item(file.source());
    List<ItemId> certificates = certificates(item);
    boolean holdsKeyOnly = file.kind() == FileKind.PRIVATE_KEY || certificates.isEmpty();
    return holdsKeyOnly
        ? Stream.of()
        : Stream.concat(
            certificates.stream().flatMap(id -> coming(path, id).stream()), seen(path, host, file));
  }

  /** The items whose certificates a file of this one holds. */
  private static List<ItemId> certificates(Item item) {
    return switch (item) {
      case Item.Authority ca -> List.of(ca.id());
      case Item.Chain chain -> chain.authorities();
      case Item.Certificate leaf -> List.of(leaf.id());
      case Item.Kubeconfig kubeconfig -> kubeconfig.parts();
      case Item.KeyPair _, Item.Encryption _ -> List.of();
    };
  }

  /** What the plan puts there; one that is not made yet lasts for as long as anybody thinks. */
  private Optional<Span> coming(String path, ItemId id) {
    return madeNow.test(id)
        ? Optional.of(new Span(path, Lifetime.begin(world.now()), Instant.MAX))
        : world.store().of(id).certificate().map(info -> span(path, info));
  }

  private Stream<Span> seen(String path, Host host, Resource.File file) {
    Sighting sighting = world.sighting(host, file.path());
    return Stream.concat(sighting.leaf().stream(), sighting.authority().stream())
        .map(info -> span(path, info));
  }

  private static Span span(String path, CertificateInfo info) {
    return new Span(path, info.notBefore(), info.notAfter());
  }
}
