package dev.kprov.plan;

/** What is looked at before anything is written to a host. */
public enum Check {
  /** It can be connected to, and runs the commands of kprov as the right user. */
  REACHABLE("reachable"),
  ARCHITECTURE("arch"),
  SYSTEM("os"),
  KERNEL("kernel"),
  CLOCK("clock"),
  COMMANDS("commands"),
  /** Who writes at a destination may do so. */
  WRITABLE("writable"),
  SPACE("space"),
  INODES("inodes");

  private final String word;

  Check(String word) {
    this.word = word;
  }

  /** What it is called in playbooks, documents and messages. */
  public String word() {
    return word;
  }
}
