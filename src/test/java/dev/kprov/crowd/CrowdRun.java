package dev.kprov.crowd;

import com.sun.management.ThreadMXBean;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.result.Circumstances;
import dev.kprov.result.Conclusion;
import dev.kprov.result.View;
import dev.kprov.view.Ink;
import dev.kprov.view.JsonView;
import dev.kprov.view.JunitView;
import dev.kprov.view.TextView;
import dev.kprov.view.Views;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A process that makes a cluster of many hosts in memory, and then finds that it is made. Prints a
 * line for each step with what it allocated in bytes, then how many files lie on the hosts, how
 * many hosts the first run was to change and how many the second, and at last the most memory that
 * the process ever had, in KiB.
 */
final class CrowdRun {

  /** To read the files, to make the cluster, to find it made, and to tell of either. */
  static final List<String> STEPS = List.of("read", "make", "tell-made", "find", "tell-found");

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Circumstances CIRCUMSTANCES =
      new Circumstances(
          "0",
          Optional.of("up"),
          Optional.empty(),
          Optional.of("crowd"),
          Optional.empty(),
          Instant.EPOCH,
          Instant.EPOCH,
          "good",
          0);

  private CrowdRun() {}

  /**
   * Makes one cluster.
   *
   * @param arguments how many hosts, and an empty folder
   */
  public static void main(String[] arguments) throws Exception {
    Crowd crowd = new Crowd(Path.of(arguments[1]), Integer.parseInt(arguments[0]));
    ClusterDefinition cluster = step("read", Counter.MAIN_THREAD, crowd::read);
    Conclusion made = step("make", Counter.ALL_THREADS, () -> crowd.up(cluster));
    step("tell-made", Counter.MAIN_THREAD, () -> told(made));
    Conclusion found = step("find", Counter.ALL_THREADS, () -> crowd.up(cluster));
    step("tell-found", Counter.MAIN_THREAD, () -> told(found));
    System.out.println("files " + crowd.files());
    System.out.println("changed " + changes(made));
    System.out.println("left " + changes(found));
    System.out.println("peak " + peak());
  }

  /** Something that may fail. */
  private interface Step<T> {
    T take() throws Exception;
  }

  /**
   * Whose allocations are a step's. The JVM leaves out a thread for the moment in which it ends, so
   * that the end of one step's threads may be counted in the next, which is to count its own alone.
   */
  private enum Counter {
    MAIN_THREAD {
      @Override
      long bytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
      }
    },
    ALL_THREADS {
      @Override
      long bytes() {
        return THREADS.getTotalThreadAllocatedBytes();
      }
    };

    abstract long bytes();
  }

  private static <T> T step(String name, Counter counter, Step<T> step) throws Exception {
    Set<Thread> others = Thread.getAllStackTraces().keySet();
    long before = counter.bytes();
    T result = step.take();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!others.contains(thread)) {
        thread.join(Duration.ofSeconds(10));
      }
    }
    System.out.println(name + " " + (counter.bytes() - before));
    return result;
  }

  private static long changes(Conclusion end) {
    Conclusion.Applied applied = (Conclusion.Applied) end;
    if (!applied.report().mishaps().isEmpty()) {
      throw new IllegalStateException(applied.report().mishaps().toString());
    }
    return applied.report().hosts().stream().filter(host -> host.plan().pending()).count();
  }

  private static long told(Conclusion end) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    View views =
        new Views(
            List.of(
                TextView.of(nowhere, Ink.PLAIN, nowhere, Ink.PLAIN),
                new JsonView(nowhere, false, InstantSource.system()),
                new JunitView(nowhere)));
    views.conclude(end, CIRCUMSTANCES);
    return 0;
  }

  private static String peak() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> line.replaceAll("\\D", ""))
        .findFirst()
        .orElseThrow();
  }
}
