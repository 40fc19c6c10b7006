package dev.kprov.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What was judged about one file with certificates, on the bytes that were read back from a host.
 *
 * @param path the file's full path
 * @param summary what it is: {@code signed by ca, server+client, until 2031-11-21}
 * @param faults what is wrong with it; empty where it is good
 */
public record Verdict(String path, String summary, List<Fault> faults) {

  /**
   * One thing that is wrong with it.
   *
   * @param cause what it is: {@code it expired 2031-11-21}
   * @param remedy what to do about it
   */
  public record Fault(String cause, String remedy) {}

  public Verdict {
    faults = List.copyOf(faults);
  }

  public boolean good() {
    return faults.isEmpty();
  }

  /** What is wrong with it, in one line. */
  public String causes() {
    return faults.stream().map(Fault::cause).collect(Collectors.joining("; "));
  }

  /** What to do about that, each remedy once. */
  public String remedies() {
    return faults.stream().map(Fault::remedy).distinct().collect(Collectors.joining("; "));
  }
}
