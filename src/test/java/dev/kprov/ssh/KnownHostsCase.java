package dev.kprov.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Fills in the placeholders of known-hosts-cases.csv. */
record KnownHostsCase(String key, String other, String rsa) {

  private static final Pattern HASHED = Pattern.compile("HASHED\\(([^)]*)\\)");

  /** The text of a known_hosts file. */
  String text(String lines) {
    String blob = key.substring(key.indexOf(' ') + 1);
    String text =
        lines
            .replace("\\n", "\n")
            .replace("\\r", "\r")
            .replace("\\t", "\t")
            .replace("KEY", key)
            .replace("OTHER", other)
            .replace("RSA", rsa)
            .replace("BLOB", blob);
    return HASHED.matcher(text).replaceAll(found -> hash(found.group(1)));
  }

  private static String hash(String name) {
    try {
      byte[] salt = "twenty bytes of salt".getBytes(UTF_8);
      Mac hmac = Mac.getInstance("HmacSHA1");
      hmac.init(new SecretKeySpec(salt, "HmacSHA1"));
      Base64.Encoder base64 = Base64.getEncoder();
      return "|1|"
          + base64.encodeToString(salt)
          + "|"
          + base64.encodeToString(hmac.doFinal(name.getBytes(UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
