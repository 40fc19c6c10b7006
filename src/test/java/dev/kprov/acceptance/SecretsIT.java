package dev.kprov.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Leaks;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No secret of a cluster stands anywhere but in the store and in the files that hosts are to hold:
 * all else that a life of it shows and leaves, at the highest verbosity, is searched.
 */
class SecretsIT {

  private static final String PASSPHRASE = "open-sesame-for-the-secrets";
  private static final Pattern ENCRYPTION_KEY = Pattern.compile("secret: ([A-Za-z0-9+/=]{44})");
  private static final Pattern SECRET_FILE =
      Pattern.compile(".*(-key\\.pem|\\.kubeconfig|/encryption-config\\.yaml)");

  /** What is larger was not written by kprov in a test. */
  private static final long MOST_BYTES = 4 << 20;

  @TempDir private Path folder;
  private final Map<String, byte[]> left = new TreeMap<>();
  private Lab lab;
  private Operator operator;

  @BeforeEach
  void aKeyThatAsksForItsPassphrase() throws Exception {
    Pty.assume();
    lab = Lab.up();
    lab.reset();
    operator = new Operator(lab, folder);
    Path locked = folder.resolve("id_locked");
    Files.copy(lab.identity("ed25519_passphrase"), locked);
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rw-------"));
    Process relocked =
        new ProcessBuilder(
                "ssh-keygen", "-q", "-p", "-P", Lab.PASSPHRASE, "-N", PASSPHRASE, "-f", "id_locked")
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(relocked.waitFor()).isZero();
    operator.edit(text -> text.replace(lab.identity().toString(), locked.toString()));
  }

  @Test
  void nothingThatIsShownLoggedOrLeftHoldsAPieceOfASecret() throws Exception {
    FileTime begin = FileTime.from(Instant.now());
    try (Processes processes = Processes.watched()) {
      live();
      left.put("processes", processes.seen());
    }
    keep(folder, begin, file -> !SECRET_FILE.matcher(file.toString()).matches());
    keep(Path.of(System.getProperty("java.io.tmpdir")), begin, file -> !file.startsWith(folder));
    for (String host : Lab.HOSTS) {
      Path home = lab.root(host).resolve("home/ubuntu");
      keep(home, begin, file -> !SECRET_FILE.matcher(file.toString()).matches());
    }

    assertThat(left.keySet())
        .anyMatch(name -> name.endsWith("journal.jsonl"))
        .anyMatch(name -> name.endsWith("plan.json"))
        .anyMatch(name -> name.endsWith("kprov.log"));
    assertThat(new String(left.get("up"), UTF_8)).contains("passphrase of", "exec: ");
    Leaks leaks = secrets();
    left.forEach((name, text) -> assertThat(leaks.in(text)).as(name).isEmpty());
  }

  /** From nothing, over drift and failing hosts, to the end, in every form of output. */
  private void live() {
    run("up", 0, "up");
    lab.shell("control0", "cd /home/ubuntu; echo x >> ca-key.pem; rm kube-proxy.kubeconfig");
    lab.shell("worker2", "cd /home/ubuntu; rm ca.pem; mkdir -p ca.pem/full");
    run("plan", 1, "plan", "-o", "json", "--out", folder.resolve("plan.json").toString());
    lab.stop("worker0");
    lab.rekey("worker1");
    run("up with bad hosts", 1, "up", "-o", "json", "--events");
    run("trust", 1, "trust", "--yes");
    run("verify", 1, "verify", "-o", "html");
    run("plan for CI", 1, "plan", "-o", "junit");
    lab.start("worker0");
  }

  private void run(String name, int exit, String command, String... options) {
    String[] loud =
        Stream.concat(
                Stream.of("-v", "--log-file", folder.resolve("kprov.log").toString()),
                Stream.of(options))
            .toArray(String[]::new);
    String typed = command.equals("trust") ? "" : PASSPHRASE + "\n";
    Pty.Ran ran = new Pty(operator, Map.of("TERM", "xterm")).run(typed, command, loud);
    assertThat(ran.exit()).as(ran.written()).isEqualTo(exit);
    left.put(name, ran.written().getBytes(UTF_8));
  }

  /** What the judge finds where it shall: it searches for every secret of this very cluster. */
  @Test
  void everySecretWouldBeFound() throws Exception {
    run("up", 0, "up");
    Leaks leaks = secrets();

    for (Path file : secretFiles()) {
      assertThat(leaks.in(Files.readAllBytes(file))).as(file.toString()).isNotEmpty();
    }
    assertThat(leaks.in("it was " + PASSPHRASE + ".")).containsExactly("passphrase");
    assertThat(leaks.in(Files.readAllBytes(operator.store().resolve("ca.pem")))).isEmpty();
    String line = Files.readAllLines(operator.store().resolve("ca-key.pem")).get(12);
    try (Processes processes = Processes.watched()) {
      ProcessBuilder careless = new ProcessBuilder("sleep", "2");
      careless.environment().put("LEAK", line);
      assertThat(careless.start().waitFor()).isZero();
      assertThat(leaks.in(processes.seen())).containsExactly("ca-key.pem");
    }
  }

  private Leaks secrets() throws IOException {
    Leaks leaks = new Leaks().bytes("passphrase", PASSPHRASE.getBytes(US_ASCII));
    for (Path file : secretFiles()) {
      String text = Files.readString(file);
      String name = operator.store().relativize(file).toString();
      Matcher encryption = ENCRYPTION_KEY.matcher(text);
      if (text.contains("-----BEGIN PRIVATE KEY-----")) {
        leaks.privateKey(name, text);
      } else if (encryption.find()) {
        leaks.bytes(name, Base64.getDecoder().decode(encryption.group(1)));
      }
    }
    return leaks;
  }

  private Set<Path> secretFiles() throws IOException {
    try (Stream<Path> files = Files.walk(operator.store())) {
      Set<Path> secret =
          Set.copyOf(files.filter(file -> SECRET_FILE.matcher(file.toString()).matches()).toList());
      assertThat(secret).hasSizeGreaterThan(15);
      return secret;
    }
  }

  /** Keeps the files below a folder that have been written since. */
  private void keep(Path root, FileTime since, Predicate<Path> which) throws IOException {
    Files.walkFileTree(
        root,
        Set.of(),
        3,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes of) {
            return folder.equals(root) || which.test(folder)
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes of) {
            boolean fresh = of.isRegularFile() && of.lastModifiedTime().compareTo(since) >= 0;
            if (fresh && of.size() <= MOST_BYTES && which.test(file)) {
              keep(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // gone by now, or somebody else's
          }
        });
  }

  private void keep(Path file) {
    try {
      left.put(file.toString(), Files.readAllBytes(file));
    } catch (IOException _) {
      // gone by now, or somebody else's
    }
  }
}
