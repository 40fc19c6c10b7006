package dev.kprov.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/**
 * What Linux knows of the processes that this one has started: how long they ran, and which of them
 * their own parents have left behind.
 */
final class Kernel {

  private static final int RUSAGE_CHILDREN = -1;
  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int WNOHANG = 1;

  /** The times at the head of {@code struct rusage} (getrusage(2)); 14 counters follow. */
  private static final StructLayout RUSAGE =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_LONG.withName("userSeconds"),
          ValueLayout.JAVA_LONG.withName("userMicros"),
          ValueLayout.JAVA_LONG.withName("systemSeconds"),
          ValueLayout.JAVA_LONG.withName("systemMicros"),
          MemoryLayout.sequenceLayout(14, ValueLayout.JAVA_LONG));

  private static final MethodHandle GETRUSAGE =
      function(
          "getrusage",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  private static final MethodHandle PRCTL =
      function(
          "prctl",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG),
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle WAITPID =
      function(
          "waitpid",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT));

  private Kernel() {}

  /** The processor time of all children, and of theirs, that have ended and were waited for. */
  static Duration timeOfChildren() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(RUSAGE);
      demand(0, (int) GETRUSAGE.invokeExact(RUSAGE_CHILDREN, usage));
      return Duration.ofSeconds(seconds(usage, 0) + seconds(usage, 2))
          .plusNanos(1000 * (seconds(usage, 1) + seconds(usage, 3)));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static long seconds(MemorySegment usage, long index) {
    return usage.getAtIndex(ValueLayout.JAVA_LONG, index);
  }

  /** Whether processes whose parents end become children of this one; else they become init's. */
  static void adoptOrphans(boolean adopt) {
    try {
      demand(0, (int) PRCTL.invokeExact(PR_SET_CHILD_SUBREAPER, adopt ? 1L : 0L));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes note of the end of an adopted child; false while it still runs. */
  static boolean hasEnded(long pid) {
    try {
      return (int) WAITPID.invokeExact((int) pid, MemorySegment.NULL, WNOHANG) != 0;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void demand(int wanted, int returned) {
    if (returned != wanted) {
      throw new IllegalStateException("Linux returned " + returned);
    }
  }

  @SuppressWarnings("restricted") // three functions of the C library, as their manuals have them
  private static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
  }
}
