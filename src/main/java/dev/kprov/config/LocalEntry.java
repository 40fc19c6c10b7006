package dev.kprov.config;

import dev.kprov.base.Mode;
import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.base.RemotePath;
import dev.kprov.base.Sha256;
import dev.kprov.inventory.Architecture;
import dev.kprov.state.LocalFile;
import dev.kprov.state.Resource;
import dev.kprov.text.Node;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file of the operator's machine: {@code {source: "bin/{{ host.arch }}/etcd", sha256: {amd64: …,
 * arm64: …}, mode: 0755}}. Whoever reads the playbook knows by the hash what is put on the hosts.
 *
 * @param source where it lies
 * @param hashes one for all hosts, or one for each architecture
 * @param name its name on the host; that of the source where it is not given
 * @param mode the mode that is wanted
 */
record LocalEntry(
    Fields entry,
    Node.Scalar source,
    Node hashes,
    Optional<Node.Scalar> name,
    Mode mode,
    LocalFiles locals)
    implements PushEntry {

  private static final List<String> ARCHITECTURES =
      Arrays.stream(Architecture.values()).map(Architecture::word).toList();

  static Optional<LocalEntry> read(Fields fields, LocalFiles locals, Problems problems) {
    Optional<Node.Scalar> source = fields.requiredText("source");
    Optional<Node> hashes = fields.required("sha256").filter(node -> isSound(node, problems));
    Mode mode = fields.text("mode").flatMap(text -> mode(text, problems)).orElse(Mode.PUBLIC_FILE);
    if ((mode.bits() & 02) != 0) {
      problems.add(
          fields.place("mode"),
          "mode "
              + mode
              + " lets everybody write what comes from "
              + source.map(Node.Scalar::text).orElse("source"));
    }
    return source.isEmpty() || hashes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LocalEntry(fields, source.get(), hashes.get(), fields.text("name"), mode, locals));
  }

  private static Optional<Mode> mode(Node.Scalar text, Problems problems) {
    if (text.text().equals(FileEntry.CREATE)) {
      problems.add(text.place(), "mode create is for items, not for a file of this machine");
      return Optional.empty();
    }
    return PushEntry.mode(text, problems);
  }

  private static boolean isSound(Node hashes, Problems problems) {
    if (hashes instanceof Node.Mapping each) {
      Fields all = Fields.of(hashes, "sha256", ARCHITECTURES, problems);
      return each.entries().stream()
          .map(one -> one.key().text())
          .allMatch(key -> ARCHITECTURES.contains(key) && all.text(key).isPresent());
    }
    if (hashes instanceof Node.Sequence) {
      problems.add(
          hashes.place(),
          "sha256 must be a text, or one for each architecture, not a list",
          "write sha256: { amd64: …, arm64: … }");
      return false;
    }
    return true;
  }

  @Override
  public Place place() {
    return source.place();
  }

  @Override
  public void refuseOthers(Targets on, Problems problems) {
    // Whoever the step names may have it.
  }

  /** Reads it where it is to be pushed, and holds it against what is written down. */
  @Override
  public void refuseMissing(Frame frame) {
    if (locals.areRead() && !frame.sample() && counts(frame)) {
      wanted(frame).ifPresent(one -> judge(one, frame.problems()));
    }
  }

  private void judge(Wanted wanted, Problems problems) {
    Optional<LocalFiles.Found> found = locals.look(source, wanted.called(), wanted.file());
    found
        .filter(one -> !one.hash().equals(wanted.hash()))
        .ifPresent(one ->
            problems.add(
                wanted.text().place(),
                wanted.called() + " has the SHA-256 " + one.hash() + ", not " + wanted.hash(),
                "get the right file, or write its hash down if you trust it"));
    found
        .filter(one -> one.secret() && (mode.bits() & 07) != 0)
        .ifPresent(_ ->
            problems.add(
                entry.place("mode"),
                "mode " + mode + " lets everybody at the private key in " + wanted.called(),
                "say mode: 0600"));
  }

  @Override
  public Optional<Resource> resource(
      RemotePath to, String owner, String group, Items items, Frame frame) {
    return wanted(frame)
        .flatMap(wanted ->
            fileName(wanted, frame)
                .filter(_ -> counts(frame))
                .map(called ->
                    new Resource.Copy(to.child(called), source(wanted), mode, owner, group)));
  }

  private Optional<String> fileName(Wanted wanted, Frame frame) {
    Optional<String> called =
        name.isPresent()
            ? frame.fill(name)
            : Optional.ofNullable(wanted.file().getFileName()).map(Path::toString);
    return called.filter(
        one -> PushEntry.isFileName(one, name.map(Node::place).orElse(place()), frame));
  }

  private LocalFile source(Wanted wanted) {
    Optional<LocalFiles.Found> found = locals.found(wanted.file());
    return new LocalFile(
        wanted.called(),
        wanted.file(),
        wanted.hash(),
        found.map(LocalFiles.Found::size),
        found.filter(LocalFiles.Found::secret).isPresent());
  }

  /**
   * What a host is to get.
   *
   * @param called as the playbook has it
   * @param text where the hash is written down
   */
  private record Wanted(String called, Path file, Node.Scalar text, Sha256 hash) {}

  private Optional<Wanted> wanted(Frame frame) {
    Optional<String> called = frame.fill(source);
    Optional<Path> file = called.flatMap(text -> locals.path(place(), text));
    Optional<Node.Scalar> text = hashText(frame);
    Optional<Sha256> hash = text.flatMap(one -> hash(one, frame));
    return file.isEmpty() || hash.isEmpty()
        ? Optional.empty()
        : Optional.of(new Wanted(called.get(), file.get(), text.get(), hash.get()));
  }

  /** Where the hash for a host stands; those for others are checked as well. */
  private Optional<Node.Scalar> hashText(Frame frame) {
    if (hashes instanceof Node.Scalar one) {
      return Optional.of(one);
    }
    Node.Mapping each = (Node.Mapping) hashes;
    each.entries().forEach(one -> hash((Node.Scalar) one.value(), frame));
    return frame
        .fill(source.with("{{ host.arch }}"))
        .flatMap(arch -> each.get(arch).or(() -> otherHash(arch, each, frame)))
        .map(Node.Scalar.class::cast);
  }

  /** A host that is made up has no architecture of its own. */
  private static Optional<Node> otherHash(String arch, Node.Mapping each, Frame frame) {
    if (frame.sample()) {
      return each.entries().stream().map(Node.Entry::value).findFirst();
    }
    return frame.bad(
        each.place(),
        "sha256 has none for " + arch + ", which hosts of this step are",
        "say " + arch + ": and the hash of the file for them");
  }

  private static Optional<Sha256> hash(Node.Scalar text, Frame frame) {
    Optional<String> hex = frame.fill(text);
    Optional<Sha256> hash = hex.flatMap(Sha256::parse);
    if (hex.isPresent() && hash.isEmpty()) {
      frame.bad(
          text.place(),
          "sha256 " + hex.get() + " is not 64 digits of 0 to 9 and a to f",
          "sha256sum prints it");
    }
    return hash;
  }
}
