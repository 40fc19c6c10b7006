package dev.kprov.inventory;

import java.util.Arrays;
import java.util.Optional;

/** The processor architecture of a host, in the words of the Kubernetes and Debian projects. */
public enum Architecture {
  AMD64("amd64", "x86_64"),
  ARM64("arm64", "aarch64");

  private final String word;
  private final String machine;

  Architecture(String word, String machine) {
    this.word = word;
    this.machine = machine;
  }

  /** The word in an inventory: {@code amd64} or {@code arm64}. */
  public String word() {
    return word;
  }

  /** Whether {@code uname -m} of a host names this architecture. */
  public boolean isMachine(String uname) {
    return machine.equals(uname);
  }

  public static Optional<Architecture> ofWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}
