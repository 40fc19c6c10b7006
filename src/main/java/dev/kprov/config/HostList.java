package dev.kprov.config;

import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.base.RunFailure;
import dev.kprov.text.Node;
import java.util.ArrayList;
import java.util.List;

/** Reads hosts as they are given on a command line, and names those that are not named. */
public final class HostList {

  private HostList() {}

  /**
   * Reads {@code 192.168.1.[11:13],10.0.0.9} or {@code cp[1:2]@192.168.56.[21:22]}. What has no
   * name is called by its role and counted from 0.
   *
   * @throws RunFailure where a range is wrong
   */
  public static List<NewInventory.Entry> read(String role, String text) throws RunFailure {
    Problems problems = new Problems();
    List<NewInventory.Entry> entries = new ArrayList<>();
    int count = 0;
    for (String part : text.split(",", -1)) {
      String hosts = part.strip();
      int at = hosts.indexOf('@');
      String address = hosts.substring(at + 1);
      int size = size(role, address, problems);
      String name = at < 0 ? counted(role, count, size) : hosts.substring(0, at);
      entries.add(new NewInventory.Entry(name, role, address));
      count += at < 0 ? size : 0;
    }
    problems.throwIfAny();
    return entries;
  }

  private static int size(String role, String address, Problems problems) {
    Place place = new Place("hosts of " + role, 1, 1);
    return Ranges.expand(new Node.Scalar(place, address, true, false), problems).entries().size();
  }

  private static String counted(String role, int from, int size) {
    return size == 1 ? role + from : role + "[" + from + ":" + (from + size - 1) + "]";
  }
}
