package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.cli.Main;
import dev.kprov.judge.ChildJvm;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of kprov at moments that are spread over the time in which it works. The seed of
 * the moments stands in every failure; {@code -Dkprov.test.seed} takes it.
 */
class KillIT {

  private static final int MOMENTS = Boolean.getBoolean("kprov.test.long") ? 100 : 30;
  private static final long SEED = Long.getLong("kprov.test.seed", System.nanoTime());
  private static final List<String> HOSTS = List.of("control0", "worker0", "worker1");

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;

  private final Random random = new Random(SEED);

  /** kprov in a JVM that has started already: what is killed is its work, not its start. */
  static final class Victim {

    private Victim() {}

    public static void main(String[] args) throws IOException {
      System.out.println("ready");
      if (System.in.read() >= 0) {
        Main.main(args);
      }
    }

    static Process start() throws IOException {
      ProcessBuilder builder =
          ChildJvm.of(
              Victim.class,
              List.of(
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Duser.home=" + folder,
                  "--enable-native-access=ALL-UNNAMED"),
              "up",
              operator.inventory().toString());
      return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** Lets it work from now on; what it prints fits the pipe. */
    static void go(Process process) throws IOException {
      assertThat(process.inputReader().readLine()).isEqualTo("ready");
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    }
  }

  @BeforeAll
  static void threeHosts() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    operator.narrow(HOSTS);
  }

  @Test
  void aRunFromEmptyHostsThatIsKilledAnywhereLosesNothingAndTheNextOneConverges() throws Exception {
    killEverywhere(_ -> empty());
  }

  @Test
  void aRunWithDriftThatIsKilledAnywhereLosesNothingAndTheNextOneConverges() throws Exception {
    empty();
    assertThat(operator.up().exit()).isZero();
    String inventory = Files.readString(operator.inventory());
    killEverywhere(round -> drift(inventory, round));
  }

  private interface Preparation {
    void prepare(int round) throws IOException;
  }

  private void killEverywhere(Preparation preparation) throws Exception {
    preparation.prepare(MOMENTS);
    Duration work = duration();
    Process victim = Victim.start();
    for (int round = 0; round < MOMENTS; round++) {
      preparation.prepare(round);
      long moment = (long) (work.toMillis() * (round + random.nextDouble()) / MOMENTS);
      String told = "seed " + SEED + ", round " + round + ", killed after " + moment + " ms";
      Evidence before = Evidence.of(lab, operator.store());
      kill(victim, moment);
      Evidence killed = Evidence.of(lab, operator.store());
      victim = Victim.start();
      killed.assertStoreIsSound(told);
      Operator.Ran up = upWhereNoOrphanIsAtWork();
      assertThat(up.exit()).as(told + "\n" + up).isZero();
      Evidence after = Evidence.of(lab, operator.store());
      killed.assertHostsAreWhole(before.homes(), after.homes(), told);
      after.assertNothingIsLeft(told);
      after.assertStoreIsSound(told);
    }
    victim.destroyForcibly();
  }

  /** A script on a host whose run was killed ends by itself, and is told of until then. */
  private static Operator.Ran upWhereNoOrphanIsAtWork() {
    Operator.Ran up = operator.up();
    for (int attempt = 0; attempt < 3 && up.err().contains("another run of kprov"); attempt++) {
      up = operator.up();
    }
    return up;
  }

  /** How long a run works that nobody kills. */
  private static Duration duration() throws Exception {
    Process process = Victim.start();
    Victim.go(process);
    long begin = System.nanoTime();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static void kill(Process victim, long moment) throws Exception {
    Victim.go(victim);
    victim.waitFor(moment, TimeUnit.MILLISECONDS);
    victim.destroyForcibly();
    assertThat(victim.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Damages each kind of thing, and makes a certificate due to be issued over its key. */
  private static void drift(String inventory, int round) throws IOException {
    Files.writeString(
        operator.inventory(),
        inventory.replace("port: 6443 }", "port: 6443, extraNames: [api" + round + ".lab] }"));
    Path control = home("control0");
    Files.setPosixFilePermissions(
        control.resolve("ca-key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
    Files.delete(control.resolve("encryption-config.yaml"));
    Files.delete(home("worker0").resolve("worker0.pem"));
    Files.delete(home("worker0").resolve("worker0-key.pem"));
    Files.writeString(home("worker1").resolve("ca.pem"), "nonsense");
    Files.writeString(home("worker1").resolve("worker1.kubeconfig"), "nonsense");
  }

  private static Path home(String host) {
    return lab.root(host).resolve("home/ubuntu");
  }

  private static void empty() {
    HOSTS.forEach(host -> deleteBelow(home(host)));
    deleteBelow(operator.store());
  }

  private static void deleteBelow(Path folder) {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          if (!file.equals(folder)) {
            Files.delete(file);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
