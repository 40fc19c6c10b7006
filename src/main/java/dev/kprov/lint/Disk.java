package dev.kprov.lint;

import java.util.stream.Stream;

/** What is wrong with the files on the operator's disk as files. */
final class Disk {

  private Disk() {}

  static Stream<Spot> open(Evidence evidence) {
    return evidence
        .all(Exhibit.Open.class)
        .map(one -> new Spot(one.name(), "is open to other users"));
  }

  static Stream<Spot> damaged(Evidence evidence) {
    return evidence.all(Exhibit.Damaged.class).map(one -> new Spot(one.name(), one.fault()));
  }

  static Stream<Spot> mismatched(Evidence evidence) {
    return evidence
        .all(Exhibit.Mismatched.class)
        .map(one -> new Spot(one.name(), "key and certificate do not belong together"));
  }
}
