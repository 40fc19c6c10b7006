package dev.kprov.run;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names a run in what it leaves on hosts while it works. */
final class RunId {

  private static final int BYTES = 6;

  private RunId() {}

  static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
