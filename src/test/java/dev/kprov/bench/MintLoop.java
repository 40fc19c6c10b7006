package dev.kprov.bench;

import dev.kprov.mint.Keys;
import dev.kprov.pki.KeyAlgorithm;
import java.util.stream.IntStream;

/** A process that makes RSA keys as kprov does, on all processors, and prints how many. */
final class MintLoop {

  private MintLoop() {}

  /** The argument: how many keys. */
  public static void main(String[] arguments) {
    System.out.println(
        IntStream.range(0, Integer.parseInt(arguments[0]))
            .parallel()
            .mapToObj(i -> Keys.generate(KeyAlgorithm.RSA_2048))
            .toList()
            .size());
  }
}
