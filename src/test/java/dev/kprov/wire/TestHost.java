package dev.kprov.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kprov.base.Mode;
import dev.kprov.base.RemotePath;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.state.Fact;
import dev.kprov.state.FileKind;
import dev.kprov.state.Observed;
import dev.kprov.state.Owned;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of this machine that stands for a host, seen by an ordinary user. Where root runs the
 * tests that user is {@code nobody}, to whom the folder is given.
 */
final class TestHost {
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  final Path root;
  final String user;
  final LocalShellRemote remote;
  final HostDialogue dialogue = new HostDialogue();
  private final List<ApplyRequest.MakeDirectory> directories = new ArrayList<>();
  private final List<ApplyRequest.Write> writes = new ArrayList<>();
  private final List<ApplyRequest.Remove> removals = new ArrayList<>();
  private final Map<RemotePath, Optional<Long>> large = new LinkedHashMap<>();

  private final String run;

  private TestHost(Path root, String user, LocalShellRemote remote, String run) {
    this.run = run;
    this.root = root;
    this.user = user;
    this.remote = remote;
  }

  /** A host below a temporary folder, for an ordinary user. */
  static TestHost in(Path temporary, Shell shell) throws IOException {
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path root = Files.createDirectories(temporary.resolve("host")).toRealPath();
    TestHost host =
        new TestHost(
            root,
            ROOT ? "nobody" : System.getProperty("user.name"),
            new LocalShellRemote(shell, temporary.resolve("bin"), ROOT ? AS_NOBODY : List.of()),
            "r1");
    host.give(root);
    return host;
  }

  /** A host on which root logs in. */
  static TestHost ofRoot(Path root, Path bin) throws IOException {
    return new TestHost(
        root.toRealPath(), "root", new LocalShellRemote(Shell.DASH, bin, List.of()), "r1");
  }

  /** The same host in another run, for which nothing is planned yet. */
  TestHost again(String otherRun) {
    return new TestHost(root, user, remote, otherRun);
  }

  static boolean runByRoot() {
    return ROOT;
  }

  Path file(String name, String content, String mode) throws IOException {
    Path file = Files.writeString(root.resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return give(file);
  }

  Path directory(String name) throws IOException {
    return give(Files.createDirectory(root.resolve(name)));
  }

  Path symlink(String name, String target) throws IOException {
    return give(Files.createSymbolicLink(root.resolve(name), Path.of(target)));
  }

  private Path give(Path path) throws IOException {
    if (ROOT && !user.equals("root")) {
      UserPrincipal owner =
          path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
      Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setOwner(owner);
    }
    return path;
  }

  RemotePath path(String name) {
    return new RemotePath(root.resolve(name).toString());
  }

  Fact look(String name) throws RemoteFailure, InterruptedException {
    return look(name, Optional.empty());
  }

  Fact look(String name, Optional<FileKind> kind) throws RemoteFailure, InterruptedException {
    ProbeRequest request = new ProbeRequest(user, Map.of(path(name), kind), List.of());
    return dialogue.probe(remote, request, LIMIT).at(path(name));
  }

  Observed matches(String... patterns) throws RemoteFailure, InterruptedException {
    Owned owned = new Owned(new RemotePath(root.toString()), List.of(patterns));
    return dialogue.probe(remote, new ProbeRequest(user, Map.of(), List.of(owned)), LIMIT);
  }

  /** Plans a file, expecting what is there now. */
  TestHost write(String name, String content) throws RemoteFailure, InterruptedException {
    return write(name, content, "0600", look(name));
  }

  TestHost write(String name, String content, String mode, Fact expected) {
    return write(name, content, mode, expected, Sha256.of(content.getBytes(UTF_8)), false);
  }

  TestHost write(
      String name, String content, String mode, Fact expected, Sha256 hash, boolean joined) {
    Payload held = new Payload.Held(Secret.of(content.getBytes(UTF_8)));
    return write(name, held, mode, expected, hash, joined);
  }

  /** Plans a file of this machine, whose content is as it was when it was looked at. */
  TestHost write(String name, Payload.Streamed content, Fact expected) {
    large.put(path(name), Optional.of(content.size()));
    return write(name, content, "0755", expected, content.hash(), false);
  }

  private TestHost write(
      String name, Payload content, String mode, Fact expected, Sha256 hash, boolean joined) {
    Mode bits = Mode.parse(mode).orElseThrow();
    writes.add(new ApplyRequest.Write(path(name), expected, bits, user, "", content, hash, joined));
    return this;
  }

  /** Plans that a file be removed, expecting what is there now. */
  TestHost remove(String name) throws RemoteFailure, InterruptedException {
    removals.add(new ApplyRequest.Remove(path(name), look(name)));
    return this;
  }

  /** Plans a directory, expecting what is there now. */
  TestHost make(String name, String mode) throws RemoteFailure, InterruptedException {
    Mode bits = Mode.parse(mode).orElseThrow();
    directories.add(new ApplyRequest.MakeDirectory(path(name), look(name), bits, user, ""));
    return this;
  }

  ApplyRequest planned() {
    Map<RemotePath, Optional<FileKind>> paths = new LinkedHashMap<>();
    directories.forEach(one -> paths.put(one.path(), Optional.empty()));
    writes.forEach(one -> paths.put(one.path(), Optional.empty()));
    removals.forEach(one -> paths.put(one.path(), Optional.empty()));
    return new ApplyRequest(
        run,
        directories,
        writes,
        removals,
        new ProbeRequest(user, paths, List.of(), List.of(), List.of(), large));
  }

  /** Applies what was planned. */
  ApplyReply apply() throws RemoteFailure, InterruptedException {
    return apply(remote);
  }

  ApplyReply apply(Remote over) throws RemoteFailure, InterruptedException {
    return dialogue.apply(over, root.toString(), planned(), LIMIT);
  }

  /** Everything below the host's root, with its mode: {@code rw------- ca.pem}. */
  List<String> tree() throws IOException {
    List<String> tree = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            return dir.equals(root) ? FileVisitResult.CONTINUE : add(dir);
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            return add(file);
          }

          private FileVisitResult add(Path path) throws IOException {
            String mode =
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
            tree.add(mode + " " + root.relativize(path));
            return FileVisitResult.CONTINUE;
          }
        });
    tree.sort(null);
    return tree;
  }
}
