package dev.kprov.plan;

import java.util.List;

/**
 * What was judged about one file with certificates, on the bytes that were read back from a host.
 *
 * @param path the file's full path
 * @param summary what it is: {@code signed by ca, server+client, until 2031-11-21}
 * @param faults what is wrong with it; empty where it is good
 */
public record Verdict(String path, String summary, List<String> faults) {

  public Verdict {
    faults = List.copyOf(faults);
  }

  public boolean good() {
    return faults.isEmpty();
  }
}
