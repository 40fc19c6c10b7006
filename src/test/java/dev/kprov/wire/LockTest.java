package dev.kprov.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.state.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One run at a time works in a directory of a host, and the dead hold nobody up. */
class LockTest {
  private static final String LOCK = ".kprov-lock";

  @TempDir Path temporary;

  /** The entry of a lock that a process holds. */
  private static String entry(String run, long pid, String began) throws IOException {
    String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    return run + "." + pid + "." + began + "." + boot;
  }

  /** When a process began, in ticks since boot. */
  private static String began(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
  }

  private static Path locked(TestHost host, String entry) throws IOException {
    host.directory(LOCK);
    return host.file(LOCK + "/" + entry, "", "rw-------");
  }

  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX"}) // the login shell makes no difference
  void aDirectoryInWhichAnotherRunIsAtWorkIsLeftAlone(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    long pid = ProcessHandle.current().pid();
    Path lock = locked(host, entry("other", pid, began(pid)));
    Instant since = Instant.now().minusSeconds(100);
    Files.setLastModifiedTime(lock, FileTime.from(since));
    host.directory("free");
    host.make("new", "0755").write("a.pem", "a").write("free/b.pem", "b");
    List<String> before = host.tree();

    assertThatThrownBy(host::apply)
        .isInstanceOfSatisfying(
            RemoteFailure.class,
            failure ->
                assertThat(failure.hint()).contains("wait until it has ended, then run again"))
        .hasMessage(
            "another run of kprov is at work in %s (run other, process %d, since %s)"
                .formatted(host.root, pid, Instant.ofEpochSecond(since.getEpochSecond())));
    assertThat(host.tree()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX"}) // the login shell makes no difference
  void theLockOfTheDeadIsBroken(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    long alive = ProcessHandle.current().pid();
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    String own = entry("other", alive, began(alive));
    List<String> dead =
        List.of(
            entry("other", ended.pid(), "123"),
            entry("other", alive, "123"),
            own.replaceFirst("[0-9a-f-]*$", "00000000-0000-0000-0000-000000000000"),
            "no lock of ours",
            "a.b.c.d",
            "other.9-9.1." + own.substring(own.lastIndexOf('.') + 1));
    for (String one : dead) {
      locked(host, one);
      host.write("a.pem", one);

      assertThat(host.apply().failures()).as(one).isEmpty();
      assertThat(host.tree()).as(one).containsExactly("rw------- a.pem");
      host = TestHost.in(temporary, shell);
    }
    host.directory(LOCK);
    host.write("a.pem", "with an empty lock");
    assertThat(host.apply().failures()).isEmpty();
    assertThat(host.tree()).containsExactly("rw------- a.pem");
  }

  @Test
  void aLockThatIsOlderThanAnyRunLastsIsBrokenThoughItsProcessLives() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.DASH);
    long pid = ProcessHandle.current().pid();
    Path lock = locked(host, entry("orphan", pid, began(pid)));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(3600)));
    host.write("a.pem", "a");

    assertThat(host.apply().failures()).isEmpty();
    assertThat(host.tree()).containsExactly("rw------- a.pem");
  }

  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX"}) // the login shell makes no difference
  void ofManyRunsAtOnceThatFindADeadLockOneWins(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    for (int round = 0; round < 3; round++) {
      assertThat(host.look("a.pem")).isEqualTo(new Fact.Missing());
      locked(host, entry("dead", 1, "1"));
      List<Callable<Boolean>> runs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        TestHost one = host.again("run" + i);
        one.write("a.pem", "content of " + i, "0600", new Fact.Missing());
        runs.add(() -> succeeds(one));
      }

      int winners = 0;
      try (ExecutorService pool = Executors.newFixedThreadPool(runs.size())) {
        for (Future<Boolean> run : pool.invokeAll(runs)) {
          winners += run.get() ? 1 : 0;
        }
      }

      assertThat(winners).isEqualTo(1);
      assertThat(host.tree()).containsExactly("rw------- a.pem");
      Files.delete(host.root.resolve("a.pem"));
    }
  }

  @Test
  void aRunWhoseStageTheWinnerClearedAwayIsToldWhoHasTheLock() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.BUSYBOX);
    long pid = ProcessHandle.current().pid();
    Path lock = host.root.resolve(LOCK);
    host.write("a.pem", "a");
    TestFiles.program(
        temporary.resolve("bin/mkdir"),
        "case $* in *-m*/%s) rm -rf \"${3%%/*}\"; busybox mkdir %s; : >%2$s/%s ;; esac\n"
                .formatted(LOCK, lock, entry("winner", pid, began(pid)))
            + "exec busybox mkdir \"$@\"");

    assertThatThrownBy(host::apply)
        .isInstanceOf(RemoteFailure.class)
        .hasMessageStartingWith(
            "another run of kprov is at work in %s (run winner,".formatted(host.root));
  }

  /** Or is told that another is at work, or that the file is no longer missing. */
  private static boolean succeeds(TestHost host) throws InterruptedException {
    try {
      Map<?, String> failures = host.apply().failures();
      assertThat(failures.values())
          .allMatch(why ->
              why.startsWith("changed since the plan")
                  || why.startsWith("another run of kprov is at work here")
                  || why.startsWith("other runs of kprov keep taking the lock"));
      return failures.isEmpty();
    } catch (RemoteFailure e) {
      assertThat(e).hasMessageStartingWith("another run of kprov is at work in ");
      return false;
    }
  }

  @Test
  void aRunWhoseLockWasBrokenPutsNothingInPlaceAndLeavesTheLockOfTheOther() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.BUSYBOX);
    host.file("a.pem", "old", "rw-------");
    host.write("a.pem", "new").write("b.pem", "b");
    Path lock = host.root.resolve(LOCK);
    TestFiles.program(
        temporary.resolve("bin/dd"),
        "case $* in *of=*/b.pem*) rm -f %1$s/*; : >%1$s/breaker.1.1.boot ;; esac\n".formatted(lock)
            + "exec busybox dd \"$@\"");

    assertThat(host.apply().failures().values())
        .containsOnly(
            "not tried, because the lock in %s was broken by another run".formatted(host.root));
    assertThat(host.root.resolve("a.pem")).hasContent("old");
    assertThat(host.tree())
        .containsExactly(
            "rw------- " + LOCK + "/breaker.1.1.boot", "rw------- a.pem", "rwxr-xr-x " + LOCK);
  }

  @Test
  void whatARunLeavesThatIsKilledIsClearedByTheNext() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.BUSYBOX);
    host.write("a.pem", "a").write("b.pem", "b");
    TestFiles.program(
        temporary.resolve("bin/dd"),
        """
        case $* in
        *of=*/b.pem*) for e in LOCK/*; do p=${e##*/} p=${p#*.}; kill -9 ${p%%.*}; done ;;
        esac
        exec busybox dd "$@"
        """
            .replace("LOCK", host.root.resolve(LOCK).toString()));
    assertThatThrownBy(host::apply).isInstanceOf(RemoteFailure.class);
    assertThat(host.tree())
        .anyMatch(line -> line.contains(LOCK + "/r1."))
        .contains("rw------- .kprov-r1/a.pem");

    Files.delete(temporary.resolve("bin/dd"));
    Files.createSymbolicLink(temporary.resolve("bin/dd"), Path.of("busybox"));
    TestHost next = host.again("r2");
    next.write("a.pem", "a").write("b.pem", "b");
    assertThat(next.apply().failures()).isEmpty();
    assertThat(next.tree()).containsExactly("rw------- a.pem", "rw------- b.pem");
  }

  @Test
  void whatIsSaidOfTheHolderIsNotTrusted() {
    for (String said : List.of("x", "a 1 2 \u001b[2Jhome", "run 1 99999999999999 /home")) {
      FakeRemote remote =
          new FakeRemote((nonce, _) -> FakeRemote.saying("\n" + nonce + " held " + said + "\n"));
      ProbeRequest look = new ProbeRequest("ubuntu", Map.of(), List.of());
      assertThatThrownBy(() -> new HostDialogue().probe(remote, look, TestHost.LIMIT))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageStartingWith("the answer of the host cannot be understood: held ");
    }
  }
}
