package dev.kprov.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that die at one byte or another. */
class CutTest {
  private static final List<String> NAMES = List.of("a.pem", "b.pem", "c.pem");

  /** How far apart the cuts are; the long tests make every one. */
  private static final int STEP = Boolean.getBoolean("kprov.test.long") ? 1 : 211;

  @TempDir Path temporary;

  @Test
  void aConnectionThatDiesAtAnyByteLeavesEveryFileWhole() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.DASH);
    for (String name : NAMES) {
      host.file(name, "old " + name, "rw-------");
      host.write(name, "new " + name + " ".repeat(500));
    }
    int length = inputLength(host);

    for (int cut = 0; cut < length; cut = next(cut, length)) {
      assertThat(failsWhenCutAt(cut, host)).as("cut at %d", cut).isTrue();
      for (String name : NAMES) {
        assertThat(host.root.resolve(name)).as("cut at %d", cut).hasContent("old " + name);
      }
      assertThat(host.tree()).as("cut at %d", cut).hasSize(NAMES.size());
    }

    assertThat(host.apply().failures()).isEmpty();
    assertThat(Files.readString(host.root.resolve("c.pem"))).startsWith("new c.pem");
  }

  private static int next(int cut, int length) {
    return cut == length - 1 ? length : Math.min(cut + STEP, length - 1);
  }

  /** Either there is no answer, or one that says of every file why it was not done. */
  private static boolean failsWhenCutAt(int cut, TestHost host) throws InterruptedException {
    try {
      ApplyReply reply = host.apply(host.remote.cutAt(cut));
      return reply.failures().size() == NAMES.size()
          && reply.failures().containsValue("its content arrived damaged");
    } catch (RemoteFailure expected) {
      return true;
    }
  }

  private static int inputLength(TestHost host) throws InterruptedException {
    AtomicInteger length = new AtomicInteger();
    Remote silent =
        new FakeRemote((_, input) -> {
          length.set(input.length);
          return FakeRemote.saying("");
        });
    try {
      host.apply(silent);
    } catch (RemoteFailure expected) {
      // It said nothing.
    }
    return length.get();
  }
}
