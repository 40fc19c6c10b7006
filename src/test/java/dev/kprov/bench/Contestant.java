package dev.kprov.bench;

import java.io.IOException;
import java.util.List;

/** A way to do what kprov does, or a part of it. */
interface Contestant {

  /** As {@code --only} names it. */
  String name();

  /** The programs that it runs. */
  List<String> programs();

  /** On how many hosts it takes part: on more, a round would take half an hour and more. */
  default int mostHosts() {
    return Integer.MAX_VALUE;
  }

  /** Whether it goes to the hosts at all, so that their distance matters. */
  default boolean travels() {
    return true;
  }

  /** What comes before each round and is not measured; the hosts are empty. */
  void prepare(Site site) throws IOException, InterruptedException;

  /** What is measured, in this order. */
  List<Step> steps(Site site) throws IOException;
}
