package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.base.Sha256;
import dev.kprov.pki.Sighting;
import dev.kprov.state.Fact;
import dev.kprov.state.Ground;
import dev.kprov.state.Ground.Filesystem;
import dev.kprov.state.HostFacts;
import dev.kprov.state.Match;
import dev.kprov.state.Observed;
import dev.kprov.state.OperatingSystem;
import dev.kprov.state.Stat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A host in memory, on which {@code ubuntu} works. */
public final class HostModel {

  static final String HOME = "/home/ubuntu";
  static final OperatingSystem SYSTEM =
      new OperatingSystem(Optional.of("debian"), Optional.of("12"), "6.1.0-28-arm64");

  /** Room for everything. */
  private static final Filesystem ROOMY =
      new Filesystem("1", 4096, 1 << 20, 1 << 20, Optional.of(1L << 20));

  private final String name;
  private final Map<RemotePath, Fact> facts = new HashMap<>();
  private final Map<RemotePath, Sighting> sightings = new HashMap<>();
  private final List<Match> strangers = new ArrayList<>();
  private String hostname;
  private String machine = "aarch64";
  private String user = "ubuntu";
  private Duration skew = Duration.ZERO;
  private OperatingSystem system = SYSTEM;
  private Optional<Filesystem> filesystem = Optional.of(ROOMY);
  private Set<String> missing = Set.of();
  private boolean down;
  private long unlisted;

  HostModel(String name) {
    this.name = name;
    this.hostname = name;
    facts.put(KubenetLike.HOME, directory("0755", "ubuntu", true));
  }

  public HostModel put(String path, Fact fact) {
    facts.put(new RemotePath(path), itself(path, fact));
    sightings.remove(new RemotePath(path));
    return this;
  }

  /** The same file or directory as elsewhere, by another way. */
  public HostModel sees(String path, Fact fact) {
    facts.put(new RemotePath(path), fact);
    return this;
  }

  public HostModel put(String path, Fact fact, Sighting sighting) {
    put(path, fact);
    sightings.put(new RemotePath(path), sighting);
    return this;
  }

  /** A certificate that somebody else laid there. */
  public HostModel putCertificate(String path, Sketch sketch) {
    return put(
        path,
        file("someone's " + sketch.info().fingerprint()),
        Sighting.ofCertificates(List.of(sketch.info())));
  }

  /** A file of its own, which no other path leads to. */
  private static Fact itself(String path, Fact fact) {
    return fact instanceof Fact.RegularFile(Stat stat, Optional<Sha256> hash, String excerpt)
        ? new Fact.RegularFile(
            new Stat(
                stat.rawMode(),
                stat.uid(),
                stat.gid(),
                stat.owner(),
                stat.group(),
                stat.size(),
                stat.mtime(),
                Integer.toUnsignedLong(path.hashCode())),
            hash,
            excerpt)
        : fact;
  }

  public HostModel remove(String path) {
    return put(path, new Fact.Missing());
  }

  public HostModel empty() {
    facts.keySet().removeIf(path -> !path.equals(KubenetLike.HOME));
    sightings.clear();
    return this;
  }

  public HostModel stranger(String path, boolean privateKey) {
    RemotePath at = new RemotePath(path);
    strangers.add(new Match(at.parent(), at.name(), itself(path, file("stranger")), privateKey));
    return this;
  }

  public HostModel stranger(Match match) {
    strangers.add(match);
    return this;
  }

  public HostModel unlisted(long count) {
    this.unlisted = count;
    return this;
  }

  public HostModel down() {
    this.down = true;
    return this;
  }

  public HostModel up() {
    this.down = false;
    return this;
  }

  public HostModel calledItself(String text) {
    this.hostname = text;
    return this;
  }

  /** How far its clock is ahead. */
  public HostModel ahead(Duration time) {
    this.skew = time;
    return this;
  }

  Duration skew() {
    return skew;
  }

  public HostModel machine(String text) {
    this.machine = text;
    return this;
  }

  public HostModel runs(OperatingSystem other) {
    this.system = other;
    return this;
  }

  /** What is left on its one filesystem, of blocks of 4096 bytes; empty where it cannot tell. */
  public HostModel left(Optional<Filesystem> room) {
    this.filesystem = room;
    return this;
  }

  public HostModel lacks(String... programs) {
    this.missing = Set.of(programs);
    return this;
  }

  public HostModel worksAs(String text) {
    this.user = text;
    return this;
  }

  boolean isDown() {
    return down;
  }

  Map<RemotePath, Sighting> sightings() {
    return sightings;
  }

  public Fact at(String path) {
    return facts.getOrDefault(new RemotePath(path), new Fact.Missing());
  }

  /** What a look finds at the paths that it asks for. */
  Observed observed(List<RemotePath> asked, Instant now) {
    Map<RemotePath, Fact> seen = new HashMap<>(facts);
    asked.forEach(path -> seen.putIfAbsent(path, new Fact.Missing()));
    HostFacts self =
        new HostFacts(
            user,
            user.equals("root") ? 0 : 1000,
            user.equals("ubuntu")
                ? Map.of("ubuntu", "ubuntu")
                : Map.of("ubuntu", "ubuntu", user, user),
            HOME,
            hostname,
            machine,
            system,
            now.plus(skew));
    return new Observed(
        self,
        seen,
        strangers,
        unlisted,
        user.equals("root") ? ways(asked) : Map.of(),
        asked.stream().distinct().collect(Collectors.toMap(path -> path, this::ground)),
        missing);
  }

  /** The nearest directory that is there, and a filesystem that the whole host is on. */
  private Ground ground(RemotePath path) {
    RemotePath at = path;
    while (!at.equals(at.parent()) && !(facts.get(at) instanceof Fact.Directory)) {
      at = at.parent();
    }
    boolean writable =
        facts.get(at) instanceof Fact.Directory there ? there.writable() : user.equals("root");
    return new Ground(at.resolve(HOME), writable, filesystem);
  }

  /** What was not put there is as root has it on a fresh host. */
  private Map<RemotePath, Fact> ways(List<RemotePath> asked) {
    Map<RemotePath, Fact> ways = new HashMap<>();
    for (RemotePath path : asked) {
      RemotePath way = path.resolve(HOME);
      while (!way.text().equals("/")) {
        way = way.parent();
        RemotePath known = new RemotePath(way.text().replaceFirst("^" + HOME, "~"));
        ways.put(way, facts.getOrDefault(known, directory("0755", "root", true)));
      }
    }
    return ways;
  }

  static Fact.RegularFile file(String content) {
    return file(StoreModel.hash(content), "0644", "ubuntu", "ubuntu");
  }

  static Fact.RegularFile file(Sha256 hash, String mode, String owner, String group) {
    return new Fact.RegularFile(stat(0100000, mode, owner, group), Optional.of(hash), "");
  }

  static Fact.Directory directory(String mode, String owner, boolean writable) {
    return new Fact.Directory(stat(0040000, mode, owner, owner), false, writable, false);
  }

  static Stat stat(int type, String mode, String owner, String group) {
    long uid = owner.equals("root") ? 0 : owner.equals("ubuntu") ? 1000 : 2000;
    return new Stat(type | Integer.parseInt(mode, 8), uid, uid, owner, group, 100, 0, 1);
  }

  @Override
  public String toString() {
    return name;
  }
}
