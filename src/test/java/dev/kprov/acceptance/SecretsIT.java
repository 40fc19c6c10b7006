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
import java.util.List;
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
  private static final String LOUD = "-v --log-file ";
  private static final int NO_MEMORY = 3;
  private static final int ALL = Integer.MAX_VALUE;
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
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
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
      offline();
      crash();
      left.put("processes", processes.seen());
    }
    Path config = folder.resolve(".kube/config");
    keep(folder, begin, ALL, file -> !isSecretOfStore(file) && !file.equals(config));
    for (String shared : List.of(System.getProperty("java.io.tmpdir"), "/var/tmp", "/dev/shm")) {
      keep(Path.of(shared), begin, 3, file -> !file.startsWith(folder));
    }
    for (String host : Lab.HOSTS) {
      keep(lab.root(host), begin, ALL, file -> !SECRET_FILE.matcher(file.toString()).matches());
    }

    assertThat(left.keySet())
        .anyMatch(name -> name.endsWith("journal.jsonl"))
        .anyMatch(name -> name.endsWith("plan.json"))
        .anyMatch(name -> name.endsWith("kprov.log"))
        .anyMatch(name -> name.endsWith("certs.prom"))
        .anyMatch(name -> name.endsWith("public/public.json"));
    assertThat(text("up")).contains("passphrase of", "exec: ");
    Leaks leaks = secrets();
    left.forEach((name, text) -> assertThat(leaks.in(text)).as(name).isEmpty());
  }

  /** From nothing, over drift and failing hosts, to the end, in every form of output. */
  private void live() {
    run("up", 0, "up");
    lab.shell("control0", "cd /home/ubuntu; echo x >> ca-key.pem; rm kube-proxy.kubeconfig");
    lab.shell("worker2", "cd /home/ubuntu; rm ca.pem; mkdir -p ca.pem/full");
    String plan = folder.resolve("plan.json").toString();
    run("plan", 1, "plan", "-o", "json", "--out", plan);
    ended("apply", 1, pty(Map.of()).type(PASSPHRASE + "\n", "apply " + plan + " " + LOUD + log()));
    lab.stop("worker0");
    lab.rekey("worker1");
    run("up with bad hosts", 1, "up", "-o", "json", "--events");
    run("trust", 1, "trust", "--yes");
    run("verify", 1, "verify", "-o", "html");
    run("plan for CI", 1, "plan", "-o", "junit");
    lab.start("worker0");
    operator.acceptHostKeys();
    String ends = folder.resolve("certs.prom").toString();
    run("certs", 0, "certs", "-o", "json", "--prometheus", ends);
  }

  /** What speaks to no host, in every form that it has. */
  private void offline() {
    String plan = folder.resolve("plan.json").toString();
    String open = "--public --to " + folder.resolve("public");
    for (String form : List.of("text", "json", "junit", "html")) {
      typed(0, "show", plan, "-o", form);
    }
    for (String form : List.of("text", "json")) {
      typed(0, "lint", operator.inventory().toString(), "-o", form);
      typed(0, "lint", "--files", operator.store().toString(), "-o", form);
      typed(0, "journal", operator.inventory().toString(), "-o", form);
      typed(0, "journal", operator.inventory().toString(), "1", "-o", form);
      typed(0, "user", "add", operator.inventory().toString(), form, "-o", form);
      typed(0, "user", "list", operator.inventory().toString(), "-o", form);
      typed(0, "store", "export", operator.inventory().toString(), "-o", form, open);
      typed(0, "kubeconfig", operator.inventory().toString(), "--as", form, "-o", form);
    }
  }

  private void typed(int exit, String... words) {
    String name = String.join(" ", words);
    Operator.Ran ran = operator.type((name + " " + LOUD + log()).split(" "));
    assertThat(ran.exit()).as(name + ": " + ran).isEqualTo(exit);
    left.put(name, (ran.out() + ran.err()).getBytes(UTF_8));
  }

  /**
   * Ends for want of memory, with keys in hand. How little is too little differs from machine to
   * machine, so it is tried with less and less, and what every try shows is kept.
   */
  private void crash() {
    Pty.Ran ran;
    int megabytes = 14;
    do {
      megabytes--;
      Pty small = pty(Map.of("JDK_JAVA_OPTIONS", "-Xmx" + megabytes + "m -XX:AOTMode=off"));
      ran = small.run(PASSPHRASE + "\n", "up", LOUD + log(), "--reissue", "@control0");
      left.put("with " + megabytes + " MiB", ran.written().getBytes(UTF_8));
    } while (ran.exit() != NO_MEMORY && megabytes > 8);
    assertThat(ran.exit()).as(ran.written()).isEqualTo(NO_MEMORY);
    assertThat(ran.written()).contains("Terminating due to java.lang.OutOfMemoryError");
  }

  private Pty pty(Map<String, String> more) {
    Map<String, String> environment = new TreeMap<>(more);
    environment.put("TERM", "xterm");
    environment.merge(
        "JDK_JAVA_OPTIONS", "-Duser.home=" + folder, (ours, home) -> ours + " " + home);
    return new Pty(operator, environment);
  }

  private String log() {
    return folder.resolve("kprov.log").toString();
  }

  private String text(String name) {
    return new String(left.get(name), UTF_8);
  }

  private void run(String name, int exit, String command, String... options) {
    String[] loud =
        Stream.concat(Stream.of(LOUD + log()), Stream.of(options)).toArray(String[]::new);
    String typed = command.equals("trust") ? "" : PASSPHRASE + "\n";
    ended(name, exit, pty(Map.of()).run(typed, command, loud));
  }

  private void ended(String name, int exit, Pty.Ran ran) {
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

  private boolean isSecretOfStore(Path file) {
    return file.startsWith(operator.store()) && SECRET_FILE.matcher(file.toString()).matches();
  }

  /** Keeps the files below a folder, so many levels down, that have been written since. */
  private void keep(Path root, FileTime since, int depth, Predicate<Path> which)
      throws IOException {
    Files.walkFileTree(
        root,
        Set.of(),
        depth,
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
